"""The day through the models: all that the Day screen shows. `quick.py` gives the same for what
cannot wait for the models; a test holds the two together."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlmodel import Integer, Session, cast, col, func, select, text

from infraday import config as settings
from infraday.config import Config
from infraday.domain import refs, rows
from infraday.models import Block, Day, Link, Project, Task
from infraday.store import holidays, pressing, worktime
from infraday.store.block_rows import on_day
from infraday.store.engine import plain
from infraday.store.quick import MOST_WAITING, WAITING, is_new, rules


def view(session: Session, day: date, at: datetime, config: Config) -> rows.DayRows:
    """All that the Day screen shows of one date. `at` is an aware local time."""
    today = settings.today(config, at)
    judge = worktime.judge(plain(session), config, at)
    blocks = tuple(on_day(session, day))
    waits = _waiting(session, day, today)
    note = session.exec(select(Day).where(Day.day == day)).first()
    return rows.DayRows(
        day=day,
        blocks=blocks,
        today=blocks if day == today else tuple(on_day(session, today)),
        waiting=rows.rank(waits[:MOST_WAITING], judge),
        waiting_more=len(waits) > MOST_WAITING,
        projects={project.id: project for project in session.exec(select(Project))},
        links=_links(session, [block.id for block in blocks]),
        capacity_minutes=note.capacity_minutes if note else None,
        notes=note.notes if note else "",
        rules=rules(plain(session), blocks),
        holiday=holidays.name(plain(session), settings.holiday_place(config), day),
        is_new=is_new(plain(session)),
        raised=pressing.raised(plain(session)),
    )


def _waiting(session: Session, day: date, today: date) -> list[tuple[Task, int]]:
    """The tasks without a slot that may be worked on that day, each with the minutes worked. Which
    they are is asked of the view, since a model's query cannot name the index to walk along."""
    view = text(f"SELECT id FROM quick_waiting WHERE {WAITING}")
    names = {"day": str(day), "today": str(today), "most": MOST_WAITING + 1}
    ids = list(session.scalars(view, names))
    tasks = {task.id: task for task in session.exec(select(Task).where(col(Task.id).in_(ids)))}
    worked = _worked(session, ids)
    return [(tasks[task_id], worked.get(task_id, 0)) for task_id in ids]


def _worked(session: Session, task_ids: Sequence[int]) -> dict[int, int]:
    """The minutes worked on each task, in all its blocks."""
    days = func.julianday(Block.actual_end) - func.julianday(Block.actual_start)
    minutes = cast(func.round(func.sum(days) * 1440), Integer)
    query = (
        select(Block.task_id, minutes)
        .where(col(Block.task_id).in_(task_ids), col(Block.actual_start).is_not(None))
        .where(col(Block.actual_end).is_not(None))
        .group_by(col(Block.task_id))
    )
    return {task_id: worked for task_id, worked in session.exec(query) if task_id is not None}


def _links(session: Session, block_ids: Sequence[int]) -> dict[int, tuple[rows.Linked, ...]]:
    """What each block links to, its task first, and the tasks that came out of it last."""
    found: dict[int, dict[str, rows.Linked]] = {}
    for block_id, linked in (
        *_own_tasks(session, block_ids),
        *_targets(session, block_ids),
        *_outcomes(session, block_ids),
    ):
        found.setdefault(block_id, {}).setdefault(linked.ref, linked)
    return {block_id: tuple(linked.values()) for block_id, linked in found.items()}


Found = Iterable[tuple[int, rows.Linked]]


def _linked(task: Task) -> rows.Linked:
    return rows.Linked(refs.task_ref(task.id), task.title, task.due)


def _own_tasks(session: Session, block_ids: Sequence[int]) -> Found:
    query = select(Block.id, Task).join(Task).where(col(Block.id).in_(block_ids))
    return [(block_id, _linked(task)) for block_id, task in session.exec(query)]


def _targets(session: Session, block_ids: Sequence[int]) -> Found:
    query = (
        select(Link.block_id, Link.target)
        .where(col(Link.block_id).in_(block_ids))
        .order_by(col(Link.target))
    )
    held = [(block_id, target) for block_id, target in session.exec(query) if block_id is not None]
    named = [ref for _, target in held if (ref := refs.parse(target)).kind == "T"]
    tasks = select(Task).where(col(Task.id).in_([ref.id for ref in named]))
    known = {linked.ref: linked for linked in map(_linked, session.exec(tasks))}
    return [(block_id, known.get(target, rows.Linked(target, ""))) for block_id, target in held]


def _outcomes(session: Session, block_ids: Sequence[int]) -> Found:
    blocks = {refs.block_ref(block_id): block_id for block_id in block_ids}
    query = select(Link.target, Task).join(Task).where(col(Link.target).in_(blocks))
    found = [(blocks[target], _linked(task)) for target, task in session.exec(query)]
    return sorted(found, key=lambda one: one[1].ref)
