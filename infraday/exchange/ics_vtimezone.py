"""What a calendar file says of the clocks that it names (VTIMEZONE, RFC 5545, 3.6.5).

Written from the table of zones, since the library stops in 2038 and says each year alone.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import NamedTuple
from zoneinfo import ZoneInfo

from infraday.domain.every import CODES

AHEAD = 40  # years that are looked at: in 28 a date falls on all weekdays
_STEP = timedelta(days=7)  # shorter than any clock was put forward for
_NONE = timedelta()


class Change(NamedTuple):
    """A night when the clock changes; `at` is what it showed last, naive."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool

    @property
    def same(self) -> tuple[timedelta, timedelta, str, bool]:
        return self[1:]


def lines(name: str, first_year: int, last_year: int) -> Iterator[str]:
    """The VTIMEZONE of a zone, good from the one year on and, where its changes follow a rule
    by then, for ever. KeyError, ValueError or OSError for a zone that nobody knows."""
    zone = ZoneInfo(name)
    last_year = min(max(last_year, first_year) + AHEAD, 9000)
    begin = datetime(first_year - 1, 1, 1, tzinfo=UTC)
    found = list(_changes(zone, begin, datetime(last_year, 12, 31, tzinfo=UTC)))
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{name}"
    offset, said, summer = _showing(zone, begin)
    yield from _part(Change(begin.replace(tzinfo=None), offset, offset, said, summer))
    groups: dict[tuple[timedelta, timedelta, str, bool], list[Change]] = {}
    for change in found:
        groups.setdefault(change.same, []).append(change)
    for group in groups.values():
        yield from _group(group, last_year)
    yield "END:VTIMEZONE"


def _changes(zone: ZoneInfo, at: datetime, until: datetime) -> Iterator[Change]:
    before = _showing(zone, at)
    while at < until:
        after = _showing(zone, at + _STEP)
        if after != before:
            night = _night(zone, at, at + _STEP)
            yield Change((night + before[0]).replace(tzinfo=None), before[0], *after)
        at, before = at + _STEP, after


def _night(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """The first second of the new time."""
    before = _showing(zone, early)
    while (gap := late - early) > timedelta(seconds=1):
        middle = early + timedelta(seconds=gap // timedelta(seconds=2))
        if _showing(zone, middle) == before:
            early = middle
        else:
            late = middle
    return late


def _showing(zone: ZoneInfo, at: datetime) -> tuple[timedelta, str, bool]:
    here = at.astimezone(zone)
    return here.utcoffset() or _NONE, here.tzname() or "", bool(here.dst())


def _group(changes: list[Change], last_year: int) -> Iterator[str]:
    """Changes of one kind: those of the last years as a rule where they follow one."""
    ruled = _ruled(changes, last_year)
    alone = changes[: len(changes) - len(ruled)]
    if alone:
        rest = ",".join(f"{one.at:%Y%m%dT%H%M%S}" for one in alone[1:])
        yield from _part(alone[0], f"RDATE:{rest}" if rest else "")
    if ruled:
        yield from _part(ruled[0], f"RRULE:{_rule(ruled)}")


def _ruled(changes: list[Change], last_year: int) -> list[Change]:
    """The last of them that one yearly rule names."""
    if changes[-1].at.year < last_year:
        return []
    found: list[Change] = []
    for change in takewhile(lambda one: _continues(one, found), reversed(changes)):
        found.insert(0, change)
    return found if len(found) > 2 else []


def _continues(one: Change, later: list[Change]) -> bool:
    if not later:
        return True
    at, next_one = one.at, later[0].at
    days = [change.at.day for change in (one, *later)]
    return (
        at.year == next_one.year - 1
        and (at.month, at.weekday(), at.time())
        == (next_one.month, next_one.weekday(), next_one.time())
        and max(days) - min(days) < 7
    )


def _rule(ruled: list[Change]) -> str:
    """`FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU`, or the seven days of which one is that weekday."""
    at = ruled[-1].at
    days = [one.at.day for one in ruled]
    code, head = CODES[at.weekday()], f"FREQ=YEARLY;BYMONTH={at.month};BYDAY="
    if all(one.at.day > monthrange(one.at.year, one.at.month)[1] - 7 for one in ruled):
        return f"{head}-1{code}"
    if len({(day - 1) // 7 for day in days}) == 1:
        return f"{head}{(days[0] - 1) // 7 + 1}{code}"
    return f"{head}{code};BYMONTHDAY={','.join(map(str, range(min(days), max(days) + 1)))}"


def _part(change: Change, more: str = "") -> Iterator[str]:
    kind = "DAYLIGHT" if change.summer else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{change.at:%Y%m%dT%H%M%S}"
    if more:
        yield more
    yield f"TZOFFSETFROM:{_offset(change.before)}"
    yield f"TZOFFSETTO:{_offset(change.after)}"
    if change.name:
        yield f"TZNAME:{change.name}"
    yield f"END:{kind}"


def _offset(offset: timedelta) -> str:
    seconds = int(abs(offset).total_seconds())
    minutes, rest = divmod(seconds, 60)
    sign = "-" if offset < _NONE else "+"
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{rest:02}" if rest else "")
