"""Risks as plain rows, with defaults, for tests of what is written of them."""

from datetime import date
from typing import Any

from infraday.domain.risk import BANDS, Category, Response, RiskKind, RiskStatus
from infraday.exchange.risk_columns import Entry
from infraday.store.risk_rows import RiskRow
from tests import factories as make

BARE: dict[str, Any] = {
    **dict.fromkeys(RiskRow._fields),
    "id": 4,
    "version": 1,
    "title": "Core switch late",
    "kind": RiskKind.THREAT,
    "status": RiskStatus.IDENTIFIED,
    "notes": "",
    "created_at": make.NOW,
}
WHOLE: dict[str, Any] = {
    **BARE,
    "status": RiskStatus.PLANNED,
    "category": Category.VENDOR,
    "owner": "ana",
    "probability": 4,
    "impact": 5,
    "residual_probability": 2,
    "residual_impact": 4,
    "probability_pct": 12.5,
    "impact_cost_cents": 1_234_567,
    "response": Response.MITIGATE,
    "response_plan": "Order two\nand a spare",
    "response_due": date(2027, 1, 15),
    "response_cost_cents": 50_000,
    "next_review": date(2026, 12, 1),
    "review_every_days": 7,
}


def entry(project: str | None = None, **fields: Any) -> Entry:
    """A risk of which nothing is known but what the fields say."""
    return Entry(RiskRow(**{**BARE, **fields}), project, BANDS)


def whole(project: str | None = "dc-move", **fields: Any) -> Entry:
    """A risk that is rated, answered and due for review."""
    return Entry(RiskRow(**{**WHOLE, **fields}), project, BANDS)
