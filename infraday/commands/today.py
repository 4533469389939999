"""`infraday today`: the blocks of a day, what is free of it, and what is due."""

from collections.abc import Iterator
from datetime import date
from sqlite3 import Connection
from typing import NamedTuple

from infraday import clock
from infraday import config as settings
from infraday.commands import facts
from infraday.commands.command import Command, Given, Option, understood
from infraday.commands.printing import emit, json_line
from infraday.domain import headline, rows, schedule, shape, text
from infraday.domain.refs import block_ref
from infraday.domain.schedule import Gap
from infraday.domain.timeline import free_gaps
from infraday.domain.timeline_picture import glyph, signs
from infraday.domain.when import read_date, say_date, say_minutes, say_time
from infraday.shell import Shell
from infraday.store import holidays, lists, quick, worktime

MOST_DUE = 20  # tasks that people are shown; programs get all of them


class _Day(NamedTuple):
    day: date
    blocks: tuple[rows.Block, ...]
    free: list[Gap]
    load: headline.Load
    said: str  # the load, in words
    keys: dict[int, str]
    due: list[tuple[quick.TaskRow, bool, str | None]]


def _run(given: Given, shell: Shell) -> int:
    wanted = given.text("--date")
    day = shell.today if wanted is None else understood("--date", wanted, read_date, shell.today)
    with shell.plan() as db:
        found = _read(db, day, shell)
    if shell.json:
        emit(shell, json_line(_as_json(found, shell)) + "\n")
    else:
        emit(shell, "".join(f"{line}\n" for line in _as_text(found, shell)))
    return 0


def _read(db: Connection, day: date, shell: Shell) -> _Day:
    db.execute("BEGIN")  # all of it as it was at one moment
    blocks = tuple(quick.on_day(db, day))
    capacity, notes = quick.day_note(db, day)
    holiday = holidays.name(db, settings.holiday_place(shell.config), day)
    keys = lists.project_keys(db)
    judge = worktime.judge(db, shell.config, shell.now)
    most = None if shell.json else MOST_DUE + 1
    tasks = lists.due(db, day, overdue=day == shell.today, most=most)
    due = [(task, *judge(task, worked)) for task, worked in tasks]
    db.execute("COMMIT")
    whole = rows.DayRows(day, blocks, blocks, (), False, {}, {}, capacity, notes)._replace(
        holiday=holiday
    )
    moment = clock.moment(shell.config, shell.now, day, holiday)
    free = free_gaps(whole, shell.wall, moment.hours)
    load, said = headline.load(whole, moment), _say_load(whole, moment)
    return _Day(day, blocks, free, load, said, keys, due)


def _say_load(whole: rows.DayRows, moment: headline.Moment) -> str:
    """`6h30 of 7h30 planned`; on a day off what is planned all the same."""
    planned, capacity = headline.load_in_words(whole, moment)
    if moment.hours is not None or capacity:
        return f"{say_minutes(planned)} of {say_minutes(capacity)} planned"
    off = headline.say_day_off(text.show(whole.holiday) if whole.holiday else None)
    return f"{say_minutes(planned)} planned on a {off}" if planned else off


def _as_json(found: _Day, shell: Shell) -> shape.Shape:
    keys = found.keys
    return {
        "date": str(found.day),
        "blocks": [
            shape.block(block, keys.get(block.project_id or 0), shell.wall)
            for block in found.blocks
        ],
        "free": shape.free(found.free),
        "due": [
            shape.task(task, keys.get(task.project_id or 0), urgent, because)
            for task, urgent, because in found.due
        ],
        "planned_minutes": found.load.planned,
        "capacity_minutes": found.load.capacity,
    }


def _as_text(found: _Day, shell: Shell) -> Iterator[str]:
    clock = f"  {say_time(shell.wall.time())}" if found.day == shell.today else ""
    yield f"{say_date(found.day)}{clock}{facts.GAP}{found.said}"
    clashing = schedule.clashes(found.blocks)
    wide = max((len(block_ref(block.id)) for block in found.blocks), default=0)
    lines = [
        (schedule.begins(block), _block_line(block, place in clashing, found, shell, max(wide, 6)))
        for place, block in enumerate(found.blocks)
    ]
    lines += [(gap.begin, _free_line(gap, found.day)) for gap in found.free]
    yield from (line for _, line in sorted(lines, key=lambda pair: pair[0]))
    if not found.blocks:
        yield "Nothing is planned. 'infraday template list' shows days to begin with."
    if found.due:
        yield ""
        yield "Due"
    for task, urgent, _ in found.due[:MOST_DUE]:
        key = found.keys.get(task.project_id or 0)
        yield facts.task_line(task, key, urgent, shell.today)
    if len(found.due) > MOST_DUE:
        yield f"… and more: infraday tasks --due-by {found.day}"


def _block_line(block: rows.Block, clashing: bool, found: _Day, shell: Shell, wide: int) -> str:
    sign, _ = glyph(block, shell.wall)
    marks = signs(block, clashing=clashing, marked=False)
    known = [f"#{text.show(key)}"] if (key := found.keys.get(block.project_id or 0)) else []
    if block.output_note:
        known.append(f"produced: {text.show(block.output_note)}")
    elif block.output:
        known.append(f"output: {text.show(block.output)}")
    when = f"{sign} {facts.clock(block, found.day):<16} {block_ref(block.id):<{wide}}"
    return facts.line(when, f"{marks} {block.activity}" if marks else block.activity, known)


def _free_line(gap: Gap, day: date) -> str:
    span = schedule.Times(day, gap.begin.time(), gap.end.date(), gap.end.time())
    return f"  {facts.clock(span, day):<16} free {say_minutes(gap.minutes)}"


COMMANDS = {
    "today": Command(
        "print the day: its blocks, what is free of it, what is due",
        _run,
        None,
        (Option("--date", "another day than today", "DATE"),),
        ("infraday today", "infraday today --date fri --json"),
        data=True,
    )
}
