"""Tasks judged: put into a quadrant, marked important or urgent, ranked."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from infraday.config import Config
from infraday.domain import matrix
from infraday.domain import task as rules
from infraday.domain.matrix import Quadrant
from infraday.domain.task import TaskStatus
from infraday.models import Task
from infraday.store import quick, worktime
from infraday.store.engine import plain
from infraday.store.journal import Outcome
from infraday.store.tasks import found, name, names

_URGENT = {None: "as its dates say", True: "urgent by hand", False: "not urgent by hand"}


def place(
    session: Session, task_ids: Sequence[int], quadrant: Quadrant, config: Config, at: datetime
) -> Outcome:
    """Put tasks into a quadrant. Urgency is overridden only where the rule says otherwise; what
    was handed over and moves elsewhere is taken back. `at` is local."""
    tasks = found(session, task_ids)
    by_rule = _urgent_by_rule(session, tasks, config, at)
    for task in tasks:
        if task.status is TaskStatus.WAITING and quadrant is Quadrant.DELEGATE:
            continue
        _open(task)
        task.important, task.urgent_override = matrix.place(quadrant, by_rule[task.id])
        if quadrant is not Quadrant.DO:
            task.rank = None
    return Outcome(f"Move {names(tasks)} to {quadrant.capitalize()}")


def _urgent_by_rule(
    session: Session, tasks: Sequence[Task], config: Config, at: datetime
) -> dict[int, bool]:
    """What the rule says of each, were nothing said by hand and nothing handed over."""
    db = plain(session)
    judge = worktime.judge(db, config, at)
    ids = ", ".join(str(task.id) for task in tasks)
    rows = quick.task_rows(db, f"id IN ({ids})")
    return {
        row.id: judge(row._replace(urgent_override=None, status=TaskStatus.OPEN), worked)[0]
        for row, worked in rows
    }


def _open(task: Task) -> None:
    if task.status is TaskStatus.WAITING:
        task.asked_on = task.chase_on = None
    task.status = rules.judge(task.status)


def toggle_important(session: Session, task_ids: Sequence[int], at: datetime) -> Outcome:
    """Of several, those that are not important become so; when all are, none is any more."""
    tasks = found(session, task_ids)
    important = not all(task.important for task in tasks)
    for task in tasks:
        _judged(task)
        task.important = important
    said = "important" if important else "not important"
    return Outcome(f"Mark {names(tasks)} {said}")


def cycle_urgency(session: Session, task_ids: Sequence[int], at: datetime) -> Outcome:
    """As the rule says, yes, no; several become what comes next for the first of them."""
    tasks = found(session, task_ids)
    override = matrix.next_override(tasks[0].urgent_override)
    for task in tasks:
        _judged(task)
        task.urgent_override = override
    return Outcome(f"Mark {names(tasks)} {_URGENT[override]}")


def _judged(task: Task) -> None:
    """What is handed over stays so; from the inbox it becomes open."""
    if task.status is not TaskStatus.WAITING:
        task.status = rules.judge(task.status)


def rank(session: Session, task_ids: Sequence[int], at: datetime) -> Outcome:
    """Keep the order in which tasks were put, the first first; no other has a rank any more."""
    order = list(dict.fromkeys(task_ids))
    for task in session.exec(select(Task).where(col(Task.rank).is_not(None))):
        if task.id not in order:
            task.rank = None
    if not order:
        return Outcome("Take the ranking back")
    tasks = found(session, order)
    for place_in, task in enumerate(tasks, 1):
        rules.judge(task.status)
        task.rank = place_in
    first = f", {name(tasks[0])} first" if len(tasks) > 1 else ""
    return Outcome(f"Rank {names(tasks)}{first}")
