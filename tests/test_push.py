"""Pushing the rest of the day: what moves, what stays, what no longer fits."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.domain import RuleError
from infraday.domain.block import Status
from infraday.domain.schedule import begins, ends, minutes, push, shift
from tests.plain_blocks import Plain, all_day, at, block, plans

EVENING = at(17, 30)
amounts = st.integers(-600, 600).filter(bool)
moments = st.integers(0, 1439).map(lambda count: at(0) + timedelta(minutes=count))


def test_the_rest_of_the_day_moves_as_one_piece() -> None:
    over, now, later, last = (
        block("08:00", "09:00"),
        block("09:00", "10:00", status=Status.ACTIVE),
        block("10:00", "11:00"),
        block("14:00", "15:00"),
    )

    pushed = push([over, now, later, last], at(9, 42), 30, EVENING)

    assert pushed.moved == (
        (later, block("10:30", "11:30")[:4]),
        (last, block("14:30", "15:30")[:4]),
    )
    assert pushed.clashing == ()
    assert pushed.off_end == ()


def test_a_block_that_starts_at_the_very_minute_moves() -> None:
    assert push([block("09:42", "10:00")], at(9, 42), 15, EVENING).moved


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.PLANNED])
def test_only_what_is_planned_moves(status: Status) -> None:
    assert push([block("10:00", "11:00", status=status)], at(9), 30, EVENING).moved == ()


def test_what_is_fixed_stays_and_the_clash_is_named() -> None:
    review, client = block("10:00", "11:00"), block("11:00", "12:00", fixed=True)

    pushed = push([review, client], at(9), 15, EVENING)

    assert [moved for moved, _ in pushed.moved] == [review]
    assert pushed.clashing == ((review, client),)


@pytest.mark.parametrize("status", [Status.DONE, Status.SKIPPED, Status.MOVED, Status.CANCELLED])
def test_what_is_over_is_in_nobodys_way(status: Status) -> None:
    client = block("11:00", "12:00", fixed=True, status=status)

    assert push([block("10:00", "11:00"), client], at(9), 15, EVENING).clashing == ()


def test_an_all_day_block_neither_moves_nor_clashes() -> None:
    review = block("10:00", "11:00")

    pushed = push([all_day(), review], at(0), 15, EVENING)

    assert [moved for moved, _ in pushed.moved] == [review]
    assert pushed.clashing == ()


def test_what_falls_off_the_end_is_moved_and_listed() -> None:
    fits, falls = block("16:00", "17:00"), block("16:30", "17:30")
    late = block("23:00", "23:50")

    pushed = push([fits, falls, late], at(9), 30, EVENING)

    assert len(pushed.moved) == 3
    assert pushed.off_end == (falls, late)


def test_pulled_earlier_nothing_starts_before_the_moment() -> None:
    first, second = block("10:00", "11:00"), block("11:30", "12:00")

    pushed = push([first, second], at(9, 42), -30, EVENING)

    assert [times.start for _, times in pushed.moved] == [at(9, 42).time(), at(11, 12).time()]


def test_pulled_onto_what_is_running_is_a_clash() -> None:
    running, later = block("09:00", "10:00", status=Status.ACTIVE), block("10:00", "11:00")

    assert push([running, later], at(9, 42), -30, EVENING).clashing == ((later, running),)


def test_there_may_be_nothing_to_move() -> None:
    assert push([], at(9), 30, EVENING) == ((), (), ())
    assert push([block("09:00", "10:00")], at(9), -15, EVENING) == ((), (), ())


def test_a_push_by_nothing_is_refused() -> None:
    with pytest.raises(RuleError, match="how many minutes"):
        push([block("10:00", "11:00")], at(9), 0, EVENING)


def test_a_push_out_of_the_calendar_is_refused() -> None:
    with pytest.raises(RuleError):
        push([block("10:00", "11:00")], at(9), 10**30, EVENING)


@given(plans, moments, amounts)
def test_a_push_loses_nothing(day: list[Plain], begin: datetime, amount: int) -> None:
    pushed = push(day, begin, amount, EVENING)
    gone = Counter(it for it, _ in pushed.moved)

    assert not gone - Counter(day)
    for it, times in pushed.moved:
        assert (it.status, it.fixed) == (Status.PLANNED, False)
        assert begins(it) >= begin
        assert begins(times) >= begin
        assert minutes(times) == minutes(it)
    assert {it for it, times in pushed.moved if ends(times) > EVENING} == set(pushed.off_end)


@given(plans, moments, amounts)
def test_a_push_moves_all_by_the_same_amount(
    day: list[Plain], begin: datetime, amount: int
) -> None:
    steps = {begins(times) - begins(it) for it, times in push(day, begin, amount, EVENING).moved}

    assert len(steps) <= 1
    if amount > 0:
        assert steps <= {timedelta(minutes=amount)}


@given(plans, moments, st.integers(1, 300), st.integers(1, 300))
def test_two_pushes_are_one(day: list[Plain], begin: datetime, one: int, two: int) -> None:
    once = push(day, begin, one + two, EVENING).moved
    first = push(day, begin, one, EVENING).moved

    assert [(it, shift(times, two)) for it, times in first] == list(once)
