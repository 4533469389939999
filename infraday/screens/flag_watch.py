"""Has the red flags checked anew after the plan has changed, in a thread, and not too often."""

import sqlite3
from collections.abc import Callable
from os.path import isfile
from sqlite3 import Connection
from sqlite3 import Error as SqliteError
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from infraday import checklist
from infraday.store import file, flag_checks
from infraday.store.errors import LockedError, StoreError

if TYPE_CHECKING:
    from infraday.screens.desk import Desk

SELDOM = 5.0  # seconds between two checks
# What a check writes is nobody's doing and not in the journal: two planners that judge by other
# checklists would else go on correcting each other.
_DONE = """
    SELECT (SELECT max(id) FROM journal_entry),
        (SELECT id || ' ' || undone FROM journal_entry WHERE undone > 0
            ORDER BY undone DESC LIMIT 1)
"""


class FlagWatch:
    """`tick` is called with the clock's tick; what it costs then is a look at a number."""

    def __init__(self, desk: "Desk", now: Callable[[], float] = monotonic) -> None:
        self._desk = desk
        self._now = now
        self._db: Connection | None = None
        self._version = -1
        self._done: object = None
        self._seen: object = None
        self._checked = now()  # the planner checks when it starts
        self._is_due = False  # the last check met a lock
        self.busy: Thread | None = None

    def tick(self) -> None:
        """Begin a check where something was done since the last one."""
        if self._now() - self._checked < SELDOM or (self.busy and self.busy.is_alive()):
            return
        if not self._look():
            return
        wanted = (self._done, self._desk.today)
        if wanted == self._seen and not self._is_due:
            return
        self._seen = wanted
        self._checked = self._now()
        self.busy = Thread(target=self.check, name="flags", daemon=True)
        self.busy.start()

    def check(self) -> None:
        """See what the data says now; it may take longer than a frame. Where the plan may not be
        written, what was found last stands; while it is held, a later tick tries again. A plan
        that was deleted is not made anew."""
        self._is_due = False
        if not isfile(self._desk.path):
            return
        try:
            db = file.connect(self._desk.path, file.KEY_TIMEOUT)
            try:
                known = checklist.load(self._desk.config)
                flag_checks.refresh(db, known, self._desk.config, self._desk.clock())
            finally:
                db.close()
        except (StoreError, SqliteError) as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            held = code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            self._is_due = held or isinstance(error, LockedError)

    def _look(self) -> bool:
        """See what was done last; whether the plan could be looked at."""
        try:
            if self._db is None:
                if not isfile(self._desk.path):
                    return False
                self._db = file.connect(self._desk.path, timeout=0)
            version: int = self._db.execute("PRAGMA data_version").fetchone()[0]
            if version != self._version:
                self._done = self._db.execute(_DONE).fetchone()
                self._version = version
        except (SqliteError, StoreError):
            self._let_go()
            return False
        return True

    def close(self) -> None:
        """The next tick begins anew: it may be another file then."""
        self._seen = None
        self._let_go()

    def _let_go(self) -> None:
        self._version = -1
        if self._db is not None:
            self._db.close()
            self._db = None
