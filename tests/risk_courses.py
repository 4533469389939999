"""How risks were assessed from day to day, for tests of the burn-down: one course with the figures
that were worked out by hand, and others made of chance."""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from infraday.domain.burn_down import Point
from infraday.domain.risk import Occasion, RiskStatus
from infraday.models import Assessment

Pair = tuple[int | None, int | None]
NOTHING: Pair = (None, None)


def november(day: int) -> date:
    return date(2026, 11, day)


TODAY = november(9)


def assessed(
    risk_id: int,
    on: date,
    status: RiskStatus = RiskStatus.ASSESSED,
    rating: Pair = NOTHING,
    left_over: Pair = NOTHING,
    money: tuple[float | None, int | None] = (None, None),
    due: date | None = None,
    pk: int | None = None,
) -> Assessment:
    """`money` is a percentage and a cost in cents."""
    row = Assessment(
        risk_id=risk_id,
        on=on,
        at=datetime.combine(on, time(8), UTC),
        by="planner",
        occasion=Occasion.CHANGED,
        status=status,
        probability=rating[0],
        impact=rating[1],
        residual_probability=left_over[0],
        residual_impact=left_over[1],
        probability_pct=money[0],
        impact_cost_cents=money[1],
        response_due=due,
    )
    if pk is not None:
        row.id = pk
    return row


FIBRE, SWITCH = 1, 2
PLAN: dict[str, Any] = {"left_over": (2, 3), "due": november(5)}  # 6 are left from the 5th on
GROWS: dict[str, Any] = {"left_over": (3, 4), "due": november(6)}  # 12: more than there is


def by_hand() -> list[Assessment]:
    """Two threats, in the order in which they were written."""
    return [
        assessed(FIBRE, november(2), rating=(4, 5), money=(40.0, 1_000_000), **PLAN),
        assessed(SWITCH, november(3), RiskStatus.IDENTIFIED),
        assessed(FIBRE, november(4), rating=(5, 5), money=(40.0, 1_000_000), **PLAN),
        assessed(FIBRE, november(4), rating=(4, 4), money=(40.0, 1_000_000), **PLAN),
        assessed(SWITCH, november(5), rating=(3, 3), money=(50.0, 333), **GROWS),
        assessed(
            FIBRE, november(7), RiskStatus.MONITORING, (2, 3), money=(10.0, 1_000_000), **PLAN
        ),
        assessed(FIBRE, november(8), RiskStatus.CLOSED, (2, 3), money=(10.0, 1_000_000), **PLAN),
        assessed(SWITCH, november(9), RiskStatus.CLOSED, (3, 3), money=(50.0, 333), **GROWS),
        assessed(SWITCH, november(10), rating=(2, 2), money=(50.0, 333), **GROWS),
    ]


WORKED_OUT = [
    Point(november(1), 0, 0, 0, 0, 0),
    Point(november(2), 20, 400_000, 20, 1, 0),  # fibre 4 × 5, 40 % of 10 000.00
    Point(november(3), 20, 400_000, 20, 2, 1),  # switch, not assessed: beside the sum, not 0 in it
    Point(november(4), 16, 400_000, 16, 2, 1),  # fibre 4 × 4, the later of two on that day
    Point(november(5), 25, 400_167, 15, 2, 0),  # switch 3 × 3, 166.5 cents; fibre's plan is due: 6
    Point(november(6), 25, 400_167, 15, 2, 0),  # switch's plan is due, and raises nothing: 9
    Point(november(7), 15, 100_167, 15, 2, 0),  # fibre 2 × 3, 10 %
    Point(november(8), 9, 167, 9, 1, 0),  # fibre closed
    Point(november(9), 0, 0, 0, 0, 0),  # switch closed
    Point(november(10), None, None, 4, 1, 0),  # reopened as 2 × 2; today has passed
    Point(november(11), None, None, 4, 1, 0),
]


def by_chance(chance: random.Random, risks: int, most: int) -> list[Assessment]:
    """Up to so many assessments each, several on some days, in no order of time."""
    level = (None, 1, 2, 3, 4, 5)
    return [
        assessed(
            risk_id,
            november(1) + timedelta(days=chance.randint(0, 20)),
            chance.choice(list(RiskStatus)),
            (chance.choice(level), chance.choice(level)),
            (chance.choice(level), chance.choice(level)),
            (chance.choice((None, 0.0, 12.5, 33.3, 100.0)), chance.choice((None, 1, 999_999))),
            chance.choice((None, november(1 + chance.randint(0, 29)))),
        )
        for risk_id in range(1, risks + 1)
        for _ in range(chance.randint(0, most))
    ]
