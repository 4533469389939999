"""The derived table of occurrences: brought up to date by whoever writes, and moved on with the
days. `occurrences` reads it."""

from collections.abc import Iterable
from datetime import date, timedelta
from sqlite3 import Connection

from infraday import clock
from infraday.domain.schedule import DAY
from infraday.store.occurrences import falling
from infraday.store.plain_rows import clock_text
from infraday.store.series_rows import SeriesRow, series_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.domain.recurrence import Falling

BACK, AHEAD = timedelta(days=35), timedelta(days=100)
LEAST_AHEAD = timedelta(days=60)  # as far as the free working time is counted


def renew(db: Connection, today: date) -> None:
    """Bring the table up to date, inside the transaction of whoever writes: series that changed,
    and the whole of it where it does not reach far enough or was made in another zone."""
    if not db.execute("SELECT EXISTS (SELECT 1 FROM quick_series)").fetchone()[0]:
        return
    first, last, zone = today - BACK, today + AHEAD, clock.zone_name()
    held = _window(db)
    if held is None or held[2] != zone or today < held[0] or held[1] < today:
        db.execute("DELETE FROM occurrence")
        _write(db, series_rows(db, "1"), first, last)
        _hold(db, first, last, zone)
        return
    if held[1] < today + LEAST_AHEAD:
        roll(db, today)
        return
    due = series_rows(db, "id IN (SELECT series_id FROM occurrence_due)")
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
    _write(db, series_rows(db, ids), first, last)
    others = series_rows(db, f"NOT {ids}")
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


def _write(db: Connection, series: Iterable[SeriesRow], first: date, last: date) -> None:
    if last < first:
        return
    db.executemany(
        "INSERT OR IGNORE INTO occurrence (series_id, recurrence_id, day, start, end_day, "
        '"end") VALUES (?, ?, ?, ?, ?, ?)',
        ((one.id, *_cells(when)) for one in series for when in falling(one, first, last)),
    )


def _cells(when: "Falling") -> tuple[str | None, ...]:
    recurrence_id, day, start, end_day, end = when
    return (
        str(recurrence_id),
        str(day),
        None if start is None else clock_text(start),
        str(end_day),
        None if end is None else clock_text(end),
    )
