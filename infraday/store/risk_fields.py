"""What a form, a command or an import may change of a risk, checked and set; nothing is written
here, and no assessment."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypedDict

from sqlmodel import Session

from infraday.domain import RuleError
from infraday.domain import risk_rules as rules
from infraday.domain.risk import (
    OPEN,
    Category,
    Occasion,
    Proximity,
    Response,
    RiskKind,
    RiskStatus,
)
from infraday.domain.when import say_date
from infraday.domain.wording import listed
from infraday.models import Risk
from infraday.store import projects, texts
from infraday.store.risk_records import current, inherent, residual


class Change(TypedDict, total=False):
    """The fields that are to change; those that are missing stay. `project` is a key; a new one
    makes it. Ratings are 1 to 5, `probability_pct` 0 to 100, money is cents. A status is said
    only where it is not to follow from the rest; `occurred_on` counts with that status alone."""

    title: str
    cause: str | None
    event: str | None
    effect: str | None
    kind: RiskKind
    category: Category | None
    project: str | None
    owner: str | None
    status: RiskStatus
    inherent_probability: int | None
    inherent_impact: int | None
    probability: int | None
    impact: int | None
    residual_probability: int | None
    residual_impact: int | None
    probability_pct: float | None
    impact_cost_cents: int | None
    response: Response | None
    response_plan: str | None
    response_due: date | None
    response_cost_cents: int | None
    contingency_plan: str | None
    fallback_plan: str | None
    trigger: str | None
    proximity: Proximity | None
    accepted_by: str | None
    accepted_on: date | None
    accept_until: date | None
    justification: str | None
    review_every_days: int | None
    last_reviewed: date | None
    next_review: date | None
    occurred_on: date | None
    lesson: str | None
    notes: str
    source: str | None
    source_uid: str | None


_TEXTS = (
    "cause", "event", "effect", "owner", "response_plan", "contingency_plan", "fallback_plan",
    "trigger", "accepted_by", "justification", "lesson", "source", "source_uid",
)  # fmt: skip
_AS_GIVEN = (
    "kind", "category", "response", "response_due", "proximity", "accepted_on", "accept_until",
    "last_reviewed", "next_review",
)  # fmt: skip
_PAIRS = (
    ("inherent_probability", "inherent_impact"),
    ("probability", "impact"),
    ("residual_probability", "residual_impact"),
)
_CHECKED = (
    ("probability_pct", rules.check_pct),
    ("impact_cost_cents", rules.check_cost),
    ("response_cost_cents", rules.check_cost),
    ("review_every_days", rules.check_review_days),
)


class _Acceptance(NamedTuple):
    response: Response | None
    accepted_by: str | None
    accept_until: date | None
    justification: str | None


def apply(
    session: Session, risk: Risk, change: Change, at: datetime, occasion: Occasion
) -> list[str]:
    """Set what the change says; what the user should know of it. RuleError where it will not do."""
    acceptance, order = _acceptance(risk), _order(risk)
    days, status = risk.review_every_days, risk.status
    remarks = [*_retitle(risk, change), *_regroup(session, risk, change)]
    _set(risk, change)
    rules.check_response(risk.kind, risk.response)
    if risk.response is not acceptance.response:
        remarks += _kept(risk, change, acceptance.response)
    if _acceptance(risk) != acceptance:
        remarks += _accept(risk, change, acceptance, at.date(), occasion)
    if risk.review_every_days != days and "next_review" not in change:
        reviewed = risk.last_reviewed or at.date()
        risk.next_review = rules.next_review(risk.review_every_days, reviewed) or risk.next_review
    _stand(risk, change, status, at.date(), occasion)
    if _order(risk) != order:
        remarks += rules.out_of_order(risk.kind, inherent(risk), current(risk), residual(risk))
    return remarks


def _acceptance(risk: Risk) -> _Acceptance:
    return _Acceptance(risk.response, risk.accepted_by, risk.accept_until, risk.justification)


def _order(risk: Risk) -> tuple[object, ...]:
    return risk.kind, inherent(risk), current(risk), residual(risk)


def _retitle(risk: Risk, change: Change) -> list[str]:
    if "title" not in change and "notes" not in change:
        return []
    title, notes = change.get("title", risk.title), change.get("notes", risk.notes)
    if not title.strip():
        raise RuleError("A risk needs a name. Write what may happen.")
    risk.title, risk.notes, remarks = texts.titled(title, notes, "risk")
    return remarks


def _regroup(session: Session, risk: Risk, change: Change) -> list[str]:
    if "project" not in change:
        return []
    risk.project_id, remarks = projects.named(session, change["project"])
    return remarks


def _set(risk: Risk, change: Change) -> None:
    given: Mapping[str, Any] = change
    for probability, impact in _PAIRS:
        now = (given.get(field, getattr(risk, field)) for field in (probability, impact))
        rating = rules.rate(*now)
        setattr(risk, probability, rating.probability)
        setattr(risk, impact, rating.impact)
    for field in given.keys() & {*_TEXTS}:
        setattr(risk, field, texts.said(given[field]))
    for field in given.keys() & {*_AS_GIVEN}:
        setattr(risk, field, given[field])
    for field, check in _CHECKED:
        if field in given:
            setattr(risk, field, check(given[field]))


def _kept(risk: Risk, change: Change, before: Response | None) -> list[str]:
    """What was planned for another response and stays unless the change says it as well."""
    if before is None:
        return []
    held = {
        "residual rating": (residual(risk) != (None, None), change.keys() & {*_PAIRS[2]}),
        "plan": (risk.response_plan is not None, change.keys() & {"response_plan"}),
        "date": (risk.response_due is not None, change.keys() & {"response_due"}),
    }
    kept = [f"the {what}" for what, (is_there, is_said) in held.items() if is_there and not is_said]
    if not kept:
        return []
    was, hold = ("was", "it still holds") if len(kept) == 1 else ("were", "they still hold")
    return [
        f"{listed(kept).capitalize()} of the response {before} {was} kept: check whether {hold}."
    ]


def _accept(
    risk: Risk, change: Change, before: _Acceptance, today: date, occasion: Occasion
) -> list[str]:
    """A register that is read may accept risks without saying who did: it is told, not refused."""
    now = _acceptance(risk)
    imported = occasion is Occasion.IMPORTED
    if now.response is not Response.ACCEPT and (imported or now[1:] == before[1:]):
        held = any(now[1:])
        risk.accepted_by = risk.accepted_on = risk.accept_until = risk.justification = None
        return ["It is not accepted, so by whom, until when and why is left out."] if held else []
    missing = rules.missing_acceptance(*now)
    if not (missing and imported):
        rules.check_acceptance(*now)
    if "accepted_on" not in change and not missing:
        risk.accepted_on = today
    told = [f"It is accepted without saying {listed(missing)}."] if missing else []
    if now.accept_until and rules.has_lapsed(now.accept_until, now.response, today):
        told.append(f"The acceptance ran out on {say_date(now.accept_until)}.")
    return told


def _stand(risk: Risk, change: Change, status: RiskStatus, today: date, occasion: Occasion) -> None:
    """The status that the change says, else the one that follows from the rest of it."""
    wanted = change.get("status", status)
    if wanted is status:
        if "status" not in change or occasion is not Occasion.IMPORTED:
            risk.status = rules.after_rating(
                status, current(risk), risk.response, risk.response_plan
            )
        return
    if wanted in OPEN:
        if status not in OPEN:
            risk.occurred_on = None
        risk.status = wanted
    elif wanted is RiskStatus.OCCURRED:
        risk.status = rules.occur(status)
        risk.occurred_on = change.get("occurred_on") or today
        rules.check_occurred(risk.occurred_on, today)
    else:
        risk.status = (rules.close if wanted is RiskStatus.CLOSED else rules.reject)(status)
