"""The four lists of the matrix, read on plain sqlite3 as far as they are on screen.

A list is walked along an index in its order, or what is urgent is found by ranges of one; the
figures of all lists come from a tally that triggers keep. So a hundred thousand tasks cost hardly
more than a hundred.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import count as counting
from sqlite3 import Connection
from typing import NamedTuple

from infraday.config import Config
from infraday.domain.matrix import Quadrant
from infraday.store import quadrant_rules as rules
from infraday.store import worktime
from infraday.store.plain_rows import TaskRow, task_rows
from infraday.store.quadrant_rules import PARTS, SHOWN, Part
from infraday.store.worktime import Limits

FEW = 4000  # tasks that are sorted quicker than an index is walked to find them
MANY = 10_000
_stamps = counting(1)


class Filter(NamedTuple):
    """Which tasks the lists are to have; what is not given does not matter."""

    words: tuple[str, ...] = ()  # each stands in the title, in small letters or large
    project_id: int | None = None
    owner: str | None = None


EVERYTHING = Filter()


# What a filter found, with what the figures need of it: the tasks are looked through once.
FOUND = """
    CREATE TEMP TABLE IF NOT EXISTS matrix_found (id INTEGER NOT NULL PRIMARY KEY, status,
    important, is_urgent, minutes, created_at, is_shown)
"""
FIND = f"""
    INSERT INTO temp.matrix_found SELECT id, status, important, {rules.urgent()},
        {rules.MINUTES}, created_at, {SHOWN} FROM task {{}} WHERE
"""


class View(NamedTuple):
    """What the lists are read with: made by `prepare`, and good until something changes."""

    limits: Limits
    filter: Filter
    stamp: int  # tells by which view a connection has filled its temporary tables


class Row(NamedTuple):
    task: TaskRow
    worked_minutes: int


class Near(NamedTuple):
    """A row of a list that is known, such as the top one on screen. From there on the next rows
    cost the same at any depth."""

    place: int
    task_id: int


def prepare(db: Connection, config: Config, now: datetime, wanted: Filter = EVERYTHING) -> View:
    """Count the free time, and find the tasks of a filter. `now` is local. To be done anew when
    something was changed, and as the clock moves."""
    view = View(worktime.limits(db, config, now), wanted, next(_stamps))
    lend(db, view)
    return view


def lend(db: Connection, view: View) -> Mapping[str, object]:
    """See that the temporary tables of this connection are those of the view; the values to query
    with."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS matrix_view (stamp INTEGER NOT NULL)")
    if db.execute("SELECT stamp FROM temp.matrix_view").fetchall() == [(view.stamp,)]:
        return rules.values(view.limits)
    given = rules.lend(db, view.limits)
    db.execute(FOUND)
    db.execute("DELETE FROM temp.matrix_found")
    if view.filter != EVERYTHING:
        where, wanted = _condition(db, view.filter)
        db.execute(f"{FIND.format(_way(db))} {where}", {**given, **wanted})
    db.execute("DELETE FROM temp.matrix_view")
    db.execute("INSERT INTO temp.matrix_view (stamp) VALUES (?)", (view.stamp,))
    return given


def _way(db: Connection) -> str:
    """Many tasks are looked through quicker as they lie in the file than along an index."""
    count = "SELECT total(tasks) FROM task_tally WHERE status IN ('open', 'waiting')"
    return "NOT INDEXED" if db.execute(count).fetchone()[0] > MANY else ""


def _condition(db: Connection, wanted: Filter) -> tuple[str, dict[str, object]]:
    parts: list[str] = ["status IN ('open', 'waiting')"]
    given: dict[str, object] = {}
    for n, word in enumerate(wanted.words):
        fold = "lower"
        if not word.isascii():  # SQLite's own knows A to Z only
            fold = "casefold"
            db.create_function(fold, 1, str.casefold, deterministic=True)
        parts.append(f"instr({fold}(title), :word{n}) > 0")
        given[f"word{n}"] = word.casefold()
    if wanted.project_id is not None:
        parts.append("project_id = :project_id")
        given["project_id"] = wanted.project_id
    if wanted.owner is not None:
        parts.append("owner = :owner COLLATE NOCASE")
        given["owner"] = wanted.owner
    return " AND ".join(parts), given


