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


class Step(NamedTuple):
    """What was said of a risk `ago` days ago; `plan` is when its response was agreed on. A status
    that is not said follows from the rest."""

    ago: int
    rating: str | None = None
    pct: float | None = None
    plan: bool = False
    status: str | None = None
    reviewed: bool = False
    note: str | None = None


class Risk(NamedTuple):
    """A risk with its course. Days from today, money in whole units; `tasks` by their titles and
    `blocks` by their activity."""

    title: str
    project: str
    category: str
    every: int
    course: Sequence[Step]
    kind: str = "threat"
    owner: str | None = None
    cause: str | None = None
    event: str | None = None
    effect: str | None = None
    inherent: str = ""
    residual: str = ""
    response: str | None = None
    plan: str | None = None
    due: int | None = None
    response_cost: int | None = None
    cost: int | None = None
    issue_cost: int | None = None
    contingency: str | None = None
    fallback: str | None = None
    trigger: str | None = None
    proximity: str | None = None
    accepted_by: str | None = None
    accept_until: int | None = None
    justification: str | None = None
    lesson: str | None = None
    notes: str = ""
    tasks: Sequence[str] = ()
    blocks: Sequence[str] = ()


class Story(NamedTuple):
    """`days` has the slots of each weekday, Monday first, `today` those that take the place of
    them; `tasks` are by section, as written, and `flags` as well."""

    projects: Sequence[Project]
    series: Sequence[Repeating]
    meetings: Sequence[Repeating]
    singles: Sequence[Single]
    windows: Sequence[Window]
    days: Sequence[Sequence[Slot]]
    today: Sequence[Slot]
    tasks: Mapping[str, Sequence[Mapping[str, Any]]]
    risks: Sequence[Risk]
    flags: Mapping[str, Any]


def read() -> Story:
    """The shipped story. FileNotFoundError where the installation lacks it."""
    portfolio, days, tasks, risks = map(_values, ("portfolio", "days", "tasks", "risks"))
    return Story(
        [Project(**it) for it in portfolio["project"]],
        [Repeating(**it) for it in portfolio["series"]],
        [Repeating(**it) for it in portfolio["meeting"]],
        [Single(**it) for it in portfolio["single"]],
        [Window(**it) for it in portfolio["window"]],
        [[Slot(**it) for it in days[name]] for name in WEEKDAYS],
        [Slot(**it) for it in days["today"]],
        tasks,
        [_risk(it) for it in risks["risk"]],
        _values("flags"),
    )


def _risk(values: Mapping[str, Any]) -> Risk:
    return Risk(**{**values, "course": [Step(**it) for it in values["course"]]})


def _values(name: str) -> dict[str, Any]:
    return tomllib.loads((content.folder("demo") / f"{name}.toml").read_text("utf-8"))
