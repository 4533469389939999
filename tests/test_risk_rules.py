"""What may become of a risk, on plain values."""

from datetime import date
from typing import NamedTuple

import pytest

from infraday.domain import RuleError
from infraday.domain import risk_rules as rules
from infraday.domain.risk import OPEN, RESPONSES, Band, Rating, Response, RiskKind, RiskStatus
from infraday.domain.risk_rules import Move

TODAY = date(2026, 11, 24)
LATER = date(2027, 3, 31)
THREAT, OPPORTUNITY = RiskKind
IDENTIFIED, ASSESSED, PLANNED, MONITORING, OCCURRED, CLOSED, REJECTED = RiskStatus


class Sayable(NamedTuple):
    title: str = "Core switch late"
    cause: str | None = None
    event: str | None = None
    effect: str | None = None


@pytest.mark.parametrize(("probability", "impact"), [(0, 3), (6, 3), (3, 0), (3, 6), (-1, None)])
def test_a_rating_off_the_scale_is_refused(probability: int, impact: int | None) -> None:
    with pytest.raises(RuleError, match=r"off the scale.*from 1 \(very low\) to 5 \(very high\)"):
        rules.rate(probability, impact)


def test_half_a_rating_may_be_said_first() -> None:
    assert rules.rate(4, None) == Rating(4, None)
    assert rules.rate(5, 1).score == 5


@pytest.mark.parametrize("percent", [-0.1, 100.5, 140, float("nan"), float("inf")])
def test_what_is_no_percentage_is_refused(percent: float) -> None:
    with pytest.raises(RuleError, match="is no probability"):
        rules.check_pct(percent)
    assert [rules.check_pct(it) for it in (None, 0, 100)] == [None, 0, 100]


def test_money_and_days_have_their_bounds() -> None:
    for cents in (-1, 2**63):
        with pytest.raises(RuleError, match="without a sign"):
            rules.check_cost(cents)
    for days in (0, -7, 3661):
        with pytest.raises(RuleError, match="every 1 to 3660 days"):
            rules.check_review_days(days)
    assert (rules.check_cost(0), rules.check_review_days(3660)) == (0, 3660)


def test_closing_ends_whatever_was_not_rejected() -> None:
    assert {rules.close(it) for it in set(RiskStatus) - {REJECTED}} == {CLOSED}
    with pytest.raises(RuleError, match="was rejected"):
        rules.close(REJECTED)


def test_rejecting_asks_why_and_takes_back_nothing_that_ended() -> None:
    assert {rules.reject(it, "a duplicate") for it in {*OPEN, REJECTED}} == {REJECTED}
    for ended in (CLOSED, OCCURRED):
        with pytest.raises(RuleError, match="Reopen it before you reject it"):
            rules.reject(ended, "a duplicate")
    with pytest.raises(RuleError, match="keeps its reason"):
        rules.reject(IDENTIFIED, " ")


def test_only_what_is_open_occurs_and_only_what_ended_is_reopened() -> None:
    for status in RiskStatus:
        if status in OPEN:
            assert rules.occur(status) is OCCURRED
            with pytest.raises(RuleError, match="open already"):
                rules.reopen(status)
        else:
            assert rules.reopen(status) is IDENTIFIED
            with pytest.raises(RuleError, match=r"already\."):
                rules.occur(status)


def test_nothing_occurs_ahead_and_nothing_is_resolved_before_it_occurred() -> None:
    rules.check_occurred(TODAY, TODAY)
    rules.check_resolved(TODAY, TODAY, TODAY)
    with pytest.raises(RuleError, match="Wed 31 Mar 2027 is ahead"):
        rules.check_occurred(LATER, TODAY)
    for on, occurred_on in ((LATER, TODAY), (TODAY, LATER)):
        with pytest.raises(RuleError, match="cannot be resolved on"):
            rules.check_resolved(on, occurred_on, TODAY)


def test_each_kind_has_its_own_responses() -> None:
    """PMBOK: avoid, transfer and mitigate answer threats; exploit, share and enhance
    opportunities; escalate and accept both."""
    both = {Response.ESCALATE, Response.ACCEPT}
    assert set(RESPONSES[THREAT]) & set(RESPONSES[OPPORTUNITY]) == both
    for kind in RiskKind:
        for response in Response:
            if response in RESPONSES[kind]:
                rules.check_response(kind, response)
            else:
                with pytest.raises(RuleError, match="Choose among escalate, "):
                    rules.check_response(kind, response)
    with pytest.raises(RuleError, match="Exploit is no response to a threat"):
        rules.check_response(THREAT, Response.EXPLOIT)


def test_accepting_says_by_whom_until_when_and_why() -> None:
    rules.check_acceptance(Response.ACCEPT, "ana", LATER, "cheaper than a spare")
    with pytest.raises(RuleError, match="Still missing: by whom, until when and why"):
        rules.check_acceptance(Response.ACCEPT, None, None, " ")
    with pytest.raises(RuleError, match="Still missing: until when"):
        rules.check_acceptance(Response.ACCEPT, "ana", None, "cheaper than a spare")
    for response in (None, Response.AVOID):
        rules.check_acceptance(response, None, None, None)
        with pytest.raises(RuleError, match="Only a risk whose response is accept"):
            rules.check_acceptance(response, "ana", None, None)


