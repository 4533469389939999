"""Writes what leaves the plan as a calendar file (RFC 5545): line by line, so that ten years of
blocks take seconds."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, count
from typing import NamedTuple
from zoneinfo import ZoneInfo

from infraday import __version__
from infraday.domain import RuleError, recurrence, refs
from infraday.domain.block import Kind, Source, Status
from infraday.domain.event import Own
from infraday.domain.recurrence_rule import parse
from infraday.domain.recurrence_rule import write as write_rule
from infraday.domain.schedule import DAY, LAST_DAY, MIDNIGHT
from infraday.exchange import ics_own
from infraday.exchange.ics_clocks import Clocks, clock_of, date_of
from infraday.exchange.ics_zones import known_name
from infraday.store.outgoing import Outgoing
from infraday.store.plain_rows import BlockRow
from infraday.store.series_rows import SeriesRow

LONGEST_LINE = 75  # octets, without the end of the line

_HORIZON = timedelta(days=36_525)  # a hundred years, in which every rule falls once
_NOT_HELD = (Status.CANCELLED, Status.SKIPPED)
_ESCAPED = re.compile(r"[\\;,\n]")
_Order = tuple[date, bool, time, str, date]


class Written(NamedTuple):
    """The file, how much is in it, and in whole sentences what is not."""

    text: str
    series: int
    blocks: int
    problems: list[str]


def write(plan: Outgoing, name: str, at: datetime, zone: str | None) -> Written:
    """The calendar of this name as of `at`, an instant. `zone` is IANA's name of the local zone;
    without one what keeps the local clock is written without a zone."""
    writer = _Writer(plan, at, zone)
    events = writer.events()
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//infraday//infraday {__version__}//EN",
        "CALSCALE:GREGORIAN",
        _text("X-WR-CALNAME", ics_own.writable(name)),
        *writer.clocks.described(),
        *events,
        "END:VCALENDAR",
    )
    text = "\r\n".join(
        line if len(line) <= LONGEST_LINE and line.isascii() else folded(line) for line in lines
    )
    return Written(f"{text}\r\n", writer.series, writer.blocks, writer.problems)


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no letter parted."""
    octets = line.encode()
    pieces, begin, most = [], 0, LONGEST_LINE
    while len(octets) - begin > most:
        end = begin + most
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[begin:end].decode())
        begin, most = end, LONGEST_LINE - 1
    return "\r\n ".join((*pieces, octets[begin:].decode()))


