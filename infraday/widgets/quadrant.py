"""One quadrant of the matrix: its title, and of its tasks those that there is room for."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from textual import events
from textual.message import Message

from infraday.domain import text
from infraday.domain.matrix import Quadrant
from infraday.domain.matrix_row import Listed
from infraday.domain.picture import CURSOR, Line, fill, under
from infraday.widgets.headed_list import HeadedList

AHEAD = 40  # rows that are read beyond those on screen, so that few steps have to read any
MOST = 600  # rows that are kept


class Row(Protocol):
    """A task and the minutes worked on it."""

    @property
    def task(self) -> Listed: ...
    @property
    def worked_minutes(self) -> int: ...


Place: TypeAlias = tuple[int, int]
"""A place in the list, and the id of the task that stands there."""
Fetch: TypeAlias = Callable[[int, int, Place | None], Sequence[Row]]
"""The rows from a place on, so many of them, found from one near that is known."""
Paint: TypeAlias = Callable[[Row, int, bool], Line]
"""The line of a row in so many cells, with the cursor on it or without."""


class QuadrantList(HeadedList):
    """A list with a cursor, of which only what is on screen is ever read. The cursor shows while
    the keys act on this quadrant."""

    class Moved(Message):
        """The cursor stands on another task."""

    class Picked(Message):
        """A task, or the quadrant, was clicked."""

        def __init__(self, quadrant: Quadrant, *, opened: bool) -> None:
            super().__init__()
            self.quadrant = quadrant
            self.opened = opened  # it was clicked once more

    def __init__(self, quadrant: Quadrant, fetch: Fetch, paint: Paint) -> None:
        super().__init__(id=quadrant.value)
        self.quadrant = quadrant
        self._fetch, self._paint = fetch, paint
        self._title: Callable[[int, bool], Line] = lambda _cells, _active: ()
        self._empty = ""
        self._rows: dict[int, Row] = {}
        self._lines: dict[tuple[int, int, bool], Line] = {}  # a line that scrolls stays the same
        self.active = False
        self.count = 0

    def show(
        self, count: int, title: Callable[[int, bool], Line], empty: str, place: int | None = None
    ) -> None:
        """Show what the plan now says, with so many tasks; the cursor on a place, else where it
        was."""
        self._rows.clear()
        self._lines.clear()
        self.count, self._title, self._empty = count, title, empty
        self.at = self._held(self.at if place is None else place)
        self._keep_in_sight()
        self.refresh()

    @property
    def length(self) -> int:
        return self.count

    @property
    def current(self) -> Row | None:
        """The task under the cursor, and what was worked on it."""
        return self.row(self.at) if self.count else None

    def row(self, place: int) -> Row | None:
        """What stands at a place; it and what is near are read where they were not yet."""
        if place not in self._rows and 0 <= place < self.count:
            self._read(place)
        return self._rows.get(place)

    def _read(self, place: int) -> None:
        if len(self._rows) > MOST:
            self._rows.clear()
            self._lines.clear()
            self._strips.clear()
        near = min(self._rows, key=lambda known: abs(known - place), default=None)
        first = max(0, min(place - AHEAD, self.count - self.page - AHEAD))
        known = None if near is None else (near, self._rows[near].task.id)
        found = self._fetch(first, 2 * AHEAD + self.page, known)
        self._rows.update(enumerate(found, first))

    def activate(self, active: bool) -> None:
        if active != self.active:
            self.active = active
            self.refresh()

    def on_resize(self) -> None:
        self._keep_in_sight()

    def picture(self, y: int) -> Line:
        cells = self.size.width
        if y == 0:
            return self._title(cells, self.active)
        place = self._top + y - 1
        if not self.count:
            said = text.wrap(self._empty, max(1, cells - 4))
            return fill(((f"   {said[y - 1]}", "muted"),), cells) if y <= len(said) else ()
        here = place == self.at and self.active
        line = self._lines.get((place, cells, here))
        if line is None:
            if (row := self.row(place)) is None:
                return ()
            line = self._paint(row, cells, here)
            line = under(line, CURSOR) if here else line
            self._lines[place, cells, here] = line
        return line

    def paint_anew(self) -> None:
        """What is marked has changed."""
        self._lines.clear()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None:
            return
        place = self._top + at.y - 1
        if at.y > 0 and place < self.count:
            self.put(place)
        opened = event.chain > 1 and 0 < at.y <= self.count - self._top
        self.post_message(self.Picked(self.quadrant, opened=opened))
