"""Quick-add: one typed line becomes a title and what was understood beside it.

The first word is always title. Signs count anywhere after it, the first of each; dates, times
and durations count only in the tail, the longest run of understood words and signs at the end,
the last of each. Whatever is not understood stays in the title, and nothing is dropped.
"""

from collections.abc import Set
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from infraday.domain import RuleError
from infraday.domain.every import ends_before, first_day, names_days, say_every
from infraday.domain.grammar import Found, one_line
from infraday.domain.scan import Key, Scan, key_of
from infraday.domain.when import DAY, say_date, say_minutes, say_time
from infraday.domain.wording import quoted

_NOTHING = "Nothing to add. Write what is to be done."
_MARKS = {"!": "important", "!!": "important and urgent"}


class Token(NamedTuple):
    """One thing understood: as typed, and as it was read."""

    kind: str
    text: str
    said: str
    begin: int
    end: int

    @property
    def key(self) -> Key:
        return key_of(self.kind, self.text)


class Reading(NamedTuple):
    """A line as it was understood."""

    title: str
    day: date | None = None
    """The day of a block; for a task with a due date besides, the day it is planned for."""
    start: time | None = None
    minutes: int | None = None
    project: str | None = None
    owner: str | None = None
    important: bool = False
    urgent: bool = False
    due: date | None = None
    output: str | None = None
    every: str | None = None
    tokens: tuple[Token, ...] = ()
    remarks: tuple[str, ...] = ()
    refused: tuple[Token, ...] = ()

    @property
    def is_block(self) -> bool:
        return self.start is not None

    @property
    def numbered(self) -> tuple[Token, ...]:
        """What was understood and what was refused, in the order of the line: alt+1, alt+2, …"""
        return tuple(sorted(self.tokens + self.refused, key=lambda token: token.begin))


def read(text: str, now: datetime, refused: Set[Key] = frozenset()) -> Reading:
    """Read a line at `now`, naive local time. What is refused stays in the title."""
    if not text.strip():
        raise RuleError(_NOTHING)
    scan = Scan(text, now.date(), refused)
    taken = scan.in_order()
    reading = _with_dates(_plain(_title(text, taken), scan.taken), scan.taken, now)
    dated = "date" in scan.taken
    if reading.every is not None:
        reading = _from_its_first_day(reading, dated, now)
        found = scan.taken["every"]
        if reading.day is not None and ends_before(found.value, reading.day):
            return _too_late(read(text, now, {*refused, key_of(found.kind, found.text)}), found)
    return reading._replace(
        tokens=tuple(_token(found, reading, now.date(), dated) for found in taken),
        refused=tuple(_token(found, reading, now.date(), dated) for found in scan.refused),
        remarks=(*scan.remarks.values(), *_remarks(reading, scan.taken, now)),
    )


def _too_late(reading: Reading, every: Found) -> Reading:
    said = f"The series would end before it begins, so {quoted(every.text)} stays in the title."
    return reading._replace(remarks=(*reading.remarks, said))


def literal(text: str) -> Reading:
    """The text as it is, on one line, with nothing read into it."""
    if not text.strip():
        raise RuleError(_NOTHING)
    return Reading(one_line(text.strip("\r\n")))


def _title(text: str, taken: list[Found]) -> str:
    """What is left, with the user's own spacing but for where something was taken out."""
    left = []
    at = 0
    for found in taken:
        left.append(text[at : found.begin].strip())
        at = found.begin + len(found.text)
    left.append(text[at:].strip())
    return one_line(" ".join(filter(None, left)))


