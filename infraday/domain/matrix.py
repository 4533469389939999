"""The matrix: whether a task is urgent, why, and in which quadrant it stands."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from infraday.domain.task import TaskStatus, remaining
from infraday.domain.when import WEEKDAYS, say_date

DAY = timedelta(days=1)
OVER = frozenset({TaskStatus.DONE, TaskStatus.DROPPED})


class Quadrant(StrEnum):
    DO = "do"
    SCHEDULE = "schedule"
    DELEGATE = "delegate"
    ELIMINATE = "eliminate"


class Task(Protocol):
    """What these rules need to know of a task."""

    @property
    def status(self) -> TaskStatus: ...
    @property
    def important(self) -> bool: ...
    @property
    def urgent_override(self) -> bool | None: ...
    @property
    def due(self) -> date | None: ...
    @property
    def estimate_minutes(self) -> int | None: ...


class Verdict(NamedTuple):
    """`because` explains it in a line; what is by itself not urgent needs no explaining."""

    urgent: bool
    because: str | None
    override: bool


CALM = Verdict(urgent=False, because=None, override=False)
BY_HAND = {
    True: Verdict(urgent=True, because="marked urgent by hand", override=True),
    False: Verdict(urgent=False, because="marked not urgent by hand", override=True),
}


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


def urgency(
    task: Task,
    today: date,
    free_before: Callable[[date], int],
    worked: int,
    days: int = 2,
    share: float = 0.8,
    working_day: Callable[[date], bool] = is_weekday,
    pressed: str | None = None,
) -> Verdict:
    """Urgent is what is overdue, due within so many working days, or has more than a share of
    the free working time before its due date left to do; and what hangs on a raised red flag or
    an escalated risk, as `pressed` says. What a person said wins.

    `free_before(due)` gives the free working minutes from now to the end of that day; it is asked
    for tasks with a due date and an estimate only. `worked` is minutes as well."""
    if task.urgent_override is not None:
        return BY_HAND[bool(task.urgent_override)]
    if task.status in OVER:
        return CALM
    found = _by_dates(task, today, free_before, worked, days, share, working_day)
    if pressed is None:
        return found
    because = f"{found.because}; {pressed}" if found.because else pressed
    return Verdict(True, because, False)


def _by_dates(
    task: Task,
    today: date,
    free_before: Callable[[date], int],
    worked: int,
    days: int,
    share: float,
    working_day: Callable[[date], bool],
) -> Verdict:
    due = task.due
    if due is None:
        return CALM
    if due < today:
        return Verdict(True, f"overdue since {say_on(due, today)}", False)
    near = is_within(due, today, days, working_day)
    left = remaining(task.estimate_minutes, worked)
    if not left:
        return Verdict(True, f"due {say_day(due, today)}", False) if near else CALM
    free = free_before(due)
    if not near and left <= share * free:
        return CALM
    because = f"due {say_day(due, today)}, {say_work(left)} of work left, {say_work(free)} free"
    return Verdict(True, because, False)


def quadrant(status: TaskStatus, important: bool, urgent: bool) -> Quadrant | None:
    """None in the inbox: nobody has judged it yet. What was handed over stands with the delegated,
    however important and urgent it is."""
    if status == TaskStatus.INBOX:
        return None
    if status == TaskStatus.WAITING:
        return Quadrant.DELEGATE
    if important:
        return Quadrant.DO if urgent else Quadrant.SCHEDULE
    return Quadrant.DELEGATE if urgent else Quadrant.ELIMINATE


class Placed(NamedTuple):
    """What makes a task stand in a quadrant. The override is None where the rule says so anyway."""

    important: bool
    urgent_override: bool | None


def place(quadrant: Quadrant, urgent_by_rule: bool) -> Placed:
    """How to put a task into a quadrant which the rule finds urgent or not."""
    urgent = quadrant in (Quadrant.DO, Quadrant.DELEGATE)
    important = quadrant in (Quadrant.DO, Quadrant.SCHEDULE)
    return Placed(important, None if urgent == urgent_by_rule else urgent)


def next_override(override: bool | None) -> bool | None:
    """As the rule says, then yes, then no."""
    return {None: True, True: False, False: None}[override]


def is_within(
    due: date, today: date, days: int, working_day: Callable[[date], bool] = is_weekday
) -> bool:
    """Whether at most so many working days are left after today, the due date among them: on a
    Friday, 2 reaches to Tuesday."""
    if (due - today).days > 7 * days + 60:  # no closure is that long; spares counting for years
        return False
    day = today
    while day < due and days >= 0:
        day += DAY
        days -= working_day(day)
    return days >= 0


def last_within(today: date, days: int, working_day: Callable[[date], bool] = is_weekday) -> date:
    """The last date that is within so many working days of today."""
    furthest = min(date.max - today, DAY * (7 * days + 60))
    day = today
    while day - today < furthest:
        days -= working_day(day + DAY)
        if days < 0:
            break
        day += DAY
    return day


def say_day(due: date, today: date) -> str:
    """today, tomorrow, Thursday, Fri 18 Dec."""
    ahead = (due - today).days
    if ahead < 2:
        return "tomorrow" if ahead else "today"
    return WEEKDAYS[due.weekday()] if ahead < 7 else say_on(due, today)


def say_on(day: date, today: date) -> str:
    """Mon 16 Nov, and with its year when that is another one."""
    return say_date(day).removesuffix(f" {today.year}")


def say_work(minutes: int) -> str:
    """45 min, 6 h, 2 h 30: in a sentence, where 2h30 is for columns."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"
