"""Rows of a day without a database, for the tests of pictures."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from infraday import keys
from infraday.config import WORKDAY, Hours
from infraday.domain.block import Kind, Source, Status
from infraday.domain.headline import Moment
from infraday.domain.nights import OffsetAt
from infraday.domain.picture import Line
from infraday.domain.rows import Block, DayRows, Linked, Waiting
from infraday.domain.task import TaskStatus
from infraday.store.quick import BlockRow, ProjectRow, TaskRow

TUESDAY = date(2026, 11, 24)
MONDAY, WEDNESDAY = TUESDAY - timedelta(days=1), TUESDAY + timedelta(days=1)

HOSTILE = (
    "[/x] [bold]markup[/bold]",
    "\x1b[31mred\x1b[0m\x1b]2;title\x07\x1b[2J\x9b5n",
    "nul\x00 bell\x07 back\x08\x08 line\r\nfeed\ttab\x7f",
    "\u202eright to left\u202c \u200bzero\u200d \u2066isolate",
    "日本語のタイトルはとても幅が広いです",
    "שלום עולם مرحبا بالعالم",
    "👩‍👩‍👧‍👦 👍🏽 🇩🇪 ❤️ 🏴‍☠️ 🙂🙂🙂🙂",
    "Z̸̡̢̛̗͎a̷̢͓̋l̶̡̳͋g̸̜̈́o\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
    "\u0301\u0302 begins with marks",
    "\ud800 lone \udce9 surrogates",
    "   ",
    "\u2028\u2029\x85",
    "x" * 5000,
    "漢" * 5000,
    "\x1b" * 600,
    "…",
)


def block(
    begin: str | None = "10:00",
    end: str | None = "11:00",
    activity: str = "Budget review",
    *,
    block_id: int = 1,
    day: date = TUESDAY,
    days: int | None = None,
    **fields: Any,
) -> BlockRow:
    """A block; without times an all-day one. An end before the start is on the next day."""
    start = time.fromisoformat(begin) if begin else None
    stop = time.fromisoformat(end) if begin and end else None
    if days is None:
        days = int(start is not None and stop is not None and stop < start)
    given: dict[str, Any] = {
        "purpose": None, "output": None, "kind": Kind.OTHER, "project_id": None, "task_id": None,
        "notes": "", "status": Status.PLANNED, "actual_start": None, "actual_end": None,
        "output_state": None, "output_note": None, "unplanned": False, "fixed": False,
        "source": Source.MANUAL, "uid": None, "series_id": None, "recurrence_id": None,
        "moved_to_id": None,
    }  # fmt: skip
    return BlockRow(
        id=block_id,
        version=1,
        day=day,
        start=start,
        end_day=day + timedelta(days=days),
        end=stop,
        activity=activity,
        **(given | fields),
    )


def all_day(activity: str = "Change freeze", block_id: int = 90, **fields: Any) -> BlockRow:
    return block(None, None, activity, block_id=block_id, **fields)


def task(title: str = "Cutover runbook", task_id: int = 31, **fields: Any) -> TaskRow:
    given: dict[str, Any] = {
        "project_id": None, "status": TaskStatus.OPEN, "important": False, "urgent_override": None,
        "due": None, "scheduled": None, "estimate_minutes": None, "owner": None, "asked_on": None,
        "chase_on": None, "output": None, "notes": "", "drop_reason": None, "snoozed_until": None,
        "rank": None, "unplanned": False, "done_at": None,
        "created_at": datetime(2026, 11, 1, tzinfo=UTC),
    }  # fmt: skip
    return TaskRow(id=task_id, version=1, title=title, **(given | fields))


def wait(one: TaskRow | None = None, *, worked: int = 0, urgent: bool = False) -> Waiting:
    return Waiting(one or task(), worked, urgent, None)


def rows(
    *blocks: Block,
    day: date = TUESDAY,
    today: Sequence[Block] | None = None,
    waiting: Sequence[Waiting] = (),
    more: bool = False,
    projects: Sequence[str] = (),
    links: Mapping[int, tuple[Linked, ...]] | None = None,
    capacity: int | None = None,
) -> DayRows:
    """`projects` are keys, whose ids count from 1."""
    keys = {i: ProjectRow(i, key, key, None) for i, key in enumerate(projects, start=1)}
    shown = tuple(blocks) if today is None else tuple(today)
    return DayRows(day, blocks, shown, tuple(waiting), more, keys, links or {}, capacity, "")


def utc(_: datetime) -> timedelta:
    """A clock that never changes."""
    return timedelta()


def moment(
    now: str = "09:42",
    *,
    day: date = TUESDAY,
    today: date | None = None,
    hours: Hours = WORKDAY,
    capacity: int | None = None,
    offset_at: OffsetAt = utc,
) -> Moment:
    """What is known at a clock time of `day`, which is today unless told otherwise."""
    at = datetime.combine(day, time.fromisoformat(now))
    return Moment(at, today or day, hours, capacity, offset_at, keys.saying({}))


def plain(line: Line) -> str:
    """A line as one reads it."""
    return "".join(run for run, _ in line)


def role_of(line: Line, words: str) -> str:
    """The role of the first run that holds the words."""
    return next(role for run, role in line if words in run)
