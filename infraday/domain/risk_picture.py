"""The Risks screen as pictures: where its parts stand, its header, what an empty register says."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from infraday.domain import text
from infraday.domain.money import say_money_short
from infraday.domain.picture import Line, Region, Run, fill, spread, width
from infraday.domain.rating_picture import SIGNS
from infraday.domain.risk_view import Figures, View

WIDE, HIGH = 100, 20  # columns and rows from which register, map and detail stand side by side
SHORT = 60  # columns below which words are short
ROOMY = 16  # rows below which every line counts
SAID = (
    ("▲", "critical"), ("△", "high"), ("◇", "medium"), ("·", "low"), ("?", "not assessed"),
    ("4×5", "probability × impact, and the score after the sign"),
    ("▸", "the rating that is looked at, of the selected risk"),
    ("i c r", "its inherent, current and residual rating, in the map"),
    ("[ ]", "the cell that the register shows alone"), ("+", "an opportunity"),
    ("⚑", "in the header: red flags that are raised"), ("☑", "marked"),
    ("*", "a rating that is not saved yet"),
    ("◷", "late"), ("▏", "a project's own colour"), ("…", "cut: there is more"),
)  # fmt: skip
"""What the screen's signs say."""
EMPTY = "No risk is open. {add} adds one, {bring} imports a register."
"""What an empty register says, with the key that adds to it."""
HIDDEN = "No risk fits. esc clears the filter."


class Pane(StrEnum):
    """What keys act on."""

    REGISTER = "register"
    MAP = "map"
    DETAIL = "detail"


class RiskFrame(NamedTuple):
    """Where the parts stand. A part without room has no height."""

    header: Region
    tabs: Region  # where only one of the three is shown
    rule: Region
    register: Region
    side: Region
    map: Region
    middle: Region
    detail: Region
    foot: Region
    why: Region  # the risk under the cursor in a line, or what is not saved yet
    footer: Region


NONE = Region(0, 0, 0, 0)


def frame(columns: int, height: int, active: Pane) -> RiskFrame:
    """All three, or on a small screen the active one alone."""
    header, footer = Region(0, 0, columns, 1), Region(0, height - 1, columns, int(height > 3))
    if columns >= WIDE and height >= HIGH:
        return _three(columns, height, header, footer)
    roomy = height >= ROOMY
    low = (2 if roomy else 1) if height > 5 else 0
    why = Region(0, height - 1 - low, columns, low)
    top, rules = (3, 1) if roomy else (2, 0)
    one = Region(0, top, columns, max(1, height - top - 1 - low - rules))
    shown = {pane: one if pane is active else NONE for pane in Pane}
    return RiskFrame(
        header, Region(0, 1, columns, 1), Region(0, 2, columns, rules), shown[Pane.REGISTER],
        NONE, shown[Pane.MAP], NONE, shown[Pane.DETAIL], Region(0, why.y - 1, columns, rules),
        why, footer,
    )  # fmt: skip


