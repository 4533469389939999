"""What the day's screens read from a row, be it a model's or `quick.py`'s."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import NamedTuple, Protocol

from infraday.domain.block import Kind, OutputState, Source, Status
from infraday.domain.refs import occurrence_id
from infraday.domain.task import TaskStatus


class Block(Protocol):
    """A block, read only."""

    @property
    def id(self) -> int: ...
    @property
    def version(self) -> int: ...
    @property
    def day(self) -> date: ...
    @property
    def start(self) -> time | None: ...
    @property
    def end_day(self) -> date: ...
    @property
    def end(self) -> time | None: ...
    @property
    def activity(self) -> str: ...
    @property
    def purpose(self) -> str | None: ...
    @property
    def output(self) -> str | None: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def project_id(self) -> int | None: ...
    @property
    def task_id(self) -> int | None: ...
    @property
    def notes(self) -> str: ...
    @property
    def status(self) -> Status: ...
    @property
    def actual_start(self) -> datetime | None: ...
    @property
    def actual_end(self) -> datetime | None: ...
    @property
    def output_state(self) -> OutputState | None: ...
    @property
    def output_note(self) -> str | None: ...
    @property
    def unplanned(self) -> bool: ...
    @property
    def fixed(self) -> bool: ...
    @property
    def source(self) -> Source: ...
    @property
    def uid(self) -> str | None: ...
    @property
    def series_id(self) -> int | None: ...
    @property
    def recurrence_id(self) -> date | None: ...
    @property
    def moved_to_id(self) -> int | None: ...


def standing(block: Block) -> int:
    """What to know a block by while it is shown: its id; of an occurrence of a series that which
    it had before it was touched, so that it is still the same afterwards."""
    if block.series_id is None or block.recurrence_id is None:
        return block.id
    return occurrence_id(block.series_id, block.recurrence_id)


class Task(Protocol):
    """A task, read only. `worked_minutes` stands beside it (`Waiting`)."""

    @property
    def id(self) -> int: ...
    @property
    def version(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def project_id(self) -> int | None: ...
    @property
    def status(self) -> TaskStatus: ...
    @property
    def important(self) -> bool: ...
    @property
    def urgent_override(self) -> bool | None: ...
    @property
    def due(self) -> date | None: ...
    @property
    def scheduled(self) -> date | None: ...
    @property
    def estimate_minutes(self) -> int | None: ...
    @property
    def owner(self) -> str | None: ...
    @property
    def output(self) -> str | None: ...
    @property
    def notes(self) -> str: ...


class Project(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def colour(self) -> str | None: ...


class Waiting(NamedTuple):
    """A task without a slot, the minutes worked on it so far, and whether it is urgent."""

    task: Task
    worked_minutes: int
    urgent: bool
    because: str | None


Judge = Callable[[Task, int], tuple[bool, str | None]]  # urgent, and why


def rank(tasks: Iterable[tuple[Task, int]], judge: Judge) -> tuple[Waiting, ...]:
    """The tasks with their verdicts: urgent and important first, then important, then urgent;
    inside of these the order in which they came."""
    waiting = [Waiting(task, worked, *judge(task, worked)) for task, worked in tasks]
    return tuple(sorted(waiting, key=lambda wait: (not wait.task.important, not wait.urgent)))


class Linked(NamedTuple):
    """What a block links to, or what links to it: a reference, and its title where it is known."""

    ref: str
    title: str
    due: date | None = None


class Rule(NamedTuple):
    """How a series repeats, and from which day on."""

    rrule: str
    first_day: date


class DayRows(NamedTuple):
    """All that the Day screen shows of one date, read in one go.

    `today` holds the blocks of the clock's own date, which the header speaks of; it is `blocks`
    when that date is shown. `waiting_more` says that more tasks wait than were read. `rules` are
    those of the series whose occurrences are among the blocks. `holiday` names the public holiday
    that the day is. `is_new` says that nothing was ever written into the plan. `raised` counts the
    red flags that are raised now, in all projects.
    """

    day: date
    blocks: tuple[Block, ...]
    today: tuple[Block, ...]
    waiting: tuple[Waiting, ...]
    waiting_more: bool
    projects: Mapping[int, Project]
    links: Mapping[int, tuple[Linked, ...]]
    capacity_minutes: int | None
    notes: str
    rules: Mapping[int, Rule] = {}
    holiday: str | None = None
    is_new: bool = False
    raised: int = 0
