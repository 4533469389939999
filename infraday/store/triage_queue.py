"""What waits for a decision in Triage, and what the day holds beside it, on plain sqlite3."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from sqlite3 import Connection
from typing import NamedTuple

from infraday import config as settings
from infraday.config import Config
from infraday.domain import schedule, triage, triage_signals
from infraday.domain.flags import Flag
from infraday.domain.intake import SOURCE, of_task
from infraday.domain.matrix import Quadrant
from infraday.domain.schedule import Gap
from infraday.domain.triage import Item, Origin
from infraday.domain.triage_signals import FLAG, REVIEW, Signal
from infraday.store import quadrants, quick, worktime
from infraday.store import triage_signals as signals
from infraday.store.plain_rows import BlockRow, TaskRow, block_rows, task_rows
from infraday.store.triage import in_inbox

MOST = 150  # items of the run that are read at once; the counts are of all
FEW = 4000  # tasks in the inbox up to which its index finds them quicker
_SHOWN = "(snoozed_until IS NULL OR snoozed_until <= :today)"
_SLOT = """SELECT 1 FROM block AS slot WHERE slot.task_id = task.id
    AND slot.status IN ('planned', 'active') AND slot.end_day >= :today"""
_CARRIED = f"""
    SELECT id, notes FROM task INDEXED BY task_later WHERE status = 'open' AND important IN (0, 1)
    AND coalesce(scheduled, due, '9999') < :today AND scheduled < :today AND {_SHOWN}
    AND NOT EXISTS ({_SLOT})
    UNION
    SELECT task.id, task.notes FROM block INDEXED BY block_passed
    JOIN task ON task.id = block.task_id
    WHERE block.status = 'planned' AND block.end_day < :today AND task.status = 'open'
    AND (task.scheduled IS NULL OR task.scheduled < :today) AND {_SHOWN} AND NOT EXISTS ({_SLOT})
"""
_CHASES = f"""
    SELECT id, notes FROM task INDEXED BY task_chase
    WHERE status = 'waiting' AND coalesce(chase_on, '9999') <= :today AND {_SHOWN}
"""
_CAPTURED = f"""
    SELECT id FROM task {{}} WHERE status = 'inbox'
    AND coalesce(source, '') NOT IN ('{SOURCE}', '{REVIEW}', '{FLAG}') AND {_SHOWN}
    ORDER BY id LIMIT :most
"""
_OVERNIGHT = f"""
    SELECT id, notes FROM task {{}} WHERE status = 'inbox' AND source = '{SOURCE}' AND {_SHOWN}
