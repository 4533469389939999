"""A risk, its dated assessments, and the issue that it becomes when it happens."""

from datetime import date, datetime

from sqlmodel import CheckConstraint, Field, Index, SQLModel, text

from infraday.domain.risk import (
    Category,
    IssueStatus,
    Occasion,
    Proximity,
    Response,
    RiskKind,
    RiskStatus,
)
from infraday.models.base import Record, by_value

RATINGS = ("inherent_probability", "inherent_impact", "probability", "impact",
           "residual_probability", "residual_impact")  # fmt: skip
OPEN = text("status IN ('identified', 'assessed', 'planned', 'monitoring')")


def _on_scale(table: str) -> tuple[CheckConstraint, ...]:
    return tuple(
        CheckConstraint(f"{name} BETWEEN 1 AND 5", name=f"{table}_{name}") for name in RATINGS
    )


class Rated(SQLModel):
    """What is rated of a risk: 1 to 5 each, null while nobody has judged it. `probability` and
    `impact` are the current ones. Money is cents, `probability_pct` 0 to 100."""

    status: RiskStatus = Field(
        default=RiskStatus.IDENTIFIED, sa_type=by_value(RiskStatus), nullable=False
    )
    inherent_probability: int | None = None
    inherent_impact: int | None = None
    probability: int | None = None
    impact: int | None = None
    residual_probability: int | None = None
    residual_impact: int | None = None
    probability_pct: float | None = None
    impact_cost_cents: int | None = None
    response: Response | None = Field(default=None, sa_type=by_value(Response))
    response_plan: str | None = None
    response_due: date | None = None


class Risk(Record, Rated, table=True):
    """`source_uid` is the ID that it has in the register it came from (`source`)."""

    __table_args__ = (
        CheckConstraint("title <> ''", name="risk_title"),
        *_on_scale("risk"),
        CheckConstraint("probability_pct BETWEEN 0 AND 100", name="risk_probability_pct"),
        CheckConstraint("impact_cost_cents >= 0", name="risk_impact_cost"),
        CheckConstraint("response_cost_cents >= 0", name="risk_response_cost"),
        CheckConstraint("review_every_days > 0", name="risk_review_every"),
        Index("risk_project", "project_id"),
        Index("risk_register", text("probability * impact DESC"), text("impact DESC"), "id",
              "status", "probability", "kind", "project_id", "owner", "category",
              "inherent_probability", "inherent_impact", "residual_probability",
              "residual_impact", "probability_pct", "impact_cost_cents", "response",
              "response_due", "proximity", "accept_until", "last_reviewed", "next_review",
              sqlite_where=OPEN),
        Index("risk_review", "next_review", "last_reviewed", "probability", "impact",
              sqlite_where=OPEN),
        Index("risk_lapse", "accept_until", sqlite_where=text("response = 'accept'")),
        Index("risk_source", "source", "source_uid"),
        Index("risk_escalated", "id", sqlite_where=text("response = 'escalate'")),
        {"sqlite_autoincrement": True},
    )  # fmt: skip

    title: str
    cause: str | None = None
    event: str | None = None
    effect: str | None = None
    kind: RiskKind = Field(default=RiskKind.THREAT, sa_type=by_value(RiskKind), nullable=False)
    category: Category | None = Field(default=None, sa_type=by_value(Category))
    project_id: int | None = Field(default=None, foreign_key="project.id")
    owner: str | None = None
    response_cost_cents: int | None = None
    contingency_plan: str | None = None
    fallback_plan: str | None = None
    trigger: str | None = None
    proximity: Proximity | None = Field(default=None, sa_type=by_value(Proximity))
    accepted_by: str | None = None
    accepted_on: date | None = None
    accept_until: date | None = None
    justification: str | None = None
    review_every_days: int | None = None
    last_reviewed: date | None = None
    next_review: date | None = None
    occurred_on: date | None = None
    lesson: str | None = None
    notes: str = ""
    source: str | None = None
    source_uid: str | None = None
    created_at: datetime


class Assessment(Record, Rated, table=True):
    """How a risk was rated from a date on. `by` is who wrote it, as the journal names actors."""

    __table_args__ = (
        *_on_scale("assessment"),
        Index("assessment_risk", "risk_id", "on", "id"),
        Index("assessment_at", "at"),
        {"sqlite_autoincrement": True},
    )

    risk_id: int = Field(foreign_key="risk.id", ondelete="CASCADE")
    on: date
    at: datetime
    by: str
    occasion: Occasion = Field(sa_type=by_value(Occasion), nullable=False)
    note: str | None = None


class Issue(Record, table=True):
    """What occurred, and what it cost. A risk may happen, an issue is happening."""

    __table_args__ = (
        CheckConstraint("title <> ''", name="issue_title"),
        CheckConstraint("actual_cost_cents >= 0", name="issue_actual_cost"),
        Index("issue_risk", "risk_id"),
        {"sqlite_autoincrement": True},
    )

    risk_id: int | None = Field(default=None, foreign_key="risk.id", ondelete="SET NULL")
    title: str
    project_id: int | None = Field(default=None, foreign_key="project.id")
    owner: str | None = None
    status: IssueStatus = Field(
        default=IssueStatus.OPEN, sa_type=by_value(IssueStatus), nullable=False
    )
    occurred_on: date
    resolved_on: date | None = None
    actual_cost_cents: int | None = None
    notes: str = ""
    created_at: datetime
