"""Risks as NIST writes them: the JSON of the risk register of IR 8286 r1, one record a risk.

Its schema (risk_register.v2, JSON Schema 2020-12) wants all eleven keys of a record, numbers for
likelihood in percent and for money, and at least one of its seven responses. A risk that has no
such thing is left out and named: a number that nobody gave would be one that we made up.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from infraday.domain.refs import risk_ref
from infraday.domain.risk import Response, exposure_cents
from infraday.domain.shape_risk import Risk
from infraday.exchange.risk_columns import Entry

RESPONSES = {
    Response.ACCEPT: "Accept",
    Response.AVOID: "Avoid",
    Response.TRANSFER: "Transfer",
    Response.MITIGATE: "Mitigate",
    Response.EXPLOIT: "Realize",
    Response.SHARE: "Share",
    Response.ENHANCE: "Enhance",
}
"""Our words and NIST's, which has none for escalate."""

Record: TypeAlias = dict[str, object]
_NAMED = 20
"""Risks that a sentence names; more are counted."""


class Written(NamedTuple):
    """`problems` are whole sentences: what could not go out as it stands here."""

    records: list[Record]
    problems: list[str]


def write(entries: Iterable[Entry]) -> Written:
    """A record for each risk that has all that one needs."""
    records: list[Record] = []
    left_out: dict[str, list[str]] = {}
    without_cost: list[str] = []
    for entry in entries:
        ref, missing = risk_ref(entry.risk.id), list(_missing(entry.risk))
        for why in missing:
            left_out.setdefault(why, []).append(ref)
        if missing:
            continue
        if entry.risk.response_cost_cents is None:
            without_cost.append(ref)
        records.append(_record(entry.risk))
    problems = [f"Left out, {why}: {_refs(refs)}." for why, refs in left_out.items()]
    if without_cost:
        problems.append(f"0 stands for the response cost that is not known: {_refs(without_cost)}.")
    return Written(records, problems)


def _missing(risk: Risk) -> Iterator[str]:
    """What the schema wants of a record, and this risk does not say."""
    if risk.probability_pct is None:
        yield "without a probability in percent"
    if risk.impact_cost_cents is None:
        yield "without an impact in money"
    if risk.response is Response.ESCALATE:
        yield "to be escalated, for which NIST has no word"
    elif risk.response is None:
        yield "without a response"


def _record(risk: Risk) -> Record:
    """The keys in the order of the schema. Money is in units, not in cents."""
    assert risk.response is not None
    return {
        "riskId": risk_ref(risk.id),
        "riskDescription": risk.title,
        "riskCategory": str(risk.category or ""),
        "riskLikelihood": _number(risk.probability_pct or 0.0),
        "riskImpact": _money(risk.impact_cost_cents),
        "exposureRating": _money(exposure_cents(risk.probability_pct, risk.impact_cost_cents)),
        "riskResponseType": [RESPONSES[risk.response]],
        "riskResponseCost": _money(risk.response_cost_cents),
        "riskResponseDescription": risk.response_plan or "",
        "riskOwnerPointOfContact": risk.owner or "",
        "status": str(risk.status),
    }


def _money(cents: int | None) -> int | float:
    return _number((cents or 0) / 100)


def _number(value: float) -> int | float:
    """40 rather than 40.0."""
    return int(value) if value.is_integer() else value


def _refs(refs: list[str]) -> str:
    more = len(refs) - _NAMED
    return ", ".join(refs[:_NAMED]) + (f" and {more} more" if more > 0 else "")
