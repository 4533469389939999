r"""The lines and components of a calendar file (RFC 5545, 3.1), each with its place in the file.

Cut by hand, because the library tells no line numbers and takes 0.2 to 1.5 ms for an event: only
what the plan needs is looked at. Everything here is bytes: a fold may part a letter in two.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import NamedTuple, TypeAlias

from infraday.domain import RuleError
from infraday.domain.text import storable

LIMIT = 50_000_000
"""Bytes of the largest file that is read."""

MOST = 100_000
"""Events of the largest file that is read."""

MOST_CALENDARS = 1_000

_BOM = b"\xef\xbb\xbf"
_KEPT = frozenset(
    b"UID SEQUENCE DTSTART DTEND DURATION SUMMARY DESCRIPTION LOCATION URL CONFERENCE "
    b"X-GOOGLE-CONFERENCE X-MICROSOFT-SKYPETEAMSMEETINGURL STATUS RRULE EXRULE RDATE EXDATE "
    b"X-INFRADAY-BLOCK "
    b"RECURRENCE-ID".split()
)
_KEPT_OF_CALENDAR = frozenset((b"METHOD", b"X-WR-CALNAME", b"X-WR-TIMEZONE"))
_ZONE = re.compile(rb"^(BEGIN|END):VTIMEZONE[ \t]*\r?$", re.I | re.M)
_OPENS = re.compile(rb"^(?:\xef\xbb\xbf)?BEGIN:(?:VCALENDAR|VEVENT)[ \t]*\r?$", re.I | re.M)
_DEEP = 8  # an END closes what was begun so much further out
_NAME = re.compile(rb"[A-Za-z0-9-]+")


class Property(NamedTuple):
    params: bytes  # what stands between the name and the colon
    value: bytes


Properties: TypeAlias = dict[bytes, list[Property]]


class RawEvent(NamedTuple):
    """A VEVENT as it stands there. `malformed` is the first line of it that is no line of a
    calendar. `whole` is False where the file, or the calendar, ends inside it."""

    line: int
    properties: Properties
    whole: bool
    malformed: int | None


class RawEnd(NamedTuple):
    """A VCALENDAR ends, or the file before it did (`whole` False)."""

    line: int
    properties: Properties
    whole: bool
    named: bool  # False: events without any VCALENDAR around them


def prepared(data: bytes) -> bytes:
    """The file as bytes with line feeds, without a mark of its byte order. RuleError where it
    is too large, or holds no calendar."""
    if len(data) > LIMIT:
        raise RuleError("The calendar is larger than 50 MB. Export a shorter period.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    data = data.removeprefix(_BOM)
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    if not _OPENS.search(data):
        raise RuleError(
            "There is no calendar in it. Give a file that a calendar program exported as iCalendar."
        )
    begun = data.upper()
    if begun.count(b"BEGIN:VEVENT") > MOST:
        raise RuleError("The calendar has more than 100 000 events. Export a shorter period.")
    if begun.count(b"BEGIN:VCALENDAR") > MOST_CALENDARS:
        raise RuleError("There are more than 1 000 calendars in it. Give them in several files.")
    return data


def zones(data: bytes) -> Iterator[bytes]:
    """Each VTIMEZONE of the file, from BEGIN to END. They may stand behind the events."""
    begin = None
    for found in _ZONE.finditer(data):
        if found[1].upper() == b"BEGIN":
            begin = found.start()
        elif begin is not None:
            yield data[begin : found.end()]
            begin = None


def components(
    data: bytes, step: Callable[[int], None] = lambda _: None
) -> Iterator[RawEvent | RawEnd]:
    """The events of each calendar in order, and after them its end. `step` hears now and then
    how many bytes are done, and may raise."""
    reader = _Reader()
    heads: dict[bytes, tuple[bytes, bytes] | None] = {}  # few, and each comes often
    for number, line in _logical(data, step):
        if len(heads) > 1000:
            heads.clear()
        head, colon, value = line.partition(b":")
        if b'"' in head:
            head, value = _quoted(line)
        try:
            named = heads[head]
        except KeyError:
            named = heads[head] = _named(head)
        if named is None or not colon:
            reader.malformed(number)
        elif named[0] == b"BEGIN":
            yield from reader.begin(number, value.strip().upper())
        elif named[0] == b"END":
            yield from reader.end(value.strip().upper())
        else:
            reader.take(*named, value)
    yield from reader.close(whole=False)


def parted(line: bytes) -> tuple[bytes, bytes, bytes] | None:
    """The name in capitals, the parameters and the value of a line; None: it is none."""
    head, colon, value = line.partition(b":")
    if b'"' in head:
        head, value = _quoted(line)
    named = _named(head)
    return (*named, value) if named and colon else None


def _quoted(line: bytes) -> tuple[bytes, bytes]:
    """What stands before and behind the first colon that is not in quotes."""
    begin, colon = 0, line.find(b":")
    while (quote := line.find(b'"', begin)) >= 0 and 0 <= quote < colon:
        begin = line.find(b'"', quote + 1) + 1
        if not begin:
            return b"", b""
        if colon < begin:
            colon = line.find(b":", begin)
    return (line[:colon], line[colon + 1 :]) if colon >= 0 else (b"", b"")


def _named(head: bytes) -> tuple[bytes, bytes] | None:
    name, _, params = head.removeprefix(_BOM).partition(b";")
    name = name.strip().upper()
    return (name, params) if _NAME.fullmatch(name) else None


def decoded(value: bytes) -> tuple[str, bool]:
    r"""The text, and whether it was no UTF-8: then it is read as Windows did in the west, and
    what means nothing there is kept as `\x81`."""
    try:
        return value.decode(), False
    except UnicodeDecodeError:
        return storable(value.decode("cp1252", "surrogateescape"))[0], True


def _logical(data: bytes, step: Callable[[int], None]) -> Iterator[tuple[int, bytes]]:
    """The number and the text of each line, unfolded. Blank ones say nothing, also
    inside a fold, as Mozilla wrote them."""
    parts: list[bytes] = []
    first = place = 0
    for number, line in enumerate(BytesIO(data), 1):
        if not number & 0xFFF:
            step(place)
        place += len(line)
        text = line.rstrip(b"\r\n")
        if text[:1] in (b" ", b"\t") and parts:
            if len(text) > 1:
                parts.append(text[1:])
        elif text:
            if parts:
                yield first, b"".join(parts) if len(parts) > 1 else parts[0]
            parts = [text]
            first = number
    if parts:
        yield first, b"".join(parts)


class _Reader:
    """Follows BEGIN and END. What an event holds besides its own lines (VALARM) is skipped."""

    def __init__(self) -> None:
        self._calendar: int | None = None  # the line of its BEGIN
        self._of_calendar: Properties = {}
        self._bare = False  # an event came before any calendar
        self._event: int | None = None
        self._properties: Properties = {}
        self._malformed: int | None = None
        self._inside: list[bytes] = []  # other components that are open

    def take(self, name: bytes, params: bytes, value: bytes) -> None:
        """A line of the event that is open, else of the calendar."""
        if self._inside:
            return
        if self._event is not None:
            if name in _KEPT:
                self._properties.setdefault(name, []).append(Property(params, value))
        elif name in _KEPT_OF_CALENDAR:
            self._of_calendar.setdefault(name, []).append(Property(params, value))

    def malformed(self, number: int) -> None:
        if self._event is not None and not self._inside and self._malformed is None:
            self._malformed = number

    def close(self, *, whole: bool) -> Iterator[RawEvent | RawEnd]:
        """The calendar that is open ends here."""
        yield from self._leave(whole=False)
        if self._calendar is not None or self._bare:
            named = self._calendar is not None
            yield RawEnd(self._calendar or 1, self._of_calendar, whole or not named, named)
        self._calendar, self._bare, self._of_calendar = None, False, {}
        self._inside.clear()

    def begin(self, number: int, name: bytes) -> Iterator[RawEvent | RawEnd]:
        if name == b"VCALENDAR":
            yield from self.close(whole=False)
            self._calendar = number
        elif name == b"VEVENT":
            yield from self._leave(whole=False)
            self._bare = self._bare or self._calendar is None
            self._event, self._properties, self._malformed = number, {}, None
            self._inside.clear()
        else:
            self._inside.append(name)

    def end(self, name: bytes) -> Iterator[RawEvent | RawEnd]:
        if name == b"VCALENDAR":
            yield from self.close(whole=True)
        elif name == b"VEVENT":
            yield from self._leave(whole=True)
        elif name in self._inside[-_DEEP:]:
            while self._inside.pop() != name:
                pass

    def _leave(self, *, whole: bool) -> Iterator[RawEvent]:
        if self._event is not None:
            yield RawEvent(self._event, self._properties, whole, self._malformed)
            self._event = None
            self._inside.clear()
