"""What keeps an undo from tearing links: rows of later changes that need what would go, and rows
that would come back without what they link to. Each is refused with a sentence that says which."""

from sqlite3 import Connection

from infraday.domain import RuleError
from infraday.store.schema import RECORDS


def refuse_needed(db: Connection, entry_id: int) -> None:
    """Refuse when rows that the entry did not touch link to rows that it added."""
    added = _tables(db, "before IS NULL AND entry_id = ?", entry_id)
    for child, column, parent in _links(db):
        if parent not in added:
            continue
        row = db.execute(
            f'SELECT child.id FROM journal_change AS c CROSS JOIN "{child}" AS child '
            f'ON child."{column}" = c.pk '
            "WHERE c.entry_id = ? AND c.tbl = ? AND c.before IS NULL AND NOT EXISTS ("
            "SELECT 1 FROM journal_change WHERE tbl = ? AND pk = child.id AND entry_id = ?) "
            "LIMIT 1",
            (entry_id, parent, child, entry_id),
        ).fetchone()
        if row is not None:
            later = since(db, child, row[0], entry_id)
            raise RuleError(f"Entry {entry_id} cannot be undone: what it added was used {later}.")


def refuse_missing(db: Connection, entry_id: int, verb: str) -> None:
    """Refuse when rows that the entry touched link to rows that are not there."""
    touched = _tables(db, "entry_id = ?", entry_id)
    for child, column, parent in _links(db):
        if child not in touched:
            continue
        row = db.execute(
            f'SELECT 1 FROM journal_change AS c CROSS JOIN "{child}" AS child ON child.id = c.pk '
            f'WHERE c.entry_id = ? AND c.tbl = ? AND child."{column}" IS NOT NULL '
            f'AND NOT EXISTS (SELECT 1 FROM "{parent}" WHERE id = child."{column}") LIMIT 1',
            (entry_id, child),
        ).fetchone()
        if row is not None:
            raise RuleError(
                f"Entry {entry_id} cannot be {verb}: it needs a {parent} that was undone or "
                "deleted since. Bring that back first."
            )


def since(db: Connection, table: str, pk: int, entry_id: int) -> str:
    """By which later change a row is no longer what an entry left, and what to do about it."""
    later = db.execute(
        "SELECT e.id, e.label FROM journal_change c JOIN journal_entry e ON e.id = c.entry_id "
        "WHERE c.tbl = ? AND c.pk = ? AND e.id > ? AND e.undone = 0 ORDER BY e.id DESC LIMIT 1",
        (table, pk, entry_id),
    ).fetchone()
    return f"by entry {later[0]}, “{later[1]}”. Undo that first" if later else "since"


def _tables(db: Connection, which: str, entry_id: int) -> set[str]:
    query = f"SELECT DISTINCT tbl FROM journal_change WHERE {which}"
    return {table for (table,) in db.execute(query, (entry_id,)).fetchall()}


def _links(db: Connection) -> list[tuple[str, str, str]]:
    """Each link between two record tables: the table that holds it, its column, its target."""
    return [
        (child, row[3], row[2])
        for child in RECORDS
        for row in db.execute(f'PRAGMA foreign_key_list("{child}")').fetchall()
    ]
