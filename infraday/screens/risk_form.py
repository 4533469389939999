"""A risk in a form: every field, how each is read while one types, and why it is refused."""

from collections.abc import Mapping
from typing import ClassVar

from infraday.screens.risk_entry import RiskEntry, Values
from infraday.screens.risk_fields import (
    CATEGORIES,
    KINDS,
    PROXIMITIES,
    RiskFields,
    statuses_from,
)

__all__ = ["RiskEntry", "RiskForm"]


class RiskForm(RiskFields):
    """In groups: the risk, how bad it is, what is done about it, when one looks at it again."""

    groups: ClassVar[Mapping[str, str]] = {
        "current": "How bad", "response": "What is done", "every": "Reviews",
    }  # fmt: skip

    def fill(self, values: Values) -> None:
        self._fill_risk(values)
        self._fill_ratings(values)
        self._fill_response(values)
        self.line("every", "Every", values["every"], short=True)
        self.line("review", "Next", values["review"], short=True)
        self.line("lesson", "Lesson", values["lesson"])
        self.text("notes", "Notes", values["notes"])

    def _fill_risk(self, values: Values) -> None:
        self.line("title", "Title", values["title"])
        self.line("cause", "Because of", values["cause"])
        self.line("event", "may happen", values["event"])
        self.line("effect", "leading to", values["effect"])
        self.choice("kind", "Kind", KINDS, values["kind"])
        self.line("project", "Project", values["project"], self._projects, short=True)
        self.line("owner", "Owner", values["owner"], self._owners, short=True)
        self.choice("category", "Category", CATEGORIES, values["category"])
        if values["status"]:
            self.choice("status", "Status", statuses_from(values["status"]), values["status"])
        self.choice("proximity", "Proximity", PROXIMITIES, values["proximity"])

    def _fill_ratings(self, values: Values) -> None:
        self.line("current", "Current", values["current"], short=True)
        self.line("inherent", "Inherent", values["inherent"], short=True)
        self.line("residual", "Residual", values["residual"], short=True)
        self.line("chance", "Chance", values["chance"], short=True)
        self.line("cost", "Cost", values["cost"], short=True)

    def _fill_response(self, values: Values) -> None:
        self.offer_responses(values)
        self.ask_acceptance(values)
        self.area("plan", "Plan", values["plan"])
        self.line("due", "Due", values["due"], short=True)
        self.line("price", "Its cost", values["price"], short=True)
        self.line("trigger", "Trigger", values["trigger"])
        self.area("contingency", "If it hits", values["contingency"])
        self.area("fallback", "Fallback", values["fallback"])
