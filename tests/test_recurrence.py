"""On which days a series falls: examples, edges and limits."""

from datetime import date, time, timedelta

import pytest

from infraday.domain import RuleError
from infraday.domain.recurrence import (
    LONGEST_MINUTES,
    MOST_OCCURRENCES,
    Falling,
    check,
    expand,
    last_day,
    upcoming,
)
from infraday.domain.recurrence_period import by_year
from infraday.domain.recurrence_rule import parse
from tests.plain_series import BERLIN, NINE, TUESDAY, PlainSeries

DAY = timedelta(days=1)


def days(series: PlainSeries, first: date, last: date) -> list[date]:
    return [one.recurrence_id for one in expand(series, first, last, BERLIN)]


@pytest.mark.parametrize(
    ("rule", "first_day", "falls"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-11-24", "2026-11-24 2026-12-08 2026-12-22"),
        ("FREQ=MONTHLY;BYDAY=-1TH", "2026-11-01", "2026-11-26 2026-12-31 2027-01-28"),
        ("FREQ=MONTHLY", "2026-10-31", "2026-10-31 2026-12-31 2027-01-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2027-01-31", "2027-01-31 2027-02-28 2027-03-31"),
        ("FREQ=YEARLY", "2024-02-29", "2024-02-29 2028-02-29 2032-02-29"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-10-01",
         "2026-10-30 2026-11-30 2026-12-31"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2", "2026-11-25", "2026-11-25 2026-12-02 2026-12-09"),
        ("FREQ=MONTHLY;BYDAY=MO,1TU;COUNT=3", "2026-11-01", "2026-11-02 2026-11-03 2026-11-09"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", "2026-11-22",
         "2026-11-22 2026-11-23 2026-12-06"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO", "2026-11-22", "2026-11-22 2026-11-30 2026-12-06"),
    ],
)  # fmt: skip
def test_a_rule_falls_on_its_days(rule: str, first_day: str, falls: str) -> None:
    begins = date.fromisoformat(first_day)
    found = upcoming(PlainSeries(rule, begins), begins, 3)
    assert [str(day) for day in found] == falls.split()
    series = PlainSeries(rule, begins)
    assert days(series, begins, found[-1]) == found
    asked = [begins + number * DAY for number in range((found[-1] - begins).days + 1)]
    assert [day for day in asked if days(series, day, day)] == found


def test_a_rule_begun_in_1990_falls_as_one_begun_last_week() -> None:
    old = PlainSeries("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", TUESDAY - 962 * 14 * DAY)
    new = old._replace(first_day=TUESDAY)
    assert old.first_day.year == 1990
    assert days(old, TUESDAY, date(2028, 1, 1)) == days(new, TUESDAY, date(2028, 1, 1))


def test_until_counts_the_whole_day_and_count_from_the_first() -> None:
    until = PlainSeries("FREQ=DAILY;UNTIL=20261126", start=time(23, 59), minutes=1)
    assert days(until, TUESDAY, TUESDAY + 9 * DAY)[-1] == date(2026, 11, 26)
    count = PlainSeries("FREQ=DAILY;COUNT=3", exdate="2026-11-25")
    assert days(count, TUESDAY, TUESDAY + 9 * DAY) == [TUESDAY, date(2026, 11, 26)]
    assert days(count, TUESDAY + 3 * DAY, TUESDAY + 9 * DAY) == []


def test_added_days_come_in_and_those_taken_out_stay_out() -> None:
    series = PlainSeries(
        "FREQ=WEEKLY", rdate="2026-12-02,2026-11-25,2026-11-20", exdate="2026-12-01,2026-12-02"
    )
    assert [str(day) for day in days(series, date(2026, 11, 1), date(2026, 12, 8))] == [
        "2026-11-20", "2026-11-24", "2026-11-25", "2026-12-08",
    ]  # fmt: skip
    twice = PlainSeries("FREQ=WEEKLY", rdate="2026-11-24")
    assert days(twice, TUESDAY, TUESDAY) == [TUESDAY]


@pytest.mark.parametrize(
    ("start", "minutes", "touches_next", "end_day", "end"),
    [
        (time(22), 240, True, TUESDAY + DAY, time(2)),
        (time(22), 120, False, TUESDAY + DAY, time(0)),
        (time(9), 0, False, TUESDAY, time(9)),
        (time(0), 0, False, TUESDAY, time(0)),
        (time(0), 1440, False, TUESDAY + DAY, time(0)),
        (time(0), 1441, True, TUESDAY + DAY, time(0, 1)),
        (time(23, 59, 30), 1, True, TUESDAY + DAY, time(0, 0, 30)),
        (None, 1440, False, TUESDAY, None),
        (None, 2880, True, TUESDAY + DAY, None),
        (None, 0, False, TUESDAY, None),
    ],
)
@pytest.mark.parametrize("tz", [None, "Europe/Berlin"])
def test_an_occurrence_touches_the_days_that_it_lies_on(
    start: time | None, minutes: int, touches_next: bool, end_day: date, end: time | None,
    tz: str | None,
) -> None:  # fmt: skip
    series = PlainSeries("FREQ=DAILY;COUNT=1", start=start, minutes=minutes, tz=tz)
    one = Falling(TUESDAY, TUESDAY, start, end_day, end)
    assert expand(series, TUESDAY, TUESDAY, BERLIN) == [one]
    assert expand(series, TUESDAY + DAY, TUESDAY + DAY, BERLIN) == [one] * touches_next
    assert expand(series, TUESDAY - DAY, TUESDAY - DAY, BERLIN) == []


def test_a_long_occurrence_touches_its_last_day() -> None:
    series = PlainSeries("FREQ=YEARLY", start=None, minutes=20 * 1440)
    last = TUESDAY + 19 * DAY
    assert days(series, last, last) == [TUESDAY]
    assert days(series, last + DAY, last + DAY) == []


def test_what_comes_next_minds_added_days_days_taken_out_and_the_end() -> None:
    series = PlainSeries("FREQ=WEEKLY;COUNT=4", exdate="2026-12-01", rdate="2026-12-03")
    assert [str(day) for day in upcoming(series, TUESDAY + DAY)] == [
        "2026-12-03", "2026-12-08", "2026-12-15",
    ]  # fmt: skip
    assert upcoming(series, date(2020, 1, 1), 1) == [TUESDAY]
    assert upcoming(series, date(2027, 1, 1)) == []


@pytest.mark.parametrize(
    ("rule", "rdate", "exdate", "ends"),
    [
        ("FREQ=DAILY", "", "", None),
        ("FREQ=DAILY", "2030-01-01", "", None),
        ("FREQ=DAILY;COUNT=3", "", "", "2026-11-26"),
        ("FREQ=DAILY;COUNT=3", "", "2026-11-26", "2026-11-25"),
        ("FREQ=DAILY;COUNT=3", "2026-12-24", "", "2026-12-24"),
        ("FREQ=DAILY;COUNT=3", "2026-12-24", "2026-12-24", "2026-11-26"),
        ("FREQ=WEEKLY;UNTIL=20270630", "", "", "2027-06-29"),
        ("FREQ=YEARLY;UNTIL=20310101", "", "", "2030-11-24"),
        ("FREQ=YEARLY;INTERVAL=20;UNTIL=20860101", "", "", "2066-11-24"),
        ("FREQ=DAILY;COUNT=1", "", "2026-11-24", "2026-11-24"),
        ("FREQ=MONTHLY;BYDAY=5MO;COUNT=6", "", "", "2028-01-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=29;COUNT=5", "", "", "2027-04-29"),
        ("FREQ=MONTHLY;BYMONTHDAY=-30;COUNT=5", "", "", "2027-05-02"),
        ("FREQ=MONTHLY;BYDAY=4MO,-1MO;COUNT=5", "", "", "2027-03-22"),
        ("FREQ=MONTHLY;BYDAY=-1MO,1TU;INTERVAL=2;COUNT=6", "", "", "2027-05-04"),
        ("FREQ=WEEKLY;COUNT=10000", "", "", "2218-07-14"),
        ("FREQ=MONTHLY;COUNT=10000;BYMONTHDAY=1", "", "", "2860-03-01"),
        ("FREQ=MONTHLY;COUNT=10000;INTERVAL=10000", "", "", None),
        ("FREQ=YEARLY;COUNT=10000", "", "", None),
    ],
)
def test_a_series_has_a_last_day_where_it_ends(
    rule: str, rdate: str, exdate: str, ends: str | None
) -> None:
    found = last_day(PlainSeries(rule, rdate=rdate, exdate=exdate))
    assert (found and str(found)) == ends


def test_ten_thousand_days_can_be_taken_out() -> None:
    gone = ",".join(str(TUESDAY + DAY * number) for number in range(10_000))
    series = PlainSeries("FREQ=DAILY", exdate=gone)
    assert days(series, TUESDAY, TUESDAY + 9_999 * DAY) == []
    assert upcoming(series, TUESDAY, 1) == [TUESDAY + 10_000 * DAY]


def test_an_expansion_has_a_cap_and_a_deadline() -> None:
    with pytest.raises(RuleError, match="too many days"):
        expand(PlainSeries(), TUESDAY, TUESDAY + MOST_OCCURRENCES * DAY, BERLIN)
    ticks = iter(range(1000))
    with pytest.raises(RuleError, match="too many days"):
        expand(PlainSeries(), TUESDAY, TUESDAY + 30 * DAY, BERLIN, clock=lambda: next(ticks))


@pytest.mark.timeout(20)
def test_a_rule_that_slipped_in_unchecked_and_never_yields_has_no_occurrence() -> None:
    assert days(PlainSeries("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), TUESDAY, TUESDAY) == []
    never = PlainSeries("FREQ=YEARLY;INTERVAL=4;BYYEARDAY=366", date(2027, 1, 1))
    assert days(never, TUESDAY, date(2040, 1, 1)) == []


@pytest.mark.parametrize(
    ("series", "says"),
    [
        (PlainSeries(tz="Mars/Olympus"), "No zone is known as"),
        (PlainSeries(tz="../etc/passwd"), "No zone is known as"),
        (PlainSeries(tz="Europe"), "No zone is known as"),
        (PlainSeries(tz=""), "No zone is known as"),
        (PlainSeries(rdate="2026-13-01"), "is no list of days"),
        (PlainSeries(exdate="tomorrow"), "is no list of days"),
        (PlainSeries(rrule="FREQ=NEVER"), "FREQ cannot be"),
        (PlainSeries(minutes=LONGEST_MINUTES + 1), "longer than a year"),
    ],
)
def test_a_series_that_makes_no_sense_is_refused(series: PlainSeries, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        expand(series, TUESDAY, TUESDAY, BERLIN)


def test_the_ends_of_the_calendar_are_reached() -> None:
    first, last = date(1900, 1, 1), date(2999, 12, 31)
    assert days(PlainSeries("FREQ=WEEKLY;WKST=SU", first), first, first) == [first]
    assert days(PlainSeries("FREQ=DAILY", last, NINE), last, last) == [last]
    zoned = PlainSeries("FREQ=DAILY", last, tz="Asia/Tokyo")
    assert days(zoned, last, last) == [last]
    assert upcoming(PlainSeries("FREQ=WEEKLY", last), last) == [last]


def test_what_only_says_which_days_will_do_is_asked_for_a_year_at_a_time() -> None:
    for rule in ("DAILY;BYMONTH=2;BYMONTHDAY=29", "MONTHLY;BYDAY=-1TH;BYMONTH=3",
                 "WEEKLY;BYDAY=MO;BYMONTHDAY=1", "DAILY;BYMONTHDAY=2;BYSETPOS=-1"):  # fmt: skip
        assert by_year(parse(f"FREQ={rule}")).freq == "YEARLY"
    for rule in ("DAILY", "MONTHLY;BYDAY=-1TH", "DAILY;INTERVAL=2;BYMONTH=2", "WEEKLY;BYDAY=MO",
                 "DAILY;BYMONTH=2", "MONTHLY;BYMONTHDAY=1,2;BYSETPOS=2"):  # fmt: skip
        assert by_year(parse(f"FREQ={rule}")) == parse(f"FREQ={rule}")


def test_a_day_has_no_second_occurrence() -> None:
    with pytest.raises(RuleError, match="falls on no day"):
        check("FREQ=DAILY;BYSETPOS=2", TUESDAY)
    assert days(PlainSeries("FREQ=DAILY;BYSETPOS=-1;COUNT=2"), TUESDAY, TUESDAY + 9 * DAY) == [
        TUESDAY,
        TUESDAY + DAY,
    ]
