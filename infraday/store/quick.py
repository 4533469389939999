"""The day's rows on plain sqlite3, for what cannot wait for SQLModel: the first paint and the
shell's `today`. `days.py` gives the same through the models; a test holds the two together."""

from collections.abc import Iterable
from datetime import date
from sqlite3 import Connection

from infraday.domain import refs, rows, schedule
from infraday.domain.schedule import LONGEST
from infraday.store import holidays, occurrences, pressing
from infraday.store.plain_rows import (
    BlockRow,
    ProjectRow,
    TaskRow,
    block_rows,
    read_date,
    task_rows,
)

__all__ = ["BlockRow", "ProjectRow", "TaskRow", "block_rows", "task_rows"]

MOST_WAITING = 100  # tasks without a slot that a screen reads


ON_DAY = """
    day BETWEEN :earliest AND :day AND end_day >= :day
    AND (day = :day OR end_day > :day OR "end" IS NULL OR "end" > '00:00:00.000000')
"""


def on_day(db: Connection, day: date) -> list[BlockRow]:
    """Every block that touches the day, in its order, occurrences of series among them. One that
    ends at midnight does not touch the day after."""
    own = block_rows(db, ON_DAY, {"day": str(day), "earliest": str(day - LONGEST)})
    derived = occurrences.touching(db, day, day)
    return sorted(own + derived, key=schedule.place) if derived else own


def blocks(db: Connection, ids: Iterable[int]) -> list[BlockRow]:
    """The blocks with these ids that there are, untouched occurrences among them."""
    wanted = [it if it > 0 else occurrences.find(db, *refs.occurrence_of(it)) for it in ids]
    own = ", ".join(str(it) for it in wanted if isinstance(it, int))
    found = block_rows(db, f"id IN ({own})") if own else []
    return found + [it for it in wanted if isinstance(it, BlockRow)]


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
    """What each block links to, its task first, and the tasks that came out of it last. An
    occurrence that nobody touched links to nothing yet."""
    ids = ", ".join(str(block_id) for block_id in block_ids if block_id > 0)
    if not ids:
        return {}
    targets = ", ".join(f"'B-{block_id}'" for block_id in ids.split(", "))
    found: dict[int, dict[str, rows.Linked]] = {}
    query = LINKS.format(ids=ids, refs=targets)
    for block_id, ref, title, due, _ in db.execute(query).fetchall():
        linked = rows.Linked(ref, title or "", read_date(due))
        found.setdefault(block_id, {}).setdefault(ref, linked)
    return {block_id: tuple(linked.values()) for block_id, linked in found.items()}


def rules(db: Connection, blocks: Iterable[rows.Block]) -> dict[int, rows.Rule]:
    """How the series repeat that these blocks are occurrences of."""
    ids = {block.series_id for block in blocks if block.series_id is not None}
    if not ids:
        return {}
    where = ", ".join(map(str, ids))
    found = db.execute(f"SELECT id, rrule, first_day FROM quick_series WHERE id IN ({where})")
    return {pk: rows.Rule(rrule, date.fromisoformat(day)) for pk, rrule, day in found.fetchall()}


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


def is_new(db: Connection) -> bool:
    """Whether nothing was ever written into the plan."""
    return db.execute("SELECT 1 FROM journal_entry LIMIT 1").fetchone() is None


def view(
    db: Connection, day: date, today: date, judge: rows.Judge, place: str | None = None
) -> rows.DayRows:
    """All that the Day screen shows of one date; `place` is whose public holidays count."""
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
        rules=rules(db, blocks),
        holiday=holidays.name(db, place, day),
        is_new=is_new(db),
        raised=pressing.raised(db),
    )
