"""What a calendar last said of an event, as the column `imported` keeps it: the third side when
the plan, the calendar of today and the calendar of the last import are held against each other."""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from infraday.domain import RuleError, recurrence
from infraday.domain.event import Event, Recurring
from infraday.domain.schedule import Times
from infraday.store import texts
from infraday.store.plain_rows import clock_text

ToLocal: TypeAlias = Callable[[datetime], datetime]
_TITLE = 500  # characters, as `text.cut_title` has it
_FAR = timedelta(days=2)  # no zone is farther from another

# Dates and times stand in here as the columns hold them, so that they compare as they are.


class Told(NamedTuple):
    """Of a single event, or of one occurrence: `of` is then its day in the series."""

    activity: str
    notes: str
    cancelled: bool
    day: str
    start: str | None
    end_day: str
    end: str | None
    of: str | None = None

    @property
    def times(self) -> tuple[str, str | None, str, str | None]:
        return self[3:7]


class Series(NamedTuple):
    """Of a series. `ended` holds the rule and the dates that it had in the plan, while it is
    ended there because it has left its calendar."""

    activity: str
    notes: str
    cancelled: bool
    first_day: str
    start: str | None
    minutes: int
    tz: str | None
    rrule: str
    rdate: str
    exdate: str
    ended: tuple[str, str] | None = None

    @property
    def clock(self) -> tuple[str | None, int, str | None]:
        return self.start, self.minutes, self.tz

    @property
    def rule(self) -> tuple[str, str, str]:
        return self.first_day, self.rrule, self.rdate


class Rule(NamedTuple):
    """A series as the rules of recurrence take it."""

    first_day: date
    start: time | None
    minutes: int
    rrule: str
    rdate: str
    exdate: str
    tz: str | None


def of_event(event: Event) -> Told:
    activity, notes = _words(event)
    of = event.recurrence_id and str(event.recurrence_id)
    return Told(activity, notes, event.cancelled, *columns(event.times), of or None)


def of_series(event: Event, recurring: Recurring) -> Series:
    activity, notes = _words(event)
    return Series(
        activity, notes, event.cancelled, str(recurring.first_day), clock(recurring.start),
        recurring.minutes, recurring.tz, recurring.rrule, dates(recurring.rdate),
        dates(recurring.exdate),
    )  # fmt: skip


def write(said: Told | Series) -> str:
    found = said._asdict()
    for name in ("ended", "of"):  # what most have not
        if name in found and not found[name]:
            del found[name]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def read(text: str | None) -> Told | Series | None:
    """None for what no import has written."""
    try:
        found = json.loads(text or "null")
        if not isinstance(found, dict):
            return None
        if "rrule" not in found:
            return Told(**found)
        ended = found.pop("ended", None)
        return Series(**found, ended=ended and (ended[0], ended[1]))
    except (ValueError, TypeError):
        return None


def rule_of(said: Series) -> Rule:
    first_day, start = date.fromisoformat(said.first_day), said.start
    begin = time.fromisoformat(start) if start else None
    return Rule(first_day, begin, said.minutes, said.rrule, said.rdate, said.exdate, said.tz)


def on_day(said: Series, recurrence_id: date, to_local: ToLocal) -> Told | None:
    """What a series says of one of its occurrences; None where it has none on that day."""
    try:
        found = recurrence.expand(
            rule_of(said), recurrence_id - _FAR, recurrence_id + _FAR, to_local
        )
    except RuleError:
        return None
    for falling in found:
        if falling.recurrence_id == recurrence_id:
            return Told(said.activity, said.notes, said.cancelled, *columns(Times(*falling[1:])))
    return None


def columns(times: Times) -> tuple[str, str | None, str, str | None]:
    """Times as the columns of a block hold them."""
    return str(times.day), clock(times.start), str(times.end_day), clock(times.end)


@lru_cache(maxsize=2048)
def clock(at: time | None) -> str | None:
    return None if at is None else clock_text(at)


def dates(days: tuple[date, ...]) -> str:
    return ",".join(map(str, sorted(set(days))))


def _words(event: Event) -> tuple[str, str]:
    """A title that is too long is cut, and whole in the notes."""
    if len(event.activity) <= _TITLE and event.activity.strip():
        return event.activity, event.notes
    activity, notes, _ = texts.titled(event.activity.strip() or "(no title)", event.notes, "block")
    return activity, notes
