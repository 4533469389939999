"""The selected block or task, or what one can do with free time."""

from infraday.domain import dayview
from infraday.domain.dayview import DayView
from infraday.domain.picture import Line, Region
from infraday.domain.rows import Waiting
from infraday.domain.task_picture import task_detail
from infraday.widgets.painted import Painted


class Detail(Painted):
    """Worked out when it is painted: the cursor may pass many blocks before it rests."""

    def __init__(self, view: DayView) -> None:
        super().__init__(id="detail")
        self._view = view
        self._wait: Waiting | None = None
        self._lines: list[Line] | None = None

    def show(self, view: DayView, wait: Waiting | None = None) -> None:
        """Show what is under the cursor of the day, or the task under the other cursor."""
        self._view, self._wait = view, wait
        self._lines = None
        self.refresh()

    def on_resize(self) -> None:
        self._lines = None

    def picture(self, y: int) -> Line:
        if self._lines is None:
            self._lines = self._work_out()
        return self._lines[y] if y < len(self._lines) else ()

    def _work_out(self) -> list[Line]:
        if self._wait:
            return task_detail(self._wait, self._view.rows, self._view.moment, *self.size)
        return dayview.detail_lines(self._view, Region(0, 0, *self.size))
