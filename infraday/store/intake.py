"""Reports: their items become tasks of the inbox, each once; what came again is counted anew."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import NamedTuple

from sqlmodel import Session, col, select

from infraday.clock import to_local
from infraday.domain import RuleError, severity
from infraday.domain.intake import (
    SOURCE,
    Item,
    Mark,
    Stamp,
    counted,
    mark_line,
    notes_of,
    read_mark,
)
from infraday.domain.project import key as project_key
from infraday.domain.task import TaskStatus
from infraday.models import Project, Task
from infraday.store.journal import Outcome

STILL = (TaskStatus.INBOX, TaskStatus.OPEN, TaskStatus.WAITING)
_AT_ONCE = 500  # ids in one query
_OF_KEY = "SELECT id FROM task WHERE source = ? AND source_uid >= ? AND source_uid < ?"


class Taken(NamedTuple):
    """What became of an item: it is `created`, `updated` (it came more often), or `unchanged`.
    `task` is its task; what is only planned has no id yet."""

    state: str
    item: Item
    task: Task
    project: str | None = None  # its key


def take_in(
    session: Session, items: Sequence[Item], at: datetime, found: list[Taken] | None = None
) -> Outcome:
    """Make tasks of the items that are new, the most severe first. `at` is the local time.
    What became of each is put into `found`."""
    taken = expected(session, items, at)
    session.add_all(one.task for one in taken if one.state == "created")
    for one in taken:
        if one.state == "updated":
            _count_anew(one.task, one.item)
    session.flush()
    if found is not None:
        found.extend(taken)
    return Outcome(_label(taken), (said(taken),))


def expected(session: Session, items: Sequence[Item], at: datetime) -> list[Taken]:
    """What taking these items in would do, the most severe first. It changes nothing."""
    known = _Known(session, items)
    ranked = sorted(items, key=lambda item: item.severity.place)
    return [_one(item, known, at) for item in ranked]


def said(taken: Iterable[Taken]) -> str:
    """What became of the items, in one sentence."""
    states = [one.state for one in taken]
    new, again, there = (states.count(it) for it in ("created", "updated", "unchanged"))
    parts = [f"{new} new"]
    if again:
        parts.append(f"{again} came more often than before")
    if there:
        parts.append(f"{there} {'was' if there == 1 else 'were'} there already")
    return ", ".join(parts) + "." if states else "There is nothing to take in."


class _Known:
    """The tasks that came in with reports before, and the projects."""

    def __init__(self, session: Session, items: Sequence[Item]) -> None:
        self.projects = {key: pk for pk, key in session.exec(select(Project.id, Project.key))}
        self._tasks: dict[str, list[Task]] = {item.key: [] for item in items}
        ids = [pk for key in self._tasks for pk in _ids(session, key)]
        for begin in range(0, len(ids), _AT_ONCE):
            some = col(Task.id).in_(ids[begin : begin + _AT_ONCE])
            for task in session.exec(select(Task).where(some)):
                self._tasks[(task.source_uid or "").partition("@")[0]].append(task)

    def task(self, item: Item, uid: str) -> Task | None:
        """The newest task of the same item. Where the report names no date, one that is still
        to be done is the same on every date."""
        for task in sorted(self._tasks[item.key], key=lambda it: -it.id):
            same = task.source_uid == uid or (item.day is None and task.status in STILL)
            if same and not _is_over(task, item):
                return task
        return None

    def project(self, item: Item) -> tuple[int | None, str | None]:
        for word in item.projects:
            try:
                key = project_key(word)
            except RuleError:
                continue
            if key in self.projects:
                return self.projects[key], key
        return None, None


def _ids(session: Session, key: str) -> list[int]:
    """The tasks whose name begins with a key, as the index has them."""
    found = session.connection().exec_driver_sql(_OF_KEY, (SOURCE, f"{key}@", f"{key}A"))
    return [pk for (pk,) in found.all()]


def _one(item: Item, known: _Known, at: datetime) -> Taken:
    uid = f"{item.key}@{item.day or at.date()}"
    task = known.task(item, uid)
    if task is None:
        project_id, key = known.project(item)
        return Taken("created", item, _task(item, uid, project_id, at), key)
    mark = read_mark(task.notes)
    more = mark is not None and task.status in STILL and item.times > mark.times
    return Taken("updated" if more else "unchanged", item, task)


def _task(item: Item, uid: str, project_id: int | None, at: datetime) -> Task:
    return Task(
        title=counted(item.title, item.times),
        project_id=project_id,
        status=TaskStatus.INBOX,
        important=severity.is_important(item.severity),
        notes=notes_of(item, _local(item.first)),
        source=SOURCE,
        source_uid=uid,
        created_at=at,
    )


def _count_anew(task: Task, item: Item) -> None:
    """A title and notes that were edited keep what was written into them."""
    mark = read_mark(task.notes)
    assert mark is not None
    if task.title == counted(item.title, mark.times):
        task.title = counted(item.title, item.times)
    _, line_end, rest = task.notes.partition("\n")
    again = Mark(mark.severity, mark.at, item.times, mark.source)
    task.notes = mark_line(again) + line_end + rest


def _is_over(task: Task, item: Item) -> bool:
    """It was done, and happened again after that."""
    if task.done_at is None or item.exact or not isinstance(item.last, datetime):
        return False
    done = task.done_at if item.last.tzinfo else to_local(task.done_at)
    return item.last > done


def _local(stamp: Stamp | None) -> datetime | time | None:
    if isinstance(stamp, datetime) and stamp.tzinfo:
        return to_local(stamp)
    return stamp


def _label(taken: Sequence[Taken]) -> str:
    changed = [one for one in taken if one.state != "unchanged"]
    if len(changed) == 1:
        return f"Take in {changed[0].task.title}"
    return f"Take in {len(changed)} items"
