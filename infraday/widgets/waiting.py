"""What waits for a slot, beside the day: a title and a line for each task."""

from textual import events
from textual.message import Message

from infraday.domain import panels
from infraday.domain.headline import Moment
from infraday.domain.picture import CURSOR, Line, under
from infraday.domain.rows import DayRows, Waiting
from infraday.widgets.kept import repaint
from infraday.widgets.painted import Painted


class WaitingList(Painted):
    """The cursor shows only while this pane is the one that keys act on."""

    class Moved(Message):
        """The cursor stands on another task."""

    class Picked(Message):
        """A task was clicked, and has the cursor."""

    class Opened(Message):
        """The task under the cursor was clicked once more."""

    def __init__(self, rows: DayRows, moment: Moment) -> None:
        super().__init__(id="waiting")
        self._rows, self._moment = rows, moment
        self.active = False
        self._place = 0
        self._top = 0
        self._lines: list[Line] | None = None
        self._in: tuple[int, int] = (0, 0)  # the columns and rows that they are for

    @property
    def current(self) -> Waiting | None:
        """The task under the cursor."""
        waiting = self._rows.waiting
        return waiting[self._place] if self._place < len(waiting) else None

    def show(self, rows: DayRows, moment: Moment) -> None:
        """Keeps the cursor on its task while that one still waits."""
        task = self.current.task.id if self.current else None
        self._rows, self._moment = rows, moment
        ids = [wait.task.id for wait in rows.waiting]
        self._place = ids.index(task) if task in ids else min(self._place, max(0, len(ids) - 1))
        self._keep_in_sight()
        self._show_all()

    def _show_all(self) -> None:
        self._lines = None
        self.refresh()

    def picture(self, y: int) -> Line:
        if self._lines is None or self._in != self.size:
            self._in = self.size
            self._lines = panels.waiting(self._rows, self._moment, *self.size, self._top)
        if y >= len(self._lines):
            return ()
        here = self.active and self._rows.waiting and y == self._place - self._top + 1
        return under(self._lines[y], CURSOR) if here else self._lines[y]

    @property
    def page(self) -> int:
        """The tasks that are on screen at once."""
        return max(1, self.size.height - 1)

    def step(self, rows: int) -> None:
        """So many tasks down (up below 0)."""
        self._put(self._place + rows)
        self.post_message(self.Moved())

    def _put(self, place: int) -> None:
        """Put the cursor on a task, scrolled into sight."""
        before, top = self._place, self._top
        self._place = max(0, min(len(self._rows.waiting) - 1, place))
        self._keep_in_sight()
        if top != self._top:
            self._show_all()
        else:
            repaint(self, {place - top + 1 for place in (before, self._place)})

    def activate(self, active: bool) -> None:
        self.active = active
        self.refresh()

    def _keep_in_sight(self) -> None:
        self._top = max(self._place - self.page + 1, min(self._top, self._place))

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is None or not 0 < place.y <= len(self._rows.waiting) - self._top:
            return
        self._put(self._top + place.y - 1)
        self.post_message(self.Opened() if event.chain > 1 else self.Picked())
        self.post_message(self.Moved())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.step(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.step(-1)
