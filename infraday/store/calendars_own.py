"""What infraday itself wrote into a calendar, given to the rows that an import has just made."""

from collections.abc import Iterable
from sqlite3 import Connection

from infraday.domain.event import Own
from infraday.store.calendars_rows import Key


def fill(db: Connection, calendar: str, found: Iterable[tuple[Key, Own]]) -> None:
    """Say of new rows what only a plan says: inside a change, each known by its key."""
    for (uid, day), own in found:
        values = (own.purpose, own.output, own.kind, _project(db, own.project), own.fixed)
        db.execute(
            "UPDATE series SET purpose = ?, output = ?, kind = ?, project_id = ?, fixed = ? "
            "WHERE calendar = ? AND uid = ? AND ? IS NULL",
            (*values, calendar, uid, day),
        )
        db.execute(
            "UPDATE block SET purpose = ?, output = ?, kind = ?, project_id = ?, fixed = ?, "
            "status = CASE WHEN ? = 'planned' THEN status ELSE ? END "
            "WHERE calendar = ? AND uid = ? AND recurrence_id IS ?",
            (*values, own.status, own.status, calendar, uid, day),
        )


def _project(db: Connection, key: str | None) -> int | None:
    """The project with this key, made where there is none."""
    if key is None:
        return None
    known = db.execute("SELECT id FROM project WHERE key = ?", (key,)).fetchone()
    if known is not None:
        return int(known[0])
    cursor = db.execute(
        "INSERT INTO project (version, key, name, status, notes) VALUES (1, ?, ?, 'active', '')",
        (key, key),
    )
    return cursor.lastrowid
