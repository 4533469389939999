"""Rules of the day: where a span lies, what it clashes with, what is free, what a push moves.

Plans are wall-clock times: every naive `datetime` here is local, and minutes are minutes on the
clock on the wall. Only `nights` knows that one may be 23 hours long.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from infraday.domain import RuleError
from infraday.domain.block import Kind, Status

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)  # no arithmetic overflows in between
LONGEST = timedelta(days=366)  # of a block: it touches no day later than this after its first
SHORTEST = 5
LATE_AFTER = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
MIDNIGHT = time()
TAKES_NO_TIME = frozenset({Status.SKIPPED, Status.MOVED, Status.CANCELLED})


class Span(Protocol):
    """Anything that lies in the plan. An all-day span has neither start nor end."""

    @property
    def day(self) -> date: ...
    @property
    def start(self) -> time | None: ...
    @property
    def end_day(self) -> date: ...
    @property
    def end(self) -> time | None: ...


class Block(Span, Protocol):
    """What these rules need to know of a block: a row, or a plain object in a test."""

    @property
    def kind(self) -> Kind: ...
    @property
    def status(self) -> Status: ...
    @property
    def fixed(self) -> bool: ...
    @property
    def actual_start(self) -> datetime | None: ...
    @property
    def actual_end(self) -> datetime | None: ...


class Numbered(Span, Protocol):
    @property
    def id(self) -> int: ...


B = TypeVar("B", bound=Block)


class Times(NamedTuple):
    """The four plan fields of a block; itself a span."""

    day: date
    start: time | None
    end_day: date
    end: time | None


class Gap(NamedTuple):
    begin: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        return (self.end - self.begin) // MINUTE


class Push(NamedTuple, Generic[B]):
    """What a push does: who goes where, which of them then meet one that stays, and which then
    end after the working day. The last two are moved all the same."""

    moved: tuple[tuple[B, Times], ...]
    clashing: tuple[tuple[B, B], ...]
    off_end: tuple[B, ...]


def is_all_day(span: Span) -> bool:
    return span.start is None or span.end is None


def begins(span: Span) -> datetime:
    """An all-day span begins with the midnight of its day."""
    return datetime.combine(span.day, MIDNIGHT if span.start is None else span.start)


def ends(span: Span) -> datetime:
    """An all-day span ends with the midnight after its last day."""
    if span.end is None:
        return datetime.combine(span.end_day, MIDNIGHT) + DAY
    return datetime.combine(span.end_day, span.end)


def minutes(span: Span) -> int:
    """Its length on the wall clock; 1440 for each day of an all-day span."""
    return (ends(span) - begins(span)) // MINUTE


def touches(span: Span, day: date) -> bool:
    """Whether a span belongs to a day. One that ends at midnight leaves the next day alone."""
    if day == span.end_day and span.end == MIDNIGHT:
        return day == span.day
    return span.day <= day <= span.end_day


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share time. A mark of no length shares none."""
    return max(begins(one), begins(other)) < min(ends(one), ends(other))


def in_calendar(day: date) -> date:
    """Refuse a day beyond which calculating with days would break."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise RuleError("That day is out of reach. Choose one between 1900 and 2999.")
    return day


def check(day: date, start: time | None, end_day: date, end: time | None) -> Times:
    """Refuse times that make no block."""
    if (start is None) != (end is None):
        raise RuleError("Give both a start and an end, or neither for an all-day block.")
    times = Times(in_calendar(day), start, in_calendar(end_day), end)
    length = end_day - day if is_all_day(times) else ends(times) - begins(times)
    if not length and not is_all_day(times):
        raise RuleError("Start and end are the same. Give a later end, or a length such as 30m.")
    if length < timedelta():
        raise RuleError("The end lies before the start. Give a later end.")
    if length > LONGEST:
        raise RuleError("The end lies more than 366 days after the start. Give an earlier end.")
    return times


def lasting(day: date, start: time, minutes: int) -> Times:
    """From a start and a length, over midnight too."""
    if minutes <= 0:
        raise RuleError("A block needs a length. Give one such as 30m.")
    begin = datetime.combine(in_calendar(day), start)
    return check(*_times(begin, _after(begin, minutes)))


def between(day: date, start: time, end: time) -> Times:
    """The form's reading: an end before the start is one on the next day."""
    return check(day, start, in_calendar(day) + DAY if end < start else day, end)


def shift(span: Span, minutes: int) -> Times:
    """So many minutes later, or earlier. A mark of no length stays one."""
    if is_all_day(span):
        raise RuleError("An all-day block has no clock time. Move it to another day instead.")
    return _times(_after(begins(span), minutes), _after(ends(span), minutes))


def resize(span: Span, minutes: int) -> Times:
    """So many minutes longer, or shorter: its end moves."""
    if is_all_day(span):
        raise RuleError("An all-day block has no length. Give it a start and an end first.")
    if (ends(span) - begins(span)) // MINUTE + minutes < SHORTEST:
        raise RuleError(f"A block lasts at least {SHORTEST} minutes. Delete it to be rid of it.")
    return check(*_times(begins(span), _after(ends(span), minutes)))


