"""The rows of one calendar in the plan: read at once, and written in bulk, since a calendar may
have ten thousand events."""

from collections.abc import Iterable
from sqlite3 import Connection
from typing import NamedTuple, TypeAlias

from infraday.store.calendars_said import Series as SaidSeries
from infraday.store.calendars_said import Told, read

Key: TypeAlias = tuple[str, str | None]
"""A UID, and of an occurrence its day in the series: what an event is known by in a calendar."""


class Block(NamedTuple):
    """A block that came from a calendar, in the words of its columns. `begun` says whether there
    are actuals. `series_id` is the UID of a series that is still to be written."""

    id: int
    uid: str
    recurrence_id: str | None
    series_id: int | str | None
    status: str
    begun: int
    imported: str | None
    moved_to_id: int | None
    activity: str
    notes: str
    day: str
    start: str | None
    end_day: str
    end: str | None

    @property
    def told(self) -> Told:
        """As if its calendar said it."""
        return Told(self.activity, self.notes, False, *self.times)

    @property
    def times(self) -> tuple[str, str | None, str, str | None]:
        return self[10:]


class Series(NamedTuple):
    """A series that came from a calendar, or a part of one that was split by hand."""

    id: int
    uid: str
    imported: str | None
    activity: str
    notes: str
    first_day: str
    start: str | None
    minutes: int
    tz: str | None
    rrule: str
    rdate: str
    exdate: str

    @property
    def clock(self) -> tuple[str | None, int, str | None]:
        return self.start, self.minutes, self.tz

    @property
    def rule(self) -> tuple[str, str, str]:
        return self.first_day, self.rrule, self.rdate

    @property
    def said(self) -> SaidSeries:
        """As if its calendar said it."""
        return SaidSeries(
            self.activity, self.notes, False, self.first_day, self.start, self.minutes, self.tz,
            self.rrule, self.rdate, self.exdate,
        )  # fmt: skip


class Rows(NamedTuple):
    """What the plan has of a calendar, and what of it was deleted by hand."""

    blocks: dict[Key, Block]
    series: dict[str, list[Series]]  # of each UID its parts, in their order
    forgotten: dict[str, set[str | None]]  # of each UID its days; None: all of it
    own_parts: dict[str, list[Series]]  # which the user split off, and the calendar knows not
    own_days: set[tuple[int | str | None, str | None]]  # series and day of blocks in these


class NewBlock(NamedTuple):
    """`series` is the id of a series, or the UID of one that is new as well."""

    key: Key
    series: int | str | None
    kind: str
    status: str
    told: Told
    imported: str


class NewSeries(NamedTuple):
    uid: str
    kind: str
    said: SaidSeries
    exdate: str
    imported: str


_BLOCK = 'activity, notes, day, start, end_day, "end"'
_SERIES = "activity, notes, first_day, start, minutes, tz, rrule, rdate, exdate"


_OWN_PARTS = f"""
    WITH RECURSIVE part (id, root) AS (
        SELECT id, uid FROM series WHERE calendar = ? AND uid IS NOT NULL
        UNION SELECT series.id, root FROM series JOIN part ON split_from = part.id
            WHERE series.uid IS NULL)
    SELECT series.id, root, imported, {_SERIES} FROM series JOIN part ON part.id = series.id
    WHERE uid IS NULL ORDER BY first_day, series.id
"""


def load(db: Connection, calendar: str) -> Rows:
    blocks = {
        _key(block): block
        for block in (
            Block(*cells)
            for cells in db.execute(
                "SELECT id, uid, recurrence_id, series_id, status, actual_start IS NOT NULL, "
                f"imported, moved_to_id, {_BLOCK} FROM block "
                "WHERE calendar = ? AND uid IS NOT NULL ORDER BY id",
                (calendar,),
            ).fetchall()
        )
    }
    series = _by_uid(
        db,
        f"SELECT id, uid, imported, {_SERIES} FROM series "
        "WHERE calendar = ? AND uid IS NOT NULL ORDER BY first_day, id",
        calendar,
    )
    own = _by_uid(db, _OWN_PARTS, calendar)
    forgotten: dict[str, set[str | None]] = {}
    for uid, day in db.execute(
        "SELECT uid, recurrence_id FROM forgotten_event WHERE calendar = ?", (calendar,)
    ).fetchall():
        forgotten.setdefault(uid, set()).add(day)
    return Rows(blocks, series, forgotten, own, _own_days(db, own))


