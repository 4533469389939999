"""What leaves the plan as a calendar: the series and blocks of a period, on plain sqlite3."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from sqlite3 import Connection
from typing import NamedTuple

from infraday import clock
from infraday.domain import RuleError, recurrence, schedule
from infraday.domain.block import Status
from infraday.domain.schedule import FIRST_DAY, LAST_DAY
from infraday.store import lists, series_rows
from infraday.store.errors import NotFoundError
from infraday.store.plain_rows import BlockRow, block_rows
from infraday.store.series_rows import SeriesRow

NEAR = timedelta(days=400)  # in so many days almost every series falls


class Wanted(NamedTuple):
    """Of which days, both included, and of which calendar only; None: of all."""

    first: date = FIRST_DAY
    last: date = LAST_DAY
    calendar: str | None = None

    @property
    def is_all(self) -> bool:
        return (self.first, self.last) == (FIRST_DAY, LAST_DAY)


class Outgoing(NamedTuple):
    """Whole series, each with all its touched occurrences, and single blocks. `plan` is a name
    that no other plan has, and that stays."""

    plan: str
    keys: dict[int, str]  # of projects
    series: list[SeriesRow]
    touched: dict[int, list[BlockRow]]  # by series
    blocks: list[BlockRow]


def read(db: Connection, wanted: Wanted) -> Outgoing:
    """All of it as it was at one moment. NotFoundError for a calendar that there is not."""
    db.execute("BEGIN")
    if wanted.calendar is not None:
        _check(db, wanted.calendar)
    touched: dict[int, list[BlockRow]] = defaultdict(list)
    for row in _blocks(db, "series_id IS NOT NULL", None):
        touched[row.series_id or 0].append(row)
    single = "series_id IS NULL AND status <> 'moved' AND end_day >= :first AND day <= :last"
    found = Outgoing(
        plan_name(db),
        lists.project_keys(db),
        [one for one in _series(db, wanted.calendar) if _falls(one, touched[one.id], wanted)],
        touched,
        _within(_blocks(db, single, wanted.calendar, wanted), wanted),
    )
    db.execute("COMMIT")
    return found


def _check(db: Connection, calendar: str) -> None:
    known = [
        name
        for (name,) in db.execute(
            "SELECT calendar FROM quick_block WHERE calendar IS NOT NULL "
            "UNION SELECT calendar FROM quick_series WHERE calendar IS NOT NULL"
        ).fetchall()
    ]
    if calendar not in known:
        from infraday.domain.wording import nearest, quoted  # noqa: PLC0415 - only when wrong

        help_on = nearest(calendar, known) if known else "No calendar was imported yet."
        raise NotFoundError(f"There is no calendar {quoted(calendar)}. {help_on}")


def plan_name(db: Connection) -> str:
    """Named by the microsecond of its first change, which every copy of it keeps."""
    first = db.execute("SELECT at FROM journal_entry ORDER BY id LIMIT 1").fetchone()
    return hashlib.sha256(str(first and first[0]).encode()).hexdigest()[:16]


def _blocks(
    db: Connection, where: str, calendar: str | None, wanted: Wanted | None = None
) -> list[BlockRow]:
    values = {"calendar": calendar}
    if wanted is not None:
        values |= {"first": str(wanted.first), "last": str(wanted.last)}
    return block_rows(db, f"{where} AND (:calendar IS NULL OR calendar = :calendar)", values)


def _series(db: Connection, calendar: str | None) -> list[SeriesRow]:
    if calendar is None:
        return series_rows.all_of(db)
    return series_rows.series_rows(db, "calendar = ? ORDER BY id", (calendar,))


def _within(rows: Iterable[BlockRow], wanted: Wanted) -> list[BlockRow]:
    """Those that touch the days, as a day of the planner shows them."""
    if wanted.is_all:
        return list(rows)
    return [row for row in rows if _touches(row, wanted)]


def _touches(row: BlockRow, wanted: Wanted) -> bool:
    if row.day >= wanted.first:
        return row.day <= wanted.last
    if row.end_day > wanted.first or row.end_day < wanted.first:
        return row.end_day > wanted.first
    return row.end is None or row.end > schedule.MIDNIGHT


def _falls(series: SeriesRow, touched: list[BlockRow], wanted: Wanted) -> bool:
    """Whether it has an occurrence on these days. One that falls too often to say does."""
    if wanted.is_all:
        return True
    if any(row.status is not Status.MOVED and _touches(row, wanted) for row in touched):
        return True
    known = {row.recurrence_id for row in touched}
    near = min(wanted.last, wanted.first + NEAR)
    try:
        for last in dict.fromkeys((near, wanted.last)):
            found = recurrence.expand(series, wanted.first, last, clock.to_local)
            if any(one.recurrence_id not in known for one in found):
                return True
    except RuleError:
        return True
    return False
