"""The Matrix screen as pictures: where its parts stand, its header and titles, the verdict."""

from collections.abc import Collection, Mapping
from typing import NamedTuple, Protocol

from infraday.domain import text
from infraday.domain.matrix import Quadrant
from infraday.domain.picture import Line, Region, Run, fill, spread, width
from infraday.domain.when import say_minutes

WIDE, HIGH = 100, 20  # columns and rows from which all four quadrants are shown at once
ROOMY = 16  # rows below which every line counts
SIGNS = {
    Quadrant.DO: ("‼", "urgent"),
    Quadrant.SCHEDULE: ("!", "warn"),
    Quadrant.DELEGATE: ("»", "warn"),
    Quadrant.ELIMINATE: ("·", "muted"),
}
SAID = (
    ("‼", "important and urgent: do it"), ("!", "important: schedule it"),
    ("»", "urgent: delegate it"), ("·", "neither: let go of it"), ("◷", "late"),
    ("→", "handed over to"), ("@", "planned for"), ("*", "judged urgent, or not, by hand"),
    ("⚑", "in the header: red flags that are raised"),
    ("☑", "marked"), ("▏", "a project's own colour"), ("…", "cut: there is more"),
)  # fmt: skip
"""What the screen's signs say."""
EMPTY = {
    Quadrant.DO: ("Nothing is urgent and important now. {} captures a task.", "capture.open"),
    Quadrant.SCHEDULE: (
        "Nothing important can wait. {} moves a task of Do to here.", "task.to_right"
    ),
    Quadrant.DELEGATE: (
        "Nobody is asked for anything. {} moves a task of Do to here.", "task.to_below"
    ),
    Quadrant.ELIMINATE: ("Nothing is to be let go of. {} shows the archive.", "matrix.archived"),
}  # fmt: skip
"""What an empty quadrant says, and the action whose key it names."""
HIDDEN = ("Nothing here fits the filter. {} clears it.", "app.back")
"""What it says instead while a filter hides tasks."""


class Summary(Protocol):
    """What a quadrant's title tells of it. `minutes` is the sum of what remains."""

    @property
    def count(self) -> int: ...
    @property
    def oldest_days(self) -> int | None: ...
    @property
    def minutes(self) -> int: ...


class MatrixFrame(NamedTuple):
    """Where the parts stand. A part without room has no height."""

    header: Region
    counts: Region  # of the quadrants, where only one of them is shown
    rule: Region
    quadrants: Mapping[Quadrant, Region]
    side: Region
    middle: Region
    foot: Region
    why: Region  # the task under the cursor, and its verdict
    footer: Region


NONE = Region(0, 0, 0, 0)


def frame(columns: int, height: int, active: Quadrant) -> MatrixFrame:
    """All four, or on a small screen the active one alone."""
    header, footer = Region(0, 0, columns, 1), Region(0, height - 1, columns, int(height > 3))
    if columns >= WIDE and height >= HIGH:
        return _four(columns, height, header, footer)
    roomy = height >= ROOMY
    low = (2 if roomy else 1) if height > 5 else 0
    why = Region(0, height - 1 - low, columns, low)
    top, rules = (3, 1) if roomy else (2, 0)
    rule = Region(0, 2, columns, rules)
    foot = Region(0, why.y - 1, columns, rules)
    one = Region(0, top, columns, max(1, height - top - 1 - low - rules))
    quadrants = dict.fromkeys(Quadrant, NONE) | {active: one}
    return MatrixFrame(
        header, Region(0, 1, columns, 1), rule, quadrants, NONE, NONE, foot, why, footer
    )


def _four(columns: int, height: int, header: Region, footer: Region) -> MatrixFrame:
    low = 2 if height >= 24 else 1
    why = Region(0, height - 1 - low, columns, low)
    foot = Region(0, why.y - 1, columns, 1)
    left, body = (columns - 1) // 2, foot.y - 2
    upper = (body - 1 + 1) // 2
    lower = body - 1 - upper
    below = 3 + upper
    right = columns - left - 1
    quadrants = {
        Quadrant.DO: Region(0, 2, left, upper),
        Quadrant.SCHEDULE: Region(left + 1, 2, right, upper),
        Quadrant.DELEGATE: Region(0, below, left, lower),
        Quadrant.ELIMINATE: Region(left + 1, below, right, lower),
    }
    side = Region(left, 2, 1, body)
    middle = Region(0, 2 + upper, columns, 1)
    return MatrixFrame(
        header, NONE, Region(0, 1, columns, 1), quadrants, side, middle, foot, why, footer
    )


def rule(frame: MatrixFrame, region: Region) -> list[Line]:
    """A thin rule, joined to the one between the columns where that meets it."""
    if not frame.side.height:
        return [(("─" * region.width, "faint"),)]
    joint = "┬" if region == frame.rule else "┴" if region == frame.foot else "┼"
    left = frame.side.x
    return [(("─" * left + joint + "─" * (region.width - left - 1), "faint"),)]


def side(frame: MatrixFrame) -> list[Line]:
    return [(("│", "faint"),)] * frame.side.height


