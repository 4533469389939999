"""The burn-down: how the risk that is open rose and fell from day to day, and what was planned."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from infraday.domain.risk import OPEN, Rating, RiskKind, RiskStatus, exposure_cents

DAY = timedelta(days=1)


class Point(NamedTuple):
    """The risks of one kind that are open on a date. `score` and `exposure_cents` are None after
    today. Those that are not assessed count in `unassessed`, not in the scores."""

    on: date
    score: int | None
    exposure_cents: int | None
    planned_score: int
    open: int
    unassessed: int


class Assessed(Protocol):
    """How a risk was rated from a date on, read only."""

    @property
    def id(self) -> int: ...
    @property
    def risk_id(self) -> int: ...
    @property
    def on(self) -> date: ...
    @property
    def status(self) -> RiskStatus: ...
    @property
    def probability(self) -> int | None: ...
    @property
    def impact(self) -> int | None: ...
    @property
    def residual_probability(self) -> int | None: ...
    @property
    def residual_impact(self) -> int | None: ...
    @property
    def probability_pct(self) -> float | None: ...
    @property
    def impact_cost_cents(self) -> int | None: ...
    @property
    def response_due(self) -> date | None: ...


class Exposed(Protocol):
    """A risk as it is now, read only."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> RiskKind: ...
    @property
    def status(self) -> RiskStatus: ...
    @property
    def exposure_cents(self) -> int | None: ...


def rebuild(
    assessments: Iterable[Assessed],
    first: date,
    last: date,
    today: date,
    kind: RiskKind = RiskKind.THREAT,
) -> list[Point]:
    """One point a day, from the assessments of risks of one kind. On each date the newest one of
    a risk that is not dated after it holds, by date and then by id. The rule that the store's
    sums are held against."""
    course = sorted(assessments, key=lambda it: (it.on, it.id))
    held: dict[int, Assessed] = {}
    points, passed = [], 0
    for on in _days(first, last):
        while passed < len(course) and course[passed].on <= on:
            held[course[passed].risk_id] = course[passed]
            passed += 1
        points.append(_point(held.values(), on, today, kind))
    return points


def _days(first: date, last: date) -> Iterator[date]:
    return (first + n * DAY for n in range((last - first).days + 1))


def _point(held: Iterable[Assessed], on: date, today: date, kind: RiskKind) -> Point:
    open_then = [it for it in held if it.status in OPEN]
    scores = [_score(it) for it in open_then]
    exposures = (exposure_cents(it.probability_pct, it.impact_cost_cents) for it in open_then)
    return Point(
        on,
        sum(score or 0 for score in scores) if on <= today else None,
        sum(cents or 0 for cents in exposures) if on <= today else None,
        sum(_planned(it, on, kind) for it in open_then),
        len(open_then),
        scores.count(None),
    )


def _score(it: Assessed) -> int | None:
    return Rating(it.probability, it.impact).score


def _planned(it: Assessed, on: date, kind: RiskKind) -> int:
    """The score; from the response's due date on what is left of it. A threat never grows by its
    response, an opportunity never shrinks."""
    score = _score(it)
    left_over = Rating(it.residual_probability, it.residual_impact).score
    if score is None or left_over is None or it.response_due is None or on < it.response_due:
        return score or 0
    return min(score, left_over) if kind is RiskKind.THREAT else max(score, left_over)


def contributions(risks: Iterable[Exposed]) -> list[tuple[int, int]]:
    """What each open risk adds to the contingency reserve, in cents by its id: a threat its
    exposure, an opportunity as much below zero. The largest come first."""
    signed = (
        (risk.id, cents if risk.kind is RiskKind.THREAT else -cents)
        for risk in risks
        if risk.status in OPEN and (cents := risk.exposure_cents)
    )
    return sorted(signed, key=lambda it: (-abs(it[1]), it[0]))


def reserve(contributions: Iterable[int]) -> int:
    """The contingency reserve in cents: the exposure of open threats less that of open
    opportunities (expected monetary value, PMBOK). Below zero where opportunities outweigh."""
    return sum(contributions)
