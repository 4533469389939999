"""Undo, redo and the log: the journal read back.

An entry is undone by applying its images in reverse order, and refused when a row is no longer
what the entry left, or when later changes need what it added.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import Any, NamedTuple

from infraday.domain import RuleError
from infraday.store import journal, references
from infraday.store.errors import NotFoundError

Image = dict[str, Any]


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


def undo(db: Connection, entry_id: int | None = None, actor: str | None = None) -> Entry:
    """Take back one entry: the one named, else the newest (of `actor`, where given).
    Raises RuleError where what it touched was changed since."""
    row = _row(db, _newest(db, actor) if entry_id is None else entry_id)
    found, undone = _entry(row), row[4]
    if undone:
        how = "`infraday redo` brings it back." if undone > 0 else "Newer changes ended redo."
        raise RuleError(f"Entry {found.id} is undone already. {how}")
    references.refuse_needed(db, found.id)
    with _replaying(db):
        for change in _changes(db, found.id, newest_first=True):
            _put(db, change, _expected(db, change, change.after, "undone"), change.before)
    references.refuse_missing(db, found.id, "undone")
    db.execute(
        "UPDATE journal_entry SET undone = 1 + coalesce("
        "(SELECT max(undone) FROM journal_entry WHERE undone > 0), 0) WHERE id = ?",
        (found.id,),
    )
    return found._replace(undone=True)


def redo(db: Connection, entry_id: int | None = None) -> Entry:
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
    with _replaying(db):
        for change in _changes(db, entry_id, newest_first=False):
            _put(db, change, _expected(db, change, change.before, "redone"), change.after)
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


class _Change(NamedTuple):
    id: int
    entry_id: int
    table: str
    pk: int
    before: Image | None
    after: Image | None


def _changes(db: Connection, entry_id: int, *, newest_first: bool) -> Iterator[_Change]:
    rows = db.execute(
        "SELECT id, tbl, pk, before, after FROM journal_change WHERE entry_id = ? "
        f"ORDER BY id {'DESC' if newest_first else 'ASC'}",
        (entry_id,),
    ).fetchall()
    for change_id, table, pk, before, after in rows:
        yield _Change(
            change_id,
            entry_id,
            table,
            pk,
            before and json.loads(before),
            after and json.loads(after),
        )


def _expected(db: Connection, change: _Change, image: Image | None, verb: str) -> Image | None:
    """The row as it is; refused when it is not what `image` says (its version apart)."""
    row = _current(db, change.table, change.pk)
    if row is None or image is None:
        same = row is image
    else:
        same = row == image | {"version": row["version"]}
    if same:
        return row
    since = references.since(db, change.table, change.pk, change.entry_id)
    raise RuleError(
        f"Entry {change.entry_id} cannot be {verb}: what it touched was changed {since}."
    )


def _current(db: Connection, table: str, pk: int) -> Image | None:
    cursor = db.execute(f'SELECT * FROM "{table}" WHERE id = ?', (pk,))
    row = cursor.fetchone()
    return row and dict(zip((column[0] for column in cursor.description), row, strict=True))


def _put(db: Connection, change: _Change, row: Image | None, image: Image | None) -> None:
    """Make the row what `image` says; its version rises."""
    if image is None:
        assert row is not None
        db.execute(f'DELETE FROM "{change.table}" WHERE id = ?', (change.pk,))
        _remember(db, change, row["version"])
        return
    image = image | {"version": (row or image)["version"] + 1}
    names = ", ".join(f'"{name}"' for name in image)
    marks = ", ".join("?" * len(image))
    if row is None:
        db.execute(f'INSERT INTO "{change.table}" ({names}) VALUES ({marks})', (*image.values(),))
    else:
        db.execute(
            f'UPDATE "{change.table}" SET ({names}) = ({marks}) WHERE id = ?',
            (*image.values(), change.pk),
        )


def _remember(db: Connection, change: _Change, version: int) -> None:
    """A row that goes leaves its version in the image that will bring it back, so that it never
    falls."""
    column, image = ("after", change.after) if change.before is None else ("before", change.before)
    assert image is not None
    if image["version"] != version:
        db.execute(
            f"UPDATE journal_change SET {column} = json_set({column}, '$.version', ?) WHERE id = ?",
            (version, change.id),
        )