class _Writer:
    def __init__(self, plan: Outgoing, at: datetime, zone: str | None) -> None:
        self._plan = plan
        self._stamp = f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        self._used: set[tuple[str, date | None]] = set()
        self.clocks = Clocks(zone)
        self.series = self.blocks = 0
        self.problems: list[str] = []

    def events(self) -> list[str]:
        """The lines of all events: series by their first day, then blocks by theirs."""
        found: list[tuple[_Order, list[str]]] = []
        alone = list(self._plan.blocks)
        for one in self._plan.series:
            rows = self._plan.touched.get(one.id, [])
            uid = self._uid(one.uid, f"S-{one.id}")
            try:
                first = _first_of(one)
                lines = list(self._recurring(one, first, rows, uid))
            except RuleError as error:
                self.problems.append(f"S-{one.id} was left out: {error}")
                alone += (row for row in rows if row.status is not Status.MOVED)
                continue
            self.series += 1
            found.append((_order(first, one.start, uid), lines))
        found.sort()
        single = sorted(self._single(row) for row in alone)
        return [line for _, lines in (*found, *single) for line in lines]

    def _uid(self, said: str | None, ref: str, day: date | None = None) -> str:
        """What a calendar calls it, else our own name for it; two records never share one."""
        own = f"{ref}@{self._plan.plan}.infraday"
        uid = ics_own.writable(said).strip() if said else own
        if not uid or (uid, day) in self._used:
            uids = chain((own,), (f"{own}#{number}" for number in count(2)))
            uid = next(uid for uid in uids if (uid, day) not in self._used)
        self._used.add((uid, day))
        return uid

    def _recurring(
        self, one: SeriesRow, first: date, rows: list[BlockRow], uid: str
    ) -> Iterator[str]:
        """A series, and behind it what was touched of it."""
        zone = _zone_of(one.tz) if one.tz is not None else self.clocks.local
        gone = {row.recurrence_id for row in rows if row.status is Status.MOVED}
        yield from self._head(uid)
        yield from self._span(one, first, zone)
        yield f"RRULE:{_rule(one, zone)}"
        for name, days in (
            ("RDATE", recurrence.dates_in(one.rdate)),
            ("EXDATE", {*recurrence.dates_in(one.exdate), *filter(None, gone)}),
        ):
            if days:
                yield self._dates(name, sorted(days), one.start, zone)
        is_local = one.tz is None and one.start is not None and zone is not None
        yield from self._words(one, Status.PLANNED, local=is_local)
        for row in sorted(rows, key=lambda row: row.recurrence_id or row.day):
            if row.status is not Status.MOVED and row.recurrence_id is not None:
                which = self._dates("RECURRENCE-ID", [row.recurrence_id], one.start, zone)
                self._used.add((uid, row.recurrence_id))
                yield from self._block(row, uid, which)

    def _single(self, row: BlockRow) -> tuple[_Order, list[str]]:
        ref = refs.block_ref(row.id)
        if row.recurrence_id is None:
            # A template calls its blocks alike in every plan: no name to go out under.
            uid = self._uid(None if row.source is Source.TEMPLATE else row.uid, ref)
            return _order(row.day, row.start, uid), list(self._block(row, uid))
        uid = self._uid(row.uid, ref, row.recurrence_id)
        zone = self.clocks.local_at((row.recurrence_id, row.start)) if row.start else None
        which = self._dates("RECURRENCE-ID", [row.recurrence_id], row.start, zone)
        order = _order(row.day, row.start, uid, row.recurrence_id)
        return order, list(self._block(row, uid, which))

    def _block(self, row: BlockRow, uid: str, which: str | None = None) -> Iterator[str]:
        self.blocks += 1
        yield from self._head(uid)
        if which is not None:
            yield which
        if row.start is None or row.end is None:
            yield from _days(row.day, row.end_day + DAY)
        else:
            zone = self.clocks.local_at((row.day, row.start), (row.end_day, row.end))
            yield self.clocks.moment("DTSTART", row.day, row.start, zone)
            if (row.day, row.start) != (row.end_day, row.end):
                yield self.clocks.moment("DTEND", row.end_day, row.end, zone)
        yield from self._words(row, row.status)

    def _head(self, uid: str) -> Iterator[str]:
        yield "BEGIN:VEVENT"
        yield _text("UID", uid)
        yield self._stamp

    def _span(self, one: SeriesRow, first: date, zone: str | None) -> Iterator[str]:
        if one.start is None:
            yield from _days(first, first + timedelta(days=max(1, -(-one.minutes // (24 * 60)))))
            return
        yield self.clocks.moment("DTSTART", first, one.start, zone)
        if one.minutes:
            end = datetime.combine(first, one.start) + timedelta(minutes=one.minutes)
            yield self.clocks.moment("DTEND", end.date(), end.time(), zone)

    def _dates(self, name: str, days: list[date], at: time | None, zone: str | None) -> str:
        if at is None:
            return f"{name};VALUE=DATE:{','.join(map(date_of, days))}"
        return self.clocks.moments(name, days, at, zone)

    def _words(
        self, row: BlockRow | SeriesRow, status: Status, *, local: bool = False
    ) -> Iterator[str]:
        """What it is about, and the end of the event."""
        project = self._plan.keys.get(row.project_id or 0)
        own = Own(row.purpose, row.output, row.kind, project, status, row.fixed, local)
        said = ics_own.written(row.activity, row.notes, own)
        yield _text("SUMMARY", said.summary)
        if said.description:
            yield _text("DESCRIPTION", said.description)
        names = [name for name in (row.kind, project) if name and name != Kind.OTHER]
        if names:
            yield f"CATEGORIES:{','.join(map(_escaped, names))}"
        yield "STATUS:CANCELLED" if status in _NOT_HELD else "STATUS:CONFIRMED"
        yield _text(ics_own.NAME, said.own)
        yield "END:VEVENT"


def _rule(one: SeriesRow, zone: str | None) -> str:
    """The rule with its end in the form of the start, as RFC 5545 (3.3.10) has it."""
    rule = parse(one.rrule)
    if rule.until is None or one.start is None:
        return write_rule(rule)
    until = datetime.combine(rule.until, one.start)
    if zone is not None:
        until = until.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)
    end = clock_of(until.date(), until.time())
    return f"{write_rule(rule._replace(until=None))};UNTIL={end}{'Z' if zone is not None else ''}"


def _zone_of(name: str) -> str:
    try:
        return known_name(ZoneInfo(name).key) or name
    except (KeyError, ValueError, OSError) as error:
        raise RuleError("Nobody knows its zone.") from error


def _first_of(one: SeriesRow) -> date:
    """The first day that its rule names: elsewhere an event begins with an occurrence."""
    last = min(one.first_day + _HORIZON, LAST_DAY)
    first = next(recurrence.ruled_days(one, one.first_day, last), None)
    if first is None:
        raise RuleError("Its rule falls on no day.")
    return first


def _order(day: date, start: time | None, uid: str, which: date = date.min) -> _Order:
    return day, start is not None, start or MIDNIGHT, uid, which


def _text(name: str, value: str) -> str:
    return f"{name}:{_escaped(value)}"


def _escaped(text: str) -> str:
    if _ESCAPED.search(text) is None:
        return text
    text = text.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,")
    return text.replace("\n", r"\n")


def _days(first: date, end: date) -> Iterator[str]:
    yield f"DTSTART;VALUE=DATE:{date_of(first)}"
    yield f"DTEND;VALUE=DATE:{date_of(end)}"
