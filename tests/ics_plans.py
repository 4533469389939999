"""Plans that go out as a calendar and come in again, for the tests of both ways."""

import sqlite3
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from infraday import clock
from infraday.exchange import ics_read, ics_write
from infraday.exchange.ics_write import Written
from infraday.store import calendars, outgoing
from infraday.store.calendars import Report, Source
from infraday.store.engine import Store
from infraday.store.journal import SHELL, Outcome
from infraday.store.outgoing import Wanted
from tests import factories

NOW = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)


_number = count(1)


def new(path: Path) -> Store:
    """A plan whose clock is not quite that of any other: by its first change it is known."""
    at = factories.NOW + timedelta(microseconds=next(_number))
    return Store(str(path), lambda: at, SHELL)


def exported(
    store: Store, wanted: Wanted | None = None, zone: str | None = "Europe/Berlin"
) -> Written:
    db = sqlite3.connect(store.path, isolation_level=None)
    try:
        plan = outgoing.read(db, wanted or Wanted())
    finally:
        db.close()
    return ics_write.write(plan, "infraday", NOW, zone)


def take_in(store: Store, text: str, today: date = factories.TODAY) -> Report:
    """Import a calendar, whose problems are the test's own mistake."""
    [calendar] = ics_read.read(text.encode(), today, clock.to_local)
    assert not calendar.problems
    reports: list[Report] = []

    def take(db: sqlite3.Connection) -> Outcome:
        sources = [Source("plan.ics", "plan", calendar)]
        outcome, report = calendars.take_in(db, sources, factories.NOW, clock.to_local)
        reports.append(report)
        return outcome

    store.change_plainly(take)
    return reports[0]


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def lines_of(text: str, name: str) -> list[str]:
    """The unfolded lines of a property, in their order."""
    return [line for line in unfolded(text) if line.startswith((f"{name}:", f"{name};"))]
