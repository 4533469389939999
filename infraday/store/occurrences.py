"""Occurrences of series that nobody touched: blocks without a row of their own.

Their days are derived from the rules, and stand in a table for a window around today. What was
changed since, or lies outside, is computed on the spot, so that the table is never waited for;
whoever writes brings it up to date.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from sqlite3 import Connection
from time import monotonic
from typing import Any, NamedTuple

from infraday import clock
from infraday.domain import RuleError, refs
from infraday.domain.block import Kind, Source, Status
from infraday.store.plain_rows import BlockRow, block_rows, clock_text, read_date, read_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.domain.recurrence import Falling

BACK, AHEAD = timedelta(days=35), timedelta(days=100)
LEAST_AHEAD = timedelta(days=60)  # as far as the free working time is counted
DAY = timedelta(days=1)
FARTHEST = timedelta(days=2)  # between the dates that two zones have
_BEGUN = "(first_day <= :last OR rdate <> '')"


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

_STATE = """
    SELECT EXISTS (SELECT 1 FROM quick_series), EXISTS (SELECT 1 FROM occurrence_due),
        EXISTS (SELECT 1 FROM occurrence_window
            WHERE zone = ? AND first_day <= ? AND last_day >= ?),
        (SELECT max(minutes) FROM quick_series)
"""
_TOUCHING = """
    day BETWEEN :earliest AND :last AND (day >= :first OR end_day > :first
        OR (end_day = :first AND ("end" IS NULL OR "end" > '00:00:00.000000')))
"""
_TAKEN = f"""
    SELECT o.day, o.start, o.end_day, o."end", s.kind = 'break'
    FROM quick_fallen AS o JOIN quick_series AS s ON s.id = o.series_id
    WHERE o.start IS NOT NULL AND {_TOUCHING}
"""


class _State(NamedTuple):
    """What the table of occurrences can say of some days."""

    any_series: bool
    is_due: bool  # some series are to be derived anew
    is_held: bool  # it holds all of these days
    longest: int | None  # minutes

    def names(self, first: date, last: date) -> dict[str, object]:
        earliest = first - timedelta(minutes=self.longest or 0) - DAY
        return {"earliest": str(earliest), "first": str(first), "last": str(last)}


def _state(db: Connection, first: date, last: date) -> _State:
    days = (clock.zone_name(), str(first), str(last))
    return _State(*db.execute(_STATE, days).fetchone())


def taken(db: Connection, first: date, last: date) -> list[tuple[str, str, str, str, bool]]:
    """Of the untouched occurrences on these days, all-day ones apart, what tells how much time
    they take: day, start, end day and end as SQLite holds them, and whether it is a break."""
    state = _state(db, first, last)
    if state.any_series and state.is_held and not state.is_due:
        return db.execute(_TAKEN, state.names(first, last)).fetchall()
    return [
        (str(row.day), str(row.start), str(row.end_day), str(row.end), row.kind is Kind.BREAK)
        for row in touching(db, first, last)
        if row.start is not None
    ]


HEIRS = """
    WITH RECURSIVE heir(id) AS (SELECT :series_id UNION
        SELECT quick_series.id FROM quick_series JOIN heir ON quick_series.split_from = heir.id)
    SELECT id FROM heir
