"""The demo's risks as rows: each as it stands, and how it was assessed on the way there."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from infraday.demo.moments import DAY, Here, hour_of
from infraday.demo.rows import Row
from infraday.demo.story import Risk, Step
from infraday.domain import risk_rules
from infraday.domain.risk import IssueStatus, Occasion, Rating, Response, RiskStatus
from infraday.domain.risk_typed import read_rating
from infraday.store.journal import PLANNER

RATED = (
    "status", "inherent_probability", "inherent_impact", "probability", "impact",
    "residual_probability", "residual_impact", "probability_pct", "impact_cost_cents", "response",
    "response_plan", "response_due",
)  # fmt: skip
"""What an assessment keeps of a risk."""


class Kept(NamedTuple):
    """A risk as it was told, its row, its assessments from the first to the last, and the issue
    that it became."""

    told: Risk
    row: Row
    assessments: Sequence[Row]
    issue: Row | None = None


def risks(told: Iterable[Risk], here: Here) -> list[Kept]:
    """In the order in which they were found, which is that of their refs."""
    return sorted((_kept(one, here) for one in told), key=lambda one: str(one.row["created_at"]))


def _kept(one: Risk, here: Here) -> Kept:
    assessments = list(_assessments(one, here))
    row = _row(one, assessments, here)
    occurred = row["status"] is RiskStatus.OCCURRED
    issue = _issue(one, row, assessments[-1]) if occurred else None
    return Kept(one, row, assessments, issue)


def _assessments(one: Risk, here: Here) -> Iterator[Row]:
    """Each is what was known by then; the first one is that of the finding."""
    rated: Row = dict.fromkeys(RATED)
    status, current, response = RiskStatus.IDENTIFIED, Rating(), None
    for step in one.course:
        rated |= _said(one, step, here)
        current = read_rating(step.rating) if step.rating else current
        response = Response(str(one.response)) if step.plan else response
        status = risk_rules.after_rating(status, current, response, one.plan)
        status = RiskStatus(step.status) if step.status else status
        on = here.office(-step.ago)
        at = datetime.combine(on, hour_of(one.title, step.ago))
        occasion = Occasion.REVIEWED if step.reviewed else Occasion.CHANGED
        yield {
            **rated, "status": status, "on": on, "at": at, "by": PLANNER, "note": step.note,
            "occasion": Occasion.ADDED if step is one.course[0] else occasion,
        }  # fmt: skip


def _said(one: Risk, step: Step, here: Here) -> Row:
    """What a step changes, its status apart."""
    found: Row = {}
    if step.rating:
        found |= _rating("", step.rating) | _rating("inherent_", one.inherent)
    if step.pct is not None:
        found |= {"probability_pct": step.pct, "impact_cost_cents": _cents(one.cost)}
    if step.plan:
        found |= {
            "response": one.response,
            "response_plan": one.plan,
            **_rating("residual_", one.residual),
        }
        found["response_due"] = _day(one.due, here)
    return found


def _rating(which: str, typed: str) -> Row:
    probability, impact = read_rating(typed)
    return {f"{which}probability": probability, f"{which}impact": impact}


def _row(one: Risk, assessments: Sequence[Row], here: Here) -> Row:
    """The risk as it stands: its last assessment, and what is no assessment's."""
    looked = [step.ago for step in one.course if step.reviewed]
    last = here.office(-(looked or [one.course[0].ago])[-1])
    accepted = [step.ago for step in one.course if step.plan and one.accepted_by]
    occurred = [step.ago for step in one.course if step.status == RiskStatus.OCCURRED]
    return {
        **{name: assessments[-1][name] for name in RATED},
        "title": one.title, "cause": one.cause, "event": one.event, "effect": one.effect,
        "kind": one.kind, "category": one.category, "owner": one.owner,
        "response_cost_cents": _cents(one.response_cost), "contingency_plan": one.contingency,
        "fallback_plan": one.fallback, "trigger": one.trigger, "proximity": one.proximity,
        "accepted_by": one.accepted_by, "accept_until": _day(one.accept_until, here),
        "accepted_on": here.office(-accepted[0]) if accepted else None,
        "justification": one.justification, "review_every_days": one.every,
        "last_reviewed": last if looked else None, "next_review": last + one.every * DAY,
        "occurred_on": here.office(-occurred[0]) if occurred else None, "lesson": one.lesson,
        "notes": one.notes, "created_at": assessments[0]["at"],
    }  # fmt: skip


def _issue(one: Risk, risk: Row, occurred: Row) -> Row:
    return {
        "title": one.title, "owner": one.owner, "status": IssueStatus.OPEN,
        "occurred_on": risk["occurred_on"], "actual_cost_cents": _cents(one.issue_cost),
        "notes": "", "created_at": occurred["at"],
    }  # fmt: skip


def _cents(amount: int | None) -> int | None:
    return None if amount is None else amount * 100


def _day(days: int | None, here: Here) -> date | None:
    return None if days is None else here.office(days)
