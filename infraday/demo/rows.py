"""Rows of the demo, written plainly inside the change that fills it."""

from datetime import date, datetime
from sqlite3 import Connection

from infraday.store import journal

Row = dict[str, object]
"""Columns of a table by name."""


def add(db: Connection, table: str, row: Row) -> int:
    """The id of the new record."""
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    cursor = db.execute(
        f'INSERT INTO "{table}" (version, {names}) VALUES (1, {marks})',
        [_cell(value) for value in row.values()],
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def change(db: Connection, table: str, pk: int, row: Row) -> None:
    names = ", ".join(f'"{name}" = ?' for name in row)
    db.execute(
        f'UPDATE "{table}" SET version = version + 1, {names} WHERE id = ?',
        [*(_cell(value) for value in row.values()), pk],
    )


def _cell(value: object) -> object:
    """As the models store it: naive local moments are instants."""
    if isinstance(value, datetime):
        return journal.instant(value.astimezone())
    return str(value) if isinstance(value, date) else value
