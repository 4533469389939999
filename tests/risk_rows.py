"""Risks in the plan, written and read back, for tests of the store."""

from datetime import date, datetime, timedelta, timezone
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from infraday.domain.risk import Response
from infraday.models import Assessment, Issue, Risk
from infraday.store import risks
from infraday.store.engine import Store, plain
from infraday.store.risks import Change
from tests import factories as make

HERE = timezone(timedelta(hours=9))
AT = datetime(2026, 11, 24, 14, 5, tzinfo=HERE)  # 05:05 UTC
TODAY = AT.date()
RATED: Change = {"title": "Core switch late", "probability": 4, "impact": 4}
PLANNED: Change = {
    **RATED,
    "residual_probability": 2,
    "residual_impact": 3,
    "probability_pct": 40.0,
    "impact_cost_cents": 1_000_000,
    "response": Response.MITIGATE,
    "response_plan": "Order two",
    "response_due": date(2026, 12, 1),
}
ACCEPTED: Change = {
    **RATED,
    "response": Response.ACCEPT,
    "accepted_by": "ana",
    "accept_until": date(2027, 3, 31),
    "justification": "cheaper than a spare",
}
T = TypeVar("T", bound=SQLModel)


def add(store: Store, *changes: Change) -> None:
    for change in changes:
        store.change(risks.add, change, AT)


def all_of(store: Store, table: type[T]) -> list[T]:
    """All rows of a table by id, as another session reads them."""
    return store.read(lambda session: list(session.exec(select(table).order_by("id"))))


def all_risks(store: Store) -> list[Risk]:
    return all_of(store, Risk)


def issues(store: Store) -> list[Issue]:
    return all_of(store, Issue)


def history(store: Store, risk_id: int = 1) -> list[Assessment]:
    query = select(Assessment).where(Assessment.risk_id == risk_id).order_by(col(Assessment.id))
    return store.read(lambda session: list(session.exec(query)))


def stands(store: Store) -> tuple[Any, ...]:
    """All records without their versions, which never fall, and the sums of the burn-down."""
    return store.read(_stands)


def _stands(session: Session) -> tuple[Any, ...]:
    records = {
        row: {name: value for name, value in image.items() if name != "version"}
        for row, image in make.images(session).items()
    }
    burned = plain(session).execute(
        "SELECT * FROM burn_down_day WHERE score OR exposure_cents OR planned OR open OR unassessed"
    )
    return records, burned.fetchall()
