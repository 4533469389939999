"""Calendars that are wrong, or meant to do harm: named by UID and line, and the rest comes in."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infraday.domain import RuleError
from infraday.exchange import ics_event, ics_rules
from tests.ics_oracle import calendar, event, only, read

AT = "DTSTART;TZID=Europe/Berlin:20260302T090000"
GOOD = event("UID:good", AT)

LEFT_OUT = {
    "no start": ((), "It has no start"),
    "a start that is no date": (("DTSTART:tomorrow",), 'Its DTSTART "tomorrow" is no date'),
    "a day that there is not": (("DTSTART:20260230T090000",), "is no date and no time"),
    "a second that there is not": (("DTSTART:20260302T090061",), "is no date and no time"),
    "a year 0": (("DTSTART:00000101T000000",), "is no date and no time"),
    "a year 9999": (("DTSTART:99991231T235959Z", "DURATION:P1D"), "out of reach"),
    "a year 1601": (("DTSTART:16010101T000000Z",), "out of reach"),
    "days beyond the plan": (("DTSTART;VALUE=DATE:29991231", "DTEND;VALUE=DATE:30010101"), "reach"),
    "an end before the start": ((AT, "DTEND;TZID=Europe/Berlin:20260302T080000"), "It ends before"),
    "days that end before they start": (
        ("DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260301"),
        "It ends before it starts.",
    ),
    "a length below nothing": ((AT, "DURATION:-PT1H"), "It ends before it starts."),
    "a length that is none": ((AT, "DURATION:P1Y"), 'Its DURATION "P1Y" is no length.'),
    "an endless length": ((AT, "DURATION:P" + "9" * 40 + "W"), "is no length"),
    "a rule by the second": ((AT, "RRULE:FREQ=SECONDLY"), "at most once a day"),
    "an interval of nothing": ((AT, "RRULE:FREQ=DAILY;INTERVAL=0"), 'INTERVAL cannot be "0"'),
    "a rule that never yields": (
        (AT, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
        "The rule falls on no day",
    ),
    "a rule that is none": ((AT, "RRULE:every day"), "is no part of a rule"),
    "an UNTIL that is none": ((AT, "RRULE:FREQ=DAILY;UNTIL=soon"), 'UNTIL cannot be "SOON"'),
    "an hour that there is not": ((AT, "RRULE:FREQ=DAILY;BYHOUR=25"), "that there is not"),
    "too many times a day": (
        (AT, "RRULE:FREQ=DAILY;BYMINUTE=" + ",".join(map(str, range(60)))),
        "more than 24 times a day",
    ),
    "one of several times of a day": (
        (AT, "RRULE:FREQ=DAILY;BYHOUR=9,15;BYSETPOS=1"),
        "which no series does",
    ),
    "a huge rule": ((AT, "RRULE:FREQ=DAILY;BYHOUR=" + "1," * 9999 + "1"), "The rule is longer"),
    "an occurrence that is no date": ((AT, "RECURRENCE-ID:x"), 'Its RECURRENCE-ID "x" is no date'),
    "an occurrence out of reach": ((AT, "RECURRENCE-ID:00010101T000000"), "RECURRENCE-ID is out"),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_makes_no_event_is_named_by_uid_and_line_and_the_rest_comes_in(name: str) -> None:
    lines, reason = LEFT_OUT[name]
    found = only(calendar(GOOD, event("UID:bad", *lines), GOOD.replace("good", "other")))

    assert [one.uid for one in found.events] == ["good", "other"]
    (problem,) = found.problems
    assert reason in problem.reason
    assert (problem.line, problem.uid) == (8, "bad")
    assert re.fullmatch(r"[A-Z\"].*\.", problem.reason)


IN_PART = {
    "a date left out that is none": ("EXDATE:x,y,20260303T080000Z", 'Its EXDATE "x" is no date'),
    "a date added that is none": ("RDATE:x", 'Its RDATE "x" is no date'),
    "a stretch that ends before it begins": (
        "RDATE;VALUE=PERIOD:20260401T080000Z/20260401T070000Z",
        "is no date: it was left out",
    ),
    "a rule of exceptions": ("EXRULE:FREQ=WEEKLY", "rule of exceptions (EXRULE) was left out"),
    "a second rule": ("RRULE:FREQ=YEARLY", "more than one rule"),
}


@pytest.mark.parametrize("name", IN_PART)
def test_what_is_left_out_of_an_event_is_named(name: str) -> None:
    line, reason = IN_PART[name]
    found = only(calendar(event("UID:a", AT, "RRULE:FREQ=DAILY", line)))

    assert [one.recurring is not None for one in found.events] == [True]
    assert [(one.uid, one.line, reason in one.reason) for one in found.problems] == [("a", 3, True)]


def test_a_rule_that_ends_before_it_begins_leaves_the_event() -> None:
    found = only(calendar(event("UID:a", AT, "RRULE:FREQ=DAILY;UNTIL=20200101T000000Z")))

    assert [(one.uid, one.recurring) for one in found.events] == [("a", None)]
    assert not found.problems


def test_an_until_beyond_all_calendars_is_none() -> None:
    found = only(calendar(event("UID:a", AT, "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z")))

    assert found.events[0].recurring is not None
    assert found.events[0].recurring.rrule == "FREQ=DAILY"


def test_dates_beyond_the_calendar_leave_a_series_as_it_is() -> None:
    dates = ("EXDATE:99991231T235959Z,00010101T000000Z", "RDATE:99991231T235959Z")
    found = only(calendar(event("UID:a", AT, "RRULE:FREQ=DAILY", *dates)))

    assert found.events[0].recurring is not None
    assert found.events[0].recurring.rdate == ()


def test_changes_of_a_series_that_was_left_out_come_in_alone() -> None:
    data = calendar(
        event("UID:a", AT, "RRULE:FREQ=HOURLY"),
        event("UID:a", "RECURRENCE-ID:20260303T080000Z", "DTSTART:20260303T090000Z"),
    )

    found = only(data)

    assert [(one.uid, str(one.recurrence_id)) for one in found.events] == [("a", "2026-03-03")]
    assert len(found.problems) == 1


def test_more_dates_than_anyone_names_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ics_event, "MOST_DATES", 3)
    dates = "EXDATE:" + ",".join(f"202603{day:02}T080000Z" for day in range(3, 9))
    found = only(calendar(event("UID:a", AT, "RRULE:FREQ=DAILY", dates)))

    assert found.events[0].recurring is not None
    assert len(found.events[0].recurring.exdate) == 3
    assert [one.reason for one in found.problems] == [
        "It names more than 3 dates: the rest was left out."
    ]


def test_rules_that_take_too_long_stop_being_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ics_rules, "MOST_SECONDS", 0.0)
    rules = [event(f"UID:{at}", AT, f"RRULE:FREQ=DAILY;COUNT={at}") for at in range(2, 5)]
    found = only(calendar(*rules, GOOD))

    assert [one.uid for one in found.events] == ["2", "good"]
    assert {one.reason for one in found.problems} == {
        "The rules before it took too long: this one was not tried."
    }


HARMFUL = {
    "zones without an end": b"BEGIN:VCALENDAR\n" + b"BEGIN:VTIMEZONE\n" * 30_000,
    "components in each other": b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 30_000 + b"END:Y\n" * 30_000,
    "calendars without an end": b"BEGIN:VCALENDAR\n" * 1000,
    "events without an end": b"BEGIN:VEVENT\n" * 5_000,
    "folds of nothing": b"BEGIN:VCALENDAR\n" + b"\n " * 100_000,
    "quotes without an end": b"BEGIN:VCALENDAR\n" + b'X;A="' * 50_000,
    "quotes in a parameter": calendar(event("UID:a", AT, 'SUMMARY;X="' + '";"' * 50_000)),
    "only backslashes": calendar(event("UID:a", AT, "SUMMARY:" + "\\" * 200_000)),
    "one date left out again and again": calendar(
        event("UID:a", AT, "RRULE:FREQ=DAILY", "EXDATE:" + "20260303T080000Z," * 20_000)
    ),
    "dates that are none": calendar(event("UID:a", AT, "RDATE;VALUE=PERIOD:" + "x/P1D," * 20_000)),
    "changes of all that follows": calendar(
        event("UID:a", AT, "RRULE:FREQ=DAILY"),
        *(
            event("UID:a", f"RECURRENCE-ID;RANGE=THISANDFUTURE:{day}T080000Z", AT)
            for day in range(20260301, 20260331)
        ),
    ),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", HARMFUL)
def test_nothing_hangs(name: str) -> None:
    assert read(HARMFUL[name])


def test_too_many_calendars_are_refused() -> None:
    with pytest.raises(RuleError, match="more than 1 000 calendars"):
        read(b"BEGIN:VCALENDAR\n" * 1001)


LINES = st.lists(
    st.sampled_from(
        [
            *(
                "BEGIN:VEVENT",
                "END:VEVENT",
                "BEGIN:VTIMEZONE",
                "END:VTIMEZONE",
                "TZID:Z",
                "END:VCALENDAR",
            ),
            *(
                "BEGIN:VCALENDAR",
                "UID:a",
                "UID:b",
                AT,
                "DTSTART:20260302",
                "DTSTART;TZID=Z:20260302T0900",
            ),
            *("DTEND:20260302T080000Z", "DURATION:PT36H", "RRULE:FREQ=DAILY;COUNT=3", "SEQUENCE:9"),
            *("RRULE:FREQ=WEEKLY;BYHOUR=1,9;UNTIL=20260401", "EXDATE:20260302T080000Z", "EXDATE:1"),
            *("RECURRENCE-ID:20260303T080000Z", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260304"),
            *(
                "RDATE:20260305,20260306T010000",
                "RDATE;VALUE=PERIOD:20260307T080000Z/PT1H",
                " x",
                "",
            ),
            *(
                "X-WR-TIMEZONE:Asia/Tokyo",
                "BEGIN:STANDARD",
                "END:STANDARD",
                "DTSTART:19700101T000000",
            ),
            *(
                "TZOFFSETFROM:+0100",
                "TZOFFSETTO:+0117",
                "DTSTART;VALUE=DATE:20260302",
                "STATUS:CANCELLED",
            ),
        ]
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines=LINES, cut=st.integers(0, 20), junk=st.binary(max_size=6))
def test_whatever_stands_there_nothing_but_a_refusal_is_raised(
    lines: list[str], cut: int, junk: bytes
) -> None:
    data = "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:a", AT, *lines, "END:VCALENDAR"])

    try:
        found = read(data.encode()[: len(data) - cut] + junk)
    except RuleError:
        return

    for one in found:
        assert all(
            event.line > 0 and event.times.end_day >= event.times.day for event in one.events
        )
        names = [(event.uid, event.recurrence_id) for event in one.events]
        assert len(names) == len(set(names)), "two events are named alike"
