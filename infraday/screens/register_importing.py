"""A risk register on its way into the plan, in a thread of its own: looked at, then written. It
can be stopped until all of it is written."""

import os
from collections.abc import Callable
from datetime import datetime
from sqlite3 import Connection
from threading import Event

from infraday.domain import RuleError
from infraday.domain.register import Register
from infraday.screens.aside import beside
from infraday.screens.importing import STOPPED, plan_at
from infraday.store import journal, register_merge
from infraday.store.journal import PLANNER, Outcome
from infraday.store.register_merge import Report

OFTEN = 100_000
"""Steps of SQLite between two looks at whether it is to stop: some milliseconds."""


class ImportingRegister:
    """One register for the plan at `path`. `look` and `write` are called in the thread, and raise
    RuleError and StoreError: nothing is written then. `options` are those of the shell."""

    def __init__(
        self, path: str, now: Callable[[], datetime], register: str, options: str = ""
    ) -> None:
        self.register = os.path.expanduser(register.strip())
        self._options = options
        self._path = path
        self._now = now
        self._found: Register | None = None
        self._stopped = Event()

    @property
    def is_stopped(self) -> bool:
        return self._stopped.is_set()

    def stop(self) -> None:
        self._stopped.set()

    def look(self) -> Report:
        """What an import would do, and how each column is read."""
        with beside():
            self._found = self._read()
            self._refuse_when_stopped()
            with plan_at(self._path) as db:
                db.execute("BEGIN")  # all of it as it is at one moment
                _, report = register_merge.preview(db, self._found, self._now())
            self._refuse_when_stopped()
        return report

    def write(self) -> Report:
        """Import what was looked at."""
        assert self._found
        found, at, reports = self._found, self._now(), list[Report]()

        def work(db: Connection) -> Outcome:
            outcome, report = register_merge.take_in(db, found, at)
            self._refuse_when_stopped()
            reports.append(report)
            return outcome

        with beside(), plan_at(self._path) as db:
            db.set_progress_handler(self._stopped.is_set, OFTEN)  # which rolls all of it back
            journal.transact(db, at, PLANNER, work)
        return reports[0]

    def _read(self) -> Register:
        from infraday.exchange import (  # noqa: PLC0415 - a planner without imports does without
            files,
            register,
            register_mapping,
            register_nist,
            register_table,
        )

        given = register_mapping.options(self._options)
        data = files.content(self.register, register_table.LIMIT, plain=True)
        self._refuse_when_stopped()
        if self.register.lower().endswith(".json"):
            return register_nist.of_bytes(data, self.register)
        return register.mapped(data, self.register, given).register

    def _refuse_when_stopped(self) -> None:
        if self.is_stopped:
            raise RuleError(STOPPED)
