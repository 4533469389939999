"""The burn-down as the store keeps it: the sums of the triggers against the rule."""

import random
from collections.abc import Iterable
from typing import Any

import pytest
from sqlmodel import Session, select

from infraday.domain.burn_down import Assessed, Point, rebuild
from infraday.domain.risk import RiskKind, RiskStatus
from infraday.models import Assessment, Risk
from infraday.store import burn_down, risk_rows
from infraday.store.engine import Store, plain
from infraday.store.journal import Outcome
from tests import factories as make
from tests.risk_courses import TODAY, WORKED_OUT, by_chance, by_hand, november

FIRST, LAST = november(1), november(30)


def risk(title: str = "Risk", **fields: Any) -> Risk:
    return Risk(**{"title": title, "created_at": make.NOW, **fields})


def read(store: Store, *, whole: bool = False, **wanted: Any) -> list[Point]:
    """From the first of the month on, or from the first day on which a risk was open."""
    first = None if whole else FIRST
    return store.read(lambda it: burn_down.read(plain(it), first, LAST, TODAY, **wanted))


def rebuilt(rows: Iterable[Assessed], kind: RiskKind = RiskKind.THREAT) -> list[Point]:
    return rebuild(rows, FIRST, LAST, TODAY, kind)


def assessments(store: Store, where: str = "1") -> list[risk_rows.AssessmentRow]:
    where = f"risk_id IN (SELECT id FROM risk WHERE {where})"
    return store.read(lambda session: risk_rows.assessments(plain(session), where))


def test_each_day_is_what_was_worked_out_by_hand(store: Store) -> None:
    make.planned(store, risk(), risk(), *by_hand())

    found = store.read(lambda it: burn_down.read(plain(it), november(1), november(11), TODAY))
    assert found == WORKED_OUT
    assert read(store, whole=True)[0] == WORKED_OUT[1]  # the first day with a risk


def test_a_plan_without_risks_has_no_course(store: Store) -> None:
    assert read(store, whole=True) == []
    assert read(store)[-1] == Point(LAST, None, None, 0, 0, 0)


@pytest.mark.parametrize("seed", range(3))
def test_the_sums_are_those_of_the_rule(store: Store, seed: int) -> None:
    chance = random.Random(seed)
    projects = [make.project("a"), make.project("b")]
    rows = [
        risk(kind=chance.choice(list(RiskKind)), project_id=chance.choice((None, 1, 2)))
        for _ in range(8)
    ]
    make.planned(store, *projects, *rows, *by_chance(chance, 8, 6))

    for kind in RiskKind:
        assert read(store, kind=kind) == rebuilt(assessments(store, f"kind = '{kind}'"), kind)
    assert read(store, project_id=2) == rebuilt(
        assessments(store, "kind = 'threat' AND project_id = 2")
    )


def test_a_risk_takes_its_course_along_into_another_project_and_kind(store: Store) -> None:
    make.planned(store, make.project("a"), make.project("b"), risk(project_id=1), risk())
    make.planned(store, *by_hand())
    whole, moved = read(store), assessments(store, "id = 1")

    def regroup(session: Session) -> Outcome:
        session.exec(select(Risk).where(Risk.id == 1)).one().project_id = 2
        session.exec(select(Risk).where(Risk.id == 2)).one().kind = RiskKind.OPPORTUNITY
        return Outcome("Regroup")

    store.change(regroup)

    assert read(store) == read(store, project_id=2) == rebuilt(moved) != whole
    assert not any(point.open for point in read(store, project_id=1))
    assert any(point.open for point in read(store, kind=RiskKind.OPPORTUNITY))


def test_an_assessment_that_is_corrected_or_taken_out_moves_the_days_after_it(store: Store) -> None:
    make.planned(store, risk(), risk(), *by_hand())

    def correct(session: Session) -> Outcome:
        rows = session.exec(select(Assessment).order_by("id")).all()
        rows[0].on, rows[4].probability = november(6), 5
        session.delete(rows[6])
        return Outcome("Correct")

    store.change(correct)

    found = read(store)
    assert found == rebuilt(assessments(store))
    assert [point.score for point in found[:9]] == [0, 0, 0, 16, 31, 35, 21, 21, 6]


def test_what_contributes_most_comes_first_and_sums_up_to_the_reserve(store: Store) -> None:
    money: dict[str, Any] = {"probability_pct": 50.0, "status": RiskStatus.ASSESSED}
    make.planned(
        store,
        make.project("a"),
        risk(impact_cost_cents=1_001, **money),
        risk(impact_cost_cents=8_000, kind=RiskKind.OPPORTUNITY, project_id=1, **money),
        risk(impact_cost_cents=9_000, project_id=1, **money),
        risk(impact_cost_cents=99_000, **{**money, "status": RiskStatus.CLOSED}),
        risk(status=RiskStatus.ASSESSED),
        risk(impact_cost_cents=0, **money),
    )

    def parts(most: int, project_id: int | None = None) -> list[tuple[int, int]]:
        return store.read(lambda it: burn_down.top(plain(it), TODAY, most, project_id))

    assert parts(9) == [(3, 4_500), (2, -4_000), (1, 501)]
    assert parts(1) == [(3, 4_500)]
    assert parts(9, 1) == [(3, 4_500), (2, -4_000)]
    assert store.read(lambda it: burn_down.reserve(plain(it))) == 1_001
    assert store.read(lambda it: burn_down.reserve(plain(it), 1)) == 500
