"""The Flags screen as pictures: where its parts stand, the grid, and the flag under the cursor."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple, Protocol

from infraday.domain import text
from infraday.domain.flag import FlagState
from infraday.domain.flags import Flag
from infraday.domain.matrix import say_on
from infraday.domain.picture import CURSOR, Line, Region, Run, fill, spread, under, width

ROOMY = 16  # rows below which every line counts
NAME, COLUMN = 33, 15  # cells of a flag's name and of a project
LEAST = 14  # of the name, where there is little room
SIGNS: Mapping[FlagState, Run] = {
    FlagState.RAISED: ("⚑", "urgent"),
    FlagState.WATCH: ("◐", "warn"),
    FlagState.CLEAR: ("○", "text"),
    FlagState.RESOLVED: ("✔", "muted"),
    FlagState.NO_DATA: ("?", "muted"),
}
WORDS = {
    FlagState.RAISED: "raised",
    FlagState.WATCH: "watch",
    FlagState.CLEAR: "clear",
    FlagState.RESOLVED: "resolved",
    FlagState.NO_DATA: "no data yet",
}
_LEVELS = {
    FlagState.CLEAR: 0, FlagState.RESOLVED: 0, FlagState.WATCH: 1, FlagState.RAISED: 2,
}  # fmt: skip
SAID = (
    ("⚑", "raised"), ("◐", "to be watched"), ("○", "clear"), ("✔", "resolved, says a person"),
    ("?", "no data yet: not clear"), ("≠", "data and person disagree; the worse counts"),
    ("9 d", "since so many days"), ("○ ◐", "the last checks: one a day, if infraday ran"),
    ("…", "cut: there is more"),
)  # fmt: skip
"""What the screen's signs say."""
EMPTY = "No project yet. {} captures a task, and #name in it makes a project."


class Cell(Protocol):
    """One flag of one project, as it stands."""

    @property
    def project(self) -> str: ...
    @property
    def state(self) -> FlagState: ...
    @property
    def computed(self) -> FlagState: ...
    @property
    def person(self) -> FlagState | None: ...
    @property
    def since_when(self) -> date: ...
    @property
    def said_on(self) -> date | None: ...
    @property
    def evidence(self) -> Sequence[str]: ...
    @property
    def note(self) -> str: ...
    @property
    def disagrees(self) -> bool: ...


class FlagFrame(NamedTuple):
    """Where the parts stand. A part without room has no height."""

    header: Region
    rule: Region
    grid: Region
    foot: Region
    detail: Region
    footer: Region


def frame(columns: int, rows: int, flags: int) -> FlagFrame:
    """The grid takes the lines that it needs, the detail what is left; on a low screen the grid
    keeps all but one line."""
    header, footer = Region(0, 0, columns, 1), Region(0, rows - 1, columns, int(rows > 3))
    none = Region(0, 0, 0, 0)
    if rows < ROOMY:
        low = int(rows > 5)
        detail = Region(0, rows - 1 - low, columns, low)
        body = max(1, rows - 1 - low - footer.height)
        return FlagFrame(header, none, Region(0, 1, columns, body), none, detail, footer)
    body = rows - 4
    high = min(flags + 1, max(4, body - 6))
    grid = Region(0, 2, columns, high)
    foot = Region(0, 2 + high, columns, 1)
    detail = Region(0, 3 + high, columns, body - high)
    return FlagFrame(header, Region(0, 1, columns, 1), grid, foot, detail, footer)


def header(raised: int, watched: int, checked: str, note: str, cells: int) -> Line:
    """`Red flags · 2 raised · 1 watched`, and at the right when they were checked last."""
    left: list[Run] = [(" Red flags", "title")]
    if raised:
        left.append((f" · ⚑{raised} raised", "urgent"))
    if watched:
        left.append((f" · ◐{watched} watched", "warn"))
    if not raised and not watched:
        left.append((" · none raised", "muted"))
    if note:
        left.append((f" · {note}", "warn"))
    right: Line = ((f"{checked} ", "muted"),) if width(tuple(left)) + len(checked) < cells else ()
    return spread(tuple(left), right, cells)


class Columns(NamedTuple):
    """How the projects stand beside each other: the cells of the names and of one project, and
    which projects are shown."""

    name: int
    project: int
    first: int
    shown: int


