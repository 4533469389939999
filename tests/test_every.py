"""Recurrence in words: the rule it stands for, how it is said, where it begins."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from infraday.domain import RuleError
from infraday.domain.every import first_day, names_days, read_every, say_every, take_every

TUESDAY = date(2026, 11, 24)

PHRASES = [
    ("day", "FREQ=DAILY", "every day"),
    ("2 days", "FREQ=DAILY;INTERVAL=2", "every second day"),
    ("weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
    ("mon", "FREQ=WEEKLY;BYDAY=MO", "every Monday"),
    ("mon,wed", "FREQ=WEEKLY;BYDAY=MO,WE", "every Monday and Wednesday"),
    ("wed, Mon", "FREQ=WEEKLY;BYDAY=MO,WE", "every Monday and Wednesday"),
    ("mon ,wed fri", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "every Monday, Wednesday and Friday"),
    ("sat,sun", "FREQ=WEEKLY;BYDAY=SA,SU", "every Saturday and Sunday"),
    ("mon,", "FREQ=WEEKLY;BYDAY=MO", "every Monday"),
    ("Tuesday", "FREQ=WEEKLY;BYDAY=TU", "every Tuesday"),
    ("week", "FREQ=WEEKLY", "every Tuesday"),
    ("1 week", "FREQ=WEEKLY", "every Tuesday"),
    ("2 weeks", "FREQ=WEEKLY;INTERVAL=2", "every second Tuesday"),
    ("12 weeks", "FREQ=WEEKLY;INTERVAL=12", "every 12 weeks on Tuesday"),
    ("month", "FREQ=MONTHLY", "every month on the 24th"),
    ("3 months", "FREQ=MONTHLY;INTERVAL=3", "every third month on the 24th"),
    ("month last", "FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
    ("Month Last Thu", "FREQ=MONTHLY;BYDAY=-1TH", "every month on the last Thursday"),
    ("month on the last Thursday", "FREQ=MONTHLY;BYDAY=-1TH", "every month on the last Thursday"),
    ("month on the last day", "FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
    ("last thu", "FREQ=MONTHLY;BYDAY=-1TH", "every month on the last Thursday"),
    ("first Monday", "FREQ=MONTHLY;BYDAY=1MO", "every month on the first Monday"),
    ("month second tue", "FREQ=MONTHLY;BYDAY=2TU", "every month on the second Tuesday"),
    ("month 15th", "FREQ=MONTHLY;BYMONTHDAY=15", "every month on the 15th"),
    ("month on the 31st", "FREQ=MONTHLY;BYMONTHDAY=31", "every month on the 31st"),
    ("second Tuesday", "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2", "every second Tuesday"),
    ("other tue,thu", "FREQ=WEEKLY;BYDAY=TU,TH;INTERVAL=2", "every second Tuesday and Thursday"),
    ("Monday and Wednesday", "FREQ=WEEKLY;BYDAY=MO,WE", "every Monday and Wednesday"),
    ("second week", "FREQ=WEEKLY;INTERVAL=2", "every second Tuesday"),
    ("third month", "FREQ=MONTHLY;INTERVAL=3", "every third month on the 24th"),
    ("year", "FREQ=YEARLY", "every year on 24 Nov"),
    ("10 years", "FREQ=YEARLY;INTERVAL=10", "every 10 years on 24 Nov"),
]


@pytest.mark.parametrize(("typed", "rule", "said"), PHRASES)
def test_a_recurrence_is_read_and_said(typed: str, rule: str, said: str) -> None:
    assert read_every(typed) == rule
    assert say_every(rule, TUESDAY) == said


@pytest.mark.parametrize(
    "typed",
    ["", "days", "0 days", "100 weeks", "2", "2 mondays", "last", "month first", "weekend",
     ",", "mon,foo", "mon,mon foo", "day day", "mon mon", "9" * 5000, "second",
     "first", "month 32nd", "month 2th", "second 2 weeks", "15th", "mon and",
     "FREQ=DAILY", "2 weeks mon", "٢ weeks"],
)  # fmt: skip
def test_what_is_no_recurrence_is_refused_with_the_forms_that_are(typed: str) -> None:
    with pytest.raises(RuleError, match=r"is no recurrence\. Write it as day, weekday") as refusal:
        read_every(typed)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(
    ("words", "used"),
    [
        ("week fri 09:00", 1),
        ("2 weeks 09:00", 2),
        ("month last 09:00", 2),
        ("month last fri 09:00", 3),
        ("month 09:00", 1),
        ("mon, wed 09:00", 2),
        ("mon wed mon", 2),
        ("mon tomorrow", 1),
        ("weekday tomorrow", 1),
        ("month on the 09:00", 1),
        ("mon and 09:00", 1),
        ("second tue 09:00", 2),
    ],
)
def test_only_the_words_of_the_recurrence_are_taken(words: str, used: int) -> None:
    found = take_every(words.split())
    assert found is not None
    assert found[1] == used


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
     (21, "21st"), (22, "22nd"), (23, "23rd"), (30, "30th"), (31, "31st")],
)  # fmt: skip
def test_days_of_the_month_are_said_as_ordinals(number: int, said: str) -> None:
    assert say_every("FREQ=MONTHLY", date(2026, 12, number)) == f"every month on the {said}"


@pytest.mark.parametrize(
    ("typed", "day", "begins"),
    [
        ("weekday", date(2026, 11, 28), date(2026, 11, 30)),
        ("mon,wed", date(2026, 11, 24), date(2026, 11, 25)),
        ("tue", date(2026, 11, 24), date(2026, 11, 24)),
        ("month last", date(2028, 2, 1), date(2028, 2, 29)),
        ("month last", date(2026, 12, 31), date(2026, 12, 31)),
        ("month last thu", date(2026, 11, 27), date(2026, 12, 31)),
        ("week", date(2026, 11, 28), date(2026, 11, 28)),
        ("2 days", date(2026, 11, 28), date(2026, 11, 28)),
    ],
)
def test_a_series_begins_on_a_day_that_it_names(typed: str, day: date, begins: date) -> None:
    assert first_day(read_every(typed), day) == begins


@given(
    st.sampled_from([rule for _, rule, _ in PHRASES]),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_dateutil_begins_the_rule_on_the_same_day(rule: str, day: date) -> None:
    begins = first_day(rule, day)
    # Which of the weeks count is told by the first day that it names, not by the week of `day`.
    each = rule.partition(";INTERVAL")[0] if "BY" in rule else rule
    occurrences = rrulestr(each, dtstart=datetime.combine(day, time(9)))
    assert next(iter(occurrences)) == datetime.combine(begins, time(9))
    if not names_days(rule):
        assert begins == day


def test_only_a_rule_that_says_its_days_needs_no_date() -> None:
    named = [typed for typed, rule, _ in PHRASES if names_days(rule)]
    assert "day" in named
    assert {"weekday", "mon,wed", "month last", "Month Last Thu"} < set(named)
    assert not {"week", "2 days", "2 weeks", "month", "year"} & set(named)


@given(
    st.lists(
        st.sampled_from(
            (
                "day",
                "2",
                "weeks",
                "weekday",
                "mon,",
                "wed",
                "month",
                "last",
                "x",
                "second",
                "and",
                "the",
            )
        )
    )
)
def test_any_words_are_taken_in_part_or_not_at_all(words: list[str]) -> None:
    found = take_every(words)
    if found is not None:
        rule, used = found
        assert 1 <= used <= len(words)
        assert say_every(rule, TUESDAY).startswith("every ")
        assert first_day(rule, TUESDAY) < TUESDAY + timedelta(days=63)
