"""Events as a calendar says them, and calendars taken into a plan."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from sqlite3 import Connection

from sqlmodel import select

from infraday import clock
from infraday.domain.event import Calendar, Event, Problem, Recurring
from infraday.domain.schedule import Times
from infraday.models import Block, Series
from infraday.store import blocks, calendars
from infraday.store.calendars import Report
from infraday.store.engine import Store
from infraday.store.journal import Outcome
from tests import factories
from tests.factories import TODAY

BERLIN = "Europe/Berlin"
NOW = factories.NOW.replace(tzinfo=None)


def event(
    uid: str = "a@x",
    begin: str = "10:00",
    minutes: int = 60,
    day: date = TODAY,
    activity: str = "Steering committee",
    **more: object,
) -> Event:
    base = Event(uid, 1, factories.times(begin, minutes, day), activity)
    return base._replace(**more)  # type: ignore[arg-type]


def series(
    uid: str = "s@x",
    rrule: str = "FREQ=WEEKLY;BYDAY=TU",
    begin: str = "09:00",
    day: date = TODAY,
    *,
    tz: str | None = None,
    exdate: Sequence[date] = (),
    rdate: Sequence[date] = (),
    activity: str = "Stand-up",
    cancelled: bool = False,
) -> Event:
    start = time.fromisoformat(begin)
    recurring = Recurring(rrule, tuple(rdate), tuple(exdate), tz, day, start, 30)
    return Event(
        uid, 1, factories.times(begin, 30, day), activity, cancelled=cancelled, recurring=recurring
    )


def instead(
    uid: str = "s@x",
    of: date = TODAY,
    begin: str = "11:00",
    activity: str = "Stand-up",
    **more: object,
) -> Event:
    """What stands for one occurrence of a series."""
    return event(uid, begin, 30, of, activity, recurrence_id=of, **more)


def all_day(uid: str = "d@x", day: date = TODAY, activity: str = "Freeze") -> Event:
    return Event(uid, 1, Times(day, None, day, None), activity)


def take(
    store: Store,
    *events: Event,
    name: str = "Work",
    problems: Sequence[Problem] = (),
    force: bool = False,
    at: datetime = NOW,
) -> Report:
    """Import a calendar of these events."""
    return take_all(store, [calendar(*events, name=name, problems=problems)], force=force, at=at)[0]


def calendar(
    *events: Event, name: str = "Work", problems: Sequence[Problem] = ()
) -> calendars.Source:
    found = Calendar(name, events, tuple(problems))
    return calendars.Source("work.ics", name, found)


def take_all(
    store: Store, sources: Sequence[calendars.Source], *, force: bool = False, at: datetime = NOW
) -> tuple[Report, Outcome]:
    reports: list[Report] = []

    def work(db: Connection) -> Outcome:
        outcome, report = calendars.take_in(db, sources, at, clock.to_local, force=force)
        reports.append(report)
        return outcome

    outcome = store.change_plainly(work)
    return reports[0], outcome


def counts(report: Report) -> tuple[int, int, int, int, int]:
    """New, changed, as before, left out, cancelled."""
    return (
        report.created, report.updated, report.unchanged, report.skipped, report.cancelled,
    )  # fmt: skip


def rows(store: Store) -> list[Series]:
    return store.read(lambda session: list(session.exec(select(Series).order_by("id"))))


def starts(store: Store, day: date = TODAY) -> list[str]:
    """The blocks of a day: when they begin, what they are, and whether they were cancelled."""
    found = store.read(blocks.on_day, day)
    return [said(block) for block in found]


def said(block: Block) -> str:
    start = f"{block.start:%H:%M}" if block.start else "all day"
    status = "" if block.status == "planned" else f" {block.status}"
    return f"{start} {block.activity}{status}"


def week(day: date = TODAY, weeks: int = 1) -> date:
    return day + timedelta(weeks=weeks)
