"""One capture, or a hundred thousand, on plain sqlite3: what `add` and the planner's `n` write."""

from collections.abc import Iterable
from datetime import datetime
from sqlite3 import Connection
from typing import NamedTuple

from infraday.domain import schedule
from infraday.domain.project import key as project_key
from infraday.domain.quickadd import Reading
from infraday.domain.refs import block_ref, occurrence_id, task_ref
from infraday.domain.task import capture_status
from infraday.store import journal, texts
from infraday.store.journal import Outcome
from infraday.store.plain_rows import clock_text


class Captured(NamedTuple):
    """What one line became. `remarks` says what a user should know: a new project, a cut title."""

    kind: str  # "task" or "block"
    id: int  # of a series that of its first occurrence
    ref: str
    title: str
    remarks: tuple[str, ...]


class Defaults(NamedTuple):
    """What a capture takes from elsewhere: the local time, the config, the block it came out of."""

    now: datetime  # aware, local
    block_minutes: int = 60
    links_to: str | None = None  # a reference, for an action item


TASK = (
    "INSERT INTO task (version, title, project_id, status, important, urgent_override, due, "
    "scheduled, estimate_minutes, owner, output, notes, due_moved, unplanned, created_at) "
    "VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)"
)
BLOCK = (
    'INSERT INTO block (version, day, start, end_day, "end", activity, output, kind, project_id, '
    "notes, status, unplanned, fixed, source, series_id, recurrence_id) "
    "VALUES (1, ?, ?, ?, ?, ?, ?, 'other', ?, ?, 'planned', ?, 0, 'manual', ?, ?)"
)
SERIES = (
    "INSERT INTO series (version, activity, output, kind, project_id, notes, fixed, source, "
    "first_day, start, minutes, rdate, exdate, rrule) "
    "VALUES (1, ?, ?, 'other', ?, ?, 0, 'manual', ?, ?, ?, '', '', ?)"
)
PROJECT = (
    "INSERT INTO project (version, \"key\", name, status, notes) VALUES (1, ?, ?, 'active', '')"
)
LINK = "INSERT INTO link (version, {owner}, target) VALUES (1, ?, ?)"


def add(
    db: Connection, readings: Iterable[Reading], defaults: Defaults
) -> tuple[list[Captured], Outcome]:
    """Write each reading as a task or a block; one journal entry holds them all."""
    run = _Run(
        {key: pk for pk, key in db.execute("SELECT id, key FROM quick_project").fetchall()},
        db.execute("SELECT 1 FROM quick_block WHERE status = 'active'").fetchone() is not None,
        journal.instant(defaults.now),
        defaults,
    )
    found = [_one(db, reading, run) for reading in readings]
    only = found[0] if len(found) == 1 else None
    return found, Outcome(f"Add {only.ref} {only.title}" if only else f"Add {len(found)} lines")


class _Run(NamedTuple):
    """What is the same for all lines of one capture."""

    projects: dict[str, int]  # known so far, by key
    interrupts: bool  # a block is running, so that what comes in is unplanned
    at: str
    defaults: Defaults


class _Common(NamedTuple):
    """What of a line is the same for tasks and blocks."""

    title: str
    notes: str
    project_id: int | None


def _one(db: Connection, reading: Reading, run: _Run) -> Captured:
    remarks = list(reading.remarks)
    project_id = _project(db, reading.project, run.projects, remarks)
    kept = _kept_in_notes(reading)
    title, notes, said = texts.titled(reading.title, kept, "task")
    remarks.extend(said)
    if kept:
        remarks.append(f"A block has no owner, mark or due date: its notes keep “{kept}”.")
    write = _block if reading.is_block else _task
    pk = write(db, reading, _Common(title, notes, project_id), run)
    kind = "block" if reading.is_block else "task"
    if run.defaults.links_to:
        db.execute(LINK.format(owner=f"{kind}_id"), (pk, run.defaults.links_to))
    ref = block_ref(pk) if reading.is_block else task_ref(pk)
    return Captured(kind, pk, ref, title, tuple(remarks))


def _project(
    db: Connection, name: str | None, projects: dict[str, int], remarks: list[str]
) -> int | None:
    if name is None:
        return None
    key = project_key(name)
    if key not in projects:
        projects[key] = _id(db.execute(PROJECT, (key, key)).lastrowid)
        remarks.append(say_new(key))
    return projects[key]


def say_new(project: str) -> str:
    """The remark on a capture that made its project."""
    return f"The project #{project} is new."


def _task(db: Connection, reading: Reading, common: _Common, run: _Run) -> int:
    values = (
        common.title, common.project_id, capture_status(reading.important, reading.urgent).value,
        reading.important, True if reading.urgent else None,
        reading.due and str(reading.due), reading.day and str(reading.day), reading.minutes,
        reading.owner, reading.output, common.notes, run.interrupts, run.at,
    )  # fmt: skip
    return _id(db.execute(TASK, values).lastrowid)


def _block(db: Connection, reading: Reading, common: _Common, run: _Run) -> int:
    title, notes, project_id = common
    today = run.defaults.now.date()
    day = reading.day or today
    minutes = reading.minutes or run.defaults.block_minutes
    assert reading.start is not None
    times = schedule.lasting(day, reading.start, minutes)
    assert times.end is not None
    start, end = clock_text(reading.start), clock_text(times.end)
    if reading.every and not run.defaults.links_to:
        return occurrence_id(_series(db, reading, common, times), day)
    series_id = _series(db, reading, common, times) if reading.every else None
    values = (
        str(times.day), start, str(times.end_day), end, title, reading.output, project_id, notes,
        run.interrupts and day == today, series_id, series_id and str(day),
    )  # fmt: skip
    return _id(db.execute(BLOCK, values).lastrowid)


def _series(db: Connection, reading: Reading, common: _Common, times: schedule.Times) -> int:
    """What comes back. None of its occurrences needs a row until it is touched, as by a link."""
    assert times.start is not None
    values = (
        common.title, reading.output, common.project_id, common.notes, str(times.day),
        clock_text(times.start), schedule.minutes(times), reading.every,
    )  # fmt: skip
    return _id(db.execute(SERIES, values).lastrowid)


def _kept_in_notes(reading: Reading) -> str:
    """What a line said of a block that blocks have no field for."""
    if not reading.is_block:
        return ""
    mark = "!!" if reading.important and reading.urgent else "!" if reading.important else ""
    parts = (
        f"@{reading.owner}" if reading.owner else "",
        mark,
        f"due: {reading.due}" if reading.due else "",
    )
    return " ".join(part for part in parts if part)


def _id(lastrowid: int | None) -> int:
    assert lastrowid is not None
    return lastrowid
