"""Occurrences of series that nobody touched: blocks without a row of their own.

Their days are derived from the rules, and stand in a table for a window around today. What was
changed since, or lies outside, is computed on the spot, so that the table is never waited for;
whoever writes brings it up to date.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from sqlite3 import Connection
from time import monotonic
from typing import NamedTuple

from infraday import clock
from infraday.domain import RuleError, refs
from infraday.domain.block import Kind, Status
from infraday.domain.schedule import DAY
from infraday.store.plain_rows import BlockRow, block_rows
from infraday.store.series_rows import SeriesRow, series_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.domain.recurrence import Falling

FARTHEST = 2 * DAY  # between the dates that two zones have
_BEGUN = "(first_day <= :last OR rdate <> '')"
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

_TOUCHED = "SELECT id FROM quick_block WHERE series_id = ? AND recurrence_id = ?"


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
    for series in series_rows(db, where, {"last": str(last + FARTHEST)}):
        found += _computed(db, series, first, last)
    return found


def find(db: Connection, series_id: int, day: date) -> BlockRow | int | None:
    """The occurrence of a series that is named by a day; once it was touched, its block's id."""
    if touched := db.execute(_TOUCHED, (series_id, str(day))).fetchone():
        touched_id: int = touched[0]
        return touched_id
    for series in series_rows(db, "id = ?", (series_id,)):
        for row in _computed(db, series, day - FARTHEST, day + FARTHEST):
            if row.recurrence_id == day:
                return row
    return None


def falling(series: SeriesRow, first: date, last: date) -> "Sequence[Falling]":
    """Its occurrences on these days, touched or not."""
    from infraday.domain import recurrence  # noqa: PLC0415 - dateutil, which most starts do without

    try:
        return recurrence.expand(series, first, last, clock.to_local, monotonic)
    except RuleError:  # checked when it was written: only a rule that takes too long comes here
        return ()


def _computed(db: Connection, series: SeriesRow, first: date, last: date) -> Iterator[BlockRow]:
    found = falling(series, first, last)
    if not found:
        return
    touched = {
        day
        for (day,) in db.execute(
            "SELECT recurrence_id FROM quick_block WHERE series_id = ?", (series.id,)
        ).fetchall()
    }
    for one in found:
        if str(one.recurrence_id) not in touched:
            yield _row(series, one)


def _row(series: SeriesRow, when: "Falling") -> BlockRow:
    return BlockRow(
        id=refs.occurrence_id(series.id, when.recurrence_id),
        version=series.version,
        day=when.day,
        start=when.start,
        end_day=when.end_day,
        end=when.end,
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
        recurrence_id=when.recurrence_id,
        moved_to_id=None,
    )
