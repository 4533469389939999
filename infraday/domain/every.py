"""How often: the words after `every:`, and the RFC 5545 rule (RRULE) that they stand for."""

from collections.abc import Sequence
from datetime import date, timedelta

from infraday.domain import RuleError
from infraday.domain.when import MONTHS, WEEKDAYS, date_of, is_number, weekday_of
from infraday.domain.wording import quoted

MOST_TIMES = 10_000  # COUNT
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKDAYS = ",".join(CODES[:5])
_UNITS = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_NOUNS = {rule: noun for noun, rule in _UNITS.items()}
_TURNS = {1: "", 2: "second ", 3: "third ", 4: "fourth ", 5: "fifth ", 6: "sixth "}
_TURN = {word.strip(): count for count, word in _TURNS.items() if word} | {"other": 2}
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_RELATIVE = ("yesterday", "today", "tomorrow")


def read_every(text: str) -> str:
    """The RRULE of a form field or an option."""
    words = text.split()
    found = take_every(words)
    if found is None or found[1] < len(words):
        raise RuleError(
            f"{quoted(text)} is no recurrence. Write it as day, weekday, mon,wed, 2 weeks, second "
            "Tuesday, month, month last or year."
        )
    return found[0]


def take_every(words: Sequence[str]) -> tuple[str, int] | None:
    """The RRULE that the first of these words name, and how many of them they are."""
    if not words:
        return None
    first = words[0].lower()
    if first == "weekday":
        return f"FREQ=WEEKLY;BYDAY={_WORKDAYS}", 1
    if first == "month":
        return _placed(words, 1) or ("FREQ=MONTHLY", 1)
    if first in ("first", "last"):
        return _placed(words, 0)
    if first in _UNITS:
        return f"FREQ={_UNITS[first]}", 1
    if is_number(first, 1, 2):
        return _interval(int(first), words)
    return _weekdays(words, 0, 1) or (_turn(words) if first in _TURN else None)


def take_end(words: Sequence[str], today: date) -> tuple[str, int] | None:
    """Where a rule ends, as the part of an RRULE that `until 30 Jun` or `10 times` is, and how
    many words that takes."""
    parts = [word.lower() for word in words[:4]]
    if parts[1:2] in (["time"], ["times"]) and is_number(parts[0], 1, 9):
        return f";COUNT={int(parts[0])}", 2
    if parts[:1] == ["until"] and parts[1:2] and parts[1] not in _RELATIVE:
        for last in range(len(parts), 1, -1):
            day = date_of(parts[1:last], today)
            if day is not None:
                return f";UNTIL={day:%Y%m%d}", last
    return None


def say_every(rule: str, day: date) -> str:
    """How a rule that was read here sounds when it begins on `day`: `every second Tuesday`."""
    from infraday.domain.recurrence_words import say  # noqa: PLC0415 - only where something repeats

    return say(rule, day)


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
    return "BY" in rule or ("FREQ=DAILY" in rule and "INTERVAL" not in rule)


def may_count(end: str) -> bool:
    """Whether a part that `take_end` gave is within the limits of a rule."""
    number = end.partition("COUNT=")[2]
    return not number or 0 < int(number) <= MOST_TIMES


def ends_before(rule: str, day: date) -> bool:
    """Whether a rule read here has ended before its first day."""
    until = _parts(rule).get("UNTIL", "")
    return bool(until) and until < f"{day:%Y%m%d}"


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.split(";"))


def _names(parts: dict[str, str], day: date) -> bool:
    if number := parts.get("BYMONTHDAY"):
        is_last = (day + timedelta(days=1)).day == 1
        return is_last if number == "-1" else str(day.day) == number
    named = parts.get("BYDAY", "")
    code = CODES[day.weekday()]
    if named.startswith("-1"):
        return (day + timedelta(days=7)).month != day.month and code == named[2:]
    if named[:1].isdigit():
        return f"{(day.day - 1) // 7 + 1}{code}" == named
    return not named or code in named


def _placed(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """A place in the month: `last`, `last day`, `last Thursday`, `second Tuesday`, `15th`."""
    while at < len(words) and words[at].lower() in ("on", "the"):
        at += 1
    parts = [word.lower() for word in words[at : at + 2]]
    place = _PLACES.get(parts[0]) if parts else None
    weekday = weekday_of(parts[1].strip(",")) if parts[1:] else None
    if place and weekday is not None:
        return f"FREQ=MONTHLY;BYDAY={place}{CODES[weekday]}", at + 2
    if place == -1 and at:
        return "FREQ=MONTHLY;BYMONTHDAY=-1", at + (2 if parts[1:] == ["day"] else 1)
    number = next((it for it in range(1, 32) if parts and parts[0].strip(",") == ordinal(it)), None)
    return (f"FREQ=MONTHLY;BYMONTHDAY={number}", at + 1) if number and at else None


def _turn(words: Sequence[str]) -> tuple[str, int] | None:
    """`second Tuesday`, `other week`, `third month`."""
    count = _TURN[words[0].lower()]
    rule = _UNITS.get(words[1].lower().strip(",")) if len(words) > 1 and len(words[1]) < 7 else None
    return (f"FREQ={rule};INTERVAL={count}", 2) if rule else _weekdays(words, 1, count)


def _interval(count: int, words: Sequence[str]) -> tuple[str, int] | None:
    unit = words[1].lower() if len(words) > 1 and len(words[1]) < 7 else ""
    rule = _UNITS.get(unit.removesuffix("s"))
    if rule is None or count == 0:
        return None
    return (f"FREQ={rule};INTERVAL={count}" if count > 1 else f"FREQ={rule}"), 2


def _weekdays(words: Sequence[str], first: int, weeks: int) -> tuple[str, int] | None:
    """As many words as name weekdays that were not named yet: `mon,wed`, `mon, wed`, `mon and
    wed`."""
    named: set[int] = set()
    used = first
    for at in range(first, len(words)):
        word = words[at]
        if word.lower() == "and" and named:
            continue
        parts = word.strip(",").split(",") if len(word) < 80 else []
        days = [day for part in parts if (day := weekday_of(part)) is not None]
        if not days or len(days) < len(parts) or named.intersection(days):
            break
        named.update(days)
        used = at + 1
    if not named:
        return None
    interval = f";INTERVAL={weeks}" if weeks > 1 else ""
    return f"FREQ=WEEKLY;BYDAY={','.join(CODES[at] for at in sorted(named))}{interval}", used
