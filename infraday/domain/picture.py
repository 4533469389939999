"""Pictures of text: lines of runs, each run with a role, and where on the screen they stand.

Screens and the first paint draw the same pictures, so that nothing jumps between them.
"""

from collections.abc import Iterable
from typing import NamedTuple

from infraday.domain import text

Run = tuple[str, str]
"""Text that is safe to show, and its role: a key of `palette.paints`."""
Line = tuple[Run, ...]

CURSOR, HELD = "|cursor", "|held"
"""What a role ends in under the cursor, and in the other rows of the block under it."""

WIDE = 100  # columns from which the detail stands beside the day
ROOMY = 16  # rows below which one line of detail is left
WEEK_WIDE, WEEK = 60, 4  # columns that a week needs, and the rows that it takes


class Region(NamedTuple):
    x: int
    y: int
    width: int
    height: int


class Frame(NamedTuple):
    """Where the parts of the Day screen stand. A part without room has no height."""

    header: Region
    rule: Region
    timeline: Region
    side: Region  # the rule between the day and what stands beside it
    detail: Region
    waiting: Region
    foot: Region  # the rule above the footer
    footer: Region
    week: Region = Region(0, 0, 0, 0)


def has_room_for_week(columns: int, rows: int) -> bool:
    return columns >= WEEK_WIDE and rows >= ROOMY


def frame(columns: int, rows: int, *, week: bool = False) -> Frame:
    """The Day screen's parts for a terminal of any size, with a week above the day where it is
    asked for and there is room."""
    if week and has_room_for_week(columns, rows):
        return _under_week(_frame(columns, rows - WEEK))
    return _frame(columns, rows)


def _under_week(frame: Frame) -> Frame:
    """The parts of a screen that is so much lower, moved down below a week."""
    top = frame.header.height + frame.rule.height
    parts = (part._replace(y=part.y + WEEK) if part.y >= top else part for part in frame)
    return Frame(*parts)._replace(week=Region(0, top, frame.header.width, WEEK))


def _frame(columns: int, rows: int) -> Frame:
    header = Region(0, 0, columns, min(1, rows))
    footer = Region(0, rows - 1, columns, 1 if rows > 3 else 0)
    none = Region(0, 0, 0, 0)
    if rows < ROOMY:
        detail = Region(0, rows - 2, columns, 1 if rows > 5 else 0)
        body = max(0, rows - 1 - footer.height - detail.height)
        timeline = Region(0, 1, columns, body)
        return Frame(header, none, timeline, none, detail, none, none, footer)
    rule, foot = Region(0, 1, columns, 1), Region(0, rows - 2, columns, 1)
    if columns >= WIDE:
        return _beside(columns, rows, header, rule, foot, footer)
    below = min(max(6, (rows - 4) // 3), 10)
    timeline = Region(0, 2, columns, rows - 5 - below)
    middle = Region(0, rows - 3 - below, columns, 1)
    split = columns * 11 // 20 if columns >= 70 else columns
    detail = Region(1, rows - 2 - below, split - 2, below)
    waiting = Region(split + 1, rows - 2 - below, columns - split - 1, below)
    if columns < 70:
        waiting = none
    return Frame(header, rule, timeline, middle, detail, waiting, foot, footer)


def _beside(
    columns: int, rows: int, header: Region, rule: Region, foot: Region, footer: Region
) -> Frame:
    body, left = rows - 4, columns * 29 // 50
    low = max(6, body * 2 // 5)
    return Frame(
        header,
        rule,
        Region(0, 2, left, body),
        Region(left, 2, 1, body),
        Region(left + 2, 2, columns - left - 2, body - low),
        Region(left + 2, 2 + body - low, columns - left - 2, low),
        foot,
        footer,
    )


def focused(frame: Frame) -> Frame:
    """The same screen with the detail alone between the rules."""
    none = Region(0, 0, 0, 0)
    bottom = frame.foot.y if frame.foot.height else frame.footer.y
    top = frame.rule.y + frame.rule.height if frame.rule.height else frame.header.height
    alone = Region(2, top + 1, max(1, frame.header.width - 4), max(1, bottom - top - 1))
    return frame._replace(timeline=none, side=none, detail=alone, waiting=none)


def width(line: Line) -> int:
    return sum(text.width(run) for run, _ in line)


def fill(line: Iterable[Run], cells: int, role: str = "text") -> Line:
    """The line in exactly so many cells: cut with `…`, or filled up in `role`."""
    out: list[Run] = []
    room = max(0, cells)
    for run, as_role in line:
        if text.width(run) > room and not run.isspace():
            return _ended(out, run, as_role, room)
        out.append((run[:room] if run.isspace() else run, as_role))
        room -= text.width(out[-1][0])
    return (*out, (" " * room, role)) if room else tuple(out)


def _ended(out: list[Run], run: str, role: str, room: int) -> Line:
    """End a line with a run that does not fit: with the `…` in the run before where it must be."""
    while room == 0 and out:
        before, role = out.pop()
        room, run = text.width(before), before + run
    shown = text.clip(run, room)
    blank = " " * (room - text.width(shown))
    return (*out, (shown, role), *(((blank, role),) if blank else ()))


def spread(left: Line, right: Line, cells: int, role: str = "text") -> Line:
    """Left and right at the edges of so many cells. The right one stays whole while it fits."""
    tail = width(right)
    if tail >= cells:
        return fill(right, cells, role)
    return (*fill(left, cells - tail, role), *right)


def flags_raised(count: int) -> Line:
    """The raised red flags, as every header has them."""
    return ((f"  ⚑{count}", "urgent"),) if count else ()


def under(line: Line, mark: str) -> Line:
    """The same line under the cursor, or held by it."""
    return tuple((run, role + mark) for run, role in line)


ASCII = str.maketrans(
    {
        "○": "o", "▶": ">", "✔": "x", "◐": "%", "◷": "L", "✖": "-", "↷": "~", "⊘": "/", "↻": "@",
        "◆": "#", "»": ">", "‼": "*", "≋": "=", "…": ".", "─": "-", "│": "|", "┄": "-", "▏": "|",
        "┬": "+", "┴": "+", "·": ".", "–": "-", "→": ">", "▸": ">", "▲": "^", "▼": "v", "“": '"',
        "”": '"', "☐": "_", "☑": "*", "↑": "^", "↓": "v", "×": "x", "━": "=", "┯": "+", "•": "*",
        "┼": "+", "┌": "+", "┐": "+", "└": "+", "┘": "+", "▌": "|", "█": "#", "░": ".", "⚑": "P",
        "△": "A", "◇": "o", "▁": "1", "▂": "2", "▃": "3", "▄": "4", "▅": "5", "▆": "6", "▇": "7",
        "≠": "!", "‹": "<", "›": ">",
    }
)  # fmt: skip
"""The plain set of signs, for terminals that draw the others wide or not at all."""
