"""NIST's risk JSON: records that its schema takes, and what is left out rather than made up."""

from typing import Any

import pytest

from infraday.domain.risk import RESPONSES, Response, RiskKind
from infraday.exchange import risk_nist
from tests import nist_schema
from tests.risk_entries import entry, whole

RECORD = {
    "riskId": "R-004",
    "riskDescription": "Core switch late",
    "riskCategory": "vendor",
    "riskLikelihood": 12.5,
    "riskImpact": 12345.67,
    "exposureRating": 1543.21,  # 12.5 % of 12 345.67, halves up
    "riskResponseType": ["Mitigate"],
    "riskResponseCost": 500,
    "riskResponseDescription": "Order two\nand a spare",
    "riskOwnerPointOfContact": "ana",
    "status": "planned",
}


def test_a_risk_is_a_record_of_the_published_register() -> None:
    made = risk_nist.write([whole()])

    assert made.records == [RECORD]
    assert made.problems == []
    assert list(made.records[0]) == list(RECORD)
    assert nist_schema.mistakes(made.records[0]) == []


@pytest.mark.parametrize(
    "change",
    [
        {"riskId": None},
        {"riskLikelihood": "12.5%"},
        {"riskResponseType": []},
        {"riskResponseType": ["Exploit"]},
        {"riskResponseType": ["Accept", "Accept"]},
    ],
)
def test_the_schema_refuses_what_is_no_record(change: dict[str, Any]) -> None:
    assert nist_schema.mistakes(RECORD | change)


@pytest.mark.parametrize("kind", RiskKind)
def test_every_response_but_escalate_has_a_word_there(kind: RiskKind) -> None:
    made = risk_nist.write(whole(kind=kind, response=it) for it in RESPONSES[kind])

    assert [nist_schema.mistakes(record) for record in made.records] == [[], [], [], []]
    assert made.problems == ["Left out, to be escalated, for which NIST has no word: R-004."]


def test_to_exploit_is_to_realize() -> None:
    [record] = risk_nist.write([whole(response=Response.EXPLOIT)]).records

    assert record["riskResponseType"] == ["Realize"]


def test_what_nobody_has_given_is_not_made_up() -> None:
    made = risk_nist.write([entry(id=1, probability=4, impact=5), whole(response=None)])

    assert made.records == []
    assert made.problems == [
        "Left out, without a probability in percent: R-001.",
        "Left out, without an impact in money: R-001.",
        "Left out, without a response: R-001, R-004.",
    ]


def test_a_response_of_unknown_cost_costs_nothing_and_that_is_said() -> None:
    entries = [whole(id=n, response_cost_cents=None, owner=None, category=None, response_plan=None)
               for n in range(1, 24)]  # fmt: skip

    made = risk_nist.write(entries)

    assert {record["riskResponseCost"] for record in made.records} == {0}
    assert nist_schema.mistakes(made.records[0]) == []
    [said] = made.problems
    assert said.startswith("0 stands for the response cost that is not known: R-001, R-002,")
    assert said.endswith("R-020 and 3 more.")
