"""The nights when the clock changes: plans keep their wall clock, stopwatches do not."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.domain.nights import OffsetAt, clock_changes, real_minutes
from infraday.domain.schedule import Times, minutes, shift

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Kathmandu",
    "UTC",
]
BERLIN_SPRING, BERLIN_AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def local(zone: str) -> OffsetAt:
    place = ZoneInfo(zone)

    def offset_at(at: datetime) -> timedelta:
        return at.replace(tzinfo=place).utcoffset() or timedelta()

    return offset_at


def span(day: date, start: time, end: time) -> Times:
    return Times(day, start, day, end)


@pytest.mark.parametrize(
    ("zone", "day", "jump"),
    [
        ("Europe/Berlin", BERLIN_SPRING, (time(2), 60)),
        ("Europe/Berlin", BERLIN_AUTUMN, (time(3), -60)),
        ("America/New_York", date(2026, 3, 8), (time(2), 60)),
        ("America/New_York", date(2026, 11, 1), (time(2), -60)),
        ("Australia/Lord_Howe", date(2026, 10, 4), (time(2), 30)),
        ("Australia/Lord_Howe", date(2026, 4, 5), (time(2), -30)),
        ("America/Santiago", date(2026, 9, 6), (time(0), 60)),
        ("America/Santiago", date(2026, 4, 4), (time(0), -60)),  # at the midnight that ends it
        ("Pacific/Apia", date(2011, 12, 30), (time(0), 1440)),  # a day that was left out
    ],
)
def test_the_jumps_of_the_clock(zone: str, day: date, jump: tuple[time, int]) -> None:
    assert clock_changes(day, local(zone)) == [jump]
    for other in (day - timedelta(days=1), day + timedelta(days=1)):
        assert clock_changes(other, local(zone)) == []


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "UTC"])
def test_most_days_have_no_jump(zone: str) -> None:
    assert clock_changes(BERLIN_SPRING, local(zone)) == []


def test_an_offset_that_never_has_two_readings_makes_no_jump() -> None:
    assert clock_changes(BERLIN_SPRING, lambda at: timedelta(hours=1 + (at.hour >= 3))) == []
    assert clock_changes(BERLIN_SPRING, lambda at: timedelta(days=at.day - 29)) == []


@pytest.mark.parametrize(
    ("day", "start", "end", "real"),
    [
        (BERLIN_SPRING, time(1), time(4), 120),
        (BERLIN_AUTUMN, time(1), time(4), 240),
        (BERLIN_SPRING, time(9), time(10), 60),
        (BERLIN_SPRING, time(2), time(3), 0),  # the hour that this night leaves out
        (BERLIN_SPRING, time(2, 30), time(3), 0),
        (BERLIN_SPRING, time(2, 30), time(4), 30),
        (BERLIN_AUTUMN, time(2), time(2, 30), 30),
        (BERLIN_AUTUMN, time(2, 30), time(3), 90),
        (BERLIN_AUTUMN, time(2, 30, fold=1), time(3), 30),  # the second time round
    ],
)
def test_real_minutes_are_what_a_stopwatch_has(
    day: date, start: time, end: time, real: int
) -> None:
    assert real_minutes(span(day, start, end), local("Europe/Berlin")) == real


def test_the_plan_keeps_to_the_wall_clock() -> None:
    night = span(BERLIN_SPRING, time(1), time(4))

    assert minutes(night) == 180
    assert shift(night, 60) == span(BERLIN_SPRING, time(2), time(5))


@given(st.sampled_from(ZONES), st.dates(date(2000, 1, 1), date(2037, 12, 31)))
def test_a_day_is_as_long_as_its_jumps_say(zone: str, day: date) -> None:
    jumps = clock_changes(day, local(zone))

    assert len(jumps) <= 1
    whole = Times(day, None, day, None)
    assert real_minutes(whole, local(zone)) == 1440 - sum(jump for _, jump in jumps)


@given(
    st.sampled_from(ZONES),
    st.dates(date(2000, 1, 1), date(2037, 12, 31)),
    st.integers(0, 1439),
    st.integers(0, 600),
)
def test_real_and_planned_minutes_differ_by_a_jump_at_most(
    zone: str, day: date, start: int, length: int
) -> None:
    begin = datetime.combine(day, time()) + timedelta(minutes=start)
    end = begin + timedelta(minutes=length)
    plan = Times(begin.date(), begin.time(), end.date(), end.time())

    assert 0 <= real_minutes(plan, local(zone)) <= length + 60
    assert abs(real_minutes(plan, local(zone)) - length) <= 60
