"""'This and the following': a series cut in two."""

from datetime import date, timedelta

import pytest

from infraday.domain import RuleError
from infraday.domain.recurrence_cut import Part, split
from tests.plain_series import TUESDAY, PlainSeries

THIRD = TUESDAY + timedelta(days=14)


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("FREQ=WEEKLY", "FREQ=WEEKLY;UNTIL=20261207", "FREQ=WEEKLY"),
        ("FREQ=WEEKLY;COUNT=5", "FREQ=WEEKLY;COUNT=2", "FREQ=WEEKLY;COUNT=3"),
        ("FREQ=WEEKLY;UNTIL=20270630", "FREQ=WEEKLY;UNTIL=20261207", "FREQ=WEEKLY;UNTIL=20270630"),
    ],
)
def test_the_end_is_shared_between_the_parts(rule: str, before: str, after: str) -> None:
    cut = split(PlainSeries(rule), THIRD)
    assert cut.before == Part(TUESDAY, before, "", "")
    assert cut.after == Part(THIRD, after, "", "")


def test_days_added_and_taken_out_go_with_their_part() -> None:
    series = PlainSeries("FREQ=WEEKLY;COUNT=5", rdate="2026-11-27,2026-12-11", exdate="2026-12-01")
    cut = split(series, THIRD)
    assert cut.before == Part(TUESDAY, "FREQ=WEEKLY;COUNT=2", "2026-11-27", "2026-12-01")
    assert cut.after == Part(THIRD, "FREQ=WEEKLY;COUNT=3", "2026-12-11", "")


def test_nothing_goes_before_the_first_or_what_is_left_of_it() -> None:
    assert split(PlainSeries("FREQ=WEEKLY"), TUESDAY).before is None
    cut = split(PlainSeries("FREQ=WEEKLY;COUNT=5", exdate="2026-11-24,2026-12-01"), THIRD)
    assert cut.before is None
    assert (cut.after.first_day, cut.after.rrule) == (THIRD, "FREQ=WEEKLY;COUNT=3")


def test_a_cut_between_two_days_begins_on_the_next_and_keeps_the_weeks() -> None:
    cut = split(PlainSeries("FREQ=WEEKLY;INTERVAL=2"), TUESDAY + timedelta(days=3))
    assert cut.after == Part(THIRD, "FREQ=WEEKLY;INTERVAL=2", "", "")


def test_where_only_added_days_are_left_there_is_nothing_to_cut() -> None:
    series = PlainSeries("FREQ=WEEKLY;COUNT=2", rdate="2027-03-01")
    with pytest.raises(RuleError, match="Change this occurrence alone"):
        split(series, date(2027, 3, 1))
