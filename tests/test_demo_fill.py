"""The demo written into a plan: what the planner then finds there."""

import sqlite3
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path
from sqlite3 import Connection

import pytest

from infraday import clock
from infraday.config import Config
from infraday.demo import agenda, story
from infraday.demo.fill import LABEL, fill
from infraday.demo.moments import Here, is_weekend
from infraday.domain import schedule
from infraday.domain.matrix import quadrant
from infraday.store import calendars, file, history, quick, worktime
from tests.factories import TODAY
from tests.zones import living_in

NINE = datetime.combine(TODAY, time(9, 42))


def made(folder: Path, now: datetime = NINE, name: str = "demo.db") -> Connection:
    path = str(folder / name)
    fill(path, Here(now, now.date()))
    return file.connect(path)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Connection:
    """On a Tuesday, at 09:42. To be read only."""
    return made(tmp_path_factory.mktemp("demo"))


def count(db: Connection, what: str) -> int:
    found: int = db.execute(f"SELECT count(*) FROM {what}").fetchone()[0]
    return found


def quadrants(db: Connection, now: datetime) -> Counter[str]:
    judge = worktime.judge(db, Config(), now.astimezone())
    tasks = quick.task_rows(db, "status IN ('open', 'waiting')", {}, "quick_waiting")
    found = (quadrant(task.status, task.important, judge(task, done)[0]) for task, done in tasks)
    return Counter(str(one) for one in found if one)


def test_it_is_one_entry_of_the_log(demo: Connection) -> None:
    assert [entry.label for entry in history.log(demo, 10)] == [LABEL]


def test_it_holds_three_projects_and_some_hundred_tasks(demo: Connection) -> None:
    assert count(demo, "project") == 3
    assert 110 <= count(demo, "task") <= 130
    assert count(demo, "task WHERE status = 'inbox'") >= 15
    assert count(demo, "task WHERE status = 'waiting' AND chase_on < '2026-11-24'") >= 4
    assert count(demo, "task WHERE status = 'open' AND due < '2026-11-24'") >= 4
    assert count(demo, "task WHERE urgent_override IS NOT NULL") >= 4
    assert count(demo, "link") >= 3


def test_every_quadrant_has_something(demo: Connection) -> None:
    found = quadrants(demo, NINE)

    assert found["do"] >= 8
    assert found["schedule"] >= 10
    assert found["delegate"] >= 8
    assert found["eliminate"] >= 8


def test_working_days_are_full_and_meet_in_one_place_only(demo: Connection) -> None:
    clashing = 0
    for day in Here(NINE, TODAY).days:
        blocks = quick.on_day(demo, day)
        begin, end = (datetime.combine(day, time(*at)) for at in ((8, 0), (17, 30)))
        clashing += len(schedule.clashes(blocks))
        if is_weekend(day):
            assert any(schedule.takes_time(block) for block in blocks)
        else:
            assert schedule.planned_minutes(blocks, begin, end) >= 6 * 60
    assert clashing == 2


def test_nothing_lies_open_in_the_past(demo: Connection) -> None:
    for n in range(1, 30):
        blocks = quick.on_day(demo, TODAY - timedelta(n))
        late = [it for it in blocks if schedule.is_late(it, NINE)]
        assert late == []


def test_what_is_on_now_is_active(demo: Connection) -> None:
    [on] = [it for it in quick.on_day(demo, TODAY) if it.status == "active"]

    assert on.start is not None
    assert on.end is not None
    assert on.start <= NINE.time() < on.end


def test_the_calendar_is_as_if_a_file_had_brought_it(demo: Connection) -> None:
    here = Here(NINE, TODAY)
    source = calendars.Source("work.ics", agenda.CALENDAR, agenda.events(story.read(), here))

    _, report = calendars.preview(demo, [source], NINE, clock.to_local)

    assert (report.created, report.updated, report.cancelled) == (0, 0, 0)
    assert report.unchanged == report.read > 10
    assert count(demo, "block WHERE source = 'ics' AND status = 'cancelled'") == 1


def test_the_same_moment_gives_the_same_rows(tmp_path: Path) -> None:
    first, second = (made(tmp_path, name=name) for name in ("one.db", "two.db"))

    assert list(first.iterdump()) == list(second.iterdump())


def test_it_can_be_undone_as_a_whole(tmp_path: Path) -> None:
    db = made(tmp_path)
    db.execute("BEGIN IMMEDIATE")
    history.undo(db)
    db.execute("COMMIT")

    filled = ("project", "task", "series", "block", "link", "risk", "assessment", "issue",
              "flag_verdict", "flag_link", "flag_check")  # fmt: skip
    assert {table: count(db, table) for table in filled} == dict.fromkeys(filled, 0)
    assert count(db, "burn_down_day WHERE open <> 0") == 0


@pytest.mark.parametrize(
    ("zone", "now"),
    [
        ("Europe/Berlin", "2026-10-25T02:30"),  # twice that night
        ("America/New_York", "2026-03-08T02:30"),  # never that night
    ],
)
def test_a_change_of_the_clocks_does_no_harm(tmp_path: Path, zone: str, now: str) -> None:
    at = datetime.fromisoformat(now)
    with living_in(zone):
        db = made(tmp_path, at)

        assert count(db, "block WHERE actual_end < actual_start") == 0
        assert all(quadrants(db, at)[one] for one in ("do", "schedule", "delegate", "eliminate"))


def test_before_the_day_boundary_it_is_still_yesterday(tmp_path: Path) -> None:
    now = datetime.combine(TODAY + timedelta(1), time(1, 30))
    path = str(tmp_path / "demo.db")
    fill(path, Here(now, TODAY))

    db = sqlite3.connect(path)
    assert count(db, f"block WHERE day = '{TODAY}' AND status = 'planned' AND start > ''") == 0
    assert db.execute("SELECT max(day) FROM day").fetchone() == (str(TODAY),)


def test_the_days_ahead_are_planned(demo: Connection) -> None:
    ahead = [TODAY + timedelta(n) for n in range(1, 8)]
    found = {day: quick.on_day(demo, day) for day in ahead}

    assert all(it.status in ("planned", "cancelled") for day in ahead for it in found[day])
    assert len(found[date(2026, 11, 25)]) >= 9