class Banner(NamedTuple):
    """What the header tells."""

    filter: str = ""  # as it is read; nothing without one
    marked: int = 0
    inbox: int = 0
    snoozed: int = 0
    over: int = 0  # minutes that Do holds beyond what is free today
    note: str = ""  # such as that the plan is read-only
    triage: str = ""  # the key of the flow that empties the inbox
    raised: int = 0  # red flags
    seek: str = "/"  # the keys that filter, and that clear a filter
    clears: str = "esc"
    typing: bool = False  # a line to type the filter in lies over the middle


def header(banner: Banner, cells: int) -> Line:
    """What is shown, what is not, and whether Do fits into today: at the right, and whole as
    long as it fits. What the footer says, too, makes room first."""
    name, about, news = " Matrix", banner.filter or "all projects", _news(banner)
    left: Line = ((name, "title"), (" · ", "muted"), (about, "accent" if banner.filter else "text"))
    how = f" · {banner.clears} clears" if banner.filter else f" · {banner.seek} filter"
    if banner.typing:
        name, how = " Matrix · ".ljust(10 + cells // 2), ""  # as the stylesheet has that line
        left = ((name, "title"),)
    if width(left) + len(how) + sum(len(words) + 2 for words, _, _ in news) + 1 <= cells:
        left = (*left, (how, "muted"))
    right: list[Run] = []
    for words, short, role in news:
        said = words if width(left) + width(tuple(right)) + len(words) + 3 <= cells else short
        if not said or width(tuple(right)) + len(said) + 3 + len(name) > cells:
            break
        right.append((f"  {said}", role))
    return spread(left, (*right, (" ", "text")) if right else (), cells)


def _news(banner: Banner) -> list[tuple[str, str, str]]:
    """What is told at the right: in words, in few, its role; what matters most first."""
    found = []
    if banner.note:
        found.append((banner.note, "read-only", "warn"))
    if banner.raised:
        found.append((f"⚑{banner.raised}", f"⚑{banner.raised}", "urgent"))
    if banner.marked:
        found.append((f"{banner.marked} marked", f"☑ {banner.marked}", "accent"))
    if banner.over > 0:
        over = say_minutes(banner.over)
        found.append((f"Do is {over} over what is free today", f"Do +{over}", "urgent"))
    if banner.inbox:
        how = f" · {banner.triage} sorts them" if banner.triage else ""
        found.append((f"inbox {banner.inbox}{how}", f"inbox {banner.inbox}", "warn"))
    if banner.snoozed:
        found.append((f"{banner.snoozed} snoozed", "", "muted"))
    return found


def counts(cells: Mapping[Quadrant, Summary], active: Quadrant, columns: int) -> Line:
    """The quadrants and how many each holds, on one line, the one shown standing out."""
    names = 6 * len(Quadrant) + sum(len(name) + len(str(cells[name].count)) for name in Quadrant)
    line: list[Run] = [(" ", "text")]
    for quadrant in Quadrant:
        sign, role = SIGNS[quadrant]
        name = f" {quadrant.value.capitalize()}" if names <= columns else ""
        here = quadrant is active
        shown = f" {sign}{name} {cells[quadrant].count} "
        line.append((shown, "here" if here else role if role == "urgent" else "muted"))
        line.append((" ", "text"))
    return fill(line, columns)


class Beside(NamedTuple):
    """What the titles tell besides the quadrant's own numbers."""

    chases_due: int = 0
    archived: int = 0


def title(
    quadrant: Quadrant, cell: Summary, beside: Beside, cells: int, *, active: bool = False
) -> Line:
    """`‼ DO                6 · oldest 3 d · 7h15`: from the right, as much as fits."""
    sign, role = SIGNS[quadrant]
    name = "accent" if active else "title"
    left: Line = ((f" {sign} ", role), (quadrant.value.upper(), name))
    room = cells - width(left) - 2
    right: list[Run] = []
    for words, as_role in _numbers(quadrant, cell, beside):
        words = f" · {words}" if right else words
        if (room := room - len(words)) < 0:
            break
        right.append((words, as_role))
    return spread(left, (*right, (" ", "text")), cells)


def _numbers(quadrant: Quadrant, cell: Summary, beside: Beside) -> list[Run]:
    found: list[Run] = [(str(cell.count), "text")]
    if quadrant is Quadrant.DELEGATE and beside.chases_due:
        many = "s" if beside.chases_due > 1 else ""
        found.append((f"◷ {beside.chases_due} chase{many} due", "urgent"))
    if cell.oldest_days is not None and cell.count:
        found.append((f"oldest {cell.oldest_days} d", "muted"))
    if cell.minutes:
        found.append((say_minutes(cell.minutes), "muted"))
    if quadrant is Quadrant.ELIMINATE and beside.archived:
        found.append((f"archived {beside.archived}", "muted"))
    return found


def why(said: Collection[str], cells: int, height: int) -> list[Line]:
    """The title of the task under the cursor, whole where it fits, and its verdict below it; on
    one line the verdict alone."""
    named, verdict = (*said, "", "")[:2]
    quiet: Line = ((f" {text.clip(verdict or named, cells - 2)}", "muted"),)
    return [quiet] if height == 1 else [((f" {text.clip(named, cells - 2)}", "text"),), quiet]
