"""Lists under a heading, with a cursor: where it stands, what is in sight, and lines kept as they
were painted. What stands in a line is the lists' own."""

from typing import Any, ClassVar, cast

from textual import events
from textual.message import Message
from textual.strip import Strip

from infraday.domain.picture import Line
from infraday.widgets.kept import ground, repaint
from infraday.widgets.painted import Inked, Painted, strip

MOST = 600  # lines that are kept as they were painted


class HeadedList(Painted):
    """The first line is the heading. Keys act on the list while it is `active`."""

    Moved: ClassVar[type[Message]]
    """Says that the cursor stands elsewhere; each list has its own."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._strips: dict[Line, Strip] = {}
        self._painted_in: tuple[object, ...] = ()
        self.at = 0  # the place of the cursor
        self._top = 0

    @property
    def length(self) -> int:
        """How many there are."""
        raise NotImplementedError

    @property
    def page(self) -> int:
        """Those that are on screen at once."""
        return max(1, self.size.height - 1)

    def put(self, place: int) -> None:
        """Put the cursor on a place, scrolled into sight."""
        before, top = self.at, self._top
        self.at = self._held(place)
        self._keep_in_sight()
        if top != self._top:
            repaint(self, range(self.size.height))
        else:
            repaint(self, {at - top + 1 for at in (before, self.at)})
        self.post_message(self.Moved())

    def _held(self, place: int) -> int:
        return max(0, min(self.length - 1, place))

    def _keep_in_sight(self) -> None:
        most = max(0, self.length - self.page)
        self._top = min(most, max(self.at - self.page + 1, min(self._top, self.at)))

    def render_line(self, y: int) -> Strip:
        app = cast(Inked, self.app)
        inks = (app.inks, app.ascii, self.size.width, ground(self))
        if inks != self._painted_in or len(self._strips) > MOST:
            self._strips.clear()
            self._painted_in = inks
        line = self.picture(y)
        if line not in self._strips:
            painted = strip(line, app.inks, self.size.width, plain=app.ascii)
            self._strips[line] = painted.apply_style(ground(self))
        return self._strips[line]

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.put(self.at + 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.put(self.at - 1)
