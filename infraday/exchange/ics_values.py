"""What stands in a line of a calendar: moments, lengths and texts (RFC 5545, 3.3).

Dates and escapes of the plain form are read here, as the library reads them; lengths and
parameters by the library itself."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from icalendar.parser import Parameters
from icalendar.prop import vDuration

from infraday.domain import RuleError
from infraday.domain.wording import quoted
from infraday.exchange.ics_lines import Property, decoded

DAY = timedelta(days=1)
_MIDNIGHT = datetime.min.time()
_DATE = re.compile(r"\d{8}")
_INSTANT = re.compile(r"(\d{8}T\d{6})(Z?)")
_ESCAPED = re.compile(r'\\([\\,;:"nN])')


class Zone(NamedTuple):
    """A clock. `tz` None floats: it is whatever the user's own is. `name` is what IANA calls it,
    None for one that the file itself describes; `said` is how the file calls it. One that nobody
    knows is not `known`, and floats."""

    tz: tzinfo | None
    name: str | None
    said: str = ""
    known: bool = True


FLOATING = Zone(None, None)
IN_UTC = Zone(UTC, "UTC", "UTC")


class Moment(NamedTuple):
    """A point on a clock; of a date its midnight."""

    at: datetime  # naive
    zone: Zone = FLOATING
    all_day: bool = False

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def aware(self) -> datetime:
        """Only where the zone does not float."""
        return self.at.replace(tzinfo=self.zone.tz)


class Params(NamedTuple):
    zone: str | None = None  # TZID
    value: str = ""  # VALUE
    future: bool = False  # RANGE=THISANDFUTURE


@lru_cache(maxsize=1024)
def params_of(params: bytes) -> Params:
    """What a line says of its value. What cannot be read says nothing."""
    if not params:
        return Params()
    try:
        read = Parameters.from_ical(decoded(params)[0], strict=False)  # type: ignore[no-untyped-call]
    except ValueError:
        return Params()
    zone, value, span = (_one(read.get(key)) for key in ("TZID", "VALUE", "RANGE"))
    return Params(zone or None, value.upper(), span.upper() == "THISANDFUTURE")


def _one(value: object) -> str:
    return str(value[0] if isinstance(value, list) and value else value or "").strip()


def moment(text: str, zone: Zone, kind: str = "") -> Moment:
    """A date, or a date with a clock time in `zone`; a Z means UTC all the same. ValueError
    where it is neither. `kind` DATE leaves a time out."""
    text = text.strip().upper()
    found = _INSTANT.fullmatch(text)
    if found is None:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        return Moment(datetime.fromisoformat(text), all_day=True)
    clock = found[1]
    if clock[-2:] > "60":  # a leap second is one
        raise ValueError(text)
    at = datetime.fromisoformat(clock[:-2])  # a plan knows no seconds
    if kind == "DATE":
        return Moment(datetime.combine(at, _MIDNIGHT), all_day=True)
    return Moment(at, IN_UTC if found[2] else zone)


@lru_cache(maxsize=1024)
def duration(text: str) -> timedelta:
    """A length such as PT1H30M. ValueError where it is none."""
    try:
        found = vDuration.from_ical(text.strip().upper())  # type: ignore[no-untyped-call]
    except OverflowError as error:
        raise ValueError(text) from error
    assert isinstance(found, timedelta)
    return found


def text_of(prop: Property | None) -> tuple[str, bool]:
    """A text without its escapes, and whether it was no UTF-8."""
    if prop is None:
        return "", False
    said, guessed = decoded(prop.value)
    if "\\" in said:
        said = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], said)
    return said.strip(), guessed


def whole_days(end: Moment) -> datetime:
    """The midnight at which something that fills days ends, where its end says a time as well."""
    midnight = datetime.combine(end.at, _MIDNIGHT)
    return midnight if midnight == end.at else midnight + DAY


def gap(start: Moment, end: Moment) -> timedelta:
    """How much later `end` is: on the clock where both show the same one, else really."""
    if start.zone.tz is end.zone.tz or start.zone.tz is None or end.zone.tz is None:
        return end.at - start.at
    try:
        return end.aware.astimezone(UTC) - start.aware.astimezone(UTC)
    except OverflowError:
        return end.at - start.at


def after(start: Moment, length: str) -> Moment:
    """So much later: days on the clock, hours as they pass (RFC 5545, 3.3.6)."""
    try:
        wanted = duration(length)
    except ValueError as error:
        raise RuleError(f"Its DURATION {quoted(length)} is no length.") from error
    days = timedelta(days=wanted.days)
    at = plus(start.at, days)
    rest = wanted - days
    if start.zone.tz is None or not rest:
        return start._replace(at=plus(at, rest))
    try:
        begin = at.replace(tzinfo=start.zone.tz).astimezone(UTC)
        end = (begin + rest).astimezone(start.zone.tz).replace(tzinfo=None)
    except OverflowError as error:
        raise RuleError("Its end is out of reach.") from error
    return start._replace(at=end.replace(second=0))


def plus(at: datetime, length: timedelta) -> datetime:
    """So much later. RuleError beyond the calendar."""
    try:
        return at + length
    except OverflowError as error:
        raise RuleError("Its end is out of reach.") from error
