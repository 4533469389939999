"""What the Flags screen shows, read in one go on plain sqlite3."""

from collections.abc import Mapping, Sequence
from sqlite3 import Connection
from typing import NamedTuple

from infraday.domain.flag import FlagState
from infraday.store import flag_figures, flag_rows
from infraday.store.flag_rows import Cell


class FlagsView(NamedTuple):
    """The projects' keys by their ids, and their cells by the keys of project and flag."""

    projects: Mapping[int, str]
    cells: Mapping[tuple[str, str], Cell]

    def id_of(self, project: str) -> int:
        return next(pk for pk, key in self.projects.items() if key == project)

    def number(self, state: FlagState, flags: Sequence[str]) -> int:
        """How many cells of these flags stand so."""
        return sum(one.state is state and one.key in flags for one in self.cells.values())


def read(db: Connection) -> FlagsView:
    cells = {(one.project, one.key): one for one in flag_rows.cells(db)}
    return FlagsView(flag_figures.projects(db), cells)
