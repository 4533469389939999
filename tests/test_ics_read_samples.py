"""Real calendars, and the one reader we check ours against: the same texts and the same starts."""

from collections import Counter
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import NamedTuple

import icalendar
import pytest

from infraday.domain import RuleError
from infraday.domain.event import Event
from tests.ics_oracle import Start, in_order, local, ours, read, theirs

# The library that we are held against says that it guesses, once for each zone and process.
pytestmark = pytest.mark.filterwarnings("ignore::icalendar.error.GloballyUniqueTZIDGuessed")

ZONES = ("Europe/Berlin", "America/New_York")
A_YEAR = timedelta(days=366)


def events_of(path: Path, zone: str = "Europe/Berlin") -> list[Event]:
    return [one for calendar in read(path.read_bytes(), zone) for one in calendar.events]


class Count(NamedTuple):
    events: int
    all_day: int
    problems: int = 0


COUNTS = {
    "cal_lots_of_timezones.ics": Count(6, 0),  # three RDATEs at a time of their own
    "calendars__big_bad_calendar.ics": Count(0, 0, 21),
    "calendars__bom_calendar.ics": Count(0, 0),
    "calendars__issue_526_calendar_with_events.ics": Count(2, 0, 2),
    "calendars__multiple_calendar_components.ics": Count(3, 3),
    "event_d_long.ics": Count(1, 1),
    "event_dt_duration.ics": Count(1, 0),
    "event_dt_floating.ics": Count(1, 0),
    "event_dt_rrule_invalid_until.ics": Count(1, 1),
    "event_dtr_exdatez.ics": Count(1, 0),
    "event_rrule_recuid_cancelled.ics": Count(3, 0),
    "icalendar_example.ics": Count(1, 0, 1),  # two events with one UID
    "invalid__CalendarDataFile.ics": Count(152, 35),
    "mult_uids_and_recuid_no_order.ics": Count(3, 1),
    "tz_windows_format.ics": Count(1, 0),
    "valid__Standup.ics": Count(1, 0),
    "valid__evolution.ics": Count(1, 0),
    "valid__google_aus_holidays.ics": Count(96, 96),
    "valid__sunbird_sample.ics": Count(182, 177),
    "without_uid.ics": Count(1, 1),
}


@pytest.mark.parametrize("name", COUNTS)
def test_a_real_calendar_comes_in_whole(samples: Path, name: str) -> None:
    found = read((samples / "ics" / name).read_bytes())

    events = [one for calendar in found for one in calendar.events]
    days = [one for one in events if one.times.start is None]
    assert Count(len(events), len(days), sum(len(it.problems) for it in found)) == COUNTS[name]


def test_every_sample_is_counted(samples: Path) -> None:
    assert {path.name for path in (samples / "ics").iterdir()} == COUNTS.keys()


def same(starts: list[Start], _: str) -> list[Start]:
    return starts


def _pacific_midnights(starts: list[Start], zone: str) -> list[Start]:
    """A day with a zone (DTSTART;TZID=US/Pacific:20041225, DURATION:PT86400S) is a day, as Google
    meant it. icalendar makes it a midnight in California."""
    return [it._replace(at=None) if it.at in _MIDNIGHTS[zone] else it for it in starts]


_MIDNIGHTS = {
    "Europe/Berlin": (time(8), time(9), time(10)),
    "America/New_York": (time(2), time(3)),
}


def _midnight_left_out(starts: list[Start], _: str) -> list[Start]:
    """EXDATE:20041031T000000 in a series at 14:00 leaves out that day."""
    gone = Start(date(2004, 10, 31), time(14), "preveri inflacijsko stopnjo")
    assert gone in starts
    return [it for it in starts if it != gone]


def _last_of_one_uid(starts: list[Start], zone: str) -> list[Start]:
    """Of two events with one UID and no SEQUENCE we take the later one and name the earlier, they
    take the earlier one in silence."""
    assert [it.title for it in starts] == ["Pick up bicycle from the workshop."]
    at = time(8) if zone == "Europe/Berlin" else time(3)
    return [Start(date(2026, 3, 28), at, "Morning ride with the team.")]


def _auckland(starts: list[Start], zone: str) -> list[Start]:
    """A zone called "New Zealand Standard Time" is that of New Zealand. They follow its description
    in the file, which says that it is Berlin's."""
    (one,) = starts
    there = one._replace(at=time(1))
    return (
        [there]
        if zone == "Europe/Berlin"
        else [there._replace(day=date(2019, 11, 19), at=time(19))]
    )


def _quotes(starts: list[Start], _: str) -> list[Start]:
    r"""A quote that was escaped although none has to be loses its backslash."""
    return in_order(it._replace(title=it.title.replace('\\"', '"')) for it in starts)


EXPLAINED: dict[str, Callable[[list[Start], str], list[Start]]] = {
    "valid__google_aus_holidays.ics": _pacific_midnights,
    "invalid__CalendarDataFile.ics": _midnight_left_out,
    "icalendar_example.ics": _last_of_one_uid,
    "tz_windows_format.ics": _auckland,
    "valid__sunbird_sample.ics": _quotes,
}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("name", [name for name, count in COUNTS.items() if count.events])
def test_days_begin_as_another_reader_has_them(samples: Path, name: str, zone: str) -> None:
    path, here = samples / "ics" / name, local(zone)
    events = events_of(path, zone)
    days = [one.times.day for one in events]
    first, last = min(days) - timedelta(days=14), min(max(days) + A_YEAR, date(2038, 1, 1))

    found = ours(events, first, last, here)

    expected = EXPLAINED.get(name, same)(theirs(path.read_bytes(), first, last, here), zone)
    assert found == in_order(expected)
    assert found, "nothing to compare"


@pytest.mark.parametrize("name", COUNTS)
def test_texts_are_as_the_library_reads_them(samples: Path, name: str) -> None:
    data = (samples / "ics" / name).read_bytes()
    library = Counter(
        (
            str(it.get("UID", "")),
            str(it.get("SUMMARY", "")).strip().replace('\\"', '"') or "(no title)",
        )
        for one in icalendar.Component.from_ical(data, multiple=True)
        for it in one.walk("VEVENT")
        if "DTSTART" in it
    )

    for event in events_of(samples / "ics" / name):
        uid = event.uid.partition("#")[0]
        assert (uid if not uid.startswith("no-uid-") else "", event.activity) in library


@pytest.mark.parametrize("size", [10, 100, 1000, 10_000])
def test_half_of_a_real_calendar_harms_nothing(samples: Path, size: int) -> None:
    for path in (samples / "ics").iterdir():
        data = path.read_bytes()
        try:
            whole = {(one.uid, one.line) for one in events_of(path)}
            half = [one for it in read(data[:size]) for one in it.events]
        except RuleError:
            continue
        assert {one.line for one in half} <= {line for _, line in whole} | {
            problem.line for it in read(data) for problem in it.problems
        }
