"""Risks as the quick reads give them, with defaults, for tests of their pictures."""

from typing import Any

from infraday.domain.risk import BANDS, RiskKind, RiskStatus
from infraday.domain.risk_row import Around
from infraday.domain.risk_view import View
from infraday.store.risk_rows import RiskRow
from tests.factories import NOW, TODAY

NOTHING: dict[str, Any] = {
    **dict.fromkeys(RiskRow._fields),
    "id": 4,
    "version": 1,
    "title": "Core switch arrives late",
    "kind": RiskKind.THREAT,
    "status": RiskStatus.ASSESSED,
    "notes": "",
    "created_at": NOW,
}


def risk(**fields: Any) -> RiskRow:
    """One of which only a title is known."""
    return RiskRow(**{**NOTHING, **fields})


def around(**fields: Any) -> Around:
    return Around(TODAY, BANDS, View.CURRENT)._replace(**fields)
