"""`infraday block`: what the planner's keys do to blocks, from the shell."""

from datetime import datetime, time, timedelta
from sqlite3 import Connection

from infraday import config as settings
from infraday import store
from infraday.commands import named, records, times
from infraday.commands.block_fields import ADD, EDIT, EVERY, draft_of, read_rule
from infraday.commands.command import Command, Given, Option, Words, understood
from infraday.domain import RuleError, schedule
from infraday.domain.rows import DayRows
from infraday.domain.timeline import free_gaps
from infraday.domain.when import read_time, say_date, say_minutes
from infraday.shell import Shell, UsageError
from infraday.store import lists, quick

REF = Words("REF", "a block, such as B-12", most=1)
REFS = Words("REF", "blocks, such as B-12")


def _add(given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        draft = draft_of(given, shell, db)
    if (every := given.text("--every")) is not None:
        rule = understood("--every", every, read_rule, draft.times.day)
        return records.change(shell, store.series.add, draft, rule, shell.now)
    return records.change(shell, store.blocks.add, draft, shell.now)


def _edit(given: Given, shell: Shell) -> int:
    if not given.values.keys() - {"--db", "--json"}:
        raise UsageError("Nothing is to be changed. Give at least one option.")
    with shell.plan() as db:
        block_id = named.block(db, given.words[0])
        [row] = quick.blocks(db, (block_id,))
        draft = draft_of(given, shell, db, row)
    return records.change(shell, store.blocks.edit, block_id, row.version, draft, shell.now)


def _move(given: Given, shell: Shell) -> int:
    by, day = times.minutes(given, "--by"), times.day(given, shell)
    start = given.text("--start")
    at = None if start is None else understood("--start", start, read_time)
    if (by is None) == (day is None and at is None):
        raise UsageError("Where to? Give --date and --start, or --by 15 or --by -15.")
    with shell.plan() as db:
        block_ids = named.blocks(db, given.words)
        if day is None:
            day = min(row.day for row in _rows(db, block_ids))
    if by is not None:
        return records.change(shell, store.blocks.shift, block_ids, by, shell.now)
    return records.change(shell, store.blocks.move, block_ids, day, at, shell.now)


def _rows(db: Connection, block_ids: list[int]) -> list[quick.BlockRow]:
    return quick.blocks(db, block_ids)


def _push(given: Given, shell: Shell) -> int:
    minutes = understood("MINUTES", given.words[0], times.read_minutes)
    day = times.day(given, shell) or shell.today
    start = given.text("--from")
    if start is not None:
        begin = datetime.combine(day, understood("--from", start, read_time))
    else:
        begin = datetime.combine(day, time())
        if day == shell.wall.date():
            begin = shell.wall.replace(second=0, microsecond=0)
    hours = settings.working(shell.config, day)
    end = datetime.combine(day, hours[1] if hours else time()) + timedelta(days=not hours)
    return records.change(shell, store.blocks.push, day, begin, minutes, end, shell.now)


def _start(given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        block_id = named.block(db, given.words[0])
    return records.change(shell, store.blocks.start, block_id, shell.now)


def _stop(given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        running = [named.block(db, given.words[0])] if given.words else lists.running(db)
    if not running:
        raise RuleError("No block is running. Start one with: infraday block start REF")
    return records.change(shell, store.blocks.stop, running[0], shell.now)


def _skip(given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        block_ids = named.blocks(db, given.words)
    return records.change(shell, store.blocks.skip, block_ids, shell.now)


def _reopen(given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        block_ids = named.blocks(db, given.words)
    return records.change(shell, store.blocks.reopen, block_ids, shell.now)


def _duplicate(given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        block_id = named.block(db, given.words[0])
    return records.change(shell, store.blocks.duplicate, block_id, shell.now)


def _delete(given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        block_ids = named.blocks(db, given.words)
    return records.change(shell, store.blocks.delete, block_ids)


def _place(given: Given, shell: Shell) -> int:
    """Without a start the task goes into the next gap of the working hours that holds it."""
    day = times.day(given, shell) or shell.today
    with shell.plan() as db:
        task_id = named.task(db, given.words[0])
        [(task, _)] = quick.task_rows(db, "id = ?", (task_id,))
        holidays_of = settings.holiday_place(shell.config)
        found = quick.view(db, day, shell.today, lambda *_: (False, None), holidays_of)
    minutes = times.minutes(given) or task.estimate_minutes or shell.config.block_minutes
    start = given.text("--start")
    at = understood("--start", start, read_time) if start else _gap(shell, found, minutes)
    return records.change(shell, store.blocks.place, task_id, day, at, minutes, shell.now)


def _gap(shell: Shell, found: DayRows, minutes: int) -> time:
    off = (found.day,) if found.holiday else ()
    gaps = free_gaps(found, shell.wall, settings.working(shell.config, found.day, off))
    gap = schedule.next_gap(gaps, minutes)
    if gap is None:
        raise RuleError(
            f"No gap of {say_minutes(minutes)} is left on {say_date(found.day)}. Give --start."
        )
    return gap.begin.time()


COMMANDS = {
    "block add": Command(
        "plan a block",
        _add,
        Words("ACTIVITY", "what is done in it"),
        (*ADD, EVERY),
        ("infraday block add 'Cutover rehearsal' --date fri --start 14:00 --minutes 90",),
    ),
    "block edit": Command("change what a block says", _edit, REF, EDIT),
    "block move": Command(
        "take blocks to another day or time",
        _move,
        REFS,
        (times.OWN_DATE, times.START, Option("--by", "so many minutes later, earlier", "MINUTES")),
        ("infraday block move B-12 B-13 --date mon", "infraday block move B-12 --by -15"),
    ),
    "block push": Command(
        "push the rest of the day; what is fixed or begun stays",
        _push,
        Words("MINUTES", "15, 1h30, or -15", most=1),
        (times.DATE, Option("--from", "from this time on, by default now", "TIME")),
        ("infraday block push 15",),
    ),
    "block start": Command("begin a block; what else is running stops", _start, REF),
    "block stop": Command(
        "interrupt what is running", _stop, Words("REF", "else what is running", 0, 1)
    ),
    "block skip": Command("leave blocks out", _skip, REFS),
    "block reopen": Command("plan done or skipped blocks again", _reopen, REFS),
    "block duplicate": Command("plan the same right after it", _duplicate, REF),
    "block delete": Command("delete blocks; 'infraday undo' brings them back", _delete, REFS),
    "block place": Command(
        "give a task a slot, by default the next gap that holds it",
        _place,
        Words("REF", "a task, such as T-7", most=1),
        (times.DATE, times.START, Option("--minutes", "else its estimate", "MINUTES")),
        ("infraday block place T-7 --start 14:00",),
    ),
}
