"""The selected risk in full, which scrolls where it is longer than its place."""

from collections.abc import Callable, Sequence

from textual import events
from textual.geometry import Size
from textual.message import Message

from infraday.domain.picture import Line, spread
from infraday.widgets.fluid import Grounded


class RiskDetail(Grounded):
    """Worked out when it is painted: the cursor may pass many risks before it rests. `work_out`
    gives all its lines in so many cells."""

    class Picked(Message):
        """It was clicked."""

    def __init__(self, work_out: Callable[[int], Sequence[Line]]) -> None:
        super().__init__(id="detail")
        self._work_out = work_out
        self._lines: Sequence[Line] | None = None
        self._laid_in = Size()
        self._top = 0
        self.active = False

    def show_anew(self, *, top: bool = True) -> None:
        """What it is about has changed; from its top where it is another risk."""
        self._lines = None
        if top:
            self._top = 0
        self.refresh()

    def activate(self, active: bool) -> None:
        if active != self.active:
            self.active = active
            self.refresh()

    @property
    def page(self) -> int:
        return max(1, self.size.height)

    @property
    def lines(self) -> Sequence[Line]:
        if self._lines is None or self._laid_in != self.size:
            self._laid_in = self.size
            self._lines = self._work_out(self.size.width)
        return self._lines

    def roll(self, lines: int) -> None:
        """So many lines on."""
        most = max(0, len(self.lines) - self.page)
        self._top = max(0, min(most, self._top + lines))
        self.refresh()

    def on_resize(self) -> None:
        self._top = 0
        self.refresh()

    def picture(self, y: int) -> Line:
        place = self._top + y
        if place >= len(self.lines):
            return ()
        line = self.lines[place]
        more = y == self.page - 1 and place < len(self.lines) - 1
        if more or (y == 0 and self._top):
            sign = "▼" if more else "▲"
            role = "accent" if self.active else "muted"
            return spread(line, ((f" {sign}", role),), self.size.width)
        return line

    def on_click(self) -> None:
        self.post_message(self.Picked())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.roll(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.roll(-1)
