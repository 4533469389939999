"""Risks: added and edited. How they are rated and reviewed is in `risk_rating`, how they end in
`risk_ends`, what is done about them in `risk_actions`."""

from datetime import datetime

from sqlmodel import Session

from infraday.domain import RuleError
from infraday.domain.refs import risk_ref
from infraday.domain.risk import Occasion, RiskStatus
from infraday.models import Risk
from infraday.store import risk_fields
from infraday.store.journal import Outcome
from infraday.store.risk_actions import add_action, link, unlink
from infraday.store.risk_ends import (
    close,
    delete,
    occur,
    open_issue,
    reject,
    reopen,
    resolve_issue,
)
from infraday.store.risk_fields import Change
from infraday.store.risk_rating import rate, review
from infraday.store.risk_records import assess, assess_changed, get, name, names, rated

__all__ = [
    "Change",
    "add",
    "add_action",
    "close",
    "delete",
    "edit",
    "get",
    "link",
    "name",
    "names",
    "occur",
    "rate",
    "reject",
    "reopen",
    "resolve_issue",
    "review",
    "unlink",
]


def add(
    session: Session, change: Change, at: datetime, occasion: Occasion = Occasion.ADDED
) -> Outcome:
    """A new risk, and its first assessment."""
    risk = Risk(title="", created_at=at)
    remarks = risk_fields.apply(session, risk, {"title": "", **change}, at, occasion)
    session.add(risk)
    session.flush()
    if risk.status is RiskStatus.OCCURRED:
        remarks += open_issue(session, risk, at)
    assess(session, risk, at, occasion)
    return Outcome(f"Add {name(risk)}", tuple(remarks))


def edit(
    session: Session,
    risk_id: int,
    version: int | None,
    change: Change,
    at: datetime,
    occasion: Occasion = Occasion.CHANGED,
) -> Outcome:
    """Change some fields. Refused when the risk is no longer at `version`, so that a form
    overwrites nothing that it did not show; None overwrites all the same."""
    risk = get(session, risk_id)
    if version is not None and version != risk.version:
        raise RuleError(
            f"{risk_ref(risk.id)} was changed meanwhile. Nothing was saved: "
            "look at what it says now, then change that."
        )
    before = rated(risk)
    remarks = risk_fields.apply(session, risk, change, at, occasion)
    if risk.status is RiskStatus.OCCURRED is not before["status"]:
        remarks += open_issue(session, risk, at)
    assess_changed(session, risk, before, at, occasion)
    return Outcome(f"Edit {name(risk)}", tuple(remarks))