"""


NO_FLAGS: Mapping[str, Flag] = {}


class Queue(NamedTuple):
    """The first items in the order of the run, and how many there are of each origin."""

    items: tuple[Item, ...]
    counts: Mapping[Origin, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def read(
    db: Connection,
    config: Config,
    now: datetime,
    most: int = MOST,
    known: Mapping[str, Flag] = NO_FLAGS,
) -> Queue:
    """The first `most` items of the run. `now` is an aware local time, `known` are the flags of the
    checklist by their key."""
    today = settings.today(config, now)
    origins: dict[int, Origin] = {}
    counts: Counter[Origin] = Counter()
    captured, overnight = in_inbox(db, today)
    is_long = captured + overnight > FEW
    ways = {
        Origin.OVERNIGHT: _OVERNIGHT.format("INDEXED BY task_source" if is_long else ""),
        Origin.CARRIED: _CARRIED,
        Origin.CHASE: _CHASES,
    }
    for origin, query in ways.items():
        if origin is Origin.OVERNIGHT and not overnight:
            continue
        found = _by_severity(db, query, today)
        counts[origin] = len(found)
        origins |= dict.fromkeys(found[: most - len(origins)], origin)
    due = {Origin.REVIEW: signals.reviews(db, today), Origin.FLAG: signals.flags(db, today)}
    counts |= {origin: len(waiting.made) for origin, waiting in due.items()}
    counts[Origin.INBOX] = captured - sum(len(waiting.in_inbox) for waiting in due.values())
    told = _signals(db, due, config, known, most - len(origins))
    origins |= {one.task_id: one.origin for one in told if one.task_id}
    room = most - len(origins) - sum(not one.task_id for one in told)
    given = {"today": str(today), "most": max(0, room)}
    rest = db.execute(_CAPTURED.format("NOT INDEXED" if is_long else ""), given).fetchall()
    origins |= dict.fromkeys((pk for (pk,) in rest), Origin.INBOX)
    items = [*_items(db, origins, told, config, now), *_unmade(db, told, today)]
    return Queue(tuple(sorted(items, key=triage.order)), counts)


class _Told(NamedTuple):
    """A review or a flag among the first items: its task where it is one already."""

    origin: Origin
    place: int
    task_id: int | None
    signal: Signal | None


def _signals(
    db: Connection,
    due: Mapping[Origin, signals.Waiting],
    config: Config,
    known: Mapping[str, Flag],
    most: int,
) -> list[_Told]:
    found: list[_Told] = []
    for origin, waiting in due.items():
        uids = list(waiting.made)[: max(0, most - len(found))]
        read: Mapping[str, Signal] = (
            signals.read_reviews(db, uids, config.bands)
            if origin is Origin.REVIEW
            else signals.read_flags(db, uids, known)
        )
        found += [
            _Told(origin, place, waiting.made[uid], read.get(uid)) for place, uid in enumerate(uids)
        ]
    return found


def _unmade(db: Connection, told: Iterable[_Told], today: date) -> list[Item]:
    projects = _projects(db)
    return [
        Item(
            triage_signals.unmade(one.signal), one.origin, today, signal=one.signal,
            project=projects.get(one.signal.project_id or 0, (None, None))[0], place=one.place,
        )
        for one in told
        if one.signal and not one.task_id
    ]  # fmt: skip


def _by_severity(db: Connection, query: str, today: date) -> list[int]:
    """The ids of one origin as `triage.order` has them."""
    found = db.execute(query, {"today": str(today)}).fetchall()
    return [pk for _, pk in sorted((of_task(notes).place, pk) for pk, notes in found)]


def _items(
    db: Connection,
    origins: Mapping[int, Origin],
    told: Iterable[_Told],
    config: Config,
    now: datetime,
) -> list[Item]:
    judge, today = worktime.judge(db, config, now), settings.today(config, now)
    projects = _projects(db)
    missed = _missed(db, [pk for pk, it in origins.items() if it is Origin.CARRIED], today)
    known = {one.task_id: (one.signal, one.place) for one in told if one.task_id}
    found = []
    for task, worked in _rows(db, origins):
        urgent, because = judge(task, worked)
        key, ends = projects.get(task.project_id or 0, (None, None))
        days = (missed.get(task.id), task.scheduled)
        item = Item(
            task, origins[task.id], triage.created_on(task.created_at), worked, urgent, because,
            of_task(task.notes), key, ends,
            max((day for day in days if day and day < today), default=None), task.chase_on,
            *known.get(task.id, ()),
        )  # fmt: skip
        found.append(item)
    return found


def _rows(db: Connection, ids: Iterable[int]) -> list[tuple[TaskRow, int]]:
    wanted = ", ".join(map(str, ids))
    return task_rows(db, f"id IN ({wanted})") if wanted else []


def _projects(db: Connection) -> dict[int, tuple[str, date | None]]:
    rows = db.execute('SELECT id, "key", due_on FROM project').fetchall()
    return {pk: (key, date.fromisoformat(ends) if ends else None) for pk, key, ends in rows}


def _missed(db: Connection, ids: list[int], today: date) -> dict[int, date]:
    """The day of the last slot that each of these tasks had and did not use."""
    found = db.execute(
        "SELECT task_id, max(end_day) FROM block WHERE status = 'planned' AND end_day < ? "
        f"AND task_id IN ({', '.join(map(str, ids))}) GROUP BY task_id",
        (str(today),),
    )
    return {pk: date.fromisoformat(day) for pk, day in found.fetchall()}


def slot_of(db: Connection, task_id: int, today: date) -> BlockRow | None:
    """The slot that a task has, today or later."""
    where = "task_id = ? AND status IN ('planned', 'active') AND end_day >= ?"
    return next(iter(block_rows(db, where, (task_id, str(today)))), None)


def gaps(db: Connection, config: Config, now: datetime) -> list[Gap]:
    """What is free today from now on: naive local."""
    today = settings.today(config, now)
    hours = settings.working(config, today, worktime.days_off(db, config, today))
    if hours is None:
        return []
    begin, end = (datetime.combine(today, hour) for hour in hours)
    if end <= begin:
        end += timedelta(days=1)
    begin = max(begin, now.replace(second=0, microsecond=0, tzinfo=None))
    return schedule.free(quick.on_day(db, today), begin, end) if begin < end else []


def to_do(db: Connection, config: Config, now: datetime, most: int = 100) -> list[quadrants.Row]:
    """What stands in Do and has no slot yet, today or later, in the order of the quadrant."""
    view = quadrants.prepare(db, config, now)
    rows = quadrants.window(db, view, Quadrant.DO, 0, most)
    today = {"today": str(settings.today(config, now))}
    with_slot = f"SELECT id FROM task WHERE id = :id AND EXISTS ({_SLOT})"
    return [
        row for row in rows if not db.execute(with_slot, today | {"id": row.task.id}).fetchone()
    ]


def block_of_today(db: Connection, config: Config, now: datetime) -> BlockRow | None:
    """The block for triage that is running, else the first one planned for today."""
    blocks = quick.on_day(db, settings.today(config, now))
    open_ones = [it for it in blocks if it.kind == "triage" and it.status in ("planned", "active")]
    return next(iter(sorted(open_ones, key=lambda it: it.status != "active")), None)
