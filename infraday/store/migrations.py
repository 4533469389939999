"""The history of the schema, the journal's triggers, and the views that quick.py reads.

A migration runs in one immediate transaction, on a file of which a verified copy was made.
"""

import os
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from sqlite3 import Connection

from infraday.store import file, schema_risks
from infraday.store.errors import DataError, StoreError
from infraday.store.schema import FIRST_RECORDS, OCCURRENCES, RECORDS, TABLES, VIEWS
from infraday.store.schema_matrix import MATRIX

Step = Callable[[Connection], None]


def _first(db: Connection) -> None:
    _run(db, TABLES + VIEWS)
    for table in FIRST_RECORDS:
        watch(db, table)


def _occurrences(db: Connection) -> None:
    _run(db, OCCURRENCES)


def _matrix(db: Connection) -> None:
    _run(db, MATRIX)


def _risks(db: Connection) -> None:
    _run(db, schema_risks.RISKS + schema_risks.FLAGS + schema_risks.HEALTH)
    _run(db, schema_risks.TEXT + schema_risks.BURN_DOWN)
    for table in schema_risks.RECORDS:
        watch(db, table)


def _run(db: Connection, script: str) -> None:
    """One statement after the other: sqlite3's own way would commit first."""
    statement = ""
    for part in script.split(";\n"):
        statement += part + ";\n"
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""


STEPS: tuple[Step, ...] = (_first, _occurrences, _matrix, _risks)


def migrate(db: Connection, path: str, steps: Sequence[Step] = STEPS) -> None:
    """Bring the file to the last step, all or nothing. Raises DataError where a row got lost."""
    if version := _version(db):
        copy(db, path, f"schema-{version}")
    db.execute("PRAGMA foreign_keys = OFF")  # rebuilding a parent would delete its children
    try:
        db.execute("BEGIN IMMEDIATE")
        version = _version(db)  # another process may have been quicker
        if version < len(steps):
            _take(db, path, steps[version:], version)
            db.execute(f"PRAGMA user_version = {len(steps)}")
            db.execute(f"PRAGMA application_id = {file.APPLICATION_ID}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    finally:
        db.execute("PRAGMA foreign_keys = ON")


def _take(db: Connection, path: str, steps: Sequence[Step], version: int) -> None:
    if not version and db.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise file.foreign(path)
    before = _counts(db)
    if version:  # the triggers let pass what the steps write, and keep no image of it
        db.execute("INSERT INTO journal_current (entry_id) VALUES (0)")
    for step in steps:
        step(db)
    db.execute("DELETE FROM journal_current")
    _check(db, before)


def _version(db: Connection) -> int:
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version


def _counts(db: Connection) -> dict[str, int]:
    tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in tables
        if name in RECORDS
    }


def _check(db: Connection, before: dict[str, int]) -> None:
    if broken := db.execute("PRAGMA foreign_key_check").fetchone():
        raise DataError(f"The migration would break links in {broken[0]}. Nothing was changed.")
    if (after := _counts(db)) != after | before:
        raise DataError("The migration would lose rows. Nothing was changed.")


def copy(db: Connection, path: str, why: str) -> str:
    """A verified copy in the folder of copies, named by time and reason; its path."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%S-%fZ")
    target = os.path.join(file.copies_folder(path), f"{stamp}-{why}.db")
    unfinished = f"{target}.part"
    try:
        os.makedirs(file.copies_folder(path), mode=0o700, exist_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL, 0o600))
        _copy(db, path, unfinished)
        os.rename(unfinished, target)
    except OSError as error:
        raise StoreError(
            f"{path} could not be copied to {target}: {error.strerror}. It was not changed."
        ) from error
    finally:
        if os.path.exists(unfinished):
            os.unlink(unfinished)
    return target


def _copy(db: Connection, path: str, target: str) -> None:
    to = sqlite3.connect(target)
    try:
        db.backup(to)
        sound = to.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        if not sound or _counts(to) != _counts(db):
            raise DataError(f"{path} could not be copied soundly, so it was not changed.")
    finally:
        to.close()


def watch(db: Connection, table: str) -> None:
    """Make the triggers that keep each change of `table` in the journal, and refuse a write
    for which no entry is open. Made anew by every migration that changes the table's columns."""
    columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
    old, new = _image("OLD", columns), _image("NEW", columns)
    for event, row, before, after in (
        ("INSERT", "NEW", "NULL", new),
        ("UPDATE", "NEW", old, new),
        ("DELETE", "OLD", old, "NULL"),
    ):
        name = f"journal_{table}_{event.lower()}"
        db.execute(f"DROP TRIGGER IF EXISTS {name}")
        db.execute(
            f'CREATE TRIGGER {name} AFTER {event} ON "{table}" BEGIN '
            "SELECT RAISE(ABORT, 'infraday: a write without a journal entry') "
            "WHERE NOT EXISTS (SELECT 1 FROM journal_current); "
            "INSERT INTO journal_change (entry_id, tbl, pk, before, after) "
            f"SELECT entry_id, '{table}', {row}.id, {before}, {after} "
            "FROM journal_current WHERE entry_id > 0; END"
        )


def _image(row: str, columns: list[str]) -> str:
    pairs = ", ".join(f"'{column}', {row}.\"{column}\"" for column in columns)
    return f"json_object({pairs})"
