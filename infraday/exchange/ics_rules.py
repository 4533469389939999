"""The rule of an event as a series can hold it: UNTIL as a day, several times a day as so many
series, each of them tried before it is believed."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import product
from time import monotonic
from typing import NamedTuple, TypeVar

from infraday.domain import RuleError, recurrence, recurrence_cut
from infraday.domain.recurrence_rule import LONGEST_TEXT
from infraday.domain.schedule import FIRST_DAY
from infraday.exchange.ics_values import DAY, Moment, moment

MOST_SECONDS = 20.0
"""What all rules of a file may take together."""

MOST_TIMES = 24  # a day

T = TypeVar("T")
OnClock = Callable[[Moment], datetime]
"""A moment on the clock of the series, naive."""


class Plain(NamedTuple):
    """A series as the rules of recurrence ask for it."""

    first_day: date
    start: time | None
    minutes: int
    rrule: str
    rdate: str = ""
    exdate: str = ""
    tz: str | None = None


class Ruled(NamedTuple):
    """A rule at one time of the day. It may not fall on its first day where that day's time lies
    before the event begins (`late`)."""

    start: time | None
    rrule: str | None  # None: the rule ends before it begins, and only the event is left
    late: bool = False


class Trial:
    """Tries rules, and stops where those of one file take too long."""

    def __init__(self) -> None:
        self._spent = 0.0
        self._known: dict[tuple[str, date], str | RuleError] = {}

    def check(self, rule: str, first_day: date) -> str:
        """The rule as we write it. RuleError where it holds none."""
        key = rule, first_day
        found = self._known.get(key)
        if found is None:
            try:
                found = self._timed(lambda: recurrence.check(rule, first_day))
            except RuleError as error:
                found = error
            self._known[key] = found
        if isinstance(found, RuleError):
            raise found
        return found

    def upcoming(self, series: Plain, after: date, most: int) -> list[date]:
        return self._timed(lambda: recurrence.upcoming(series, after, most, monotonic))

    def split(self, series: Plain, day: date) -> recurrence_cut.Cut:
        return self._timed(lambda: recurrence_cut.split(series, day))

    def last_day(self, series: Plain) -> date | None:
        return self._timed(lambda: recurrence.last_day(series))

    def _timed(self, job: Callable[[], T]) -> T:
        if self._spent > MOST_SECONDS:
            raise RuleError("The rules before it took too long: this one was not tried.")
        begin = monotonic()
        try:
            return job()
        finally:
            self._spent += monotonic() - begin


def ruled(rule: str, start: Moment, on_clock: OnClock, trial: Trial) -> list[Ruled]:
    """The rule at each time of the day that it names; the event's own time comes first.
    RuleError where no series can hold it."""
    if len(rule) > LONGEST_TEXT:
        trial.check(rule, start.day)
    parts = _parts(rule)
    times = [None] if start.all_day else _times(parts, start.at.time())
    for key in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        parts.pop(key, None)
    until = _until(parts, start, on_clock)
    if len(times) > 1 and "BYSETPOS" in parts:
        raise RuleError("It picks among several times of a day (BYSETPOS), which no series does.")
    late = [at is not None and at < start.at.time() for at in times]
    found = []
    for place, at in enumerate(times):
        share = dict(parts)
        if len(times) > 1 and parts.get("COUNT", "").isdigit():
            # The COUNT counts all times of all days, from the event's own time on.
            count = int(parts["COUNT"][:9]) + sum(late) - place
            share["COUNT"] = str(-(-count // len(times)))
            if count <= 0:
                continue
        found.append(Ruled(at, _text(share, at, start, until, trial), late[place]))
    return sorted(found, key=lambda one: one.start != (None if start.all_day else start.at.time()))


def _text(
    parts: dict[str, str], at: time | None, start: Moment, until: datetime | None, trial: Trial
) -> str | None:
    """The rule at a time of the day; None where it ends before it begins."""
    if until is not None:
        last = until.date() - (DAY if at is not None and until.time() < at else timedelta())
        if last < start.day:
            return None
        parts["UNTIL"] = f"{last.year:04}{last.month:02}{last.day:02}"
    return trial.check(";".join(f"{key}={value}" for key, value in parts.items()), start.day)


def _parts(rule: str) -> dict[str, str]:
    """The parts by their names; what is none is kept, for `check` to refuse."""
    parts: dict[str, str] = {}
    for part in "".join(rule.split()).upper().strip(";").split(";"):
        key, _, value = part.partition("=")
        parts.setdefault(key, value)
    return parts


def _times(parts: dict[str, str], own: time) -> list[time | None]:
    """When it falls on a day, in order. Seconds do not count in a plan."""
    hours = _numbers(parts.get("BYHOUR"), own.hour, 23)
    minutes = _numbers(parts.get("BYMINUTE"), own.minute, 59)
    _numbers(parts.get("BYSECOND"), 0, 60)
    if len(hours) * len(minutes) > MOST_TIMES:
        raise RuleError(f"It falls more than {MOST_TIMES} times a day.")
    found: list[time | None] = [time(hour, minute) for hour, minute in product(hours, minutes)]
    return found


def _numbers(value: str | None, own: int, most: int) -> list[int]:
    if value is None:
        return [own]
    words = value.split(",")
    if not all(word.isascii() and word.isdigit() and int(word[:9]) <= most for word in words):
        raise RuleError("Its rule names an hour, minute or second that there is not.")
    return sorted(set(map(int, words)))


def _until(parts: dict[str, str], start: Moment, on_clock: OnClock) -> datetime | None:
    """The last moment at which it may begin, on the clock of the series: of a day its end. It is
    read as it is meant where a date stands instead of a time, or the other way round. Beyond the
    calendar there is none; what cannot be read stays, for `check` to refuse."""
    try:
        until = moment(parts.get("UNTIL", ""), start.zone)
    except ValueError:
        return None
    parts.pop("UNTIL")
    if until.all_day or start.all_day:
        return datetime.combine(until.day, time.max)
    try:
        return on_clock(until)
    except (OverflowError, RuleError):
        return None if until.day > FIRST_DAY else until.at


def brought_near(start: Moment, rule: str) -> Moment:
    """A start before 1900, as birthdays without a year have it (1604), moved to the first year
    that a plan holds, where the rule says the same from there on."""
    parts = _parts(rule)
    plain = parts.get("FREQ") == "YEARLY" and parts.get("INTERVAL", "1") == "1"
    if start.day >= FIRST_DAY or not plain or "COUNT" in parts:
        return start
    leap = start.at.month == 2 and start.at.day == 29
    return start._replace(at=start.at.replace(year=FIRST_DAY.year + (4 if leap else 0)))


def length_in_minutes(length: timedelta) -> int:
    return length // timedelta(minutes=1)
