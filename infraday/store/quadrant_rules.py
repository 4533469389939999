"""What makes a task urgent and where it stands, as SQL: the same rules as in `domain/matrix.py`,
with the free time before a due date in a temporary table. A test holds the two together."""

from sqlite3 import Connection
from typing import NamedTuple

from infraday.domain.matrix import Quadrant
from infraday.domain.schedule import DAY
from infraday.store.worktime import Limits

_WORKED = "(SELECT minutes FROM task_worked WHERE task_id = task.id)"
LEFT = "max(0, {}estimate_minutes - coalesce({}, 0))"
_MOST = "(SELECT most FROM temp.free_before WHERE free_before.day = min({}due, :last))"


def urgent(task: str = "task.", worked: str = _WORKED) -> str:
    """Whether a task is urgent; what it asks come from `values` and `lend`."""
    return f"""CASE WHEN {task}urgent_override IS NOT NULL THEN {task}urgent_override
        WHEN {task}status IN ('done', 'dropped') THEN 0
        WHEN {task}id IN (SELECT id FROM temp.pressed) THEN 1
        WHEN {task}due IS NULL THEN 0
        WHEN {task}due <= :near THEN 1
        WHEN {task}estimate_minutes IS NULL OR {task}estimate_minutes <= :least THEN 0
        ELSE {LEFT.format(task, worked)} > {_MOST.format(task)} END"""


def stands_in(quadrant: Quadrant, task: str = "task.", worked: str = _WORKED) -> str:
    """Whether a task stands in a quadrant."""
    status, verdict = f"{task}status", f"({urgent(task, worked)})"
    judged = f"({status} NOT IN ('inbox', 'waiting') AND {task}important = {{}} AND {{}})"
    said = {
        Quadrant.DO: judged.format(1, verdict),
        Quadrant.SCHEDULE: judged.format(1, f"NOT {verdict}"),
        Quadrant.DELEGATE: f"({status} = 'waiting' OR {judged.format(0, verdict)})",
        Quadrant.ELIMINATE: judged.format(0, f"NOT {verdict}"),
    }
    return said[quadrant]


def values(limits: Limits) -> dict[str, object]:
    """What the SQL names."""
    last = len(limits.most) - 1
    after = (limits.near - limits.first).days + 1  # the first day that is not near
    return {
        "today": str(limits.today),
        "near": str(limits.near),
        "last": str(limits.first + last * DAY),
        "least": limits.most[min(max(after, 0), last)],
        "most_last": limits.most[last],
    }


def lend(db: Connection, limits: Limits) -> dict[str, object]:
    """Put how many minutes left make a task urgent into a temporary table, by its due date, and
    into another which tasks are pressed; the values to query with."""
    db.execute(
        "CREATE TEMP TABLE IF NOT EXISTS free_before "
        "(day DATE NOT NULL PRIMARY KEY, most INTEGER NOT NULL) WITHOUT ROWID"
    )
    days = ((str(limits.first + DAY * ahead), most) for ahead, most in enumerate(limits.most))
    db.execute("CREATE TEMP TABLE IF NOT EXISTS pressed (id INTEGER NOT NULL PRIMARY KEY)")
    db.execute("DELETE FROM temp.pressed")
    db.executemany("INSERT INTO temp.pressed (id) VALUES (?)", ((pk,) for pk in limits.pressed))
    db.execute("DELETE FROM temp.free_before")
    db.executemany("INSERT INTO temp.free_before (day, most) VALUES (?, ?)", days)
    return values(limits)


_OPEN = "task.status = 'open' AND task.important = {}"
_CALM = "task.urgent_override IS NULL AND task.due"

# What has too much left for the time before it is due: ranges of an index, each seldom long. And
# what is pressed whatever its date is, as far as that does not make it urgent anyway.
TOO_MUCH = f"""
    SELECT task.id FROM temp.free_before AS free CROSS JOIN task INDEXED BY task_urgent
    WHERE free.day > :near AND {_OPEN} AND {_CALM} = free.day
    AND task.estimate_minutes > free.most AND {LEFT.format("task.", _WORKED)} > free.most
    UNION ALL SELECT task.id FROM task INDEXED BY task_urgent
    WHERE {_OPEN} AND {_CALM} > max(:near, :last)
    AND task.estimate_minutes > :most_last AND {LEFT.format("task.", _WORKED)} > :most_last
    UNION ALL SELECT task.id FROM temp.pressed CROSS JOIN task ON task.id = pressed.id
    WHERE {_OPEN} AND task.urgent_override IS NULL AND (task.due IS NULL OR task.due > :near)
"""
_URGENT = f"""
    SELECT task.id FROM task INDEXED BY task_urgent WHERE {_OPEN} AND task.urgent_override = 1
    UNION ALL SELECT task.id FROM task INDEXED BY task_urgent WHERE {_OPEN} AND {_CALM} <= :near
    UNION ALL {TOO_MUCH}
"""


class Part(NamedTuple):
    """A list, or one of the two that a quadrant consists of: what stands in it, and in which
    order. A place in the order is a row of values without nulls. It is either walked along an
    index, or few enough to be sorted."""

    where: str
    order: tuple[str, ...]
    along: str = ""
    ids: str = ""  # finds them by ranges of an index


_BY_DUE = "coalesce(task.due, '9999')"
PARTS: dict[Quadrant, tuple[Part, ...]] = {
    Quadrant.DO: (
        Part(
            f"{_OPEN.format(1)} AND ({urgent()})",
            (f"coalesce(task.rank, {2**62})", _BY_DUE, "task.id"),
            ids=_URGENT.replace("{}", "1"),
        ),
    ),
    Quadrant.SCHEDULE: (
        Part(
            f"{_OPEN.format(1)} AND NOT ({urgent()})",
            ("coalesce(task.scheduled, task.due, '9999')", "task.id"),
            "INDEXED BY task_later",
        ),
    ),
    Quadrant.DELEGATE: (
        Part(
            "task.status = 'waiting'",
            ("coalesce(task.chase_on, '9999')", "task.id"),
            "INDEXED BY task_chase",
        ),
        Part(
            f"{_OPEN.format(0)} AND ({urgent()})",
            (_BY_DUE, "task.id"),
            ids=_URGENT.replace("{}", "0"),
        ),
    ),
    Quadrant.ELIMINATE: (
        Part(
            f"{_OPEN.format(0)} AND NOT ({urgent()})",
            ("task.created_at", "task.id"),
            "INDEXED BY task_age",
        ),
    ),
}
MINUTES = LEFT.format("task.", _WORKED)
SHOWN = "(task.snoozed_until IS NULL OR task.snoozed_until <= :today)"
