"""The grid of red flags: projects across, flags down, a cursor in one cell."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from textual import events
from textual.message import Message

from infraday.domain import flag_picture, text
from infraday.domain.flag_picture import Cell, Columns
from infraday.domain.flags import Flag
from infraday.domain.picture import Line
from infraday.widgets.painted import Painted


class Grid(NamedTuple):
    """What the grid shows. A cell is found by its project's key and its flag's."""

    flags: Sequence[Flag] = ()
    projects: Sequence[str] = ()
    cells: Mapping[tuple[str, str], Cell] = {}
    today: date = date.min


class FlagGrid(Painted):
    """The heads stay while the flags scroll."""

    class Moved(Message):
        """The cursor stands in another cell."""

    class Opened(Message):
        """A cell was clicked twice."""

    def __init__(self, capture: str) -> None:
        """`capture` is the key that captures a task."""
        super().__init__(id="grid")
        self._empty = flag_picture.EMPTY.format(capture)
        self.grid = Grid()
        self.row = self.column = 0
        self._top = self._first = 0

    def show(self, grid: Grid) -> None:
        """Show what the plan now says; the cursor stays on its flag and project."""
        here = self.here
        self.grid = grid
        if here:
            project, flag = here
            keys = [one.key for one in grid.flags]
            self.column = grid.projects.index(project) if project in grid.projects else self.column
            self.row = keys.index(flag) if flag in keys else self.row
        self.put(self.row, self.column)

    @property
    def here(self) -> tuple[str, str] | None:
        """The keys of the project and the flag under the cursor."""
        if not self.grid.flags or not self.grid.projects:
            return None
        row = min(self.row, len(self.grid.flags) - 1)
        column = min(self.column, len(self.grid.projects) - 1)
        return self.grid.projects[column], self.grid.flags[row].key

    @property
    def page(self) -> int:
        """The flags that are on screen at once."""
        return max(1, self.size.height - 1)

    def turn(self, pages: int) -> None:
        """As many projects to the side as are on screen at once."""
        across = pages * self._columns.shown
        self._first += across
        self.put(self.row, self.column + across)

    @property
    def _columns(self) -> Columns:
        count = len(self.grid.projects)
        shown = flag_picture.columns(self.size.width, count, self.column, self._first)
        self._first = shown.first
        return shown

    def put(self, row: int, column: int) -> None:
        """Put the cursor into a cell, scrolled into sight."""
        self.row = max(0, min(len(self.grid.flags) - 1, row))
        self.column = max(0, min(len(self.grid.projects) - 1, column))
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    def _keep_in_sight(self) -> None:
        most = max(0, len(self.grid.flags) - self.page)
        self._top = min(most, max(self.row - self.page + 1, min(self._top, self.row)))

    def on_resize(self) -> None:
        self._keep_in_sight()

    def picture(self, y: int) -> Line:
        cells = self.size.width
        if not self.grid.projects:
            said = text.wrap(self._empty, max(1, cells - 4))
            return ((f"  {said[y - 1]}", "muted"),) if 0 < y <= len(said) else ()
        shown = self._columns
        if y == 0:
            return flag_picture.heads(self.grid.projects, self.column, shown, cells)
        place = self._top + y - 1
        if place >= len(self.grid.flags):
            return ()
        flag = self.grid.flags[place]
        found = [self.grid.cells.get((project, flag.key)) for project in self.grid.projects]
        here = self.column if place == self.row else None
        return flag_picture.row(flag.name, found, here, shown, self.grid.today, cells)

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None or not self.grid.projects:
            return
        shown = self._columns
        column = shown.first + max(0, at.x - shown.name) // shown.project
        row = self._top + at.y - 1
        is_cell = at.y > 0 and row < len(self.grid.flags) and column < shown.first + shown.shown
        if at.x >= shown.name and column < shown.first + shown.shown:
            self.put(row if is_cell else self.row, column)
        elif is_cell or at.y > 0:
            self.put(row, self.column)
        if event.chain > 1 and is_cell:
            self.post_message(self.Opened())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.put(self.row + 1, self.column)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.put(self.row - 1, self.column)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        event.stop()
        self.put(self.row, self.column + 1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        event.stop()
        self.put(self.row, self.column - 1)
