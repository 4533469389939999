"""The laid-out day as a picture: what stands on each line of the timeline."""

from collections.abc import Collection
from datetime import datetime, time
from typing import NamedTuple

from infraday.domain import schedule, text
from infraday.domain.block import OutputState, Status
from infraday.domain.picture import CURSOR, HELD, Line, Run, fill, spread, under, width
from infraday.domain.rows import Block
from infraday.domain.timeline import GUTTER, MOST_ALL_DAY, Cell, Timeline, is_now
from infraday.domain.when import say_minutes, say_time

GLYPHS = {
    Status.PLANNED: ("○", "text"),
    Status.ACTIVE: ("▶", "accent"),
    Status.DONE: ("✔", "good"),
    Status.SKIPPED: ("✖", "muted"),
    Status.MOVED: ("↷", "muted"),
    Status.CANCELLED: ("⊘", "muted"),
}


NARROW, WHOLE = 12, 40  # columns of a lane from which signs and times, and the project, are shown


class Cursor(NamedTuple):
    """Where one is: a slot and a lane, or (slot below 0) an all-day block, counted from -1 up."""

    slot: int
    lane: int = 0
    hint: str = ""  # what `enter` does on free time
    shown: bool = True


def glyph(block: Block, now: datetime) -> Run:
    """The sign of a block's state, with its role."""
    if block.status is Status.DONE and block.output_state is OutputState.PARTIAL:
        return "◐", "warn"
    if schedule.is_late(block, now):
        return "◷", "urgent"
    return GLYPHS[block.status]


def title_role(block: Block) -> str:
    if block.status is Status.ACTIVE:
        return "now"
    if block.status is Status.PLANNED:
        return "text"
    return "muted" if block.status is Status.DONE else "over"


def signs(block: Block, *, clashing: bool, marked: bool) -> str:
    """What else is to know at a glance: marked, clash, recurring, fixed, unplanned."""
    return "".join(
        sign
        for sign, shown in (
            ("☑", marked),
            ("≋", clashing),
            ("↻", block.series_id is not None),
            ("◆", block.fixed),
            ("+", block.unplanned),
        )
        if shown
    )


def project_mark(key: str | None, project_id: int | None) -> Line:
    """The thin mark at the edge and the project's key."""
    if key is None or project_id is None:
        return ()
    return ("▏", f"hue{project_id % 8}"), (text.clip(key, 12), "muted")


def paint_all_day(
    timeline: Timeline, place: int, now: datetime, cells: int, marked: Collection[int]
) -> Line:
    block = timeline.all_day[place]
    label = " all day " if cells > 40 else "  "
    mark: Line = ()
    if cells >= WHOLE:
        mark = project_mark(timeline.projects.get(block.project_id or 0), block.project_id)
    more = len(timeline.all_day) - MOST_ALL_DAY
    if place == MOST_ALL_DAY - 1 and more > 0:
        mark = ((f"+{more} more ", "muted"), *mark)
    sign, role = glyph(block, now)
    extra = signs(block, clashing=False, marked=block.id in marked)
    title: Line = ((f"{sign}{' ' + extra if extra else ''} ", role),)
    title += ((text.clip(block.activity, cells), title_role(block)),)
    return spread(((label, "muted"), *title), (*mark, (" ", "text")), cells)


def gutter(timeline: Timeline, slot: int) -> Run:
    at = timeline.time_of(slot)
    if at.minute == 0:
        return f" {at.hour:02} ", "text" if _working(timeline, at) else "muted"
    if timeline.zoom == 15 and at.minute == 30:
        return "  · ", "faint"
    return "    ", "muted"


def _working(timeline: Timeline, at: time) -> bool:
    return timeline.hours is not None and timeline.hours[0] <= at < timeline.hours[1]


