"""Raised red flags and risks that are due for review, for tests of what listens to them."""

from datetime import timedelta
from typing import Any

from infraday import checklist
from infraday.config import Config
from infraday.domain.flag import FlagState
from infraday.domain.risk import RiskStatus
from infraday.models import Risk
from infraday.store import flags
from infraday.store.engine import Store
from tests.factories import NOW, TODAY

LIST = checklist.load(Config())
DEADLINES = LIST.named("unrealistic_deadlines")
KNOWN = {flag.key: flag for flag in LIST.flags}


def raise_flag(
    store: Store, key: str = "unrealistic_deadlines", state: FlagState = FlagState.RAISED
) -> None:
    """A person says so of the first project."""
    store.change(flags.check, 1, LIST.named(key), state, "", NOW)


def risk(title: str = "Fibre path shared", days: int = -3, **fields: Any) -> Risk:
    """One of the first project, its review due so many days from today."""
    given: dict[str, Any] = {
        "title": title, "project_id": 1, "owner": "ana", "status": RiskStatus.ASSESSED,
        "probability": 3, "impact": 4, "next_review": TODAY + timedelta(days=days),
        "created_at": NOW,
    }  # fmt: skip
    return Risk(**{**given, **fields})
