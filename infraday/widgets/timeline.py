"""The day, hour by hour: one line a row, painted with the Line API, and the cursor in it."""

from textual import events
from textual.message import Message

from infraday.domain import dayview
from infraday.domain.dayview import DayView
from infraday.domain.picture import Line, Region
from infraday.domain.rows import Block, standing
from infraday.domain.timeline import GUTTER, MOST_ALL_DAY, Cell
from infraday.domain.timeline_picture import Cursor, held_cell
from infraday.widgets.kept import repaint
from infraday.widgets.painted import Painted


class Timeline(Painted):
    """Shows a `DayView`. Only the lines that the cursor leaves or enters are painted again.

    `active` says whether keys act here: only then is the cursor shown."""

    class Moved(Message):
        """The cursor stands elsewhere."""

    class Picked(Message):
        """A row was clicked, and has the cursor."""

    class Opened(Message):
        """The row under the cursor was clicked once more."""

    def __init__(self, view: DayView) -> None:
        super().__init__(id="timeline")
        self.view = view
        self.marked: frozenset[int] = frozenset()
        self.active = True
        self._height = 1
        self._adrift = False  # scrolled by the wheel, the cursor perhaps out of sight

    @property
    def block(self) -> Block | None:
        """The block under the cursor."""
        return dayview.block_at(self.view)

    def place(self, region: Region) -> None:
        super().place(region)
        self._height = max(1, region.height)

    def show(self, view: DayView, marked: frozenset[int]) -> None:
        self.marked = marked
        drifts = self._adrift and view.rows.day == self.view.rows.day
        top, self._adrift = self.view.top, drifts
        self.view = self._with(view, view.cursor)
        if drifts:
            self.view = self.view._replace(top=self._bounded(top))
        self.refresh()

    def _with(self, view: DayView, cursor: Cursor) -> DayView:
        """The view with its cursor there, or as near as there is a row."""
        pinned = min(len(view.timeline.all_day), MOST_ALL_DAY)
        if cursor.slot < -pinned:  # that all-day block is gone
            below = (slot for slot in view.timeline.lines[view.top :] if isinstance(slot, int))
            cursor = cursor._replace(slot=-pinned or next(below, 0))
        return dayview.with_cursor(view, cursor._replace(shown=self.active), self._height)

    def picture(self, y: int) -> Line:
        return dayview.timeline_line(self.view, y, self.size.width, self.marked)

    @property
    def pinned(self) -> int:
        return min(len(self.view.timeline.all_day), MOST_ALL_DAY)

    @property
    def shows_now(self) -> bool:
        """Whether the now-line is in sight, where the day has one."""
        line, top = self.view.timeline.now_line, self.view.top
        return line is None or top <= line < top + self._height - self.pinned

    def put(self, cursor: Cursor) -> None:
        """Put the cursor on a row, scrolled into sight."""
        before, self._adrift = self.view, False
        self.view = self._with(before, cursor)
        if self.view.top != before.top:
            self.refresh()
        else:
            repaint(self, self._lines(before) | self._lines(self.view))
        self.post_message(self.Moved())

    def activate(self, active: bool) -> None:
        """Let keys act here, or elsewhere."""
        self.active = active
        self.put(self.view.cursor)

    def _lines(self, view: DayView) -> set[int]:
        """The lines on screen that look otherwise because of the cursor."""
        slot = view.cursor.slot
        if slot < 0:
            return {slot + self.pinned}
        cell = held_cell(view.timeline, view.cursor)
        slots = range(cell.first, cell.last) if cell else range(slot, slot + 1)
        first = view.timeline.line_of(slots[0]) - view.top + self.pinned
        last = view.timeline.line_of(slots[-1]) - view.top + self.pinned
        return set(range(max(first, self.pinned), min(last + 1, self.size.height)))

    def step(self, rows: int) -> None:
        """So many rows down (up below 0), past the all-day blocks at the top."""
        cursor, last = self.view.cursor, len(self.view.timeline.slots) - 1
        slot = max(-self.pinned, min(last, cursor.slot + rows))
        self.put(Cursor(slot, cursor.lane))

    def across(self, lanes: int) -> None:
        """To the block beside."""
        cell = held_cell(self.view.timeline, self.view.cursor)
        if cell is None:
            return
        here = [other.lane for other in self.view.timeline.slots[self.view.cursor.slot]]
        place = here.index(cell.lane) + lanes
        if 0 <= place < len(here):
            self.put(Cursor(self.view.cursor.slot, here[place]))

    def jump(self, way: int) -> None:
        """To the start of the next block, or of the one before."""
        slot, timeline = self.view.cursor.slot, self.view.timeline
        held = held_cell(timeline, self.view.cursor)
        starts = sorted(
            {(place, 0) for place in range(-self.pinned, 0)}
            | {(cell.first, cell.lane) for cells in timeline.slots for cell in cells}
        )
        here = (held.first, held.lane) if held else (slot, 0 if slot < 0 else -1)
        later = [start for start in starts if start > here]
        earlier = [start for start in starts if start < here]
        if way > 0 and later:
            self.put(Cursor(*later[0]))
        elif way < 0 and earlier:
            self.put(Cursor(*earlier[-1]))

    def edge(self, way: int) -> None:
        """To the first or last row that holds a block, then to that of the day."""
        taken = [slot for slot, cells in enumerate(self.view.timeline.slots) if cells]
        ends = (0, len(self.view.timeline.slots) - 1)
        target = (taken[0], taken[-1]) if taken else ends
        slot = target[0] if way < 0 else target[1]
        if slot == self.view.cursor.slot:
            slot = ends[0] if way < 0 else ends[1]
        self.put(Cursor(slot))

    def find(self, block_id: int) -> Cursor | None:
        """Where a block begins."""
        for place, block in enumerate(self.view.timeline.all_day[:MOST_ALL_DAY]):
            if block_id in (block.id, standing(block)):
                return Cursor(place - self.pinned)
        cell = cell_of(self.view, block_id)
        return Cursor(cell.first, cell.lane) if cell else None

    def on_click(self, event: events.Click) -> None:
        """Put the cursor there; a second click opens."""
        place = event.get_content_offset(self)
        if place is None:
            return
        cursor = self._cursor_at(place.x, place.y)
        if cursor is None:
            return
        if event.chain > 1:
            self.post_message(self.Opened())
        else:
            self.post_message(self.Picked())
            self.put(cursor)

    def _cursor_at(self, x: int, y: int) -> Cursor | None:
        if y < self.pinned:
            return Cursor(y - self.pinned)
        line = y - self.pinned + self.view.top
        if line >= len(self.view.timeline.lines):
            return None
        slot = self.view.timeline.lines[line]
        if isinstance(slot, str):
            return None
        cells = self.view.timeline.slots[slot]
        lanes = cells[0].lanes if cells else 1
        return Cursor(slot, max(0, x - GUTTER) * lanes // max(1, self.size.width - GUTTER))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._scroll(3, event)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._scroll(-3, event)

    def _scroll(self, rows: int, event: events.MouseEvent) -> None:
        """Look elsewhere; the cursor stays, until a key moves it."""
        event.stop()
        self._adrift = True
        self.view = self.view._replace(top=self._bounded(self.view.top + rows))
        self.refresh()

    def _bounded(self, top: int) -> int:
        most = len(self.view.timeline.lines) - (self._height - self.pinned)
        return max(0, min(most, top))


def cell_of(view: DayView, block_id: int) -> Cell | None:
    """Where a block lies in the rows of the day."""
    cells = (cell for cells in view.timeline.slots for cell in cells)
    return next((cell for cell in cells if block_id in (cell.block.id, standing(cell.block))), None)


def carried(before: DayView, after: DayView) -> Cursor:
    """The cursor of one layout in another one of the day: on its block, else at its time."""
    cursor = before.cursor
    if cursor.slot < 0:
        return cursor
    last = len(after.timeline.slots) - 1
    slot = min(last, cursor.slot * before.timeline.zoom // after.timeline.zoom)
    held = held_cell(before.timeline, cursor)
    cell = cell_of(after, standing(held.block)) if held else None
    if cell is None:
        return Cursor(slot, cursor.lane)
    return Cursor(max(cell.first, min(cell.last - 1, slot)), cell.lane)
