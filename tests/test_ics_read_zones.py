"""The clocks that calendars name, or describe because nobody knows their name."""

from datetime import date, time

import pytest

from infraday.domain.event import Problem
from tests.ics_oracle import calendar, event, local, only, ours, theirs


def vtimezone(name: str, *lines: str) -> str:
    return "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{name}", *lines, "END:VTIMEZONE"])


def rule(kind: str, start: str, before: str, after: str, when: str) -> str:
    lines = (f"DTSTART:{start}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}", when)
    return "\r\n".join([f"BEGIN:{kind}", *filter(None, lines), f"END:{kind}"])


BERLINS = (
    rule(
        "STANDARD", "16010101T030000", "+0200", "+0100", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"
    ),
    rule("DAYLIGHT", "16010101T020000", "+0100", "+0200", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
)
NOBODYS = rule("STANDARD", "19700101T000000", "+0117", "+0117", "")
SUMMER = "20260702T090000"


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ('"Europe/Berlin"', "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Eastern Standard Time", "America/New_York"),
        ("/freeassociation.sourceforge.net/Europe/Berlin", "Europe/Berlin"),
        (
            "/softwarestudio.org/Tzfile/America/Argentina/Buenos_Aires",
            "America/Argentina/Buenos_Aires",
        ),
        ("Europe_Berlin", "Europe/Berlin"),
        ('"(UTC+01:00) Amsterdam, Berlin, Rome"', "Europe/Amsterdam"),
        ("Etc/UTC", "UTC"),
        ("tzone://Microsoft/Utc", "UTC"),
        ('"tzone://Microsoft/Utc"', "UTC"),
        ("(UTC+01:00) Amsterdam, Berlin, Rome", "Europe/Amsterdam"),
        ("GMT", "UTC"),
    ],
)
def test_a_series_keeps_the_zone_that_is_meant(name: str, zone: str) -> None:
    data = calendar(event("UID:a", f"DTSTART;TZID={name}:{SUMMER}", "RRULE:FREQ=DAILY"))

    found = only(data)

    assert not found.problems
    assert found.events[0].recurring is not None
    assert found.events[0].recurring.tz == zone


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Our own", "Europe/Berlin"),
        ("(UTC+01:00) Rome, Madrid", "Europe/Rome"),
        ("Customized Time Zone", "Europe/Berlin"),
    ],
)
def test_a_zone_that_is_only_described_is_found_by_what_it_does(name: str, zone: str) -> None:
    data = calendar(
        event("UID:a", f'DTSTART;TZID="{name}":{SUMMER}', "RRULE:FREQ=DAILY"),
        vtimezone(name, *BERLINS),  # behind the events, as Evolution has it
    )

    found = only(data)

    assert found.events[0].recurring is not None
    assert (found.events[0].recurring.tz, found.problems, found.remarks) == (zone, (), ())


def test_one_that_is_described_may_say_where_it_is() -> None:
    data = calendar(
        vtimezone("Ours", "X-LIC-LOCATION:Europe/Madrid", *BERLINS),
        event("UID:a", f"DTSTART;TZID=Ours:{SUMMER}", "RRULE:FREQ=DAILY"),
    )

    (found,) = only(data).events

    assert found.recurring is not None
    assert found.recurring.tz == "Europe/Madrid"


def test_a_known_name_counts_more_than_what_the_file_says_of_it() -> None:
    data = calendar(
        vtimezone("Europe/Berlin", NOBODYS),
        event("UID:a", f"DTSTART;TZID=Europe/Berlin:{SUMMER}"),
    )

    assert only(data).events[0].times.start == time(9)


def test_a_described_zone_gives_a_single_event_its_time() -> None:
    data = calendar(
        vtimezone("Nobody's", NOBODYS), event("UID:a", f"DTSTART;TZID=Nobody's:{SUMMER}")
    )

    found = only(data)

    assert found.events[0].times.start == time(9, 43)
    assert not found.problems


def test_a_series_in_a_zone_that_is_nobodys_is_read_day_by_day() -> None:
    data = calendar(
        vtimezone("Nobody's", NOBODYS),
        event(
            *("UID:a", "DTSTART;TZID=Nobody's:20250101T090000", "DURATION:PT1H"),
            *("RRULE:FREQ=DAILY", "EXDATE;TZID=Nobody's:20261124T090000"),
        ),
        event(
            *("UID:a", "RECURRENCE-ID;TZID=Nobody's:20261125T090000"),
            "DTSTART;TZID=Nobody's:20261125T120000",
        ),
    )

    found = only(data)

    assert (len(found.events), {one.uid for one in found.events}) == (435, {"a"})
    assert len({one.recurrence_id for one in found.events}) == 435
    assert found.events[0].recurrence_id == date(2026, 10, 18)
    assert "Events that come back in a way no series holds: 1." in found.remarks[0]
    first, last, here = date(2026, 11, 1), date(2026, 12, 31), local("Europe/Berlin")
    assert ours(found.events, first, last, here) == theirs(data, first, last, here)


def test_a_zone_that_nobody_knows_is_local_time_and_named() -> None:
    data = calendar(
        event("UID:a", f"DTSTART;TZID=Mars/Base:{SUMMER}", f"DTEND;TZID=Mars/Base:{SUMMER}"),
        event("UID:b", f"DTSTART;TZID=Mars/Base:{SUMMER}", "RRULE:FREQ=DAILY"),
    )

    found = only(data, "America/New_York")

    assert [one.times.start for one in found.events] == [time(9), time(9)]
    assert found.events[1].recurring is not None
    assert found.events[1].recurring.tz is None
    said = 'Its zone "Mars/Base" is unknown: its times were read as local ones.'
    assert found.problems == (Problem(3, "a", said), Problem(9, "b", said))


@pytest.mark.parametrize(
    "lines",
    [
        ("BEGIN:STANDARD", "END:STANDARD"),
        (rule("STANDARD", "x", "+0100", "+0100", ""),),
        (rule("STANDARD", "19700101T000000", "+0100", "+9900", ""),),
        (rule("STANDARD", "19700101T000000", "+0100", "+0100", "RRULE:FREQ=SECONDLY"),),
        (rule("STANDARD", "19700101T000000", "+0100", "+0100", "RRULE:FREQ=YEARLY;INTERVAL=0"),),
        (
            rule(
                "STANDARD",
                "19700101T000000",
                "+0100",
                "+0100",
                "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            ),
        ),
    ],
)
@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "Europe", "x" * 5000, "\x1b[2J"]
)
def test_a_description_that_makes_no_clock_harms_nothing(lines: tuple[str, ...], name: str) -> None:
    data = calendar(vtimezone(name, *lines), event("UID:a", f"DTSTART;TZID={name}:{SUMMER}"))

    found = only(data)

    assert [one.uid for one in found.events] == ["a"]
