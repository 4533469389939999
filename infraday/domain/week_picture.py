"""The week as a picture: a column for each day, and below them the windows that they lie in."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from infraday.domain import text
from infraday.domain.headline import Load
from infraday.domain.picture import HELD, Line, Run, fill, spread, under, width
from infraday.domain.week import DAYS, DayFigures
from infraday.domain.when import MONTHS, WEEKDAYS, say_day_short, say_minutes
from infraday.domain.windows import MAINTENANCE, Window

HEIGHT = 4
BESIDE = 10  # columns of a day from which the clashes stand beside its date
SPELLED = 16  # columns of a day from which month and today are spelled out
LEAST_BAR, MOST_BAR = 4, 12


class WeekView(NamedTuple):
    """The days with their figures, the one that is shown below, and the clock's own date."""

    days: tuple[DayFigures, ...]
    shown: date
    today: date


class Band(NamedTuple):
    """Days in a row that lie in the same windows: from `first` to before `last`, counted from
    Monday."""

    first: int
    last: int
    windows: tuple[Window, ...]
    changes: int  # blocks of kind change that fall into them


def lines(view: WeekView, cells: int, tee: int | None) -> list[Line]:
    """Date, load and free time of each day in a column, and the rule below them, with the windows
    on it, and a tee where the one beside the day meets it."""
    rooms = [room for _, room in spans(cells)]
    least = min(rooms) - 1  # so that all of them are worded alike
    columns = [_column(day, view, room, least) for day, room in zip(view.days, rooms, strict=True)]
    below = windows_line(view, cells, tee)
    return [*(sum((column[y] for column in columns), ()) for y in range(HEIGHT - 1)), below]