"""
"""A series, and those that took up where it was split."""


def touching(db: Connection, first: date, last: date) -> list[BlockRow]:
    """The untouched occurrences on the days from `first` to `last`, both included."""
    state = _state(db, first, last)
    if not state.any_series:
        return []
    found: list[BlockRow] = []
    is_held = state.is_held
    if is_held:
        found = block_rows(db, _TOUCHING, state.names(first, last), "quick_occurrence")
        if not state.is_due:
            return found
    where = "id IN (SELECT series_id FROM occurrence_due)" if is_held else _BEGUN
    for series in _series(db, where, {"last": str(last + FARTHEST)}):
        found += _computed(db, series, first, last)
    return found


def all_series(db: Connection, series_id: int | None = None) -> list[SeriesRow]:
    """Every series, or the one with this id, as plain values."""
    where = "1" if series_id is None else "id = :id"
    return _series(db, f"{where} ORDER BY id", {"id": series_id})


def find(db: Connection, block_id: int) -> BlockRow | None:
    """The occurrence that an id below 0 stands for, unless it was touched or is none. Its series
    may have been split since, so that it is one of the series that took it up."""
    series_id, day = refs.occurrence_of(block_id)
    for series in _series(db, f"id IN ({HEIRS}) ORDER BY id", {"series_id": series_id}):
        for row in _computed(db, series, day - FARTHEST, day + FARTHEST):
            if row.recurrence_id == day:
                return row
    return None


def became(db: Connection, block_id: int) -> int | None:
    """The block that the occurrence became which an id below 0 stands for, if it was touched."""
    series_id, day = refs.occurrence_of(block_id)
    found = db.execute(
        f"SELECT id FROM quick_block WHERE series_id IN ({HEIRS}) AND recurrence_id = :day "
        "ORDER BY series_id",
        {"series_id": series_id, "day": str(day)},
    ).fetchall()
    return found[0][0] if found else None


def renew(db: Connection, today: date) -> None:
    """Bring the table up to date, inside the transaction of whoever writes: series that changed,
    and the whole of it where it does not reach far enough or was made in another zone."""
    if not db.execute("SELECT EXISTS (SELECT 1 FROM quick_series)").fetchone()[0]:
        return
    first, last, zone = today - BACK, today + AHEAD, clock.zone_name()
    held = _window(db)
    if held is None or held[2] != zone or today < held[0] or held[1] < today:
        db.execute("DELETE FROM occurrence")
        _write(db, _series(db, "1"), first, last)
        _hold(db, first, last, zone)
        return
    if held[1] < today + LEAST_AHEAD:
        roll(db, today)
        return
    due = _series(db, "id IN (SELECT series_id FROM occurrence_due)")
    if due:
        _write(db, due, held[0], held[1])
        db.execute("DELETE FROM occurrence_due")


def is_behind(db: Connection, today: date) -> bool:
    """Whether the window is to be moved on, or the table made anew."""
    if not db.execute("SELECT EXISTS (SELECT 1 FROM quick_series)").fetchone()[0]:
        return False
    held = _window(db)
    is_due: int = db.execute("SELECT EXISTS (SELECT 1 FROM occurrence_due)").fetchone()[0]
    return held != (today - BACK, today + AHEAD, clock.zone_name()) or bool(is_due)


def roll(db: Connection, today: date) -> None:
    """Move the window on to today, inside a transaction."""
    first, last = today - BACK, today + AHEAD
    held = _window(db)
    if held is None or held[2] != clock.zone_name() or not held[0] <= today <= held[1]:
        renew(db, today)
        return
    ids = "id IN (SELECT series_id FROM occurrence_due)"
    _write(db, _series(db, ids), first, last)
    others = _series(db, f"NOT {ids}")
    _write(db, others, held[1] + DAY, last)
    if first < held[0]:  # a clock that was set back
        _write(db, others, first, held[0] - DAY)
    db.execute(
        "DELETE FROM occurrence WHERE end_day < ? OR day > ?", (str(first - DAY), str(last + DAY))
    )
    _hold(db, first, last, held[2])


def _window(db: Connection) -> tuple[date, date, str] | None:
    row = db.execute("SELECT first_day, last_day, zone FROM occurrence_window").fetchone()
    return row and (date.fromisoformat(row[0]), date.fromisoformat(row[1]), row[2])


def _hold(db: Connection, first: date, last: date, zone: str) -> None:
    db.execute("DELETE FROM occurrence_window")
    db.execute("INSERT INTO occurrence_window VALUES (?, ?, ?)", (str(first), str(last), zone))
    db.execute("DELETE FROM occurrence_due")


def _series(db: Connection, where: str, values: dict[str, object] | None = None) -> list[SeriesRow]:
    found = db.execute(f"SELECT {_COLUMNS} FROM quick_series WHERE {where}", values or {})
    return [_read(cells) for cells in found.fetchall()]


def _read(cells: Sequence[Any]) -> SeriesRow:
    row = SeriesRow._make(cells)
    return row._replace(
        kind=Kind(row.kind),
        source=Source(row.source),
        fixed=bool(row.fixed),
        first_day=read_date(str(row.first_day)) or row.first_day,
        start=row.start and read_time(str(row.start)),
    )


def _write(db: Connection, series: Iterable[SeriesRow], first: date, last: date) -> None:
    if last < first:
        return
    db.executemany(
        "INSERT OR IGNORE INTO occurrence (series_id, recurrence_id, day, start, end_day, "
        '"end") VALUES (?, ?, ?, ?, ?, ?)',
        ((one.id, *_cells(falling)) for one in series for falling in _falling(one, first, last)),
    )


def _cells(falling: "Falling") -> tuple[str | None, ...]:
    recurrence_id, day, start, end_day, end = falling
    return (
        str(recurrence_id),
        str(day),
        None if start is None else clock_text(start),
        str(end_day),
        None if end is None else clock_text(end),
    )


def _falling(series: SeriesRow, first: date, last: date) -> "Sequence[Falling]":
    from infraday.domain import recurrence  # noqa: PLC0415 - dateutil, which most starts do without

    try:
        return recurrence.expand(series, first, last, clock.to_local, monotonic)
    except RuleError:  # checked when it was written: only a rule that takes too long comes here
        return ()


def _computed(db: Connection, series: SeriesRow, first: date, last: date) -> Iterator[BlockRow]:
    falling = _falling(series, first, last)
    if not falling:
        return
    touched = {
        day
        for (day,) in db.execute(
            "SELECT recurrence_id FROM quick_block WHERE series_id = ?", (series.id,)
        ).fetchall()
    }
    for one in falling:
        if str(one.recurrence_id) not in touched:
            yield _row(series, one)


def _row(series: SeriesRow, falling: "Falling") -> BlockRow:
    return BlockRow(
        id=refs.occurrence_id(series.id, falling.recurrence_id),
        version=series.version,
        day=falling.day,
        start=falling.start,
        end_day=falling.end_day,
        end=falling.end,
        activity=series.activity,
        purpose=series.purpose,
        output=series.output,
        kind=series.kind,
        project_id=series.project_id,
        task_id=None,
        notes=series.notes,
        status=Status.PLANNED,
        actual_start=None,
        actual_end=None,
        output_state=None,
        output_note=None,
        unplanned=False,
        fixed=series.fixed,
        source=series.source,
        uid=series.uid,
        series_id=series.id,
        recurrence_id=falling.recurrence_id,
        moved_to_id=None,
    )