def test_an_acceptance_holds_through_its_last_day() -> None:
    yesterday = date(2026, 11, 23)
    assert rules.has_lapsed(yesterday, Response.ACCEPT, TODAY)
    assert not rules.has_lapsed(TODAY, Response.ACCEPT, TODAY)
    assert not rules.has_lapsed(yesterday, Response.AVOID, TODAY)
    assert not rules.has_lapsed(None, Response.ACCEPT, TODAY)


INHERENT, CURRENT, RESIDUAL = Rating(5, 4), Rating(3, 4), Rating(2, 3)


def test_a_threat_falls_from_inherent_over_current_to_residual() -> None:
    """ISO 27005 practice: treatment leaves no more risk than there was before it."""
    assert rules.out_of_order(THREAT, INHERENT, CURRENT, RESIDUAL) == []
    assert rules.out_of_order(THREAT, CURRENT, CURRENT, CURRENT) == []
    assert rules.out_of_order(THREAT, RESIDUAL, CURRENT, INHERENT) == [
        "The current score 12 lies above the inherent one of 6: a response should lower it.",
        "The residual score 20 lies above the current one of 12: a response should lower it.",
    ]


def test_an_opportunity_rises_the_other_way_round() -> None:
    assert rules.out_of_order(OPPORTUNITY, RESIDUAL, CURRENT, INHERENT) == []
    [first, _] = rules.out_of_order(OPPORTUNITY, INHERENT, CURRENT, RESIDUAL)
    assert first.startswith("The current score 12 lies below the inherent one of 20: a response s")


def test_what_is_not_assessed_is_in_no_order() -> None:
    assert rules.out_of_order(THREAT, Rating(), Rating(1, 1), Rating(5, None)) == []
    [told] = rules.out_of_order(THREAT, RESIDUAL, Rating(), INHERENT)
    assert told.startswith("The residual score 20 lies above the inherent one of 6")


@pytest.mark.parametrize(
    ("status", "rating", "response", "plan", "expected"),
    [
        (IDENTIFIED, Rating(), Response.AVOID, "Order two", IDENTIFIED),
        (IDENTIFIED, Rating(4, None), None, None, IDENTIFIED),
        (IDENTIFIED, Rating(4, 4), None, None, ASSESSED),
        (IDENTIFIED, Rating(4, 4), Response.AVOID, "Order two", PLANNED),
        (ASSESSED, Rating(4, 4), Response.AVOID, None, ASSESSED),
        (ASSESSED, Rating(4, 4), None, "Order two", ASSESSED),
        (ASSESSED, Rating(), None, None, IDENTIFIED),
        (PLANNED, Rating(), None, None, PLANNED),
        (MONITORING, Rating(4, 4), Response.AVOID, "Order two", MONITORING),
        (CLOSED, Rating(4, 4), Response.AVOID, "Order two", CLOSED),
    ],
)
def test_the_status_follows_what_is_known(
    status: RiskStatus,
    rating: Rating,
    response: Response | None,
    plan: str | None,
    expected: RiskStatus,
) -> None:
    assert rules.after_rating(status, rating, response, plan) is expected


def test_a_review_is_overdue_the_day_after_it_was_due() -> None:
    yesterday = date(2026, 11, 23)
    assert rules.is_overdue(yesterday, MONITORING, TODAY)
    assert not rules.is_overdue(TODAY, MONITORING, TODAY)
    assert not rules.is_overdue(None, MONITORING, TODAY)
    assert not rules.is_overdue(yesterday, CLOSED, TODAY)


def test_the_next_review_comes_after_so_many_days() -> None:
    assert rules.next_review(7, date(2028, 2, 24)) == date(2028, 3, 2)  # over 29 February
    assert rules.next_review(None, TODAY) is None
    days = [rules.default_review_days(it) for it in Band]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, "Core switch late may happen."),
        ({"event": "the core  switch\ncomes late."}, "The core switch comes late may happen."),
        ({"cause": "a strike"}, "Because of a strike, Core switch late may happen."),
        ({"effect": "a delay"}, "Core switch late may happen, leading to a delay."),
        (
            {"cause": "a strike.", "event": "the switch comes late", "effect": " a delay. "},
            "Because of a strike, the switch comes late may happen, leading to a delay.",
        ),
    ],
)
def test_a_risk_is_one_sentence(parts: dict[str, str], expected: str) -> None:
    assert rules.sentence(Sayable(**parts)) == expected


def test_what_was_done_with_the_register_is_one_line() -> None:
    up = Move(4, Band.HIGH, Band.CRITICAL)
    assert rules.changed_summary(7, 2, [up]) == "7 reviewed, 2 new, R-004 up to critical"
    assert rules.changed_summary(0, 0, []) == ""
    assert rules.changed_summary(0, 1, [], closed=2, occurred=1) == "1 new, 2 closed, 1 occurred"


def test_moves_the_same_way_are_said_together_and_the_worst_first() -> None:
    moves = [
        Move(9, Band.CRITICAL, Band.LOW),
        Move(2, None, Band.HIGH),
        Move(1, Band.LOW, Band.CRITICAL),
        Move(3, Band.MEDIUM, Band.CRITICAL),
        Move(5, Band.LOW, None),
    ]
    assert rules.changed_summary(0, 0, moves) == (
        "R-001 and R-003 up to critical, R-002 assessed high, R-009 down to low, "
        "R-005 no longer assessed"
    )
    many = [Move(risk_id, Band.LOW, Band.HIGH) for risk_id in range(1, 6)]
    assert rules.changed_summary(1, 0, many) == "1 reviewed, 5 risks up to high"
