"""Which red flags a change may have resolved: what they were turned into has ended by it. On plain
sqlite3."""

from sqlite3 import Connection
from typing import NamedTuple

from infraday.domain.flag import FlagState
from infraday.domain.text import show
from infraday.store import flag_rows
from infraday.store.flag_rows import Cell

# From the links, of which there are few, to what the entry changed, of which there may be many.
_ENDED = """
    SELECT f.project_id, f.key, f.target FROM flag_link AS f
    CROSS JOIN journal_change AS c ON c.tbl = '{table}'
        AND c.pk = CAST(substr(f.target, 3) AS INTEGER) AND c.entry_id = :entry_id
    JOIN {table} AS it ON it.id = c.pk AND it.status = '{status}'
    WHERE f.target GLOB '{letter}-*' AND json_extract(c.before, '$.status') <> '{status}'
"""
_EITHER = " UNION ".join(
    _ENDED.format(table=table, status=status, letter=letter)
    for table, status, letter in (("task", "done", "T"), ("risk", "closed", "R"))
)
_PENDING = (FlagState.RAISED, FlagState.WATCH)


class Ended(NamedTuple):
    """A flag that still stands, and the task or risk, by its reference, that it was turned into
    and that has ended."""

    cell: Cell
    target: str

    @property
    def key(self) -> str:
        return self.cell.key

    @property
    def project(self) -> str:
        return self.cell.project

    @property
    def how(self) -> str:
        """`T-12 is done`."""
        return f"{self.target} is {'done' if self.target.startswith('T') else 'closed'}"

    def said(self, name: str) -> str:
        """The same in a sentence; `name` is the flag's."""
        target, _, end = self.how.partition(" is ")
        return f"{show(name)} in {show(self.project)} was turned into {target}, which is {end}."


def ended(db: Connection, entry_id: int) -> list[Ended]:
    """The flags to ask about after an entry: still watched or raised, and nobody has said that
    they are resolved."""
    rows = db.execute(_EITHER, {"entry_id": entry_id}).fetchall()
    found = []
    for project_id, key, target in rows:
        for cell in flag_rows.cells(db, project_id):
            stands = cell.state in _PENDING and cell.person is not FlagState.RESOLVED
            if cell.key == key and stands:
                found.append(Ended(cell, target))
    return found
