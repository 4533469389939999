"""Where a task could go."""

from datetime import datetime, time

from infraday.domain.placing import Spot, in_next_gap, in_slot, longest
from infraday.domain.schedule import Gap
from tests.plain_blocks import TUESDAY


def at(hour: int, minute: int = 0) -> datetime:
    return datetime.combine(TUESDAY, time(hour, minute))


GAPS = (Gap(at(11), at(11, 45)), Gap(at(14), at(16, 30)))


def test_a_slot_in_free_time_has_the_room_that_is_left_of_its_gap() -> None:
    spot = in_slot(at(14, 30), 60, GAPS)

    assert spot == Spot(at(14, 30), 60, 120)
    assert spot.fits
    assert spot.end == at(15, 30)


def test_a_slot_that_is_too_short_says_how_much_is_free() -> None:
    spot = in_slot(at(11), 60, GAPS)

    assert (spot.fits, spot.room) == (False, 45)


def test_a_slot_outside_the_free_time_has_no_room() -> None:
    for clock in (at(9), at(11, 45), at(16, 30), at(20)):
        assert in_slot(clock, 15, GAPS).room == 0


def test_the_next_gap_is_the_first_that_holds_it() -> None:
    assert in_next_gap(at(9), 45, GAPS) == Spot(at(11), 45, 45)
    assert in_next_gap(at(9), 46, GAPS) == Spot(at(14), 46, 150)


def test_the_gap_one_stands_in_counts_from_there_on() -> None:
    assert in_next_gap(at(11, 30), 15, GAPS) == Spot(at(11, 30), 15, 15)
    assert in_next_gap(at(11, 30), 30, GAPS) == Spot(at(14), 30, 150)


def test_a_gap_before_is_taken_where_none_after_holds_it() -> None:
    assert in_next_gap(at(15), 120, GAPS) == Spot(at(14), 120, 150)
    assert in_next_gap(at(17), 30, GAPS) == Spot(at(11), 30, 45)


def test_no_gap_may_hold_it() -> None:
    assert in_next_gap(at(9), 151, GAPS) is None
    assert in_next_gap(at(9), 15, ()) is None


def test_the_longest_gap() -> None:
    assert (longest(GAPS), longest(())) == (150, 0)
