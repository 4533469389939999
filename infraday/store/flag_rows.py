"""Red flags as they stand, on plain sqlite3: what the data said last beside what a person says.

The effective state is the worse of the two; which rows there are is for `flag_checks` to see to.
"""

from collections.abc import Iterable
from datetime import date
from sqlite3 import Connection
from typing import NamedTuple

from infraday.domain.flag import FlagState, worse

EIGHT = 8  # checks that a trend looks back on

_NEWEST = "(SELECT max(day) FROM flag_check)"
_SAID = """
    SELECT id FROM flag_verdict AS v WHERE v.project_id = c.project_id AND v.key = c.key
    ORDER BY v.day DESC, v.id DESC LIMIT 1
"""
_CELLS = f"""
    SELECT c.project_id, p."key", c.key, c.computed_state, c.since, c.evidence, c.day,
        said.state, said.day, said.note
    FROM flag_check AS c JOIN project AS p ON p.id = c.project_id AND p.status <> 'closed'
    LEFT JOIN flag_verdict AS said ON said.id = ({_SAID})
    WHERE c.day = {_NEWEST}
"""


class Cell(NamedTuple):
    """One flag of one project."""

    project_id: int
    project: str  # its key
    key: str
    computed: FlagState
    since: date  # when the data began to say so
    evidence: tuple[str, ...]
    checked_on: date
    person: FlagState | None
    said_on: date | None  # when the person last spoke
    person_since: date | None  # when the person began to say so
    note: str

    @property
    def state(self) -> FlagState:
        """The worse of what the data says and what a person says."""
        return worse(self.computed, self.person)

    @property
    def raised_on(self) -> date | None:
        """Since when it is raised, by the data or a person, whoever was first; else None."""
        return self.since_when if self.state is FlagState.RAISED else None

    @property
    def since_when(self) -> date:
        """Since when the effective state stands."""
        both = [self.since] if self.computed is self.state else []
        if self.person is self.state and self.person_since:
            both.append(self.person_since)
        return min(both)

    @property
    def disagrees(self) -> bool:
        """Whether a person says another thing than the data, which has something to say."""
        return self.person is not None and FlagState.NO_DATA is not self.computed is not (
            FlagState.CLEAR if self.person is FlagState.RESOLVED else self.person
        )


def cells(db: Connection, project_id: int | None = None) -> list[Cell]:
    """Every cell as it stands, by project key; only those of one project where it is given."""
    its = "" if project_id is None else "AND c.project_id = :project_id"
    rows = db.execute(f'{_CELLS} {its} ORDER BY p."key", c.rowid', {"project_id": project_id})
    return [_cell(db, row) for row in rows.fetchall()]


def _cell(db: Connection, row: tuple[object, ...]) -> Cell:
    pk, project, key, computed, since, evidence, day, person, said_on, note = row
    return Cell(
        int(str(pk)), str(project), str(key), FlagState(str(computed)), _day(since),
        _sentences(str(evidence)), _day(day),
        FlagState(str(person)) if person else None,
        _day(said_on) if said_on else None,
        _streak(db, int(str(pk)), str(key), str(person)) if person else None,
        str(note or ""),
    )  # fmt: skip


def as_json(sentences: Iterable[str]) -> str:
    """Evidence as it stands in a row."""
    import json  # noqa: PLC0415 - the first paint and help load this module

    return json.dumps(list(sentences), ensure_ascii=False)


def _sentences(text: str) -> tuple[str, ...]:
    import json  # noqa: PLC0415 - the same

    return tuple(json.loads(text))


def _day(text: object) -> date:
    return date.fromisoformat(str(text))


def _streak(db: Connection, project_id: int, key: str, state: str) -> date:
    """Since when a person has said what they say now."""
    row = db.execute(
        "SELECT min(day) FROM flag_verdict WHERE project_id = :pk AND key = :key AND (day, id) > "
        "(SELECT coalesce(max(day), ''), coalesce(max(id), 0) FROM (SELECT day, id FROM "
        "flag_verdict WHERE project_id = :pk AND key = :key AND state <> :state "
        "ORDER BY day DESC, id DESC LIMIT 1))",
        {"pk": project_id, "key": key, "state": state},
    ).fetchone()
    return _day(row[0])


class Check(NamedTuple):
    """What was said of a cell on a day: by the data, and by a person if they spoke."""

    day: date
    computed: FlagState
    person: FlagState | None
    evidence: tuple[str, ...] = ()
    note: str = ""

    @property
    def state(self) -> FlagState:
        return worse(self.computed, self.person)


def history(db: Connection, project_id: int, key: str, most: int = EIGHT) -> list[Check]:
    """The last checks of a cell, the newest last. A person's word holds until the next one."""
    rows = db.execute(
        f"""
        SELECT c.day, c.computed_state, c.evidence, said.state, said.note
        FROM flag_check AS c LEFT JOIN flag_verdict AS said ON said.id = (
            SELECT id FROM flag_verdict AS v WHERE v.project_id = c.project_id AND v.key = c.key
            AND v.day <= c.day ORDER BY v.day DESC, v.id DESC LIMIT 1)
        WHERE c.project_id = ? AND c.key = ? ORDER BY c.day DESC LIMIT {int(most)}
        """,
        (project_id, key),
    ).fetchall()
    return [
        Check(_day(day), FlagState(computed), FlagState(person) if person else None,
              _sentences(evidence), note or "")
        for day, computed, evidence, person, note in reversed(rows)
    ]  # fmt: skip


def links(db: Connection, project_id: int, key: str) -> list[str]:
    """What a flag was turned into: references, the oldest first."""
    found = db.execute(
        "SELECT target FROM flag_link WHERE project_id = ? AND key = ? ORDER BY id",
        (project_id, key),
    )
    return [target for (target,) in found.fetchall()]


def of_target(db: Connection, targets: Iterable[str]) -> list[tuple[int, str]]:
    """The flags, by project and key, that were turned into any of these references."""
    found: dict[tuple[int, str], None] = {}
    for target in targets:
        rows = db.execute("SELECT project_id, key FROM flag_link WHERE target = ?", (target,))
        found |= dict.fromkeys(rows.fetchall())
    return list(found)
