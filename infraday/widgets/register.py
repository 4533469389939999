"""The register: a heading, and of its risks those that there is room for."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from textual import events
from textual.message import Message

from infraday.domain import text
from infraday.domain.picture import CURSOR, HELD, Line, fill, under
from infraday.widgets.headed_list import HeadedList

AHEAD = 20  # rows that are read beyond those on screen, so that few steps have to read any
MOST = 600  # rows that are kept


class Row(Protocol):
    @property
    def id(self) -> int: ...


Fetch: TypeAlias = Callable[[Sequence[int]], Sequence[Row]]
"""The rows with these ids, as far as they are still there."""
Paint: TypeAlias = Callable[[Row, int, bool], Line]
"""The line of a row in so many cells, with the cursor on it or without."""
Heading: TypeAlias = Callable[[int], Line]


class Register(HeadedList):
    """A list with a cursor over ids, of which only what is on screen is ever read. The line under
    the cursor is held while keys act elsewhere."""

    class Moved(Message):
        """The cursor stands on another risk."""

    class Picked(Message):
        """A risk was clicked; `opened` says that it was clicked once more."""

        def __init__(self, *, opened: bool) -> None:
            super().__init__()
            self.opened = opened

    class Headed(Message):
        """The heading was clicked at a column of cells."""

        def __init__(self, x: int) -> None:
            super().__init__()
            self.x = x

    def __init__(self, fetch: Fetch, paint: Paint, heading: Heading) -> None:
        super().__init__(id="register")
        self._fetch, self._paint, self._heading = fetch, paint, heading
        self._empty = ""
        self.ids: Sequence[int] = ()
        self._rows: dict[int, Row] = {}  # by id
        self._gone: set[int] = set()  # read, and not there any more
        self._lines: dict[tuple[int, int, bool], Line] = {}  # a line that scrolls stays the same
        self.active = True

    def show(self, ids: Sequence[int], empty: str, place: int | None = None) -> None:
        """Show what the register now says; the cursor on a place, else where it was."""
        self._rows.clear()
        self._gone.clear()
        self._lines.clear()
        self.ids, self._empty = ids, empty
        self.at = self._held(self.at if place is None else place)
        self._keep_in_sight()
        self.refresh()

    @property
    def length(self) -> int:
        return len(self.ids)

    @property
    def current(self) -> Row | None:
        """The risk under the cursor."""
        return self.row(self.at) if self.ids else None

    def row(self, place: int) -> Row | None:
        """What stands at a place; it and what is near are read where they were not yet."""
        if not 0 <= place < self.length:
            return None
        row_id = self.ids[place]
        if row_id not in self._rows and row_id not in self._gone:
            self._read(place)
        return self._rows.get(row_id)

    def _read(self, place: int) -> None:
        if len(self._rows) > MOST:
            self._rows.clear()
            self._lines.clear()
        first = max(0, min(place - AHEAD, self.length - self.page - AHEAD))
        wanted = self.ids[first : first + 2 * AHEAD + self.page]
        found = {row.id: row for row in self._fetch(wanted)}
        self._rows.update(found)
        self._gone.update(set(wanted) - found.keys())

    def activate(self, active: bool) -> None:
        if active != self.active:
            self.active = active
            self.paint_anew()

    def on_resize(self) -> None:
        self._lines.clear()
        self._keep_in_sight()
        self.refresh()  # it was painted in its new size already, as it had been scrolled before

    def picture(self, y: int) -> Line:
        cells = self.size.width
        if y == 0:
            return fill(self._heading(cells), cells, "muted")
        if not self.ids:
            said = text.wrap(self._empty, max(1, cells - 4))
            return fill(((f"  {said[y - 1]}", "muted"),), cells) if y <= len(said) else ()
        place = self._top + y - 1
        if place >= self.length:
            return ()
        here = place == self.at
        key = (self.ids[place], cells, here)
        line = self._lines.get(key)
        if line is None:
            if (row := self.row(place)) is None:
                return ()
            line = fill(self._paint(row, cells, here), cells)
            line = under(line, CURSOR if self.active else HELD) if here else line
            self._lines[key] = line
        return line

    def paint_anew(self) -> None:
        """What is marked, or not saved yet, or looked at, has changed."""
        self._lines.clear()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None:
            return
        if at.y == 0:
            self.post_message(self.Headed(at.x))
            return
        place = self._top + at.y - 1
        if place < self.length:
            self.put(place)
        self.post_message(self.Picked(opened=event.chain > 1 and place < self.length))
