"""What a day's blocks leave free, how full they make it, what clashes, what is late."""

from datetime import UTC, datetime, time, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given

from infraday.domain.block import Kind, Status
from infraday.domain.schedule import (
    Gap,
    capacity_minutes,
    clashes,
    free,
    is_late,
    next_gap,
    occupied,
    overlaps,
    planned_minutes,
    takes_time,
)
from tests.plain_blocks import TUESDAY, Plain, all_day, at, block, plans, spanning, windows

NOT_THERE = [Status.SKIPPED, Status.MOVED, Status.CANCELLED]
LUNCH = block("12:00", "13:00", kind=Kind.BREAK)


def gap(begin: str, end: str) -> Gap:
    return Gap(*(datetime.combine(TUESDAY, time.fromisoformat(it)) for it in (begin, end)))


def test_an_empty_day_is_free_and_holds_nothing() -> None:
    assert occupied([], at(8), at(17)) == []
    assert free([], at(8), at(17)) == [gap("08:00", "17:00")]
    assert planned_minutes([], at(8), at(17)) == 0
    assert clashes([]) == set()


def test_blocks_that_overlap_or_touch_make_one_stretch() -> None:
    day = [block("10:00", "11:00"), block("09:00", "10:30"), block("11:00", "11:30"), LUNCH]

    assert occupied(day, at(8), at(17)) == [gap("09:00", "11:30"), gap("12:00", "13:00")]
    assert free(day, at(8), at(17)) == [
        gap("08:00", "09:00"),
        gap("11:30", "12:00"),
        gap("13:00", "17:00"),
    ]


def test_what_lies_outside_of_the_hours_is_cut_off() -> None:
    day = [block("07:00", "09:00"), block("16:00", "18:00"), block("18:00", "19:00")]

    assert free(day, at(8), at(17)) == [gap("09:00", "16:00")]
    assert occupied(day, at(10), at(10)) == []
    assert free(day, at(17), at(8)) == []


def test_a_night_counts_on_both_its_days() -> None:
    night = block("22:00", "02:00")
    wednesday = TUESDAY + timedelta(days=1)
    midnight, noon = at(0, day=wednesday), at(12, day=wednesday)

    assert occupied([night], at(0), midnight) == [Gap(at(22), midnight)]
    assert occupied([night], midnight, noon) == [Gap(midnight, at(2, day=wednesday))]


@pytest.mark.parametrize("length", [14, 15])
def test_only_gaps_of_15_minutes_and_more_are_free(length: int) -> None:
    day = [block("09:00", f"10:{60 - length}"), block("11:00", "12:00")]

    assert len(free(day, at(9), at(12))) == (length == 15)


@pytest.mark.parametrize("status", NOT_THERE)
def test_what_does_not_take_place_takes_no_time(status: Status) -> None:
    gone = block("09:00", "10:00", status=status)
    day = [gone, block("09:00", "10:00")]

    assert free([gone], at(8), at(17)) == [gap("08:00", "17:00")]
    assert planned_minutes([gone], at(8), at(17)) == 0
    assert clashes(day) == set()


def test_an_all_day_block_takes_no_time() -> None:
    day = [all_day(), all_day(), block("09:00", "10:00")]

    assert planned_minutes(day, at(8), at(17)) == 60
    assert clashes(day) == set()


def test_the_next_gap_is_the_first_that_is_long_enough() -> None:
    gaps = [gap("08:00", "08:30"), gap("09:00", "10:00"), gap("11:00", "15:00")]

    assert next_gap(gaps, 30) == gaps[0]
    assert next_gap(gaps, 31) == gaps[1]
    assert next_gap(gaps, 241) is None


def test_load_and_capacity_of_the_working_hours() -> None:
    day = [block("07:00", "09:00"), block("08:30", "10:00"), LUNCH, block("12:30", "13:30")]

    assert planned_minutes(day, at(8), at(17, 30)) == 120 + 60
    assert capacity_minutes(day, at(8), at(17, 30)) == 510


def test_a_skipped_break_is_working_time() -> None:
    skipped = block("12:00", "13:00", kind=Kind.BREAK, status=Status.SKIPPED)

    assert capacity_minutes([skipped], at(8), at(17, 30)) == 570


