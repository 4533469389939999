"""The whole Day screen as one picture, and where the cursor stands when a day is opened."""

from datetime import datetime, time
from typing import NamedTuple

from infraday.domain import nights, panels, schedule, text
from infraday.domain.headline import Moment, current_block, header, next_block
from infraday.domain.picture import Frame, Line, Region, fill, spread, width
from infraday.domain.refs import task_ref
from infraday.domain.rows import Block, DayRows, Waiting
from infraday.domain.timeline import (
    MOST_ALL_DAY,
    Cell,
    Timeline,
    finest,
    free_gaps,
    lay_out,
)
from infraday.domain.timeline_picture import Cursor, held_cell, line_picture


class DayView(NamedTuple):
    """A day, laid out, with the cursor and the first line shown below the all-day blocks."""

    rows: DayRows
    moment: Moment
    timeline: Timeline
    cursor: Cursor
    top: int


def open_view(rows: DayRows, moment: Moment, height: int, zoom: int | None = None) -> DayView:
    """Show a day from the start of work where it fits, with the cursor on what is on or next, and
    the now-line in sight."""
    pinned = sum(map(schedule.is_all_day, rows.blocks))
    timeline = build(rows, moment, zoom or finest(height, moment.hours, pinned))
    cursor = _first_cursor(rows, moment, timeline)
    view = with_cursor(DayView(rows, moment, timeline, cursor, _top(timeline)), cursor, height)
    return _with_now(view, height)


def _with_now(view: DayView, height: int) -> DayView:
    """Scrolled to the now-line; the cursor goes there too where it would be out of sight."""
    line, body = view.timeline.now_line, _body(view.timeline, height)
    if line is None or body < 2 or view.top <= line < view.top + body:
        return view
    here = view.timeline.line_of(view.cursor.slot)
    if abs(line - here) >= body:
        here = next(i for i in reversed(range(line)) if isinstance(view.timeline.lines[i], int))
    low, high = sorted((line, here))
    top = max(high - body + 1, min(view.top, low))
    slot = view.timeline.lines[here]
    cursor = view.cursor._replace(slot=int(slot))
    return with_cursor(view._replace(top=top), cursor, height)


def _body(timeline: Timeline, height: int) -> int:
    """The lines that are left below the all-day blocks."""
    return max(1, height - min(len(timeline.all_day), MOST_ALL_DAY))


def build(rows: DayRows, moment: Moment, zoom: int) -> Timeline:
    changes = nights.clock_changes(rows.day, moment.offset_at)
    return lay_out(rows, zoom, moment.now, moment.hours, changes, moment.today)


def _first_cursor(rows: DayRows, moment: Moment, timeline: Timeline) -> Cursor:
    """On what is on, else on what comes next, else now; on another day on its first block."""
    if timeline.now and timeline.now.date() > rows.day:
        return Cursor(len(timeline.slots) - 1)
    if rows.day == moment.today:
        here = timeline.slot_at(moment.now.time())
        for block in (current_block(rows.today, moment), next_block(rows.today, moment)):
            if cell := _cell_of(timeline, block):
                return Cursor(max(cell.first, min(here, cell.last - 1)), cell.lane)
        return Cursor(here)
    begun = (block.start for block in rows.blocks if block.start and block.day == rows.day)
    first = next(begun, None)
    return Cursor(timeline.slot_at(first or (moment.hours[0] if moment.hours else time(8))))


def _cell_of(timeline: Timeline, block: Block | None) -> Cell | None:
    cells = (cell for cells in timeline.slots for cell in cells)
    return next((cell for cell in cells if block and cell.block.id == block.id), None)


def _top(timeline: Timeline) -> int:
    begin = timeline.hours[0] if timeline.hours else time(8)
    return timeline.line_of(timeline.slot_at(begin))


def with_cursor(view: DayView, cursor: Cursor, height: int) -> DayView:
    """Put the cursor somewhere, scrolled only as far as it takes to see it, with its hint."""
    timeline, body = view.timeline, _body(view.timeline, height)
    top = min(view.top, max(0, len(timeline.lines) - body))
    if cursor.slot >= 0:
        line = timeline.line_of(cursor.slot)
        # With the first and the last slot come the marks beyond them.
        first = 0 if cursor.slot == 0 else line
        last = len(timeline.lines) - 1 if cursor.slot == len(timeline.slots) - 1 else line
        top = max(last - body + 1, min(top, first))
        top = max(line - body + 1, min(top, line))
    cursor = cursor._replace(hint=_hint(view, cursor))
    return view._replace(cursor=cursor, top=top)


