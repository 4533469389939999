"""The figures that the red flags' signals are computed from, of all projects at once, on plain
sqlite3: each is one query over an index or a group, so that many tasks cost little."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from sqlite3 import Connection

from infraday import config as settings
from infraday.config import Config
from infraday.domain import schedule
from infraday.domain.block import Kind
from infraday.domain.flags import Count, Effort, Figure, Late, Share
from infraday.domain.refs import block_ref, task_ref
from infraday.domain.text import clip
from infraday.store import quick, worktime
from infraday.store.journal import instant
from infraday.store.plain_rows import read_date

DAYS_LOOKED_AT = 10  # working days up to today
MOVED_WITHIN = timedelta(days=30)
LONGEST_AWAY = 60  # days in which to find ten working days
WORST = 3  # named in a sentence

Found = dict[int, dict[str, Figure]]
"""By project and signal."""

_OPEN_RISK = "status IN ('identified', 'assessed', 'planned', 'monitoring')"
_TASKS = """
    SELECT project_id, count(*), total(coalesce(output, '') = ''), total(coalesce(owner, '') = ''),
        total(max(0, estimate_minutes - coalesce(minutes, 0))), count(estimate_minutes), max(due)
    FROM task INDEXED BY task_health LEFT JOIN task_worked ON task_id = task.id
    WHERE status IN ('open', 'waiting') AND project_id IS NOT NULL GROUP BY project_id
"""
_RISKS = f"""
    SELECT project_id, count(*), total(coalesce(owner, '') = '') FROM risk
    WHERE {_OPEN_RISK} AND project_id IS NOT NULL GROUP BY project_id
"""
_CHASES = """
    SELECT project_id, id, title, chase_on FROM task INDEXED BY task_chase
    WHERE status = 'waiting' AND chase_on IS NOT NULL AND project_id IS NOT NULL
    ORDER BY coalesce(chase_on, '9999'), id
"""
_REPORTS = """
    SELECT project_id, id, activity, end_day, status = 'planned' AS waits FROM block
    WHERE kind = 'report' AND end_day < ? AND day >= ? AND project_id IS NOT NULL
    ORDER BY end_day, id
"""
_MOVED = """
    SELECT task.project_id, task.id, count(*) FROM journal_change AS c
    JOIN journal_entry AS e ON e.id = c.entry_id JOIN task ON task.id = c.pk
    WHERE c.entry_id >= ? AND c.tbl = 'task' AND c.before IS NOT NULL AND c.after IS NOT NULL
    AND e.undone = 0 AND task.project_id IS NOT NULL
    AND json_extract(c.before, '$.due') <> json_extract(c.after, '$.due')
    GROUP BY task.id ORDER BY count(*) DESC, task.id
