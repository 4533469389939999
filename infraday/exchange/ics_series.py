"""The events of one UID together: a series with its exceptions, as the plan holds them."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from infraday.domain import RuleError
from infraday.domain.event import Event, Problem, Recurring
from infraday.domain.schedule import in_calendar
from infraday.exchange.ics_event import Entry, Reader
from infraday.exchange.ics_pieces import (
    Clock,
    Extra,
    Piece,
    cut,
    dates_of,
    holding,
    pieces_of,
    with_dates,
)
from infraday.exchange.ics_rules import Plain, Trial, brought_near
from infraday.exchange.ics_values import Moment, Zone, gap
from infraday.exchange.ics_zones import agreeing

BACK, AHEAD = timedelta(days=35), timedelta(days=400)
"""What no series holds is read for these days around today."""


MOST_CHANGES = 200
"""Times that one event may change for all that follows."""


class Instead(NamedTuple):
    """What stands for one occurrence of the series `uid`."""

    uid: str
    day: date
    entry: Entry


class Resolver:
    """Makes events of entries. What could not be read is in `problems`; `older` counts entries
    that a later version replaced, `windowed` events that were read for some days only."""

    def __init__(self, reader: Reader, today: date, utc: Zone | None, trial: Trial) -> None:
        self._reader = reader
        self._first, self._last = today - BACK, today + AHEAD
        self._today = today
        self._utc = utc  # the clock of recurring events whose times are in UTC
        self._trial = trial
        self.problems: list[Problem] = []
        self.older = 0
        self.windowed = 0

    def events(self, entries: list[Entry]) -> list[Event]:
        """Those of one UID: the series or the event first, then what is an exception to it."""
        first = entries[0]
        if len(entries) == 1 and first.stands_for is None and not first.recurs:
            return list(self._event(first))
        masters = [entry for entry in entries if entry.stands_for is None]
        others = [entry for entry in entries if entry.stands_for is not None]
        if not masters:
            return self._lone(others)
        master = self._newest(masters)
        try:
            if master.recurs:
                return self._series(master, others)
        except (RuleError, OverflowError) as error:
            reason = str(error) if isinstance(error, RuleError) else "Its dates are out of reach."
            self.problems.append(Problem(master.line, master.uid, reason))
            return self._lone(others)
        return [*self._event(master), *self._lone(others)]

    def _series(self, master: Entry, others: list[Entry]) -> list[Event]:
        master = self._on_its_clock(master)
        clock = Clock(master.start, self._reader)
        pieces = pieces_of(master, clock, self._trial) if master.rule else []
        if not pieces:
            return self._one_by_one(master, others, clock)
        pieces, extra = with_dates(pieces, master, clock)
        followed = self._newest_each((one for one in others if one.future), clock)
        changes = self._newest_each((one for one in others if not one.future), clock)
        if len(followed) > MOST_CHANGES:
            raise RuleError(f"It changes more than {MOST_CHANGES} times for all that follows.")
        shifted: list[Instead] = []
        for at, change in followed.items():
            pieces = self._changed(pieces, at, change, clock, shifted)
        alone = self._extra(extra, changes)
        exceptions = {(one.uid, one.day): one for one in shifted}
        for at, change in changes.items():
            uid = pieces[holding(pieces, at)].uid
            exceptions[uid, at.date()] = Instead(uid, at.date(), change)
        found = self._recurring(pieces, exceptions)
        for one in exceptions.values():
            found += self._event(one.entry, one.day, one.uid)
        return found + alone

    def _on_its_clock(self, master: Entry) -> Entry:
        """The event on the clock that its series keeps."""
        start = master.start
        if start.all_day or start.zone.tz is None:
            near = brought_near(start, master.rule or "")
        elif start.zone.name == "UTC" and self._utc is not None and self._utc.tz is not None:
            near = Moment(start.aware.astimezone(self._utc.tz).replace(tzinfo=None), self._utc)
        else:
            near = start
        length = gap(start, master.end)
        end = master.end if near is start else near._replace(at=near.at + length)
        return master._replace(start=near, end=end)

    def _changed(
        self,
        pieces: list[Piece],
        at: datetime,
        change: Entry,
        clock: Clock,
        shifted: list[Instead],
    ) -> list[Piece]:
        """The pieces after a change to the occurrence of that moment and all that follow."""
        place = holding(pieces, at)
        piece = pieces[place]
        begin = clock.at(change.start)
        if begin.date() == at.date() or change.cancelled:
            parts = cut(piece, change, at, begin, self._trial)
            return [*pieces[:place], *parts, *pieces[place + 1 :]]
        # On other days no rule says the same: so many of them are read one by one.
        self.windowed += 1
        for day in self._days(piece.plain, at.date()):
            away = day - at.date()
            start = change.start._replace(at=change.start.at + away)
            end = change.end._replace(at=change.end.at + away)
            shifted.append(Instead(piece.uid, day, change._replace(start=start, end=end)))
        return pieces

    def _days(self, plain: Plain, after: date) -> list[date]:
        """Those of a series in the window, in its own zone."""
        first = max(after, self._first)
        most = max(0, (self._last - first).days) + 1
        found = self._trial.upcoming(plain, first, most)
        return [day for day in found if day <= self._last]

    def _recurring(
        self, pieces: list[Piece], exceptions: dict[tuple[str, date], Instead]
    ) -> list[Event]:
        found: list[Event] = []
        for piece in pieces:
            zone = piece.said.start.zone if piece.plain.start is not None else None
            named = self._named(zone, piece.plain) if zone is not None else None
            if zone is not None and zone.tz is not None and named is None:
                self.windowed += 1
                for day in self._days(piece.plain, piece.plain.first_day):
                    if (piece.uid, day) not in exceptions:
                        start, end = _at(piece, day)
                        entry = piece.said._replace(start=start, end=end)
                        found += self._event(entry, day, piece.uid)
            else:
                found += self._one_series(piece, named)
        return found

    def _named(self, zone: Zone, plain: Plain) -> str | None:
        """IANA's name for the clock of a series; None: it floats, or has no name."""
        if zone.name is not None or zone.tz is None:
            return zone.name
        last = self._trial.last_day(plain)
        return agreeing(zone, plain.first_day, last, self._today)

    def _one_series(self, piece: Piece, tz: str | None) -> Iterator[Event]:
        plain = piece.plain
        start, end = _at(piece, plain.first_day)
        if tz is not None and start.zone.name is None:
            zone = Zone(ZoneInfo(tz), tz)
            start, end = start._replace(zone=zone), end._replace(zone=zone)
        if piece.said.own and piece.said.own.local and tz is not None:
            # What infraday wrote of a series on the clock on the wall, read in the same zone.
            tz = None if self._reader.is_local(start.zone, plain.first_day.year) else tz
        rule = Recurring(
            plain.rrule,
            dates_of(plain.rdate),
            dates_of(plain.exdate),
            tz,
            plain.first_day,
            plain.start,
            plain.minutes,
        )
        for event in self._event(piece.said._replace(start=start, end=end), None, piece.uid):
            yield event._replace(recurring=rule)

    def _extra(self, extra: list[Extra], changes: dict[datetime, Entry]) -> list[Event]:
        """The dates at times of their own, as their changes have it."""
        found: list[Event] = []
        for one in extra:
            change = changes.pop(one.at, one.entry)
            found += self._event(change, one.at.date(), one.entry.uid)
        return found

    def _one_by_one(self, master: Entry, others: list[Entry], clock: Clock) -> list[Event]:
        """An event with dates and without a rule: itself, and an event on each of its dates."""
        _, extra = with_dates([], master, clock)
        changes = self._newest_each(others, clock)
        gone = {clock.at(one) for one in master.exdates}
        own = clock.at(master.start)
        found: list[Event] = []
        if own not in gone:
            found += self._event(changes.pop(own, master), None, master.uid)
        found += self._extra([one for one in extra if one.at != own], changes)
        return found + self._lone(list(changes.values()))

    def _lone(self, entries: list[Entry]) -> list[Event]:
        """Exceptions without their series: events alone, named by the day for which they stand."""
        found: list[Event] = []
        days: set[date] = set()
        for at, entry in self._newest_each(entries, None).items():
            uid = entry.uid if at.date() not in days else f"{entry.uid}#{at:%H:%M}"
            days.add(at.date())
            found += self._event(entry, at.date(), uid)
        return found

    def _newest_each(self, entries: Iterable[Entry], clock: Clock | None) -> dict[datetime, Entry]:
        """The newest exception to each occurrence, in the order of these."""
        each: dict[datetime, list[Entry]] = {}
        for entry in entries:
            assert entry.stands_for is not None
            try:
                at = clock.at(entry.stands_for) if clock else self._own(entry.stands_for)
                in_calendar(at.date())
            except (RuleError, OverflowError):
                reason = "Its RECURRENCE-ID is out of reach."
                self.problems.append(Problem(entry.line, entry.uid, reason))
            else:
                each.setdefault(at, []).append(entry)
        return {at: self._newest(each[at]) for at in sorted(each)}

    def _own(self, moment: Moment) -> datetime:
        """A moment on its own clock; of one in UTC, where no series has it so, on the local one."""
        return self._reader.local(moment) if moment.zone.name == "UTC" else moment.at

    def _newest(self, entries: list[Entry]) -> Entry:
        """The one with the highest SEQUENCE, of several the last in the file. Two that are no
        versions of each other, but say different things, are a mistake that is named."""
        newest = entries[0]
        for entry in entries[1:]:
            older, newest = sorted((newest, entry), key=lambda one: one.sequence)
            self.older += 1
            same = (older.start, older.activity) == (newest.start, newest.activity)
            if older.sequence == newest.sequence and not same:
                reason = f"The event in line {newest.line} has the same UID and replaces it."
                self.problems.append(Problem(older.line, older.uid, reason))
        return newest

    def _event(
        self, entry: Entry, recurrence_id: date | None = None, uid: str | None = None
    ) -> Iterator[Event]:
        """The event, or none and a problem where it is out of reach."""
        try:
            event = self._reader.event(entry, recurrence_id)
        except (RuleError, OverflowError):
            reason = "Its times are out of reach: a plan goes from 1900 to 2999."
            self.problems.append(Problem(entry.line, entry.uid, reason))
        else:
            yield event if uid is None else event._replace(uid=uid)


def _at(piece: Piece, day: date) -> tuple[Moment, Moment]:
    """When the occurrence of a day is, on the clock of the series."""
    said, plain = piece.said, piece.plain
    at = datetime.combine(day, plain.start or datetime.min.time())
    start = Moment(at, said.start.zone, plain.start is None)
    return start, start._replace(at=at + timedelta(minutes=plain.minutes))
