"""What the demo tells, as it stands in `data/demo`: read into values, nothing dated yet."""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from infraday import content
from infraday.demo.moments import WEEKDAYS


class Project(NamedTuple):
    """`started` and `due` in days from today."""

    key: str
    name: str
    client: str
    colour: str
    status: str
    owner: str
    started: int
    due: int
    notes: str


class Slot(NamedTuple):
    """A block of a weekday. `went` says what came of it, from week to week (`outcomes.read`);
    `task` is the title of the task that it is the slot of."""

    start: str
    minutes: int
    activity: str
    purpose: str | None = None
    output: str | None = None
    kind: str = "other"
    project: str | None = None
    fixed: bool = False
    unplanned: bool = False  # came in: only on what is over
    task: str | None = None
    went: Sequence[str] = ()


class Repeating(NamedTuple):
    """A series, our own or a calendar's. `moved` puts the next one to another time."""

    uid: str
    rrule: str
    start: str
    minutes: int
    activity: str
    purpose: str | None = None
    output: str | None = None
    kind: str = "other"
    project: str | None = None
    notes: str = ""
    moved: str | None = None
    went: Sequence[str] = ()


class Single(NamedTuple):
    """An event of the calendar, `day` working days from today; without a start all day. `beside`
    leaves what is planned at its time."""

    uid: str
    day: int
    activity: str
    start: str | None = None
    minutes: int = 1440
    purpose: str | None = None
    output: str | None = None
    kind: str = "other"
    project: str | None = None
    notes: str = ""
    cancelled: bool = False
    beside: bool = False
    went: Sequence[str] = ()


class Window(NamedTuple):
    """An all-day block of our own, from one working day from today to another."""

    first: int
    last: int
    activity: str
    project: str
    notes: str = ""


class Story(NamedTuple):
    """`days` has the slots of each weekday, Monday first; `tasks` are by section, as written."""

    projects: Sequence[Project]
    series: Sequence[Repeating]
    meetings: Sequence[Repeating]
    singles: Sequence[Single]
    windows: Sequence[Window]
    days: Sequence[Sequence[Slot]]
    tasks: Mapping[str, Sequence[Mapping[str, Any]]]


def read() -> Story:
    """The shipped story. FileNotFoundError where the installation lacks it."""
    portfolio, days, tasks = map(_values, ("portfolio", "days", "tasks"))
    return Story(
        [Project(**it) for it in portfolio["project"]],
        [Repeating(**it) for it in portfolio["series"]],
        [Repeating(**it) for it in portfolio["meeting"]],
        [Single(**it) for it in portfolio["single"]],
        [Window(**it) for it in portfolio["window"]],
        [[Slot(**it) for it in days[name]] for name in WEEKDAYS],
        tasks,
    )


def _values(name: str) -> dict[str, Any]:
    return tomllib.loads((content.folder("demo") / f"{name}.toml").read_text("utf-8"))
