"""Triage: what each item of the morning is, and the quadrant that is suggested for it, with why."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from infraday.domain import matrix, triage_signals
from infraday.domain.matrix import Quadrant
from infraday.domain.refs import task_ref
from infraday.domain.rows import Task
from infraday.domain.severity import Severity, is_important
from infraday.domain.task import TaskStatus
from infraday.domain.triage_signals import Signal
from infraday.domain.when import say_near

OLD = 30  # days without a due date after which nobody seems to miss an item
NEAR = 14  # days within which the end of a project is worth a word
CHASE_AFTER = 2  # working days until one asks again, unless one says otherwise
ME = ("me", "myself", "i")
WORDS = {
    Quadrant.DO: "Do",
    Quadrant.SCHEDULE: "Schedule",
    Quadrant.DELEGATE: "Delegate",
    Quadrant.ELIMINATE: "Eliminate",
}
QUADRANTS = tuple(WORDS)
"""In the order of their keys."""


class Origin(StrEnum):
    """Where an item comes from, in the order in which Triage brings them."""

    OVERNIGHT = "overnight"
    CARRIED = "carried over"
    CHASE = "chases"
    REVIEW = "reviews"
    FLAG = "flags"
    INBOX = "inbox"


class Item(NamedTuple):
    """A task that asks for a decision. `was_for` is the day of the slot or the plan that it missed;
    `project` is a key, `project_due` when that project ends. What is no task yet is a `signal`, and
    `task` what that would become; `place` is its own order."""

    task: Task
    origin: Origin
    created_on: date
    worked_minutes: int = 0
    urgent: bool = False
    because: str | None = None  # it is urgent
    severity: Severity = Severity.UNRATED
    project: str | None = None
    project_due: date | None = None
    was_for: date | None = None
    chase_on: date | None = None
    signal: Signal | None = None
    place: int = 0

    @property
    def name(self) -> str:
        """What tells it from all others."""
        if self.signal and not self.task.id:
            return self.signal.uid
        return task_ref(self.task.id)

    @property
    def said(self) -> str:
        """What a person calls it."""
        return self.signal.said if self.signal and not self.task.id else self.name

    @property
    def titled(self) -> str:
        """The same with its title."""
        return (
            self.task.title
            if self.signal and not self.task.id
            else f"{self.name} {self.task.title}"
        )

    @property
    def owner(self) -> str | None:
        """Whom it may be handed to."""
        return self.task.owner or (self.signal.owner if self.signal else None)

    @property
    def what(self) -> int | Signal:
        """What is decided on: a task, or what becomes one by that."""
        return self.task.id or self.signal or 0


class Suggestion(NamedTuple):
    quadrant: Quadrant
    because: str


def suggest(item: Item, today: date) -> Suggestion:
    """The quadrant that fits what is known, and what speaks for it, in a line."""
    for rule in (
        _signalled,
        _chased,
        _severe,
        _former,
        _owned,
        _pressing,
        _mild,
        _planned,
        _forgotten,
    ):
        if found := rule(item, today):
            return found
    return Suggestion(Quadrant.SCHEDULE, "nothing says that it must be today")


def _signalled(item: Item, today: date) -> Suggestion | None:
    return Suggestion(*triage_signals.suggest(item.signal, today)) if item.signal else None


def _chased(item: Item, today: date) -> Suggestion | None:
    if item.task.status is not TaskStatus.WAITING:
        return None
    who = item.task.owner or "somebody"
    since = f"the chase was due {say_near(item.chase_on, today)}" if item.chase_on else "no date"
    return Suggestion(Quadrant.DELEGATE, f"waits for {who}, {since}: ask again")


def _severe(item: Item, today: date) -> Suggestion | None:
    if not is_important(item.severity):
        return None
    parts = [f"severity {item.severity}"]
    if item.project:
        parts.append(f"service of {item.project}")
    days = (item.project_due - today).days if item.project_due else -1
    if 0 <= days <= NEAR:
        parts[-1] += f", which ends {_in_days(days)}"
    return Suggestion(Quadrant.DO, ", ".join(parts))


def _former(item: Item, today: date) -> Suggestion | None:
    """What was judged before stays what it was."""
    if item.origin is not Origin.CARRIED or item.task.status is TaskStatus.INBOX:
        return None
    quadrant = matrix.quadrant(item.task.status, item.task.important, item.urgent)
    when = f"planned for {say_near(item.was_for, today)}" if item.was_for else "planned before"
    why = f"; {item.because}" if item.urgent and item.because else ""
    return Suggestion(quadrant or Quadrant.SCHEDULE, f"{when} and not done, it stood here{why}")


def _owned(item: Item, today: date) -> Suggestion | None:
    owner = (item.task.owner or "").strip()
    if not owner or owner.lower().lstrip("@") in ME:
        return None
    return Suggestion(Quadrant.DELEGATE, f"it names {owner} as its owner")


def _pressing(item: Item, today: date) -> Suggestion | None:
    if not item.urgent:
        return None
    return Suggestion(Quadrant.DO, item.because or "urgent")


def _mild(item: Item, today: date) -> Suggestion | None:
    if item.severity is Severity.WARNING:
        return Suggestion(Quadrant.SCHEDULE, "severity warning: not broken yet")
    if item.severity in (Severity.LOW, Severity.CALM):
        return Suggestion(Quadrant.ELIMINATE, f"severity {item.severity}: it asks for nothing")
    return None


def _planned(item: Item, today: date) -> Suggestion | None:
    task = item.task
    if task.due is not None:
        return Suggestion(Quadrant.SCHEDULE, f"due {say_near(task.due, today)}: time to plan it")
    if task.important:
        return Suggestion(Quadrant.SCHEDULE, "important, and nothing presses")
    return None


def _forgotten(item: Item, today: date) -> Suggestion | None:
    days = (today - item.created_on).days
    if days < OLD:
        return None
    return Suggestion(Quadrant.ELIMINATE, f"here for {days} days, without a due date")


def _in_days(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def order(item: Item) -> tuple[int, int, int, int]:
    """The order of the run: overnight reports first, the most severe of them before all."""
    return list(Origin).index(item.origin), item.severity.place, item.place, item.task.id


def end_of_week(today: date, working_day: Callable[[date], bool] = matrix.is_weekday) -> date:
    """The last working day of this week that is not over; on a weekend that of the next week."""
    monday = today - timedelta(days=today.weekday())
    for week in range(60):
        days = (monday + timedelta(days=7 * week + day) for day in range(7))
        if left := [day for day in days if day >= today and working_day(day)]:
            return left[-1]
    return today


def chase_day(
    today: date,
    working_day: Callable[[date], bool] = matrix.is_weekday,
    dues: Iterable[date | None] = (),
) -> date:
    """When to ask again, unless one says: the second working day after today, and, from the next
    one on, no later than the first date by which it must be done."""
    soonest = _in_working_days(1, today, working_day)
    ahead = [max(due, soonest) for due in dues if due and due >= today]
    return min((_in_working_days(CHASE_AFTER, today, working_day), *ahead))


def _in_working_days(count: int, today: date, working_day: Callable[[date], bool]) -> date:
    day, left = today, count
    for _ in range(400):
        day += timedelta(days=1)
        left -= working_day(day)
        if not left:
            return day
    return today + timedelta(days=count)


def created_on(at: datetime) -> date:
    """The local date of an aware instant."""
    return at.astimezone().date()
