"""How often: the words after `every:`, and the RFC 5545 rule (RRULE) that they stand for."""

from collections.abc import Sequence
from datetime import date, timedelta

from infraday.domain import RuleError
from infraday.domain.when import MONTHS, WEEKDAYS, is_number, weekday_of
from infraday.domain.wording import quoted

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKDAYS = ",".join(CODES[:5])
_UNITS = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_NOUNS = {rule: noun for noun, rule in _UNITS.items()}
_TURNS = {1: "", 2: "second ", 3: "third ", 4: "fourth ", 5: "fifth ", 6: "sixth "}


def read_every(text: str) -> str:
    """The RRULE of a form field or an option."""
    words = text.split()
    found = take_every(words)
    if found is None or found[1] < len(words):
        raise RuleError(
            f"{quoted(text)} is no recurrence. Write it as day, weekday, mon,wed, week, 2 weeks, "
            "month, month last or year."
        )
    return found[0]


def take_every(words: Sequence[str]) -> tuple[str, int] | None:
    """The RRULE that the first of these words name, and how many of them they are."""
    if not words:
        return None
    first = words[0].lower()
    if first == "weekday":
        return f"FREQ=WEEKLY;BYDAY={_WORKDAYS}", 1
    if first == "month" and len(words) > 1 and words[1].lower() == "last":
        return _last_of_month(words)
    if first in _UNITS:
        return f"FREQ={_UNITS[first]}", 1
    if is_number(first, 1, 2):
        return _interval(int(first), words)
    return _weekdays(words)


def say_every(rule: str, day: date) -> str:
    """How a rule that was read here sounds when it begins on `day`: `every second Tuesday`."""
    parts = _parts(rule)
    named = parts.get("BYDAY", "")
    if "BYMONTHDAY" in parts:
        return "every month on the last day"
    if named == _WORKDAYS:
        return "every weekday"
    if named.startswith("-1"):
        return f"every month on the last {WEEKDAYS[CODES.index(named[2:])]}"
    if named:
        names = [WEEKDAYS[CODES.index(code)] for code in named.split(",")]
        return "every " + " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return say_interval(parts["FREQ"], int(parts.get("INTERVAL", "1")), day)


def say_interval(freq: str, count: int, day: date) -> str:
    """How a rule that only counts from `day` on sounds."""
    if freq == "WEEKLY":
        return often_on(count, WEEKDAYS[day.weekday()])
    said = often(freq, count)
    if freq == "MONTHLY":
        return f"{said} on the {ordinal(day.day)}"
    return f"{said} on {day.day} {MONTHS[day.month - 1][:3]}" if freq == "YEARLY" else said


def often(freq: str, count: int) -> str:
    """`every day`, `every second month`, `every 12 weeks`."""
    unit = _NOUNS[freq]
    return f"every {_TURNS[count]}{unit}" if count in _TURNS else f"every {count} {unit}s"


def often_on(weeks: int, days: str) -> str:
    """`every second Tuesday and Thursday`, `every 12 weeks on Tuesday`."""
    return f"every {_TURNS[weeks]}{days}" if weeks in _TURNS else f"every {weeks} weeks on {days}"


def ordinal(number: int) -> str:
    """`21st`."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}th" if number in (11, 12, 13) else f"{number}{ending}"


def first_day(rule: str, day: date) -> date:
    """The first day from `day` on that a rule read here names."""
    parts = _parts(rule)
    while not _names(parts, day):
        day += timedelta(days=1)
    return day


def names_days(rule: str) -> bool:
    """Whether the rule itself says its days, and needs no date to count from."""
    return "BY" in rule or rule == "FREQ=DAILY"


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.split(";"))


def _names(parts: dict[str, str], day: date) -> bool:
    named = parts.get("BYDAY", "")
    if "BYMONTHDAY" in parts:
        return (day + timedelta(days=1)).day == 1
    if named.startswith("-1"):
        last = (day + timedelta(days=7)).month != day.month
        return last and CODES[day.weekday()] == named[2:]
    return not named or CODES[day.weekday()] in named


def _last_of_month(words: Sequence[str]) -> tuple[str, int]:
    at = weekday_of(words[2]) if len(words) > 2 else None
    if at is None:
        return "FREQ=MONTHLY;BYMONTHDAY=-1", 2
    return f"FREQ=MONTHLY;BYDAY=-1{CODES[at]}", 3


def _interval(count: int, words: Sequence[str]) -> tuple[str, int] | None:
    unit = words[1].lower() if len(words) > 1 and len(words[1]) < 7 else ""
    rule = _UNITS.get(unit.removesuffix("s"))
    if rule is None or count == 0:
        return None
    return (f"FREQ={rule};INTERVAL={count}" if count > 1 else f"FREQ={rule}"), 2


def _weekdays(words: Sequence[str]) -> tuple[str, int] | None:
    """As many words as name weekdays that were not named yet: `mon,wed`, `mon, wed`, `mon wed`."""
    named: set[int] = set()
    used = 0
    for word in words:
        parts = word.strip(",").split(",") if len(word) < 80 else []
        days = [at for part in parts if (at := weekday_of(part)) is not None]
        if not days or len(days) < len(parts) or named.intersection(days):
            break
        named.update(days)
        used += 1
    if not named:
        return None
    return "FREQ=WEEKLY;BYDAY=" + ",".join(CODES[at] for at in sorted(named)), used
