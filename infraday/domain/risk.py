"""What a risk is: its words, its scales, its score and its band."""

from enum import StrEnum
from typing import NamedTuple, TypeAlias


class RiskKind(StrEnum):
    """ISO 31000: uncertainty can hurt or help."""

    THREAT = "threat"
    OPPORTUNITY = "opportunity"


class Category(StrEnum):
    """The first five are PM²'s."""

    BUSINESS = "business"
    TECHNICAL = "technical"
    PEOPLE = "people"
    EXTERNAL = "external"
    LEGAL = "legal"
    VENDOR = "vendor"
    NETWORK = "network"
    FACILITY = "facility"
    SECURITY = "security"
    DATA = "data"
    CUTOVER = "cutover"


class RiskStatus(StrEnum):
    """A risk may happen; once it has, it is *occurred*, and an issue says what is being done."""

    IDENTIFIED = "identified"
    ASSESSED = "assessed"
    PLANNED = "planned"
    MONITORING = "monitoring"
    OCCURRED = "occurred"
    CLOSED = "closed"
    REJECTED = "rejected"


OPEN = frozenset(
    {RiskStatus.IDENTIFIED, RiskStatus.ASSESSED, RiskStatus.PLANNED, RiskStatus.MONITORING}
)


class Response(StrEnum):
    """PMBOK: escalate and accept answer both kinds of risk, the others one of them."""

    ESCALATE = "escalate"
    AVOID = "avoid"
    TRANSFER = "transfer"
    MITIGATE = "mitigate"
    ACCEPT = "accept"
    EXPLOIT = "exploit"
    SHARE = "share"
    ENHANCE = "enhance"


RESPONSES = {
    RiskKind.THREAT: (
        Response.ESCALATE, Response.AVOID, Response.TRANSFER, Response.MITIGATE, Response.ACCEPT,
    ),
    RiskKind.OPPORTUNITY: (
        Response.ESCALATE, Response.EXPLOIT, Response.SHARE, Response.ENHANCE, Response.ACCEPT,
    ),
}  # fmt: skip


class Proximity(StrEnum):
    """When it would strike."""

    IMMINENT = "imminent"
    THIS_MONTH = "this_month"
    THIS_QUARTER = "this_quarter"
    LATER = "later"


class Band(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Occasion(StrEnum):
    """Why an assessment was written."""

    ADDED = "added"
    CHANGED = "changed"
    REVIEWED = "reviewed"
    IMPORTED = "imported"


class IssueStatus(StrEnum):
    OPEN = "open"
    RESOLVED = "resolved"


SCALE = range(1, 6)
LEVELS = {1: "very low", 2: "low", 3: "medium", 4: "high", 5: "very high"}
"""The words of probability and impact (PM²)."""


class Rating(NamedTuple):
    """A probability and an impact, each 1 to 5, or None while nobody has judged it."""

    probability: int | None = None
    impact: int | None = None

    @property
    def score(self) -> int | None:
        """probability × impact (PM²); None while one of them is missing."""
        if self.probability is None or self.impact is None:
            return None
        return self.probability * self.impact


Bands: TypeAlias = tuple[tuple[Band, ...], ...]
"""The band of each cell: by probability 1 to 5, then by impact 1 to 5."""


def by_score(score: int) -> Band:
    """Low 1 to 4, medium 5 to 9, high 10 to 14, critical 15 to 25."""
    if score >= 15:
        return Band.CRITICAL
    if score >= 10:
        return Band.HIGH
    return Band.MEDIUM if score >= 5 else Band.LOW


BANDS: Bands = tuple(tuple(by_score(p * i) for i in SCALE) for p in SCALE)


def band(rating: Rating, bands: Bands = BANDS) -> Band | None:
    """The band of a rating, which the table says cell by cell; None while it is not assessed."""
    if rating.probability is None or rating.impact is None:
        return None
    return bands[rating.probability - 1][rating.impact - 1]


def exposure_cents(probability_pct: float | None, impact_cost_cents: int | None) -> int | None:
    """Expected monetary value in cents: percentage × cost (PMBOK, NIST IR 8286), halves up. None
    while one of them is missing. The schema's triggers compute the same."""
    if probability_pct is None or impact_cost_cents is None:
        return None
    return int(probability_pct * impact_cost_cents / 100.0 + 0.5)
