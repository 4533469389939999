"""A week as it is read: the same blocks as its days one by one, series among them."""

from collections.abc import Iterator
from datetime import date, timedelta
from sqlite3 import Connection

import pytest

from infraday.models import Block, Day, Series
from infraday.store import file, quick, weeks
from infraday.store.engine import Store
from tests.factories import TODAY, TOMORROW, YESTERDAY, all_day, block, planned, times

MONDAY, SUNDAY = YESTERDAY, YESTERDAY + timedelta(days=6)


@pytest.fixture
def db(store: Store) -> Iterator[Connection]:
    """A plan whose blocks begin, end and go on around the edges of the week."""
    planned(
        store,
        Series(activity="Stand-up", first_day=MONDAY, start=times("09:00").start, minutes=30,
               rrule="FREQ=WEEKLY;BYDAY=MO,TU,SU"),
        Series(activity="Long ago", first_day=MONDAY - timedelta(days=700), minutes=1440,
               rrule="FREQ=WEEKLY;BYDAY=WE"),
        Day(day=TOMORROW, capacity_minutes=240),
        block("22:00", 240, MONDAY - timedelta(days=1), "Into the week"),
        block("22:00", 120, MONDAY - timedelta(days=1), "Up to its midnight"),
        block("22:00", 240, SUNDAY, "Out of the week"),
        block("00:00", 60, SUNDAY + timedelta(days=1), "After it"),
        block("10:00", 60, TODAY, "Later"),
        block("08:00", 60, TODAY, "Earlier"),
        block("09:00", 60, TODAY, "Touched", series_id=1, recurrence_id=TODAY),
        Block(**all_day(MONDAY - timedelta(days=300), 330)._asdict(), activity="Freeze"),
        Block(**all_day(SUNDAY, 9)._asdict(), activity="Maintenance"),
        block("23:00", 60, TODAY, "Until midnight"),
    )  # fmt: skip
    connection = file.connect(store.path)
    yield connection
    connection.close()


@pytest.mark.parametrize("monday", [MONDAY + timedelta(days=7 * week) for week in (-60, -1, 0, 1)])
def test_a_week_holds_what_its_days_hold(db: Connection, monday: date) -> None:
    found = weeks.view(db, monday)

    assert [one.day for one in found.days] == [monday + timedelta(days=n) for n in range(7)]
    for one in found.days:
        assert list(one.blocks) == quick.on_day(db, one.day)
        assert one.capacity_minutes == quick.day_note(db, one.day)[0]


def test_the_edges_of_the_week_are_kept(db: Connection) -> None:
    names = [[block.activity for block in one.blocks] for one in weeks.view(db, MONDAY).days]

    assert names[0] == ["Freeze", "Into the week", "Stand-up"]
    assert names[1] == ["Freeze", "Earlier", "Touched", "Later", "Until midnight"]
    assert names[2] == ["Freeze", "Long ago"]
    assert names[6] == ["Freeze", "Maintenance", "Stand-up", "Out of the week"]


def test_a_week_of_an_empty_plan_is_empty(store: Store) -> None:
    connection = file.connect(store.path)
    found = weeks.view(connection, MONDAY)
    connection.close()

    assert [one.blocks for one in found.days] == [()] * 7


def test_the_week_is_found_along_the_index(db: Connection) -> None:
    names = {"earliest": "2025-11-22", "first": "2026-11-23", "last": "2026-11-29"}
    plan = db.execute(f"EXPLAIN QUERY PLAN SELECT * FROM quick_block WHERE {weeks.IN_WEEK}", names)

    assert "USING INDEX block_day" in " ".join(str(row[3]) for row in plan.fetchall())
