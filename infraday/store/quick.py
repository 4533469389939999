"""The day's rows on plain sqlite3, for what cannot wait for SQLModel: the first paint and the
shell's `today`. `days.py` gives the same through the models; a test holds the two together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from sqlite3 import Connection
from typing import NamedTuple, TypeAlias

from infraday.domain import rows
from infraday.domain.block import Kind, OutputState, Source, Status
from infraday.domain.schedule import LONGEST
from infraday.domain.task import TaskStatus

Values: TypeAlias = Sequence[object] | Mapping[str, object]

MOST_WAITING = 100  # tasks without a slot that a screen reads


class BlockRow(NamedTuple):
    id: int
    version: int
    day: date
    start: time | None
    end_day: date
    end: time | None
    activity: str
    purpose: str | None
    output: str | None
    kind: Kind
    project_id: int | None
    task_id: int | None
    notes: str
    status: Status
    actual_start: datetime | None
    actual_end: datetime | None
    output_state: OutputState | None
    output_note: str | None
    unplanned: bool
    fixed: bool
    source: Source
    uid: str | None
    series_id: int | None
    recurrence_id: date | None
    moved_to_id: int | None


class TaskRow(NamedTuple):
    id: int
    version: int
    title: str
    project_id: int | None
    status: TaskStatus
    important: bool
    urgent_override: bool | None
    due: date | None
    scheduled: date | None
    estimate_minutes: int | None
    owner: str | None
    asked_on: date | None
    chase_on: date | None
    output: str | None
    notes: str
    drop_reason: str | None
    snoozed_until: date | None
    rank: int | None
    unplanned: bool
    created_at: datetime
    done_at: datetime | None


class ProjectRow(NamedTuple):
    id: int
    key: str
    name: str
    colour: str | None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None


def _output_state(text: str | None) -> OutputState | None:
    return OutputState(text) if text else None


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


_READERS: dict[str, Callable[..., object]] = {
    "day": _date, "end_day": _date, "recurrence_id": _date, "due": _date, "scheduled": _date,
    "asked_on": _date, "chase_on": _date, "snoozed_until": _date, "start": _time, "end": _time,
    "actual_start": _instant, "actual_end": _instant, "created_at": _instant, "done_at": _instant,
    "output_state": _output_state, "source": Source, "important": bool, "urgent_override": _flag,
    "unplanned": bool, "fixed": bool,
}  # fmt: skip
_BLOCK = tuple(
    (i, {"kind": Kind, "status": Status}.get(name) or _READERS[name])
    for i, name in enumerate(BlockRow._fields)
    if name in _READERS or name in ("kind", "status")
)
_TASK = tuple(
    (i, TaskStatus if name == "status" else _READERS[name])
    for i, name in enumerate(TaskRow._fields)
    if name in _READERS or name == "status"
)
_BLOCK_COLUMNS = ", ".join(f'"{name}"' for name in BlockRow._fields)
_TASK_COLUMNS = ", ".join(f'"{name}"' for name in TaskRow._fields)


def block_rows(db: Connection, where: str, values: Values = ()) -> list[BlockRow]:
    """Blocks that fit an SQL condition, in the order of the day."""
    found = []
    for row in db.execute(
        f'SELECT {_BLOCK_COLUMNS} FROM quick_block WHERE {where} ORDER BY day, start, "end", id',
        values,
    ).fetchall():
        cells = list(row)
        for i, read in _BLOCK:
            cells[i] = read(cells[i])
        found.append(BlockRow(*cells))
    return found


def task_rows(
    db: Connection, where_order_limit: str, values: Values = (), view: str = "quick_task"
) -> list[tuple[TaskRow, int]]:
    """Tasks that fit the tail of an SQL query, each with the minutes worked on it."""
    found = []
    for *cells, worked in db.execute(
        f"SELECT {_TASK_COLUMNS}, worked_minutes FROM {view} WHERE {where_order_limit}", values
    ).fetchall():
        for i, read in _TASK:
            cells[i] = read(cells[i])
        found.append((TaskRow(*cells), worked or 0))
    return found


ON_DAY = """
    day BETWEEN :earliest AND :day AND end_day >= :day
    AND (day = :day OR end_day > :day OR "end" IS NULL OR "end" > '00:00:00.000000')
