"""An event that recurs, in as many series as it takes to say it exactly: one for each time of a
day, and one from each change on that also holds for all that follow."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time
from typing import NamedTuple, TypeAlias

from infraday.domain import RuleError, recurrence_cut
from infraday.domain.recurrence_period import filled, may_fall
from infraday.domain.recurrence_rule import parse
from infraday.exchange.ics_event import Entry, Reader
from infraday.exchange.ics_rules import Plain, Trial, length_in_minutes, ruled
from infraday.exchange.ics_values import DAY, Moment, gap, whole_days

_MIDNIGHT = time()
_Dates: TypeAlias = dict[time | None, set[date]]


class Piece(NamedTuple):
    """A series. `said` is what is said of it, `of` the time of day whose occurrences it holds, as
    the calendar names them (RECURRENCE-ID): after a change of time it still says the first one."""

    uid: str
    said: Entry
    plain: Plain
    of: time | None


class Clock:
    """The clock of a series: that of its first start."""

    def __init__(self, start: Moment, reader: Reader) -> None:
        self._start = start
        self._reader = reader

    def at(self, other: Moment) -> datetime:
        """A moment on this clock. In a series of whole days a midnight is the day that is written
        there, whatever its zone. RuleError and OverflowError beyond the calendar."""
        zone = self._start.zone
        if other.all_day or other.zone.tz is None or other.zone.tz is zone.tz:
            return other.at
        if self._start.all_day:
            return other.at if other.at.time() == _MIDNIGHT else self._reader.local(other)
        if zone.tz is None:
            return self._reader.local(other)
        return other.aware.astimezone(zone.tz).replace(second=0, tzinfo=None)

    def as_its_own(self, other: Moment) -> Moment:
        """The start of the series on the day of that moment: a day is said where a time should
        be, or the other way round."""
        return self._start._replace(
            at=datetime.combine(self.at(other).date(), self._start.at.time())
        )


class Extra(NamedTuple):
    """A date besides the rule at a time of its own: an event alone."""

    at: datetime  # on the clock of the series
    entry: Entry


def pieces_of(master: Entry, clock: Clock, trial: Trial) -> list[Piece]:
    """The series of an event, without its RDATEs and EXDATEs. None where its rule is over before
    it begins. RuleError where no series holds it."""
    start = master.start
    assert master.rule is not None
    own = None if start.all_day else start.at.time()
    minutes = length_in_minutes(gap(start, master.end))
    found = []
    for one in ruled(master.rule, start, clock.at, trial):
        if one.rrule is not None:
            uid = master.uid if one.start == own else f"{master.uid}#{one.start:%H:%M}"
            tz = start.zone.name if not start.all_day else None
            plain = Plain(start.day, one.start, minutes, one.rrule, tz=tz)
            plain = _with_first_day(plain, one.late, trial)
            found.append(Piece(uid, master, plain, one.start))
    return found


def _with_first_day(plain: Plain, late: bool, trial: Trial) -> Plain:
    """An event's own start is an occurrence even where the rule does not name it (RFC 5545,
    3.8.5.3), and none is before it."""
    if late:
        return plain._replace(exdate=plain.first_day.isoformat())
    if not _falls_on_first_day(plain, trial):
        return plain._replace(rdate=plain.first_day.isoformat())
    return plain


def _falls_on_first_day(plain: Plain, trial: Trial) -> bool:
    """Whether the rule names the first day. Asked of each rule, so the plain ones are answered
    without counting."""
    rule = filled(parse(plain.rrule), plain.first_day)
    if not may_fall(rule, plain.first_day, plain.first_day):
        return False
    ordinals = any(which for which, _ in rule.days)
    if not (ordinals or rule.positions or rule.weeks or rule.year_days):
        return True
    parts = (part for part in plain.rrule.split(";") if not part.startswith("COUNT="))
    endless = plain._replace(rrule=";".join(parts))
    return trial.upcoming(endless, plain.first_day, 1) == [plain.first_day]


def with_dates(pieces: list[Piece], master: Entry, clock: Clock) -> tuple[list[Piece], list[Extra]]:
    """The pieces with the dates that the event names one by one; those at other times, or with an
    end of their own, are alone."""
    times = [piece.of for piece in pieces]
    more, extra = _added(times, master, clock)
    fewer = _left_out(times, master, clock, extra)
    dated = [
        piece._replace(
            plain=piece.plain._replace(
                rdate=_joined(piece.plain.rdate, more.get(piece.of, ())),
                exdate=_joined(piece.plain.exdate, fewer.get(piece.of, ())),
            )
        )
        for piece in pieces
    ]
    return dated, list(extra.values())


def _added(
    times: list[time | None], master: Entry, clock: Clock
) -> tuple[_Dates, dict[datetime, Extra]]:
    """The RDATEs by the time of day whose series they join, and those that join none."""
    more: _Dates = {}
    extra: dict[datetime, Extra] = {}
    for begin, end in master.rdates:
        with suppress(RuleError, OverflowError):
            own = begin
            if end is None and begin.all_day != master.start.all_day:
                own = clock.as_its_own(begin)
            at = clock.at(own)
            of = None if times == [None] else at.time()
            if end is None and of in times:
                more.setdefault(of, set()).add(at.date())
            else:
                extra[at] = Extra(at, _alone(master, own, end))
    return more, extra


def _left_out(
    times: list[time | None], master: Entry, clock: Clock, extra: dict[datetime, Extra]
) -> _Dates:
    """The EXDATEs by the time of day whose series they concern: of all where one is a day, or a
    midnight, as some write it. What they take from `extra` goes at once."""
    fewer: _Dates = {}
    for gone in master.exdates:
        with suppress(RuleError, OverflowError):  # beyond the calendar there is nothing to leave
            at = clock.at(gone)
            extra.pop(at, None)
            whole = gone.all_day or at.time() == _MIDNIGHT or times == [None]
            for of in times if whole else [at.time()]:
                fewer.setdefault(of, set()).add(at.date())
    return fewer


def _alone(master: Entry, begin: Moment, end: Moment | None) -> Entry:
    if end is None:
        end = begin._replace(at=begin.at + gap(master.start, master.end))
    elif begin.all_day:
        end = Moment(max(whole_days(end), begin.at + DAY), all_day=True)
    return master._replace(start=begin, end=end, uid=f"{master.uid}#{begin.at:%Y%m%dT%H%M}")


def _joined(known: str, more: Iterable[date]) -> str:
    return ",".join(sorted({*filter(None, known.split(",")), *map(date.isoformat, more)}))


def dates_of(listed: str) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, filter(None, listed.split(","))))


def holding(pieces: list[Piece], at: datetime) -> int:
    """The place of the piece whose occurrence that moment names; of those for its time the last
    that has begun. Without one for its time, among all."""
    of_time = [place for place, piece in enumerate(pieces) if piece.of in (None, at.time())]
    places = of_time or list(range(len(pieces)))
    begun = [place for place in places if pieces[place].plain.first_day <= at.date()]
    return max(begun or places[:1], key=lambda place: pieces[place].plain.first_day)


def cut(piece: Piece, change: Entry, named: datetime, at: datetime, trial: Trial) -> list[Piece]:
    """What stays of a series before the occurrence `named` so, and what follows as `change` says,
    where that begins on the same days (`at` is its start on the clock of the series)."""
    parts = trial.split(piece.plain, named.date())
    before = [] if parts.before is None else [piece._replace(plain=_part(piece, parts.before))]
    if change.cancelled and before:
        return before
    start = None if change.start.all_day else at.time()
    minutes = length_in_minutes(gap(change.start, change.end))
    following = _part(piece, parts.after)._replace(start=start, minutes=minutes)
    if start is None:
        following = following._replace(tz=None)
    uid = f"{change.uid}#{named:%Y%m%dT%H%M}" if before else piece.uid
    return [*before, Piece(uid, change, following, piece.of)]


def _part(piece: Piece, part: recurrence_cut.Part) -> Plain:
    return piece.plain._replace(
        first_day=part.first_day, rrule=part.rrule, rdate=part.rdate, exdate=part.exdate
    )
