"""On which days a series falls (RFC 5545): dateutil, asked near the days that matter.

dateutil walks from a rule's first day, and once it walks it cannot be stopped before the next
occurrence or the end of the calendar. So it is started in the period next to the days asked for,
and 400-year cycles later, where the calendar soon ends.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from heapq import merge
from itertools import groupby, islice
from typing import NamedTuple, Protocol, TypeAlias
from zoneinfo import ZoneInfo

from dateutil import rrule

from infraday.domain import RuleError
from infraday.domain.recurrence_period import (
    by_year,
    elapsed,
    filled,
    in_each_period,
    may_fall,
    period,
)
from infraday.domain.recurrence_rule import Rule, parse, write
from infraday.domain.recurrence_rule import count_of as count_of
from infraday.domain.recurrence_rule import dates_in as dates_in
from infraday.domain.recurrence_rule import ending as ending
from infraday.domain.recurrence_rule import on_last_of_month as on_last_of_month
from infraday.domain.recurrence_rule import until_of as until_of
from infraday.domain.schedule import DAY, LAST_DAY, MIDNIGHT, begins, in_calendar
from infraday.domain.wording import quoted

MOST_OCCURRENCES = 50_000  # of one question: more than a hundred years of days
MOST_SECONDS = 1.0
LONGEST_MINUTES = 366 * 24 * 60

_CYCLE, _CYCLE_YEARS = 146_097, 400  # days after which dates and weekdays repeat, and the years
_LAST_YEAR = 9998  # dateutil reads a week beyond the last day, which has no date in 9999
_HORIZON = timedelta(days=36_525)  # a hundred years
_FEW_DAYS = 8  # of a window whose every day is looked at before dateutil is asked
_FARTHEST = 2 * DAY  # between the dates of two zones, 26 hours apart

ToLocal: TypeAlias = Callable[[datetime], datetime]
"""An aware instant's naive wall-clock time where the plan is kept."""
Seconds: TypeAlias = Callable[[], float]
"""A clock that only runs on, such as `time.monotonic`."""


class Series(Protocol):
    """What these rules need to know of a series. Dates are those of its own zone."""

    @property
    def first_day(self) -> date: ...
    @property
    def start(self) -> time | None: ...
    @property
    def minutes(self) -> int: ...
    @property
    def rrule(self) -> str: ...
    @property
    def rdate(self) -> str: ...
    @property
    def exdate(self) -> str: ...
    @property
    def tz(self) -> str | None: ...


class Falling(NamedTuple):
    """One occurrence: its day in the series' zone, which names it, and when it is here. It is a
    span as blocks are: all day without start and end, `end_day` then the last day."""

    recurrence_id: date
    day: date
    start: time | None
    end_day: date
    end: time | None


class _Plan(NamedTuple):
    rule: Rule  # what it leaves to its first day filled in
    first_day: date
    last: date | None


def check(rrule: str, first_day: date, start: time | None = None) -> str:
    """The rule as we write it, or a RuleError. UNTIL becomes a day, and that whole day counts.
    Clock parts (BYHOUR) that only repeat `start` are left out, others refused."""
    rule, first_day = parse(rrule, start), in_calendar(first_day)
    if rule.until is not None and rule.until < first_day:
        raise RuleError("The rule ends before its first day. Give a later UNTIL.")
    last = min(rule.until or LAST_DAY, LAST_DAY, first_day + _HORIZON)
    whole = filled(rule, first_day)
    if next(_walk(whole, first_day, first_day, last), None) is None:
        raise RuleError("The rule falls on no day at all. Check its days, months and its end.")
    return write(rule)


def expand(
    series: Series, first: date, last: date, to_local: ToLocal, clock: Seconds | None = None
) -> list[Falling]:
    """The occurrences that touch a day from `first` to `last`, in order. Without a zone they keep
    their time on the wall here; in a zone they keep it there, from start to end, and each is
    converted. One whose end would not come after its start, in a night when the clock changes,
    lasts as long as it does on other nights. RuleError for a zone that nobody knows and for what
    takes too long, by the `clock` where there is one."""
    if not 0 <= series.minutes <= LONGEST_MINUTES:
        raise RuleError("An occurrence lasts longer than a year. Give the series a shorter length.")
    zone = _zone(series.tz) if series.tz is not None else None
    margin = _FARTHEST if zone is not None and series.start is not None else timedelta()
    early = timedelta(days=_days_after(series)) + margin
    falls = _limited(days(series, first - early, last + margin), clock)
    if series.start is None or zone is None:
        found = list(_on_the_wall(series, falls))
    else:
        found = sorted(
            (_converted(day, series.start, series.minutes, zone, to_local) for day in falls),
            key=lambda one: (begins(one), one.recurrence_id),
        )
    return [one for one in found if _touches(one, first, last)]


def upcoming(
    series: Series, after: date, most: int = 5, clock: Seconds | None = None
) -> list[date]:
    """The next days on which it falls, from `after` on, in its own zone; a hundred years far."""
    last = min(max(after, series.first_day) + _HORIZON, LAST_DAY)
    return list(islice(_limited(days(series, after, last), clock), most))


def last_day(series: Series) -> date | None:
    """The last day on which it falls, in its own zone; None where it does not end. One of which
    nothing is left ends on its first day."""
    ends = _plan(series.rrule, series.first_day).last
    if ends is None:
        return None
    last = max(ends, series.first_day, *dates_in(series.rdate))
    span = timedelta(days=32)
    while span < _HORIZON:
        found = list(days(series, last - span, last))
        if found:
            return found[-1]
        span *= 12
    return max(days(series, series.first_day, last), default=series.first_day)


