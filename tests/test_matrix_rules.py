"""Urgency and its one-line reasons, and the four quadrants."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.domain.matrix import (
    Quadrant,
    Verdict,
    is_weekday,
    is_within,
    last_within,
    quadrant,
    urgency,
)
from infraday.domain.task import TaskStatus

TUESDAY = date(2026, 11, 24)
FRIDAY = TUESDAY + timedelta(days=3)
CALM = (False, None, False)


class Plain(NamedTuple):
    due: date | None = None
    estimate_minutes: int | None = None
    status: TaskStatus = TaskStatus.OPEN
    important: bool = True
    urgent_override: bool | None = None


def judge(
    task: Plain, *, free: int = 6000, worked: int = 0, today: date = TUESDAY, days: int = 2
) -> Verdict:
    return urgency(task, today, lambda due: free, worked, days)


def due_in(days: int, estimate: int | None = None) -> Plain:
    return Plain(TUESDAY + timedelta(days=days), estimate)


@pytest.mark.parametrize(
    ("task", "because"),
    [
        (due_in(0), "due today"),
        (due_in(0, 45), "due today, 45 min of work left, 2 h 30 free"),
        (due_in(1, 360), "due tomorrow, 6 h of work left, 2 h 30 free"),
        (due_in(2), "due Thursday"),
        (due_in(6, 540), "due Monday, 9 h of work left, 2 h 30 free"),
        (due_in(7, 180), "due Tue 1 Dec, 3 h of work left, 2 h 30 free"),
        (due_in(24, 125), "due Fri 18 Dec, 2 h 05 of work left, 2 h 30 free"),
        (due_in(38, 900), "due Fri 1 Jan 2027, 15 h of work left, 2 h 30 free"),
        (due_in(-8), "overdue since Mon 16 Nov"),
        (due_in(-1, 60), "overdue since Mon 23 Nov"),
        (due_in(-365), "overdue since Mon 24 Nov 2025"),
    ],
)
def test_each_urgent_task_says_why(task: Plain, because: str) -> None:
    assert judge(task, free=150) == (True, because, False)


@pytest.mark.parametrize("task", [Plain(), Plain(None, 6000), due_in(3), due_in(30, 60)])
def test_what_has_time_is_calm(task: Plain) -> None:
    assert judge(task) == CALM


def test_urgent_is_more_than_the_share_of_the_free_time() -> None:
    assert not judge(due_in(10, 400), free=500).urgent
    assert judge(due_in(10, 401), free=500).urgent
    assert judge(due_in(10, 1), free=0).urgent


def test_what_was_worked_counts_no_more() -> None:
    assert not judge(due_in(10, 401), free=500, worked=1).urgent
    assert judge(due_in(10, 60), free=0, worked=90) == CALM
    assert judge(due_in(1, 60), free=0, worked=60) == (True, "due tomorrow", False)


@pytest.mark.parametrize("task", [due_in(-8), due_in(30), Plain()])
def test_what_a_person_said_wins_and_is_shown(task: Plain) -> None:
    assert judge(task._replace(urgent_override=True)) == (True, "marked urgent by hand", True)
    assert judge(task._replace(urgent_override=False)) == (
        False, "marked not urgent by hand", True,
    )  # fmt: skip


@pytest.mark.parametrize("status", [TaskStatus.DONE, TaskStatus.DROPPED])
def test_what_is_over_is_not_urgent(status: TaskStatus) -> None:
    assert judge(due_in(-8)._replace(status=status)) == CALM


@pytest.mark.parametrize("status", [TaskStatus.INBOX, TaskStatus.WAITING])
def test_what_waits_can_be_urgent(status: TaskStatus) -> None:
    assert judge(due_in(0)._replace(status=status)).urgent


def test_free_time_is_asked_only_where_it_matters() -> None:
    def never(due: date) -> int:
        raise AssertionError(due)

    for task in (Plain(), due_in(-1, 60), due_in(1), due_in(20), Plain(None, 60)):
        urgency(task, TUESDAY, never, worked=0)


@pytest.mark.parametrize(
    ("ahead", "within"), [(0, True), (1, True), (3, True), (4, True), (5, False)]
)
def test_from_friday_two_working_days_reach_to_tuesday(ahead: int, within: bool) -> None:
    assert is_within(FRIDAY + timedelta(days=ahead), FRIDAY, 2) is within


def test_due_at_the_weekend_is_due_after_the_last_working_day() -> None:
    wednesday = TUESDAY + timedelta(days=1)

    assert is_within(date(2026, 11, 29), wednesday, 2)
    assert not is_within(date(2026, 11, 30), wednesday, 2)


def test_holidays_are_no_working_days() -> None:
    eve, after = date(2026, 12, 24), date(2026, 12, 29)

    assert not is_within(after, eve, 2)
    assert is_within(after, eve, 2, lambda day: is_weekday(day) and day != date(2026, 12, 25))


def test_twenty_ninth_of_february_counts() -> None:
    assert not is_within(date(2028, 3, 2), date(2028, 2, 28), 2)
    assert is_within(date(2028, 3, 1), date(2028, 2, 28), 2)


@pytest.mark.parametrize("days", [0, 1])
def test_the_number_of_days_is_a_setting(days: int) -> None:
    assert judge(due_in(days), days=days).urgent
    assert not judge(due_in(days + 1), days=days).urgent


def test_who_never_works_is_not_counted_for_years() -> None:
    asked: list[date] = []

    def never(day: date) -> bool:
        asked.append(day)
        return False

    assert not is_within(date.max, TUESDAY, 2, never)
    assert is_within(TUESDAY + timedelta(days=70), TUESDAY, 2, never)
    assert len(asked) == 70


@pytest.mark.parametrize(
    ("important", "urgent", "expected"),
    [
        (True, True, Quadrant.DO),
        (True, False, Quadrant.SCHEDULE),
        (False, True, Quadrant.DELEGATE),
        (False, False, Quadrant.ELIMINATE),
    ],
)
def test_the_four_quadrants(important: bool, urgent: bool, expected: Quadrant) -> None:
    assert quadrant(TaskStatus.OPEN, important, urgent) is expected
    assert quadrant(TaskStatus.WAITING, important, urgent) is Quadrant.DELEGATE
    assert quadrant(TaskStatus.INBOX, important, urgent) is None


tasks = st.builds(
    Plain,
    st.none() | st.dates(date(2026, 11, 1), date(2027, 2, 1)),
    st.none() | st.integers(1, 6000),
    st.sampled_from(TaskStatus),
    st.booleans(),
    st.none() | st.booleans(),
)


@given(tasks, st.integers(0, 5000), st.integers(0, 600))
def test_urgent_has_a_reason_and_less_free_time_never_calms(
    task: Plain, free: int, worked: int
) -> None:
    verdict = judge(task, free=free, worked=worked)

    assert verdict.override is (task.urgent_override is not None)
    assert (verdict.because is not None) is (verdict.urgent or verdict.override)
    assert "\n" not in (verdict.because or "")
    assert judge(task, free=free // 2, worked=worked).urgent >= verdict.urgent


@given(st.dates(TUESDAY, date(2027, 3, 1)), st.integers(0, 9), st.sets(st.integers(0, 6)))
def test_the_last_day_within_is_the_last_that_is(today: date, days: int, off: set[int]) -> None:
    def works(day: date) -> bool:
        return day.weekday() not in off

    last = last_within(today, days, works)

    assert is_within(last, today, days, works)
    assert not is_within(last + timedelta(days=1), today, days, works)


@given(st.dates(TUESDAY, date(2027, 3, 1)), st.integers(0, 9), st.integers(0, 6))
def test_within_counts_the_working_days_that_are_left(due: date, days: int, off: int) -> None:
    works: Callable[[date], bool] = lambda day: day.weekday() != off  # noqa: E731 - a plain value
    ahead = [TUESDAY + timedelta(days=count + 1) for count in range((due - TUESDAY).days)]

    assert is_within(due, TUESDAY, days, works) is (sum(map(works, ahead)) <= days)
