"""What Triage brings that is no task yet: reviews of risks that are due, and raised red flags. The
first decision on one makes it a task."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from infraday.domain.flags import Flag
from infraday.domain.matrix import Quadrant
from infraday.domain.refs import risk_ref
from infraday.domain.risk import Band
from infraday.domain.task import TaskStatus
from infraday.domain.when import say_near

REVIEW, FLAG = "review", "flag"
"""What `Task.source` says of the tasks that they became; `source_uid` is then `uid`."""
AT_ONCE = (Band.CRITICAL, Band.HIGH)
"""Bands of a risk whose review does not wait."""


class Review(NamedTuple):
    """A risk that is due for review. `due` is None where no review was ever agreed."""

    risk_id: int
    risk: str  # its title
    due: date | None
    score: int | None
    band: Band | None
    project_id: int | None = None
    owner: str | None = None
    sentence: str = ""

    @property
    def source(self) -> str:
        return REVIEW

    @property
    def uid(self) -> str:
        return risk_ref(self.risk_id)

    @property
    def title(self) -> str:
        return f"Review {self.uid} {self.risk}"

    @property
    def said(self) -> str:
        """What it is called before it is a task."""
        return self.uid

    @property
    def notes(self) -> str:
        return self.sentence


class Raised(NamedTuple):
    """A red flag of a project (`project` is its key) that is raised since a day."""

    project_id: int
    project: str
    flag: Flag
    since: date
    evidence: Sequence[str] = ()

    @property
    def owner(self) -> str | None:
        return None

    @property
    def source(self) -> str:
        return FLAG

    @property
    def uid(self) -> str:
        return flag_uid(self.project_id, self.flag.key)

    @property
    def title(self) -> str:
        return f"{self.flag.name} in {self.project}"

    @property
    def said(self) -> str:
        return self.flag.name

    @property
    def notes(self) -> str:
        told = [*self.evidence]
        if self.flag.responses:
            told.append(f"As a task: {self.flag.responses[0]}")
        return "\n".join(told)


Signal: TypeAlias = Review | Raised


def flag_uid(project_id: int, key: str) -> str:
    return f"{project_id}/{key}"


def flag_named(key: str) -> Flag:
    """A flag that the checklist has no longer, called by its key."""
    return Flag(key, key.replace("_", " ").capitalize(), "", "", "", (), 7, ())


class Unmade(NamedTuple):
    """The task that a signal would become, as far as anything is known of it."""

    title: str
    project_id: int | None
    notes: str
    due: date | None = None
    id: int = 0
    version: int = 0
    status: TaskStatus = TaskStatus.INBOX
    important: bool = True
    urgent_override: bool | None = None
    scheduled: date | None = None
    estimate_minutes: int | None = None
    owner: str | None = None
    output: str | None = None


def unmade(signal: Signal) -> Unmade:
    return Unmade(signal.title, signal.project_id, signal.notes)


def say_origin(signal: Signal, today: date) -> str:
    """`review overdue since Fri 20 Nov`, `red flag, raised 9 d`."""
    if isinstance(signal, Raised):
        days = (today - signal.since).days
        return f"red flag, raised {days} d" if days else "red flag, raised today"
    if signal.due is None:
        return "review due, no date set"
    if signal.due < today:
        return f"review overdue since {say_near(signal.due, today)}"
    return "review due today"


def say_facts(signal: Signal) -> list[str]:
    """What is known of it that a task has no field for."""
    if isinstance(signal, Raised):
        return ["⚑ red flag"]
    rated = f"{signal.band}, score {signal.score}" if signal.band else "not assessed"
    return [signal.uid, rated, *([f"owner {signal.owner}"] if signal.owner else [])]


def suggest(signal: Signal, today: date) -> tuple[Quadrant, str]:
    """The quadrant that fits, and why: what is raised is to be done, as is the review of a risk
    that is critical or high; any other review is planned."""
    if isinstance(signal, Raised):
        days = (today - signal.since).days
        age = "today" if not days else f"{days} day{'s' if days > 1 else ''} ago"
        told = f": {signal.evidence[0]}" if signal.evidence else ""
        return Quadrant.DO, f"red flag, raised {age}{told}"
    quadrant = Quadrant.DO if signal.band in AT_ONCE else Quadrant.SCHEDULE
    rated = f"the risk is {signal.band}, {signal.score}" if signal.band else "it is not assessed"
    return quadrant, f"{say_origin(signal, today)}, and {rated}"
