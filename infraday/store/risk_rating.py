"""Risks: rated and reviewed."""

from datetime import date, datetime

from sqlmodel import Session

from infraday.domain import RuleError
from infraday.domain import risk_rules as rules
from infraday.domain.risk import BANDS, OPEN, Bands, Occasion, band
from infraday.domain.when import say_date
from infraday.models import Risk
from infraday.store import risk_fields, texts
from infraday.store.journal import Outcome
from infraday.store.risk_fields import Change
from infraday.store.risk_records import assess, assess_changed, current, get, name, rated


def rate(
    session: Session, risk_id: int, change: Change, at: datetime, note: str | None = None
) -> Outcome:
    """Judge a risk anew, whatever it says by now; a note is kept beside the rating."""
    risk = get(session, risk_id)
    before = rated(risk)
    remarks = risk_fields.apply(session, risk, change, at, Occasion.CHANGED)
    assess_changed(session, risk, before, at, note=texts.said(note))
    return Outcome(f"Rate {name(risk)}", tuple(remarks))


def review(
    session: Session,
    risk_id: int,
    change: Change,
    at: datetime,
    next_review: date | None = None,
    note: str | None = None,
    bands: Bands = BANDS,
) -> Outcome:
    """Look at an open risk: it was done also where nothing changes. Without a day for the next
    time it is as many days on as the risk says, else as its band does."""
    risk = get(session, risk_id)
    if risk.status not in OPEN:
        raise RuleError(f"{name(risk)} is {risk.status}. Reopen it before you review it.")
    remarks = risk_fields.apply(session, risk, change, at, Occasion.REVIEWED)
    risk.last_reviewed = at.date()
    wanted = next_review or change.get("next_review")
    risk.next_review = _next(risk, wanted, at.date(), bands)
    assess(session, risk, at, Occasion.REVIEWED, texts.said(note))
    return Outcome(f"Review {name(risk)}", tuple(remarks))


def _next(risk: Risk, wanted: date | None, today: date, bands: Bands) -> date | None:
    """What the review closed is not reviewed again."""
    if risk.status not in OPEN:
        return None
    if wanted is not None and wanted <= today:
        raise RuleError(
            f"{say_date(wanted)} is not ahead. Review again on a day after {say_date(today)}."
        )
    days = risk.review_every_days or rules.default_review_days(band(current(risk), bands))
    return wanted or rules.next_review(days, today)
