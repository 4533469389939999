"""A risk register brought into the plan, as one change, or a look at what that would be.

A row is the risk with its ID in that register, else the one with its title. What the register
says goes before what the plan has; an empty cell says nothing. What is rated and was changed here
since the register last came in stays, unless the register has changed it, too.
"""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from sqlite3 import Connection
from typing import NamedTuple

from infraday.domain import RuleError
from infraday.domain.project import key as project_key
from infraday.domain.refs import risk_ref
from infraday.domain.register import Entry, Reading, Register
from infraday.domain.risk import OPEN, Rating, Response, RiskKind, RiskStatus
from infraday.domain.risk_rules import after_rating
from infraday.domain.text import clip, show
from infraday.store import register_notes as notes
from infraday.store import register_plan as plan
from infraday.store.journal import Outcome, instant
from infraday.store.register_plan import RATED, Known, Plan

_ACCEPTANCE = ("accepted_by", "accepted_on", "accept_until", "justification")
Row = dict[str, object]


class Fault(NamedTuple):
    """A bad cell or row: `where` is `Sheet1 row 7 column F "140 %"`."""

    where: str
    reason: str


class Report(NamedTuple):
    """What an import did or would do, in risks. `columns` says how each was read."""

    register: str
    read: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    errors: tuple[Fault, ...]
    remarks: tuple[str, ...]
    columns: tuple[Reading, ...] = ()

    @property
    def label(self) -> str:
        counts = ((self.created, "new"), (self.updated, "changed"))
        said = ", ".join(f"{count} {word}" for count, word in counts if count)
        return f"Import the register {self.register}: {said or 'nothing new'}"


def take_in(
    db: Connection, register: Register, at: datetime, project: str | None = None
) -> tuple[Outcome, Report]:
    """Merge a register into the plan, inside a change. `at` is local and aware; `project` is the
    key for risks whose row names none. The same register again changes nothing."""
    merge = _Merge(db, register, at, project)
    merge.write(db)
    return Outcome(merge.report.label), merge.report


def preview(
    db: Connection, register: Register, at: datetime, project: str | None = None
) -> tuple[Outcome, Report]:
    """What `take_in` would do."""
    merge = _Merge(db, register, at, project)
    return Outcome(merge.report.label), merge.report


