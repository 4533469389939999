"""Reads calendar files (RFC 5545) into the neutral form from which the plan takes them."""

from collections.abc import Callable
from datetime import date, datetime

from infraday.domain import RuleError
from infraday.domain.event import Calendar, Event, Problem
from infraday.domain.when import say_date
from infraday.exchange import ics_lines
from infraday.exchange.ics_event import Entry, EventError, Reader
from infraday.exchange.ics_lines import LIMIT as LIMIT
from infraday.exchange.ics_lines import Properties, RawEnd, RawEvent
from infraday.exchange.ics_rules import Trial
from infraday.exchange.ics_series import AHEAD, BACK, Resolver
from infraday.exchange.ics_values import Zone, text_of
from infraday.exchange.ics_zones import Zones


class StoppedError(RuleError):
    """Somebody asked to stop reading. Nothing is given back."""


def read(
    data: bytes,
    today: date,
    to_local: Callable[[datetime], datetime],
    *,
    progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> list[Calendar]:
    """The calendars of a file, what could not be read among their problems. `to_local` gives the
    naive local wall-clock time of an aware instant. `progress` hears of bytes: done, of all.
    RuleError: it is larger than LIMIT, or no calendar. StoppedError: `is_cancelled` said yes."""
    data = ics_lines.prepared(data)

    def poll() -> None:
        if is_cancelled is not None and is_cancelled():
            raise StoppedError("The import was stopped. Nothing was changed.")

    def step(done: int) -> None:
        poll()
        if progress is not None:
            progress(done, len(data))

    zones = Zones(ics_lines.zones(data))
    reader = Reader(zones, to_local)
    calendars: list[Calendar] = []
    gathered, trial = _Gathered(reader), Trial()
    for component in ics_lines.components(data, step):
        if isinstance(component, RawEvent):
            gathered.take(component)
        else:
            calendars.append(gathered.calendar(component, today, zones, trial, poll))
            gathered = _Gathered(reader)
    step(len(data))
    return calendars


class _Gathered:
    """The events of one calendar, until its end is read."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._entries: dict[str, list[Entry]] = {}
        self._problems: list[Problem] = []
        self._guessed = False

    def take(self, raw: RawEvent) -> None:
        try:
            entry = self._reader.entry(raw)
        except EventError as error:
            self._problems.append(Problem(raw.line, error.uid, str(error)))
            return
        self._entries.setdefault(entry.uid, []).append(entry)
        self._guessed = self._guessed or entry.guessed
        for remark in entry.remarks:
            self._problems.append(Problem(entry.line, entry.uid, remark))

    def calendar(
        self, end: RawEnd, today: date, zones: Zones, trial: Trial, poll: Callable[[], None]
    ) -> Calendar:
        name, guessed = _said(end.properties, b"X-WR-CALNAME")
        resolver = Resolver(self._reader, today, _zone_of_utc(end.properties, zones), trial)
        events: list[Event] = []
        for number, entries in enumerate(self._entries.values()):
            if not number & 0xFF:
                poll()
            events += resolver.events(entries)
        if _said(end.properties, b"METHOD")[0].upper() == "CANCEL":
            events = [event._replace(cancelled=True) for event in events]
        problems = self._problems + resolver.problems
        if not end.whole:
            reason = "The calendar is cut off, its end is missing: what is whole was read."
            problems.append(Problem(end.line, None, reason, of_event=False))
        problems.sort(key=lambda problem: problem.line)
        remarks = _remarks(end, resolver, today, self._guessed or guessed)
        return Calendar(name or None, tuple(events), tuple(problems), tuple(remarks))


def _said(properties: Properties, name: bytes) -> tuple[str, bool]:
    found = properties.get(name)
    return text_of(found[0] if found else None)


def _zone_of_utc(properties: Properties, zones: Zones) -> Zone | None:
    """The clock that a calendar keeps whose recurring events are written in UTC."""
    name = _said(properties, b"X-WR-TIMEZONE")[0]
    zone = zones.find(name) if name else None
    return zone if zone is not None and zone.name is not None else None


def _remarks(end: RawEnd, resolver: Resolver, today: date, guessed: bool) -> list[str]:
    remarks = []
    if not end.named:
        remarks.append("The events stand in no calendar (VCALENDAR): they were read all the same.")
    if guessed:
        remarks.append("Some texts were no UTF-8: they were read as Windows-1252.")
    if resolver.older:
        remarks.append(
            f"Events left out because the same UID comes again: {resolver.older}. "
            "The highest SEQUENCE counts, and of several the last."
        )
    if resolver.windowed:
        span = f"{say_date(today - BACK)} to {say_date(today + AHEAD)}"
        remarks.append(
            f"Events that come back in a way no series holds: {resolver.windowed}. "
            f"They were read day by day, from {span}."
        )
    return remarks
