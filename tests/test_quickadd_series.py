"""Quick-add: `every:` makes a series, and a series begins on a day that it names."""

from datetime import date, datetime, time

import pytest

from infraday.domain.quickadd import read

TUESDAY = date(2026, 11, 24)
NOW = datetime.combine(TUESDAY, time(9, 42))


@pytest.mark.parametrize(
    ("text", "rule", "day", "said"),
    [
        ("sync every: weekday 10:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", TUESDAY,
         "every weekday"),
        ("sync every:mon,wed 10:00", "FREQ=WEEKLY;BYDAY=MO,WE", date(2026, 11, 25),
         "every Monday and Wednesday"),
        ("sync every: mon, wed 10:00", "FREQ=WEEKLY;BYDAY=MO,WE", date(2026, 11, 25),
         "every Monday and Wednesday"),
        ("sync 10:00 every: 2 weeks", "FREQ=WEEKLY;INTERVAL=2", TUESDAY, "every second Tuesday"),
        ("sync fri 10:00 every:2 weeks", "FREQ=WEEKLY;INTERVAL=2", date(2026, 11, 27),
         "every second Friday"),
        ("sync every: week fri 10:00", "FREQ=WEEKLY", date(2026, 11, 27), "every Friday"),
        ("sync every: day 10:00", "FREQ=DAILY", TUESDAY, "every day"),
        ("sync every: month 10:00", "FREQ=MONTHLY", TUESDAY, "every month on the 24th"),
        ("sync every: month last 10:00", "FREQ=MONTHLY;BYMONTHDAY=-1", date(2026, 11, 30),
         "every month on the last day"),
        ("sync every: month last thu 10:00", "FREQ=MONTHLY;BYDAY=-1TH", date(2026, 11, 26),
         "every month on the last Thursday"),
        ("sync every: year 10:00", "FREQ=YEARLY", TUESDAY, "every year on 24 Nov"),
        ("sync every: other thu 10:00", "FREQ=WEEKLY;BYDAY=TH;INTERVAL=2", date(2026, 11, 26),
         "every second Thursday"),
        ("sync 10:00 every: day until 30 jun", "FREQ=DAILY;UNTIL=20270630", TUESDAY,
         "every day until 30 June 2027"),
        ("sync every: second Tuesday until 30 June 2027 10:00",
         "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2;UNTIL=20270630", TUESDAY,
         "every second Tuesday until 30 June 2027"),
        ("sync every:fri 10 times 10:00", "FREQ=WEEKLY;BYDAY=FR;COUNT=10", date(2026, 11, 27),
         "every Friday, 10 times"),
    ],
)  # fmt: skip
def test_a_series(text: str, rule: str, day: date, said: str) -> None:
    reading = read(text, NOW)
    assert (reading.title, reading.every, reading.day) == ("sync", rule, day)
    assert said in [token.said for token in reading.tokens]
    assert reading.start == time(10)
    assert reading.remarks == ()


@pytest.mark.parametrize("text", ["report every: week", "report fri every: week"])
def test_without_a_clock_time_nothing_recurs(text: str) -> None:
    reading = read(text, NOW)
    assert reading.every is None
    assert reading.title == "report every: week"
    assert not [token for token in reading.tokens if token.kind == "every"]
    assert reading.remarks == (
        'Only what has a clock time can recur, so "every: week" stays in the title.',
    )


@pytest.mark.parametrize(
    ("text", "day", "remarks"),
    [
        ("sync every: day 09:00", date(2026, 11, 25), ()),
        ("sync every: tue 09:00", date(2026, 12, 1), ()),
        ("sync every: weekday 09:00", date(2026, 11, 25), ()),
        ("sync every: week 09:00", TUESDAY, ("09:00 has passed today.",)),
        ("sync every: tue today 09:00", TUESDAY, ("09:00 has passed today.",)),
    ],
)
def test_a_rule_that_names_its_days_begins_with_a_time_still_to_come(
    text: str, day: date, remarks: tuple[str, ...]
) -> None:
    reading = read(text, NOW)
    assert (reading.day, reading.remarks) == (day, remarks)


def test_a_date_that_the_rule_does_not_name_moves_to_the_next_that_it_does() -> None:
    reading = read("sync every: mon 10:00 2026-12-02", NOW)
    assert reading.day == date(2026, 12, 7)
    assert reading.remarks == ("The series begins on Mon 7 Dec 2026, the first day it names.",)


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("close 31 Jan 10:00 every: month",
         ('A month without day 31 is left out; "every: month last" is its last day.',)),
        ("close 28 Jan 10:00 every: month", ()),
        ("close 29 Feb 10:00 every: year", ("A year without 29 February is left out.",)),
        ("close 31 Jan 10:00 every: month last", ()),
    ],
)  # fmt: skip
def test_a_rule_that_skips_months_or_years_says_so(text: str, remarks: tuple[str, ...]) -> None:
    assert read(text, NOW).remarks == remarks


def test_a_series_that_ends_before_it_begins_is_none() -> None:
    reading = read("sync 2027-08-01 10:00 every: day until 30 jun", NOW)
    assert (reading.title, reading.every) == ("sync every: day until 30 jun", None)
    assert reading.start == time(10)
    assert reading.remarks[-1] == (
        'The series would end before it begins, so "every: day until 30 jun" stays in the title.'
    )


@pytest.mark.parametrize("end", ["until", "until never", "0 times", "99999 times"])
def test_what_is_no_end_is_not_taken_for_one(end: str) -> None:
    reading = read(f"sync 10:00 every: day {end}", NOW)
    assert reading.title == f"sync 10:00 every: day {end}"
