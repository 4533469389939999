"""The tasks that reviews of risks and red flags become in Triage, linked to what they came from."""

from datetime import datetime
from typing import TypeAlias

from sqlmodel import Session, col, select

from infraday.domain.refs import risk_ref, task_ref
from infraday.domain.task import TaskStatus
from infraday.domain.triage_signals import FLAG, REVIEW, Raised, Review, Signal
from infraday.models import Link, Project, Task
from infraday.store import flags, risk_records, tasks, texts

What: TypeAlias = int | Signal
"""What is decided on: a task by its id, or what becomes one."""

_LIVE = (TaskStatus.INBOX, TaskStatus.OPEN, TaskStatus.WAITING)


def of(session: Session, what: What, at: datetime) -> Task:
    """The task that is decided on; of a review or a flag the one that it becomes, or became
    meanwhile. It is important, and in the inbox: nobody has judged it yet."""
    if isinstance(what, int):
        return tasks.get(session, what)
    there = select(Task).where(
        Task.source == what.source, Task.source_uid == what.uid, col(Task.status).in_(_LIVE)
    )
    return session.exec(there).first() or _made(session, what, at)


def _made(session: Session, signal: Signal, at: datetime) -> Task:
    if isinstance(signal, Review):
        return _review(session, signal, at)
    return _response(session, signal, at)


def _review(session: Session, review: Review, at: datetime) -> Task:
    risk = risk_records.get(session, review.risk_id)
    task = _added(session, review, f"Review {risk_records.name(risk)}", "", risk.project_id, at)
    session.add(Link(task_id=task.id, target=risk_ref(risk.id)))
    session.flush()
    return task


def _response(session: Session, raised: Raised, at: datetime) -> Task:
    """What the checklist suggests first. The link makes it urgent while the flag is raised."""
    project = session.get_one(Project, raised.project_id)
    wanted = flags.task_of(raised.flag, project.key, raised.evidence)
    task = _added(session, raised, wanted["title"], wanted["notes"], project.id, at)
    flags.turn_into(session, project.id, raised.flag, task_ref(task.id), at)
    session.flush()
    return task


def _added(
    session: Session, signal: Signal, title: str, notes: str, project_id: int | None, at: datetime
) -> Task:
    words, kept, _ = texts.titled(title, notes, "task")
    task = Task(
        title=words, notes=kept, project_id=project_id, important=True, created_at=at,
        source=signal.source, source_uid=signal.uid,
    )  # fmt: skip
    session.add(task)
    session.flush()
    return task


def is_signal(task: Task) -> bool:
    """Whether it was a review or a flag."""
    return task.source in (REVIEW, FLAG)