def columns(cells: int, projects: int, at: int, first: int) -> Columns:
    """As many projects as fit, that under the cursor among them."""
    name = max(LEAST, min(NAME, cells - COLUMN * min(projects, 2)))
    room = max(1, (cells - name) // COLUMN)
    count = max(1, min(room, projects))
    first = max(0, min(first, at, projects - count))
    if at >= first + count:
        first = at - count + 1
    return Columns(name, min(24, max(COLUMN, (cells - name) // count)), first, count)


def heads(projects: Sequence[str], at: int, shown: Columns, cells: int) -> Line:
    """The projects' keys, with a sign where there are more."""
    last = shown.first + shown.shown
    line: list[Run] = [(" " * shown.name, "text")]
    for place in range(shown.first, last):
        role = "title" if place == at else "muted"
        line += fill([(text.clip(projects[place], shown.project - 1), role)], shown.project)
    before, after = shown.first, len(projects) - last
    more = f"{f'‹ {before} ' if before else ''}{f'{after} ›' if after > 0 else ''}"
    if more:
        line[0] = (f" {more}".ljust(shown.name)[: shown.name], "muted")
    return fill(line, cells)


def row(
    name: str,
    cells_of: Sequence[Cell | None],
    here: int | None,
    shown: Columns,
    today: date,
    cells: int,
) -> Line:
    """A flag over the projects; `here` is the place of the cursor, where it stands in this row.
    `cells_of` are those of all projects."""
    sign: Run = ("▸ ", "accent") if here is not None else ("  ", "text")
    line: list[Run] = [sign, *fill([(text.clip(name, shown.name - 3), "text")], shown.name - 2)]
    for place in range(shown.first, shown.first + shown.shown):
        found = fill(cell(cells_of[place], today), shown.project)
        line += under(found, CURSOR) if place == here else found
    return fill(line, cells)


def cell(found: Cell | None, today: date) -> Line:
    """`⚑ raised 9 d`; `≠` where data and person disagree."""
    if found is None:
        return (("–", "muted"),)
    glyph, role = SIGNS[found.state]
    words = WORDS[found.state]
    if found.state in (FlagState.RAISED, FlagState.WATCH):
        words = f"{words} {age(found.since_when, today)} d"
    return ((f"{glyph} {words}", role), (" ≠" if found.disagrees else "", "warn"))


def age(since: date, today: date) -> int:
    """Days; none where a clock ran ahead when it was written."""
    return max(0, (today - since).days)


class Trace(Protocol):
    """A check of a day."""

    @property
    def day(self) -> date: ...
    @property
    def state(self) -> FlagState: ...


def detail(
    flag: Flag,
    found: Cell,
    checks: Sequence[Trace],
    links: Sequence[str],
    today: date,
    cells: int,
    rows: int,
) -> list[Line]:
    """The flag under the cursor: who says what, the evidence, the question, its last checks and
    what it was turned into. What does not fit is the last to be said."""
    inner = max(1, cells - 2)
    title: Line = ((f" {flag.name} in {text.clip(found.project, 30)}", "title"),)
    who = f" · {verdict(found, today)}"
    if width(title) + text.width(who) < cells and rows > 1:
        lines: list[Line] = [(*title, (who, "text"))]
    elif rows > 1:
        lines = [title, *_wrapped(verdict(found, today), "text", inner)]
    else:
        return [fill([(f" {text.show(' '.join(found.evidence))}", "text")], cells)]
    for sentence in found.evidence:
        lines += _wrapped(sentence, "text", inner)
    lines.append(history(checks, links, today))
    if found.note:
        lines += _wrapped(f"You noted: {found.note}", "text", inner)
    lines += [
        ((" ", "text"),),
        *_wrapped(f"{flag.question} {cadence(flag, found, today)}", "muted", inner),
    ]
    lines += _wrapped(meaning(flag), "muted", inner)
    for response in flag.responses:
        lines += _wrapped(f"– {response}", "muted", inner)
    if len(lines) > rows:
        lines[rows - 1] = (*fill(lines[rows - 1], max(0, cells - 2)), (" …", "muted"))
    return [fill(line, cells) for line in lines[:rows]]


def meaning(flag: Flag) -> str:
    """Why it matters and what it leads to, as far as the checklist says."""
    leads = f"Leads to {flag.leads_to}." if flag.leads_to else ""
    return f"{flag.why} {leads}".strip()


def _wrapped(words: str, role: str, cells: int) -> list[Line]:
    """The words in lines; none of nothing."""
    return [((f" {line}", role),) for line in text.wrap(text.show(words), cells)] if words else []


def verdict(found: Cell, today: date) -> str:
    """`the data says raised, you said watch on 17 Nov`."""
    data = f"the data says {WORDS[found.computed]}"
    if found.computed is FlagState.NO_DATA:
        data = "no data yet"
    if found.person is None or found.said_on is None:
        return data
    return f"{data}, you said {WORDS[found.person]} on {say_on(found.said_on, today)}"


def cadence(flag: Flag, found: Cell, today: date) -> str:
    """How often a person is to answer, and when the next time is."""
    often = "Ask it daily" if flag.every_days == 1 else f"Ask it every {flag.every_days} days"
    if found.said_on is None:
        return f"{often}; nobody has answered yet."
    due = found.said_on + timedelta(days=flag.every_days)
    if due <= today:
        return f"{often}; the last answer is {age(found.said_on, today)} days old."
    return f"{often}, next on {say_on(due, today)}."


def history(checks: Sequence[Trace], links: Sequence[str], today: date) -> Line:
    """`Last 8 checks  ○ ○ ◐ ⚑  worse since 17 Nov   turned into R-023`."""
    count = len(checks)
    words = {0: " No check yet", 1: " One check "}.get(count, f" Last {count} checks ")
    line: list[Run] = [(words, "muted")]
    for check in checks:
        glyph, role = SIGNS[check.state]
        line.append((f" {glyph}", role))
    if said := trend(checks, today):
        line.append((f"  {said}", "muted"))
    if links:
        line.append((f"   turned into {', '.join(map(text.show, links))}", "text"))
    return tuple(line)


def trend(checks: Sequence[Trace], today: date) -> str:
    """Which way the newest change went, and when; what has no data says nothing."""
    known = [one for one in checks if one.state is not FlagState.NO_DATA]
    for before, after in reversed(list(pairwise(known))):
        step = _LEVELS[after.state] - _LEVELS[before.state]
        if step:
            return f"{'worse' if step > 0 else 'better'} since {say_on(after.day, today)}"
    return f"the same since {say_on(known[0].day, today)}" if len(known) > 1 else ""
