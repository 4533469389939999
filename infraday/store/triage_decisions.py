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
from infraday.domain.when import say_date, say_minutes, say_time
from infraday.models import Day, Task
from infraday.store import delegating, moves, quadrant_moves, tasks
from infraday.store.block_rows import on_day
from infraday.store.engine import plain
from infraday.store.journal import Outcome
from infraday.store.triage_runs import LABEL


class Slot(NamedTuple):
    """Where a task is laid, naive local."""

    task_id: int
    day: date
    start: time
    minutes: int


def put(
    session: Session, task_id: int, quadrant: Quadrant, config: Config, at: datetime
) -> Outcome:
    """Put an item into a quadrant. What was planned for a day that is over is planned for today:
    decided on, it is no longer carried over."""
    task, today = tasks.get(session, task_id), settings.today(config, at)
    late = _is_late(session, task, today)
    outcome = quadrant_moves.place(session, [task_id], quadrant, config, at)
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
    session: Session, task_id: int, who: str, chase_on: date | None, today: date, at: datetime
) -> Outcome:
    """Hand an item over. Who has it already is asked once more."""
    task = tasks.get(session, task_id)
    if task.status is TaskStatus.WAITING and task.owner == who:
        return _labelled(delegating.chase(session, [task_id], chase_on, today, at))
    return _labelled(delegating.delegate(session, [task_id], who, chase_on, today, at))


def snooze(session: Session, task_id: int, until: date, today: date, at: datetime) -> Outcome:
    return _labelled(tasks.snooze(session, [task_id], until, today, at))


def drop(session: Session, task_id: int, reason: str | None, at: datetime) -> Outcome:
    """With a reason it is archived."""
    if reason:
        return _labelled(tasks.archive(session, [task_id], reason, at))
    return _labelled(tasks.drop(session, [task_id], None, at))


def _labelled(outcome: Outcome) -> Outcome:
    return outcome._replace(label=f"{LABEL}{outcome.label}")


def slot(session: Session, found: Slot, at: datetime) -> Outcome:
    """Give an item a slot. It is not judged by that: it stays where it is, also in the inbox."""
    task = tasks.get(session, found.task_id)
    status = task.status
    outcome = moves.place_task(session, *found, at)
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
