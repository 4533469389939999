"""Spans: where they lie, what makes one, moving and resizing them."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.domain import RuleError
from infraday.domain.schedule import (
    Times,
    begins,
    between,
    check,
    ends,
    is_all_day,
    lasting,
    minutes,
    overlaps,
    resize,
    shift,
    to_day,
    touches,
)
from tests.plain_blocks import TUESDAY, all_day, at, block, spans

MONDAY = TUESDAY - timedelta(days=1)
WEDNESDAY = TUESDAY + timedelta(days=1)
LEAP_DAY = date(2028, 2, 29)
some_minutes = st.integers(-10_000, 10_000)
days = st.dates(date(1999, 1, 1), date(2100, 12, 31))


def test_a_span_begins_and_ends_on_the_wall_clock() -> None:
    night = block("22:00", "02:00")

    assert (begins(night), ends(night)) == (at(22), at(2, day=WEDNESDAY))
    assert minutes(night) == 240


def test_an_all_day_span_lasts_from_midnight_to_midnight() -> None:
    freeze = all_day(MONDAY, TUESDAY)

    assert is_all_day(freeze)
    assert (begins(freeze), ends(freeze)) == (at(0, day=MONDAY), at(0, day=WEDNESDAY))
    assert minutes(freeze) == 2 * 1440


def test_midnight_is_a_time_like_any_other() -> None:
    first = block("00:00", "01:00")

    assert not is_all_day(first)
    assert begins(first) == at(0)


@pytest.mark.parametrize(
    ("span", "touched"),
    [
        (block("09:00", "10:00"), [TUESDAY]),
        (block("22:00", "02:00"), [TUESDAY, WEDNESDAY]),
        (block("22:00", "00:00"), [TUESDAY]),
        (block("22:00", "00:01"), [TUESDAY, WEDNESDAY]),
        (block("00:00", "00:00"), [TUESDAY]),
        (block("23:59", "23:59"), [TUESDAY]),
        (all_day(), [TUESDAY]),
        (all_day(MONDAY, WEDNESDAY), [MONDAY, TUESDAY, WEDNESDAY]),
    ],
)
def test_a_span_touches_the_days_it_lies_on(span: Times, touched: list[date]) -> None:
    week = [MONDAY + timedelta(days=count) for count in range(-2, 5)]

    assert [day for day in week if touches(span, day)] == touched


@given(spans(), days)
def test_touching_a_day_is_sharing_time_with_it(span: Times, far: date) -> None:
    for day in (MONDAY, TUESDAY, WEDNESDAY, far):
        whole = Times(day, None, day, None)
        mark = begins(span) == ends(span) and span.day == day
        assert touches(span, day) == (overlaps(span, whole) or mark)


def test_what_checks_out_comes_back() -> None:
    assert check(TUESDAY, time(9), TUESDAY, time(10)) == (TUESDAY, time(9), TUESDAY, time(10))
    assert is_all_day(check(TUESDAY, None, WEDNESDAY, None))
    assert minutes(check(LEAP_DAY, time(23, 30), date(2028, 3, 1), time(0, 30))) == 60


@pytest.mark.parametrize(
    ("times", "reason"),
    [
        (Times(TUESDAY, time(9), TUESDAY, time(9)), "are the same"),
        (Times(TUESDAY, time(9), TUESDAY, time(8)), "before the start"),
        (Times(TUESDAY, time(9), MONDAY, time(9)), "before the start"),
        (Times(TUESDAY, None, MONDAY, None), "before the start"),
        (Times(TUESDAY, time(9), TUESDAY + timedelta(days=366), time(9, 1)), "366 days"),
        (Times(TUESDAY, None, TUESDAY + timedelta(days=367), None), "366 days"),
        (Times(TUESDAY, time(9), TUESDAY, None), "both a start and an end"),
        (Times(TUESDAY, None, TUESDAY, time(9)), "both a start and an end"),
        (Times(date.max, None, date.max, None), "between 1900 and 2999"),
        (Times(date.min, time(9), date.min, time(10)), "between 1900 and 2999"),
    ],
)
def test_times_that_make_no_block_are_refused(times: Times, reason: str) -> None:
    with pytest.raises(RuleError, match=reason):
        check(*times)


def test_a_year_is_allowed() -> None:
    next_year = TUESDAY + timedelta(days=366)

    assert minutes(check(TUESDAY, time(9), next_year, time(9))) == 366 * 1440
    assert check(TUESDAY, None, next_year, None).end_day == next_year


def test_a_length_may_cross_midnight() -> None:
    assert lasting(TUESDAY, time(23, 30), 60) == (TUESDAY, time(23, 30), WEDNESDAY, time(0, 30))
    assert lasting(TUESDAY, time(23), 60) == (TUESDAY, time(23), WEDNESDAY, time(0))
    assert lasting(LEAP_DAY, time(9), 1440) == (LEAP_DAY, time(9), date(2028, 3, 1), time(9))


@pytest.mark.parametrize("length", [0, -1, 366 * 1440 + 1, 10**12, 10**30])
def test_a_length_of_nothing_or_too_much_is_refused(length: int) -> None:
    with pytest.raises(RuleError):
        lasting(TUESDAY, time(9), length)


def test_an_end_before_the_start_means_the_next_day() -> None:
    assert between(TUESDAY, time(22), time(2)).end_day == WEDNESDAY
    assert between(TUESDAY, time(22), time(0)).end_day == WEDNESDAY
    assert between(TUESDAY, time(9), time(10)).end_day == TUESDAY
    assert between(date(2028, 2, 28), time(22), time(2)).end_day == LEAP_DAY


def test_equal_times_are_refused_in_the_form() -> None:
    with pytest.raises(RuleError, match="are the same"):
        between(TUESDAY, time(9), time(9))


@pytest.mark.parametrize("day", [date.max, date.min])
def test_a_day_out_of_reach_is_refused_everywhere(day: date) -> None:
    with pytest.raises(RuleError, match="out of reach"):
        between(day, time(22), time(2))
    with pytest.raises(RuleError, match="out of reach"):
        lasting(day, time(22), 600)
    with pytest.raises(RuleError, match="out of reach"):
        to_day(block("09:00", "10:00"), day)


def test_shifting_may_cross_midnight_both_ways() -> None:
    assert shift(block("23:50", "23:55"), 15) == lasting(WEDNESDAY, time(0, 5), 5)
    assert shift(block("00:10", "00:20"), -15) == lasting(MONDAY, time(23, 55), 10)


def test_a_mark_of_no_length_stays_one() -> None:
    assert minutes(shift(block("09:00", "09:00"), 15)) == 0


@pytest.mark.parametrize("count", [10**10, -(10**10), 10**30])
def test_shifting_out_of_the_calendar_is_refused(count: int) -> None:
    with pytest.raises(RuleError):
        shift(block("09:00", "10:00"), count)


def test_an_all_day_block_is_neither_shifted_nor_resized() -> None:
    with pytest.raises(RuleError, match="another day"):
        shift(all_day(), 15)
    with pytest.raises(RuleError, match="start and an end"):
        resize(all_day(), 15)


def test_resizing_moves_the_end() -> None:
    assert resize(block("09:00", "10:00"), 15) == lasting(TUESDAY, time(9), 75)
    assert resize(block("23:00", "23:50"), 15) == lasting(TUESDAY, time(23), 65)
    assert resize(block("09:00", "09:20"), -15) == lasting(TUESDAY, time(9), 5)
    assert resize(block("09:00", "09:00"), 15) == lasting(TUESDAY, time(9), 15)


@pytest.mark.parametrize("count", [-56, -60, -600, 366 * 1440, 10**30])
def test_resizing_to_almost_nothing_or_too_much_is_refused(count: int) -> None:
    with pytest.raises(RuleError):
        resize(block("09:00", "10:00"), count)


def test_the_same_times_on_another_day() -> None:
    assert to_day(block("22:00", "02:00"), LEAP_DAY) == between(LEAP_DAY, time(22), time(2))
    assert to_day(all_day(MONDAY, TUESDAY), LEAP_DAY) == (LEAP_DAY, None, date(2028, 3, 1), None)


@given(spans().filter(lambda span: not is_all_day(span)), some_minutes, some_minutes)
def test_shifts_compose(span: Times, one: int, two: int) -> None:
    assert shift(shift(span, one), two) == shift(span, one + two)
    assert minutes(shift(span, one)) == minutes(span)


@given(spans(), days)
def test_moving_to_a_day_and_back_changes_nothing(span: Times, day: date) -> None:
    there = to_day(span, day)

    assert minutes(there) == minutes(span)
    assert to_day(there, span.day) == span


@given(days, st.times(), st.integers(1, 366 * 1440))
def test_a_length_comes_out_as_it_went_in(day: date, start: time, length: int) -> None:
    assert minutes(lasting(day, start, length)) == length
