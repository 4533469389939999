"""Undo and redo of what was very large, such as an import: in a thread of its own, that says how
far it is."""

from collections.abc import Callable
from datetime import datetime
from sqlite3 import Connection
from threading import Event
from typing import TYPE_CHECKING, TypeAlias

from infraday import store
from infraday.domain import RuleError
from infraday.screens.aside import beside
from infraday.store import file, traces
from infraday.store.images import Progress
from infraday.store.journal import PLANNER
from infraday.store.traces import Trace

if TYPE_CHECKING:
    from infraday.store.history import Entry

Step: TypeAlias = "Callable[[Connection, Progress], Entry]"

MOST = 500  # changes of an entry that a key may wait for
HELD = "A large change is being undone or redone. Try again when that is done."


class LargeError(Exception):
    """An entry is too large to be undone or redone while a key waits."""


def heard(_done: int, of: int) -> None:
    """Raises LargeError, before anything was done."""
    if of > MOST:
        raise LargeError


class Replaying:
    """One step in the plan at `path`. `run` is called in the thread, the rest from outside."""

    def __init__(self, path: str, now: Callable[[], datetime], step: Step) -> None:
        self.done = 0.0  # 0 to 1
        self._path = path
        self._now = now
        self._step = step
        self._stopped = Event()

    def stop(self) -> None:
        """Take it all back, unless it is written already."""
        self._stopped.set()

    def run(self) -> "tuple[Entry, Trace]":
        """Raises RuleError and StoreError; nothing is changed then."""
        plan = store.engine.Store(self._path, self._now, PLANNER, file.KEY_TIMEOUT)
        try:
            with beside():
                return plan.replay(traced, self._step, self._hear)
        finally:
            plan.close()

    def _hear(self, done: int, of: int) -> None:
        if self._stopped.is_set():
            raise RuleError("Stopped. Nothing was changed.")
        self.done = done / of if of else 1.0


def traced(db: Connection, step: Step, progress: Progress) -> "tuple[Entry, Trace]":
    """Do it, and say where it was."""
    entry = step(db, progress)
    return entry, traces.of(db, entry.id)
