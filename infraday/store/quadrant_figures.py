"""The figures of the matrix: how many tasks stand in each quadrant, how old, how much work."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from sqlite3 import Connection
from typing import NamedTuple

from infraday.domain.matrix import Quadrant
from infraday.store.quadrant_rules import MINUTES, PARTS, SHOWN, TOO_MUCH
from infraday.store.quadrants import EVERYTHING, View, lend


class Cell(NamedTuple):
    """One quadrant: how many tasks, how long ago the oldest was captured, how many minutes are
    left of what is estimated."""

    count: int = 0  # type: ignore[assignment]  # nobody counts the parts of a cell
    oldest_days: int | None = None
    minutes: int = 0


class Summary(NamedTuple):
    """`snoozed` are left out of the quadrants. The inbox and what is archived know no filter."""

    cells: Mapping[Quadrant, Cell]
    delegated: int  # of the quadrant Delegate, those that are handed over
    chases_due: int  # today and before
    snoozed: int
    inbox: int
    archived: int


_TALLY = """
    SELECT status, important, CASE WHEN override >= 0 THEN override
        WHEN due <> '' AND due <= :near THEN 1 ELSE 0 END, sum(tasks), sum(minutes), NULL
    FROM task_tally WHERE status IN ('open', 'waiting') AND snoozed <= :today GROUP BY 1, 2, 3
"""
_TOO_MUCH = f"SELECT count(*), total({MINUTES}) FROM task WHERE task.id IN ({{}}) AND {SHOWN}"
_FOUND = """
    SELECT status, important, is_urgent, count(*), total(minutes), min(created_at)
    FROM temp.matrix_found WHERE is_shown GROUP BY 1, 2, 3
"""
_OTHERS = """
    SELECT total(tasks * (status IN ('open', 'waiting') AND snoozed > :today)),
        total(tasks * (status = 'inbox' AND snoozed <= :today)),
        total(tasks * (status = 'dropped'))
    FROM task_tally
"""
_FOUND_SNOOZED = "SELECT count(*) FROM temp.matrix_found WHERE NOT is_shown"
_QUADRANT = {
    ("open", 1, 1): Quadrant.DO,
    ("open", 1, 0): Quadrant.SCHEDULE,
    ("open", 0, 1): Quadrant.DELEGATE,
    ("open", 0, 0): Quadrant.ELIMINATE,
}
Group = tuple[str, int, int, int, float, str | None]
"""Status, important, urgent, tasks, minutes, and of a filter when the oldest was captured."""


def summary(db: Connection, view: View) -> Summary:
    """The figures of all four quadrants, as far as the filter goes."""
    given = lend(db, view)
    groups = _groups(db, view, given)
    cells = {
        quadrant: _cell(db, view, quadrant, given, [it for it in groups if _of(it) is quadrant])
        for quadrant in Quadrant
    }
    snoozed, inbox, archived = map(int, db.execute(_OTHERS, given).fetchone())
    if view.filter != EVERYTHING:
        snoozed = db.execute(_FOUND_SNOOZED, given).fetchone()[0]
    return Summary(
        cells=cells,
        delegated=sum(tasks for status, _, _, tasks, _, _ in groups if status == "waiting"),
        chases_due=_chases(db, view, given),
        snoozed=snoozed,
        inbox=inbox,
        archived=archived,
    )


def _of(group: Group) -> Quadrant:
    status, important, is_urgent, *_ = group
    return _QUADRANT.get((status, important, is_urgent), Quadrant.DELEGATE)


def _groups(db: Connection, view: View, given: Mapping[str, object]) -> list[Group]:
    if view.filter != EVERYTHING:
        return db.execute(_FOUND, given).fetchall()
    groups: list[Group] = db.execute(_TALLY, given).fetchall()
    for important in (0, 1):
        found = _TOO_MUCH.format(TOO_MUCH.replace("{}", str(important)))
        tasks, minutes = db.execute(found, given).fetchone()
        groups += [
            ("open", important, 1, tasks, minutes, None),
            ("open", important, 0, -tasks, -minutes, None),
        ]
    return groups


def _cell(
    db: Connection,
    view: View,
    quadrant: Quadrant,
    given: Mapping[str, object],
    groups: Sequence[Group],
) -> Cell:
    tasks = sum(group[3] for group in groups)
    if not tasks:
        return Cell()
    if view.filter != EVERYTHING:
        found = [group[5] for group in groups]
    else:
        found = [db.execute(query, given).fetchone()[0] for query in _oldest(quadrant)]
    captured = min((_local_date(at) for at in found if at), default=None)
    age = None if captured is None else (view.limits.today - captured).days
    return Cell(tasks, age, int(sum(group[4] for group in groups)))


def _local_date(instant: str) -> date:
    return datetime.fromisoformat(f"{instant}+00:00").astimezone().date()


def _oldest(quadrant: Quadrant) -> Iterator[str]:
    """Queries for when the oldest was captured. Where most tasks stand, they are walked along the
    index of their age; the urgent and the delegated are fewer, and looked at all."""
    for part in PARTS[quadrant]:
        if part.ids:
            yield f"SELECT min(created_at) FROM task WHERE id IN ({part.ids}) AND {SHOWN}"
        elif quadrant is Quadrant.DELEGATE:
            yield f"SELECT min(created_at) FROM task {part.along} WHERE {part.where} AND {SHOWN}"
        else:
            yield (
                "SELECT (SELECT created_at FROM task INDEXED BY task_age "
                f"WHERE {part.where} AND {SHOWN} ORDER BY created_at LIMIT 1)"
            )


def _chases(db: Connection, view: View, given: Mapping[str, object]) -> int:
    its = "" if view.filter == EVERYTHING else "AND task.id IN (SELECT id FROM temp.matrix_found)"
    found: int = db.execute(
        "SELECT count(*) FROM task INDEXED BY task_chase WHERE task.status = 'waiting' "
        f"AND coalesce(chase_on, '9999') <= :today AND {SHOWN} {its}",
        given,
    ).fetchone()[0]
    return found