class _Merge:
    """All of it worked out before anything is written."""

    def __init__(
        self, db: Connection, register: Register, at: datetime, project: str | None
    ) -> None:
        self._register, self._at, self._today = register, at, at.date()
        self._project = project_key(project) if project else None
        self._plan = Plan(db)
        self._next = plan.next_id(db, "risk")
        self._new: list[tuple[int, Row]] = []
        self._changed: list[tuple[int, Row]] = []
        self._occurred: list[tuple[int, Row]] = []
        self._projects: dict[str, int] = {}  # made by this import; until then below 0
        self._faults = [Fault(it.where, it.reason) for it in register.problems]
        self._unchanged = self._left = self._kept = self._ended = self._unsaid = 0
        self._take_all()
        self.report = self._reported()

    def _take_all(self) -> None:
        entries = list(self._once())
        for entry, known in zip(entries, self._plan.find(self._register, entries), strict=True):
            if known is None:
                self._add(entry)
            else:
                self._update(entry, known)

    def _once(self) -> Iterator[Entry]:
        """Each risk once: a second row with its ID, or without one with its title, is left out."""
        seen: dict[object, str] = {}
        for entry in self._register.entries:
            name = entry.uid if entry.uid is not None else (plan.folded(entry.title),)
            if before := seen.get(name):
                what = f"the ID {clip(entry.uid, 40)}" if entry.uid is not None else "the title"
                fault = Fault(entry.where, f"It has {what} of {before}. It was left out.")
                self._faults.append(fault)
                self._left += 1
            else:
                seen[name] = entry.where
                yield entry

    def _add(self, entry: Entry) -> None:
        row: Row = dict.fromkeys(plan.COLUMNS)
        kept = self._fill(row, entry)
        row |= {
            "title": entry.title,
            "kind": row["kind"] or RiskKind.THREAT.value,
            "created_at": instant(self._at),
            "source": self._register.name,
            "source_uid": entry.uid,
            "notes": notes.composed(_text(entry.fields.get("notes")), kept),
        }
        if row["status"] is None:
            row["status"] = RiskStatus.IDENTIFIED.value
            _brought_on(row)
        self._end(row)
        self._new.append((self._next, row))
        if row["status"] == RiskStatus.OCCURRED:
            self._occurred.append((self._next, row))
        self._next += 1

    def _update(self, entry: Entry, known: Known) -> None:
        row = dict(known.values)
        kept = self._fill(row, entry, known)
        self._set(row, "title", entry.title, known)
        was = str(known.values["status"])
        if entry.is_open and RiskStatus(was) not in OPEN:
            self._ended += 1
        if row["source"] is None and entry.uid != risk_ref(known.id):  # not what we wrote
            row |= {"source": self._register.name, "source_uid": entry.uid}
        said = _text(entry.fields.get("notes"))
        if self._register.own and said is not None and not kept:
            self._set(row, "notes", said, known)
        else:
            row["notes"] = notes.merged(str(row["notes"]), said, kept)
        if row == known.values:
            self._unchanged += 1
            return
        if row["status"] == was and "status" not in entry.fields:
            _brought_on(row)
        self._end(row)
        self._changed.append((known.id, row))
        if row["status"] == RiskStatus.OCCURRED != was:
            self._occurred.append((known.id, row))

    def _fill(self, row: Row, entry: Entry, known: Known | None = None) -> list[tuple[str, str]]:
        """What the register says, put into a row; and what goes to its notes."""
        kept = list(entry.kept)
        for name, value in entry.fields.items():
            if name == "project":
                kept += self._set_project(row, str(value))
            elif name != "notes":
                self._set(row, name, _plain(value), known)
        if entry.implied is not None and row["probability"] is None:
            self._set(row, "probability", entry.implied, known)
        if self._project and "project" not in entry.fields and row["project_id"] is None:
            self._set_project(row, self._project)
        if row["response"] != Response.ACCEPT:
            for name in _ACCEPTANCE:
                if row[name] is not None and name in entry.fields:
                    kept.append((name.replace("_", " ").capitalize(), str(row[name])))
                row[name] = None
        elif not all(row[name] for name in ("accepted_by", "accept_until", "justification")):
            self._unsaid += 1
        return kept

    def _set(self, row: Row, name: str, value: object, known: Known | None) -> None:
        if value is None or row[name] == value or self._is_same(row[name], value):
            return
        base = known.imported if known else None
        if base is not None and name in RATED and base[name] == value:
            self._kept += 1
            return
        row[name] = value

    def _is_same(self, now: object, value: object) -> bool:
        """What infraday wrote has visible signs where a text has control characters."""
        is_text = isinstance(now, str) and isinstance(value, str)
        return self._register.own and is_text and show(str(now)) == show(str(value))

    def _set_project(self, row: Row, name: str) -> list[tuple[str, str]]:
        """The project that is called so, else a new one; one that cannot be is for the notes."""
        known = self._plan.projects.get(name.strip().casefold())
        try:
            key = project_key(name)
        except RuleError:
            key = None
        if known is None and key is not None:
            known = self._plan.projects.get(key) or self._projects.setdefault(
                key, -1 - len(self._projects)
            )
        if known is None:
            return [("Project", name)]
        row["project_id"] = known
        return []

    def _end(self, row: Row) -> None:
        if row["status"] == RiskStatus.OCCURRED:
            row["occurred_on"] = row["occurred_on"] or str(self._today)

    def write(self, db: Connection) -> None:
        ids = {}
        for key, stand_in in self._projects.items():
            cursor = db.execute(
                'INSERT INTO project (version, "key", name, status, notes) '
                "VALUES (1, ?, ?, 'active', '')",
                (key, key),
            )
            ids[stand_in] = cursor.lastrowid
        for _, row in (*self._new, *self._changed):
            row["project_id"] = ids.get(row["project_id"], row["project_id"])  # type: ignore[call-overload]
        plan.add(db, self._new)
        plan.change(db, self._changed)
        plan.assess(db, [*self._new, *self._changed], self._at)
        plan.open_issues(db, self._occurred, self._at)

    def _reported(self) -> Report:
        register = self._register
        return Report(
            register.name,
            register.read,
            len(self._new),
            len(self._changed),
            self._unchanged,
            register.skipped + self._left,
            tuple(self._faults),
            (*register.remarks, *self._remarks()),
            register.readings,
        )

    def _remarks(self) -> Iterator[str]:
        for key in self._projects:
            yield f"The project #{key} is new."
        if self._kept:
            values = "One rated value" if self._kept == 1 else f"{self._kept} rated values"
            stay = "stays" if self._kept == 1 else "stay"
            yield f"{values} {stay} as changed here since the last import."
        if self._ended:
            risks = "One risk has" if self._ended == 1 else f"{self._ended} risks have"
            yield f"{risks} ended here, and the register calls it open: that was not changed."
        if self._unsaid:
            risks = "One risk is" if self._unsaid == 1 else f"{self._unsaid} risks are"
            yield f"{risks} accepted without saying by whom, until when and why."
        if self._occurred:
            count = len(self._occurred)
            risks = "One risk has" if count == 1 else f"{count} risks have"
            yield f"{risks} occurred: each is an issue."


def _brought_on(row: Row) -> None:
    """An open risk is as far as its ratings and its response say."""
    rating = Rating(row["probability"], row["impact"])  # type: ignore[arg-type]
    response = Response(str(row["response"])) if row["response"] else None
    status = RiskStatus(str(row["status"]))
    row["status"] = after_rating(status, rating, response, _text(row["response_plan"])).value


def _plain(value: object) -> object:
    """As SQLite has it."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return str(value)
    if isinstance(value, str):
        return value if value.strip() else None
    return value


def _text(value: object) -> str | None:
    return str(value) if value else None
