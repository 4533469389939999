"""The blocks of a week, on plain sqlite3: it is read again with every change, and its blocks are
many."""

from datetime import date
from sqlite3 import Connection

from infraday.domain import schedule
from infraday.domain.rows import DayRows
from infraday.domain.schedule import DAY
from infraday.domain.week import DAYS, WeekRows
from infraday.store import holidays, occurrences, quick
from infraday.store.quick import BlockRow, block_rows

IN_WEEK = """
    day BETWEEN :earliest AND :last AND end_day >= :first
    AND (day >= :first OR end_day > :first OR "end" IS NULL OR "end" > '00:00:00.000000')
"""


def view(db: Connection, monday: date, place: str | None = None) -> WeekRows:
    """Every block that touches the seven days from `monday` on, occurrences of series among
    them, each day's in its order; `place` is whose public holidays count."""
    last = monday + DAY * (DAYS - 1)
    earliest = monday - schedule.LONGEST
    values = {"earliest": str(earliest), "first": str(monday), "last": str(last)}
    found = block_rows(db, IN_WEEK, values) + occurrences.touching(db, monday, last)
    by_day: dict[date, list[BlockRow]] = {monday + DAY * count: [] for count in range(DAYS)}
    for block in sorted(found, key=schedule.place):
        at = max(block.day, monday)
        while at <= min(block.end_day, last):
            if at < block.end_day or schedule.touches(block, at):
                by_day[at].append(block)
            at += DAY
    capacities = dict(quick.capacities(db, monday, last))
    names = holidays.names(db, place, monday, last)
    return WeekRows(
        monday,
        tuple(
            DayRows(
                day,
                tuple(blocks),
                (),
                (),
                False,
                {},
                {},
                capacities.get(day),
                "",
                {},
                names.get(day),
            )
            for day, blocks in by_day.items()
        ),
    )
