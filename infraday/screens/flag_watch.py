"""Has the red flags checked anew after the plan has changed, in a thread, and not too often."""

from collections.abc import Callable
from sqlite3 import Connection
from sqlite3 import Error as SqliteError
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from infraday.store import file
from infraday.store.errors import StoreError

if TYPE_CHECKING:
    from infraday.screens.desk import Desk

SELDOM = 5.0  # seconds between two checks


class FlagWatch:
    """`tick` is called with the clock's tick; what it costs then is a look at a number."""

    def __init__(self, desk: "Desk", now: Callable[[], float] = monotonic) -> None:
        self._desk = desk
        self._now = now
        self._db: Connection | None = None
        self._seen: object = None
        self._checked = now()  # the planner checks when it starts
        self.busy: Thread | None = None

    def tick(self) -> None:
        """Begin a check where something changed since the last one."""
        if self._now() - self._checked < SELDOM or (self.busy and self.busy.is_alive()):
            return
        wanted = (self._version(), self._desk.today)
        if wanted[0] is None or wanted == self._seen:
            return
        self._seen = wanted
        self._checked = self._now()
        self.busy = Thread(target=self._desk.check_flags, name="flags", daemon=True)
        self.busy.start()

    def _version(self) -> int | None:
        """Changes with every commit of another connection; None while the plan is held."""
        try:
            if self._db is None:
                self._db = file.connect(self._desk.path, timeout=0)
            found: int = self._db.execute("PRAGMA data_version").fetchone()[0]
        except (SqliteError, StoreError):
            self.close()
            return None
        return found

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None
