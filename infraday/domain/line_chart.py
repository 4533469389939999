"""Two lines over time, drawn in the dots of braille signs: what was, and dotted what was planned.
With plain signs one sample a cell is drawn instead. Nothing depends on colour."""

from collections.abc import Sequence
from typing import TypeAlias

from infraday.domain.picture import Line

Values: TypeAlias = Sequence[int | None]
"""One value a day; None where there is none, as of what is still to come."""

DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bits of a braille sign: by column, then from the top."""
BLANK = 0x2800
APART = 4  # columns of dots from one dot of the planned line to the next
ACTUAL, PLANNED = ("━━", "*"), ("· ·", ".")
"""The legend's signs, and the plain ones, with which the lines themselves are drawn."""
ACTUAL_ROLE, PLANNED_ROLE = "accent", "text"


def chart(
    actual: Values, planned: Values, most: int, cells: int, rows: int, *, plain: bool = False
) -> list[Line]:
    """So many rows of so many cells, from 0 at the bottom to `most` at the top. Where both lines
    pass through a cell it has the role of what was."""
    if cells < 1 or rows < 1:
        return []
    wide, high = (1, 1) if plain else (2, 4)
    was = _dots(_sampled(actual, cells * wide), most, rows * high, apart=1)
    plan = _dots(_sampled(planned, cells * wide), most, rows * high, apart=1 if plain else APART)
    return [_row(y, was, plan, cells, plain=plain) for y in range(rows)]


def _sampled(values: Values, columns: int) -> list[int | None]:
    """One value a column: a line keeps its height until the day on which it changes."""
    last = len(values) - 1
    if last < 0:
        return [None] * columns
    return [values[x * last // max(1, columns - 1)] for x in range(columns)]


Dots: TypeAlias = list[tuple[int, int]]
"""For each column the highest and the lowest dot, from the top; (1, 0) for none."""


def _dots(values: Values, most: int, high: int, *, apart: int) -> Dots:
    """A line without gaps, or one of single dots so many columns apart."""
    dots: Dots = []
    before: int | None = None
    for x, value in enumerate(values):
        if value is None or x % apart:
            dots.append((1, 0))
            continue
        y = high - 1 - round(min(value, most) * (high - 1) / max(1, most))
        reach = y if before is None or apart > 1 else before
        dots.append((min(y, reach), max(y, reach)))
        before = y
    return dots


def _row(y: int, was: Dots, plan: Dots, cells: int, *, plain: bool) -> Line:
    runs: list[tuple[str, str]] = []
    for x in range(cells):
        if plain:
            bits = (int(_reaches(was[x], y)), int(_reaches(plan[x], y)))
            sign = ACTUAL[1] if bits[0] else PLANNED[1] if bits[1] else " "
        else:
            bits = (_sign(was, x, y), _sign(plan, x, y))
            sign = chr(BLANK + (bits[0] | bits[1])) if any(bits) else " "
        role = ACTUAL_ROLE if bits[0] else PLANNED_ROLE
        if runs and runs[-1][1] == role:
            runs[-1] = (runs[-1][0] + sign, role)
        else:
            runs.append((sign, role))
    return tuple(runs)


def _sign(dots: Dots, x: int, y: int) -> int:
    """The bits of a line in a cell."""
    return sum(
        DOTS[column][row]
        for column in (0, 1)
        for row in range(4)
        if _reaches(dots[2 * x + column], 4 * y + row)
    )


def _reaches(dot: tuple[int, int], y: int) -> bool:
    return dot[0] <= y <= dot[1]