def window(
    db: Connection,
    view: View,
    quadrant: Quadrant,
    first: int,
    count: int,
    near: Near | None = None,
) -> list[Row]:
    """The rows from place `first` on, in the quadrant's order, each with the minutes worked."""
    given = lend(db, view)
    *before, last = PARTS[quadrant]
    ids: list[int] = []
    for part in before:
        ids += _walk(db, view, part, given, first, count)
        first = max(0, first - _length(db, view, part, given)) if len(ids) < count else first
        near = None
    if len(ids) < count:
        rest = count - len(ids)
        known = near and last.along and _place(db, last, near.task_id)
        if near and known:
            ids += _around(db, view, last, {**given, **_named(known)}, (first, rest, near.place))
        else:
            ids += _walk(db, view, last, given, first, rest)
    return of_ids(db, ids)


def _around(
    db: Connection, view: View, part: Part, given: Mapping[str, object], span: tuple[int, int, int]
) -> list[int]:
    """The same from a known place on, backwards for what stands before it."""
    first, count, at = span
    from_it, before_it = _beyond(part, ">="), _beyond(part, "<")
    if first >= at:
        return _walk(db, view, part, given, first - at, count, from_it)
    back = min(count, at - first)
    ids = _walk(db, view, part, given, at - first - back, back, before_it, " DESC")[::-1]
    return ids + _walk(db, view, part, given, 0, count - back, from_it)


def _walk(
    db: Connection,
    view: View,
    part: Part,
    given: Mapping[str, object],
    skip: int,
    count: int,
    beyond: str = "1",
    way: str = "",
) -> list[int]:
    if count <= 0:
        return []
    order = ", ".join(f"{term}{way}" for term in part.order)
    source = _source(db, view, part)
    found = db.execute(
        f"SELECT task.id FROM {source} AND {beyond} ORDER BY {order} LIMIT :count OFFSET :skip",
        {**given, "count": count, "skip": skip},
    )
    return [pk for (pk,) in found.fetchall()]


def _source(db: Connection, view: View, part: Part) -> str:
    """FROM and WHERE of a list. The few tasks that a filter found are looked at one by one."""
    if view.filter != EVERYTHING:
        few = "SELECT count(*) FROM (SELECT 1 FROM temp.matrix_found LIMIT ?)"
        if db.execute(few, (FEW,)).fetchone()[0] < FEW:
            source = "temp.matrix_found AS found CROSS JOIN task ON task.id = found.id"
            return f"{source} WHERE {part.where} AND {SHOWN}"
    where = f"task.id IN ({part.ids})" if part.ids else part.where
    if view.filter != EVERYTHING:
        where += " AND task.id IN (SELECT id FROM temp.matrix_found)"
    return f"task {part.along} WHERE {where} AND {SHOWN}"


def _place(db: Connection, part: Part, task_id: int) -> tuple[object, ...] | None:
    """Where a task stands, or would, in the order of a list; None when there is no such task."""
    row: tuple[object, ...] | None = db.execute(
        f"SELECT {', '.join(part.order)} FROM task WHERE id = ?", (task_id,)
    ).fetchone()
    return row


def _named(place: Iterable[object]) -> dict[str, object]:
    return {f"at{n}": value for n, value in enumerate(place)}


def _beyond(part: Part, sign: str) -> str:
    names = ", ".join(f":at{n}" for n in range(len(part.order)))
    return f"({', '.join(part.order)}) {sign} ({names})"


def _length(db: Connection, view: View, part: Part, given: Mapping[str, object]) -> int:
    found: int = db.execute(f"SELECT count(*) FROM {_source(db, view, part)}", given).fetchone()[0]
    return found


def place_of(db: Connection, view: View, quadrant: Quadrant, task_id: int) -> int | None:
    """At which place of the quadrant a task stands; None when it does not."""
    given, before = lend(db, view), 0
    for part in PARTS[quadrant]:
        if _stands(db, view, part, given, task_id) and (at := _place(db, part, task_id)):
            less = f"SELECT count(*) FROM {_source(db, view, part)} AND {_beyond(part, '<')}"
            return before + int(db.execute(less, {**given, **_named(at)}).fetchone()[0])
        if part is not PARTS[quadrant][-1]:
            before += _length(db, view, part, given)
    return None


def _stands(
    db: Connection, view: View, part: Part, given: Mapping[str, object], task_id: int
) -> bool:
    found = "" if view.filter == EVERYTHING else "AND id IN (SELECT id FROM temp.matrix_found)"
    query = f"SELECT 1 FROM task WHERE task.id = :id AND {part.where} AND {SHOWN} {found}"
    return db.execute(query, {**given, "id": task_id}).fetchone() is not None


def of_ids(db: Connection, ids: Iterable[int]) -> list[Row]:
    """The tasks with these ids that there are, in this order."""
    wanted = list(ids)
    found = task_rows(db, f"id IN ({', '.join(map(str, wanted))})") if wanted else []
    by_id = {task.id: Row(task, worked) for task, worked in found}
    return [by_id[pk] for pk in wanted if pk in by_id]
