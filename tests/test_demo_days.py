"""The demo's days at any moment: what is over has gone somehow, what is ahead is still planned."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest

from infraday.demo import agenda, chores, outcomes, story
from infraday.demo.chores import Chore
from infraday.demo.moments import Here
from infraday.demo.outcomes import Happened
from infraday.domain import schedule
from infraday.domain.block import OutputState, Status
from infraday.domain.intake import Mark, read_mark
from infraday.domain.project import ProjectStatus
from infraday.domain.schedule import Times
from infraday.domain.task import TaskStatus
from tests.factories import TODAY

TOLD = story.read()
WEEK = [TODAY + timedelta(n) for n in range(7)]
HOURS = [0, 7, 12, 22]


def at(hour: int, minute: int = 0, day: date = TODAY) -> Here:
    return Here(datetime.combine(day, time(hour, minute)), day)


def happened(here: Here) -> list[Happened]:
    planned = agenda.blocks(TOLD, here)
    moved = outcomes.carried(planned, here).values()
    return list(outcomes.happened([*planned, *moved], here))


def timed(found: Sequence[Happened]) -> list[Happened]:
    return [one for one in found if not schedule.is_all_day(one.planned.times)]


def is_over(one: Happened, here: Here) -> bool:
    return schedule.ends(one.planned.times) <= here.now


@pytest.mark.parametrize("day", WEEK, ids=lambda day: f"{day:%a}")
def test_the_clock_parts_what_went_from_what_is_planned(day: date) -> None:
    for hour in HOURS:
        here = at(hour, 20, day)
        found = timed(happened(here))
        for one in found:
            begun = schedule.begins(one.planned.times) <= here.now
            assert (one.status is Status.PLANNED) == (not begun)
            assert (one.status is Status.ACTIVE) == (begun and not is_over(one, here))
            assert all(moment is None or moment <= here.now for moment in (one.began, one.ended))
        assert sum(one.status is Status.ACTIVE for one in found) <= 1


def test_nobody_was_in_two_places() -> None:
    here = at(15, 30)
    spans = sorted((one.began, one.ended or here.now) for one in happened(here) if one.began)

    assert len(spans) > 90
    assert all(begin < end for begin, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_the_actual_times_differ_from_the_plan() -> None:
    done = [one for one in happened(at(12)) if one.began]
    off = [one for one in done if one.began != schedule.begins(one.planned.times)]

    assert len(off) > len(done) // 2


@pytest.mark.parametrize("day", WEEK, ids=lambda day: f"{day:%a}")
def test_two_weeks_back_have_every_outcome_on_whatever_day_it_is_opened(day: date) -> None:
    found = happened(at(7, 0, day))
    states = [one.state for one in found]

    assert {one.status for one in found} >= {Status.SKIPPED, Status.MOVED, Status.PLANNED}
    assert any(one.planned.unplanned for one in found)
    assert states.count(OutputState.PRODUCED) > states.count(OutputState.PARTIAL)
    assert states.count(OutputState.PARTIAL) > states.count(OutputState.NONE) > 0


def test_days_count_working_days() -> None:
    friday = Here(datetime(2026, 11, 27, 9), date(2026, 11, 27))  # noqa: DTZ001 - a plan's time

    assert friday.working(1) == date(2026, 11, 30)
    assert friday.working(-5) == date(2026, 11, 20)
    assert at(9, day=date(2026, 11, 28)).working(0) == date(2026, 11, 28)
    assert at(9, day=date(2026, 11, 28)).working(-1) == date(2026, 11, 27)


def test_what_the_calendar_has_takes_the_place_of_what_a_day_has() -> None:
    here = at(23, 59, TODAY + timedelta(7))
    blocks = [one for one in agenda.blocks(TOLD, here) if not schedule.is_all_day(one.times)]
    meetings = [one for one in blocks if one.source == "ics" and one.uid != "carrier-call"]

    for meeting in meetings:
        others = [one for one in blocks if one != meeting]
        assert not any(schedule.overlaps(meeting.times, one.times) for one in others)


def of(day: date) -> list[Chore]:
    return list(chores.chores(TOLD.tasks, at(7, 10, day)))


@pytest.mark.parametrize("day", WEEK, ids=lambda day: f"{day:%a}")
def test_a_task_came_in_before_anything_became_of_it(day: date) -> None:
    for one in of(day):
        made = one.row["created_at"]
        assert isinstance(made, datetime)
        assert made <= datetime.combine(day, time(7, 10))
        assert str(made.date()) <= str(one.row.get("asked_on", "9999"))
        done = one.row.get("done_at", made)
        assert isinstance(done, datetime)
        assert made <= done


@pytest.mark.parametrize("hour", [0, 3, 7, 22])
def test_the_night_brought_reports_in_and_none_from_ahead(hour: int) -> None:
    here = at(hour)
    found = [one.row for one in chores.chores(TOLD.tasks, here) if one.row.get("source")]

    marks = [read_mark(str(row["notes"])) for row in found]
    assert len(marks) == 8
    for mark in marks:
        assert isinstance(mark, Mark)
        assert isinstance(mark.at, datetime)
        assert here.now - timedelta(days=1) <= mark.at <= here.now


def test_the_story_fits_together() -> None:
    keys = {project.key for project in TOLD.projects}
    titles = [str(one.row["title"]) for one in of(TODAY)]
    activities = {slot.activity for day in TOLD.days for slot in day}
    activities |= {one.activity for one in (*TOLD.series, *TOLD.meetings)}

    assert len(titles) == len(set(titles)) == 120
    assert {one.project for one in of(TODAY)} - {None} == keys
    assert {one.of for one in of(TODAY)} - {None} <= activities
    assert {slot.task for day in TOLD.days for slot in day} - {None} <= set(titles)
    assert {one.status for one in TOLD.projects} <= set(ProjectStatus)
    slots = [slot for day in TOLD.days for slot in day]
    went = [one.went for one in TOLD.series] + [one.went for one in slots]
    signs = {text[:1] for texts in went for text in texts}
    assert signs == outcomes.SIGNS.keys()


def test_dropped_ones_say_why_and_delegated_ones_to_whom() -> None:
    for one in of(TODAY):
        if one.row["status"] is TaskStatus.DROPPED:
            assert one.row["drop_reason"]
        if one.row["status"] is TaskStatus.WAITING:
            assert one.row["owner"]
            assert one.row["asked_on"]


def test_a_block_of_a_moved_one_lies_on_the_next_working_day() -> None:
    friday = outcomes.Planned(
        Times(date(2026, 11, 20), time(15), date(2026, 11, 20), time(16)), "Papers", went="> = Late"
    )
    [target] = outcomes.carried([friday], at(9)).values()

    assert (target.times.day, target.times.start) == (date(2026, 11, 23), time(17, 30))
    assert target.went == "= Late"
