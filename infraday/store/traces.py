"""Where a change was made: the days of the blocks that a journal entry touched."""

from collections.abc import Iterator
from datetime import date
from sqlite3 import Connection
from typing import NamedTuple


class Trace(NamedTuple):
    """The days as they were before the entry and after it, and the blocks that are there now."""

    days: tuple[date, ...]
    block_ids: tuple[int, ...]


def of(db: Connection, entry_id: int) -> Trace:
    return Trace(tuple(dict.fromkeys(_days(db, entry_id))), tuple(_blocks(db, entry_id)))


def _days(db: Connection, entry_id: int) -> Iterator[date]:
    rows = db.execute(
        "SELECT json_extract(after, '$.day'), json_extract(before, '$.day') FROM journal_change "
        "WHERE entry_id = ? AND tbl = 'block' ORDER BY id",
        (entry_id,),
    ).fetchall()
    for days in rows:
        yield from (date.fromisoformat(day) for day in days if day)


def _blocks(db: Connection, entry_id: int) -> Iterator[int]:
    rows = db.execute(
        "SELECT DISTINCT block.id FROM journal_change JOIN block ON block.id = pk "
        "WHERE entry_id = ? AND tbl = 'block' ORDER BY block.day, block.start, block.id",
        (entry_id,),
    ).fetchall()
    for (block_id,) in rows:
        yield block_id
