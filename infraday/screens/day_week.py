"""The week above the Day screen's day: when it is shown, and what it shows."""

from datetime import date, datetime

from infraday import clock
from infraday import config as settings
from infraday.domain import RuleError, picture, week
from infraday.domain.picture import ROOMY, WEEK_WIDE, Frame
from infraday.domain.week import DayFigures, WeekRows
from infraday.domain.week_picture import WeekView
from infraday.screens.day_dialogs import DayDialogs
from infraday.screens.desk import Desk
from infraday.store import weeks
from infraday.store.errors import StoreError
from infraday.widgets.week_strip import WeekStrip

NO_ROOM = (
    f"A week needs {WEEK_WIDE} columns and {ROOMY} rows. Make the terminal larger, "
    "or run 'infraday week' in another one."
)
IN_FOCUS = "Only one block is shown. {0} goes back to the day, {1} then shows the week above it."


class DayWeek(DayDialogs):
    """The choice holds while the planner runs, through sizes that have no room for a week."""

    _at: datetime  # the present time, as all of the screen has it
    _alone: bool

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.week = WeekStrip()
        self.wants_week = False
        self._week: WeekRows | None = None
        self._days: tuple[DayFigures, ...] = ()
        self._days_at: datetime | None = None  # the minute that they are for

    def _arrange(self) -> None:
        raise NotImplementedError

    @property
    def whole_frame(self) -> Frame:
        """Where the parts of the whole day stand, the week among them while it is wanted."""
        return picture.frame(*self.app.size, week=self.wants_week)

    def read_week(self, day: date) -> None:
        """Read the week of a date, while it is wanted. Raises StoreError."""
        monday = week.monday_of(day)
        place = settings.holiday_place(self.desk.config)
        read = self.desk.read_plainly
        self._week = read(weeks.view, monday, place) if self.wants_week else None
        self._days_at = None

    def show_week(self, frame: Frame) -> None:
        """Show what was read as it stands at the present time."""
        if self._week is None or not frame.week.height:
            return
        config, at = self.desk.config, self._at.replace(second=0, microsecond=0)
        if at != self._days_at:
            self._days = week.figures(self._week, lambda day: clock.moment(config, at, day))
            self._days_at = at
        tee = frame.side.x if frame.side.height > 1 else None
        self.week.show(WeekView(self._days, self.rows.day, settings.today(config, at)), tee)

    def action_week(self) -> None:
        """Show the week, or hide it. Where there is no place for it, a toast says why."""
        if self._alone:
            back, shows = self.key_of("day.focus"), self.key_of("day.week")
            self.refuse(RuleError(IN_FOCUS.format(back, shows)))
        elif not picture.has_room_for_week(*self.app.size):
            self.refuse(RuleError(NO_ROOM))
        else:
            self.wants_week = not self.wants_week
            try:
                self.read_week(self.rows.day)
            except StoreError as refusal:
                self.wants_week = False
                self.refuse(refusal)
            self._arrange()

    def on_week_strip_picked(self, picked: WeekStrip.Picked) -> None:
        self.show_day(picked.day)
