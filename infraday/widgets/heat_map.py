"""The 5×5 heat map, in which one can walk."""

from collections.abc import Callable

from textual import events
from textual.geometry import Size
from textual.message import Message

from infraday.domain import heat_picture
from infraday.domain.heat_picture import HeatView, Place
from infraday.domain.picture import Line
from infraday.widgets.fluid import Grounded

START: Place = (3, 3)


class HeatMap(Grounded):
    """Worked out when it is painted: the cursor may pass many risks before it rests. `view` gives
    what it shows, with its own cursor while keys act on it."""

    class Picked(Message):
        """A cell was clicked; `opened` says that it was clicked once more."""

        def __init__(self, *, opened: bool) -> None:
            super().__init__()
            self.opened = opened

    def __init__(self, view: Callable[[Place | None], HeatView | None]) -> None:
        super().__init__(id="map")
        self._view = view
        self._lines: list[Line] | None = None
        self._laid_in = Size()
        self.active = False
        self.at: Place = START

    def show_anew(self) -> None:
        self._lines = None
        self.refresh()

    def activate(self, active: bool) -> None:
        if active != self.active:
            self.active = active
            self.show_anew()

    def put(self, place: Place) -> None:
        self.at = place
        self.show_anew()

    def picture(self, y: int) -> Line:
        if self._lines is None or self._laid_in != self.size:
            self._laid_in = self.size
            view = self._view(self.at if self.active else None)
            self._lines = heat_picture.lines(view, *self.size) if view else []
        return self._lines[y] if y < len(self._lines) else ()

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None:
            return
        place = heat_picture.place_at(heat_picture.grid(*self.size), at.x, at.y)
        if place:
            self.put(place)
        self.post_message(self.Picked(opened=event.chain > 1 and place is not None))
