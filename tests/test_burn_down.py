"""The burn-down by its rule, and the contingency reserve."""

from typing import NamedTuple

from infraday.domain.burn_down import Point, contributions, rebuild, reserve
from infraday.domain.risk import RiskKind, RiskStatus, exposure_cents
from infraday.models import Assessment
from tests.risk_courses import TODAY, WORKED_OUT, assessed, by_hand, november


class Risk(NamedTuple):
    id: int
    exposure_cents: int | None
    kind: RiskKind = RiskKind.THREAT
    status: RiskStatus = RiskStatus.ASSESSED


def numbered(rows: list[Assessment]) -> list[Assessment]:
    """As the database numbers them: in the order in which they were written."""
    for pk, row in enumerate(rows, 1):
        row.id = pk
    return rows


def test_each_day_is_what_was_worked_out_by_hand() -> None:
    assert rebuild(numbered(by_hand()), november(1), november(11), TODAY) == WORKED_OUT


def test_the_order_of_the_rows_does_not_matter() -> None:
    rows = numbered(by_hand())[::-1]
    assert rebuild(rows, november(1), november(11), TODAY) == WORKED_OUT


def test_what_was_before_the_first_day_counts() -> None:
    found = rebuild(numbered(by_hand()), november(6), november(7), TODAY)
    assert found == WORKED_OUT[5:7]


def test_without_an_assessment_every_day_is_empty_and_days_backwards_are_none() -> None:
    assert rebuild([], TODAY, TODAY, TODAY) == [Point(TODAY, 0, 0, 0, 0, 0)]
    assert rebuild([], november(2), november(1), TODAY) == []


def test_an_opportunity_is_planned_to_grow_and_never_to_shrink() -> None:
    grows = assessed(1, november(1), rating=(2, 2), left_over=(3, 4), due=november(2), pk=1)
    shrinks = assessed(2, november(1), rating=(3, 3), left_over=(1, 1), due=november(2), pk=2)
    found = rebuild([grows, shrinks], november(1), november(2), TODAY, RiskKind.OPPORTUNITY)
    assert [(it.score, it.planned_score) for it in found] == [(13, 13), (13, 21)]


def test_a_plan_that_a_newer_assessment_replaced_before_it_was_due_never_counts() -> None:
    old = assessed(1, november(1), rating=(4, 4), left_over=(1, 1), due=november(3), pk=1)
    new = assessed(1, november(2), rating=(4, 4), left_over=(1, 2), due=november(4), pk=2)
    found = rebuild([old, new], november(1), november(4), november(4))
    assert [it.planned_score for it in found] == [16, 16, 16, 2]


def test_a_half_assessed_risk_is_not_assessed() -> None:
    half = assessed(1, november(1), rating=(4, None), pk=1)
    [point] = rebuild([half], november(1), november(1), TODAY)
    assert (point.score, point.open, point.unassessed) == (0, 1, 1)


def test_the_reserve_is_the_exposure_of_open_threats_less_open_opportunities() -> None:
    # The expected monetary values of PMBOK: 20 % of 40 000, 35 % of 10 000, less 50 % of 6 000.
    flood, strike = exposure_cents(20.0, 4_000_000), exposure_cents(35.0, 1_000_000)
    rebate = exposure_cents(50.0, 600_000)
    risks = [
        Risk(1, strike),
        Risk(2, rebate, RiskKind.OPPORTUNITY),
        Risk(3, flood),
        Risk(4, 900_000, status=RiskStatus.OCCURRED),
        Risk(5, None),
        Risk(6, 300_000, status=RiskStatus.MONITORING),
    ]
    parts = contributions(risks)
    assert parts == [(3, 800_000), (1, 350_000), (2, -300_000), (6, 300_000)]
    assert reserve(cents for _, cents in parts) == 1_150_000
