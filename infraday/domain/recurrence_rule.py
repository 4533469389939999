"""The text of a recurrence rule (RRULE, RFC 5545 3.3.10): read, held against limits, written.

On which days it falls is the business of `recurrence`."""

from datetime import date, time
from functools import lru_cache
from typing import NamedTuple

from infraday.domain import RuleError
from infraday.domain.every import CODES, MOST_TIMES
from infraday.domain.schedule import LAST_DAY
from infraday.domain.when import is_number
from infraday.domain.wording import listed, quoted

LONGEST_INTERVAL = 10_000
LONGEST_TEXT = 4_000  # a rule that names all 366 days of the year, both ways, is shorter

_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_TOO_FINE = ("SECONDLY", "MINUTELY", "HOURLY")
_NUMBERS = {
    "BYMONTH": ("months", 1, 12),
    "BYMONTHDAY": ("month_days", -31, 31),
    "BYSETPOS": ("positions", -366, 366),
    "BYWEEKNO": ("weeks", -53, 53),
    "BYYEARDAY": ("year_days", -366, 366),
}
_LAST_IN_MONTH, _LAST_IN_YEAR = 5, 53  # of one weekday
_CLOCK = {"BYHOUR": "hour", "BYMINUTE": "minute", "BYSECOND": "second"}
_OTHERS = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY")


class Rule(NamedTuple):
    """A rule's parts; an empty tuple where it has no such part. `days` are (which, weekday):
    (-1, 3) the last Thursday, (0, 3) each Thursday."""

    freq: str
    interval: int = 1
    times: int | None = None  # COUNT
    until: date | None = None
    week_start: int = 0
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    days: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()

    @property
    def has_parts(self) -> bool:
        """Whether it says its days, at least in part, and does not only count."""
        return any(self[5:])


@lru_cache(maxsize=4096)
def parse(text: str, start: time | None = None) -> Rule:
    """The rule that this text says, or a RuleError. Clock parts that only repeat `start` are
    left out, others refused."""
    parts = _parts(text)
    _refuse_unknown(parts)
    _refuse_clock(parts, start)
    freq = _frequency(parts.get("FREQ", ""))
    if "COUNT" in parts and "UNTIL" in parts:
        raise RuleError("A rule ends by COUNT or by UNTIL, not by both. Leave one out.")
    numbers = {name: _numbers(parts, key) for key, (name, _, _) in _NUMBERS.items()}
    return Rule(
        freq=freq,
        interval=_whole("INTERVAL", parts.get("INTERVAL", "1"), LONGEST_INTERVAL),
        times=_whole("COUNT", parts["COUNT"], MOST_TIMES) if "COUNT" in parts else None,
        until=_until(parts["UNTIL"]) if "UNTIL" in parts else None,
        week_start=_weekday("WKST", parts.get("WKST", "MO")),
        days=_days(parts.get("BYDAY", ""), freq, "BYMONTH" in parts),
        **numbers,
    )


def write(rule: Rule) -> str:
    """The one way in which we write this rule: FREQ, then the other parts in their order."""
    parts = {key: ",".join(map(str, getattr(rule, name))) for key, (name, *_) in _NUMBERS.items()}
    parts["BYDAY"] = ",".join(f"{which or ''}{CODES[at]}" for which, at in rule.days)
    parts["INTERVAL"] = str(rule.interval) if rule.interval > 1 else ""
    parts["COUNT"] = str(rule.times or "")
    parts["UNTIL"] = f"{rule.until:%Y%m%d}" if rule.until else ""
    parts["WKST"] = CODES[rule.week_start] if rule.week_start else ""
    said = (f"{key}={value}" for key, value in sorted(parts.items()) if value)
    return ";".join((f"FREQ={rule.freq}", *said))


def until_of(rrule: str) -> date | None:
    """The last day on which it may fall, in the zone of its series."""
    return parse(rrule).until


def count_of(rrule: str) -> int | None:
    return parse(rrule).times


def ending(rrule: str, last: date) -> str:
    """The rule made to end on `last`. One with an UNTIL before that ends there all the same; for
    one with a COUNT ask `last_day` first, since a COUNT may run out before `last`."""
    rule = parse(rrule)
    until = last if rule.until is None else min(last, rule.until)
    return write(rule._replace(times=None, until=until))


@lru_cache(maxsize=1024)
def dates_in(text: str) -> dict[date, None]:
    """The days of a list parted by commas, in order, quick to search."""
    try:
        return dict.fromkeys(sorted(map(date.fromisoformat, text.replace(",", " ").split())))
    except ValueError as error:
        raise RuleError(
            f"{quoted(text)} is no list of days. Write them as 2026-11-24,2026-12-01."
        ) from error


