"""Tasks: edited, finished, dropped and brought back."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypedDict

from sqlmodel import Session

from infraday.domain import RuleError
from infraday.domain import task as rules
from infraday.domain.refs import task_ref
from infraday.domain.task import TaskStatus
from infraday.models import Task
from infraday.store import links, projects, texts
from infraday.store.journal import Outcome


class Change(TypedDict, total=False):
    """The fields that a form or a command may change; those that are missing stay.
    `project` is a key; a new one makes it."""

    title: str
    project: str | None
    important: bool
    urgent_override: bool | None
    due: date | None
    scheduled: date | None
    estimate_minutes: int | None
    owner: str | None
    output: str | None
    notes: str
    links: Sequence[str]


def get(session: Session, task_id: int) -> Task:
    return session.get_one(Task, task_id)


def links_of(session: Session, task_id: int) -> tuple[str, ...]:
    """The references that a task links to."""
    return links.of(session, get(session, task_id))


def edit(
    session: Session, task_id: int, version: int | None, change: Change, at: datetime
) -> Outcome:
    """Change some fields. Refused when the task is no longer at `version`, so that a form
    overwrites nothing that it did not show; None overwrites all the same."""
    task = get(session, task_id)
    if version is not None and version != task.version:
        raise RuleError(
            f"{task_ref(task.id)} was changed meanwhile. Nothing was saved: "
            "look at what it says now, then change that."
        )
    remarks = [*_retitle(task, change), *_regroup(session, task, change)]
    _judge(task, change)
    _schedule(task, change)
    if "links" in change:
        links.replace(session, task, change["links"])
    return Outcome(f"Edit {name(task)}", tuple(remarks))


def _retitle(task: Task, change: Change) -> list[str]:
    title, notes = change.get("title", task.title), change.get("notes", task.notes)
    task.title, task.notes, remarks = texts.titled(title, notes, "task")
    task.owner = texts.said(change.get("owner", task.owner))
    task.output = texts.said(change.get("output", task.output))
    return remarks


def _regroup(session: Session, task: Task, change: Change) -> list[str]:
    if "project" not in change:
        return []
    task.project_id, remarks = projects.named(session, change["project"])
    return remarks


def _judge(task: Task, change: Change) -> None:
    """What is marked has been judged: it leaves the inbox, as a marked capture skips it."""
    task.important = change.get("important", task.important)
    task.urgent_override = change.get("urgent_override", task.urgent_override)
    if task.status is TaskStatus.INBOX:
        task.status = rules.capture_status(task.important, task.urgent_override)


def _schedule(task: Task, change: Change) -> None:
    """A due date that moves later is counted: it tells of unrealistic deadlines."""
    due = change.get("due", task.due)
    if task.due is not None and due is not None and due > task.due:
        task.due_moved += 1
    task.due = due
    task.scheduled = change.get("scheduled", task.scheduled)
    minutes = change.get("estimate_minutes", task.estimate_minutes)
    task.estimate_minutes = rules.check_estimate(minutes)


def finish(
    session: Session, task_ids: Sequence[int], at: datetime, note: str | None = None
) -> Outcome:
    """Done. What was produced goes to the notes: `output` says what was expected."""
    tasks = _found(session, task_ids)
    for task in tasks:
        close(task, at)
        if said := texts.said(note):
            task.notes = "\n".join(filter(None, (task.notes, f"Produced: {said}")))
    return Outcome(f"Finish {_names(tasks)}")


def close(task: Task, at: datetime) -> None:
    """Done at an instant; finished twice, the first one stays."""
    task.status = rules.finish(task.status)
    task.done_at = task.done_at or at


def drop(session: Session, task_ids: Sequence[int], reason: str | None, at: datetime) -> Outcome:
    """With a reason it is archived."""
    tasks = _found(session, task_ids)
    for task in tasks:
        task.status = rules.drop(task.status, reason)
        task.drop_reason = reason
    return Outcome(f"Drop {_names(tasks)}")


def reopen(session: Session, task_ids: Sequence[int], at: datetime) -> Outcome:
    """Bring back what was done or dropped."""
    tasks = _found(session, task_ids)
    for task in tasks:
        task.status = rules.reopen(task.status)
        task.done_at = task.drop_reason = None
    return Outcome(f"Reopen {_names(tasks)}")


def name(task: Task) -> str:
    """`T-31 Cutover runbook`, as labels call a task."""
    return f"{task_ref(task.id)} {task.title}"


def _names(tasks: Sequence[Task]) -> str:
    return name(tasks[0]) if len(tasks) == 1 else f"{len(tasks)} tasks"


def _found(session: Session, task_ids: Iterable[int]) -> list[Task]:
    """The tasks with these ids, each once."""
    tasks = [get(session, task_id) for task_id in dict.fromkeys(task_ids)]
    if not tasks:
        raise RuleError("No task was named. Mark one, or move to one.")
    return tasks
