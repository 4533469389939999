"""The seven days from Monday to Sunday: the load of each, what is free, what clashes, and which
freeze or maintenance windows it lies in."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from infraday.domain import schedule
from infraday.domain.block import Kind
from infraday.domain.headline import Load, Moment, load, load_in_words
from infraday.domain.rows import DayRows
from infraday.domain.timeline import free_gaps
from infraday.domain.windows import Window, around, windows

DAYS = 7


class WeekRows(NamedTuple):
    """All blocks of a week, by day, read in one go. Of a day no more is read than its blocks and
    its capacity."""

    monday: date
    days: tuple[DayRows, ...]


class DayFigures(NamedTuple):
    """What a week says of one of its days; minutes throughout."""

    day: date
    load: Load  # inside the working hours, as programs read it
    said: Load  # as people are told it: on a day off what is planned at any hour
    is_off: bool
    is_past: bool  # its working hours are past
    free: int  # in gaps of 15 minutes and more, from now on
    clashes: int  # blocks that overlap another
    windows: tuple[Window, ...]
    changes: frozenset[int]  # ids of the blocks of kind change that fall into a window

    @property
    def does_not_count(self) -> bool:
        """A day off on which nothing can be too much."""
        return self.is_off and not self.said.capacity

    @property
    def is_too_full(self) -> bool:
        return self.said.over and not self.does_not_count


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def figures(rows: WeekRows, moment_of: Callable[[date], Moment]) -> tuple[DayFigures, ...]:
    """The figures of each day; `moment_of` gives what is known of a day at the present time."""
    return tuple(_of_day(day, moment_of(day.day)) for day in rows.days)


def _of_day(rows: DayRows, moment: Moment) -> DayFigures:
    if rows.holiday:
        moment = moment._replace(hours=None)
    gaps = free_gaps(rows, moment.now, moment.hours)
    found = windows(rows.blocks)
    changes = (block for block in rows.blocks if block.kind is Kind.CHANGE)
    said = load_in_words(rows, moment)
    return DayFigures(
        day=rows.day,
        load=said if moment.hours else load(rows, moment),
        said=said,
        is_off=moment.hours is None,
        is_past=rows.day < moment.today or _has_ended(rows.day, moment),
        free=sum(gap.minutes for gap in gaps),
        clashes=len(schedule.clashes(rows.blocks)),
        windows=found,
        changes=frozenset(block.id for block in changes if around(block, found)),
    )


def _has_ended(day: date, moment: Moment) -> bool:
    if moment.hours is None:
        return False
    begin, end = moment.hours
    last = day + schedule.DAY if end <= begin else day
    return schedule.ends(schedule.Times(day, begin, last, end)) <= moment.now
