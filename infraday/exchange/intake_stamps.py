"""Time stamps in reports: where a line has one, and what it says."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from infraday.domain.intake import Stamp

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?"
_ZONE = r"(?:\s?(?P<zone>Z|UTC|GMT|[+-][01]\d:?[0-5]\d)(?![\w:]))?"
_NAMES = "|".join(_MONTHS)
_DAYS = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},?\s+)?"
_KINDS = (
    rf"(?P<year>\d{{4}})[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?:[T ]\s?{_CLOCK}{_ZONE})?",
    rf"{_DAYS}(?P<day>[0-3]?\d)[-/ .]+(?P<name>{_NAMES})[a-z]{{0,6}}[-/ ]+(?P<year>\d{{4}})"
    rf"(?:[:T, ]+{_CLOCK}{_ZONE})?",
    rf"(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>\d{{4}})(?:,?\s+{_CLOCK}{_ZONE})?",
    rf"{_DAYS}(?P<name>{_NAMES})[a-z]{{0,6}}\s+(?P<day>[0-3]?\d)(?:,?\s+(?P<year>\d{{4}}))?"
    rf",?\s+{_CLOCK}{_ZONE}(?:\s+(?P<later>\d{{4}}))?",
    rf"{_CLOCK}{_ZONE}",
)
_PATTERNS = tuple(re.compile(rf"(?<![\w.:/-]){kind}(?![\w:])", re.I) for kind in _KINDS)
_MAYBE = re.compile(r"\d:\d|\d{4}")  # what every stamp has in it
_BEFORE = re.compile(r"[\s\[(]*")
_EPOCH = re.compile(r"(?<![\w.:/-])(1[4-9]\d{8})(?:\d{3}|\.\d{1,9})?(?![\w:.])")
_HEAD = 120  # signs at the head of a line in which its stamp stands

YEARS = range(1990, 2200)


class Found(NamedTuple):
    """A stamp, the date that it names in its own zone, and where it stands."""

    stamp: Stamp | None  # None: a date alone
    day: date | None
    begin: int = 0
    end: int = 0


def find(line: str) -> Found | None:
    """The first stamp at the head of a line: with date and time if one has both."""
    text = line[:_HEAD]
    if not _MAYBE.search(text):
        return None
    found = [it for pattern in _PATTERNS if (it := _found(pattern.search(text)))]
    if not found and (epoch := _EPOCH.search(text)):
        return _of_epoch(epoch)
    return min(found, key=lambda it: (it.stamp is None, it.day is None, it.begin), default=None)


def lead(line: str) -> Found | None:
    """The stamp that a line begins with, in brackets or without."""
    before = _BEFORE.match(line)
    at = before.end() if before else 0
    for pattern in _PATTERNS:
        if found := _found(pattern.match(line, at, at + _HEAD)):
            return found
    epoch = _EPOCH.match(line, at, at + _HEAD)
    return _of_epoch(epoch) if epoch else None


def read(value: object) -> Found | None:
    """A field that holds a time: ISO 8601 text, or seconds, milli-, micro- or nanoseconds since
    1970."""
    if isinstance(value, str):
        text = value.strip()[:_HEAD]
        if not (text.isascii() and text.isdigit()):
            found = find(text)
            return found if found and not found.begin else None
        value = int(text[:20])
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    at = of_number(value)
    return Found(at, at.date()) if at else None


def without(text: str) -> str:
    """The text with `~` for each of its stamps."""
    if _MAYBE.search(text):
        for pattern in (*_PATTERNS, _EPOCH):
            text = pattern.sub("~", text)
    return text


def of_number(value: float) -> datetime | None:
    """An instant since 1970, whatever the unit; None where it lies far off."""
    for unit in (1, 1_000, 1_000_000, 1_000_000_000):
        if 600_000_000 < value / unit < 7_000_000_000:
            return datetime.fromtimestamp(value / unit, UTC).replace(microsecond=0)
    return None


def _of_epoch(epoch: re.Match[str]) -> Found | None:
    at = of_number(int(epoch[1]))
    return Found(at, at.date(), *epoch.span()) if at else None


def _found(found: re.Match[str] | None) -> Found | None:
    if found is None:
        return None
    parts = found.groupdict()
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    clock = time(hour, minute, second)
    if "day" not in parts:
        return Found(clock, None, *found.span())
    year = parts["year"] or parts.get("later")
    if year is None:  # as syslog wrote it for long
        return Found(clock, None, *found.span())
    try:
        day = date(int(year), _month(parts), int(parts["day"] or 0))
    except ValueError:
        return None
    if day.year not in YEARS:
        return None
    stamp = _in_zone(datetime.combine(day, clock), parts["zone"]) if parts["hour"] else None
    return Found(stamp, day, *found.span())


def _month(parts: dict[str, str | None]) -> int:
    name = parts.get("name")
    return _MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"] or 0)


def _in_zone(wall: datetime, zone: str | None) -> datetime:
    if zone is None:
        return wall
    if zone[0] not in "+-":
        return wall.replace(tzinfo=UTC)
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return (wall - (offset if zone[0] == "+" else -offset)).replace(tzinfo=UTC)
