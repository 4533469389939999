"""A task as the line of quick-add that would capture it: how one edits it in the planner."""

from datetime import date, datetime
from typing import TypedDict

from infraday.domain import RuleError, quickadd
from infraday.domain.quickadd import Reading
from infraday.domain.rows import Task
from infraday.domain.when import say_minutes


class Fields(TypedDict):
    """What the line says of a task; whatever else it has stays."""

    title: str
    project: str | None
    important: bool
    urgent_override: bool | None
    due: date | None
    estimate_minutes: int | None
    owner: str | None
    output: str | None


def written(task: Task, project: str | None) -> str:
    """The line. Reading it again gives the task, where its title does not end like a date."""
    mark = "!!" if task.important and task.urgent_override else "!" if task.important else ""
    parts = (
        task.title,
        say_minutes(task.estimate_minutes) if task.estimate_minutes else "",
        f"#{project}" if project else "",
        f"@{task.owner}" if task.owner else "",
        mark,
        f"due: {task.due}" if task.due else "",
        f"out: {' '.join(task.output.split())}" if task.output else "",
    )
    return " ".join(part for part in parts if part)


def read(typed: str, now: datetime) -> Reading:
    """Refuses a clock time, which a task has not."""
    reading = quickadd.read(typed, now)
    if reading.is_block:
        raise RuleError("A task has no clock time. Give it a slot on the day with s.")
    return reading


def fields(task: Task, reading: Reading) -> Fields:
    """The task's fields as the line has them. Without `!!` an override to urgent goes; one to
    not urgent, which no line can say, stays."""
    override = True if reading.urgent else None
    if task.urgent_override is False and override is None:
        override = False
    return Fields(
        title=reading.title,
        project=reading.project,
        important=reading.important,
        urgent_override=override,
        due=reading.due,
        estimate_minutes=reading.minutes,
        owner=reading.owner,
        output=reading.output,
    )


def say(reading: Reading) -> str:
    """What was understood, in words."""
    return " · ".join([reading.title, *(token.said for token in reading.tokens)])
