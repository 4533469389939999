"""Plans in memory, for properties that need hundreds of them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from sqlite3 import Connection

from infraday.store import migrations


@cache
def _empty() -> bytes:
    db = sqlite3.connect(":memory:", isolation_level=None)
    migrations.migrate(db, ":memory:")
    schema = db.serialize()
    db.close()
    return schema


@contextmanager
def plan() -> Iterator[Connection]:
    """An empty plan, as a plain connection has it."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.deserialize(_empty())
    db.execute("PRAGMA foreign_keys = ON")
    try:
        yield db
    finally:
        db.close()
