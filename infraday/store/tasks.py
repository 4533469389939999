"""Tasks: edited, finished, dropped and brought back."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypedDict

from sqlmodel import Session

from infraday.domain import RuleError
from infraday.domain import task as rules
from infraday.domain.refs import task_ref
from infraday.domain.task import TaskStatus
from infraday.domain.when import say_date
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
    remarks += _apply(session, task, change, at)
    return Outcome(f"Edit {name(task)}", tuple(remarks))


def edit_all(session: Session, task_ids: Sequence[int], change: Change, at: datetime) -> Outcome:
    """Change the same fields of several tasks, whatever they say by now. A title is for one."""
    tasks = found(session, task_ids)
    remarks: dict[str, None] = {}
    for task in tasks:
        told = [*_retitle(task, change), *_regroup(session, task, change)]
        remarks |= dict.fromkeys([*told, *_apply(session, task, change, at)])
    return Outcome(f"Edit {names(tasks)}", tuple(remarks))


def _apply(session: Session, task: Task, change: Change, at: datetime) -> list[str]:
    _judge(task, change)
    remarks = _schedule(task, change, at)
    if "links" in change:
        links.replace(session, task, change["links"])
    return remarks


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
    """What is marked has been judged: it leaves the inbox, as a marked capture skips it. What a
    report marked has not been, whatever else of it is edited."""
    before = task.important, task.urgent_override
    task.important = change.get("important", task.important)
    task.urgent_override = change.get("urgent_override", task.urgent_override)
    if task.status is TaskStatus.INBOX and before != (task.important, task.urgent_override):
        task.status = rules.capture_status(task.important, task.urgent_override)


def _schedule(task: Task, change: Change, at: datetime) -> list[str]:
    """A due date that moves later is counted: it tells of unrealistic deadlines."""
    due = change.get("due", task.due)
    if task.due is not None and due is not None and due > task.due:
        task.due_moved += 1
    task.due = due
    task.scheduled = change.get("scheduled", task.scheduled)
    minutes = change.get("estimate_minutes", task.estimate_minutes)
    task.estimate_minutes = rules.check_estimate(minutes)
    told = rules.told_of_due(change.get("due"), at.date())
    return [told] if told else []


def finish(
    session: Session, task_ids: Sequence[int], at: datetime, note: str | None = None
) -> Outcome:
    """Done. What was produced goes to the notes: `output` says what was expected."""
    tasks = found(session, task_ids)
    for task in tasks:
        close(task, at)
        if said := texts.said(note):
            task.notes = "\n".join(filter(None, (task.notes, f"Produced: {said}")))
    return Outcome(f"Finish {names(tasks)}")


def close(task: Task, at: datetime) -> None:
    """Done at an instant; finished twice, the first one stays."""
    task.status = rules.finish(task.status)
    task.done_at = task.done_at or at


def drop(session: Session, task_ids: Sequence[int], reason: str | None, at: datetime) -> Outcome:
    """With a reason it is archived."""
    tasks = found(session, task_ids)
    for task in tasks:
        task.status = rules.drop(task.status, reason)
        task.drop_reason = reason
    return Outcome(f"Drop {names(tasks)}")


def archive(session: Session, task_ids: Sequence[int], reason: str, at: datetime) -> Outcome:
    """Out of the way, and the reason stays."""
    tasks = found(session, task_ids)
    for task in tasks:
        task.status = rules.archive(task.status, reason)
        task.drop_reason = reason.strip()
        task.rank = None
    return Outcome(f"Archive {names(tasks)}")


def schedule(session: Session, task_ids: Sequence[int], day: date | None, at: datetime) -> Outcome:
    """Plan tasks for a day, or for none."""
    tasks = found(session, task_ids)
    for task in tasks:
        task.scheduled = day
    if day is None:
        return Outcome(f"Plan {names(tasks)} for no day")
    told = f"{say_date(day)} is past." if day < at.date() else None
    return Outcome(f"Plan {names(tasks)} for {say_date(day)}", (told,) if told else ())


def snooze(
    session: Session, task_ids: Sequence[int], until: date, today: date, at: datetime
) -> Outcome:
    """Out of sight until a day."""
    tasks = found(session, task_ids)
    for task in tasks:
        rules.snooze(task.status, until, today)
        task.snoozed_until = until
    return Outcome(f"Snooze {names(tasks)} until {say_date(until)}")


def wake(session: Session, task_ids: Sequence[int], at: datetime) -> Outcome:
    """Back in sight at once."""
    tasks = found(session, task_ids)
    for task in tasks:
        task.snoozed_until = None
    return Outcome(f"Bring {names(tasks)} back in sight")


def reopen(session: Session, task_ids: Sequence[int], at: datetime) -> Outcome:
    """Bring back what was done or dropped."""
    tasks = found(session, task_ids)
    for task in tasks:
        task.status = rules.reopen(task.status)
        task.done_at = task.drop_reason = None
    return Outcome(f"Reopen {names(tasks)}")


def name(task: Task) -> str:
    """`T-31 Cutover runbook`, as labels call a task."""
    return f"{task_ref(task.id)} {task.title}"


def names(tasks: Sequence[Task]) -> str:
    """The same of several, which are counted."""
    return name(tasks[0]) if len(tasks) == 1 else f"{len(tasks)} tasks"


def found(session: Session, task_ids: Iterable[int]) -> list[Task]:
    """The tasks with these ids, each once."""
    tasks = [get(session, task_id) for task_id in dict.fromkeys(task_ids)]
    if not tasks:
        raise RuleError("No task was named. Mark one, or move to one.")
    return tasks
