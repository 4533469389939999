"""The JSON shape of a risk, and of an assessment: what programs read of them. Once shipped,
fields are only added."""

from datetime import date, datetime
from typing import Protocol

from infraday.domain.refs import issue_ref, risk_ref
from infraday.domain.risk import (
    Bands,
    Category,
    IssueStatus,
    Occasion,
    Proximity,
    Rating,
    Response,
    RiskKind,
    RiskStatus,
    band,
    exposure_cents,
)
from infraday.domain.risk_rules import is_overdue
from infraday.domain.shape import Shape


class Rated(Protocol):
    """What is rated of a risk, as it is or as it was, read only."""

    @property
    def status(self) -> RiskStatus: ...
    @property
    def inherent_probability(self) -> int | None: ...
    @property
    def inherent_impact(self) -> int | None: ...
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
    def response(self) -> Response | None: ...
    @property
    def response_plan(self) -> str | None: ...
    @property
    def response_due(self) -> date | None: ...


class Risk(Rated, Protocol):
    """A whole risk, read only."""

    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def cause(self) -> str | None: ...
    @property
    def event(self) -> str | None: ...
    @property
    def effect(self) -> str | None: ...
    @property
    def kind(self) -> RiskKind: ...
    @property
    def category(self) -> Category | None: ...
    @property
    def owner(self) -> str | None: ...
    @property
    def response_cost_cents(self) -> int | None: ...
    @property
    def contingency_plan(self) -> str | None: ...
    @property
    def fallback_plan(self) -> str | None: ...
    @property
    def trigger(self) -> str | None: ...
    @property
    def proximity(self) -> Proximity | None: ...
    @property
    def accepted_by(self) -> str | None: ...
    @property
    def accepted_on(self) -> date | None: ...
    @property
    def accept_until(self) -> date | None: ...
    @property
    def justification(self) -> str | None: ...
    @property
    def review_every_days(self) -> int | None: ...
    @property
    def last_reviewed(self) -> date | None: ...
    @property
    def next_review(self) -> date | None: ...
    @property
    def occurred_on(self) -> date | None: ...
    @property
    def lesson(self) -> str | None: ...
    @property
    def notes(self) -> str: ...
    @property
    def created_at(self) -> datetime: ...


class Assessment(Rated, Protocol):
    """How a risk was rated from a date on, read only."""

    @property
    def on(self) -> date: ...
    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> str: ...
    @property
    def occasion(self) -> Occasion: ...
    @property
    def note(self) -> str | None: ...


class Issue(Protocol):
    """What occurred, read only."""

    @property
    def id(self) -> int: ...
    @property
    def risk_id(self) -> int | None: ...
    @property
    def title(self) -> str: ...
    @property
    def owner(self) -> str | None: ...
    @property
    def status(self) -> IssueStatus: ...
    @property
    def occurred_on(self) -> date: ...
    @property
    def resolved_on(self) -> date | None: ...
    @property
    def actual_cost_cents(self) -> int | None: ...
    @property
    def notes(self) -> str: ...
    @property
    def created_at(self) -> datetime: ...


def risk(
    row: Risk, project: str | None, bands: Bands, today: date, issue: int | None = None
) -> Shape:
    """A risk; `project` is its project's key, `issue` the id of what it became when it occurred.
    Money is whole cents, `probability_pct` 0 to 100."""
    return {
        "ref": risk_ref(row.id),
        "title": row.title,
        "cause": row.cause,
        "event": row.event,
        "effect": row.effect,
        "kind": row.kind,
        "category": row.category,
        "status": row.status,
        "project": project,
        "owner": row.owner,
        **_ratings(row, bands),
        "response": row.response,
        "response_plan": row.response_plan,
        "response_due": _day(row.response_due),
        "response_cost_cents": row.response_cost_cents,
        "contingency_plan": row.contingency_plan,
        "fallback_plan": row.fallback_plan,
        "trigger": row.trigger,
        "proximity": row.proximity,
        "accepted_by": row.accepted_by,
        "accepted_on": _day(row.accepted_on),
        "accept_until": _day(row.accept_until),
        "justification": row.justification,
        "review_every_days": row.review_every_days,
        "last_reviewed": _day(row.last_reviewed),
        "next_review": _day(row.next_review),
        "review_overdue": is_overdue(row.next_review, row.status, today),
        "occurred_on": _day(row.occurred_on),
        "issue": None if issue is None else issue_ref(issue),
        "lesson": row.lesson,
        "notes": row.notes,
        "created_at": _instant(row.created_at),
    }


def assessment(row: Assessment, bands: Bands) -> Shape:
    """One step of a risk's history: what was rated then, by whom and why."""
    return {
        "on": _day(row.on),
        "at": _instant(row.at),
        "by": row.by,
        "occasion": row.occasion,
        "note": row.note,
        "status": row.status,
        **_ratings(row, bands),
        "response": row.response,
        "response_plan": row.response_plan,
        "response_due": _day(row.response_due),
    }


def issue(row: Issue, project: str | None) -> Shape:
    """What occurred, and what it cost in whole cents."""
    return {
        "ref": issue_ref(row.id),
        "risk": None if row.risk_id is None else risk_ref(row.risk_id),
        "title": row.title,
        "project": project,
        "owner": row.owner,
        "status": row.status,
        "occurred_on": _day(row.occurred_on),
        "resolved_on": _day(row.resolved_on),
        "actual_cost_cents": row.actual_cost_cents,
        "notes": row.notes,
        "created_at": _instant(row.created_at),
    }


def _ratings(row: Rated, bands: Bands) -> Shape:
    current = Rating(row.probability, row.impact)
    inherent = Rating(row.inherent_probability, row.inherent_impact)
    residual = Rating(row.residual_probability, row.residual_impact)
    return {
        "probability": current.probability,
        "impact": current.impact,
        "score": current.score,
        "band": band(current, bands),
        "inherent_probability": inherent.probability,
        "inherent_impact": inherent.impact,
        "inherent_score": inherent.score,
        "residual_probability": residual.probability,
        "residual_impact": residual.impact,
        "residual_score": residual.score,
        "probability_pct": row.probability_pct,
        "impact_cost_cents": row.impact_cost_cents,
        "exposure_cents": exposure_cents(row.probability_pct, row.impact_cost_cents),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else str(day)


def _instant(at: datetime) -> str:
    return at.astimezone().isoformat(timespec="seconds")
