"""Rules that move along when one occurrence gets another day, and where a rule counts from."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from infraday.domain import RuleError, recurrence
from infraday.domain.series import Ruled, along, begin_for, say_days, say_from

TUESDAY = date(2026, 11, 24)
BOUNDED = (
    "FREQ=DAILY;COUNT=9", "FREQ=DAILY;INTERVAL=3;UNTIL=20270110", "FREQ=WEEKLY;COUNT=6",
    "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270105", "FREQ=WEEKLY;BYDAY=TU,FR;COUNT=9",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,SU;UNTIL=20270301",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=11",
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU;COUNT=7", "FREQ=MONTHLY;BYDAY=4TU;COUNT=5",
    "FREQ=MONTHLY;BYDAY=-1TU;UNTIL=20270701", "FREQ=MONTHLY;BYMONTHDAY=24;COUNT=4",
    "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-7;COUNT=4", "FREQ=MONTHLY;COUNT=4", "FREQ=YEARLY;COUNT=3",
)  # fmt: skip


def days(rrule: str, first_day: date) -> list[date]:
    return recurrence.upcoming(Ruled(first_day, rrule), date.min, 100)


@given(rule=st.sampled_from(BOUNDED), at=st.integers(0, 20), by=st.integers(-9, 9))
def test_each_occurrence_moves_and_keeps_its_place(rule: str, at: int, by: int) -> None:
    before = days(rule, TUESDAY)
    day = before[at % len(before)]
    try:
        moved = along(rule, TUESDAY, day, day + timedelta(days=by))
    except RuleError:
        assume(False)
    after = days(moved.rrule, moved.first_day)
    assert after == [moved.to(one) for one in before]
    assert day + timedelta(days=by) in after


@pytest.mark.parametrize(
    ("rule", "by", "becomes", "first"),
    [
        ("FREQ=WEEKLY", 1, "FREQ=WEEKLY", 25),
        ("FREQ=WEEKLY;BYDAY=TU,TH", 1, "FREQ=WEEKLY;BYDAY=WE,TH", 25),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261202", 2, "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261203", 26),
        ("FREQ=MONTHLY;BYDAY=4TU", -1, "FREQ=MONTHLY;BYDAY=4MO", 23),
        ("FREQ=MONTHLY;BYDAY=-1TU", 3, "FREQ=MONTHLY;BYDAY=-1FR", 27),
        ("FREQ=MONTHLY", 4, "FREQ=MONTHLY", 28),
    ],
)  # fmt: skip
def test_a_rule_moves_along(rule: str, by: int, becomes: str, first: int) -> None:
    moved = along(rule, TUESDAY, TUESDAY, TUESDAY + timedelta(days=by))
    assert (moved.rrule, moved.first_day) == (becomes, date(2026, 11, first))


@pytest.mark.parametrize(
    ("rule", "by", "why"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 1, "It falls on Wednesday already"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", 3, "would pass another day"),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=TU;BYDAY=TU,TH", -1, "another week"),
        ("FREQ=MONTHLY", 6, "Not every month"),
        ("FREQ=MONTHLY", 9, "does not move along"),
        ("FREQ=MONTHLY;BYDAY=TU", 1, "does not move along"),
        ("FREQ=MONTHLY;BYDAY=4TU", 5, "Not every month"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TU", 1, "does not move along"),
        ("FREQ=WEEKLY;BYDAY=WE", 1, "does not name this day"),
    ],
)  # fmt: skip
def test_what_cannot_move_along_is_refused(rule: str, by: int, why: str) -> None:
    with pytest.raises(RuleError, match=why):
        along(rule, TUESDAY, TUESDAY, TUESDAY + timedelta(days=by))


@pytest.mark.parametrize(
    ("rule", "day", "begins"),
    [
        ("FREQ=WEEKLY;INTERVAL=2", date(2026, 12, 22), date(2026, 11, 24)),
        ("FREQ=WEEKLY;INTERVAL=2", date(2026, 12, 15), date(2026, 12, 1)),
        ("FREQ=DAILY;INTERVAL=10", date(2026, 12, 15), date(2026, 11, 25)),
        ("FREQ=WEEKLY;BYDAY=MO", date(2026, 12, 15), date(2026, 11, 30)),
        ("FREQ=MONTHLY;INTERVAL=2", date(2027, 3, 31), date(2027, 1, 31)),
        ("FREQ=MONTHLY;INTERVAL=3", date(2027, 5, 31), date(2027, 5, 31)),
        ("FREQ=YEARLY", date(2028, 11, 24), TUESDAY),
        ("FREQ=WEEKLY", date(2026, 11, 20), date(2026, 11, 20)),
    ],
)  # fmt: skip
def test_a_rule_counts_so_that_it_falls_on_a_day(rule: str, day: date, begins: date) -> None:
    assert begin_for(rule, day, TUESDAY) == begins
    assert day in days(rule, begins) or "BYDAY" in rule


def test_days_are_said_with_years_only_where_they_are_far() -> None:
    assert say_days([TUESDAY, date(2027, 1, 5)], TUESDAY) == "24 Nov, 5 Jan"
    assert say_days([TUESDAY, date(2027, 11, 24)], TUESDAY) == "24 Nov 2026, 24 Nov 2027"
    assert say_days([date(2027, 11, 24)], TUESDAY) == "24 Nov 2027"
    assert say_days([], TUESDAY) == ""
    assert (say_from(TUESDAY, TUESDAY), say_from(date(2027, 1, 5), TUESDAY)) == (
        "24 Nov", "5 Jan 2027",
    )  # fmt: skip


def test_a_rule_begins_on_the_first_of_its_days_in_whichever_week_that_is() -> None:
    saturday, rule = date(2026, 11, 21), "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2"
    assert begin_for(rule, saturday, saturday) == TUESDAY
    assert begin_for("FREQ=MONTHLY;BYMONTHDAY=5;INTERVAL=2", TUESDAY, TUESDAY) == date(2026, 12, 5)
