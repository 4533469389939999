"""Dates, clock times and durations: what is read, what is refused, how they are said."""

import locale
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.domain import RuleError
from infraday.domain.when import (
    LONGEST,
    MONTHS,
    WEEKDAYS,
    read_date,
    read_duration,
    read_time,
    say_date,
    say_day_short,
    say_minutes,
    say_time,
    span_of,
)

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("today", date(2026, 11, 24)),
        ("Tomorrow", date(2026, 11, 25)),
        ("yesterday", date(2026, 11, 23)),
        ("wed", date(2026, 11, 25)),
        ("monday", date(2026, 11, 30)),
        ("TUESDAY", date(2026, 12, 1)),
        ("tues", date(2026, 12, 1)),
        ("thurs", date(2026, 11, 26)),
        ("sat", date(2026, 11, 28)),
        ("sun", date(2026, 11, 29)),
        ("2026-03-14", date(2026, 3, 14)),
        ("14 Mar", date(2027, 3, 14)),
        ("  14   march ", date(2027, 3, 14)),
        ("mar 14", date(2027, 3, 14)),
        ("14 Mar 2026", date(2026, 3, 14)),
        ("March 14, 2026", date(2026, 3, 14)),
        ("1st Dec", date(2026, 12, 1)),
        ("Dec 2nd", date(2026, 12, 2)),
        ("5 sept", date(2027, 9, 5)),
        ("24 Nov", date(2026, 11, 24)),
        ("23 Nov", date(2027, 11, 23)),
        ("31 Dec", date(2026, 12, 31)),
        ("1 Jan", date(2027, 1, 1)),
        ("29 Feb", date(2028, 2, 29)),
        ("29 Feb 2024", date(2024, 2, 29)),
    ],
)
def test_a_date_is_read(typed: str, expected: date) -> None:
    assert read_date(typed, TUESDAY) == expected


def test_29_february_skips_a_century_that_is_no_leap_year() -> None:
    assert read_date("29 feb", date(2096, 3, 1)) == date(2104, 2, 29)


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "31 Feb", "29 Feb 2026", "2026-02-30", "2026-2-3", "2026-13-01", "20260314", "14",
     "March", "may", "Mar 2026", "14 Mar 26", "14 Mar 1066", "14 Mar 9999", "0 Mar", "14 14",
     "next friday", "friday week", "2026-W12-1", "١٤ Mar", "14 Mar 2026 09:00", "9" * 5000,
     "0000-01-01", "14/03/2026", "-1", "fri,"],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_the_forms_that_are(typed: str) -> None:
    with pytest.raises(RuleError, match=r"is no date\. Write it as 2026-03-14, 14 Mar") as refusal:
        read_date(typed, TUESDAY)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14:00", time(14)),
        ("9:05", time(9, 5)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
        ("2pm", time(14)),
        ("2 PM", time(14)),
        ("2:30pm", time(14, 30)),
        (" 2:30  pm ", time(14, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("12:30am", time(0, 30)),
        ("11:59pm", time(23, 59)),
    ],
)
def test_a_clock_time_is_read(typed: str, expected: time) -> None:
    assert read_time(typed) == expected


@pytest.mark.parametrize(
    "typed",
    ["", "24:00", "25:00", "14:60", "14", "1:1", "14:0", "14:000", "13pm", "0am", "14:00pm", "pm",
     ":30", "14:", "2:pm", "-1:00", "14:00:00", "14.00", "noon", "١٤:٠٠", "9" * 5000,
     "14:00-15:00"],
)  # fmt: skip
def test_what_is_no_clock_time_is_refused(typed: str) -> None:
    with pytest.raises(RuleError, match=r"is no clock time\. Write it as 14:00, 2pm or 2:30pm\."):
        read_time(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("30m", 30),
        ("1m", 1),
        ("90min", 90),
        ("90 minutes", 90),
        ("2h", 120),
        ("2 hours", 120),
        ("1 hour", 60),
        ("3hrs", 180),
        ("1h30", 90),
        ("1h30m", 90),
        ("1h 30m", 90),
        ("1H5", 65),
        ("0h45", 45),
        ("1.5h", 90),
        ("1,25h", 75),
        ("90", 90),
        ("336h", LONGEST),
        ("20160m", LONGEST),
    ],
)
def test_a_duration_is_read(typed: str, expected: int) -> None:
    assert read_duration(typed) == expected


