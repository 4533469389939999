"""What a register is looked at by: the rating that counts, its columns, what one wants to see."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from infraday.domain.risk import OPEN, Band, Category, RiskKind, RiskStatus


class View(StrEnum):
    """Which of the three ratings of a risk counts."""

    INHERENT = "inherent"
    CURRENT = "current"
    RESIDUAL = "residual"


class Column(StrEnum):
    """What a register can be sorted by and show. `score`, `probability`, `impact` and `band` are
    those of the current rating."""

    REF = "ref"
    TITLE = "title"
    SCORE = "score"
    PROBABILITY = "probability"
    IMPACT = "impact"
    BAND = "band"
    OWNER = "owner"
    PROJECT = "project"
    CATEGORY = "category"
    STATUS = "status"
    RESPONSE = "response"
    PROXIMITY = "proximity"
    EXPOSURE = "exposure"
    COST = "cost"
    RESIDUAL = "residual"
    INHERENT = "inherent"
    REVIEW = "review"
    DUE = "due"
    CREATED = "created"

    @property
    def label(self) -> str:
        """As a heading says it."""
        return _LABELS[self]

    @property
    def descending(self) -> bool:
        """Whether one wants the most of it first, unless one says otherwise."""
        return self in _MOST_FIRST


_LABELS = {
    Column.REF: "Ref", Column.TITLE: "Title", Column.SCORE: "Score",
    Column.PROBABILITY: "Probability", Column.IMPACT: "Impact", Column.BAND: "Band",
    Column.OWNER: "Owner", Column.PROJECT: "Project", Column.CATEGORY: "Category",
    Column.STATUS: "Status", Column.RESPONSE: "Response", Column.PROXIMITY: "Proximity",
    Column.EXPOSURE: "Exposure", Column.COST: "Cost", Column.RESIDUAL: "Residual",
    Column.INHERENT: "Inherent", Column.REVIEW: "Review", Column.DUE: "Response due",
    Column.CREATED: "Created",
}  # fmt: skip
_MOST_FIRST = frozenset({
    Column.SCORE, Column.PROBABILITY, Column.IMPACT, Column.BAND, Column.EXPOSURE, Column.COST,
    Column.RESIDUAL, Column.INHERENT, Column.CREATED,
})  # fmt: skip


class Wanted(NamedTuple):
    """Which risks a register is to have; what is not given does not matter."""

    words: tuple[str, ...] = ()  # each stands somewhere in the text, in small letters or large
    project: str | None = None  # its key
    owner: str | None = None
    category: Category | None = None
    kind: RiskKind | None = None
    statuses: frozenset[RiskStatus] = OPEN  # none: all of them
    bands: frozenset[Band] = frozenset()
    overdue: bool = False  # the review is
    due: bool = False  # the review is, or will be within a week, as `risk_lists.reviews` has it
    cell: tuple[int, int] | None = None  # probability and impact
    unassessed: bool = False
    view: View = View.CURRENT  # the rating that `bands`, `cell` and `unassessed` look at


class Figures(NamedTuple):
    """What the head of a register says of the risks that are wanted and open.

    `exposure_cents` is that of threats, as the burn-down has it, of opportunities where those
    alone are wanted. `reviews_due` counts today's and earlier ones; a risk that was never
    reviewed, or is not assessed, and has no date for it is due. `lapsed` counts acceptances that
    have run out. `of_all` is how many are open in the whole register."""

    open: int
    exposure_cents: int
    reviews_due: int
    unassessed: int
    lapsed: int
    of_all: int


class Heat(NamedTuple):
    """How many risks stand in which cell (probability, impact), and how many in none. A cell
    without any is not there."""

    cells: Mapping[tuple[int, int], int]
    unassessed: int
