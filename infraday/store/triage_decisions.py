"""What Triage decides of an item, and the plan at its end. Each decision is one entry of the
journal; its label says where it was made, and by that a run is counted."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from sqlmodel import Session, select

from infraday import config as settings
from infraday.config import Config
from infraday.domain import RuleError, schedule
from infraday.domain.matrix import Quadrant
from infraday.domain.refs import block_ref
from infraday.domain.task import TaskStatus
from infraday.domain.triage_signals import Signal
from infraday.domain.when import say_date, say_minutes, say_time
from infraday.models import Day, Task
from infraday.store import delegating, moves, quadrant_moves, tasks, triage_tasks
from infraday.store.block_rows import on_day
from infraday.store.engine import plain
from infraday.store.journal import Outcome
from infraday.store.tasks import Change
from infraday.store.triage_runs import LABEL
from infraday.store.triage_tasks import What


class Slot(NamedTuple):
    """Where a task is laid, naive local."""

    task_id: int
    day: date
    start: time
    minutes: int


def put(session: Session, what: What, quadrant: Quadrant, config: Config, at: datetime) -> Outcome:
    """Put an item into a quadrant. What was planned for a day that is over is planned for today:
    decided on, it is no longer carried over."""
    task, today = triage_tasks.of(session, what, at), settings.today(config, at)
    late = _is_late(session, task, today)
    outcome = quadrant_moves.place(session, [task.id], quadrant, config, at)
    if late:
        task.scheduled = today
    return _labelled(outcome)


def _is_late(session: Session, task: Task, today: date) -> bool:
    """Whether the day that it was planned for, or its slot, is over."""
    if task.scheduled is not None:
        return task.scheduled < today
    passed = "SELECT 1 FROM block WHERE task_id = ? AND status = 'planned' AND end_day < ?"
    return plain(session).execute(passed, (task.id, str(today))).fetchone() is not None


def delegate(
    session: Session, what: What, who: str, chase_on: date | None, today: date, at: datetime
) -> Outcome:
    """Hand an item over. Who has it already is asked once more."""
    task = triage_tasks.of(session, what, at)
    if task.status is TaskStatus.WAITING and task.owner == who:
        return _labelled(delegating.chase(session, [task.id], chase_on, today, at))
    return _labelled(delegating.delegate(session, [task.id], who, chase_on, today, at))


def snooze(session: Session, what: What, until: date, today: date, at: datetime) -> Outcome:
    task = triage_tasks.of(session, what, at)
    return _labelled(tasks.snooze(session, [task.id], until, today, at))


def drop(
    session: Session, task_id: int, reason: str | None, at: datetime, today: date | None = None
) -> Outcome:
    """With a reason it is archived. What was a review or a flag is left alone for `today`."""
    task = tasks.get(session, task_id)
    if triage_tasks.is_signal(task):
        task.scheduled = today or at.date()
    if reason:
        return _labelled(tasks.archive(session, [task_id], reason, at))
    return _labelled(tasks.drop(session, [task_id], None, at))


def leave_out(session: Session, signal: Signal, today: date, at: datetime) -> Outcome:
    """Not today; tomorrow it is asked again, as long as it is due then. What remembers it is a task
    that is dropped as soon as it is made."""
    task = triage_tasks.of(session, signal, at)
    task.scheduled = today
    tasks.drop(session, [task.id], None, at)
    return _labelled(Outcome(f"Leave {signal.title} out for today"))


def edit(session: Session, signal: Signal, change: Change, at: datetime) -> Outcome:
    """Say more of a review or a flag: it becomes a task, which is not judged by that."""
    task = triage_tasks.of(session, signal, at)
    return tasks.edit(session, task.id, None, change, at)


def _labelled(outcome: Outcome) -> Outcome:
    return outcome._replace(label=f"{LABEL}{outcome.label}")


def slot(session: Session, found: Slot, at: datetime, signal: Signal | None = None) -> Outcome:
    """Give an item a slot, a review or a flag as the task that it becomes. It is not judged by
    that: it stays where it is, also in the inbox."""
    task = triage_tasks.of(session, signal or found.task_id, at)
    status = task.status
    outcome = moves.place_task(session, *found._replace(task_id=task.id), at)
    task.status = status
    return outcome


def lay(session: Session, slots: Sequence[Slot], run: str, today: date, at: datetime) -> Outcome:
    """Lay tasks into the day, all or nothing, and note that its triage is done; `run` says what
    it came to. Refuses where something else stands by now."""
    for found in slots:
        _refuse_taken(session, found)
        moves.place_task(session, *found, at)
        session.flush()
    _note(session, today, at)
    minutes = sum(found.minutes for found in slots)
    if not slots:
        return Outcome(f"Triage of {say_date(today)} done{f': {run}' if run else ''}")
    count = f"{len(slots)} task{'s' if len(slots) != 1 else ''}"
    return Outcome(f"Lay {count} into {say_date(today)}, {say_minutes(minutes)}")


def _note(session: Session, today: date, at: datetime) -> None:
    day = session.exec(select(Day).where(Day.day == today)).first()
    if day is None:
        day = Day(day=today)
        session.add(day)
    day.triaged_at = at


def _refuse_taken(session: Session, found: Slot) -> None:
    times = schedule.lasting(found.day, found.start, found.minutes)
    for block in on_day(session, found.day):
        if schedule.takes_time(block) and schedule.overlaps(block, times):
            stands = f"{block_ref(block.id)} {block.activity} stands at"
            begin = say_time(schedule.begins(block).time())
            raise RuleError(f"{stands} {begin} by now. Nothing was laid: look at the plan again.")
