"""The journal: one entry for each thing a user did. Triggers write what it changed.

A write without an open entry is refused by the triggers; `history.py` reads them back.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import NamedTuple

from infraday.store import occurrence_window

PLANNER = "planner"
SHELL = "shell"
REPLAY = 0  # as the current entry: the triggers let the write pass and keep no image


class Outcome(NamedTuple):
    """What a change did: the label that the log and undo show, and remarks for the user.
    `entry_id` is 0 where nothing was changed."""

    label: str
    remarks: tuple[str, ...] = ()
    entry_id: int = 0


def instant(at: datetime) -> str:
    """An aware instant as the models store it: UTC, without a zone."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def begin(db: Connection, at: datetime, actor: str) -> int:
    """Open an entry inside the running transaction; its id."""
    cursor = db.execute(
        "INSERT INTO journal_entry (at, actor, label, undone) VALUES (?, ?, '', 0)",
        (instant(at), actor),
    )
    entry_id = cursor.lastrowid
    assert entry_id is not None
    db.execute("INSERT INTO journal_current (entry_id) VALUES (?)", (entry_id,))
    return entry_id


def close(db: Connection, entry_id: int, label: str) -> int:
    """Label the entry, and end redo; its id. An entry that changed nothing leaves no trace: 0."""
    db.execute("DELETE FROM journal_current")
    if db.execute("SELECT 1 FROM journal_change WHERE entry_id = ?", (entry_id,)).fetchone():
        db.execute("UPDATE journal_entry SET label = ? WHERE id = ?", (label, entry_id))
        db.execute("UPDATE journal_entry SET undone = -1 WHERE undone > 0")
        return entry_id
    db.execute("DELETE FROM journal_entry WHERE id = ?", (entry_id,))
    return 0


def transact(
    db: Connection, at: datetime, actor: str, work: Callable[[Connection], Outcome]
) -> Outcome:
    """Run `work` as one journalled transaction of a plain connection."""
    db.execute("BEGIN IMMEDIATE")
    try:
        entry_id = begin(db, at, actor)
        outcome = work(db)
        occurrence_window.renew(db, at.date())
        entry_id = close(db, entry_id, outcome.label)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return outcome._replace(entry_id=entry_id)
