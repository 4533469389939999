"""A risk as a line of the register: the columns that were chosen, as many as there is room for."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import NamedTuple, Protocol

from infraday.domain import rating_picture, risk, text
from infraday.domain.money import say_money_short
from infraday.domain.picture import Line, Run, fill, width
from infraday.domain.rating_picture import CELLS, UNASSESSED
from infraday.domain.refs import risk_ref
from infraday.domain.risk import (
    OPEN,
    Bands,
    Category,
    Proximity,
    Rating,
    Response,
    RiskKind,
    RiskStatus,
)
from infraday.domain.risk_view import Column, View
from infraday.domain.rows import Project
from infraday.domain.timeline_picture import project_mark
from infraday.domain.when import say_day_short

USUAL = (
    Column.REF, Column.TITLE, Column.SCORE, Column.OWNER, Column.RESPONSE, Column.REVIEW,
    Column.PROJECT, Column.EXPOSURE, Column.CATEGORY, Column.STATUS, Column.RESIDUAL,
)  # fmt: skip
"""The columns until others are chosen. Where there is no room the last ones go first."""
WIDTHS = {
    Column.REF: 5, Column.SCORE: CELLS, Column.PROBABILITY: 2, Column.IMPACT: 2, Column.BAND: 10,
    Column.OWNER: 8, Column.PROJECT: 13, Column.CATEGORY: 9, Column.STATUS: 10,
    Column.RESPONSE: 8, Column.PROXIMITY: 12, Column.EXPOSURE: 10, Column.COST: 10,
    Column.RESIDUAL: CELLS, Column.INHERENT: CELLS, Column.REVIEW: 14, Column.DUE: 11,
    Column.CREATED: 11,
}  # fmt: skip
HEADS = {
    Column.PROBABILITY: "P", Column.IMPACT: "I", Column.DUE: "Resp. due",
    Column.RESIDUAL: "Resid.", Column.INHERENT: "Inher.",
}  # fmt: skip
"""What is shorter in a heading than elsewhere."""
RIGHT = frozenset({Column.EXPOSURE, Column.COST})
TITLE = 20  # columns that a title has at least, before any other but the score is shown
MANY, LONG = 5, 36  # beside so many other columns, a title has rather so many cells
HEADED = frozenset({Column.REF, Column.TITLE, Column.SCORE, Column.REVIEW})
"""What is kept where there is least room."""
GAP = 2
SOON = 7  # days within which a review is near
NONE: Run = ("–", "muted")


class Risk(Protocol):
    """A risk as the register lists it, read only."""

    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def kind(self) -> RiskKind: ...
    @property
    def category(self) -> Category | None: ...
    @property
    def status(self) -> RiskStatus: ...
    @property
    def project_id(self) -> int | None: ...
    @property
    def owner(self) -> str | None: ...
    @property
    def inherent(self) -> Rating: ...
    @property
    def current(self) -> Rating: ...
    @property
    def residual(self) -> Rating: ...
    @property
    def exposure_cents(self) -> int | None: ...
    @property
    def impact_cost_cents(self) -> int | None: ...
    @property
    def response(self) -> Response | None: ...
    @property
    def response_due(self) -> date | None: ...
    @property
    def proximity(self) -> Proximity | None: ...
    @property
    def accept_until(self) -> date | None: ...
    @property
    def next_review(self) -> date | None: ...
    @property
    def last_reviewed(self) -> date | None: ...
    @property
    def occurred_on(self) -> date | None: ...
    @property
    def created_at(self) -> datetime: ...


class Around(NamedTuple):
    """What a line is worked out with besides its risk. `view` is the rating that the score's
    column shows; `pending` one that is not saved yet, in its place."""

    today: date
    bands: Bands
    view: View
    project: Project | None = None
    pending: Rating | None = None
    zone: tzinfo | None = None  # the user's own; None: the machine's


Cell = Callable[[Risk, Around], Line]
"""What stands in a column."""
Columns = Sequence[tuple[Column, int]]
"""Each column that is shown, with its cells."""


def order_of(order: Column, view: View) -> Column:
    """What to sort by: the score is that of the rating which is looked at."""
    ratings = {View.INHERENT: Column.INHERENT, View.RESIDUAL: Column.RESIDUAL}
    return ratings.get(view, order) if order is Column.SCORE else order


def rating_of(one: Risk, view: View) -> Rating:
    """The rating that is looked at."""
    return {View.INHERENT: one.inherent, View.RESIDUAL: one.residual}.get(view, one.current)


def layout(chosen: Sequence[Column], cells: int) -> Columns:
    """Of the chosen columns those that fit beside a title of some length, which takes the rest."""
    wanted = [column for column in chosen if column is not Column.TITLE]
    room = cells - 2 - TITLE
    shown: list[Column] = []
    for column in sorted(wanted, key=lambda it: it not in HEADED):
        room -= WIDTHS[column] + GAP
        if room < (0 if len(shown) < MANY else LONG - TITLE):
            break
        shown.append(column)
    taken = sum(WIDTHS[column] + GAP for column in shown)
    places = [column for column in chosen if column in shown or column is Column.TITLE]
    title = max(0, cells - 2 - taken)
    return [(column, WIDTHS.get(column, title)) for column in places]


def heading(columns: Columns, order: Column, *, descending: bool, view: View) -> Line:
    """What the columns are, with an arrow at the one by which the register is sorted."""
    line: list[Run] = [("  ", "muted")]
    for column, cells in columns:
        shown = order_of(column, view)
        name = HEADS.get(shown, column.label)
        arrow = ("↓" if descending else "↑") if column is order else ""
        said = f"{text.clip(name, cells - len(arrow))}{arrow}"
        said = said.rjust(cells) if column in RIGHT else said.ljust(cells)
        line.append((said, "accent" if arrow else "muted"))
        line.append((" " * GAP, "muted"))
    return tuple(line[:-1])


def column_at(columns: Columns, x: int) -> Column | None:
    """The column in whose heading a cell stands."""
    edge = 2
    for column, cells in columns:
        if edge <= x < edge + cells:
            return column
        edge += cells + GAP
    return None


def row(one: Risk, around: Around, columns: Columns, *, here: bool, marked: bool) -> Line:
    """The line of a risk; at its edge the cursor, and a mark or that its rating is not saved."""
    mark = "*" if around.pending else "☑" if marked else ""
    line: list[Run] = [(f"{'▸' if here else ''}{mark}".ljust(2), "accent")]
    for column, cells in columns:
        line += _aligned(_CELL[column](one, around), column, cells)
        line.append((" " * GAP, "text"))
    if one.status not in OPEN:
        line = [line[0], *((run, "muted") for run, _ in line[1:])]
    return tuple(line[:-1])


def _aligned(found: Line, column: Column, cells: int) -> Line:
    if column in RIGHT and (blank := cells - width(found)) > 0:
        return (" " * blank, "text"), *found
    return fill(found, cells)


def _score(one: Risk, around: Around) -> Line:
    rated = around.pending or rating_of(one, around.view)
    line = rating_picture.rating(rated, around.bands, one.kind)
    return tuple((run, "accent") for run, _ in line) if around.pending else line


def _band(one: Risk, around: Around) -> Line:
    found = risk.band(one.current, around.bands)
    shown, role = rating_picture.sign(found, one.kind)
    return ((f"{shown} {found or UNASSESSED}", role),)


def _level(pick: Callable[[Rating], int | None]) -> Cell:
    def cell(one: Risk, _: Around) -> Line:
        level = pick(one.current)
        return ((str(level), "text"),) if level else (NONE,)

    return cell


def _title(one: Risk, _: Around) -> Line:
    """What may do good is told by a plus."""
    plus = "+ " if one.kind is RiskKind.OPPORTUNITY else ""
    return ((plus, "good"), (text.show(one.title), "text"))


def _words(pick: Callable[[Risk], str | None]) -> Cell:
    def cell(one: Risk, _: Around) -> Line:
        words = pick(one)
        return ((text.show(words).replace("_", " "), "text"),) if words else (NONE,)

    return cell


def _owner(one: Risk, _: Around) -> Line:
    return ((text.show(one.owner), "text"),) if one.owner else (NONE,)


def _project(_: Risk, around: Around) -> Line:
    project = around.project
    return project_mark(project.key, project.id) if project else (NONE,)


def _money(pick: Callable[[Risk], int | None]) -> Cell:
    def cell(one: Risk, _: Around) -> Line:
        cents = pick(one)
        return (NONE,) if cents is None else ((say_money_short(cents), "text"),)

    return cell


def _rating(view: View) -> Cell:
    def cell(one: Risk, around: Around) -> Line:
        return rating_picture.rating(rating_of(one, view), around.bands, one.kind)

    return cell


def _due(one: Risk, around: Around) -> Line:
    if one.response_due is None:
        return (NONE,)
    late = one.response_due < around.today and one.status in OPEN
    shown = say_day_short(one.response_due, around.today)
    return ((f"◷ {shown}" if late else shown, "urgent" if late else "text"),)


def _created(one: Risk, around: Around) -> Line:
    day = one.created_at.astimezone(around.zone).date()
    return ((say_day_short(day, around.today), "muted"),)


def review(one: Risk, today: date) -> Run:
    """When somebody looks at it again, or why nobody does: `overdue 3 d`, `Fri`, `until 30 Nov`,
    `not assessed`, `occurred 3 Nov`. Of what is accepted the review, once it is near."""
    if one.status not in OPEN:
        day = one.occurred_on if one.status is RiskStatus.OCCURRED else None
        return f"{one.status}{f' {say_day_short(day, today)}' if day else ''}", "muted"
    near = one.next_review is not None and (one.next_review - today).days <= SOON
    until = one.accept_until if one.response is Response.ACCEPT else None
    if until and (until < today or not near):
        return _accepted(until, today)
    if one.next_review is None:
        if one.current.score is None:
            return UNASSESSED, "warn"
        return ("never yet", "warn") if one.last_reviewed is None else NONE
    if one.next_review < today:
        return f"overdue {(today - one.next_review).days} d", "urgent"
    role = "warn" if one.next_review == today else "text"
    return say_day_short(one.next_review, today), role


def _accepted(until: date, today: date) -> Run:
    if until < today:
        return f"ran out {(today - until).days} d", "urgent"
    word = "until" if until.year == today.year else "to"  # a year takes the room
    return f"{word} {say_day_short(until, today)}", "muted"


_CELL: Mapping[Column, Cell] = {
    Column.REF: lambda one, _: ((risk_ref(one.id), "muted"),),
    Column.TITLE: _title,
    Column.SCORE: _score,
    Column.PROBABILITY: _level(lambda rated: rated.probability),
    Column.IMPACT: _level(lambda rated: rated.impact),
    Column.BAND: _band,
    Column.OWNER: _owner,
    Column.PROJECT: _project,
    Column.CATEGORY: _words(lambda one: one.category),
    Column.STATUS: _words(lambda one: one.status),
    Column.RESPONSE: _words(lambda one: one.response),
    Column.PROXIMITY: _words(lambda one: one.proximity),
    Column.EXPOSURE: _money(lambda one: one.exposure_cents),
    Column.COST: _money(lambda one: one.impact_cost_cents),
    Column.RESIDUAL: _rating(View.RESIDUAL),
    Column.INHERENT: _rating(View.INHERENT),
    Column.REVIEW: lambda one, around: (review(one, around.today),),
    Column.DUE: _due,
    Column.CREATED: _created,
}
