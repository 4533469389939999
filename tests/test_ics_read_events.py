"""One event of a calendar: when it is, what is said of it, and how it is named."""

from datetime import date, time

import pytest

from infraday.domain.event import Event
from infraday.domain.schedule import Times
from tests.ics_oracle import calendar, event, only

AT = "DTSTART;TZID=Europe/Berlin:20260302T090000"
DAY = date(2026, 3, 2)


def one(*lines: str, zone: str = "Europe/Berlin") -> Event:
    """The one event of these lines, read without a word."""
    found = only(calendar(event("UID:a", *lines)), zone)
    assert not found.problems
    (read,) = found.events
    return read


def at(start: str, end: str, day: date = DAY, end_day: date | None = None) -> Times:
    return Times(day, time.fromisoformat(start), end_day or day, time.fromisoformat(end))


TIMES = {
    "an end": ((AT, "DTEND;TZID=Europe/Berlin:20260302T103000"), at("09:00", "10:30")),
    "a length": ((AT, "DURATION:PT1H30M"), at("09:00", "10:30")),
    "no end": ((AT,), at("09:00", "09:00")),
    "no length": ((AT, "DTEND;TZID=Europe/Berlin:20260302T090000"), at("09:00", "09:00")),
    "an end in another zone": ((AT, "DTEND;TZID=Asia/Tokyo:20260302T180000"), at("09:00", "10:00")),
    "UTC": (("DTSTART:20260302T080000Z", "DTEND:20260302T081500Z"), at("09:00", "09:15")),
    "floating": (("DTSTART:20260302T090000", "DURATION:PT1H"), at("09:00", "10:00")),
    "seconds": (("DTSTART:20260302T090059", "DTEND:20260302T235960"), at("09:00", "23:59")),
    "over midnight": (
        (AT, "DURATION:PT20H"),
        at("09:00", "05:00", end_day=date(2026, 3, 3)),
    ),
    "a Z beside a zone": (("DTSTART;TZID=Asia/Tokyo:20260302T080000Z",), at("09:00", "09:00")),
    "an end that is a day": (
        (AT, "DTEND;VALUE=DATE:20260303"),
        at("09:00", "00:00", end_day=date(2026, 3, 3)),
    ),
    "the night the clock goes back": (
        ("DTSTART:20261025T003000Z", "DTEND:20261025T011000Z"),
        at("02:30", "03:10", date(2026, 10, 25)),
    ),
    "a length over the night the clock goes on": (
        ("DTSTART;TZID=Europe/Berlin:20260328T200000", "DURATION:PT12H"),
        at("20:00", "09:00", date(2026, 3, 28), date(2026, 3, 29)),
    ),
    "days over the night the clock goes on": (
        ("DTSTART;TZID=Europe/Berlin:20260328T200000", "DURATION:P1D"),
        at("20:00", "20:00", date(2026, 3, 28), date(2026, 3, 29)),
    ),
}


@pytest.mark.parametrize("name", TIMES)
def test_an_event_is_at_its_time_here(name: str) -> None:
    lines, times = TIMES[name]

    assert one(*lines).times == times


def test_an_event_is_at_its_time_wherever_the_user_is() -> None:
    assert one(AT, "DURATION:PT8H", zone="America/Los_Angeles").times == Times(
        *(date(2026, 3, 2), time(0), date(2026, 3, 2), time(8))
    )
    assert one("DTSTART:20260302T090000", zone="America/Los_Angeles").times.start == time(9)


