"""What a calendar says of a meeting: the neutral form between a calendar file and the plan."""

from datetime import date, time
from typing import NamedTuple

from infraday.domain.block import Kind, Status
from infraday.domain.schedule import Times


class Recurring(NamedTuple):
    """How an event comes back. The columns of a series, said by a calendar."""

    rrule: str
    rdate: tuple[date, ...]
    exdate: tuple[date, ...]
    tz: str | None  # an IANA zone whose clock it keeps; None: local wall clock
    first_day: date  # in that zone
    start: time | None  # in that zone; None: all day
    minutes: int


class Own(NamedTuple):
    """What only a plan says of a block, and a calendar that infraday wrote hands on."""

    purpose: str | None = None
    output: str | None = None
    kind: Kind = Kind.OTHER
    project: str | None = None  # its key
    status: Status = Status.PLANNED  # or done, skipped
    fixed: bool = True
    local: bool = False  # of a series: it keeps the clock on the wall, whatever its zone


class Event(NamedTuple):
    """One event. `recurrence_id` makes it an exception: it stands for the occurrence that the
    series of the same `uid` has on that day (in the series' zone). `times` are local wall clock;
    of a recurring event those of its first occurrence."""

    uid: str
    line: int  # of its BEGIN:VEVENT in the file, from 1
    times: Times
    activity: str
    notes: str = ""  # description, place, address to join
    cancelled: bool = False
    recurrence_id: date | None = None
    recurring: Recurring | None = None
    own: Own | None = None


class Problem(NamedTuple):
    """An event that could not be read, or a part of one that was left out."""

    line: int
    uid: str | None
    reason: str  # a whole sentence
    of_event: bool = True  # False: of the calendar itself


class Calendar(NamedTuple):
    """One VCALENDAR. `name` is its own (X-WR-CALNAME); None: the file's stands for it."""

    name: str | None
    events: tuple[Event, ...]
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
