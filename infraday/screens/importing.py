"""A calendar on its way into the plan, in a thread of its own: it says how far it is, and can be
stopped until all of it is written."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from sqlite3 import Connection
from sqlite3 import Error as SqliteError
from threading import Event
from typing import TYPE_CHECKING

from infraday import clock, store
from infraday.domain import RuleError
from infraday.screens.aside import beside
from infraday.store import file, journal
from infraday.store.journal import PLANNER, Outcome

if TYPE_CHECKING:
    from infraday.store.calendars import Report, Source

STOPPED = "Stopped. Nothing was changed."


class Importing:
    """One import into the plan at `path`. `run` is called in the thread, the rest from outside."""

    def __init__(
        self, path: str, now: Callable[[], datetime], calendar: str, *, force: bool
    ) -> None:
        self.calendar = os.path.expanduser(calendar.strip())
        self.done = 0.0  # how much of the file is read: 0 to 1
        self._path = path
        self._now = now
        self._force = force
        self._stopped = Event()

    @property
    def is_stopped(self) -> bool:
        return self._stopped.is_set()

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> "Report":
        """Read it and write it. Raises RuleError and StoreError; nothing is written then."""
        with beside():
            return self._run()

    def _run(self) -> "Report":
        at = self._now()
        found = self._read(at.replace(tzinfo=None))
        reports: list[Report] = []

        def work(db: Connection) -> Outcome:
            local = at.replace(tzinfo=None)
            outcome, report = store.calendars.take_in(
                db, found, local, clock.to_local, force=self._force
            )
            self._refuse_when_stopped()
            reports.append(report)
            return outcome

        with plan_at(self._path) as db:
            journal.transact(db, at, PLANNER, work)
        return reports[0]

    def _read(self, at: datetime) -> "list[Source]":
        from infraday.exchange import files, ics_lines, ics_read  # noqa: PLC0415 - icalendar

        data = files.content(self.calendar, ics_lines.LIMIT, plain=True)
        self._refuse_when_stopped()
        found = ics_read.read(
            data,
            at.date(),
            clock.to_local,
            progress=self._hear,
            is_cancelled=self._stopped.is_set,
        )
        return store.calendars.sources(self.calendar, found)

    def _hear(self, done: int, of: int) -> None:
        self.done = done / of if of else 1.0

    def _refuse_when_stopped(self) -> None:
        if self.is_stopped:
            raise RuleError(STOPPED)


@contextmanager
def plan_at(path: str) -> Iterator[Connection]:
    """The plan, for a thread of its own. Raises StoreError where it cannot be had."""
    db = file.connect(path, file.KEY_TIMEOUT)
    try:
        yield db
    except SqliteError as error:
        raise file.explain(error, path) from error
    finally:
        db.close()