def paint_mark(mark: str, cells: int) -> Line:
    """The now-line, or a change of the clocks."""
    role, label = ("accent", "here") if is_now(mark) else ("warn", "warn")
    dashes = max(0, cells - GUTTER - len(mark) - 3)
    left = ("┄" * (dashes // 2), role)
    right = ("┄" * (dashes - dashes // 2), role)
    gutter = (" " * min(GUTTER, max(0, cells - len(mark) - 2)), "text")
    return fill((gutter, left, (f" {mark} ", label), right), cells)


def paint_slot(
    timeline: Timeline, slot: int, now: datetime, cells: int, marked: Collection[int]
) -> list[tuple[Cell | None, Line]]:
    """A slot's parts after the gutter, from left to right, each with its cell (None: free)."""
    room = max(0, cells - GUTTER)
    here = timeline.slots[slot]
    if not here:
        return [(None, _paint_free(timeline, slot, room))]
    by_lane = {cell.lane: cell for cell in here}
    lanes = here[0].lanes
    parts: list[tuple[Cell | None, Line]] = []
    for lane in range(lanes):
        begin, end = room * lane // lanes, room * (lane + 1) // lanes
        gap = 1 if lane < lanes - 1 and end - begin > 1 else 0
        cell = by_lane.get(lane)
        line = paint_cell(timeline, cell, slot, now, end - begin - gap, marked) if cell else ()
        parts.append((cell, fill(line, end - begin)))
    if lanes > room:  # some lanes have no room at all
        last = next((i for i in reversed(range(lanes)) if width(parts[i][1])), 0)
        parts[last] = (parts[last][0], (("…", "warn"),) if room else ())
    return parts


def _paint_free(timeline: Timeline, slot: int, cells: int) -> Line:
    gap = timeline.free.get(slot)
    if gap is None:
        return fill((), cells)
    words = f"  free until {say_time(gap.end.time())} · {say_minutes(gap.minutes)}"
    return fill(((words, "muted"),), cells)


def paint_cell(
    timeline: Timeline, cell: Cell, slot: int, now: datetime, cells: int, marked: Collection[int]
) -> Line:
    block = cell.block
    if slot == cell.first:
        return _paint_title(timeline, cell, now, cells, marked)
    line: Line = (("│ ", "edge"),)
    until = f"  {ending}" if (ending := _ending(timeline, cell, slot)) else ""
    if slot > cell.first + 1 or not (words := block.output_note or block.output):
        return fill((*line, (until, "muted")), cells)
    sign = "" if block.output_note else "→ "
    line += ((f"  {sign}{text.clip(words, max(1, cells))}", "muted"),)
    return spread(line, ((until, "muted"),) if cells >= WHOLE else (), cells)


def _ending(timeline: Timeline, cell: Cell, slot: int) -> str:
    """When a block ends, on its last row, where the rows alone do not say so."""
    end, days = cell.block.end, (cell.block.end_day - timeline.day).days
    if end is None or slot < cell.last - 1:
        return ""
    if _goes_on(timeline, cell.block):
        return f"↓ until {say_time(end)} +{days}"
    return f"until {say_time(end)}" if end.minute % timeline.zoom else ""


def _goes_on(timeline: Timeline, block: Block) -> bool:
    return schedule.ends(block) > datetime.combine(timeline.day, time()) + schedule.DAY


def _paint_title(
    timeline: Timeline, cell: Cell, now: datetime, cells: int, marked: Collection[int]
) -> Line:
    block = cell.block
    sign, role = glyph(block, now)
    if cells < NARROW and block.id in marked:
        sign = "☑"
    if cells < 3:
        return fill(((sign, role),), cells)
    title = (text.clip(block.activity, cells), title_role(block))
    if cells < NARROW:
        return fill(((f"{sign} ", role), title), cells)
    early = ""
    if block.day < timeline.day:
        early = "↑ "
    elif block.start and block.start.minute % timeline.zoom:
        early = f"{say_time(block.start)} "
    tail = _paint_tail(timeline, cell, cells, marked=block.id in marked)
    return spread(((f"{sign} ", role), (early, "muted"), title), tail, cells)


def _paint_tail(timeline: Timeline, cell: Cell, cells: int, *, marked: bool) -> Line:
    """What stands at the right of a title: signs, and the project where there is room."""
    block = cell.block
    clashing = block.id in timeline.clashing
    extra = signs(block, clashing=clashing, marked=marked)
    if cell.last == cell.first + 1 and _goes_on(timeline, block):
        extra += "↓"
    mark = project_mark(timeline.projects.get(block.project_id or 0), block.project_id)
    if mark and cells < WHOLE:
        mark = mark[:1]
    tail: Line = ((f" {extra}", "warn" if clashing else "muted"),) if extra else ()
    tail += ((" ", "text"), *mark) if mark else ()
    return (*tail, (" ", "text")) if tail and cells >= WHOLE else tail


def line_picture(
    timeline: Timeline,
    line: int,
    now: datetime,
    cells: int,
    cursor: Cursor,
    marked: Collection[int] = (),
) -> Line:
    """One line of the timeline, counted from the first all-day block down."""
    pinned = min(len(timeline.all_day), MOST_ALL_DAY)
    if line < pinned:
        picture = paint_all_day(timeline, line, now, cells, marked)
        here = cursor.shown and cursor.slot == line - pinned
        return under(picture, CURSOR) if here else picture
    if line - pinned >= len(timeline.lines):
        return fill((), cells)
    entry = timeline.lines[line - pinned]
    if isinstance(entry, str):
        return paint_mark(entry, cells)
    picture = (gutter(timeline, entry),)
    held = held_cell(timeline, cursor)
    for cell, part in paint_slot(timeline, entry, now, cells, marked):
        shown = part
        if cell is None and entry == cursor.slot and cursor.shown:
            shown = _with_hint(part, cursor.hint)
        if cursor.shown and entry == cursor.slot and (cell is None or cell is held):
            shown = under(shown, CURSOR)
        elif cursor.shown and cell is not None and cell is held:
            shown = under(part, HELD)
        picture += shown
    return picture if cells > GUTTER else fill(picture, cells)


def held_cell(timeline: Timeline, cursor: Cursor) -> Cell | None:
    """The cell of the block under the cursor."""
    if not 0 <= cursor.slot < len(timeline.slots) or not timeline.slots[cursor.slot]:
        return None
    cells = timeline.slots[cursor.slot]
    return min(cells, key=lambda cell: abs(cell.lane - cursor.lane))


def _with_hint(part: Line, hint: str) -> Line:
    words = part[:-1] if part and part[-1][0].isspace() else part
    return spread(words, ((f" {hint} ", "muted"),), width(part)) if hint else part
