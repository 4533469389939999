"""A series cut in two, for 'this and the following'."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from infraday.domain import RuleError
from infraday.domain.recurrence import Series, dates_in, days, ruled_days
from infraday.domain.recurrence_rule import ending, parse, write
from infraday.domain.schedule import DAY, LAST_DAY


class Part(NamedTuple):
    """When one part of a series falls: the columns in which it differs from the whole."""

    first_day: date
    rrule: str
    rdate: str
    exdate: str


class Cut(NamedTuple):
    """What goes before a day, None where nothing does, and what comes from that day on."""

    before: Part | None
    after: Part


def split(series: Series, day: date) -> Cut:
    """Cut before `day`, so that no occurrence is lost or falls twice. `after` begins on the first
    day from `day` on that the rule names, and so keeps its weeks and months. RuleError where the
    rule names none: then only added days are left."""
    begins = next(ruled_days(series, day, LAST_DAY), None)
    if begins is None:
        raise RuleError("The rule has ended by then. Change this occurrence alone.")
    rule = parse(series.rrule)
    passed = sum(1 for _ in ruled_days(series, series.first_day, day - DAY))
    following = write(rule._replace(times=rule.times - passed)) if rule.times else write(rule)
    if not passed or next(days(series, date.min, day - DAY), None) is None:
        return Cut(None, Part(begins, following, series.rdate, series.exdate))
    first = write(rule._replace(times=passed)) if rule.times else ending(series.rrule, day - DAY)
    rdate, exdate = dates_in(series.rdate), dates_in(series.exdate)
    return Cut(
        Part(series.first_day, first, _before(rdate, day), _before(exdate, day)),
        Part(begins, following, _from(rdate, day), _from(exdate, day)),
    )


def _before(dates: Iterable[date], day: date) -> str:
    return ",".join(str(one) for one in dates if one < day)


def _from(dates: Iterable[date], day: date) -> str:
    return ",".join(str(one) for one in dates if one >= day)
