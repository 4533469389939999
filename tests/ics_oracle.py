"""Calendar files read twice: by us, and by two libraries that know nothing of us. Each says when
the events of a span begin here."""

import warnings
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from infraday.domain import recurrence
from infraday.domain.event import Calendar, Event, Recurring
from infraday.domain.recurrence import ToLocal
from infraday.exchange import ics_read

TODAY = date(2026, 11, 22)


class Start(NamedTuple):
    """When an event begins here, and how it is called. All day: without a time."""

    day: date
    at: time | None
    title: str


class PlainSeries(NamedTuple):
    """What an event says of its series, as the columns of the plan have it."""

    first_day: date
    start: time | None
    minutes: int
    rrule: str
    rdate: str
    exdate: str
    tz: str | None


def local(zone: str) -> ToLocal:
    """A user who lives there."""
    here = ZoneInfo(zone)
    return lambda at: at.astimezone(here).replace(tzinfo=None)


def calendar(*lines: str) -> bytes:
    """A calendar of these lines."""
    around = ("BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", "")
    return "\r\n".join(around).encode()


def event(*lines: str) -> str:
    """A VEVENT of these lines, with a title where they give none."""
    title = [] if any(line.startswith("SUMMARY") for line in lines) else ["SUMMARY:Stand-up"]
    return "\r\n".join(["BEGIN:VEVENT", *lines, *title, "END:VEVENT"])


def read(data: bytes, zone: str = "Europe/Berlin", today: date = TODAY) -> list[Calendar]:
    return ics_read.read(data, today, local(zone))


def only(data: bytes, zone: str = "Europe/Berlin") -> Calendar:
    """The one calendar of a file."""
    (found,) = read(data, zone)
    return found


def series_of(rule: Recurring) -> PlainSeries:
    rdate, exdate = (",".join(map(str, dates)) for dates in (rule.rdate, rule.exdate))
    return PlainSeries(rule.first_day, rule.start, rule.minutes, rule.rrule, rdate, exdate, rule.tz)


def ours(events: Iterable[Event], first: date, last: date, to_local: ToLocal) -> list[Start]:
    """The starts from `first` to `last` of what we read: an event that stands for an occurrence
    takes its place."""
    events = list(events)
    taken = {(one.uid, one.recurrence_id) for one in events if one.recurrence_id}
    found = []
    for one in events:
        if one.recurring is None:
            found.append(Start(one.times.day, one.times.start, one.activity))
            continue
        for falls in recurrence.expand(series_of(one.recurring), first, last, to_local):
            if (one.uid, falls.recurrence_id) not in taken:
                found.append(Start(falls.day, falls.start, one.activity))
    return in_order(start for start in found if first <= start.day <= last)


def theirs(data: bytes, first: date, last: date, to_local: ToLocal) -> list[Start]:
    """The starts from `first` to `last` as recurring-ical-events has them."""
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for one in icalendar.Component.from_ical(data, multiple=True):
            day = timedelta(days=1)
            # A day more on either side: it asks by the zone of each event, we by the local one.
            for it in recurring_ical_events.of(one, skip_bad_series=True).between(
                first - day, last + 2 * day
            ):
                start = it["DTSTART"].dt
                if isinstance(start, datetime):
                    at = to_local(start) if start.tzinfo else start
                    day_of, clock = at.date(), at.time()
                else:
                    day_of, clock = start, None
                title = str(it.get("SUMMARY", "")).strip() or "(no title)"
                found.append(Start(day_of, clock, title))
    return in_order(start for start in found if first <= start.day <= last)


def in_order(starts: Iterable[Start]) -> list[Start]:
    return sorted(starts, key=lambda it: (it.day, it.at or time(), it.at is None, it.title))
