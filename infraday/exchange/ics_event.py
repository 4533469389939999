"""One VEVENT as it is meant: when, what, and which part of a series. Of the others it knows
nothing yet."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from infraday.domain import RuleError
from infraday.domain.event import Event, Own
from infraday.domain.schedule import LONGEST, Times, in_calendar
from infraday.domain.wording import quoted
from infraday.exchange import ics_own
from infraday.exchange.ics_lines import RawEvent
from infraday.exchange.ics_texts import Said, derived_uid, first, notes, number
from infraday.exchange.ics_values import (
    DAY,
    Moment,
    Zone,
    after,
    gap,
    moment,
    params_of,
    plus,
    text_of,
    whole_days,
)
from infraday.exchange.ics_zones import Zones

MOST_DATES = 50_000
"""Dates that a series may name one by one."""

ToLocal = Callable[[datetime], datetime]


class Entry(NamedTuple):
    """A VEVENT that could be read. `end` is where it ends, of days the first that it leaves
    free. `remarks` are sentences on what was left out of it."""

    line: int
    uid: str
    sequence: int
    start: Moment
    end: Moment
    activity: str
    notes: str
    cancelled: bool
    rule: str | None = None
    rdates: tuple[tuple[Moment, Moment | None], ...] = ()  # with an end of their own, or None
    exdates: tuple[Moment, ...] = ()
    stands_for: Moment | None = None  # RECURRENCE-ID
    future: bool = False  # and for all that follow
    remarks: tuple[str, ...] = ()
    guessed: bool = False  # some text was no UTF-8
    own: Own | None = None  # what infraday wrote into it

    @property
    def recurs(self) -> bool:
        return self.rule is not None or bool(self.rdates)


class EventError(Exception):
    """An event cannot be read. The message is a whole sentence; `uid` is its own, if it has."""

    def __init__(self, uid: str | None, reason: str) -> None:
        super().__init__(reason)
        self.uid = uid


class Reader:
    """Reads the events of a file: its clocks, and what the local one is."""

    def __init__(self, zones: Zones, to_local: ToLocal) -> None:
        self._zones = zones
        self._to_local = to_local

    def entry(self, raw: RawEvent) -> Entry:
        """The event, or an EventError."""
        own = raw.properties
        uid = text_of(first(own, b"UID"))[0] or None
        try:
            if not raw.whole:
                raise RuleError("It is cut off: the file or its calendar ends inside it.")
            return self._read(raw, uid or derived_uid(own))
        except RuleError as error:
            raise EventError(uid, str(error)) from error

    def _read(self, raw: RawEvent, uid: str) -> Entry:
        own = raw.properties
        remarks: list[str] = []
        if raw.malformed is not None:
            remarks.append(f"Line {raw.malformed} is no line of a calendar and was left out.")
        start = self._moment(own, b"DTSTART", remarks)
        if start is None:
            raise RuleError("It has no start (DTSTART).")
        end = self._end(own, start, remarks)
        activity, guessed = text_of(first(own, b"SUMMARY"))
        description, guessed_too = text_of(first(own, b"DESCRIPTION"))
        ours = text_of(first(own, b"X-INFRADAY-BLOCK"))[0]
        if ours:
            activity, description = ics_own.restored(ours, activity, description)
        said, guessed_here = notes(own, description)
        plain = Entry(
            line=raw.line,
            uid=uid,
            sequence=number(first(own, b"SEQUENCE")),
            start=start,
            end=end,
            activity=activity or "(no title)",
            notes=said,
            cancelled=text_of(first(own, b"STATUS"))[0].upper() == "CANCELLED",
            guessed=guessed or guessed_too or guessed_here,
            own=ics_own.read(ours) if ours else None,
        )
        if not own.keys().isdisjoint((b"RRULE", b"EXRULE", b"RDATE", b"RECURRENCE-ID")):
            plain = self._recurring(plain, own, remarks)
        return plain._replace(remarks=tuple(remarks)) if remarks else plain

    def _recurring(self, plain: Entry, own: Said, remarks: list[str]) -> Entry:
        if b"EXRULE" in own:
            remarks.append("Its rule of exceptions (EXRULE) was left out.")
        if len(own.get(b"RRULE", ())) > 1:
            remarks.append("It has more than one rule: only the first was read.")
        stands_for = self._moment(own, b"RECURRENCE-ID", remarks)
        rule = text_of(first(own, b"RRULE"))[0] if stands_for is None else ""
        given = first(own, b"RECURRENCE-ID")
        return plain._replace(
            rule=rule or None,
            rdates=tuple(self._extra(own, plain, remarks)) if stands_for is None else (),
            exdates=tuple(self._dates(own, b"EXDATE", remarks)),
            stands_for=stands_for,
            future=given is not None and params_of(given.params).future,
        )

    def _moment(self, own: Said, name: bytes, remarks: list[str]) -> Moment | None:
        prop = first(own, name)
        if prop is None:
            return None
        params, value = prop
        if b":" in value:  # in the name of a zone that should stand in quotes
            rest, _, value = value.rpartition(b":")
            params = params.replace(b"TZID=", b'TZID="', 1) + b":" + rest + b'"'
        try:
            return self._read_moment(params, value.decode("ascii", "replace"), remarks)
        except ValueError as error:
            said = quoted(prop.value.decode(errors="replace"))
            raise RuleError(f"Its {name.decode()} {said} is no date and no time.") from error

    def _read_moment(self, params: bytes, value: str, remarks: list[str]) -> Moment:
        meant = params_of(params)
        zone = self._zones.find(meant.zone)
        found = moment(value, zone, meant.value)
        if not found.zone.known and not found.all_day:
            said = f"Its zone {quoted(zone.said)} is unknown: its times were read as local ones."
            if said not in remarks:
                remarks.append(said)
        return found

    def _end(self, own: Said, start: Moment, remarks: list[str]) -> Moment:
        end = self._moment(own, b"DTEND", remarks)
        length = first(own, b"DURATION")
        if end is None and length is not None:
            end = after(start, length.value.decode("ascii", "replace"))
        elif end is None:
            end = start
        if start.all_day:
            end = Moment(whole_days(end), all_day=True)
        elif end.all_day:
            end = end._replace(zone=start.zone, all_day=False)
        if gap(start, end) < timedelta():
            raise RuleError("It ends before it starts.")
        if start.all_day and end.at == start.at:
            end = end._replace(at=plus(start.at, DAY))
        if gap(start, end) > LONGEST:
            remarks.append(f"It lasts longer than {LONGEST.days} days: the rest was left out.")
            end = start._replace(at=plus(start.at, LONGEST))
        return end

    def _dates(self, own: Said, name: bytes, remarks: list[str]) -> Iterator[Moment]:
        for params, value in _values(own, name, remarks):
            try:
                yield self._read_moment(params, value, remarks)
            except ValueError:
                _say_once(remarks, name, value)

    def _extra(
        self, own: Said, plain: Entry, remarks: list[str]
    ) -> Iterator[tuple[Moment, Moment | None]]:
        """The dates besides those of the rule; a PERIOD says its end as well."""
        for params, value in _values(own, b"RDATE", remarks):
            begin, _, end = value.partition("/")
            try:
                start = self._read_moment(params, begin, remarks)
                until = None
                if end:
                    until = (
                        after(start, end)
                        if end.lstrip("+-").upper().startswith("P")
                        else self._read_moment(params, end, remarks)
                    )
                    if gap(start, until) < timedelta():
                        raise ValueError(value)
            except (ValueError, RuleError):
                _say_once(remarks, b"RDATE", value)
            else:
                yield start, until

    def times(self, start: Moment, end: Moment) -> Times:
        """On the local clock. RuleError where that is out of reach."""
        begin, finish = self.local(start), self.local(end)
        if start.all_day:
            return Times(begin.date(), None, in_calendar((finish - DAY).date()), None)
        if finish < begin:  # the night when the clock goes back
            finish = plus(begin, gap(start, end))
        return Times(begin.date(), begin.time(), in_calendar(finish.date()), finish.time())

    def local(self, at: Moment) -> datetime:
        """The local wall clock then. RuleError where that is out of reach."""
        in_calendar(at.day)
        if at.zone.tz is None or at.all_day:
            return at.at
        local = self._to_local(at.aware).replace(second=0, microsecond=0, tzinfo=None)
        in_calendar(local.date())
        return local

    def event(self, entry: Entry, recurrence_id: date | None = None) -> Event:
        """The event alone. RuleError where its times are out of reach."""
        return Event(
            entry.uid,
            entry.line,
            self.times(entry.start, entry.end),
            entry.activity,
            entry.notes,
            entry.cancelled,
            recurrence_id,
            own=entry.own,
        )

    def is_local(self, zone: Zone, year: int) -> bool:
        """Whether a clock shows what the local one does, in each quarter of a year."""
        quarters = (Moment(datetime(year, month, 15, 12), zone) for month in (1, 4, 7, 10))  # noqa: DTZ001 - naive
        return all(self.local(at) == at.at for at in quarters)


def _values(own: Said, name: bytes, remarks: list[str]) -> Iterator[tuple[bytes, str]]:
    count = 0
    for prop in own.get(name, ()):
        for value in prop.value.decode("ascii", "replace").split(",", MOST_DATES + 1):
            count += 1
            if count > MOST_DATES:
                remarks.append(f"It names more than {MOST_DATES} dates: the rest was left out.")
                return
            if value.strip():
                yield prop.params, value.strip()


def _say_once(remarks: list[str], name: bytes, value: str) -> None:
    """Name the first date that is none: of thousands one is enough."""
    begin = f"Its {name.decode()} "
    if not any(remark.startswith(begin) for remark in remarks):
        remarks.append(f"{begin}{quoted(value)} is no date: it was left out.")
