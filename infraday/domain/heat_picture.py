"""The heat map: how many risks stand in which of its 5×5 cells, and where the selected one does."""

from collections.abc import Mapping
from typing import NamedTuple

from infraday.domain import rating_picture, risk
from infraday.domain.picture import CURSOR, Line, Run, fill, under
from infraday.domain.refs import risk_ref
from infraday.domain.risk import SCALE, Bands, Rating
from infraday.domain.risk_view import Heat, View

Place = tuple[int, int]
"""Probability and impact of a cell; `BESIDE` is the place of what is not assessed."""
BESIDE: Place = (0, 0)
LEFT = 3  # columns of the names of the rows
LEVELS = len(SCALE)
LETTERS = {View.INHERENT: "i", View.CURRENT: "c", View.RESIDUAL: "r"}
HERE = "▸"


class Selected(NamedTuple):
    """The risk under the cursor: its three ratings, and one that is not saved yet."""

    id: int
    ratings: Mapping[View, Rating]
    pending: Rating | None = None


class HeatView(NamedTuple):
    """All that the map shows."""

    heat: Heat
    view: View
    bands: Bands
    selected: Selected | None = None
    filtered: Place | None = None
    cursor: Place | None = None  # while keys act on the map


class Grid(NamedTuple):
    """Where the cells stand: the first row, columns of each, lines from one row to the next."""

    top: int
    cell: int
    step: int


def grid(cells: int, height: int) -> Grid:
    """With more room the cells get wider and stand further apart."""
    top = int(height >= LEVELS + 3)
    step = 2 if height >= 2 * LEVELS + 8 else 1
    return Grid(top, max(3, min(10, (cells - LEFT) // LEVELS)), step)


def place_at(found: Grid, x: int, y: int) -> Place | None:
    """The cell at a point of the map, or None between them."""
    row, between = divmod(y - found.top, found.step)
    column = (x - LEFT) // found.cell + 1
    if y == found.top + (LEVELS - 1) * found.step + 2:
        return BESIDE
    inside = 0 <= row < LEVELS and 1 <= column <= LEVELS and x >= LEFT
    return (LEVELS - row, column) if inside and not between else None


def moved(place: Place, columns: int, rows: int) -> Place:
    """The place beside, above or below; what is not assessed stands below all cells."""
    probability, impact = place
    if place == BESIDE:
        return (1, 1) if rows < 0 else BESIDE
    if rows > 0 and probability == 1:
        return BESIDE
    least, most = SCALE[0], SCALE[-1]
    return (
        max(least, min(most, probability - rows)),
        max(least, min(most, impact + columns)),
    )


def lines(view: HeatView, cells: int, height: int) -> list[Line]:
    """As many lines as there is room for: the cells, their axis, what is beside them, the move of
    the selected risk, what the signs mean."""
    found = grid(cells, height)
    shown: list[Line] = [title(view)] if found.top else []
    for probability in reversed(SCALE):
        shown.append(_row(view, probability, found.cell))
        if found.step == 2 and probability > SCALE[0]:
            shown.append(())
    shown += [_axis(found.cell), _beside(view)]
    rest = height - len(shown)
    told = _moves(view)
    if rest <= len(told):
        told = told[-rest:] if rest > 0 else []
    elif told:
        told = [(), *told]
    shown += told
    if height - len(shown) >= 3:
        shown += [(), *_legend()]
    return [fill(line, cells) for line in shown[:height]]


def title(view: HeatView) -> Line:
    """What the map shows, or what is under its cursor."""
    if view.cursor is None:
        return ((f"{view.view.value.capitalize()} rating", "muted"),)
    return ((named(view, view.cursor), "text"),)


def named(view: HeatView, place: Place) -> str:
    """`P4 × I3 △ 12 high · 2 risks`."""
    if place == BESIDE:
        return f"? not assessed · {_risks(view.heat.unassessed)}"
    rated = Rating(*place)
    band = risk.band(rated, view.bands)
    shown, _ = rating_picture.SIGNS[band]
    count = view.heat.cells.get(place, 0)
    return f"P{place[0]} × I{place[1]} {shown} {rated.score} {band} · {_risks(count)}"


def _risks(count: int) -> str:
    return f"{count or 'no'} risk{'' if count == 1 else 's'}"


def _row(view: HeatView, probability: int, cells: int) -> Line:
    line: list[Run] = [(f"P{probability} ", "muted")]
    for impact in SCALE:
        line += _cell(view, (probability, impact), cells)
    return tuple(line)


def _cell(view: HeatView, place: Place, cells: int) -> Line:
    """`△2▸`, in brackets while the register shows that cell alone."""
    shown, role = rating_picture.SIGNS[risk.band(Rating(*place), view.bands)]
    count = view.heat.cells.get(place, 0)
    opens, closes = "[]" if place == view.filtered else "  "
    number = f"{count}" if count else ""
    room = cells - 2 if cells > 4 else cells - 1
    inside = fill(
        ((f"{shown}{number}", role if count else "muted"), (_marks(view, place), "accent")), room
    )
    bracket = "accent" if place == view.filtered else "text"
    line: Line = ((opens, bracket), *inside, (closes, bracket)) if cells > 4 else (
        (opens, bracket), *inside
    )  # fmt: skip
    return under(line, CURSOR) if place == view.cursor else line


def _marks(view: HeatView, place: Place) -> str:
    """Which ratings of the selected risk this cell is: the one that is looked at first."""
    if view.selected is None:
        return ""
    ratings = dict(view.selected.ratings)
    if view.selected.pending:
        ratings[view.view] = view.selected.pending
    here = [one for one, rated in ratings.items() if tuple(rated) == place]
    first = HERE if view.view in here else ""
    return first + "".join(LETTERS[one] for one in View if one in here and one is not view.view)


def _axis(cells: int) -> Line:
    lead = " " * (LEFT + 1)
    return ((lead + "".join(f"I{impact}".ljust(cells) for impact in SCALE).rstrip(), "muted"),)


def _beside(view: HeatView) -> Line:
    """Those that have no score are told apart: an empty rating is not a low one."""
    count = view.heat.unassessed
    opens, closes = "[]" if view.filtered == BESIDE else "  "
    role = "warn" if count else "muted"
    line: Line = (("  ", "text"), (f"{opens}? {count} not assessed{closes}", role))
    return under(line, CURSOR) if view.cursor == BESIDE else line


def _moves(view: HeatView) -> list[Line]:
    """`R-011  inherent 4×4 ▲16`, `current 3×4 △12`, `residual 2×3 ◇6`, each on its line."""
    if view.selected is None:
        return []
    found: list[Line] = []
    for one in View:
        rated = view.selected.ratings[one]
        mark = HERE if one is view.view else LETTERS[one]
        line: list[Run] = [
            (f"{mark} ", "accent"), (f"{one.value:<9}", "text" if one is view.view else "muted"),
            (rating_picture.short(rated, view.bands), "text" if one is view.view else "muted"),
        ]  # fmt: skip
        if one is view.view and view.selected.pending:
            line.append((f" → {rating_picture.short(view.selected.pending, view.bands)}", "accent"))
        found.append(tuple(line))
    head: Line = ((risk_ref(view.selected.id), "muted"),)
    return [head, *found]


def _legend() -> list[Line]:
    parts = [f"{sign} {band}" for band, (sign, _) in rating_picture.SIGNS.items() if band]
    return [(("   ".join(parts[:2]), "muted"),), (("   ".join(parts[2:]), "muted"),)]
