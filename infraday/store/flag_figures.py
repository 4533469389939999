"""The figures that the red flags' signals are computed from, of all projects at once, on plain
sqlite3: each is one query over an index or a group, so that many tasks cost little."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from sqlite3 import Connection

from infraday import config as settings
from infraday.config import Config
from infraday.domain import schedule
from infraday.domain.block import Kind
from infraday.domain.flags import Count, Effort, Figure, Late, Share
from infraday.domain.refs import block_ref, task_ref
from infraday.domain.text import clip
from infraday.store import occurrences, quick, worktime
from infraday.store.journal import instant
from infraday.store.plain_rows import read_date

DAYS_LOOKED_AT = 10  # working days up to today
MOVED_WITHIN = timedelta(days=30)
LONGEST_AWAY = 60  # days in which to find ten working days
WORST = 3  # named in a sentence
LATEST = timedelta(days=30)  # of the days that are counted, by which those beyond are judged
FURTHEST = timedelta(days=3650)  # beyond which a date is as good as none

Found = dict[int, dict[str, Figure]]
"""By project and signal."""

_OPEN_RISK = "status IN ('identified', 'assessed', 'planned', 'monitoring')"
_TASKS = """
    SELECT project_id, count(*), total(coalesce(output, '') = ''), total(coalesce(owner, '') = ''),
        total(max(0, estimate_minutes - coalesce(minutes, 0))), count(estimate_minutes), max(due),
        count(due)
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
# Changes follow each other as their entries do, so that only those of the last days are read, of
# however many there were before them.
_MOVED = """
    SELECT CASE c.tbl WHEN 'task' THEN task.project_id ELSE c.pk END,
        CASE c.tbl WHEN 'task' THEN c.pk END, count(*)
    FROM journal_change AS c NOT INDEXED
    CROSS JOIN journal_entry AS e ON e.id = c.entry_id AND e.undone = 0
    LEFT JOIN task ON task.id = c.pk AND c.tbl = 'task'
    WHERE c.id >= (SELECT id FROM journal_change INDEXED BY journal_change_entry
        WHERE entry_id >= ? ORDER BY entry_id, id LIMIT 1)
    AND c.before IS NOT NULL AND c.after IS NOT NULL AND c.tbl IN ('task', 'project')
    AND json_extract(c.before, iif(c.tbl = 'task', '$.due', '$.due_on'))
        <> json_extract(c.after, iif(c.tbl = 'task', '$.due', '$.due_on'))
    GROUP BY c.tbl, c.pk ORDER BY c.tbl, count(*) DESC, c.pk
"""


def read(db: Connection, config: Config, now: datetime) -> dict[int, Mapping[str, Figure]]:
    """What is known of each project that is not closed. `now` is an aware local time."""
    today = settings.today(config, now)
    found: Found = {pk: {} for pk in projects(db)}
    for part in (_of_tasks(db, config, now), _of_word(db, today), _of_days(db, config, today)):
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
    """Expected outputs, owners, dates that were moved, and the work that is left before the
    date."""
    today = settings.today(config, now)
    ends = dict(db.execute("SELECT id, due_on FROM project WHERE due_on IS NOT NULL").fetchall())
    owned = {pk: Share(int(without), count) for pk, count, without in db.execute(_RISKS).fetchall()}
    moved = _moves(db, now)
    free: FreeBefore | None = None
    for pk, count, mute, alone, minutes, sized, last, dated in db.execute(_TASKS).fetchall():
        yield pk, "tasks_without_output", Share(int(mute), count)
        risks = owned.pop(pk, Share(0, 0))
        yield pk, "without_owner", Share(int(alone) + risks.part, count + risks.whole)
        if dated or pk in ends:
            moved.setdefault(pk, Count(0))
        if sized and (due := read_date(ends.get(pk) or last)):
            free = free or FreeBefore(db, config, now)
            left, rough = free(due)
            yield (
                pk,
                "remaining_effort",
                Effort(int(minutes), left, due, today, count - sized, rough),
            )
    for pk, share in owned.items():
        yield pk, "without_owner", share
    for pk, times in moved.items():
        yield pk, "due_dates_moved", times


class FreeBefore:
    """The free working minutes from now to the end of a day, and whether they are an estimate.
    Beyond the sixty days that are counted, a working day has as much free time as those of the
    last thirty of them on average: little but series is planned that far ahead."""

    def __init__(self, db: Connection, config: Config, now: datetime) -> None:
        today = settings.today(config, now)
        self._config = config
        self._off = worktime.days_off(db, config, today)
        self._counted = worktime.free(db, config, now)
        self._last = now.date() + worktime.FURTHEST
        self._furthest = self._last + FURTHEST
        self._days: list[int] = []  # working days from the last that is counted on, summed up

    def __call__(self, due: date) -> tuple[int, bool]:
        if due <= self._last:
            return self._counted(due), False
        first = self._last - LATEST
        days = sum(self._works(first + timedelta(ahead)) for ahead in range(1, LATEST.days + 1))
        minutes = self._counted(self._last) - self._counted(first)
        beyond = self._beyond(min(due, self._furthest))
        return self._counted(self._last) + (beyond * minutes // days if days else 0), True

    def _works(self, day: date) -> bool:
        return settings.working(self._config, day, self._off) is not None

    def _beyond(self, due: date) -> int:
        """The working days after the last that is counted."""
        while len(self._days) < (due - self._last).days:
            day = self._last + timedelta(len(self._days) + 1)
            self._days.append((self._days[-1] if self._days else 0) + self._works(day))
        return self._days[(due - self._last).days - 1]


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


def _moves(db: Connection, now: datetime) -> dict[int, Count]:
    """How often due dates were moved lately, by project; the journal has each time."""
    moves: Counter[int] = Counter()
    names: defaultdict[int, list[str]] = defaultdict(list)
    first = _entry_since(db, now - MOVED_WITHIN)
    for pk, task_id, count in db.execute(_MOVED, (first,)).fetchall():
        if pk is None:
            continue
        moves[pk] += count
        name = "the project" if task_id is None else task_ref(task_id)
        names[pk].append(f"{name} {count} times" if count > 1 else name)
    return {pk: Count(count, tuple(names[pk][:WORST])) for pk, count in moves.items()}


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
    planned = _planned(db, days)
    for day in days:
        blocks = planned[day]
        here = {it.project_id for it in blocks if it.project_id is not None}
        seen |= here
        if _is_over(blocks, config, day, own.get(day)):
            over.update(here)
    for pk in seen:
        yield pk, "overcommitted_days", Count(over[pk])


def _planned(db: Connection, days: Sequence[date]) -> dict[date, list[quick.BlockRow]]:
    """The blocks that touch each of these days and take time, read at once."""
    found: dict[date, list[quick.BlockRow]] = {day: [] for day in days}
    if not days:
        return found
    first, last = days[0], days[-1]
    span = (str(first - schedule.LONGEST), str(last), str(first))
    own = quick.block_rows(db, "day BETWEEN ? AND ? AND end_day >= ?", span)
    for block in (*own, *occurrences.touching(db, first, last)):
        if block.status in schedule.TAKES_NO_TIME:
            continue
        for ahead in range((block.end_day - block.day).days + 1):
            day = block.day + timedelta(ahead)
            if day in found and (schedule.is_all_day(block) or _minutes_on(block, day)):
                found[day].append(block)
    return found


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