def _three(columns: int, height: int, header: Region, footer: Region) -> RiskFrame:
    why = Region(0, height - 2, columns, 1)
    foot = Region(0, height - 3, columns, 1)
    detail = max(5, min(16, (height - 5) * 2 // 5))
    below = Region(1, foot.y - detail, columns - 2, detail)
    middle = Region(0, below.y - 1, columns, 1)
    body = middle.y - 2
    right = 36 if columns < 150 else 55
    left = columns - right - 1
    return RiskFrame(
        header, NONE, Region(0, 1, columns, 1), Region(0, 2, left - 1, body),
        Region(left, 2, 1, body), Region(left + 2, 2, right - 2, body), middle, below, foot,
        why, footer,
    )  # fmt: skip


def rule(frame: RiskFrame, region: Region) -> list[Line]:
    """A thin rule, joined to the one between register and map where that meets it."""
    if not frame.side.height or region == frame.foot:
        return [(("─" * region.width, "faint"),)]
    joint, left = "┬" if region == frame.rule else "┴", frame.side.x
    return [(("─" * left + joint + "─" * (region.width - left - 1), "faint"),)]


def side(frame: RiskFrame) -> list[Line]:
    return [(("│", "faint"),)] * frame.side.height


class Banner(NamedTuple):
    """What the header tells."""

    figures: Figures | None = None
    filter: str = ""  # as it is read, and the cell; nothing without one
    shown: int = 0  # risks in the register
    view: View = View.CURRENT
    marked: int = 0
    unsaved: str = ""
    note: str = ""  # such as that the plan is read-only
    raised: int = 0  # red flags
    typing: bool = False  # the filter's line stands in the header


TYPED_AT = 9  # columns before the filter's line
TYPED = 55  # columns that it has at most: its hint, and one to part


def typing_room(banner: Banner, cells: int) -> int:
    """The columns of the filter's line: what is at the right stays in sight."""
    return max(8, min(TYPED, cells - TYPED_AT - width(_right(banner, cells)) - 1))


def _right(banner: Banner, cells: int) -> Line:
    raised: Line = ((f"⚑{banner.raised}  ", "urgent"),) if banner.raised else ()
    return (*raised, *views(banner.view, cells))


def header(banner: Banner, cells: int) -> Line:
    """` Risks · 23 open · exposure 412 000 · 4 reviews due`, at the right which rating is looked
    at. What does not fit is left out from the end, or shorter."""
    right, news = _right(banner, cells), _news(banner)
    left: list[Run] = [(" Risks", "title")]
    room = cells - width(right) - 1
    if banner.typing:
        before = " " * (TYPED_AT + typing_room(banner, cells) - width(tuple(left)))
        left, news = [*left, (before, "text")], _figures(banner.figures, filtered=True)[:1]
    for words, short, role in news:
        used = width(tuple(left))
        said = words if used + text.width(words) + 3 <= room else short
        if said and used + text.width(said) + 3 <= room:
            left += [(" · ", "muted"), (said, role)]
    if banner.filter and not banner.typing and not any(banner.filter in run for run, _ in left):
        fits = text.clip(banner.filter, max(6, room - width(tuple(left)) - 3))
        left += [(" · ", "muted"), (fits, "accent")]
    return spread(tuple(left), right, cells)


def views(now: View, cells: int) -> Line:
    """`inherent ▸ [current] ▸ residual`; with little room the one that is looked at alone."""
    if cells < WIDE:
        return ((f"{now.value} ", "accent"),)
    line: list[Run] = []
    for view in View:
        line += [(" ▸ ", "muted")] if line else []
        shown = f"[{view.value}]" if view is now else view.value
        line.append((shown, "accent" if view is now else "muted"))
    return (*line, (" ", "text"))


def _news(banner: Banner) -> list[tuple[str, str, str]]:
    """What is told: in words, in few, its role; what matters most first."""
    found: list[tuple[str, str, str]] = []
    if banner.note:
        found.append((banner.note, "read-only", "warn"))
    if banner.unsaved:
        found.append((banner.unsaved, "not saved", "warn"))
    if banner.filter:
        found.append((f"{banner.filter} · {banner.shown} · esc clears",
                      text.clip(banner.filter, SHORT // 4), "accent"))  # fmt: skip
    if banner.marked:
        found.append((f"{banner.marked} marked", f"☑ {banner.marked}", "accent"))
    return found + _figures(banner.figures, filtered=bool(banner.filter))


def _figures(figures: Figures | None, *, filtered: bool) -> list[tuple[str, str, str]]:
    if figures is None:
        return []
    of_all = f" of {figures.of_all}" if filtered and figures.of_all != figures.open else ""
    found = [(f"{figures.open}{of_all} open", f"{figures.open}", "text")]
    due = figures.reviews_due
    money = say_money_short(figures.exposure_cents)
    if figures.exposure_cents:
        found.append((f"exposure {money}", "", "text"))
    if due:
        found.append((f"{due} review{'s' if due > 1 else ''} due", f"◷{due}", "urgent"))
    if figures.lapsed:
        found.append((f"{figures.lapsed} acceptance ran out" if figures.lapsed == 1
                      else f"{figures.lapsed} acceptances ran out", "", "urgent"))  # fmt: skip
    if figures.unassessed:
        sign = SIGNS[None][0]
        said = f"{figures.unassessed} not assessed"
        found.append((said, f"{sign}{figures.unassessed}", "warn"))
    return found


def tabs(active: Pane, count: int, where: str, cells: int) -> Line:
    """The three panes on one line, the one shown standing out: `register 23  map P4×I3  detail`."""
    line: list[Run] = [(" ", "text")]
    beside = {Pane.REGISTER: f" {count}", Pane.MAP: f" {where}" if where else "", Pane.DETAIL: ""}
    for pane in Pane:
        line.append((f" {pane.value}{beside[pane]} ", "here" if pane is active else "muted"))
        line.append((" ", "text"))
    return fill(line, cells)


def tab_at(line: Line, x: int) -> Pane | None:
    """The pane whose name stands at a cell of the tabs."""
    edge = 0
    for run, _ in line:
        if edge <= x < edge + text.width(run):
            return next((pane for pane in Pane if run.split()[:1] == [pane.value]), None)
        edge += text.width(run)
    return None


def view_at(view: View, cells: int, x: int) -> View | None:
    """The view whose name stands at a cell of the header."""
    line = views(view, cells)
    edge = cells - width(line)
    for run, _ in line:
        if edge <= x < edge + text.width(run):
            return next((one for one in View if one.value in run), None)
        edge += text.width(run)
    return None


def why(said: Sequence[Run], cells: int, height: int) -> list[Line]:
    """What stands below: as many of the lines as there is room for, the last ones first to stay."""
    shown = [one for one in said if one[0]][-height:] if height else []
    return [((f" {text.clip(words, cells - 2)}", role),) for words, role in shown]
