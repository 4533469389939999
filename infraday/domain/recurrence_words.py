"""Recurrence rules in words: said, and read from what a form's field takes."""

from collections.abc import Iterator, Sequence
from datetime import date

from infraday.domain import RuleError
from infraday.domain.every import (
    often,
    often_on,
    ordinal,
    say_interval,
    take_end,
    take_every,
)
from infraday.domain.recurrence_rule import Rule, parse, write
from infraday.domain.when import MONTHS, WEEKDAYS
from infraday.domain.wording import listed, quoted

_WEEK, _WORKDAYS, _WEEKEND = tuple(range(7)), (0, 1, 2, 3, 4), (5, 6)
_GROUPS = {_WEEK: "day", _WORKDAYS: "weekday", _WEEKEND: "weekend day"}
_PLACES = ("", "first", "second", "third", "fourth", "fifth")
_MOST_SAID = 12  # dates of a year


def say(rrule: str, first_day: date) -> str:
    """`every second Tuesday until 30 June 2027`, of a rule that was checked. What has no plain
    words is said by its parts: `every year by the rule BYDAY=MO;BYWEEKNO=20`."""
    rule = parse(rrule)
    return (_in_words(rule, first_day) or _by_its_parts(rule)) + _end(rule)


def read(text: str, first_day: date) -> str:
    """The rule that a form's field names: the words of `every:`, then `until 30 Jun` or `10
    times` where it ends; or a rule itself, `FREQ=WEEKLY;BYDAY=TU`."""
    from infraday.domain.recurrence import check  # noqa: PLC0415 - dateutil

    if text.strip().upper().startswith(("FREQ=", "RRULE:")):
        return check(text, first_day)
    words = text.split()
    if words and words[0].lower() == "every":
        words = words[1:]
    found = take_every(words)
    rest = words[found[1] :] if found else []
    ends = take_end(rest, first_day) if rest else ("", 0)
    if found is None or ends is None or ends[1] < len(rest):
        raise RuleError(
            f"{quoted(text)} is no recurrence. Write it as day, weekday, mon,wed, 2 weeks, second "
            "Tuesday, month, month last or year, with until 30 Jun or 10 times behind it where it "
            "ends."
        )
    return check(found[0] + ends[0], first_day)


def typed(rrule: str) -> str:
    """What `read` takes for this rule, for a field to begin with: `2 weeks until 2027-06-30`."""
    rule = parse(rrule)
    words = _typed(rule._replace(until=None, times=None))
    if words is None:
        return rrule
    if rule.times is not None:
        return f"{words} {rule.times} times"
    return words if rule.until is None else f"{words} until {rule.until}"


def _typed(rule: Rule) -> str | None:
    unit = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}[rule.freq]
    for words in (unit, f"{rule.interval} {unit}s", *_typed_days(rule)):
        found = take_every(words.split())
        if found and parse(found[0]) == rule:
            return words
    return None


def _typed_days(rule: Rule) -> Iterator[str]:
    names = ",".join(WEEKDAYS[at][:3].lower() for _, at in rule.days)
    yield "weekday"
    yield names
    if 1 < rule.interval < len(_PLACES) + 1:
        yield f"{often('WEEKLY', rule.interval).split()[1]} {names}"
    yield "month last"
    for which, at in rule.days[:1]:
        yield f"month {_place(which or 1)} {WEEKDAYS[at][:3].lower()}"
    for day in rule.month_days[:1]:
        yield f"month {ordinal(abs(day))}"


def _end(rule: Rule) -> str:
    if rule.until is not None:
        return f" until {rule.until.day} {MONTHS[rule.until.month - 1]} {rule.until.year}"
    if rule.times is None:
        return ""
    return ", once" if rule.times == 1 else f", {rule.times} times"


def _by_its_parts(rule: Rule) -> str:
    parts = write(rule._replace(interval=1, times=None, until=None)).partition(";")[2]
    return f"{often(rule.freq, rule.interval)} by the rule {parts}"


def _in_words(rule: Rule, first_day: date) -> str | None:
    if rule.weeks or rule.year_days:
        return None
    if not rule.has_parts:
        return say_interval(rule.freq, rule.interval, first_day)
    if rule.freq == "YEARLY":
        return _yearly(rule, first_day)
    if rule.months:
        said = _in_words(rule._replace(months=()), first_day)
        return said and f"{said} in {listed(_months(rule))}"
    match rule.freq:
        case "DAILY":
            return _daily(rule)
        case "WEEKLY":
            return _weekly(rule)
    return _monthly(rule)


def _daily(rule: Rule) -> str | None:
    return _weekly(rule) if rule.interval == 1 else None


def _weekly(rule: Rule) -> str | None:
    if rule.positions or rule.month_days or not rule.days:
        return None
    weekdays = tuple(at for _, at in rule.days)
    if rule.interval == 1 and weekdays in (_WEEK, _WORKDAYS):
        return f"every {_GROUPS[weekdays]}"
    if weekdays == _WORKDAYS:
        return f"{often('WEEKLY', rule.interval)} from Monday to Friday"
    return often_on(rule.interval, listed(WEEKDAYS[at] for at in weekdays))


def _monthly(rule: Rule) -> str | None:
    each = rule.days and not any(which for which, _ in rule.days)
    if each and rule.interval == 1 and not (rule.month_days or rule.positions):
        return _weekly(rule)
    said = _in_month(rule)
    return said and f"{often('MONTHLY', rule.interval)} on {said}"


def _yearly(rule: Rule, first_day: date) -> str | None:
    if not rule.months:
        return None
    said = often("YEARLY", rule.interval)
    days = rule.month_days or (() if rule.days else (first_day.day,))
    if days and min(days) > 0 and not (rule.days or rule.positions):
        if len(days) * len(rule.months) > _MOST_SAID:
            return None
        dates = (f"{day} {MONTHS[month - 1][:3]}" for month in rule.months for day in days)
        return f"{said} on {listed(dates)}"
    which = _in_month(rule)
    # A place among the days of one month and of several months together are not the same.
    alone = not rule.positions or len(rule.months) == 1
    return f"{said} on {which} of {listed(_months(rule))}" if which and alone else None


def _in_month(rule: Rule) -> str | None:
    """`the last Thursday`, `the first and third Monday`, `the 1st, the 15th and the last day`."""
    if rule.month_days:
        plain = not (rule.days or rule.positions)
        return listed(map(_day_of_month, rule.month_days)) if plain else None
    if not rule.days:
        return None
    places = sorted({which for which, _ in rule.days})
    weekdays = tuple(sorted({at for _, at in rule.days}))
    if places == [0]:
        name = _GROUPS.get(weekdays) or (WEEKDAYS[weekdays[0]] if len(weekdays) == 1 else None)
        return _placed(rule.positions, name) if name and rule.positions else None
    if 0 in places or rule.positions:
        return None
    if len(weekdays) == 1:
        return _placed([which for which, _ in rule.days], WEEKDAYS[weekdays[0]])
    return listed(_placed([which], WEEKDAYS[at]) for which, at in rule.days)


def _placed(places: Sequence[int], name: str) -> str:
    return f"the {listed(map(_place, places))} {name}"


def _place(number: int) -> str:
    if number < 0:
        return "last" if number == -1 else f"{_place(-number)} last"
    return _PLACES[number] if number < len(_PLACES) else ordinal(number)


def _day_of_month(number: int) -> str:
    return f"the {ordinal(number)}" if number > 0 else f"the {_place(number)} day"


def _months(rule: Rule) -> list[str]:
    return [MONTHS[month - 1] for month in rule.months]