def _hint(view: DayView, cursor: Cursor) -> str:
    free = cursor.slot >= 0 and not view.timeline.slots[cursor.slot]
    found = suggestion(view._replace(cursor=cursor)) if free else None
    enter = view.moment.key_of("block.open")
    return f"{enter}: {task_ref(found.task.id)}" if found else ""


def suggestion(view: DayView) -> Waiting | None:
    """What `enter` places on free time: what waits first and fits, else what waits first. Time
    that is over takes none."""
    at, now = time_at(view), view.moment.now
    end = at + view.timeline.zoom * schedule.MINUTE
    if end <= now:
        return None
    gaps = free_gaps(view.rows, now, view.moment.hours)
    here = (gap.end - max(at, gap.begin) for gap in gaps if at < gap.end and gap.begin < end)
    room = next(here, None)
    fits = (
        wait
        for wait in view.rows.waiting
        if room is None or (panels.remaining(wait) or 0) * schedule.MINUTE <= room
    )
    return next(fits, next(iter(view.rows.waiting), None))


def block_at(view: DayView) -> Block | None:
    """The block under the cursor."""
    slot, timeline = view.cursor.slot, view.timeline
    if slot < 0:
        place = slot + min(len(timeline.all_day), MOST_ALL_DAY)
        return timeline.all_day[place] if 0 <= place < len(timeline.all_day) else None
    cell = held_cell(timeline, view.cursor)
    return cell.block if cell else None


def time_at(view: DayView) -> datetime:
    """The start of the row under the cursor; of a gap that begins inside it, the gap's."""
    slot = max(0, view.cursor.slot)
    at = datetime.combine(view.rows.day, view.timeline.time_of(slot))
    ends = (schedule.ends(block) for block in view.rows.blocks if schedule.takes_time(block))
    inside = [end for end in ends if 0 <= (end - at) // schedule.MINUTE < view.timeline.zoom]
    return max(inside, default=at)


def timeline_lines(view: DayView, region: Region, marked: frozenset[int]) -> list[Line]:
    """The lines of the timeline that are on screen."""
    return [timeline_line(view, y, region.width, marked) for y in range(region.height)]


def timeline_line(view: DayView, y: int, cells: int, marked: frozenset[int]) -> Line:
    pinned = min(len(view.timeline.all_day), MOST_ALL_DAY)
    line = y if y < pinned else y + view.top
    return line_picture(view.timeline, line, view.moment.now, cells, view.cursor, marked)


def detail_lines(view: DayView, region: Region) -> list[Line]:
    """What the detail says of where the cursor is."""
    cells, height = region.width, region.height
    if block := block_at(view):
        clashing = block.id in view.timeline.clashing
        return panels.detail(block, view.rows, view.moment, cells, height, clashing=clashing)
    return panels.free_detail(
        time_at(view), view.rows, view.moment, suggestion(view), cells, height
    )


def rule(cells: int, tee: int | None, sign: str, note: str = "", role: str = "faint") -> Line:
    """A thin rule, with a tee where another one meets it, and a note at its end."""
    dashes = "─" * max(0, cells)
    if tee is not None and 0 <= tee < cells:
        dashes = dashes[:tee] + sign + dashes[tee + 1 :]
    if not note:
        return ((dashes, "faint"),)
    return fill(((f" {note} ", role), (dashes[text.width(note) + 2 :], "faint")), cells, "faint")


def _headline(view: DayView, cells: int, note: str) -> Line:
    """The header, with a note at its end where there is no rule to hold it."""
    if not note:
        return header(view.rows, view.moment, cells)
    short = note.partition(":")[0]
    said: Line = ((f" {text.clip(short, cells // 2)} ", "warn"),)
    return spread(header(view.rows, view.moment, max(0, cells - width(said))), said, cells)


def frame_parts(
    view: DayView, frame: Frame, note: str = ""
) -> list[tuple[Region, list[Line], str]]:
    """The header and the rules, each with its region and name."""
    beside = frame.side.height > 1
    tee = frame.side.x if beside else None
    side: list[Line] = [(("│", "faint"),)] * frame.side.height
    between = side if beside else [rule(frame.side.width, None, "")]
    note_above = "" if frame.rule.height else note
    below_header = None if frame.week.height else tee  # a week has the tee on a rule of its own
    return [
        (frame.header, [_headline(view, frame.header.width, note_above)], "header"),
        (frame.rule, [rule(frame.rule.width, below_header, "┬", note, "warn")], "rule"),
        (frame.side, between, "side"),
        (frame.foot, [rule(frame.foot.width, tee, "┴")], "foot"),
    ]
