"""Undo, redo and the log: the journal read back.

An entry is undone by putting its images back in reverse order, and refused when a row is no longer
what the entry left, or when later changes need what it added.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import NamedTuple

from infraday.domain import RuleError
from infraday.store import images, journal, references
from infraday.store.errors import NotFoundError
from infraday.store.images import Progress


class Entry(NamedTuple):
    """One thing a user did. `undone` says whether it is taken back now."""

    id: int
    at: datetime
    actor: str
    label: str
    undone: bool


def log(db: Connection, most: int = 50, since: int = 0) -> list[Entry]:
    """The newest entries, newest first."""
    rows = db.execute(
        "SELECT id, at, actor, label, undone FROM journal_entry WHERE id > ? "
        "ORDER BY id DESC LIMIT ?",
        (since, most),
    ).fetchall()
    return [_entry(row) for row in rows]


def entry(db: Connection, entry_id: int) -> Entry:
    return _entry(_row(db, entry_id))


def _row(db: Connection, entry_id: int) -> tuple[int, str, str, str, int]:
    row: tuple[int, str, str, str, int] | None = db.execute(
        "SELECT id, at, actor, label, undone FROM journal_entry WHERE id = ?", (entry_id,)
    ).fetchone()
    if row is None:
        raise NotFoundError(f"The log has no entry {entry_id}. `infraday log` lists them.")
    return row


def _entry(row: tuple[int, str, str, str, int]) -> Entry:
    entry_id, at, actor, label, undone = row
    return Entry(
        entry_id, datetime.fromisoformat(at).replace(tzinfo=UTC), actor, label, undone != 0
    )


def undo(
    db: Connection,
    entry_id: int | None = None,
    actor: str | None = None,
    *,
    progress: Progress | None = None,
) -> Entry:
    """Take back one entry: the one named, else the newest (of `actor`, where given).
    Raises RuleError where what it touched was changed since."""
    row = _row(db, _newest(db, actor) if entry_id is None else entry_id)
    found, undone = _entry(row), row[4]
    if undone:
        how = "`infraday redo` brings it back." if undone > 0 else "Newer changes ended redo."
        raise RuleError(f"Entry {found.id} is undone already. {how}")
    images.announce(db, found.id, progress)
    references.refuse_needed(db, found.id)
    with _replaying(db):
        images.put_back(db, found.id, images.UNDO, progress)
    references.refuse_missing(db, found.id, "undone")
    db.execute(
        "UPDATE journal_entry SET undone = 1 + coalesce("
        "(SELECT max(undone) FROM journal_entry WHERE undone > 0), 0) WHERE id = ?",
        (found.id,),
    )
    return found._replace(undone=True)


def redo(db: Connection, entry_id: int | None = None, *, progress: Progress | None = None) -> Entry:
    """Bring back what was undone last, or the entry named. Any new change since ends this."""
    row = db.execute(
        "SELECT id FROM journal_entry WHERE undone > 0 AND (? IS NULL OR id = ?) "
        "ORDER BY undone DESC LIMIT 1",
        (entry_id, entry_id),
    ).fetchone()
    if row is None and entry_id is not None:
        raise RuleError(f"Entry {entry_id} cannot be redone: something new was done since.")
    if row is None:
        raise RuleError("There is nothing to redo.")
    entry_id = int(row[0])
    images.announce(db, entry_id, progress)
    with _replaying(db):
        images.put_back(db, entry_id, images.REDO, progress)
    references.refuse_missing(db, entry_id, "redone")
    db.execute("UPDATE journal_entry SET undone = 0 WHERE id = ?", (entry_id,))
    return entry(db, entry_id)


def touched(db: Connection, entry_id: int) -> list[tuple[str, int]]:
    """The tables and ids that an entry changed, each once, in the order of the changes."""
    rows = db.execute(
        "SELECT tbl, pk FROM journal_change WHERE entry_id = ? GROUP BY tbl, pk ORDER BY min(id)",
        (entry_id,),
    ).fetchall()
    return [(table, pk) for table, pk in rows]


def _newest(db: Connection, actor: str | None) -> int:
    of, values = ("AND actor = ?", (actor,)) if actor else ("", ())
    row = db.execute(
        f"SELECT id FROM journal_entry WHERE undone = 0 {of} ORDER BY id DESC LIMIT 1", values
    ).fetchone()
    if row is None:
        raise RuleError("There is nothing to undo.")
    newest: int = row[0]
    return newest


@contextmanager
def _replaying(db: Connection) -> Iterator[None]:
    """The triggers keep no image of what undo and redo write; links are checked at the end."""
    db.execute("PRAGMA defer_foreign_keys = ON")
    db.execute("INSERT INTO journal_current (entry_id) VALUES (?)", (journal.REPLAY,))
    yield
    db.execute("DELETE FROM journal_current")
