"""The clocks that a calendar file names: IANA's, Outlook's, and those it describes itself.

A VTIMEZONE counts only where its name says nothing: programs that name a zone mean the zone."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from infraday.exchange.ics_lines import decoded, parted
from infraday.exchange.ics_values import FLOATING, IN_UTC, Zone

LARGEST = 100_000
"""Bytes of a VTIMEZONE that is worth reading."""

_MOST = 50  # descriptions that are read in one file
_UTC = frozenset(("utc", "z", "gmt", "etc/utc", "etc/gmt", "tzone://microsoft/utc", "zulu"))
_COMMON = (
    *("Europe/London", "Europe/Berlin", "Europe/Athens", "America/New_York", "America/Chicago"),
    *("America/Denver", "America/Los_Angeles"),
)
_CITY = re.compile(r"[A-Z][A-Za-z.' -]*[A-Za-z]")
_AHEAD, _YEARS = 2, 3
_YEARLY = re.compile(rb"FREQ=YEARLY", re.I)
_FOR_EVER = re.compile(rb"^(DTSTART[^:\r\n]*:)16\d\d", re.I | re.M)  # as Windows writes it
_ENDLESS = re.compile(rb"INTERVAL=0|BYHOUR|BYMINUTE|BYSECOND", re.I)


class Zones:
    """Finds the clock that a TZID means. `described` are the file's VTIMEZONEs."""

    def __init__(self, described: Iterable[bytes]) -> None:
        self._described: dict[str, bytes] = {}
        for block in described:
            if len(block) <= LARGEST and len(self._described) < _MOST:
                name = _line_of(block, b"TZID")
                if name:
                    self._described.setdefault(name, block)
        self._found: dict[str, Zone] = {}

    def find(self, said: str | None) -> Zone:
        """The clock of a TZID; without one the time floats."""
        if not said:
            return FLOATING
        found = self._found.get(said)
        if found is None:
            found = self._found[said] = self._look(said)
        return found

    def _look(self, said: str) -> Zone:
        name = known_name(said)
        block = self._described.get(said)
        if name is None and block is not None:
            name = known_name(_line_of(block, b"X-LIC-LOCATION"))
        if name is None and block is not None:
            tz = _described(block)
            if tz is not None:
                return Zone(tz, None, said)
        if name is None and block is None:
            name = next(iter(_resembling(said)), None)
        if name is None:
            return FLOATING._replace(said=said, known=False)
        return IN_UTC if name == "UTC" else Zone(ZoneInfo(name), name, said)


def known_name(said: str) -> str | None:
    """IANA's name for a zone that is called by it, as Windows calls it, or by either behind the
    name of a program ("/freeassociation.sourceforge.net/Europe/Berlin")."""
    if len(said) > 200:
        return None
    bare = said.strip().strip('"').strip()
    parts = bare.strip("/").split("/")
    starts = range(len(parts)) if bare.startswith("/") else (0,)
    if bare.casefold() in _UTC:
        return "UTC"
    for start in starts:
        name = "/".join(parts[start:])
        found = _names().get(WINDOWS_TO_OLSON.get(name, name).casefold())
        if found:
            return "UTC" if found.casefold() in _UTC else found
    return None


def agreeing(zone: Zone, first: date, until: date | None, today: date) -> str | None:
    """IANA's name for a clock that shows what this one does in the last three years of a series
    that may go on for two more. None: there is no such clock."""
    ahead = today.year + _AHEAD
    last_year = max(first.year, min(until.year if until else ahead, ahead))
    first_year = max(first.year, last_year - _YEARS + 1)
    return _agreeing(zone.tz, zone.said, first_year, last_year) if zone.tz else None


@lru_cache(maxsize=256)
def _agreeing(tz: tzinfo, said: str, first_year: int, last_year: int) -> str | None:
    offsets = _offsets(tz, first_year, last_year)
    for name in _candidates(said):
        other = ZoneInfo(name)
        if all(other.utcoffset(at) == offset for at, offset in offsets):
            return name
    return None


def _offsets(
    tz: tzinfo, first_year: int, last_year: int
) -> list[tuple[datetime, timedelta | None]]:
    """What a clock shows at the noons of a week, and of all days of a week in which it changes.
    Asking is slow: a described clock counts its changes from the first one."""
    begin = datetime(first_year, 1, 1, 12)  # noqa: DTZ001 - on the clock in question
    weeks = (date(last_year, 12, 31) - begin.date()).days // 7
    found = [(begin, tz.utcoffset(begin))]
    for _ in range(weeks):
        at, before = found[-1]
        week = [at + timedelta(days=number) for number in range(1, 8)]
        after = tz.utcoffset(week[-1])
        if after != before:
            found += [(day, tz.utcoffset(day)) for day in week[:-1]]
        found.append((week[-1], after))
    return found


def _candidates(said: str) -> Iterator[str]:
    """Those that resemble the name, then one for each region that Windows knows, then all."""
    yield from _resembling(said)
    names = _names()
    for name in (*_COMMON, *WINDOWS_TO_OLSON.values()):
        if name.casefold() in names:
            yield names[name.casefold()]
    yield from sorted(name for name in names.values() if "/" in name)


def _resembling(said: str) -> Iterator[str]:
    """Zones that are called like a city in the name, such as "(UTC+01:00) Amsterdam, Berlin", or
    like all of it with other signs between, such as "Europe_Berlin"."""
    names = _names()
    whole = said[:200].replace("_", "/", 1).casefold()
    if whole in names:
        yield names[whole]
    for word in _CITY.findall(said[:200]):
        city = "/" + word.strip().replace(" ", "_").casefold()
        yield from sorted(
            name
            for known, name in names.items()
            if known.endswith(city) and not known.startswith("etc/")
        )


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones())}


def _line_of(block: bytes, name: bytes) -> str:
    unfolded = re.sub(rb"\r?\n[ \t]", b"", block)
    for line in unfolded.splitlines():
        parts = parted(line)
        if parts and parts[0] == name:
            return decoded(parts[2])[0].strip()
    return ""


def _described(block: bytes) -> tzinfo | None:
    """The clock that a VTIMEZONE describes, or None where it describes none."""
    rules = [line for line in block.splitlines() if line.upper().startswith(b"RRULE")]
    if any(not _YEARLY.search(rule) or _ENDLESS.search(rule) for rule in rules):
        return None
    try:
        component = Timezone.from_ical(decoded(_FOR_EVER.sub(rb"\g<1>1970", block))[0])
        assert isinstance(component, Timezone)
        tz: tzinfo = component.to_tz(lookup_tzid=False)
        _try_out(tz)
    except Exception:  # noqa: BLE001 - whatever two libraries make of a broken one, it is unknown
        return None
    return tz


def _try_out(tz: tzinfo) -> None:
    for year in (1970, 2020, 2040):
        datetime(year, 7, 1, tzinfo=tz).astimezone(UTC)
