"""What stands in an exported calendar, held against what others read in it."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unicodedata import category
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from infraday.domain.block import Kind, Status
from infraday.exchange.ics_write import folded
from infraday.models import Block, ForgottenEvent, Series
from infraday.store.engine import Store
from infraday.store.outgoing import Wanted
from tests import factories
from tests.hostile import STRINGS
from tests.ics_plans import exported, lines_of
from tests.zones import living_in

DAY = timedelta(days=1)
MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _berlin() -> Iterator[None]:
    with living_in("Europe/Berlin"):
        yield


def series(rrule: str = "FREQ=DAILY", **fields: Any) -> Series:
    plain: dict[str, Any] = {
        "activity": "Stand-up",
        "first_day": MONDAY,
        "start": time(9),
        "minutes": 15,
    }
    return Series(**{**plain, "rrule": rrule, **fields})


def events(text: str) -> list[Any]:
    found = [it for it in Calendar.from_ical(text).walk("VEVENT") if isinstance(it, Event)]
    assert not any(it.errors for it in found)
    return found


def only(text: str) -> Any:
    (found,) = events(text)
    return found


def test_a_block_is_an_event_in_the_local_zone(store: Store) -> None:
    row = factories.block(
        purpose="Find overruns",
        output="A forecast",
        notes="Bring: a, b; c\\d\ntwo",
        kind=Kind.FINANCE,
        project_id=1,
    )
    factories.planned(store, factories.project(), row)

    found = only(exported(store).text)

    assert found["SUMMARY"] == "Budget review"
    assert found["DESCRIPTION"] == (
        "Purpose: Find overruns\nOutput: A forecast\n\nBring: a, b; c\\d\ntwo"
    )
    assert found.categories == ["finance", "dc-move"]
    assert found["STATUS"] == "CONFIRMED"
    berlin = ZoneInfo("Europe/Berlin")
    assert found.start == datetime(2026, 11, 24, 10, tzinfo=berlin)
    assert found.end == datetime(2026, 11, 24, 11, tzinfo=berlin)
    assert found.stamp == datetime(2026, 11, 24, 9, 42, tzinfo=UTC)


def test_the_calendar_says_who_wrote_it_and_how_it_is_called(store: Store) -> None:
    text = exported(store).text

    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//infraday//infraday ")
    assert lines_of(text, "X-WR-CALNAME") == ["X-WR-CALNAME:infraday"]
    assert text.endswith("END:VCALENDAR\r\n")


def test_days_end_before_the_day_after_them(store: Store) -> None:
    times = factories.all_day(days=3)
    factories.planned(store, Block(**times._asdict(), activity="Freeze"))

    found = only(exported(store).text)

    assert (found.start, found.end) == (date(2026, 11, 24), date(2026, 11, 27))


def test_a_mark_has_no_end_and_a_night_ends_on_the_next_day(store: Store) -> None:
    mark = factories.block("08:00")
    mark.end = mark.start
    factories.planned(store, mark, factories.block("22:00", 240))

    first, second = events(exported(store).text)

    assert "DTEND" not in first
    assert second.end.isoformat() == "2026-11-25T02:00:00+01:00"


def test_a_time_that_the_clock_leaves_out_floats(store: Store) -> None:
    factories.planned(store, factories.block("01:00", 90, date(2026, 3, 29)))

    text = exported(store).text

    assert lines_of(text, "DTSTART")[-1] == "DTSTART:20260329T010000"
    assert lines_of(text, "DTEND") == ["DTEND:20260329T023000"]


@pytest.mark.parametrize(
    ("zone", "start"), [(None, "DTSTART:20261124T100000"), ("UTC", "DTSTART:20261124T100000Z")]
)
def test_without_a_zone_times_float_and_utc_needs_none(
    store: Store, zone: str | None, start: str
) -> None:
    factories.planned(store, factories.block())

    text = exported(store, zone=zone).text

    assert lines_of(text, "DTSTART") == [start]
    assert "VTIMEZONE" not in text


def test_a_series_has_its_rule_its_dates_and_the_clock_of_its_zone(store: Store) -> None:
    factories.planned(
        store,
        series(
            "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630",
            tz="America/New_York",
            rdate="2026-11-26",
            exdate="2026-12-01,2026-12-08",
        ),
    )

    text = exported(store).text

    zone = "TZID=America/New_York"
    assert lines_of(text, "DTSTART")[-1] == f"DTSTART;{zone}:20261124T090000"  # its first Tuesday
    assert lines_of(text, "RRULE")[-1] == "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T130000Z"
    assert lines_of(text, "RDATE") == [f"RDATE;{zone}:20261126T090000"]
    assert lines_of(text, "EXDATE") == [f"EXDATE;{zone}:20261201T090000,20261208T090000"]
    assert lines_of(text, "TZID") == ["TZID:America/New_York"]


def test_a_series_of_days_has_days_everywhere(store: Store) -> None:
    factories.planned(
        store,
        series("FREQ=DAILY;UNTIL=20261201", start=None, minutes=2880, exdate="2026-11-25"),
    )

    text = exported(store).text

    assert "DTSTART;VALUE=DATE:20261123\r\nDTEND;VALUE=DATE:20261125\r\n" in text
    assert "RRULE:FREQ=DAILY;UNTIL=20261201\r\nEXDATE;VALUE=DATE:20261125\r\n" in text


def touched(day: int, begin: str = "09:00", **fields: Any) -> Block:
    times = factories.times(begin, 15, date(2026, 11, day))
    which: dict[str, Any] = {"series_id": 1, "recurrence_id": date(2026, 11, day), **fields}
    return Block(**times._asdict(), activity="Stand-up", **which)


def test_what_was_touched_of_a_series_stands_for_its_occurrence(store: Store) -> None:
    factories.planned(
        store,
        series(),
        touched(24, "10:30"),
        touched(25, status=Status.CANCELLED),
        touched(26, status=Status.SKIPPED),
        touched(27, status=Status.DONE),
        touched(28, status=Status.MOVED),
    )

    text = exported(store).text
    master, *others = events(text)

    assert {it["UID"] for it in others} == {master["UID"]}
    whens = [it["RECURRENCE-ID"].dt.strftime("%d %H:%M") for it in others]
    assert whens == ["24 09:00", "25 09:00", "26 09:00", "27 09:00"]
    assert others[0].start.strftime("%H:%M") == "10:30"
    assert [it["STATUS"] for it in others] == [
        *("CONFIRMED", "CANCELLED", "CANCELLED", "CONFIRMED"),
    ]
    assert lines_of(text, "EXDATE") == ["EXDATE;TZID=Europe/Berlin:20261128T090000"]


def test_a_block_that_became_another_is_left_out(store: Store) -> None:
    factories.planned(store, factories.block(status=Status.MOVED))

    assert events(exported(store).text) == []


def test_uids_stay_and_no_two_are_the_same(store: Store) -> None:
    theirs: dict[str, Any] = {"uid": "them@example.com", "calendar": "Work"}
    again = {**theirs, "calendar": "Home"}
    factories.planned(
        store, factories.block(), factories.block(**theirs), factories.block(**again), series()
    )

    uids = [str(it["UID"]) for it in events(exported(store).text)]

    names = [uid.partition("@") for uid in uids]
    plan = {place for name, _, place in names if name != "them"}
    assert sorted(name for name, _, _ in names) == ["B-1", "B-3", "S-1", "them"]
    assert len(plan) == 1
    assert [str(it["UID"]) for it in events(exported(store).text)] == uids


def test_an_exception_without_its_series_keeps_its_day(store: Store) -> None:
    day = date(2026, 11, 20)
    factories.planned(store, factories.block(uid="x", recurrence_id=day))

    assert lines_of(exported(store).text, "RECURRENCE-ID") == [
        "RECURRENCE-ID;TZID=Europe/Berlin:20261120T100000"
    ]


def test_a_series_that_cannot_be_written_is_named(store: Store) -> None:
    factories.planned(store, series(tz="Mars/Olympus"), touched(24), series())

    found = exported(store)

    assert found.problems == ["S-1 was left out: Nobody knows its zone."]
    assert (found.series, found.blocks) == (1, 1)


@pytest.mark.parametrize("text", [text for text in STRINGS if len(text) <= 500])
def test_hostile_texts_make_no_line_of_their_own(store: Store, text: str) -> None:
    factories.planned(store, factories.block(activity=text, notes=text, uid=text))

    written = exported(store).text

    assert not any(category(sign) == "Cc" for sign in re.sub("[\r\n\t]", "", written))
    assert len(written.splitlines()) == written.count("\r\n")
    event = only(written)
    assert event["DTSTART"].dt.hour == 10


@pytest.mark.parametrize("length", [74, 75, 76, 149, 150, 600])
@pytest.mark.parametrize("sign", ["x", "é", "表", "👋"])
def test_lines_are_folded_between_letters(length: int, sign: str) -> None:
    line = f"SUMMARY:{sign * length}"

    pieces = folded(line).split("\r\n")

    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert "".join((pieces[0], *(piece[1:] for piece in pieces[1:]))) == line


def test_a_period_leaves_out_what_does_not_touch_it(store: Store) -> None:
    factories.planned(
        store,
        factories.block(day=factories.YESTERDAY, activity="before"),
        factories.block("22:00", 240, factories.YESTERDAY, activity="into it"),
        factories.block("22:00", 120, factories.YESTERDAY, activity="until midnight"),
        factories.block(activity="on it"),
        factories.block(day=factories.TOMORROW, activity="after"),
        series("FREQ=WEEKLY;BYDAY=TU", activity="falls"),
        series("FREQ=WEEKLY;BYDAY=MO", activity="falls elsewhere"),
        series("FREQ=DAILY;UNTIL=20261123", activity="ended"),
    )

    found = exported(store, Wanted(factories.TODAY, factories.TODAY)).text

    assert {str(it["SUMMARY"]) for it in events(found)} == {"into it", "on it", "falls"}


def test_a_series_falls_into_a_period_by_what_was_touched_of_it_alone(store: Store) -> None:
    weekly = series("FREQ=WEEKLY;BYDAY=MO")
    moved = touched(23)
    moved.day = moved.end_day = factories.TODAY
    factories.planned(store, weekly, moved)

    assert exported(store, Wanted(factories.TODAY, factories.TODAY)).series == 1
    assert exported(store, Wanted(MONDAY, MONDAY)).series == 0


def test_one_calendar_alone(store: Store) -> None:
    factories.planned(
        store,
        factories.block(activity="mine"),
        factories.block(activity="theirs", calendar="Work", uid="1"),
        series(activity="their series", calendar="Work", uid="2"),
    )

    found = exported(store, Wanted(calendar="Work")).text

    assert {str(it["SUMMARY"]) for it in events(found)} == {"theirs", "their series"}


def test_what_was_deleted_by_hand_is_no_part_of_it(store: Store) -> None:
    factories.planned(store, ForgottenEvent(calendar="Work", uid="x"))

    assert events(exported(store).text) == []
