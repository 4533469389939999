"""Where a change was made: the days of the blocks that a journal entry touched, its tasks and its
risks."""

from collections.abc import Iterator
from datetime import date
from sqlite3 import Connection
from typing import NamedTuple

from infraday.domain.refs import occurrence_id, occurrence_of


class Trace(NamedTuple):
    """The days as they were before the entry and after it, the blocks that are there now, and the
    tasks and risks that were changed."""

    days: tuple[date, ...]
    block_ids: tuple[int, ...]
    task_ids: tuple[int, ...] = ()
    risk_ids: tuple[int, ...] = ()


def of(db: Connection, entry_id: int) -> Trace:
    days, blocks = dict.fromkeys(_days(db, entry_id)), tuple(_blocks(db, entry_id))
    return Trace(tuple(days), blocks, _ids(db, entry_id, "task"), _ids(db, entry_id, "risk"))


def _ids(db: Connection, entry_id: int, table: str) -> tuple[int, ...]:
    rows = db.execute(
        "SELECT DISTINCT pk FROM journal_change WHERE entry_id = ? AND tbl = ? ORDER BY pk",
        (entry_id, table),
    ).fetchall()
    return tuple(pk for (pk,) in rows)


def _days(db: Connection, entry_id: int) -> Iterator[date]:
    rows = db.execute(
        "SELECT json_extract(after, '$.day'), json_extract(before, '$.day') FROM journal_change "
        "WHERE entry_id = ? AND tbl = 'block' ORDER BY id",
        (entry_id,),
    ).fetchall()
    for days in rows:
        yield from (date.fromisoformat(day) for day in days if day)
    for occurrence in _occurrences(db, entry_id):
        yield occurrence_of(occurrence)[1]


def _blocks(db: Connection, entry_id: int) -> Iterator[int]:
    rows = db.execute(
        "SELECT DISTINCT block.id FROM journal_change JOIN block ON block.id = pk "
        "WHERE entry_id = ? AND tbl = 'block' ORDER BY block.day, block.start, block.id",
        (entry_id,),
    ).fetchall()
    for (block_id,) in rows:
        yield block_id
    yield from _occurrences(db, entry_id)


def _occurrences(db: Connection, entry_id: int) -> Iterator[int]:
    """Of each series the days that it lost or got back; of one that came or went its first."""
    rows = db.execute(
        "SELECT pk, json_extract(before, '$.exdate'), json_extract(after, '$.exdate'), "
        "json_extract(coalesce(after, before), '$.first_day'), before IS NULL OR after IS NULL "
        "FROM journal_change "
        "WHERE entry_id = ? AND tbl = 'series' ORDER BY id",
        (entry_id,),
    ).fetchall()
    for series_id, before, after, first, came_or_went in rows:
        days = set((before or "").split(",")) ^ set((after or "").split(","))
        for day in [first] if came_or_went else sorted(days - {""}):
            yield occurrence_id(series_id, date.fromisoformat(day))
