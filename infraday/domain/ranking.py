"""An order for what is all urgent: by short duels, in few questions, and as it is suggested.

The duels are a merge insertion: L. R. Ford Jr. and S. M. Johnson, "A tournament problem", 1959.
Up to eleven it needs as few questions as there are answers to tell orders apart, beyond that a few
more. What answers already say together is never asked.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from infraday.domain.matrix import say_day, say_on, say_work
from infraday.domain.task import remaining

MOST = 24  # tasks that are put against each other at once

Earlier = Callable[[int, int], bool]
"""Whether the first of two comes before the second."""


class Answer(NamedTuple):
    """Of two tasks, which comes first. Where it is `even`, nobody minds which."""

    first: int
    then: int
    even: bool = False


class Standing(NamedTuple):
    """Where a ranking stands: the two to be compared next, or the order once it is known, and how
    many questions are left at most."""

    question: tuple[int, int] | None
    order: tuple[int, ...]
    left: int


class _AskError(Exception):
    """What only a person can answer."""

    def __init__(self, one: int, other: int) -> None:
        super().__init__(one, other)
        self.pair = one, other


def standing(ids: Sequence[int], answers: Iterable[Answer], ranked: Sequence[int] = ()) -> Standing:
    """Go on with a ranking: the same `ids` and answers always lead to the same question. Tasks
    that went meanwhile are left out with what was said of them, new ones are asked about.
    `ranked` have an order already, into which the others are put."""
    here = dict.fromkeys(ids)
    chain = [task_id for task_id in ranked if task_id in here]
    placed = set(chain)
    known = [
        one
        for one in answers
        if one.first in here and one.then in here and not {one.first, one.then} <= placed
    ]
    after = _After([*known, *map(Answer, chain, chain[1:])])
    try:
        order = _ordered(list(here), chain, after.earlier)
    except _AskError as ask:
        most = questions(len(here)) if not chain else _into(len(chain), len(here) - len(chain))
        return Standing(ask.pair, (), max(1, most - len(known)))
    return Standing(None, tuple(order), 0)


class _After:
    """What comes after what, told or implied."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        self._next: dict[int, list[int]] = {}
        for first, then, _ in answers:
            self._next.setdefault(first, []).append(then)

    def earlier(self, one: int, other: int) -> bool:
        if self._leads(one, other):
            return True
        if self._leads(other, one):
            return False
        raise _AskError(one, other)

    def _leads(self, first: int, last: int) -> bool:
        seen, below = {first}, [first]
        while below:
            for then in self._next.get(below.pop(), ()):
                if then == last:
                    return True
                if then not in seen:
                    seen.add(then)
                    below.append(then)
        return False


def _ordered(ids: list[int], chain: list[int], earlier: Earlier) -> list[int]:
    if not chain:
        return merge_insertion(ids, earlier)
    ranked = set(chain)
    others = [task_id for task_id in ids if task_id not in ranked]
    if len(others) > len(chain):
        others = merge_insertion(others, earlier)
    order = list(chain)
    for task_id in others:
        _insert(order, task_id, len(order), earlier)
    return order


def merge_insertion(ids: Sequence[int], earlier: Earlier) -> list[int]:
    """The ids in order, with few comparisons."""
    if len(ids) < 2:
        return list(ids)
    partner: dict[int, int] = {}
    for one, other in zip(ids[::2], ids[1::2], strict=False):
        first, then = (one, other) if earlier(one, other) else (other, one)
        partner[then] = first
    late = merge_insertion(list(partner), earlier)
    early = [partner[task_id] for task_id in late]
    order = [early[0], *late]
    if len(ids) % 2:
        early.append(ids[-1])
    for place in _turns(len(early)):
        limit = order.index(late[place]) if place < len(late) else len(order)
        _insert(order, early[place], limit, earlier)
    return order


def _turns(count: int) -> Iterable[int]:
    """In which turn the rest is inserted, so that each search has a full row to halve: the third
    and the second, the fifth and the fourth, the eleventh down to the sixth, …"""
    before, upto = 1, 3
    while before < count:
        yield from range(min(upto, count) - 1, before - 1, -1)
        before, upto = upto, upto + 2 * before


