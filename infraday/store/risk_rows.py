"""Rows of the risk register as plain values, on plain sqlite3."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from sqlite3 import Connection
from typing import NamedTuple, TypeVar

from infraday.domain.risk import (
    Category,
    IssueStatus,
    Occasion,
    Proximity,
    Rating,
    Response,
    RiskKind,
    RiskStatus,
    exposure_cents,
)
from infraday.store.plain_rows import Values

Row = TypeVar("Row")


class RiskRow(NamedTuple):
    """All columns of a risk."""

    id: int
    version: int
    title: str
    cause: str | None
    event: str | None
    effect: str | None
    kind: RiskKind
    category: Category | None
    status: RiskStatus
    project_id: int | None
    owner: str | None
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
    created_at: datetime

    @property
    def inherent(self) -> Rating:
        return Rating(self.inherent_probability, self.inherent_impact)

    @property
    def current(self) -> Rating:
        return Rating(self.probability, self.impact)

    @property
    def residual(self) -> Rating:
        return Rating(self.residual_probability, self.residual_impact)

    @property
    def score(self) -> int | None:
        """That of the current rating."""
        return self.current.score

    @property
    def exposure_cents(self) -> int | None:
        return exposure_cents(self.probability_pct, self.impact_cost_cents)


class AssessmentRow(NamedTuple):
    """All columns of an assessment."""

    id: int
    version: int
    risk_id: int
    on: date
    at: datetime
    by: str
    occasion: Occasion
    note: str | None
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

    @property
    def inherent(self) -> Rating:
        return Rating(self.inherent_probability, self.inherent_impact)

    @property
    def current(self) -> Rating:
        return Rating(self.probability, self.impact)

    @property
    def residual(self) -> Rating:
        return Rating(self.residual_probability, self.residual_impact)

    @property
    def score(self) -> int | None:
        """That of the current rating."""
        return self.current.score

    @property
    def exposure_cents(self) -> int | None:
        return exposure_cents(self.probability_pct, self.impact_cost_cents)


class IssueRow(NamedTuple):
    """All columns of an issue."""

    id: int
    version: int
    risk_id: int | None
    title: str
    project_id: int | None
    owner: str | None
    status: IssueStatus
    occurred_on: date
    resolved_on: date | None
    actual_cost_cents: int | None
    notes: str
    created_at: datetime


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


_DATES = (
    "on", "response_due", "accepted_on", "accept_until", "last_reviewed", "next_review",
    "occurred_on", "resolved_on",
)  # fmt: skip
_READERS: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(_DATES, date.fromisoformat),
    **dict.fromkeys(("at", "created_at"), _instant),
    "kind": RiskKind, "category": Category, "status": RiskStatus, "response": Response,
    "proximity": Proximity, "occasion": Occasion,
}  # fmt: skip


class Reading(NamedTuple):
    """How the rows of a table are read: its columns, and those of which text is made more."""

    table: str
    columns: str
    readers: tuple[tuple[int, Callable[[str], object]], ...]

    @classmethod
    def of(
        cls, table: str, fields: Iterable[str], own: dict[str, Callable[[str], object]]
    ) -> "Reading":
        names = tuple(fields)
        by_name = {**_READERS, **own}
        return cls(
            table,
            ", ".join(f'"{name}"' for name in names),
            tuple((i, by_name[name]) for i, name in enumerate(names) if name in by_name),
        )


_RISK = Reading.of("risk", RiskRow._fields, {})
_ASSESSMENT = Reading.of("assessment", AssessmentRow._fields, {})
_ISSUE = Reading.of("issue", IssueRow._fields, {"status": IssueStatus})


def rows(db: Connection, where: str, values: Values = ()) -> list[RiskRow]:
    """The risks that fit an SQL condition, which an ORDER BY and a LIMIT may follow."""
    return _read(db, _RISK, RiskRow._make, where, values)


def one(db: Connection, risk_id: int) -> RiskRow | None:
    found = rows(db, "id = ?", (risk_id,))
    return found[0] if found else None


def of_ids(db: Connection, ids: Iterable[int]) -> list[RiskRow]:
    """The risks with these ids that there are, in this order."""
    wanted = list(ids)
    if not wanted:
        return []
    by_id = {row.id: row for row in rows(db, f"id IN ({', '.join(map(str, wanted))})")}
    return [by_id[risk_id] for risk_id in wanted if risk_id in by_id]


def assessments(db: Connection, where: str, values: Values = ()) -> list[AssessmentRow]:
    """The assessments that fit an SQL condition, likewise."""
    return _read(db, _ASSESSMENT, AssessmentRow._make, where, values)


def issues(db: Connection, where: str, values: Values = ()) -> list[IssueRow]:
    """The issues that fit an SQL condition, likewise."""
    return _read(db, _ISSUE, IssueRow._make, where, values)


def _read(
    db: Connection,
    reading: Reading,
    make: Callable[[list[object]], Row],
    where: str,
    values: Values,
) -> list[Row]:
    found = []
    query = f"SELECT {reading.columns} FROM {reading.table} WHERE {where}"
    for row in db.execute(query, values).fetchall():
        cells = list(row)
        for i, read in reading.readers:
            if cells[i] is not None:
                cells[i] = read(cells[i])
        found.append(make(cells))
    return found
