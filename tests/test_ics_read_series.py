"""Events that come back, as a calendar says it: held against an expansion that is not ours."""

from datetime import date, time

import pytest

from infraday.domain.event import Event, Recurring
from tests.ics_oracle import Start, calendar, event, in_order, local, only, ours, theirs

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
BERLIN = "DTSTART;TZID=Europe/Berlin:20260302T090000"
DAILY = ("UID:a", BERLIN, "DURATION:PT30M", "RRULE:FREQ=DAILY;COUNT=12")


def starts(data: bytes, zone: str = "Europe/Berlin") -> list[Start]:
    return ours(only(data, zone).events, FIRST, LAST, local(zone))


def rule(one: Event) -> Recurring:
    assert one.recurring is not None
    return one.recurring


AGREED = {
    "each week": ("UID:a", BERLIN, "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260601T070000Z"),
    "across both changes of the clock": ("UID:a", BERLIN, "RRULE:FREQ=WEEKLY;COUNT=60"),
    "in a zone with other nights": (
        "UID:a",
        "DTSTART;TZID=America/New_York:20260302T230000",
        "DTEND;TZID=America/New_York:20260303T010000",
        "RRULE:FREQ=DAILY;COUNT=30",
    ),
    "in UTC": ("UID:a", "DTSTART:20260302T233000Z", "RRULE:FREQ=WEEKLY;COUNT=40"),
    "floating": ("UID:a", "DTSTART:20260302T090000", "RRULE:FREQ=MONTHLY;COUNT=5"),
    "whole days": (
        "UID:a",
        "DTSTART;VALUE=DATE:20260302",
        "DTEND;VALUE=DATE:20260305",
        "RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=5",
    ),
    "an UNTIL just before the last start": (
        *("UID:a", BERLIN, "RRULE:FREQ=DAILY;UNTIL=20260310T075959Z"),
    ),
    "an UNTIL at the last start": ("UID:a", BERLIN, "RRULE:FREQ=DAILY;UNTIL=20260310T080000Z"),
    "whole days until a moment": (
        *("UID:a", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;UNTIL=20260310T000000Z"),
    ),
    "a first day that the rule does not name": (
        *("UID:a", BERLIN, "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20260401T000000Z"),
    ),
    "left out in its own zone": (*DAILY, "EXDATE;TZID=Europe/Berlin:20260304T090000"),
    "left out in UTC": (*DAILY, "EXDATE:20260304T080000Z,20260305T080000Z"),
    "left out in another zone": (*DAILY, "EXDATE;TZID=America/New_York:20260304T030000"),
    "left out by the day": (*DAILY, "EXDATE;VALUE=DATE:20260304"),
    "left out at a time when nothing is": (*DAILY, "EXDATE;TZID=Europe/Berlin:20260304T111500"),
    "the first one left out": (*DAILY, "EXDATE;TZID=Europe/Berlin:20260302T090000"),
    "added at its own time": (*DAILY, "RDATE;TZID=Europe/Berlin:20260401T090000"),
    "added at another time": (*DAILY, "RDATE;TZID=Europe/Berlin:20260304T150000"),
    "added with an end": (
        *DAILY,
        "RDATE;VALUE=PERIOD:20260401T080000Z/20260401T100000Z,20260402T080000Z/PT5H",
    ),
    "dates and no rule": (
        *("UID:a", BERLIN, "RDATE;TZID=Europe/Berlin:20260304T090000,20260306T110000"),
    ),
    "twice a day": ("UID:a", BERLIN, "RRULE:FREQ=DAILY;BYHOUR=9,15;UNTIL=20260310T120000Z"),
    "twice a day, so often": ("UID:a", BERLIN, "RRULE:FREQ=DAILY;BYHOUR=9,15;COUNT=7"),
    "earlier times begin a day later": (
        *("UID:a", BERLIN, "RRULE:FREQ=DAILY;BYHOUR=7,9,15;BYMINUTE=0,30;COUNT=13"),
    ),
    "clock parts that say nothing new": (
        *("UID:a", BERLIN, "RRULE:FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0;COUNT=4"),
    ),
}


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize("name", AGREED)
def test_it_begins_when_another_reader_says(name: str, zone: str) -> None:
    data = calendar(event(*AGREED[name]))

    found = starts(data, zone)

    assert found == theirs(data, FIRST, LAST, local(zone))
    assert found, "nothing to compare"


def test_an_until_that_is_a_day_means_the_whole_of_it() -> None:
    # The other reader takes its midnight, so that the last occurrence is lost.
    data = calendar(event("UID:a", BERLIN, "RRULE:FREQ=DAILY;UNTIL=20260310"))

    assert [one.day.day for one in starts(data)] == [2, 3, 4, 5, 6, 7, 8, 9, 10]


def test_a_midnight_left_out_means_its_day() -> None:
    data = calendar(event(*DAILY, "EXDATE:20260304T000000"))

    assert [one.day.day for one in starts(data)][:3] == [2, 3, 5]


MOVED = ("UID:a", "RECURRENCE-ID;TZID=Europe/Berlin:20260304T090000")
CHANGES = {
    "moved": (*MOVED, "DTSTART;TZID=Europe/Berlin:20260304T110000", "SUMMARY:Later"),
    "moved to another day": (*MOVED, "DTSTART;TZID=Europe/Berlin:20260502T110000"),
    "named in UTC": ("UID:a", "RECURRENCE-ID:20260304T080000Z", "DTSTART:20260304T120000Z"),
    "renamed from then on": (
        *("UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260306T090000"),
        *("DTSTART;TZID=Europe/Berlin:20260306T090000", "SUMMARY:New name"),
    ),
    "later from then on": (
        *("UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260306T090000"),
        *("DTSTART;TZID=Europe/Berlin:20260306T133000", "DURATION:PT1H"),
    ),
    "later from the first one on": (
        *("UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260302T090000"),
        "DTSTART;TZID=Europe/Berlin:20260302T133000",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("first", [0, 1], ids=["before its series", "behind its series"])
def test_a_change_stands_where_another_reader_has_it(name: str, first: int) -> None:
    both = [event(*CHANGES[name]), event(*DAILY)]
    data = calendar(both[first], both[1 - first])

    assert starts(data) == theirs(data, FIRST, LAST, local("Europe/Berlin"))


def test_a_day_later_from_then_on_is_read_day_by_day() -> None:
    weekly = ("UID:a", BERLIN, "DURATION:PT30M", "RRULE:FREQ=WEEKLY")
    change = (
        *("UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260316T090000"),
        *("DTSTART;TZID=Europe/Berlin:20260317T100000", "DURATION:PT1H"),
    )
    data = calendar(event(*weekly), event(*change))
    first, last = date(2026, 11, 1), date(2027, 12, 1)

    found = only(data)

    here = local("Europe/Berlin")
    assert ours(found.events, first, last, here) == theirs(data, first, last, here)
    assert "They were read day by day, from Sun 18 Oct 2026 to Mon 27 Dec 2027." in found.remarks[0]
    assert {one.uid for one in found.events} == {"a"}


def test_a_series_keeps_the_clock_of_its_zone() -> None:
    (found,) = only(calendar(event(*DAILY)), "America/New_York").events

    assert rule(found) == Recurring(
        "FREQ=DAILY;COUNT=12", (), (), "Europe/Berlin", date(2026, 3, 2), time(9), 30
    )
    assert found.times == (date(2026, 3, 2), time(3), date(2026, 3, 2), time(3, 30))


def test_a_series_in_utc_keeps_the_zone_that_its_calendar_names() -> None:
    data = calendar(
        "X-WR-TIMEZONE:Europe/Berlin",
        event("UID:a", "DTSTART:20260302T080000Z", "DTEND:20260302T093000Z", "RRULE:FREQ=DAILY"),
        event("UID:b", "DTSTART:20260302T080000Z"),
    )

    series, once = only(data, "America/New_York").events

    assert (rule(series).tz, rule(series).start, rule(series).minutes) == (
        *("Europe/Berlin", time(9), 90),
    )
    assert once.times.start == time(3)


def test_each_time_of_a_day_is_a_series_with_a_name_that_stays() -> None:
    data = calendar(event("UID:a", BERLIN, "RRULE:FREQ=DAILY;BYHOUR=8,9,15"))

    found = only(data).events

    assert [(one.uid, rule(one).start) for one in found] == [
        *(("a", time(9)), ("a#08:00", time(8)), ("a#15:00", time(15))),
    ]
    assert rule(found[1]).exdate == (date(2026, 3, 2),)


def test_a_change_goes_to_the_series_of_its_time() -> None:
    data = calendar(
        event("UID:a", BERLIN, "RRULE:FREQ=DAILY;BYHOUR=9,15"),
        event(
            *("UID:a", "RECURRENCE-ID;TZID=Europe/Berlin:20260304T150000"),
            "DTSTART;TZID=Europe/Berlin:20260304T160000",
        ),
    )

    assert [(one.uid, one.recurrence_id) for one in only(data).events] == [
        *(("a", None), ("a#15:00", None), ("a#15:00", date(2026, 3, 4))),
    ]


def test_a_change_of_what_follows_ends_the_series_and_begins_another() -> None:
    data = calendar(event(*DAILY), event(*CHANGES["later from then on"]))

    before, after = only(data).events

    assert (before.uid, rule(before).rrule) == ("a", "FREQ=DAILY;COUNT=4")
    assert (after.uid, rule(after).rrule) == ("a#20260306T0900", "FREQ=DAILY;COUNT=8")
    assert (rule(after).first_day, rule(after).start, rule(after).minutes) == (
        *(date(2026, 3, 6), time(13, 30), 60),
    )


def test_what_follows_can_be_cancelled() -> None:
    data = calendar(event(*DAILY), event(*CHANGES["later from then on"], "STATUS:CANCELLED"))

    assert [rule(one).rrule for one in only(data).events] == ["FREQ=DAILY;COUNT=4"]


def test_a_changed_occurrence_after_a_change_belongs_to_what_follows() -> None:
    later = event(
        *("UID:a", "RECURRENCE-ID;TZID=Europe/Berlin:20260308T090000"),
        "DTSTART;TZID=Europe/Berlin:20260308T180000",
    )
    data = calendar(event(*DAILY), later, event(*CHANGES["later from then on"]))

    found = only(data).events

    assert (found[-1].uid, found[-1].recurrence_id) == ("a#20260306T0900", date(2026, 3, 8))
    assert starts(data) == in_order(theirs(data, FIRST, LAST, local("Europe/Berlin")))


def test_a_cancelled_occurrence_is_an_exception() -> None:
    data = calendar(event(*DAILY), event(*CHANGES["moved"], "STATUS:CANCELLED"))

    series, change = only(data).events

    assert (change.recurrence_id, change.cancelled) == (date(2026, 3, 4), True)
    assert not series.cancelled


def test_an_occurrence_is_named_by_the_day_in_the_zone_of_its_series() -> None:
    data = calendar(
        event("UID:a", "DTSTART;TZID=Pacific/Auckland:20260302T090000", "RRULE:FREQ=DAILY"),
        event("UID:a", "RECURRENCE-ID:20260303T200000Z", "DTSTART:20260303T220000Z"),
    )

    assert only(data).events[1].recurrence_id == date(2026, 3, 4)


def test_an_occurrence_of_whole_days_is_named_by_the_day_that_is_written() -> None:
    data = calendar(
        event("UID:a", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY"),
        event("UID:a", "RECURRENCE-ID:20260304T000000Z", "DTSTART;VALUE=DATE:20260305"),
    )

    assert only(data, "America/New_York").events[1].recurrence_id == date(2026, 3, 4)


def test_exceptions_without_their_series_are_events_alone() -> None:
    data = calendar(
        event(*CHANGES["moved"]),
        event(*CHANGES["named in UTC"], "SEQUENCE:2"),
        event(
            *("UID:a", "RECURRENCE-ID;TZID=Europe/Berlin:20260304T150000"),
            "DTSTART;TZID=Europe/Berlin:20260304T160000",
        ),
        event("UID:a", "RECURRENCE-ID;VALUE=DATE:20260306", "DTSTART;VALUE=DATE:20260307"),
    )

    found = only(data)

    assert [(one.uid, one.recurrence_id, one.times.start) for one in found.events] == [
        ("a", date(2026, 3, 4), time(13)),
        ("a#15:00", date(2026, 3, 4), time(16)),
        ("a", date(2026, 3, 6), None),
    ]
    assert all(one.recurring is None for one in found.events)


def test_the_highest_sequence_counts_and_of_several_the_last() -> None:
    def version(number: int, title: str) -> str:
        return event("UID:a", BERLIN, f"SEQUENCE:{number}", f"SUMMARY:{title}")

    high_first = only(calendar(version(2, "High"), version(1, "Low")))
    equal = only(calendar(version(1, "Earlier"), version(1, "Later")))

    assert [one.activity for one in high_first.events] == ["High"]
    assert not high_first.problems
    assert [one.activity for one in equal.events] == ["Later"]
    assert [(one.line, one.uid, one.reason) for one in equal.problems] == [
        (3, "a", "The event in line 9 has the same UID and replaces it.")
    ]
    assert equal.remarks == (
        "Events left out because the same UID comes again: 1. "
        "The highest SEQUENCE counts, and of several the last.",
    )


def test_a_birthday_without_its_year_begins_where_a_plan_does() -> None:
    birthday = ("UID:a", "DTSTART;VALUE=DATE:16040229", "RRULE:FREQ=YEARLY")
    (found,) = only(calendar(event(*birthday))).events

    assert rule(found).first_day == date(1904, 2, 29)


def test_thousands_of_dates_left_out_are_read() -> None:
    from_2026 = date(2026, 3, 2).toordinal()
    days = [date.fromordinal(from_2026 + at) for at in range(1, 10_001)]
    line = "EXDATE;TZID=Europe/Berlin:" + ",".join(f"{day:%Y%m%d}T090000" for day in days)
    data = calendar(event("UID:a", BERLIN, "RRULE:FREQ=DAILY", line))

    assert rule(only(data).events[0]).exdate == tuple(days)


def test_a_length_is_that_of_the_clock_in_its_zone() -> None:
    data = calendar(
        event(
            *("UID:a", "DTSTART;TZID=Europe/Berlin:20260329T010000"),
            *("DTEND;TZID=Europe/Berlin:20260329T040000", "RRULE:FREQ=DAILY"),
        ),
        event(
            *("UID:b", "DTSTART;TZID=Europe/Berlin:20260302T090000"),
            *("DTEND;TZID=America/New_York:20260302T040000", "RRULE:FREQ=DAILY"),
        ),
        event("UID:c", "DTSTART;VALUE=DATE:20260302", "DURATION:P2D", "RRULE:FREQ=WEEKLY"),
    )

    assert [rule(one).minutes for one in only(data).events] == [180, 60, 2880]
