"""How much free working time there is before a date: what makes a task urgent. On plain sqlite3,
since the first paint ranks by it too."""

from collections.abc import Callable, Container, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import accumulate
from math import floor
from sqlite3 import Connection
from types import MappingProxyType
from typing import NamedTuple

from infraday import config as settings
from infraday.config import Config
from infraday.domain import freetime, matrix, rows, schedule
from infraday.domain.freetime import Taken
from infraday.domain.schedule import DAY, MIDNIGHT, MINUTE
from infraday.store import holidays, occurrences, pressing, quick

DAY_MINUTES = 24 * 60
FURTHEST = timedelta(days=60)  # working time is not counted beyond


def judge(db: Connection, config: Config, now: datetime) -> rows.Judge:
    """Says of a task and the minutes worked on it whether it is urgent, and why. `now` is local.
    The days before a due date are read when the first task asks for them, and once."""
    today = settings.today(config, now)
    off = days_off(db, config, today)
    free_before = _free(db, config, now.replace(tzinfo=None), off)

    def works(day: date) -> bool:
        return settings.working(config, day, off) is not None

    pressed = pressing.read(db)

    def verdict(task: rows.Task, worked: int) -> tuple[bool, str | None]:
        found = matrix.urgency(
            task, today, free_before, worked, config.urgent_days, config.urgent_share, works,
            pressed.get(task.id),
        )  # fmt: skip
        return found.urgent, found.because

    return verdict


class Limits(NamedTuple):
    """What makes a task urgent now, as plain values that SQL can be given: it is due by `near`, or
    has more minutes left than `most[n]`, where n days are between `first` and its due date, or it
    is among `pressed`, which says why."""

    today: date
    near: date
    first: date
    most: tuple[int, ...]  # for `first` and each of the sixty days after it, the last for later
    pressed: Mapping[int, str] = MappingProxyType({})


def limits(db: Connection, config: Config, now: datetime) -> Limits:
    """The same as `judge` says of each task; a test holds the two together. `now` is local."""
    today, wall = settings.today(config, now), now.replace(tzinfo=None)
    off = days_off(db, config, today)
    near = matrix.last_within(
        today, config.urgent_days, lambda day: settings.working(config, day, off) is not None
    )
    free_before = _free(db, config, wall, off)
    free_before(wall.date() + FURTHEST)  # all of them in one go
    days = (wall.date() + DAY * ahead for ahead in range(FURTHEST.days + 1))
    most = tuple(floor(config.urgent_share * free_before(day)) for day in days)
    return Limits(today, near, wall.date(), most, pressing.read(db))


def free(db: Connection, config: Config, now: datetime) -> Callable[[date], int]:
    """The free working minutes from now to the end of a day. They are read at once: whoever keeps
    it may ask it without the plan. `now` is local."""
    off = days_off(db, config, settings.today(config, now))
    free_before = _free(db, config, now.replace(tzinfo=None), off)
    free_before(now.date() + FURTHEST)
    return free_before


def days_off(db: Connection, config: Config, today: date) -> Container[date]:
    """The public holidays from today on, of which the rules of working days take note."""
    place = settings.holiday_place(config)
    return holidays.names(db, place, today, today + holidays.AHEAD) if place else ()


def _free(
    db: Connection, config: Config, now: datetime, off: Container[date]
) -> Callable[[date], int]:
    """The free working minutes from now to the end of a day. All sixty are read when the first
    is asked for: a block may last a year, so that each reading looks through as many."""
    sums: list[int] = []  # to the end of today, of tomorrow, …

    def free_before(due: date) -> int:
        days = (min(due, now.date() + FURTHEST) - now.date()).days
        if days < 0:
            return 0
        if not sums:
            sums.extend(accumulate(_days(db, config, now, off, 0, FURTHEST.days)))
        return sums[days]

    return free_before


_TAKEN = f"""
    SELECT day, start, end_day, "end", kind = 'break' FROM quick_block
    WHERE day BETWEEN ? AND ? AND end_day >= ? AND start IS NOT NULL
    AND status NOT IN ({", ".join(f"'{status}'" for status in schedule.TAKES_NO_TIME)})
"""


def _days(
    db: Connection, config: Config, now: datetime, off: Container[date], first: int, last: int
) -> list[int]:
    """The free minutes of each day from `first` to `last`, counted from today."""
    begin, end = now.date() + DAY * first, now.date() + DAY * last
    span = (str(begin - schedule.LONGEST), str(end), str(begin))
    cells = db.execute(_TAKEN, span).fetchall() + occurrences.taken(db, begin, end)
    places = {str(begin + DAY * ahead): ahead for ahead in range(last - first + 1)}
    taken: list[list[Taken]] = [[] for _ in places]
    minute = _Minutes()
    for day, start, end_day, stop, is_break in cells:
        if day == end_day and day in places:
            taken[places[day]].append(Taken(minute[start], minute[stop], is_break))
        else:
            for place, part in _parts(date.fromisoformat(day), date.fromisoformat(end_day), places):
                since = minute[start] if place == day else 0
                until = minute[stop] if place == end_day else DAY_MINUTES
                taken[part].append(Taken(since, until, is_break))
    own = dict(quick.capacities(db, begin, end))
    days = [begin + DAY * ahead for ahead in range(len(taken))]
    return [
        0 if day in off else _minutes(spans, config, now, day, own.get(day))
        for day, spans in zip(days, taken, strict=True)
    ]


def _parts(day: date, end_day: date, places: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """The days of a block that is over midnight, as far as they are asked for."""
    while day <= end_day:
        if (place := places.get(str(day))) is not None:
            yield str(day), place
        day += DAY


class _Minutes(dict[str, int]):
    """Minutes since midnight of times as SQLite holds them; most meetings share a few."""

    def __missing__(self, clock: str) -> int:
        self[clock] = int(clock[:2]) * 60 + int(clock[3:5])
        return self[clock]


def _minutes(
    taken: list[Taken], config: Config, now: datetime, day: date, limit: int | None
) -> int:
    hours = settings.working(config, day)
    if hours is None:
        return 0
    begin, end = (hour.hour * 60 + hour.minute for hour in hours)
    so_far = -((datetime.combine(day, MIDNIGHT) - now) // MINUTE)  # a minute begun is over
    free = freetime.free_minutes(taken, max(begin, so_far), end)
    if limit is None:
        limit = config.capacity_minutes
    if limit is None:
        return free
    return min(free, max(0, limit - freetime.planned_minutes(taken, begin, end)))
