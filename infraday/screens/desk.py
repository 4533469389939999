"""The desk that every screen works at: the plan, the config, the clock."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from sqlite3 import Connection
from sqlite3 import Error as SqliteError
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from infraday import config as settings
from infraday import store
from infraday.config import Config, ConfigError
from infraday.domain.quickadd import Reading
from infraday.screens import modes
from infraday.screens.flag_watch import FlagWatch
from infraday.store import capture, file, spool
from infraday.store.errors import LockedError, StoreError
from infraday.store.journal import PLANNER, Outcome

if TYPE_CHECKING:  # SQLModel is imported when the first change needs it, or after the first frame
    from infraday.store.engine import Store

P = ParamSpec("P")
T = TypeVar("T")


class Desk:
    """Owns the connections of one run of the planner."""

    def __init__(self, path: str, config: Config, clock: Callable[[], datetime]) -> None:
        self.path = path
        self.config = config
        self.clock = clock
        self._store: Store | None = None
        self._watch: Connection | None = None
        self._plain: Connection | None = None
        self._seen = -1
        self._place: tuple[int, int] | None = None
        self.came_from = "day"  # the screen that a flow goes back to
        self.flags = FlagWatch(self)

    @property
    def store(self) -> "Store":
        """The plan. Raises StoreError."""
        self._stay_with_the_file()
        if self._store is None:
            self._store = store.engine.Store(self.path, self.clock, PLANNER, file.KEY_TIMEOUT)
        return self._store

    def _stay_with_the_file(self) -> None:
        """What is open goes on in a file that was deleted or replaced, where nobody finds it."""
        try:
            found = os.stat(self.path)
        except OSError as error:
            if self._place is None:
                return  # not made yet
            gone = f"{self.path} is no longer there. Put it back, then try again."
            raise StoreError(gone) from error
        if self._place is not None and not found.st_size:  # which SQLite takes for a new plan
            raise StoreError(f"{self.path} is empty now. Put the plan back, then try again.")
        if self._place not in (None, (found.st_dev, found.st_ino)):
            self.close()
        self._place = found.st_dev, found.st_ino

    @property
    def today(self) -> date:
        return settings.today(self.config, self.clock())

    def read_plainly(
        self,
        query: Callable[Concatenate[Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Read on the plain connection, such as the log. Raises StoreError."""
        return self.store.read(lambda session: query(store.engine.plain(session), *args, **kwargs))

    def look(
        self,
        query: Callable[Concatenate[Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Read on a plain connection that is kept for it: no library has to be imported first,
        and what a query lends itself there stays. Raises StoreError."""
        self._stay_with_the_file()
        try:
            if self._plain is None:
                self._plain = file.connect(self.path, file.KEY_TIMEOUT)
            return query(self._plain, *args, **kwargs)
        except SqliteError as error:
            raise file.explain(error, self.path) from error

    def capture(self, reading: Reading) -> Outcome:
        """Write a capture. While another program holds the plan it is kept beside it, and taken
        in later: no entry yet. Raises RuleError and StoreError."""
        at, minutes = self.clock(), self.config.block_minutes

        def work(db: Connection) -> Outcome:
            [captured], outcome = capture.add(db, [reading], capture.Defaults(at, minutes))
            return outcome._replace(remarks=captured.remarks)

        try:
            return self.store.change_plainly(work)
        except LockedError as locked:
            try:
                spool.keep(self.path, [reading], at)
            except OSError:
                raise locked from None
            return Outcome("Another program is writing to the plan. Kept until it is done.")

    def is_changed(self) -> bool | None:
        """Whether the file has changed since this was last asked; the first time it may have.
        None while another program holds it: ask again later."""
        try:
            self._stay_with_the_file()
            if self._watch is None:
                self._watch = file.connect(self.path, timeout=0)
            seen: int = self._watch.execute("PRAGMA data_version").fetchone()[0]
        except (SqliteError, StoreError):
            return None
        changed, self._seen = self._seen != seen, seen
        return changed

    def take_in(self) -> Outcome | None:
        """Take in what was captured while the plan was locked; None while there is nothing, or
        it still is."""
        if not spool.waits(self.path):
            return None
        try:
            db = file.connect(self.path, timeout=0)
        except StoreError:
            return None
        minutes = self.config.block_minutes
        try:
            return spool.take_in(db, self.path, self.clock(), PLANNER, minutes)
        except (StoreError, SqliteError, OSError):
            return None
        finally:
            db.close()

    def prepare(self) -> None:
        """What the first change and the days ahead need, in a thread of its own: the libraries,
        the other screens, the occurrences of series moved on to today, and public holidays."""
        store.preload()
        modes.preload()
        self.keep_up()
        self.flags.check()

    def keep_up(self) -> None:
        """Move the occurrences of series and the public holidays on to today, in a thread of its
        own; while another program holds the plan occurrences are computed where they are shown."""
        place = settings.holiday_place(self.config)
        with suppress(StoreError):
            plan = store.engine.Store(self.path, self.clock, PLANNER, holidays_of=place)
            try:
                plan.keep_up()
            finally:
                plan.close()

    def keep_copy(self, words: str) -> None:
        """Keep the last text sent to the clipboard in a file: a terminal may not pass it on."""
        with suppress(OSError, ConfigError):
            folder = settings.state_folder(os.environ)
            os.makedirs(folder, mode=0o700, exist_ok=True)
            with open(os.path.join(folder, "last-copy.txt"), "w", encoding="utf-8") as kept:
                kept.write(words)

    def close(self) -> None:
        self.flags.close()
        for db in (self._watch, self._plain):
            if db is not None:
                db.close()
        if self._store is not None:
            self._store.close()
        self._watch = self._plain = self._store = None
        self._seen = -1
