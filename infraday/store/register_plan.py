"""The risks that the plan has, as a register that comes in meets them: plain rows, found by what
they are called there; and how they are written, in bulk."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from sqlite3 import Connection
from typing import NamedTuple

from infraday.clock import to_local
from infraday.domain.refs import parse
from infraday.domain.register import Entry, Register
from infraday.store import journal

RATED = (
    "status", "inherent_probability", "inherent_impact", "probability", "impact",
    "residual_probability", "residual_impact", "probability_pct", "impact_cost_cents", "response",
    "response_plan", "response_due",
)  # fmt: skip
OTHERS = (
    "title", "cause", "event", "effect", "kind", "category", "project_id", "owner",
    "response_cost_cents", "contingency_plan", "fallback_plan", "trigger", "proximity",
    "accepted_by", "accepted_on", "accept_until", "justification", "review_every_days",
    "last_reviewed", "next_review", "occurred_on", "lesson", "notes", "source", "source_uid",
    "created_at",
)  # fmt: skip
COLUMNS = (*RATED, *OTHERS)
"""As they stand in the table: dates and words as text, money in cents."""


class Known(NamedTuple):
    """A risk of the plan; `imported` is how it was rated when it last came in with a register."""

    id: int
    values: dict[str, object]
    imported: dict[str, object] | None


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


class Plan:
    """All risks there are. Each is found once: two rows of a register are two risks."""

    def __init__(self, db: Connection) -> None:
        rated = db.execute(
            f"SELECT risk_id, {_quoted(RATED)} FROM assessment WHERE occasion = 'imported' "
            "ORDER BY id"
        ).fetchall()
        imported = {row[0]: dict(zip(RATED, row[1:], strict=True)) for row in rated}
        self._risks: dict[int, Known] = {}
        self._by_uid: dict[tuple[str, str], int] = {}
        self._by_title: dict[str, list[int]] = {}
        query = f"SELECT id, {_quoted(COLUMNS)} FROM risk ORDER BY id"
        for risk_id, *values in db.execute(query).fetchall():
            row = dict(zip(COLUMNS, values, strict=True))
            self._risks[risk_id] = Known(risk_id, row, imported.get(risk_id))
            if row["source"] and row["source_uid"]:
                self._by_uid.setdefault((row["source"], row["source_uid"]), risk_id)
            self._by_title.setdefault(folded(row["title"]), []).append(risk_id)
        found = db.execute('SELECT id, "key", name FROM project').fetchall()
        self.projects = {name.casefold(): pk for pk, _, name in found}
        self.projects |= {key: pk for pk, key, _ in found}
        self._taken: set[int] = set()

    def find(self, register: Register, entries: Sequence[Entry]) -> list[Known | None]:
        """The risk that each row is: by its ID in that register, else by its title. One that has
        another ID there, or shares its title with others, is none. IDs go first, so that no title
        takes the risk of another row."""
        found = [self._take(self._by_id(register, entry)) for entry in entries]
        return [
            known or self._take(self._titled(register, entry))
            for known, entry in zip(found, entries, strict=True)
        ]

    def _take(self, risk_id: int | None) -> Known | None:
        if risk_id is None or risk_id in self._taken:
            return None
        self._taken.add(risk_id)
        return self._risks[risk_id]

    def _by_id(self, register: Register, entry: Entry) -> int | None:
        risk_id = self._own(entry) if register.own else None
        if risk_id is None and entry.uid is not None:
            return self._by_uid.get((register.name, entry.uid))
        return risk_id

    def _own(self, entry: Entry) -> int | None:
        """A row that went out of this plan: its ref, and its title or the day it was made."""
        ref = (
            parse(entry.uid)
            if entry.uid and entry.uid[:2] == "R-" and entry.uid[2:].isdigit()
            else None
        )
        known = self._risks.get(ref.id) if ref else None
        if known is None:
            return None
        made = datetime.fromisoformat(f"{known.values['created_at']}+00:00")
        same = folded(str(known.values["title"])) == folded(entry.title)
        return known.id if same or to_local(made).date() == entry.created else None

    def _titled(self, register: Register, entry: Entry) -> int | None:
        found = []
        for risk_id in self._by_title.get(folded(entry.title), ()):
            values = self._risks[risk_id].values
            is_other = (
                entry.uid is not None
                and values["source"] == register.name
                and values["source_uid"] not in (None, entry.uid)
            )
            if risk_id not in self._taken and not is_other:
                found.append(risk_id)
        return found[0] if len(found) == 1 else None


def folded(title: str) -> str:
    return " ".join(title.casefold().split())


def next_id(db: Connection, table: str) -> int:
    """The id that comes after all that were ever given out."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(row[0]) + 1 if row else 1


def add(db: Connection, rows: Sequence[tuple[int, dict[str, object]]]) -> None:
    marks = ", ".join("?" * len(COLUMNS))
    db.executemany(
        f"INSERT INTO risk (id, version, {_quoted(COLUMNS)}) VALUES (?, 1, {marks})",
        [(risk_id, *(row[name] for name in COLUMNS)) for risk_id, row in rows],
    )


def change(db: Connection, rows: Sequence[tuple[int, dict[str, object]]]) -> None:
    sets = ", ".join(f'"{name}" = ?' for name in COLUMNS)
    db.executemany(
        f"UPDATE risk SET version = version + 1, {sets} WHERE id = ?",
        [(*(row[name] for name in COLUMNS), risk_id) for risk_id, row in rows],
    )


def assess(db: Connection, rows: Sequence[tuple[int, dict[str, object]]], at: datetime) -> None:
    """How each is rated from today on."""
    actor = db.execute(
        "SELECT actor FROM journal_entry JOIN journal_current ON id = entry_id"
    ).fetchone()
    marks = ", ".join("?" * len(RATED))
    head = (str(at.date()), journal.instant(at), actor[0] if actor else journal.PLANNER)
    db.executemany(
        f'INSERT INTO assessment (version, risk_id, "on", at, "by", occasion, {_quoted(RATED)}) '
        f"VALUES (1, ?, ?, ?, ?, 'imported', {marks})",
        [(risk_id, *head, *(row[name] for name in RATED)) for risk_id, row in rows],
    )


def open_issues(
    db: Connection, rows: Sequence[tuple[int, dict[str, object]]], at: datetime
) -> None:
    """What has occurred is an issue."""
    db.executemany(
        "INSERT INTO issue (version, risk_id, title, project_id, owner, status, occurred_on, "
        "notes, created_at) VALUES (1, ?, ?, ?, ?, 'open', ?, '', ?)",
        [
            (risk_id, row["title"], row["project_id"], row["owner"], row["occurred_on"],
             journal.instant(at))
            for risk_id, row in rows
        ],
    )  # fmt: skip
