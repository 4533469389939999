"""The figures that signals are computed from, and what each says in a sentence."""

from collections.abc import Callable, Sequence
from datetime import date
from math import floor
from typing import NamedTuple, TypeAlias

from infraday.domain.matrix import say_work
from infraday.domain.when import MONTHS


class Share(NamedTuple):
    """`part` of `whole`."""

    part: int
    whole: int


class Effort(NamedTuple):
    """Minutes of work left, and free working minutes before the due date, as seen on a day.
    `unsized` is how many tasks have no estimate; `is_rough` tells of a date so far away that its
    free time is an estimate itself."""

    remaining: int
    free: int
    due: date
    seen_on: date | None = None
    unsized: int = 0
    is_rough: bool = False


class Count(NamedTuple):
    """`names` are the worst ones."""

    number: int
    names: Sequence[str] = ()


class Late(NamedTuple):
    """How many days the latest of what is late is overdue; `what` it is."""

    days: int
    what: str = ""


class Index(NamedTuple):
    """An index of the earned value, such as CPI."""

    value: float


Figure: TypeAlias = Share | Effort | Count | Late | Index


class Wording(NamedTuple):
    """A share in words: of one, of several, and of none of them."""

    nouns: str
    noun: str
    has: str
    have: str
    lacks_none: str


def say_share(words: Wording) -> Callable[[Figure], str]:
    def say(figure: Figure) -> str:
        assert isinstance(figure, Share)
        nouns = words.noun if figure.whole == 1 else words.nouns
        if not figure.part:
            return f"none of {figure.whole} {nouns} {words.lacks_none}"
        share = amount(_floor(100 * figure.part / figure.whole, 1))
        verb = words.has if figure.part == 1 else words.have
        return f"{figure.part} of {figure.whole} {nouns} {verb} ({share} %)"

    return say


def say_effort(figure: Figure) -> str:
    assert isinstance(figure, Effort)
    due = f"{figure.due.day} {MONTHS[figure.due.month - 1]}"
    seen_on = figure.seen_on or figure.due
    if figure.due.year != seen_on.year:
        due = f"{due} {figure.due.year}"
    about = "about " if figure.is_rough else ""
    free = f"{about}{say_work(figure.free)} of" if figure.free else "no"
    before = f"{free} working time before {due}"
    if figure.due < seen_on:
        before = f"and its date, {due}, is over"
    tasks = "task" if figure.unsized == 1 else "tasks"
    sized = f" ({figure.unsized} more {tasks} without an estimate)" if figure.unsized else ""
    return f"remaining work {say_work(figure.remaining)}{sized}, {before}"


def say_count(none: str, one: str, many: str) -> Callable[[Figure], str]:
    def say(figure: Figure) -> str:
        assert isinstance(figure, Count)
        names = f": {', '.join(figure.names)}" if figure.names else ""
        if not figure.number:
            return none
        return f"{figure.number} {one if figure.number == 1 else many}{names}"

    return say


def say_late(figure: Figure) -> str:
    assert isinstance(figure, Late)
    if not figure.days:
        return "no report, contact or chase is late"
    return f"{figure.what} is {figure.days} day{'s' if figure.days > 1 else ''} late"


def say_index(name: str) -> Callable[[Figure], str]:
    def say(figure: Figure) -> str:
        assert isinstance(figure, Index)
        return f"{name} {_floor(figure.value, 2):.2f}"

    return say


def _floor(value: float, digits: int) -> float:
    """Cut, not rounded: 49.96 % must not read as the 50 from which a flag is raised, nor 0.949 as
    the 0.95 below which it is watched."""
    scale = float(10**digits)
    return floor(round(value * scale, 6)) / scale


def amount(value: float) -> str:
    """30 of 30.0, 12.5 of 12.5."""
    return f"{value:.1f}".removesuffix(".0") if value >= 2 else f"{value:g}"
