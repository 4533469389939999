"""Series across the nights when a clock changes: one that keeps local time, one that keeps its
zone's, both seen from Berlin, New York, Lord Howe and Santiago."""

from datetime import date, datetime, time, timedelta

import pytest

from infraday.domain.recurrence import Falling, expand
from tests.plain_series import BERLIN, NEW_YORK, PlainSeries, seen_from

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
NIGHTS = [  # and when a series of that zone begins in such a night
    ("Europe/Berlin", date(2026, 3, 29), time(2, 30), time(3, 30)),
    ("Europe/Berlin", date(2026, 10, 25), time(2, 30), time(2, 30)),
    ("America/New_York", date(2026, 3, 8), time(2, 30), time(3, 30)),
    ("America/New_York", date(2026, 11, 1), time(1, 30), time(1, 30)),
    ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), time(1, 45)),
    ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), time(2, 45)),
    ("America/Santiago", date(2026, 4, 4), time(23, 30), time(23, 30)),
    ("America/Santiago", date(2026, 9, 6), time(0, 30), time(1, 30)),
]


@pytest.mark.parametrize(("zone", "night", "start", "that_night"), NIGHTS)
def test_a_series_in_a_clock_changing_night_falls_once_where_its_clock_says(
    zone: str, night: date, start: time, that_night: time
) -> None:
    local = PlainSeries("FREQ=DAILY", night - 400 * DAY, start, 20)
    for series, seen in ((local, start), (local._replace(tz=zone), that_night)):
        found = expand(series, night - DAY, night + DAY, seen_from(zone))
        assert [one.day for one in found] == [night - DAY, night, night + DAY]
        assert [one.recurrence_id for one in found] == [one.day for one in found]
        assert [one.start for one in found] == [start, seen, start]
        for one in found:
            begin = datetime.combine(one.day, one.start or time())
            assert datetime.combine(one.end_day, one.end or time()) == begin + 20 * MINUTE


@pytest.mark.parametrize(
    ("zone", "night", "start", "minutes", "seen"),
    [
        # The hour that is left out: it begins when the clock has jumped.
        ("Europe/Berlin", "2026-03-29", time(2, 30), 60, "2026-03-29 03:30 2026-03-29 04:30"),
        ("Australia/Lord_Howe", "2026-10-04", time(2, 15), 60, "2026-10-04 02:45 2026-10-04 03:15"),
        ("America/Santiago", "2026-09-06", time(0, 30), 60, "2026-09-06 01:30 2026-09-06 02:30"),
        # Across the jump, forward and back: the time on its zone's wall is kept at both ends.
        ("Europe/Berlin", "2026-03-29", time(1), 180, "2026-03-29 01:00 2026-03-29 04:00"),
        ("Europe/Berlin", "2026-10-25", time(1), 180, "2026-10-25 01:00 2026-10-25 04:00"),
        ("America/New_York", "2026-11-01", time(1, 30), 15, "2026-11-01 01:30 2026-11-01 01:45"),
        ("America/Santiago", "2026-04-04", time(23, 30), 60, "2026-04-04 23:30 2026-04-05 00:30"),
    ],
)
def test_a_night_in_which_the_clock_changes(
    zone: str, night: str, start: time, minutes: int, seen: str
) -> None:
    day = date.fromisoformat(night)
    series = PlainSeries("FREQ=DAILY", day, start, minutes, tz=zone)
    assert said(expand(series, day, day, seen_from(zone))[0]) == seen


def said(one: Falling) -> str:
    start, end = one.start or time(), one.end or time()
    return f"{one.day} {start:%H:%M} {one.end_day} {end:%H:%M}"


@pytest.mark.parametrize(
    ("monday", "seen"),
    [
        ("2026-03-02", time(9)),
        ("2026-03-09", time(10)),  # New York has changed, Berlin has not
        ("2026-03-23", time(10)),
        ("2026-03-30", time(9)),
        ("2026-10-19", time(9)),
        ("2026-10-26", time(10)),  # Berlin has changed, New York has not
        ("2026-11-02", time(9)),
    ],
)
def test_a_meeting_kept_in_berlin_shifts_in_new_york_while_one_clock_has_changed(
    monday: str, seen: time
) -> None:
    day = date.fromisoformat(monday)
    series = PlainSeries("FREQ=WEEKLY;BYDAY=MO", date(2020, 1, 6), time(15), tz="Europe/Berlin")
    assert [one.start for one in expand(series, day, day, NEW_YORK)] == [seen]
    assert [one.start for one in expand(series, day, day, BERLIN)] == [time(15)]


def test_a_meeting_elsewhere_may_lie_on_another_day_here() -> None:
    series = PlainSeries("FREQ=WEEKLY", date(2026, 11, 24), time(8), 90, tz="Asia/Tokyo")
    assert [said(one) for one in expand(series, date(2026, 11, 23), date(2026, 11, 23), NEW_YORK)] \
        == ["2026-11-23 18:00 2026-11-23 19:30"]  # fmt: skip
    assert expand(series, date(2026, 11, 24), date(2026, 11, 24), NEW_YORK) == []
    late = series._replace(start=time(23), minutes=30, tz="Pacific/Pago_Pago")
    kiritimati = seen_from("Pacific/Kiritimati")
    found = expand(late, date(2026, 11, 26), date(2026, 11, 26), kiritimati)
    assert [(one.recurrence_id, one.day) for one in found] == [
        (date(2026, 11, 24), date(2026, 11, 26))
    ]


def test_an_hour_that_is_over_before_it_began_on_the_wall_lasts_an_hour() -> None:
    series = PlainSeries("FREQ=DAILY", date(2026, 10, 25), time(9), 60, tz="Asia/Tokyo")
    found = expand(series, date(2026, 10, 25), date(2026, 10, 25), BERLIN)
    # From the first 02:00 to the second one.
    assert said(found[0]) == "2026-10-25 02:00 2026-10-25 03:00"


def test_an_all_day_series_keeps_its_days_whatever_its_zone() -> None:
    series = PlainSeries("FREQ=DAILY", date(2026, 11, 24), None, 1440, tz="Asia/Tokyo")
    found = expand(series, date(2026, 11, 24), date(2026, 11, 24), NEW_YORK)
    day = date(2026, 11, 24)
    assert found == [Falling(day, day, None, day, None)]


def test_a_mark_of_no_length_stays_one_in_a_zone() -> None:
    series = PlainSeries("FREQ=DAILY", date(2026, 11, 24), time(15), 0, tz="Europe/Berlin")
    found = expand(series, date(2026, 11, 24), date(2026, 11, 24), NEW_YORK)
    assert [said(one) for one in found] == ["2026-11-24 09:00 2026-11-24 09:00"]


def test_occurrences_come_in_the_order_in_which_they_are_seen() -> None:
    series = PlainSeries("FREQ=DAILY", date(2026, 1, 1), time(2, 30), 60, tz="Europe/Berlin")
    found = expand(series, date(2026, 3, 1), date(2026, 4, 30), NEW_YORK)
    moments = [datetime.combine(one.day, one.start or time()) for one in found]
    assert moments == sorted(moments)
    assert len(found) == 61
