"""How much working time is free before a date, and what that makes urgent."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest

from infraday.config import Config
from infraday.domain.block import Kind, Status
from infraday.models import Block, Day
from infraday.store import file, worktime
from infraday.store.engine import Store
from tests import factories as make
from tests.factories import NOW, TODAY, TOMORROW

CONFIG = Config(hours=((time(8), time(17)),) * 5 + (None,) * 2)
FRIDAY = date(2026, 11, 27)


Say = Callable[..., str | None]


@pytest.fixture
def why(store: Store) -> Say:
    """Why a task with so many minutes of work is urgent; None when it is not."""

    def say(due: date | None, minutes: int = 99 * 60, config: Config = CONFIG) -> str | None:
        db = file.connect(store.path)
        judge = worktime.judge(db, config, NOW)
        urgent, because = judge(make.task(due=due, estimate_minutes=minutes), 0)
        db.close()
        assert urgent is (because is not None)
        return because

    return say


def free(said: str | None) -> str:
    assert said is not None
    return said.rsplit(", ", 1)[1]


def test_the_rest_of_today_counts_and_each_day_to_the_due_date(why: Say) -> None:
    assert free(why(TODAY)) == "7 h 18 free"  # from 9:42 on
    assert free(why(TOMORROW)) == "16 h 18 free"
    assert free(why(FRIDAY)) == "34 h 18 free"
    assert free(why(FRIDAY + timedelta(days=2))) == "34 h 18 free"  # days off add nothing


def test_what_is_planned_takes_of_it(store: Store, why: Say) -> None:
    make.planned(
        store,
        make.block("08:00", 120, TOMORROW),
        make.block("09:00", 120, TOMORROW),  # an overlap counts once
        make.block("12:00", 60, TOMORROW, kind=Kind.BREAK),
        make.block("13:00", 60, TOMORROW, status=Status.SKIPPED),
        make.block("16:50", 60, TOMORROW),
        make.block("22:00", 11 * 60, TOMORROW, "into Thursday"),
        Block(**make.all_day(TOMORROW, 3)._asdict(), activity="Freeze"),
    )

    assert free(why(TOMORROW)) == "12 h 08 free"
    assert free(why(TOMORROW + timedelta(days=1))) == "20 h 08 free"


def test_a_capacity_of_its_own_limits_a_day(store: Store, why: Say) -> None:
    make.planned(
        store,
        Day(day=TODAY, capacity_minutes=0),
        Day(day=TOMORROW, capacity_minutes=240),
        make.block("08:00", 60, TOMORROW),
    )

    assert free(why(TOMORROW)) == "3 h free"
    assert free(why(FRIDAY, config=CONFIG._replace(capacity_minutes=60))) == "5 h free"


def test_the_share_and_the_days_come_from_the_config(why: Say) -> None:
    assert why(FRIDAY, 27 * 60) is None
    assert why(FRIDAY, 28 * 60) is not None
    assert why(FRIDAY, 18 * 60, CONFIG._replace(urgent_share=0.5)) is not None
    assert why(FRIDAY, 60) is None
    assert why(FRIDAY, 60, CONFIG._replace(urgent_days=3)) is not None
    assert why(None) is None


def test_working_days_are_those_with_hours(why: Say) -> None:
    monday = FRIDAY + timedelta(days=3)
    everyday = CONFIG._replace(hours=((time(8), time(17)),) * 7)

    assert why(monday, 60, CONFIG._replace(urgent_days=4)) is not None
    assert why(monday, 60, everyday._replace(urgent_days=4)) is None


def test_the_day_of_a_late_night_is_still_yesterdays(why: Say) -> None:
    boundary = CONFIG._replace(day_boundary=time(10))

    because = why(TODAY - timedelta(days=1), 60, boundary)
    assert because == "due today, 1 h of work left, 0 min free"


def test_working_time_is_counted_sixty_days_ahead_and_the_days_are_read_once(
    store: Store, why: Say
) -> None:
    far = TODAY + timedelta(days=60)
    make.planned(store, make.block("08:00", 9 * 60, far), make.block("08:00", 60, date(2027, 6, 1)))
    assert free(why(far, 900 * 60 - 1)) == free(why(date(2030, 1, 1), 900 * 60 - 1))

    db = file.connect(store.path)
    asked: list[str] = []
    judge = worktime.judge(db, CONFIG, NOW)
    db.set_trace_callback(asked.append)
    for due in (FRIDAY, TOMORROW, FRIDAY, far, far, date(2030, 1, 1)):
        judge(make.task(due=due, estimate_minutes=60), 0)
    db.close()
    assert len([query for query in asked if "quick_block" in query]) == 1
