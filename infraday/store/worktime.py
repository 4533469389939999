"""How much free working time there is before a date: what makes a task urgent. On plain sqlite3,
since the first paint ranks by it too."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from sqlite3 import Connection
from typing import NamedTuple

from infraday import config as settings
from infraday.config import Config
from infraday.domain import matrix, rows, schedule
from infraday.domain.block import Kind, Status
from infraday.domain.schedule import DAY
from infraday.store import quick

FURTHEST = timedelta(days=60)  # working time is not counted beyond


def judge(db: Connection, config: Config, now: datetime) -> rows.Judge:
    """Says of a task and the minutes worked on it whether it is urgent, and why. `now` is local.
    The days before a due date are read when the first task asks for them, and once."""
    today = settings.today(config, now)
    free_before = _free(db, config, now.replace(tzinfo=None))

    def works(day: date) -> bool:
        return settings.working(config, day) is not None

    def verdict(task: rows.Task, worked: int) -> tuple[bool, str | None]:
        found = matrix.urgency(
            task, today, free_before, worked, config.urgent_days, config.urgent_share, works
        )
        return found.urgent, found.because

    return verdict


def _free(db: Connection, config: Config, now: datetime) -> Callable[[date], int]:
    """The free working minutes from now to the end of a day."""
    sums: list[int] = []  # to the end of today, of tomorrow, …

    def free_before(due: date) -> int:
        days = (min(due, now.date() + FURTHEST) - now.date()).days
        if days < 0:
            return 0
        if len(sums) <= days:
            for minutes in _days(db, config, now, len(sums), days):
                sums.append(minutes + (sums[-1] if sums else 0))
        return sums[days]

    return free_before


class _Taken(NamedTuple):
    """Of a block no more than what tells how much time it takes: sixty days are full of them."""

    day: date
    start: time
    end_day: date
    end: time
    kind: Kind
    status: Status = Status.PLANNED
    fixed: bool = False
    actual_start: datetime | None = None
    actual_end: datetime | None = None


_TAKEN = f"""
    SELECT day, start, end_day, "end", kind FROM quick_block
    WHERE day BETWEEN ? AND ? AND end_day >= ? AND start IS NOT NULL
    AND status NOT IN ({", ".join(f"'{status}'" for status in schedule.TAKES_NO_TIME)})
"""


def _days(db: Connection, config: Config, now: datetime, first: int, last: int) -> list[int]:
    """The free minutes of each day from `first` to `last`, counted from today."""
    days = [now.date() + DAY * ahead for ahead in range(first, last + 1)]
    blocks: dict[date, list[_Taken]] = {day: [] for day in days}
    span = (str(days[0] - schedule.LONGEST), str(days[-1]), str(days[0]))
    for day, start, end_day, end, kind in db.execute(_TAKEN, span).fetchall():
        block = _Taken(
            date.fromisoformat(day),
            time.fromisoformat(start),
            date.fromisoformat(end_day),
            time.fromisoformat(end),
            Kind(kind),
        )
        at = max(block.day, days[0])
        while at <= min(block.end_day, days[-1]):
            blocks[at].append(block)
            at += DAY
    limits = dict(quick.capacities(db, days[0], days[-1]))
    return [_minutes(blocks[day], config, now, day, limits.get(day)) for day in days]


def _minutes(
    blocks: list[_Taken], config: Config, now: datetime, day: date, limit: int | None
) -> int:
    hours = settings.working(config, day)
    if hours is None:
        return 0
    begin, end = (datetime.combine(day, hour) for hour in hours)
    free = sum(gap.minutes for gap in schedule.free(blocks, max(begin, now), end))
    if limit is None:
        limit = config.capacity_minutes
    if limit is None:
        return free
    return min(free, max(0, limit - schedule.planned_minutes(blocks, begin, end)))