def test_blocks_that_only_touch_do_not_clash() -> None:
    assert clashes([block("09:00", "10:00"), block("10:00", "11:00")]) == set()


def test_everyone_in_a_clash_is_named() -> None:
    day = [block("10:30", "13:00"), block("09:00", "12:00"), block("10:00", "11:00"),
           block("13:00", "14:00")]  # fmt: skip

    assert clashes(day) == {0, 1, 2}
    assert clashes([block("09:00", "10:00"), block("09:00", "10:00")]) == {0, 1}


def test_a_long_block_meets_those_after_a_short_one_too() -> None:
    day = [block("09:00", "12:00"), block("09:30", "10:00"), block("11:00", "13:00")]

    assert clashes(day) == {0, 1, 2}
    assert occupied(day[:2], at(8), at(17)) == [gap("09:00", "12:00")]


def test_a_mark_of_no_length_never_clashes() -> None:
    assert clashes([block("09:00", "10:00"), block("09:30", "09:30")]) == set()


@pytest.mark.parametrize(
    ("now", "late"), [(at(9), False), (at(9, 4), False), (at(9, 5), True), (at(20), True)]
)
def test_a_planned_block_is_late_five_minutes_after_its_start(now: datetime, late: bool) -> None:
    assert is_late(block("09:00", "10:00"), now) is late


@pytest.mark.parametrize("status", [Status.ACTIVE, Status.PLANNED])
def test_a_block_that_was_begun_is_late_past_its_end(status: Status) -> None:
    begun = block(
        "09:00", "10:00", status=status, actual_start=datetime(2026, 11, 24, 8, tzinfo=UTC)
    )

    assert not is_late(begun, at(10))
    assert is_late(begun, at(10, 1))


@pytest.mark.parametrize("status", [Status.DONE, *NOT_THERE])
def test_what_is_over_is_not_late(status: Status) -> None:
    assert not is_late(block("09:00", "10:00", status=status), at(20))


def test_an_all_day_block_is_never_late() -> None:
    assert not is_late(all_day(), at(20))


def test_a_night_is_late_after_its_own_end_only() -> None:
    night = block("22:00", "02:00", status=Status.ACTIVE)
    wednesday = TUESDAY + timedelta(days=1)

    assert not is_late(night, at(1, 59, wednesday))
    assert is_late(night, at(2, 1, wednesday))


def test_the_clock_may_bring_its_zone() -> None:
    east = timezone(timedelta(hours=2))

    assert is_late(block("09:00", "10:00"), at(9, 5).replace(tzinfo=east))
    assert not is_late(block("09:00", "10:00"), at(9, 4).replace(tzinfo=east))


@given(plans, windows())
def test_free_and_occupied_share_the_hours_out(
    day: list[Plain], hours: tuple[datetime, datetime]
) -> None:
    taken = occupied(day, *hours)
    parts = sorted([*taken, *free(day, *hours, least=1)])

    assert sum(part.minutes for part in parts) == Gap(*hours).minutes
    assert all(part.begin < part.end for part in parts)
    assert all(one.end == two.begin for one, two in pairwise(parts))
    assert all(one.end < two.begin for one, two in pairwise(taken))


@given(plans, windows())
def test_nothing_takes_place_in_free_time(
    day: list[Plain], hours: tuple[datetime, datetime]
) -> None:
    for space in free(day, *hours):
        assert space.minutes >= 15
        assert not [it for it in day if takes_time(it) and overlaps(spanning(*space), it)]


@given(plans, windows())
def test_load_and_capacity_stay_inside_the_hours(
    day: list[Plain], hours: tuple[datetime, datetime]
) -> None:
    assert 0 <= planned_minutes(day, *hours) <= Gap(*hours).minutes
    assert 0 <= capacity_minutes(day, *hours) <= Gap(*hours).minutes
    assert planned_minutes(day + day, *hours) == planned_minutes(day, *hours)


@given(plans)
def test_clashes_are_the_pairs_that_overlap(day: list[Plain]) -> None:
    pairs = {
        place
        for place, one in enumerate(day)
        for other_place, other in enumerate(day)
        if place != other_place and takes_time(one) and takes_time(other) and overlaps(one, other)
    }

    assert clashes(day) == pairs
