"""What infraday writes into an event for itself: read back, unless it was changed elsewhere."""

from datetime import date

import pytest

from infraday.domain.block import Kind, Status
from infraday.domain.event import Event, Own
from infraday.exchange import ics_own
from tests import ics_oracle

OWN = Own("Find overruns", "A forecast", Kind.FINANCE, "dc-move", Status.DONE, fixed=False)


def read(*lines: str, zone: str = "Europe/Berlin") -> Event:
    start = (
        () if any(line.startswith("DTSTART") for line in lines) else ("DTSTART:20261124T090000",)
    )
    calendar = ics_oracle.calendar(ics_oracle.event("UID:1", *start, *lines))
    (found,) = ics_oracle.only(calendar, zone).events
    return found


def written(activity: str, notes: str, own: Own) -> list[str]:
    said = ics_own.written(activity, notes, own)
    pairs = zip(("SUMMARY", "DESCRIPTION", ics_own.NAME), said, strict=True)
    return [f"{name}:{_escaped(value)}" for name, value in pairs]


def _escaped(value: str) -> str:
    for sign in "\\;,":
        value = value.replace(sign, f"\\{sign}")
    return value.replace("\n", "\\n")


def test_all_of_it_comes_back() -> None:
    found = read(*written("Review\x07", " two\nlines ", OWN))

    assert (found.activity, found.notes, found.own) == ("Review\x07", " two\nlines ", OWN)


def test_a_title_that_was_changed_elsewhere_counts() -> None:
    _, description, own = written("Review\x07", "notes", OWN)

    assert read("SUMMARY:Review of money", description, own).activity == "Review of money"


def test_a_description_that_was_changed_elsewhere_is_the_notes() -> None:
    summary, _, own = written("Review", "notes", OWN)

    found = read(summary, "DESCRIPTION:Bring the figures", own)

    assert found.notes == "Bring the figures"
    assert found.own == OWN


def test_a_place_that_was_added_elsewhere_stands_before_the_notes() -> None:
    assert read(*written("Review", "notes", OWN), "LOCATION:Room 4").notes == "Place: Room 4\nnotes"


@pytest.mark.parametrize(
    "text",
    [
        *("", "no JSON", "[]", "null", '"x"', "{", "[" * 100_000),
        '{"kind":7,"purpose":[],"output":" ","project":"//","status":"moved","fixed":null}',
        '{"activity":"\\ud800","notes":"\\udc80","purpose":"\\ud800","local":1,"project":{}}',
    ],
)
def test_what_we_did_not_write_says_nothing(text: str) -> None:
    found = read("SUMMARY:Review", f"{ics_own.NAME}:{_escaped(text)}")

    assert (found.activity, found.notes) == ("Review", "")
    assert found.own in (None, Own())


RECURS = ("DTSTART;TZID=Europe/Berlin:20261124T090000", "RRULE:FREQ=DAILY")


@pytest.mark.parametrize(
    ("zone", "tz"),
    [
        ("Europe/Berlin", None),
        ("Europe/Madrid", None),  # its clock goes alike
        ("Africa/Lagos", "Europe/Berlin"),
        ("America/New_York", "Europe/Berlin"),
    ],
)
def test_a_series_on_the_clock_on_the_wall_keeps_it_where_that_goes_alike(
    zone: str, tz: str | None
) -> None:
    local = Own(local=True)

    found = read(*RECURS, *written("Stand-up", "", local), zone=zone)

    assert found.recurring is not None
    assert found.recurring.tz == tz
    assert found.recurring.first_day == date(2026, 11, 24)


def test_a_series_in_a_zone_keeps_that() -> None:
    found = read(*RECURS, *written("Stand-up", "", Own()))

    assert found.recurring is not None
    assert found.recurring.tz == "Europe/Berlin"