DAYS = {
    "one day": (("DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260303"), 2),
    "three days": (("DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260305"), 4),
    "no end": (("DTSTART;VALUE=DATE:20260302",), 2),
    "an end that is its start": (("DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260302"), 2),
    "a length": (("DTSTART;VALUE=DATE:20260302", "DURATION:P3D"), 4),
    "a length in weeks": (("DTSTART;VALUE=DATE:20260302", "DURATION:P1W"), 8),
    "a length in seconds": (("DTSTART:20260302", "DURATION:PT86400S"), 2),
    "a length of hours": (("DTSTART;VALUE=DATE:20260302", "DURATION:PT30H"), 3),
    "a day with a zone": (
        ("DTSTART;TZID=US/Pacific:20260302", "DTEND;TZID=US/Pacific:20260303"),
        2,
    ),
    "a time that is said to be a day": (("DTSTART;VALUE=DATE:20260302T000000",), 2),
    "an end with a time": (("DTSTART;VALUE=DATE:20260302", "DTEND:20260303T120000"), 3),
}


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
def test_days_are_the_same_days_everywhere(name: str, zone: str) -> None:
    lines, last = DAYS[name]

    assert one(*lines, zone=zone).times == Times(DAY, None, date(2026, 3, last), None)


def test_what_lasts_longer_than_a_year_is_bounded_and_said() -> None:
    found = only(
        calendar(
            event("UID:a", AT, "DURATION:P9999W"),
            event("UID:b", "DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20290101"),
        )
    )

    assert [it.times.end_day for it in found.events] == [date(2027, 3, 3), date(2027, 3, 2)]
    assert [(it.uid, it.reason) for it in found.problems] == [
        ("a", "It lasts longer than 366 days: the rest was left out."),
        ("b", "It lasts longer than 366 days: the rest was left out."),
    ]


def test_the_notes_say_where_it_is_and_how_to_join() -> None:
    found = one(
        *(AT, "DESCRIPTION:Agenda\\nhttps://a.example/x\\n", "LOCATION:Room 4\\, west"),
        *("URL:https://a.example/x", "X-GOOGLE-CONFERENCE:https://meet.example/y"),
        "X-ALT-DESC;FMTTYPE=text/html:<p>Agenda</p>",
    )

    assert found.notes == (
        "Place: Room 4, west\nAgenda\nhttps://a.example/x\nLink: https://meet.example/y"
    )


def test_empty_lines_say_nothing() -> None:
    assert one(AT, "DESCRIPTION:", "LOCATION: ").notes == ""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"a\, b\; c", "a, b; c"),
        (r"one\nTwo\N3", "one\nTwo\n3"),
        (r"C:\\new", r"C:\new"),
        (r"\"quoted\"", '"quoted"'),
        (r"a\qb\\", "a\\qb\\"),
        ("with: colon; and, comma", "with: colon; and, comma"),
        ("  ", "(no title)"),
        ("\x1b]0;title\x07", "\x1b]0;title\x07"),
        ("x" * 900, "x" * 900),
    ],
)
def test_a_title_is_what_was_typed(written: str, meant: str) -> None:
    assert one(AT, f"SUMMARY:{written}").activity == meant


def test_a_quoted_parameter_may_hold_a_colon() -> None:
    assert one(AT, 'SUMMARY;ALTREP="cid:a;b":Title').activity == "Title"


def test_an_event_without_a_title_says_so() -> None:
    data = calendar(f"BEGIN:VEVENT\r\nUID:a\r\n{AT}\r\nEND:VEVENT")

    assert only(data).events[0].activity == "(no title)"


def test_a_cancelled_event_says_so() -> None:
    assert one(AT, "STATUS:cancelled").cancelled
    assert not one(AT, "STATUS:TENTATIVE", "TRANSP:TRANSPARENT").cancelled


def test_an_event_without_a_uid_has_the_same_name_each_time() -> None:
    def uid(*lines: str) -> str:
        return only(calendar(event(*lines))).events[0].uid

    first = uid(AT, "DTSTAMP:20260101T000000Z", "SUMMARY:Stand-up")

    assert first == uid(AT, "DTSTAMP:20260909T000000Z", "SUMMARY:Stand-up")
    assert first != uid(AT, "SUMMARY:Another")
    assert first == uid("UID:", AT, "SUMMARY:Stand-up")
