"""The hour-by-hour day laid out: which row each block fills, side by side where they meet."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from infraday.domain import schedule
from infraday.domain.rows import Block, DayRows
from infraday.domain.when import say_time

ZOOMS = (15, 30, 60)
DAY = 24 * 60
GUTTER = 4
MOST_ALL_DAY = 3
CHANGE = "clocks go"


class Cell(NamedTuple):
    """A block's place: its slots `first` to before `last`, and its lane of `lanes`."""

    block: Block
    first: int
    last: int
    lane: int
    lanes: int


class Timeline(NamedTuple):
    """One day laid out. `lines` names what stands on each line from the top: a slot's number, or
    the text of a mark between two (the clock's own time, a change of the clocks)."""

    day: date
    now: datetime | None  # naive local, where it is shown
    zoom: int  # minutes a row
    all_day: tuple[Block, ...]
    slots: tuple[tuple[Cell, ...], ...]
    lines: tuple[int | str, ...]
    free: dict[int, schedule.Gap]  # by the slot that shows it
    clashing: frozenset[int]  # ids
    projects: dict[int, str]
    hours: tuple[time, time] | None

    def line_of(self, slot: int) -> int:
        return self.lines.index(slot)

    @property
    def now_line(self) -> int | None:
        marks = (i for i, it in enumerate(self.lines) if isinstance(it, str) and is_now(it))
        return next(marks, None)

    def slot_at(self, at: time) -> int:
        return (at.hour * 60 + at.minute) // self.zoom

    def time_of(self, slot: int) -> time:
        return time(slot * self.zoom // 60, slot * self.zoom % 60)


def finest(height: int, hours: tuple[time, time] | None, all_day: int) -> int:
    """The finest zoom at which the working day fits into so many lines, the now-line included."""
    begin, end = hours or (time(8), time(18))
    room = height - 1 - min(all_day, MOST_ALL_DAY)
    first, last = _minute(begin), _minute(end)
    return next((zoom for zoom in ZOOMS if -(-last // zoom) - first // zoom <= room), ZOOMS[-1])


def lay_out(
    rows: DayRows,
    zoom: int,
    now: datetime,
    hours: tuple[time, time] | None,
    changes: Iterable[tuple[time, int]] = (),
    today: date | None = None,
) -> Timeline:
    """`now` is naive local; `changes` is what `nights.clock_changes` says of the day. `today` is
    given where it is not the clock's date, as between midnight and the day boundary."""
    timed = [block for block in rows.blocks if not schedule.is_all_day(block)]
    slots: list[list[Cell]] = [[] for _ in range(DAY // zoom)]
    for cell in _lanes(timed, rows.day, zoom):
        for slot in range(cell.first, cell.last):
            slots[slot].append(cell)
    clashing = schedule.clashes(timed)
    here = now if rows.day in (now.date(), today) else None
    return Timeline(
        day=rows.day,
        now=here,
        zoom=zoom,
        all_day=tuple(block for block in rows.blocks if schedule.is_all_day(block)),
        slots=tuple(tuple(sorted(cells, key=lambda cell: cell.lane)) for cells in slots),
        lines=_lines(rows.day, zoom, here, changes),
        free=_free(slots, rows.day, zoom, free_gaps(rows, now, hours)),
        clashing=frozenset(timed[place].id for place in clashing),
        projects={key: project.key for key, project in rows.projects.items()},
        hours=hours,
    )


def _lanes(blocks: Sequence[Block], day: date, zoom: int) -> list[Cell]:
    """Give each block its rows and lane; those that meet share the width evenly."""
    placed: list[Cell] = []
    group: list[tuple[Block, int, int, int]] = []
    until = 0
    spans = ((*_slots(block, day, zoom), block) for block in blocks)
    for first, last, block in sorted(spans, key=lambda span: (span[0], schedule.begins(span[2]))):
        if first >= until:
            placed += _share(group)
            group = []
        taken = {lane for _, _, end, lane in group if end > first}
        lane = next(lane for lane in range(len(group) + 1) if lane not in taken)
        group.append((block, first, last, lane))
        until = max(until, last)
    return placed + _share(group)


def _share(group: list[tuple[Block, int, int, int]]) -> list[Cell]:
    lanes = max((lane for *_, lane in group), default=0) + 1
    return [Cell(block, first, last, lane, lanes) for block, first, last, lane in group]


def _slots(block: Block, day: date, zoom: int) -> tuple[int, int]:
    """The slots of the day that a block fills; at least one."""
    midnight = datetime.combine(day, time())
    begin = max(0, (schedule.begins(block) - midnight) // schedule.MINUTE)
    end = min(DAY, (schedule.ends(block) - midnight) // schedule.MINUTE)
    first = min(begin // zoom, DAY // zoom - 1)
    return first, max(first + 1, -(-end // zoom))


def _lines(
    day: date, zoom: int, now: datetime | None, changes: Iterable[tuple[time, int]]
) -> tuple[int | str, ...]:
    lines: list[int | str] = list(range(DAY // zoom))
    marks: list[tuple[int, int, str]] = []
    for at, jump in changes:
        # Back from midnight is from the one that ends the day.
        minute = _minute(at) or (DAY if jump < 0 else 0)
        to = datetime.combine(day, at) + timedelta(minutes=jump)
        word = "forward" if jump > 0 else "back"
        words = f"{say_time(at)} {CHANGE} {word} to {say_time(to.time())}"
        marks.append((-(-minute // zoom), minute, words))
    if now:
        minute = (now - datetime.combine(day, time())) // schedule.MINUTE
        words = say_time(now.time()) + (" +1" if minute >= DAY else "")
        marks.append((min(minute, DAY - 1) // zoom + 1, minute, words))
    for place, _, words in sorted(marks, reverse=True):
        lines.insert(place, words)
    return tuple(lines)


def is_now(mark: str) -> bool:
    """Whether a mark between two slots is the now-line."""
    return CHANGE not in mark


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _free(
    slots: Sequence[Sequence[Cell]], day: date, zoom: int, gaps: Iterable[schedule.Gap]
) -> dict[int, schedule.Gap]:
    """The gaps by the first slot of theirs that no block fills."""
    found = {}
    midnight = datetime.combine(day, time())
    for gap in gaps:
        first = (gap.begin - midnight) // schedule.MINUTE // zoom
        last = -(-((gap.end - midnight) // schedule.MINUTE) // zoom)
        empty = (slot for slot in range(first, min(last, len(slots))) if not slots[slot])
        if (slot := next(empty, None)) is not None:
            found[slot] = gap
    return found


def free_at_any_hour(rows: DayRows) -> list[schedule.Gap]:
    """The gaps of the day shown, beside the working hours, too, and on into the night."""
    begin = datetime.combine(rows.day, time())
    return schedule.free(rows.blocks, begin, begin + timedelta(hours=36))


def free_gaps(rows: DayRows, now: datetime, hours: tuple[time, time] | None) -> list[schedule.Gap]:
    """The gaps of 15 minutes and more of the day shown, from now on (naive local)."""
    if hours is None:
        return []
    begin = datetime.combine(rows.day, hours[0])
    end = datetime.combine(rows.day, hours[1])
    if end <= begin:
        end += timedelta(days=1)
    begin = max(begin, now.replace(second=0, microsecond=0, tzinfo=None))
    return schedule.free(rows.blocks, begin, end) if begin < end else []
