"""The words that people write into a risk register, and what they are called here.

Only words that mean one thing everywhere. The five levels are PM²'s and those of NIST SP 800-30
(tables G-2 and H-3), in which low, medium and high are the second, third and fourth of five: so
they are here, too, where a register has only these three.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from infraday.domain.risk import Category, Proximity, Response, RiskKind, RiskStatus

Word = TypeVar("Word", bound=StrEnum)

OPEN = "open"
"""A status that says only that the risk has not ended."""

_LEVELS = {
    1: "very low, vl",
    2: "low, l",
    3: "medium, moderate, med, m",
    4: "high, h",
    5: "very high, vh",
}
_PROBABILITIES = {
    1: "rare, very unlikely, highly unlikely, improbable, extremely unlikely",
    2: "unlikely",
    3: "possible, occasional",
    4: "likely, probable",
    5: "almost certain, very likely, highly likely, certain, near certain, frequent",
}
_IMPACTS = {
    1: "negligible, insignificant, trivial",
    2: "minor",
    3: "",
    4: "major",
    5: "severe, catastrophic, extreme, critical",
}
BELOW_CATASTROPHIC = frozenset({"severe", "critical"})
"""The fifth level, or the fourth where a column knows a catastrophic one above them."""


def _levels(*tables: Mapping[int, str]) -> dict[str, int]:
    return {
        word: level
        for table in tables
        for level, words in table.items()
        for word in words.split(", ")
        if word
    }


PROBABILITIES = _levels(_LEVELS, _PROBABILITIES)
IMPACTS = _levels(_LEVELS, _IMPACTS)


def _table(words: type[Word], others: Mapping[Word, str]) -> dict[str, Word]:
    """The words of an enumeration, and others for them."""
    table = {said: word for word, all_of in others.items() for said in all_of.split(", ") if said}
    return table | {word.value.replace("_", " "): word for word in words}


STATUSES: dict[str, RiskStatus | str] = {
    **_table(
        RiskStatus,
        {
            RiskStatus.IDENTIFIED: "new, draft, proposed, raised, logged",
            RiskStatus.ASSESSED: "analysed, analyzed, evaluated",
            RiskStatus.PLANNED: "response planned, treatment planned",
            RiskStatus.MONITORING: "monitored, monitor, watch, watching, in progress, ongoing, "
            "in treatment, treating, mitigating, being mitigated",
            RiskStatus.OCCURRED: "materialised, materialized, realised, realized, happened, "
            "issue, became an issue, triggered",
            RiskStatus.CLOSED: "close, retired, resolved, expired, completed, complete, done, "
            "inactive, ended",
            RiskStatus.REJECTED: "invalid, void, not a risk, cancelled, canceled, withdrawn",
        },
    ),
    **dict.fromkeys(("open", "active", "live"), OPEN),
}

THREAT_RESPONSES = _table(
    Response,
    {
        Response.AVOID: "avoidance, avoided, eliminate, elimination, terminate, termination",
        Response.TRANSFER: "transferred, transference, insure, share, shared, sharing",
        Response.MITIGATE: "mitigation, mitigated, reduce, reduction, reduced, treat, treatment",
        Response.ACCEPT: "acceptance, accepted, tolerate, toleration, tolerated, retain",
        Response.ESCALATE: "escalated, escalation",
    },
) | {"share": Response.TRANSFER}
OPPORTUNITY_RESPONSES = _table(
    Response,
    {
        Response.EXPLOIT: "realize, realise, exploited, exploitation",
        Response.SHARE: "shared, sharing",
        Response.ENHANCE: "enhanced, enhancement",
        Response.ACCEPT: "acceptance, accepted, tolerate, ignore",
        Response.ESCALATE: "escalated, escalation",
    },
)
"""PRINCE2's and ISO 31000's words for them, the four Ts, and NIST's Realize."""

KINDS = _table(
    RiskKind,
    {
        RiskKind.THREAT: "negative, negative risk, downside, t, threats",
        RiskKind.OPPORTUNITY: "positive, positive risk, upside, o, opportunities, benefit",
    },
)

CATEGORIES = _table(
    Category,
    {
        Category.BUSINESS: "commercial, financial, finance, strategic, strategy, reputation, "
        "reputational, budget",
        Category.TECHNICAL: "technology, tech, it, software, hardware, infrastructure",
        Category.PEOPLE: "human resources, hr, staff, staffing, personnel, resource, resources, "
        "resourcing",
        Category.EXTERNAL: "environment, environmental, political, economic",
        Category.LEGAL: "compliance, regulatory, regulation, contractual, legal and compliance",
        Category.VENDOR: "vendors, supplier, suppliers, third party, third party risk, "
        "procurement, supply chain",
        Category.NETWORK: "networks, networking, connectivity, telecom",
        Category.FACILITY: "facilities, site, building, physical, premises, power, cooling",
        Category.SECURITY: "cyber, cyber security, cybersecurity, information security, "
        "it security",
        Category.DATA: "data quality, data loss, data migration",
        Category.CUTOVER: "cut over, go live, migration, transition",
    },
)

PROXIMITIES = _table(
    Proximity,
    {
        Proximity.IMMINENT: "immediate, immediately, now, within a week, this week, next week",
        Proximity.THIS_MONTH: "within a month, within 1 month, next month, 1 month, within 30 days",
        Proximity.THIS_QUARTER: "within 3 months, next 3 months, 3 months, within a quarter, "
        "next quarter, within 90 days",
        Proximity.LATER: "far away, distant, next 6 months, within 6 months, 6 months, next year, "
        "this year, within a year, next 12 months, within 12 months, beyond 3 months, "
        "long term",
    },
)

EMPTY = frozenset(
    {"", "-", "–", "—", "--", "n/a", "na", "n.a.", "none", "nil", "null", "tbd", "tbc", "tba", "?",
     "unknown", "not assessed", "not set", "not rated", "not yet assessed", "unassessed"}
)  # fmt: skip
"""What stands in a cell that says nothing."""

_SIGNS = re.compile(r"[^\w%]+")
_PARTED = re.compile(r"\s*(?:\s[-–—/|]\s|[:;,(])\s*")


def folded(text: str) -> str:
    """Words as the tables have them: `Cyber-Security` is `cyber security`."""
    return _SIGNS.sub(" ", text.casefold().replace("_", " ")).strip()


LONGEST = 200
"""Characters of a cell that is more than a text. What is longer is prose."""


def head(text: str) -> str:
    """What stands before a dash, a colon or a bracket: `Active - mitigation required`."""
    return _PARTED.split(text.strip()[:LONGEST], maxsplit=1)[0]