def _insert(order: list[int], task_id: int, limit: int, earlier: Earlier) -> None:
    """Put it where it belongs among the first `limit`, by halving."""
    low, high = 0, limit
    while low < high:
        middle = (low + high) // 2
        if earlier(order[middle], task_id):
            low = middle + 1
        else:
            high = middle
    order.insert(low, task_id)


def questions(count: int) -> int:
    """How many questions order so many at most: the sum of ⌈log2(3k/4)⌉ for k up to `count`.
    D. E. Knuth, The Art of Computer Programming 3, 5.3.1."""
    return sum(max(0, (3 * k - 1).bit_length() - 2) for k in range(2, count + 1))


def _into(ranked: int, others: int) -> int:
    """How many questions put so many into an order of so many at most."""
    return sum((ranked + n).bit_length() for n in range(others))


class Task(Protocol):
    """What a suggestion needs to know of a task."""

    @property
    def id(self) -> int: ...
    @property
    def due(self) -> date | None: ...
    @property
    def estimate_minutes(self) -> int | None: ...
    @property
    def urgent_override(self) -> bool | None: ...


class Ties(NamedTuple):
    """What hangs on a task: the score of the worst risk it is to help with, whether a raised red
    flag, and the power (1 to 5) of whoever waits for it."""

    risk: int = 0
    flag: bool = False
    power: int = 0


class Suggested(NamedTuple):
    """A task in the suggested order, and why it stands there; `brief` leaves effort out."""

    id: int
    because: str
    brief: str


DAY = 8 * 60  # minutes of work by which a day late counts
NO_DUE = 90 * DAY  # minutes: as if due in a quarter of a year
RISK, FLAG, POWER = 24, DAY, DAY // 2  # minutes: what hangs on it brings it forward by (*ours*)
HIGH = 4  # of a stakeholder's power
NOTHING = Ties()


def suggest(
    tasks: Iterable[tuple[Task, int]],
    today: date,
    free: Callable[[date], int],
    ties: Callable[[int], Ties] = lambda _: NOTHING,
) -> list[Suggested]:
    """What has the least time to spare comes first: the free working minutes before it is due
    less what is left to do, brought forward by what hangs on it. Of equals the shorter one.
    Each comes with the minutes worked on it."""
    found = []
    for task, worked in tasks:
        left = remaining(task.estimate_minutes, worked) or 0
        spare = _spare(task.due, left, today, free) - _weight(ties(task.id))
        because = _because(task, left, today, free, ties(task.id))
        brief = _because(task, 0, today, free, ties(task.id))
        found.append(((spare, left, task.id), Suggested(task.id, because, brief)))
    return [one for _, one in sorted(found)]


def _spare(due: date | None, left: int, today: date, free: Callable[[date], int]) -> int:
    if due is None:
        return NO_DUE
    late = (today - due).days
    return -late * DAY - left if late > 0 else free(due) - left


def _weight(ties: Ties) -> int:
    return ties.risk * RISK + ties.flag * FLAG + (POWER if ties.power >= HIGH else 0)


def _because(task: Task, left: int, today: date, free: Callable[[date], int], ties: Ties) -> str:
    """`due tomorrow, 2 h of work, 3 h free before it`."""
    parts = []
    if task.due is None:
        parts.append("urgent by hand, no due date" if task.urgent_override else "no due date")
    elif task.due < today:
        parts.append(f"overdue since {say_on(task.due, today)}")
    else:
        parts.append(f"due {say_day(task.due, today)}")
    if left:
        parts.append(f"{say_work(left)} of work")
    if left and task.due and task.due >= today:
        room = free(task.due)
        parts.append(f"{say_work(room) if room else 'no time'} free before it")
    if ties.flag:
        parts.append("a red flag hangs on it")
    if ties.risk:
        parts.append(f"a risk of {ties.risk} hangs on it")
    if ties.power >= HIGH:
        parts.append("somebody powerful waits for it")
    return ", ".join(parts)