def _plain(title: str, taken: dict[str, Found]) -> Reading:
    """All of the reading that does not depend on dates."""
    start = taken["time"].start if "time" in taken else None
    return Reading(
        title=title,
        start=None if start is None else time(start // 60, start % 60),
        minutes=taken["duration"].minutes if "duration" in taken else None,
        project=taken["project"].value if "project" in taken else None,
        owner=taken["owner"].value if "owner" in taken else None,
        important="!" in taken or "!!" in taken,
        urgent="!!" in taken,
        output=taken["output"].value if "output" in taken else None,
        every=taken["every"].value if "every" in taken else None,
    )


def _with_dates(reading: Reading, taken: dict[str, Found], now: datetime) -> Reading:
    day = taken["date"].day if "date" in taken else None
    due = taken["due"].day if "due" in taken else None
    if reading.is_block:
        return reading._replace(day=day or now.date(), due=due)
    return reading._replace(day=day if due else None, due=due or day)


def _from_its_first_day(reading: Reading, dated: bool, now: datetime) -> Reading:
    """A series begins on a day that its rule names; without a date, on one still to come."""
    day, rule = reading.day, reading.every
    if day is None or rule is None:
        return reading
    if not dated and names_days(rule) and _has_passed(reading, now):
        day += timedelta(days=1)
    return reading._replace(day=first_day(rule, day))


def _has_passed(reading: Reading, now: datetime) -> bool:
    start = reading.start
    if start is None or reading.day != now.date():
        return False
    return (start.hour, start.minute) < (now.hour, now.minute)


def _remarks(reading: Reading, taken: dict[str, Found], now: datetime) -> list[str]:
    said = []
    if reading.start is not None and _has_passed(reading, now):
        said.append(f"{say_time(reading.start)} has passed today.")
    for day in dict.fromkeys((reading.day, reading.due)):
        if day is not None and day < now.date():
            said.append(f"{say_date(day)} has passed.")
    if reading.every is not None and reading.day is not None:
        dated = taken["date"].day if "date" in taken else reading.day
        if dated != reading.day:
            said.append(f"The series begins on {say_date(reading.day)}, the first day it names.")
        said.extend(_gaps(reading.every, reading.day))
    return said


def _gaps(rule: str, day: date) -> list[str]:
    on_last = "BYDAY" in rule or "BYMONTHDAY=-1" in rule
    if rule.startswith("FREQ=MONTHLY") and not on_last and day.day > 28:
        return [f'A month without day {day.day} is left out; "every: month last" is its last day.']
    if rule.startswith("FREQ=YEARLY") and (day.month, day.day) == (2, 29):
        return ["A year without 29 February is left out."]
    return []


def _token(found: Found, reading: Reading, today: date, dated: bool) -> Token:
    end = found.begin + len(found.text)
    return Token(found.kind, found.text, _said(found, reading, today, dated), found.begin, end)


def _said(found: Found, reading: Reading, today: date, dated: bool) -> str:
    match found.kind:
        case "date" | "due":
            return _say_day(found, reading)
        case "time":
            return _say_clock(found, None if dated else reading.day, today)
        case "duration":
            return say_minutes(found.minutes or 0)
        case "project":
            return f"#{found.value}"
        case "owner":
            return f"@{found.value}"
        case "mark":
            return _MARKS[found.text]
        case "every":
            return say_every(found.value, reading.day or today)
    return f"output: {found.value}" if found.value else "output"


def _say_day(found: Found, reading: Reading) -> str:
    said = say_date(found.day or date.min)
    if found.kind == "date" and reading.is_block:
        return said
    planned = found.kind == "date" and reading.day is not None
    return f"scheduled {said}" if planned else f"due {said}"


def _say_clock(found: Found, day: date | None, today: date) -> str:
    """The clock time with the `day` that no date says: it may not be the one that is shown."""
    on_day = ""
    if day is not None:
        on_day = "today " if day == today else f"{say_date(day)} "
    return on_day + _say_span(found)


def _say_span(found: Found) -> str:
    start = found.start or 0
    if found.minutes is None:
        return say_time(time(start // 60, start % 60))
    days, end = divmod(start + found.minutes, DAY)
    said = [say_time(time(at // 60, at % 60)) for at in (start, end)]
    return " – ".join(said) + (" +1" if days else "")