"""


def read(db: Connection, config: Config, now: datetime) -> dict[int, Mapping[str, Figure]]:
    """What is known of each project that is not closed. `now` is an aware local time."""
    today = settings.today(config, now)
    found: Found = {pk: {} for pk in projects(db)}
    for part in (_of_tasks(db, config, now), _of_word(db, today), _of_moves(db, now),
                 _of_days(db, config, today)):  # fmt: skip
        for project_id, signal, figure in part:
            if project_id in found:
                found[project_id][signal] = figure
    return dict(found)


def projects(db: Connection) -> dict[int, str]:
    """The keys of the projects that flags are checked for, by id."""
    found = db.execute('SELECT id, "key" FROM project WHERE status <> \'closed\' ORDER BY "key"')
    return dict(found.fetchall())


Part = Iterator[tuple[int, str, Figure]]


def _of_tasks(db: Connection, config: Config, now: datetime) -> Part:
    """Expected outputs, owners, and the work that is left before the date."""
    ends = dict(db.execute("SELECT id, due_on FROM project WHERE due_on IS NOT NULL").fetchall())
    owned = {pk: Share(int(without), count) for pk, count, without in db.execute(_RISKS).fetchall()}
    free: Callable[[date], int] | None = None
    for pk, count, mute, alone, minutes, sized, last in db.execute(_TASKS).fetchall():
        yield pk, "tasks_without_output", Share(int(mute), count)
        risks = owned.pop(pk, Share(0, 0))
        yield pk, "without_owner", Share(int(alone) + risks.part, count + risks.whole)
        if sized and (due := read_date(ends.get(pk) or last)):
            free = free or worktime.free(db, config, now)
            yield pk, "remaining_effort", Effort(int(minutes), free(due), due)
    for pk, share in owned.items():
        yield pk, "without_owner", share


def _of_word(db: Connection, today: date) -> Part:
    """What is late of chases and reports, the latest first; the contacts come with the people."""
    late: dict[int, Late] = {}
    for pk, task_id, title, chase_on in db.execute(_CHASES).fetchall():
        what = f"chase of {task_ref(task_id)} {clip(title, 40)}"
        _worst(late, pk, (today - date.fromisoformat(chase_on)).days, what)
    since = (str(today), str(today - schedule.LONGEST))
    for pk, block_id, activity, end_day, waits in db.execute(_REPORTS, since).fetchall():
        days = (today - date.fromisoformat(end_day)).days if waits else 0
        _worst(late, pk, days, f"report {block_ref(block_id)} {clip(activity, 40)}")
    for pk, one in late.items():
        yield pk, "late_word", one


def _worst(late: dict[int, Late], project_id: int, days: int, what: str) -> None:
    found = Late(max(0, days), what if days > 0 else "")
    if project_id not in late or found.days > late[project_id].days:
        late[project_id] = found


def _of_moves(db: Connection, now: datetime) -> Part:
    """How often due dates were moved lately; the journal has each time."""
    dated = db.execute(
        "SELECT DISTINCT project_id FROM task INDEXED BY task_health WHERE due IS NOT NULL "
        "AND status IN ('open', 'waiting') AND project_id IS NOT NULL"
    )
    moves: Counter[int] = Counter(dict.fromkeys((pk for (pk,) in dated.fetchall()), 0))
    names: defaultdict[int, list[str]] = defaultdict(list)
    first = _entry_since(db, now - MOVED_WITHIN)
    for pk, task_id, count in db.execute(_MOVED, (first,)).fetchall():
        moves[pk] += count
        names[pk].append(f"{task_ref(task_id)} {count} times" if count > 1 else task_ref(task_id))
    for pk, count in moves.items():
        yield pk, "due_dates_moved", Count(count, tuple(names[pk][:WORST]))


def _entry_since(db: Connection, since: datetime) -> int:
    """The first entry of the journal from an instant on. Entries follow each other in time, so it
    is found by halving; a clock that was set back costs no more than a few of them."""
    low, high = db.execute("SELECT coalesce(min(id), 0), coalesce(max(id), 0) + 1 "
                           "FROM journal_entry").fetchone()  # fmt: skip
    wanted = instant(since.astimezone(UTC))
    while low < high:
        middle = (low + high) // 2
        row = db.execute(
            "SELECT at FROM journal_entry WHERE id >= ? ORDER BY id LIMIT 1", (middle,)
        ).fetchone()
        if row is None or row[0] >= wanted:
            high = middle
        else:
            low = middle + 1
    return int(low)


def _of_days(db: Connection, config: Config, today: date) -> Part:
    """Of the last ten working days, those on which more was planned than fits, for each project
    that had blocks on them. Blocks that overlap count each, since one cannot be in both."""
    days = _working_days(db, config, today)
    over: Counter[int] = Counter()
    seen: set[int] = set()
    own = dict(quick.capacities(db, days[0], today)) if days else {}
    for day in days:
        blocks = [it for it in quick.on_day(db, day) if it.status not in schedule.TAKES_NO_TIME]
        here = {it.project_id for it in blocks if it.project_id is not None}
        seen |= here
        if _is_over(blocks, config, day, own.get(day)):
            over.update(here)
    for pk in seen:
        yield pk, "overcommitted_days", Count(over[pk])


def _working_days(db: Connection, config: Config, today: date) -> list[date]:
    """The last ten, today among them if it is one, in their order."""
    off = worktime.days_off(db, config, today - timedelta(days=LONGEST_AWAY))
    days = (today - timedelta(days=back) for back in range(LONGEST_AWAY))
    return [day for day in days if settings.working(config, day, off)][:DAYS_LOOKED_AT][::-1]


def _is_over(blocks: list[quick.BlockRow], config: Config, day: date, own: int | None) -> bool:
    """Whether the blocks of a day, breaks apart, take longer than there is capacity."""
    hours = settings.working(config, day)
    booked = sum(_minutes_on(it, day) for it in blocks if it.kind is not Kind.BREAK)
    capacity = config.capacity_minutes if own is None else own
    if capacity is None:
        assert hours is not None
        begin, end = (datetime.combine(day, hour) for hour in hours)
        if end <= begin:
            end += schedule.DAY
        capacity = schedule.capacity_minutes(blocks, begin, end)
    return booked > capacity


def _minutes_on(block: quick.BlockRow, day: date) -> int:
    """How long a block lies on a day; an all-day one takes no time."""
    if schedule.is_all_day(block):
        return 0
    midnight = datetime.combine(day, schedule.MIDNIGHT)
    begin = max(schedule.begins(block), midnight)
    return max(0, (min(schedule.ends(block), midnight + schedule.DAY) - begin) // schedule.MINUTE)