def to_day(span: Span, day: date) -> Times:
    """The same times on another day."""
    end_day = span.end_day + (in_calendar(day) - span.day)
    return Times(day, span.start, in_calendar(end_day), span.end)


Place: TypeAlias = tuple[date, bool, time, bool, time, int]


def place(block: Numbered) -> Place:
    """Where a block stands in the order of a day: by its start, its end, its id; what is all day
    comes first."""
    timed = block.start is not None
    return block.day, timed, block.start or MIDNIGHT, timed, block.end or MIDNIGHT, block.id


def takes_time(block: Block) -> bool:
    return not is_all_day(block) and block.status not in TAKES_NO_TIME


def clashes(blocks: Iterable[Block]) -> set[int]:
    """The places in `blocks` of those that overlap another. What takes no time never does."""
    found: set[int] = set()
    holder, until = -1, None
    for begin, end, place in sorted(
        (begins(block), ends(block), place)
        for place, block in enumerate(blocks)
        if takes_time(block) and begins(block) < ends(block)
    ):
        if until is not None and begin < until:
            found |= {place, holder}
        if until is None or end > until:
            holder, until = place, end
    return found


def occupied(blocks: Iterable[Block], begin: datetime, end: datetime) -> list[Gap]:
    """The taken stretches between two moments, in order; blocks that overlap or touch make one."""
    taken: list[Gap] = []
    for part in sorted(
        Gap(max(begin, begins(block)), min(end, ends(block)))
        for block in blocks
        if takes_time(block)
    ):
        if part.begin >= part.end:
            continue
        if taken and part.begin <= taken[-1].end:
            taken[-1] = Gap(taken[-1].begin, max(taken[-1].end, part.end))
        else:
            taken.append(part)
    return taken


def free(blocks: Iterable[Block], begin: datetime, end: datetime, least: int = 15) -> list[Gap]:
    """The gaps of `least` minutes and more between two moments, in order."""
    gaps = []
    for taken in [*occupied(blocks, begin, end), Gap(end, end)]:
        gaps.append(Gap(begin, taken.begin))
        begin = taken.end
    return [gap for gap in gaps if gap.begin < gap.end and gap.minutes >= least]


def next_gap(gaps: Iterable[Gap], minutes: int) -> Gap | None:
    """The first gap that holds so many minutes."""
    return next((gap for gap in gaps if gap.minutes >= minutes), None)


def planned_minutes(blocks: Iterable[Block], begin: datetime, end: datetime) -> int:
    """The load of the working hours between two moments: what blocks that are no breaks take of
    them. Time that two share counts once."""
    work = (block for block in blocks if block.kind != Kind.BREAK)
    return sum(taken.minutes for taken in occupied(work, begin, end))


def capacity_minutes(blocks: Iterable[Block], begin: datetime, end: datetime) -> int:
    """The working hours between two moments, less the breaks in them."""
    breaks = (block for block in blocks if block.kind == Kind.BREAK)
    return sum(gap.minutes for gap in free(breaks, begin, end, least=1))


def push(blocks: Iterable[B], begin: datetime, minutes: int, day_end: datetime) -> Push[B]:
    """Move what is planned, can move and starts at `begin` or after it by so many minutes.

    Pulled earlier (below 0) the rest moves as one piece, and only as far as its first block may
    go without starting before `begin`. `moved` is empty when there is nothing to move."""
    if not minutes:
        raise RuleError("Say by how many minutes to push the rest of the day, such as 15 or -15.")
    going: list[B] = []
    staying: list[B] = []
    for block in blocks:
        if _gives_way(block) and begins(block) >= begin:
            going.append(block)
        elif block.status in (Status.PLANNED, Status.ACTIVE) and not is_all_day(block):
            staying.append(block)
    if going and minutes < 0:
        minutes = -min(-minutes, (min(map(begins, going)) - begin) // MINUTE)
    moved = [(block, shift(block, minutes)) for block in going] if minutes else []
    clashing = [
        (block, other) for block, times in moved for other in staying if overlaps(times, other)
    ]
    off_end = [block for block, times in moved if ends(times) > day_end]
    return Push(tuple(moved), tuple(clashing), tuple(off_end))


def is_late(block: Block, now: datetime) -> bool:
    """Planned and its start passed by 5 minutes, or begun and past its end. `now` is local, with
    or without its zone. An all-day block is never late."""
    if is_all_day(block):
        return False
    now = now.replace(tzinfo=None)
    if block.status == Status.PLANNED and block.actual_start is None:
        return now - begins(block) >= LATE_AFTER
    return block.status in (Status.PLANNED, Status.ACTIVE) and now > ends(block)


def _gives_way(block: Block) -> bool:
    return block.status == Status.PLANNED and not block.fixed and not is_all_day(block)


def _after(at: datetime, minutes: int) -> datetime:
    try:
        return at + timedelta(minutes=minutes)
    except OverflowError as error:
        raise RuleError("That is too many minutes. Give fewer.") from error


def _times(begin: datetime, end: datetime) -> Times:
    return Times(in_calendar(begin.date()), begin.time(), in_calendar(end.date()), end.time())
