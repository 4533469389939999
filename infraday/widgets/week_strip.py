"""The week above the day: a column for each day, which a click goes to."""

from datetime import date

from textual import events
from textual.message import Message

from infraday.domain import week_picture
from infraday.domain.picture import Line
from infraday.domain.week_picture import WeekView
from infraday.widgets.painted import Painted


class WeekStrip(Painted):
    """Shows a `WeekView`."""

    class Picked(Message):
        """A day was clicked."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self) -> None:
        super().__init__(id="week")
        self._view: WeekView | None = None
        self._tee: int | None = None
        self._lines: list[Line] = []
        self._cells = -1  # that the lines are for

    def show(self, view: WeekView, tee: int | None) -> None:
        """Show these days; `tee` is where the rule beside the day below meets theirs."""
        if (view, tee) != (self._view, self._tee):
            self._view, self._tee, self._cells = view, tee, -1
            self.refresh()

    def picture(self, y: int) -> Line:
        cells = self.size.width
        if self._view and cells != self._cells:
            self._lines = week_picture.lines(self._view, cells, self._tee)
            self._cells = cells
        return self._lines[y] if y < len(self._lines) else ()

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if self._view is None or place is None:
            return
        if day := week_picture.day_at(self._view, place.x, self.size.width):
            self.post_message(self.Picked(day))