def _key(block: Block) -> Key:
    """By the day that the calendar calls it: a series that was moved by hand took it along."""
    if block.recurrence_id is None:
        return block.uid, None
    found = read(block.imported)
    return block.uid, (isinstance(found, Told) and found.of) or block.recurrence_id


def _by_uid(db: Connection, query: str, calendar: str) -> dict[str, list[Series]]:
    found: dict[str, list[Series]] = {}
    for cells in db.execute(query, (calendar,)).fetchall():
        found.setdefault(cells[1], []).append(Series(*cells))
    return found


def _own_days(
    db: Connection, own: dict[str, list[Series]]
) -> set[tuple[int | str | None, str | None]]:
    return {
        (part.id, day)
        for parts in own.values()
        for part in parts
        for (day,) in db.execute(
            "SELECT recurrence_id FROM block WHERE series_id = ?", (part.id,)
        ).fetchall()
    }


def block(db: Connection, block_id: int) -> Block | None:
    """One block, whatever it came from."""
    cells = db.execute(
        "SELECT id, coalesce(uid, ''), recurrence_id, series_id, status, "
        f"actual_start IS NOT NULL, imported, moved_to_id, {_BLOCK} FROM block WHERE id = ?",
        (block_id,),
    ).fetchone()
    return cells and Block(*cells)


def add_series(db: Connection, calendar: str, series: Iterable[NewSeries]) -> dict[str, int]:
    """Write new series; the id of each by its UID."""
    ids: dict[str, int] = {}
    for one in series:
        said = one.said
        cursor = db.execute(
            f"INSERT INTO series (version, kind, fixed, source, uid, calendar, imported, {_SERIES})"
            " VALUES (1, ?, 1, 'ics', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                one.kind, one.uid, calendar, one.imported, said.activity, said.notes,
                said.first_day, *said.clock, said.rrule, said.rdate, one.exdate,
            ),
        )  # fmt: skip
        assert cursor.lastrowid is not None
        ids[one.uid] = cursor.lastrowid
    return ids


def add_blocks(
    db: Connection, calendar: str, blocks: Iterable[NewBlock], ids: dict[str, int]
) -> None:
    db.executemany(
        "INSERT INTO block (version, unplanned, fixed, source, calendar, uid, recurrence_id, "
        f"series_id, kind, status, imported, {_BLOCK}) "
        "VALUES (1, 0, 1, 'ics', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (calendar, *one.key, _id(one.series, ids), one.kind, one.status, one.imported,
             one.told.activity, one.told.notes, *one.told.times)
            for one in blocks
        ),
    )  # fmt: skip


def change_blocks(db: Connection, blocks: Iterable[Block], ids: dict[str, int]) -> None:
    """Make rows what these say."""
    db.executemany(
        "UPDATE block SET version = version + 1, recurrence_id = ?, series_id = ?, status = ?, "
        'imported = ?, activity = ?, notes = ?, day = ?, start = ?, end_day = ?, "end" = ? '
        "WHERE id = ?",
        (
            (one.recurrence_id, _id(one.series_id, ids), one.status, one.imported, one.activity,
             one.notes, *one.times, one.id)
            for one in blocks
        ),
    )  # fmt: skip


def change_series(db: Connection, series: Iterable[Series]) -> None:
    db.executemany(
        "UPDATE series SET version = version + 1, imported = ?, activity = ?, notes = ?, "
        "first_day = ?, start = ?, minutes = ?, tz = ?, rrule = ?, rdate = ?, exdate = ? "
        "WHERE id = ?",
        ((*one[2:], one.id) for one in series),
    )


def _id(series: int | str | None, ids: dict[str, int]) -> int | None:
    return ids.get(series) if isinstance(series, str) else series
