"""Plain blocks for the tests of rules, and strategies that make them."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from infraday.domain.block import Kind, Status
from infraday.domain.schedule import Times

TUESDAY = date(2026, 11, 24)


class Plain(NamedTuple):
    day: date
    start: time | None
    end_day: date
    end: time | None
    kind: Kind
    status: Status
    fixed: bool
    actual_start: datetime | None
    actual_end: datetime | None


def on(
    times: Times,
    *,
    kind: Kind = Kind.OTHER,
    status: Status = Status.PLANNED,
    fixed: bool = False,
    actual_start: datetime | None = None,
    actual_end: datetime | None = None,
) -> Plain:
    return Plain(*times, kind, status, fixed, actual_start, actual_end)


def at(hour: int, minute: int = 0, day: date = TUESDAY) -> datetime:
    return datetime.combine(day, time(hour, minute))


def spanning(begin: datetime, end: datetime) -> Times:
    return Times(begin.date(), begin.time(), end.date(), end.time())


def block(
    begin: str,
    end: str,
    *,
    kind: Kind = Kind.OTHER,
    status: Status = Status.PLANNED,
    fixed: bool = False,
    actual_start: datetime | None = None,
) -> Plain:
    """A block of Tuesday; an end before the start is on Wednesday."""
    start, stop = time.fromisoformat(begin), time.fromisoformat(end)
    end_day = TUESDAY + timedelta(days=stop < start)
    return Plain(TUESDAY, start, end_day, stop, kind, status, fixed, actual_start, None)


def all_day(
    first: date = TUESDAY, last: date | None = None, status: Status = Status.PLANNED
) -> Plain:
    return Plain(first, None, last or first, None, Kind.OTHER, status, False, None, None)


@st.composite
def spans(draw: st.DrawFn) -> Times:
    """From Monday to Wednesday, all-day ones and marks of no length among them."""
    day = TUESDAY + timedelta(days=draw(st.integers(-1, 1)))
    if draw(st.integers(0, 9)) == 0:
        return Times(day, None, day + timedelta(days=draw(st.integers(0, 2))), None)
    begin = at(0, day=day) + timedelta(minutes=draw(st.integers(0, 1439)))
    return spanning(begin, begin + timedelta(minutes=draw(st.integers(0, 600))))


blocks = st.builds(
    on,
    spans(),
    kind=st.sampled_from([Kind.OTHER, Kind.MEETING, Kind.BREAK]),
    status=st.sampled_from(Status),
    fixed=st.booleans(),
)
plans = st.lists(blocks, max_size=8)


@st.composite
def windows(draw: st.DrawFn) -> tuple[datetime, datetime]:
    begin = at(0) + timedelta(minutes=draw(st.integers(0, 1439)))
    return begin, begin + timedelta(minutes=draw(st.integers(0, 1440)))