def on_last_of_month(rrule: str, first_day: date) -> str | None:
    """What to offer for a rule that leaves out the months without a 29th, 30th or 31st: the rule
    on each month's last day. None where there is nothing to offer."""
    rule = parse(rrule)
    days = rule.month_days or (first_day.day,)
    plain = rule.freq == "MONTHLY" and not rule._replace(month_days=()).has_parts
    if not plain or days != (first_day.day,) or first_day.day <= 28:
        return None
    return write(rule._replace(month_days=(-1,)))


def _parts(text: str) -> dict[str, str]:
    body = "".join(text.split()).upper().removeprefix("RRULE:").strip(";")
    if not body:
        raise RuleError("The rule is empty. Write one such as FREQ=WEEKLY;BYDAY=TU.")
    if len(body) > LONGEST_TEXT:
        raise RuleError(f"The rule is longer than {LONGEST_TEXT} characters. Give a shorter one.")
    parts: dict[str, str] = {}
    for part in body.split(";"):
        key, equals, value = part.partition("=")
        if not (key and equals and value):
            raise RuleError(f"{quoted(part)} is no part of a rule. Parts look like FREQ=WEEKLY.")
        if key in parts:
            raise RuleError(f"The rule says {quoted(key)} twice. Say it once.")
        parts[key] = value
    return parts


def _refuse_unknown(parts: dict[str, str]) -> None:
    for key in parts:
        if key not in _NUMBERS and key not in _CLOCK and key not in _OTHERS:
            known = listed((*_OTHERS, *_NUMBERS))
            raise RuleError(f"A rule has no part {quoted(key)}. Known are {known}.")


def _refuse_clock(parts: dict[str, str], start: time | None) -> None:
    for key, unit in _CLOCK.items():
        value = parts.get(key, "")
        own = start is not None and is_number(value, 1, 2) and int(value) == getattr(start, unit)
        if value and not own:
            raise RuleError(f"A series has one start time a day. Leave {key} out of the rule.")


def _frequency(value: str) -> str:
    if value in _TOO_FINE:
        raise RuleError(f"A series falls at most once a day. Use DAILY instead of {value}.")
    if not value:
        raise RuleError(f"The rule says no FREQ. Begin it with FREQ= and {_named()}.")
    if value not in _FREQUENCIES:
        raise RuleError(f"FREQ cannot be {quoted(value)}. It is {_named()}.")
    return value


def _named() -> str:
    *most, last = _FREQUENCIES
    return f"{', '.join(most)} or {last}"


def _whole(key: str, value: str, most: int) -> int:
    number = int(value) if is_number(value, 1, 9) else 0
    if not 1 <= number <= most:
        raise RuleError(f"{key} cannot be {quoted(value)}. It is a number from 1 to {most}.")
    return number


def _numbers(parts: dict[str, str], key: str) -> tuple[int, ...]:
    _, least, most = _NUMBERS[key]
    found = {_number(key, word, least, most) for word in _listed(parts.get(key, ""))}
    return tuple(sorted(found, key=_from_the_front))


def _number(key: str, word: str, least: int, most: int) -> int:
    digits = word.removeprefix("-") if word.startswith("-") else word.removeprefix("+")
    number = int(digits) if is_number(digits, 1, 3) else 0
    number = -number if word.startswith("-") else number
    if not number or not least <= number <= most:
        backwards = f", or from -1 to {least}" if least < 0 else ""
        raise RuleError(f"{key} cannot be {quoted(word)}. Count from 1 to {most}{backwards}.")
    return number


def _days(value: str, freq: str, in_months: bool) -> tuple[tuple[int, int], ...]:
    """Below a month an ordinal means nothing, and is left out as other readers do."""
    most = _LAST_IN_MONTH if freq == "MONTHLY" or in_months else _LAST_IN_YEAR
    found = set()
    for word in _listed(value):
        which, at = word[:-2], _weekday("BYDAY", word[-2:])
        number = _number("BYDAY", which, -most, most) if which else 0
        found.add((number if freq in ("MONTHLY", "YEARLY") else 0, at))
    return tuple(sorted(found, key=lambda day: (_from_the_front(day[0]), day[1])))


def _weekday(key: str, code: str) -> int:
    if code not in CODES:
        raise RuleError(f"{key} cannot be {quoted(code)}. Weekdays are {listed(CODES)}.")
    return CODES.index(code)


def _listed(value: str) -> list[str]:
    return value.split(",") if value else []


def _from_the_front(number: int) -> tuple[bool, int]:
    """The order of a list: 1, 15, -2, -1."""
    return number < 0, number


def _until(value: str) -> date | None:
    """Of an instant its date: who knows the zone has turned it into a local one before. A day
    beyond the calendar (Outlook writes 40001231) is no end."""
    day, sign, clock = value.partition("T")
    if is_number(day, 8, 8) and (not sign or is_number(clock.removesuffix("Z"), 6, 6)):
        try:
            found = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        except ValueError:
            pass
        else:
            return found if found < LAST_DAY else None
    raise RuleError(f"UNTIL cannot be {quoted(value)}. It is a day such as UNTIL=20270630.")
