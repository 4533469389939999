"""`infraday week`: the load of seven days, what is free of them, what clashes, and the freeze and
maintenance windows that they lie in."""

from collections.abc import Iterator, Sequence
from datetime import date

from infraday import clock
from infraday import config as settings
from infraday.commands import facts
from infraday.commands.command import Command, Given, Option, understood
from infraday.commands.printing import emit, json_line
from infraday.domain import text
from infraday.domain.refs import block_ref
from infraday.domain.schedule import in_calendar
from infraday.domain.shape import Shape
from infraday.domain.week import DayFigures, figures, monday_of
from infraday.domain.when import read_date, say_date, say_minutes
from infraday.domain.windows import Window
from infraday.shell import Shell
from infraday.store import weeks

LEAST = 14  # columns of a load, so that most weeks stand alike


def _run(given: Given, shell: Shell) -> int:
    wanted = given.text("--date")
    day = shell.today if wanted is None else understood("--date", wanted, read_date, shell.today)
    monday = monday_of(in_calendar(day))
    with shell.plan() as db:
        db.execute("BEGIN")  # all of it as it was at one moment
        rows = weeks.view(db, monday, settings.holiday_place(shell.config))
        db.execute("COMMIT")
    days = figures(rows, lambda day: clock.moment(shell.config, shell.now, day))
    if shell.json:
        shown: Shape = {"monday": str(monday), "days": [_as_json(one) for one in days]}
        emit(shell, json_line(shown) + "\n")
    else:
        emit(shell, "".join(f"{line}\n" for line in _as_text(days, shell.today)))
    return 0


def _as_json(day: DayFigures) -> Shape:
    return {
        "date": str(day.day),
        "planned_minutes": day.load.planned,
        "capacity_minutes": day.load.capacity,
        "free_minutes": day.free,
        "clashes": day.clashes,
        "windows": [_window(window) for window in day.windows],
        "changes_in_windows": [block_ref(block_id) for block_id in sorted(day.changes)],
    }


def _window(window: Window) -> Shape:
    return {
        "ref": block_ref(window.block_id),
        "window": window.word,
        "activity": window.activity,
        "day": str(window.first),
        "end_day": str(window.last),
    }


def _as_text(days: Sequence[DayFigures], today: date) -> Iterator[str]:
    wide = max(LEAST, *(len(_load(day)) for day in days))
    for day in days:
        head = f"{say_date(day.day):<15}  {_load(day):<{wide}}"
        said = list(_facts(day, today))
        yield f"{head}{facts.GAP}{facts.DOT.join(said)}" if said else head.rstrip()


def _load(day: DayFigures) -> str:
    planned, capacity = day.said
    if day.does_not_count:
        return f"{say_minutes(planned)} on a day off" if planned else "day off"
    return f"{say_minutes(planned)} of {say_minutes(capacity)}"


def _facts(day: DayFigures, today: date) -> Iterator[str]:
    if day.day == today:
        yield "today"
    if day.is_too_full:
        yield f"{say_minutes(day.said.planned - day.said.capacity)} over"
    if day.free:
        yield f"{say_minutes(day.free)} free"
    if day.clashes:
        yield f"{day.clashes} blocks clash"
    for window in day.windows:
        until = "" if window.last == day.day else f", until {say_date(window.last)}"
        yield f"{window.word}: {text.show(window.activity)}{until}"
    if day.changes:
        yield f"in it: {', '.join(block_ref(block_id) for block_id in sorted(day.changes))}"


COMMANDS = {
    "week": Command(
        "print the week: load, free time and clashes of each day, freeze and maintenance windows",
        _run,
        None,
        (Option("--date", "the week of another day than today", "DATE"),),
        ("infraday week", "infraday week --date '14 Mar' --json"),
        data=True,
    )
}
