"""Free time counted on plain numbers is what the rules of the day say of the blocks themselves."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from infraday.domain import freetime, schedule
from infraday.domain.block import Kind
from infraday.domain.freetime import Taken
from infraday.domain.schedule import Times
from tests.plain_blocks import on

DAY = date(2026, 11, 24)
SPANS = st.tuples(st.integers(0, 1439), st.integers(0, 1439), st.booleans()).map(
    lambda span: Taken(min(span[:2]), max(span[:2]), span[2])
)


def clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


@given(st.lists(SPANS, max_size=8), st.integers(0, 720), st.integers(0, 719))
def test_they_agree(taken: list[Taken], begin: int, length: int) -> None:
    blocks = [
        on(
            Times(DAY, clock(span.begin), DAY, clock(span.end)),
            kind=Kind.BREAK if span.is_break else Kind.OTHER,
        )
        for span in taken
    ]
    midnight = datetime.combine(DAY, time())
    hours = midnight + timedelta(minutes=begin), midnight + timedelta(minutes=begin + length)

    free = sum(gap.minutes for gap in schedule.free(blocks, *hours))
    assert freetime.free_minutes(taken, begin, begin + length) == free
    planned = schedule.planned_minutes(blocks, *hours)
    assert freetime.planned_minutes(taken, begin, begin + length) == planned


def test_a_gap_below_a_quarter_of_an_hour_is_no_free_time() -> None:
    assert freetime.free_minutes([Taken(14, 60)], 0, 75) == 15
    assert freetime.free_minutes([Taken(15, 60)], 0, 74) == 15


def test_what_goes_on_after_the_end_counts_to_the_end_once() -> None:
    assert freetime.planned_minutes([Taken(0, 30), Taken(5, 40)], 0, 10) == 10
