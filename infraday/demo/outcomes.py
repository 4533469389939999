"""What became of the demo's blocks by a given moment: their states, actual times and outputs."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from infraday.demo.moments import DAY, MINUTE, Here, chance, is_weekend
from infraday.domain import schedule
from infraday.domain.block import Kind, OutputState, Source, Status
from infraday.domain.schedule import Times

LATE = time(17, 30)
SIGNS = {
    "=": (Status.DONE, OutputState.PRODUCED),
    "~": (Status.DONE, OutputState.PARTIAL),
    "-": (Status.DONE, OutputState.NONE),
    "x": (Status.SKIPPED, None),
    ">": (Status.MOVED, None),
}


class Planned(NamedTuple):
    """A block as it was planned, and in `went` what came of it, where it is over. `series` is the
    uid of the series whose occurrence it is, `source` where it came from."""

    times: Times
    activity: str
    purpose: str | None = None
    output: str | None = None
    kind: str = "other"
    project: str | None = None
    notes: str = ""
    went: str = "="
    fixed: bool = False
    unplanned: bool = False
    task: str | None = None
    series: str | None = None
    source: str = Source.MANUAL
    uid: str | None = None
    is_new: bool = True  # else its row is there: an event of the calendar


class Happened(NamedTuple):
    """What became of a block, actual times naive local."""

    planned: Planned
    status: Status = Status.PLANNED
    began: datetime | None = None
    ended: datetime | None = None
    state: OutputState | None = None
    note: str | None = None


def happened(blocks: Iterable[Planned], here: Here) -> Iterator[Happened]:
    """In the order of their plans: nobody is in two places, and nothing is ahead of the clock."""
    free_from = datetime.combine(here.first, schedule.MIDNIGHT)
    for block in sorted(blocks, key=lambda block: schedule.begins(block.times)):
        one = _one(block, here, free_from)
        free_from = max(free_from, one.ended or one.began or free_from)
        yield one


def _one(block: Planned, here: Here, free_from: datetime) -> Happened:
    begin, end = schedule.begins(block.times), schedule.ends(block.times)
    if schedule.is_all_day(block.times) or here.now < begin:
        return Happened(block)
    began = max(free_from, begin + _drift(block, "began", -2, 7))
    if here.now < end:
        return Happened(block, Status.ACTIVE, min(began, here.now))
    status, state = SIGNS[block.went[:1]]
    if status is not Status.DONE:
        return Happened(block, status)
    ended = min(here.now, max(began + 5 * MINUTE, end + _drift(block, "ended", -7, 8)))
    began = min(began, ended - 5 * MINUTE)
    note = block.went[1:].strip() or None
    is_break = block.kind == Kind.BREAK
    return Happened(block, status, began, ended, None if is_break else state, note)


def _drift(block: Planned, what: str, low: int, high: int) -> timedelta:
    if block.unplanned:
        return timedelta()
    return chance(what, block.times.day, block.activity, low=low, high=high) * MINUTE


def carried(blocks: Iterable[Planned], here: Here) -> dict[Planned, Planned]:
    """Of the blocks that were moved, each with what it became: behind the next working day."""
    return {
        block: _carried(block)
        for block in blocks
        if block.went[:1] == ">" and schedule.ends(block.times) <= here.now
    }


def _carried(block: Planned) -> Planned:
    to = block.times.day + DAY
    while is_weekend(to):
        to += DAY
    times = schedule.lasting(to, LATE, schedule.minutes(block.times))
    return block._replace(times=times, went=block.went[1:].strip(), uid=None, source=Source.MANUAL)
