"""What may become of a series: for how much of it a change is meant, and rules that move along
when one of its occurrences gets another day."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from infraday.domain import RuleError, recurrence
from infraday.domain.recurrence_rule import Rule, parse, write
from infraday.domain.schedule import DAY, LAST_DAY
from infraday.domain.when import MONTHS, WEEKDAYS


class Scope(StrEnum):
    """For which occurrences a change is meant."""

    ONE = "one"
    FOLLOWING = "following"  # this one and all after it
    ALL = "all"
    AFTER = "after"  # all after this one, which stays


class Ruled(NamedTuple):
    """The days of a rule, as a series that has nothing else."""

    first_day: date
    rrule: str
    rdate: str = ""
    exdate: str = ""
    start: time | None = None
    minutes: int = 1440
    tz: str | None = None


class Along(NamedTuple):
    """A rule whose occurrences have moved, and where each of the old ones has gone."""

    first_day: date
    rrule: str
    to: Callable[[date], date]


WRITE = "Write in Repeats how it is to repeat, or change this occurrence alone."


def along(rrule: str, first_day: date, day: date, to: date) -> Along:
    """The rule with its occurrence of `day` on the day `to`, and all others moved like it. Of
    several weekdays only that one moves. Each occurrence keeps its place in the order; where that
    cannot be, a RuleError."""
    rule, falls = parse(rrule), Ruled(first_day, rrule)
    if next(recurrence.ruled_days(falls, day, day), None) is None:
        raise RuleError(f"The rule of this series does not name this day. {WRITE}")
    if rule.freq in ("DAILY", "WEEKLY") and not rule.has_parts:
        moved: Moved = (rule, lambda one: one + (to - day))
    elif rule.freq == "WEEKLY" and rule.days and rule == rule._replace(positions=(), months=()):
        moved = _weekdays(rule, day, to)
    elif rule.freq == "MONTHLY" and (to.year, to.month) == (day.year, day.month):
        moved = _in_month(rule, to)
    elif rule.freq == "YEARLY" and not rule.has_parts and (to.month, to.day) != (2, 29):
        years = to.year - day.year
        moved = (rule, lambda one: to.replace(year=one.year + years))
    else:
        raise RuleError(f"The rule of this series does not move along. {WRITE}")
    made, go = moved
    begins = next(recurrence.ruled_days(falls, first_day, LAST_DAY), first_day)
    if made.until is not None:
        made = made._replace(until=go(recurrence.last_day(falls) or made.until))
    return Along(go(begins), write(made), go)


Moved = tuple[Rule, Callable[[date], date]]


def _weekdays(rule: Rule, day: date, to: date) -> Moved:
    """Only the weekday of `day` moves, within the week where the rule counts weeks."""
    places = sorted((at - rule.week_start) % 7 for _, at in rule.days)
    here = (day.weekday() - rule.week_start) % 7
    index, goes = places.index(here), here + (to - day).days
    if len(places) > 1:
        before = places[index - 1] if index else places[-1] - 7
        after = places[index + 1] if index + 1 < len(places) else places[0] + 7
        if not before < goes < after:
            name = WEEKDAYS[to.weekday()]
            raise RuleError(f"It falls on {name} already, or would pass another day. {WRITE}")
        if rule.interval > 1 and not 0 <= goes < 7:
            raise RuleError(f"It would fall into another week than its other days. {WRITE}")
    others = {at for _, at in rule.days} - {day.weekday()}
    days = tuple((0, at) for at in sorted(others | {to.weekday()}))

    def go(one: date) -> date:
        return one + (to - day) if one.weekday() == day.weekday() else one

    return rule._replace(days=days), go


def _in_month(rule: Rule, to: date) -> Moved:
    """The one day that the rule has in a month is another one."""
    length = monthrange(to.year, to.month)[1]
    if not rule.has_parts:
        made, most = rule, to.day
        asked = rule._replace(month_days=(to.day,))
    elif len(rule.month_days) == 1 and rule == rule._replace(days=(), positions=()):
        backwards = rule.month_days[0] < 0
        most = length - to.day + 1 if backwards else to.day
        made = asked = rule._replace(month_days=(-most if backwards else most,))
    elif len(rule.days) == 1 and rule.days[0][0] and rule == rule._replace(positions=()):
        backwards = rule.days[0][0] < 0
        place = ((length - to.day if backwards else to.day - 1) // 7) + 1
        most = 28 if place < 5 else 31
        made = asked = rule._replace(days=((-place if backwards else place, to.weekday()),))
    else:
        raise RuleError(f"The rule of this series does not move along. {WRITE}")
    if most > 28:
        raise RuleError(f"Not every month has such a day. {WRITE}")
    bare = write(Rule(rule.freq, days=asked.days, month_days=asked.month_days))

    def go(one: date) -> date:
        month = one.replace(day=1)
        return next(recurrence.ruled_days(Ruled(month, bare), month, month + 31 * DAY))

    return made, go


def went(before: Ruled, after: Ruled, day: date) -> date | None:
    """Where the occurrence of a day went when `along` made the one rule the other. None where it
    was none, or the other came about in another way."""
    if next(recurrence.ruled_days(before, day, day), None) is None:
        return None
    place = sum(1 for _ in recurrence.ruled_days(before, before.first_day, day)) - 1
    following = recurrence.ruled_days(after, after.first_day, LAST_DAY)
    to = next(islice(following, place, None), None)
    try:
        moved = along(before.rrule, before.first_day, day, to) if to else None
    except RuleError:
        return None
    is_it = moved is not None and moved[:2] == (after.first_day, after.rrule)
    return to if is_it else None


def begin_for(rrule: str, day: date, earliest: date) -> date:
    """The first day, not before `earliest`, from which a rule that is to fall on `day` counts."""
    rule = parse(rrule)
    if day <= earliest:
        return _first(rrule, day)
    if rule.freq in ("DAILY", "WEEKLY"):
        step = rule.interval * (7 if rule.freq == "WEEKLY" else 1)
        return _first(rrule, day - timedelta(days=(day - earliest).days // step * step))
    step = rule.interval * (12 if rule.freq == "YEARLY" else 1)
    for back in range((day.year - earliest.year) * 12 // step + 1, 0, -1):
        year, month = divmod(day.year * 12 + day.month - 1 - back * step, 12)
        if day.day <= monthrange(year, month + 1)[1]:
            begin = date(year, month + 1, day.day)
            if begin >= earliest:
                return _first(rrule, begin)
    return _first(rrule, day)


def _first(rrule: str, day: date) -> date:
    """The first day from `day` on that the rule names, in whichever week or month: those that it
    passes over are counted from that one."""
    each = write(parse(rrule)._replace(interval=1, times=None, until=None))
    return next(recurrence.ruled_days(Ruled(day, each), day, LAST_DAY), day)


def say_days(days: list[date], today: date) -> str:
    """`24 Nov, 8 Dec, 22 Dec`; with their years where one of them is about a year away."""
    far = any(abs((day - today).days) > 330 for day in days)
    return ", ".join(
        f"{day.day} {MONTHS[day.month - 1][:3]}{f' {day.year}' if far else ''}" for day in days
    )


def say_from(day: date, today: date) -> str:
    """`24 Nov`, with its year where that is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1][:3]}{year}"
