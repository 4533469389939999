"""What others read in an exported calendar: the same starts, and the same clocks."""

import sqlite3
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Timezone

from infraday.exchange import ics_vtimezone
from infraday.models import Block, Project, Series
from infraday.store import quick
from infraday.store.engine import Store
from tests import factories, ics_oracle
from tests.ics_oracle import Start
from tests.ics_plans import exported
from tests.zones import living_in

DAY = timedelta(days=1)


def series(rrule: str, **fields: Any) -> Series:
    plain: dict[str, Any] = {"activity": "Stand-up", "start": time(9), "minutes": 15}
    return Series(**{**plain, "rrule": rrule, **fields})


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
@pytest.mark.parametrize("first", [date(2026, 3, 22), date(2026, 10, 25)])
def test_others_read_the_same_starts(store: Store, zone: str, first: date) -> None:
    begin = first - timedelta(days=40)
    factories.planned(
        store,
        Project(key="dc-move", name="dc-move"),
        series("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", first_day=begin),
        series("FREQ=DAILY;INTERVAL=3", first_day=begin, tz="America/New_York", activity="Call"),
        series("FREQ=MONTHLY;BYDAY=-1TH", first_day=begin, tz="Europe/Berlin", activity="Board"),
        series("FREQ=WEEKLY", first_day=begin, start=None, minutes=1440, activity="Freeze"),
        series("FREQ=DAILY", first_day=begin, start=time(23, 30), minutes=90, activity="Night"),
        factories.block("10:00", 60, first + DAY, "Once"),
        *(
            Block(
                **factories.times("11:00", 15, first + timedelta(days=at))._asdict(),
                activity="Late",
                series_id=1,
                recurrence_id=first + timedelta(days=at),
            )
            for at in (1, 8)
        ),
    )
    with living_in(zone):
        text = exported(store, zone=zone).text
        for number in range(14):
            day = first + timedelta(days=number)
            found = ics_oracle.theirs(text.encode(), day, day, ics_oracle.local(zone))
            assert found == on_day(store, day)


def on_day(store: Store, day: date) -> list[Start]:
    """What begins on a day of the planner."""
    db = sqlite3.connect(store.path, isolation_level=None)
    try:
        rows = quick.on_day(db, day)
    finally:
        db.close()
    return ics_oracle.in_order(
        Start(row.day, row.start, row.activity) for row in rows if row.day == day
    )


@pytest.mark.parametrize(
    "name",
    [
        *("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago"),
        *("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin", "Africa/Casablanca", "Asia/Amman"),
    ],
)
def test_a_zone_is_described_as_its_clock_goes(name: str) -> None:
    text = "\r\n".join((*ics_vtimezone.lines(name, 2021, 2026), ""))
    component = Timezone.from_ical(text)
    assert isinstance(component, Timezone)
    described, zone = component.to_tz(lookup_tzid=False), ZoneInfo(name)

    at = datetime(2021, 1, 1, 12, tzinfo=UTC)
    while at.year < 2046:
        here = at.astimezone(zone)
        assert here.replace(tzinfo=described).utcoffset() == here.utcoffset(), at
        at += timedelta(days=9, hours=5)