"""


def on_day(db: Connection, day: date) -> list[BlockRow]:
    """Every block that touches the day, in its order. One that ends at midnight does not touch
    the day after."""
    return block_rows(db, ON_DAY, {"day": str(day), "earliest": str(day - LONGEST)})


def projects(db: Connection) -> dict[int, ProjectRow]:
    names = ", ".join(f'"{name}"' for name in ProjectRow._fields)
    return {row[0]: ProjectRow(*row) for row in db.execute(f"SELECT {names} FROM quick_project")}


WAITING = """
    (snoozed_until IS NULL OR snoozed_until <= :day)
    AND (scheduled IS NULL OR scheduled <= :day)
    AND NOT EXISTS (
        SELECT 1 FROM quick_block AS slot
        WHERE slot.task_id = quick_waiting.id AND slot.status IN ('planned', 'active')
        AND slot.end_day >= :today)
    ORDER BY important DESC, due IS NULL, due, id LIMIT :most
"""


def waiting(db: Connection, day: date, today: date) -> list[tuple[TaskRow, int]]:
    """The tasks without a slot that may be worked on that day, one more than a screen reads."""
    names = {"day": str(day), "today": str(today), "most": MOST_WAITING + 1}
    return task_rows(db, WAITING, names, "quick_waiting")


LINKS = """
    SELECT block.id, 'T-' || task.id, task.title, task.due, 0 AS place
    FROM quick_block AS block JOIN quick_task AS task ON task.id = block.task_id
    WHERE block.id IN ({ids})
    UNION ALL
    SELECT link.block_id, link.target, task.title, task.due, 1
    FROM quick_link AS link LEFT JOIN quick_task AS task
    ON link.target LIKE 'T-%' AND task.id = CAST(substr(link.target, 3) AS INTEGER)
    WHERE link.block_id IN ({ids})
    UNION ALL
    SELECT CAST(substr(link.target, 3) AS INTEGER), 'T-' || task.id, task.title, task.due, 2
    FROM quick_link AS link JOIN quick_task AS task ON task.id = link.task_id
    WHERE link.target IN ({refs})
    ORDER BY 1, 5, 2
"""


def links(db: Connection, block_ids: Iterable[int]) -> dict[int, tuple[rows.Linked, ...]]:
    """What each block links to, its task first, and the tasks that came out of it last."""
    ids = ", ".join(str(block_id) for block_id in block_ids)
    if not ids:
        return {}
    refs = ", ".join(f"'B-{block_id}'" for block_id in ids.split(", "))
    found: dict[int, dict[str, rows.Linked]] = {}
    for block_id, ref, title, due, _ in db.execute(LINKS.format(ids=ids, refs=refs)).fetchall():
        linked = rows.Linked(ref, title or "", _date(due))
        found.setdefault(block_id, {}).setdefault(ref, linked)
    return {block_id: tuple(linked.values()) for block_id, linked in found.items()}


def day_note(db: Connection, day: date) -> tuple[int | None, str]:
    """The day's own capacity in minutes, where it has one, and its notes."""
    row = db.execute("SELECT capacity_minutes, notes FROM quick_day WHERE day = ?", (str(day),))
    return row.fetchone() or (None, "")


def capacities(db: Connection, first: date, last: date) -> list[tuple[date, int]]:
    """The days between two, both included, that have a capacity of their own, in minutes."""
    found = db.execute(
        "SELECT day, capacity_minutes FROM quick_day "
        "WHERE day BETWEEN ? AND ? AND capacity_minutes IS NOT NULL",
        (str(first), str(last)),
    )
    return [(date.fromisoformat(day), minutes) for day, minutes in found.fetchall()]


def view(db: Connection, day: date, today: date, judge: rows.Judge) -> rows.DayRows:
    """All that the Day screen shows of one date."""
    blocks = tuple(on_day(db, day))
    waits = waiting(db, day, today)
    capacity, notes = day_note(db, day)
    return rows.DayRows(
        day=day,
        blocks=blocks,
        today=blocks if day == today else tuple(on_day(db, today)),
        waiting=rows.rank(waits[:MOST_WAITING], judge),
        waiting_more=len(waits) > MOST_WAITING,
        projects=projects(db),
        links=links(db, (block.id for block in blocks)),
        capacity_minutes=capacity,
        notes=notes,
    )
