"""Rows of the quick views as plain values: the columns, and how each is read."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from sqlite3 import Connection
from typing import NamedTuple, TypeAlias

from infraday.domain.block import Kind, OutputState, Source, Status
from infraday.domain.task import TaskStatus

Values: TypeAlias = Sequence[object] | Mapping[str, object]


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


def read_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def read_time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None


def _output_state(text: str | None) -> OutputState | None:
    return OutputState(text) if text else None


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


_DATES = (
    "day", "end_day", "recurrence_id", "due", "scheduled", "asked_on", "chase_on", "snoozed_until",
)  # fmt: skip
_READERS: dict[str, Callable[..., object]] = {
    **dict.fromkeys(_DATES, read_date),
    **dict.fromkeys(("start", "end"), read_time),
    **dict.fromkeys(("actual_start", "actual_end", "created_at", "done_at"), _instant),
    **dict.fromkeys(("important", "unplanned", "fixed"), bool),
    "output_state": _output_state, "source": Source, "urgent_override": _flag,
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


def block_rows(
    db: Connection, where: str, values: Values = (), view: str = "quick_block"
) -> list[BlockRow]:
    """Blocks that fit an SQL condition, in the order of the day."""
    found = []
    for row in db.execute(
        f'SELECT {_BLOCK_COLUMNS} FROM {view} WHERE {where} ORDER BY day, start, "end", id',
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


def clock_text(at: time) -> str:
    """A time as the models store it."""
    return at.isoformat("microseconds")
