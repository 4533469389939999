"""The plan at the end of Triage: what is to be done today, laid into the gaps of the day."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol

from infraday.domain.schedule import MINUTE, Gap

USUAL = 30  # minutes for a task of which nobody said how long it takes
LEAST = 15  # minutes of a gap that counts as free
STEP = 5  # minutes: on which a task begins


class Ranked(Protocol):
    """What the order of the plan needs to know of a task."""

    @property
    def id(self) -> int: ...
    @property
    def rank(self) -> int | None: ...
    @property
    def due(self) -> date | None: ...


class Want(NamedTuple):
    """A task and the minutes that it takes; `guessed` where nobody said so."""

    task_id: int
    minutes: int
    guessed: bool = False


class Placed(NamedTuple):
    """Where a task would go, naive local."""

    want: Want
    begin: datetime

    @property
    def end(self) -> datetime:
        return self.begin + self.want.minutes * MINUTE


class Plan(NamedTuple):
    """What got a place, in the order of the day, and what no gap holds, in the order of rank."""

    placed: tuple[Placed, ...]
    overflow: tuple[Want, ...]


def order(task: Ranked) -> tuple[bool, int, bool, date, int]:
    """What goes first: what was ranked, by its rank; then by due date; never the same for two."""
    return task.rank is None, task.rank or 0, task.due is None, task.due or date.max, task.id


def want(task_id: int, estimate_minutes: int | None, worked_minutes: int) -> Want:
    """As long as what is left of it; where nothing is known of that, or more than was meant has
    gone by, the usual half hour."""
    left = (estimate_minutes or 0) - worked_minutes
    return Want(task_id, left) if left > 0 else Want(task_id, USUAL, guessed=True)


def lay(wants: Iterable[Want], gaps: Iterable[Gap]) -> Plan:
    """Give each in turn the first gap that holds it whole. No task is split, none stands twice,
    and none where the gaps, which shrink on the way, do not reach."""
    free = _usable(gaps)
    placed, overflow = [], []
    for one in wants:
        place = next((at for at, gap in enumerate(free) if gap.minutes >= one.minutes), None)
        if place is None:
            overflow.append(one)
            continue
        begin = free[place].begin
        placed.append(Placed(one, begin))
        free[place : place + 1] = _usable([Gap(begin + one.minutes * MINUTE, free[place].end)])
    return Plan(tuple(sorted(placed, key=lambda it: it.begin)), tuple(overflow))


def _usable(gaps: Iterable[Gap]) -> list[Gap]:
    """The gaps, in order, from their next five minutes on, where enough of them is left."""
    found = (Gap(_rounded(gap.begin), gap.end) for gap in sorted(gaps))
    return [gap for gap in found if gap.begin < gap.end and gap.minutes >= LEAST]


def _rounded(at: datetime) -> datetime:
    whole = at.replace(second=0, microsecond=0)
    whole += MINUTE if whole < at else timedelta()
    return whole + -whole.minute % STEP * MINUTE


def free_after(plan: Plan, gaps: Iterable[Gap]) -> list[Gap]:
    """What of the gaps the plan leaves, as far as it is enough for anything."""
    free = _usable(gaps)
    for it in plan.placed:
        place = next(at for at, gap in enumerate(free) if gap.begin <= it.begin < gap.end)
        free[place : place + 1] = _usable([Gap(it.end, free[place].end)])
    return free


def first_fit(minutes: int, gaps: Sequence[Gap]) -> datetime | None:
    """Where a single task would go: the begin of the first gap that holds it."""
    plan = lay([Want(0, minutes)], gaps)
    return plan.placed[0].begin if plan.placed else None
