"""Series as plain values, read on plain sqlite3."""

from datetime import date, time
from sqlite3 import Connection
from typing import NamedTuple

from infraday.domain.block import Kind, Source
from infraday.store.plain_rows import Values, read_date, read_time


class SeriesRow(NamedTuple):
    """A series, as far as its occurrences show it."""

    id: int
    version: int
    activity: str
    purpose: str | None
    output: str | None
    kind: Kind
    project_id: int | None
    notes: str
    fixed: bool
    source: Source
    uid: str | None
    first_day: date
    start: time | None
    minutes: int
    rrule: str
    rdate: str
    exdate: str
    tz: str | None
    calendar: str | None
    split_from: int | None


_COLUMNS = ", ".join(SeriesRow._fields)


def all_of(db: Connection) -> list[SeriesRow]:
    """Every series."""
    return series_rows(db, "1 ORDER BY id")


def one(db: Connection, series_id: int) -> SeriesRow | None:
    return next(iter(series_rows(db, "id = ?", (series_id,))), None)


def series_rows(db: Connection, where: str, values: Values = ()) -> list[SeriesRow]:
    """Series that fit an SQL condition."""
    found = db.execute(f"SELECT {_COLUMNS} FROM quick_series WHERE {where}", values).fetchall()
    return [
        row._replace(
            kind=Kind(row.kind),
            source=Source(row.source),
            fixed=bool(row.fixed),
            first_day=read_date(str(row.first_day)) or row.first_day,
            start=row.start and read_time(str(row.start)),
        )
        for row in map(SeriesRow._make, found)
    ]