def days(series: Series, begin: date, last: date) -> Iterator[date]:
    """The days on which it falls, in its own zone and in order: those of its rule and those that
    were added, without those that were taken out."""
    ruled = ruled_days(series, begin, last)
    added = [day for day in dates_in(series.rdate) if begin <= day <= last]
    gone = dates_in(series.exdate)
    if not added and not gone:
        return ruled
    return (day for day, _ in groupby(merge(ruled, added)) if day not in gone)


def ruled_days(series: Series, begin: date, last: date) -> Iterator[date]:
    """The days that its rule alone names, in its own zone and in order."""
    plan = _plan(series.rrule, series.first_day)
    begin, last = max(begin, plan.first_day), min(last, plan.last or LAST_DAY)
    if (last - begin).days < _FEW_DAYS:
        every = (begin + DAY * number for number in range((last - begin).days + 1))
        near = [day for day in every if may_fall(plan.rule, plan.first_day, day)]
        if not near:
            return iter(())
        begin, last = near[0], near[-1]
    return _walk(plan.rule, plan.first_day, begin, last)


def _walk(rule: Rule, first_day: date, begin: date, last: date) -> Iterator[date]:
    """What the rule names from `begin` to `last`; its UNTIL and COUNT are not minded."""
    if rule.freq == "DAILY" and rule.positions and not {1, -1} & set(rule.positions):
        return  # a day has only one
    rule, begin = by_year(rule), max(begin, first_day)
    anchor = period(rule, first_day, elapsed(rule, first_day, begin) // rule.interval)
    later = (_LAST_YEAR - last.year) // _CYCLE_YEARS * _CYCLE
    walk = _dateutil(rule, date.fromordinal(anchor.toordinal() + later))
    with suppress(ValueError):  # the end of the calendar, met inside a week
        for at in walk:
            day = date.fromordinal(at.toordinal() - later)
            if day > last:
                return
            if day >= begin:
                yield day


def _dateutil(rule: Rule, begin: date) -> Iterable[datetime]:
    ordinals = any(which for which, _ in rule.days)
    most = 5 if rule.freq == "MONTHLY" or rule.months else 53
    weekdays = [
        rrule.weekday(at, number or None)
        for which, at in rule.days
        # Beside days with an ordinal dateutil lets a plain one name nothing at all.
        for number in ((which,) if which or not ordinals else range(1, most + 1))
    ]
    return rrule.rrule(
        getattr(rrule, rule.freq),
        dtstart=datetime.combine(begin, MIDNIGHT),
        interval=rule.interval,
        wkst=rule.week_start,
        bysetpos=rule.positions or None,
        bymonth=rule.months or None,
        bymonthday=rule.month_days or None,
        byyearday=rule.year_days or None,
        byweekno=rule.weeks or None,
        byweekday=weekdays or None,
    )


@lru_cache(maxsize=4096)
def _plan(text: str, first_day: date) -> _Plan:
    rule = filled(parse(text), first_day)
    last = _last_of_count(rule, rule.times, first_day) if rule.times else rule.until
    return _Plan(rule, first_day, last)


def _last_of_count(rule: Rule, count: int, first_day: date) -> date | None:
    """The day on which it falls for the last time; None beyond the calendar. Where every period
    has as many occurrences, all but the first and the last period are skipped."""
    begin, each = first_day, in_each_period(rule)
    try:
        if each:
            second = period(rule, first_day, 1)
            head = sum(1 for _ in _walk(rule, first_day, first_day, second - DAY))
            if count > head:
                whole = (count - head - 1) // each
                count -= head + whole * each
                begin = period(rule, first_day, 1 + whole)
    except (OverflowError, ValueError):
        return None
    if begin > LAST_DAY:
        return None
    return next(islice(_walk(rule, first_day, begin, LAST_DAY), count - 1, None), None)


def _limited(found: Iterable[date], clock: Seconds | None) -> Iterator[date]:
    until = clock() + MOST_SECONDS if clock else 0.0
    for number, day in enumerate(found):
        if number >= MOST_OCCURRENCES or (clock and clock() > until):
            raise RuleError("The series falls on too many days. Ask for fewer, or end it.")
        yield day


def _on_the_wall(series: Series, found: Iterable[date]) -> Iterator[Falling]:
    if series.start is None:
        over = timedelta(days=_days_after(series))
        return (Falling(day, day, None, day + over, None) for day in found)
    ends = _ends(series.first_day, series.start, series.minutes)
    over, start, end = ends.date() - series.first_day, series.start, ends.time()
    return (Falling(day, day, start, day + over, end) for day in found)


def _converted(day: date, start: time, minutes: int, zone: ZoneInfo, to_local: ToLocal) -> Falling:
    # By way of UTC: in its own zone Python leaves a time that a night has left out as it is.
    begin = to_local(datetime.combine(day, start, zone).astimezone(UTC))
    end = to_local(_ends(day, start, minutes).replace(tzinfo=zone).astimezone(UTC))
    if end <= begin:
        end = begin + timedelta(minutes=minutes)
    return Falling(day, begin.date(), begin.time(), end.date(), end.time())


def _days_after(series: Series) -> int:
    """On how many days after its first one an occurrence lies."""
    if series.start is None:
        return max(0, -(-series.minutes // (24 * 60)) - 1)
    last = _ends(series.first_day, series.start, series.minutes) - datetime.resolution
    return max(0, (last.date() - series.first_day).days)


def _ends(day: date, start: time, minutes: int) -> datetime:
    return datetime.combine(day, start) + timedelta(minutes=minutes)


def _touches(one: Falling, first: date, last: date) -> bool:
    if one.day >= first or one.end_day != first:
        return one.day <= last and one.end_day >= first
    return one.end is None or one.end > MIDNIGHT


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise RuleError(
            f"No zone is known as {quoted(name)}. Give one such as Europe/Berlin."
        ) from error
