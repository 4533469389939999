"""Lists on plain sqlite3, for the shell: tasks that fit, what is due, the keys of projects."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from sqlite3 import Connection
from typing import NamedTuple, TypeAlias

from infraday.domain.matrix import Quadrant
from infraday.domain.task import TaskStatus
from infraday.store import quadrant_rules, quick
from infraday.store.errors import NotFoundError
from infraday.store.worktime import Limits

ORDER = "ORDER BY important DESC, due IS NULL, due, id"
OPEN = (TaskStatus.INBOX, TaskStatus.OPEN, TaskStatus.WAITING)

Cells: TypeAlias = tuple[
    int, str, int | None, str, int, int | None, str | None, int | None, str | None, int | None
]
"""A task as the list needs it, in SQLite's own values: id, title, project_id, status, important,
urgent_override, due, estimate_minutes, owner, and where they matter the minutes worked."""

LEAN = """
    SELECT id, title, project_id, status, important, urgent_override, due, estimate_minutes, owner,
        CASE WHEN due IS NOT NULL AND estimate_minutes IS NOT NULL THEN worked_minutes END
    FROM quick_task WHERE {} {}
"""
DUE = "status IN ('inbox', 'open', 'waiting') AND due {} ? ORDER BY due, important DESC, id LIMIT ?"
_UNKNOWN = quick.TaskRow(
    0, 1, "", None, TaskStatus.INBOX, False, None, None, None, None, None, None, None, None,
    "", None, None, None, False, datetime(1970, 1, 1, tzinfo=UTC), None,
)  # fmt: skip


class Wanted(NamedTuple):
    """Which tasks a list is to have; what is not given does not matter."""

    statuses: Sequence[str] = OPEN
    words: Sequence[str] = ()  # each stands in the title, in small letters or large
    project_id: int | None = None
    owner: str | None = None
    due_before: date | None = None
    due_after: date | None = None
    quadrant: Quadrant | None = None
    limits: Limits | None = None  # what makes a task urgent, where a quadrant is wanted


def cells(db: Connection, wanted: Wanted) -> list[Cells]:
    """What people are shown of the tasks, a hundred thousand if it must be."""
    where, values = _condition(db, wanted)
    return db.execute(LEAN.format(where, ORDER), values).fetchall()


def row(cells: Cells) -> tuple[quick.TaskRow, int]:
    """The same as a task of which nothing else is known."""
    pk, title, project_id, status, important, override, due, estimate, owner, worked = cells
    task = _UNKNOWN._replace(
        id=pk,
        title=title,
        project_id=project_id,
        status=TaskStatus(status),
        important=bool(important),
        urgent_override=None if override is None else bool(override),
        due=date.fromisoformat(due) if due else None,
        estimate_minutes=estimate,
        owner=owner,
    )
    return task, worked or 0


def tasks(db: Connection, wanted: Wanted) -> list[tuple[quick.TaskRow, int]]:
    """The whole tasks, each with the minutes worked on it."""
    where, values = _condition(db, wanted)
    return quick.task_rows(db, f"{where} {ORDER}", values)


def due(
    db: Connection, day: date, *, overdue: bool, most: int | None
) -> list[tuple[quick.TaskRow, int]]:
    """The open tasks due on a day, those that were due before it among them if `overdue`."""
    where = DUE.format("<=" if overdue else "=")
    return quick.task_rows(db, where, (str(day), -1 if most is None else most))


def project_keys(db: Connection) -> dict[int, str]:
    return dict(db.execute("SELECT id, key FROM quick_project").fetchall())


def project_id(db: Connection, key: str) -> int:
    """The project with this key. NotFoundError helps on."""
    known = {name: pk for pk, name in project_keys(db).items()}
    if key in known:
        return known[key]
    from infraday.domain.wording import nearest  # noqa: PLC0415 - only when something is wrong

    help_on = nearest(key, known) if known else "There is no project yet."
    raise NotFoundError(f"There is no project #{key}. {help_on}")


def exists(db: Connection, table: str, pk: int) -> bool:
    """Whether there is a block or a task with this id."""
    return bool(db.execute(f"SELECT 1 FROM quick_{table} WHERE id = ?", (pk,)).fetchall())


def links_of(db: Connection, block_id: int) -> tuple[str, ...]:
    """The references that a block links to, in the order in which they were given."""
    found = db.execute("SELECT target FROM quick_link WHERE block_id = ?", (block_id,)).fetchall()
    return tuple(target for (target,) in found)


def linking(db: Connection, entry_id: int) -> list[tuple[str, int]]:
    """The tables and ids of the records whose links a journal entry changed."""
    owner = "json_extract(coalesce(after, before), '$.{}_id')"
    found = db.execute(
        f"SELECT {owner.format('block')}, {owner.format('task')} FROM journal_change "
        "WHERE entry_id = ? AND tbl = 'link' ORDER BY id",
        (entry_id,),
    ).fetchall()
    return [("task", task) if block is None else ("block", block) for block, task in found]


def assessed(db: Connection, entry_id: int) -> list[tuple[str, int]]:
    """The risks that a journal entry assessed: a review may change nothing of the risk itself."""
    found = db.execute(
        "SELECT json_extract(coalesce(after, before), '$.risk_id') FROM journal_change "
        "WHERE entry_id = ? AND tbl = 'assessment' ORDER BY id",
        (entry_id,),
    ).fetchall()
    return [("risk", risk_id) for (risk_id,) in found]


def flagged(db: Connection, entry_id: int) -> list[tuple[int, str]]:
    """The red flags, by project and key, that a journal entry spoke of or turned into something."""
    found = db.execute(
        "SELECT json_extract(coalesce(after, before), '$.project_id'), "
        "json_extract(coalesce(after, before), '$.key') FROM journal_change "
        "WHERE entry_id = ? AND tbl IN ('flag_verdict', 'flag_link') ORDER BY id",
        (entry_id,),
    ).fetchall()
    return list(dict.fromkeys(found))


def running(db: Connection) -> list[int]:
    """The blocks that are being worked on: one, unless a calendar or another program says so."""
    found = db.execute("SELECT id FROM quick_block WHERE status = 'active'").fetchall()
    return [pk for (pk,) in found]


def _condition(db: Connection, wanted: Wanted) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {f"status{n}": str(it) for n, it in enumerate(wanted.statuses)}
    parts = [f"status IN ({', '.join(f':{name}' for name in values)})"]
    for n, word in enumerate(wanted.words):
        fold = "lower"
        if not word.isascii():  # SQLite's own knows A to Z only
            fold = "casefold"
            db.create_function(fold, 1, str.casefold, deterministic=True)
        parts.append(f"instr({fold}(title), :word{n}) > 0")
        values[f"word{n}"] = word.casefold()
    for condition, name, value in (
        ("project_id = :project_id", "project_id", wanted.project_id),
        ("owner = :owner COLLATE NOCASE", "owner", wanted.owner),
        ("due < :due_before", "due_before", wanted.due_before and str(wanted.due_before)),
        ("due > :due_after", "due_after", wanted.due_after and str(wanted.due_after)),
    ):
        if value is not None:
            parts.append(condition)
            values[name] = value
    if wanted.quadrant is not None and wanted.limits is not None:
        parts.append(quadrant_rules.stands_in(wanted.quadrant, "", "worked_minutes"))
        values |= quadrant_rules.lend(db, wanted.limits)
    return " AND ".join(parts), values