@pytest.mark.parametrize(
    "typed",
    ["", "0m", "0", "0h", "0h00", "30s", "-30m", "1h60", "1h130", "h", "m", "h30", "hm", "1hm",
     "1.5h30", "1.h", ".5h", "0.01h", "1.33h", "1.555h", "20161m", "336h1", "1d", "2w", "1h30h",
     "30M", "10G", "1:30", "٣٠m", "9" * 5000 + "m", "99999h", "30mm", "30m1h"],
)  # fmt: skip
def test_what_is_no_duration_is_refused(typed: str) -> None:
    with pytest.raises(RuleError, match=r"is no duration\. Write it as 30m, 1h30 or 2h"):
        read_duration(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14:00-15:30", (840, 90)),
        ("14:00–15:30", (840, 90)),
        ("14:00—15:30", (840, 90)),
        ("22:00-02:00", (1320, 240)),
        ("22:00-24:00", (1320, 120)),
        ("0:00-24:00", (0, 1440)),
        ("2pm-3pm", (840, 60)),
        ("2-3pm", (840, 60)),
        ("2:30-4pm", (870, 90)),
        ("10-2pm", (600, 240)),
        ("11:30-1pm", (690, 90)),
        ("12-1pm", (720, 60)),
        ("9-11am", (540, 120)),
        ("9-5PM", (540, 480)),
        ("9am-17:00", (540, 480)),
        ("14:30-3pm", (870, 30)),
        ("11pm-1am", (1380, 120)),
        ("14:00-14:00", None),
        ("14:00-", None),
        ("-15:00", None),
        ("14-15", None),
        ("14:00-15", None),
        ("24:00-15:00", None),
        ("24:00-24:00", None),
        ("2026-03-14", None),
        ("1-2-3pm", None),
        ("20-21pm", None),
    ],
)
def test_a_range_of_clock_times(typed: str, expected: tuple[int, int] | None) -> None:
    assert span_of(typed) == expected


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0m"), (45, "45m"), (60, "1h00"), (95, "1h35"), (1440, "24h00"), (-5, "-5m"),
     (-95, "-1h35")],
)  # fmt: skip
def test_minutes_are_said_as_they_are_typed(minutes: int, said: str) -> None:
    assert say_minutes(minutes) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 24), "today"),
        (date(2026, 11, 25), "Wed"),
        (date(2026, 11, 30), "Mon"),
        (date(2026, 12, 1), "1 Dec"),
        (date(2026, 11, 23), "23 Nov"),
        (date(2027, 12, 18), "18 Dec 2027"),
        (date(2025, 12, 18), "18 Dec 2025"),
    ],
)
def test_a_day_is_said_in_short(day: date, said: str) -> None:
    assert say_day_short(day, TUESDAY) == said


def test_a_weekday_over_the_end_of_the_year_is_still_a_weekday() -> None:
    assert say_day_short(date(2027, 1, 1), date(2026, 12, 30)) == "Fri"


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_what_is_said_of_a_date_is_read_as_that_date(day: date) -> None:
    name, _, rest = say_date(day).partition(" ")
    assert WEEKDAYS[day.weekday()].startswith(name)
    assert read_date(rest, TUESDAY) == day
    assert read_date(str(day), TUESDAY) == day


@given(
    st.dates(date(2000, 1, 1), date(2900, 1, 1)),
    st.integers(0, 11),
    st.integers(1, 31),
)
def test_a_date_without_a_year_is_the_next_one(today: date, month: int, number: int) -> None:
    try:
        found = read_date(f"{number} {MONTHS[month]}", today)
    except RuleError:
        assert (number, month) in {(30, 1), *((31, at) for at in (1, 3, 5, 8, 10))}
        return
    assert (found.month, found.day) == (month + 1, number)
    assert today <= found < today + timedelta(days=366 * (8 if number == 29 and month == 1 else 1))


@given(st.dates(date(2000, 1, 1), date(2900, 1, 1)), st.sampled_from(WEEKDAYS))
def test_a_weekday_is_one_of_the_next_seven_days(today: date, name: str) -> None:
    found = read_date(name, today)
    assert WEEKDAYS[found.weekday()] == name
    assert 1 <= (found - today).days <= 7


@given(st.integers(1, LONGEST))
def test_what_is_said_of_a_duration_is_read_as_that_duration(minutes: int) -> None:
    assert read_duration(say_minutes(minutes)) == minutes


@given(st.times())
def test_what_is_said_of_a_time_is_read_as_that_time(at: time) -> None:
    assert read_time(say_time(at)) == at.replace(second=0, microsecond=0, fold=0)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_time, read_duration, lambda typed: read_date(typed, TUESDAY)):
        with suppress(RuleError):
            assert read(text) is not None


@pytest.fixture
def french() -> Iterator[None]:
    before = locale.setlocale(locale.LC_TIME)
    for name in ("fr_FR.UTF-8", "de_DE.UTF-8", "C.UTF-8"):
        try:
            locale.setlocale(locale.LC_TIME, name)
            break
        except locale.Error:
            continue
    yield
    locale.setlocale(locale.LC_TIME, before)


@pytest.mark.usefixtures("french")
def test_no_locale_changes_what_is_read_or_said() -> None:
    assert say_date(TUESDAY) == "Tue 24 Nov 2026"
    assert read_date("tue", TUESDAY) == date(2026, 12, 1)