def spans(cells: int) -> list[tuple[int, int]]:
    """Where the column of each day begins, and how wide it is with the blank behind it."""
    edges = [cells * count // DAYS for count in range(DAYS + 1)]
    return [(begin, end - begin) for begin, end in pairwise(edges)]


def day_at(view: WeekView, x: int, cells: int) -> date | None:
    """The day whose column holds a cell."""
    for day, (begin, room) in zip(view.days, spans(cells), strict=True):
        if begin <= x < begin + room:
            return day.day
    return None


def _column(day: DayFigures, view: WeekView, room: int, least: int) -> list[Line]:
    cells = max(0, room - 1)
    role = "muted" if day.is_past else "warn"  # nobody can do anything about it any more
    clash: Line = ((f"≋{day.clashes}", role),) if day.clashes else ()
    above, below = (clash, ()) if least >= BESIDE else ((), clash)
    found = [
        spread(_date(day, view, least), above, cells),
        spread(_load(day, view, cells - width(below)), below, cells),
        fill(_free(day, cells, least), cells),
    ]
    if day.day == view.shown:
        found = [under(line, HELD) for line in found]
    return [(*line, (" ", "text")) if room else () for line in found]


def _date(day: DayFigures, view: WeekView, least: int) -> Line:
    """`▸Tue 24 today`, `Mon 23 Nov`, with less room `Mon 23`: a sign is before the day shown, and
    one before today where the word is not."""
    shown, today = day.day == view.shown, day.day == view.today
    words = f"{WEEKDAYS[day.day.weekday()][:3]} {day.day.day}"
    spelled = least >= SPELLED
    if spelled:
        words += f" {'today' if today else MONTHS[day.day.month - 1][:3]}"
    if shown:
        return ((f"▸{words}", "accent"),)
    sign = "•" if today and not spelled else " "
    return ((f"{sign}{words}", "title" if today else "muted" if day.is_off else "text"),)


def _load(day: DayFigures, view: WeekView, cells: int) -> Line:
    """`6h30/7h30 ━━━━──`, with a `!` where that is too much; on a day off what is planned."""
    if day.does_not_count:
        said = say_minutes(day.said.planned)
        off = [f"{said} on a day off", f"{said} day off", f"{said} off", said]
        words = _first_that_fits(off if day.said.planned else ["day off"], cells - 1)
        return ((f" {words}", "muted"),)
    over = day.said.over
    role = "muted" if day.is_past else "urgent" if over else "text"
    words = _first_that_fits([_both(day), say_minutes(day.said.planned)], cells - 1)
    number: Line = ((f"{'!' if over else ' '}{words}", role),)
    widest = max(len(_both(other)) for other in view.days)  # so that the bars stand in line
    room = min(MOST_BAR, cells - widest - 2)
    if room < LEAST_BAR:
        return number
    return (*number, (" " * (widest - len(words) + 1), "text"), *_bar(day.said, room, role))


def _both(day: DayFigures) -> str:
    return f"{say_minutes(day.said.planned)}/{say_minutes(day.said.capacity)}"


def _bar(load: Load, room: int, role: str) -> Line:
    """How full a day is; what is planned at all, and what is free at all, shows."""
    if load.over:
        return (("━" * room, role),)
    used = round(room * load.planned / load.capacity) if load.capacity else 0
    if 0 < load.planned < load.capacity:
        used = max(1, min(room - 1, used))
    return (("━" * used, role), ("─" * (room - used), "faint"))


def _free(day: DayFigures, cells: int, least: int) -> Line:
    """`30m over`, else `1h15 free`; of what is past there is nothing left to say."""
    blank = " " * (least >= BESIDE)
    if day.is_too_full:
        over = say_minutes(day.said.planned - day.said.capacity)
        words, role = [f"{over} over", f"+{over}"], "muted" if day.is_past else "urgent"
    elif day.is_off or day.is_past:
        return ()
    elif day.free:
        free = say_minutes(day.free)
        words, role = [f"{free} free", f"{free} fr", free], "text"
    else:
        words, role = ["none free", "full"], "muted"
    return ((f"{blank}{_first_that_fits(words, cells - len(blank))}", role),)


def _first_that_fits(words: Sequence[str], cells: int) -> str:
    """The fullest wording that there is room for."""
    return next((it for it in words if text.width(it) <= cells), text.clip(words[-1], cells))


def windows_line(view: WeekView, cells: int, tee: int | None) -> Line:
    """The rule below the days, heavy and with words where they lie in a window."""
    edges = [begin for begin, _ in spans(cells)] + [cells]
    found: list[Run] = []
    at = 0
    for band in bands(view.days):
        begin, end = edges[band.first], edges[band.last]
        if begin == at and found:  # two that follow each other are told apart
            begin += 1
        found.append(("─" * (begin - at), "faint"))
        found += _band(band, view, end - begin)
        at = end
    found.append(("─" * (cells - at), "faint"))
    return _with_tee(found, tee)


def bands(days: Sequence[DayFigures]) -> list[Band]:
    """The windows of a week, from its first day to its last."""
    found: list[Band] = []
    changes: set[int] = set()
    for place, day in enumerate(days):
        if not day.windows:
            continue
        last = found[-1] if found else None
        if last and last.last == place and _named(last.windows) == _named(day.windows):
            changes |= day.changes
            found[-1] = Band(last.first, place + 1, day.windows, len(changes))
        else:
            changes = set(day.changes)
            found.append(Band(place, place + 1, day.windows, len(changes)))
    return found


def _named(windows: Sequence[Window]) -> list[tuple[str, str]]:
    return [(window.word, window.activity) for window in windows]


def _band(band: Band, view: WeekView, cells: int) -> Iterator[Run]:
    """A heavy rule that the fullest wording leaves some of to see."""
    wordings = list(_wordings(band, view))
    fitting = (words for words in wordings if text.width(words) + 4 <= cells)
    words = next(fitting, None) or text.clip(wordings[-1], cells)
    if text.width(words) + 2 <= cells:
        words = f" {words} "
    head = min(2, (cells - text.width(words)) // 2)
    yield "━" * head, "warn"
    yield words, "warn"
    yield "━" * (cells - head - text.width(words)), "warn"


def _wordings(band: Band, view: WeekView) -> Iterator[str]:
    """From all that is to know of a window to its one word."""
    names = " + ".join(dict.fromkeys(text.clip(it.activity, 200) for it in band.windows))
    kinds = " + ".join(dict.fromkeys(window.word for window in band.windows))
    last, sunday = max(window.last for window in band.windows), view.days[-1].day
    until = f", until {say_day_short(last, view.today)}" if last > sunday else ""
    if band.changes:
        several = "s" if band.changes > 1 else ""
        changes = f" · {band.changes} change block{several}"
        yield f"{names}{until}{changes}"
        yield f"{names}{changes}"
        yield f"{kinds}{changes}"
        yield f"{kinds} · {band.changes} change{several}"
    yield f"{names}{until}"
    yield names
    yield kinds
    yield kinds.replace(MAINTENANCE, "maint.")


def _with_tee(runs: Sequence[Run], tee: int | None) -> Line:
    """The line with a tee in it, where there is a rule and no word."""
    found: list[Run] = []
    at = 0
    for run, role in runs:
        place = -1 if tee is None else tee - at
        at += text.width(run)
        if run and run[0] in "─━" and 0 <= place < len(run):
            sign = "┬" if run[0] == "─" else "┯"
            found.append((run[:place] + sign + run[place + 1 :], role))
        elif run:
            found.append((run, role))
    return tuple(found)
