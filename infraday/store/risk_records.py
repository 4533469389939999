"""Risks as rows: found, named, and assessed anew whenever what is rated of one changes."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeAlias

from sqlmodel import Session, col, select

from infraday.domain import RuleError
from infraday.domain.refs import issue_ref, risk_ref
from infraday.domain.risk import IssueStatus, Occasion, Rating
from infraday.models import Assessment, Issue, Risk
from infraday.models.risk import Rated
from infraday.store.engine import plain
from infraday.store.journal import PLANNER

RATED = tuple(Rated.model_fields)
Ratings: TypeAlias = dict[str, Any]
"""What an assessment keeps of a risk, by its column."""


def get(session: Session, risk_id: int) -> Risk:
    return session.get_one(Risk, risk_id)


def found(session: Session, risk_ids: Iterable[int]) -> list[Risk]:
    """The risks with these ids, each once."""
    risks = [get(session, risk_id) for risk_id in dict.fromkeys(risk_ids)]
    if not risks:
        raise RuleError("No risk was named. Mark one, or move to one.")
    return risks


def name(risk: Risk) -> str:
    """`R-004 Core switch late`, as labels call a risk."""
    return f"{risk_ref(risk.id)} {risk.title}"


def names(risks: Sequence[Risk]) -> str:
    """The same of several, which are counted."""
    return name(risks[0]) if len(risks) == 1 else f"{len(risks)} risks"


@contextmanager
def refused_by(risk: Risk, risks: Sequence[Risk]) -> Iterator[None]:
    """Where several are changed at once, a refusal says which of them refuses."""
    try:
        yield
    except RuleError as refusal:
        if len(risks) == 1:
            raise
        raise RuleError(f"{name(risk)}: {refusal}") from refusal


def current(risk: Risk) -> Rating:
    return Rating(risk.probability, risk.impact)


def inherent(risk: Risk) -> Rating:
    return Rating(risk.inherent_probability, risk.inherent_impact)


def residual(risk: Risk) -> Rating:
    return Rating(risk.residual_probability, risk.residual_impact)


def rated(risk: Risk) -> Ratings:
    return {field: getattr(risk, field) for field in RATED}


def assess(
    session: Session, risk: Risk, at: datetime, occasion: Occasion, note: str | None = None
) -> None:
    """Keep how the risk is rated from the day of `at` on, and who says so."""
    session.add(risk)
    session.flush()
    session.add(
        Assessment(
            **rated(risk), risk_id=risk.id, on=at.date(), at=at, by=_actor(session),
            occasion=occasion, note=note,
        )
    )  # fmt: skip


def assess_changed(
    session: Session,
    risk: Risk,
    before: Ratings,
    at: datetime,
    occasion: Occasion = Occasion.CHANGED,
    note: str | None = None,
) -> None:
    """The same where something rated is no longer what it was, or there is a note to keep."""
    if note is not None or rated(risk) != before:
        assess(session, risk, at, occasion, note)


def _actor(session: Session) -> str:
    row = (
        plain(session)
        .execute("SELECT actor FROM journal_entry JOIN journal_current ON id = entry_id")
        .fetchone()
    )
    return row[0] if row else PLANNER


def open_issues(session: Session, risk: Risk) -> list[Issue]:
    """What came of the risk and is not dealt with yet."""
    query = select(Issue).where(Issue.risk_id == risk.id, Issue.status == IssueStatus.OPEN)
    return list(session.exec(query.order_by(col(Issue.id))))


def issue_name(issue: Issue) -> str:
    return f"{issue_ref(issue.id)} {issue.title}"
