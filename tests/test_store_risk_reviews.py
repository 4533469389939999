"""Risks rated and reviewed: what follows from a rating, and when to look again."""

from datetime import date, timedelta

import pytest

from infraday.domain import RuleError
from infraday.domain.risk import Band, Occasion, Response, RiskStatus
from infraday.store import risks
from infraday.store.engine import Store
from infraday.store.journal import Outcome
from infraday.store.risks import Change
from tests import risk_rows as rows
from tests.risk_rows import AT, PLANNED, RATED, TODAY


def edit(store: Store, change: Change) -> Outcome:
    return store.change(risks.edit, 1, None, change, AT)


def test_a_rating_out_of_order_is_kept_and_told(store: Store) -> None:
    rows.add(store, PLANNED)
    [told] = store.change(
        risks.rate, 1, {"residual_probability": 5, "residual_impact": 5}, AT
    ).remarks

    assert told.startswith("The residual score 25 lies above the current one of 16")
    assert rows.all_risks(store)[0].residual_impact == 5
    assert edit(store, {"owner": "ana"}).remarks == ()


def test_the_status_follows_the_rating_and_the_plan_unless_it_is_said(store: Store) -> None:
    rows.add(store, {"title": "Core switch late"})
    steps: list[Change] = [
        {"probability": 4},
        {"impact": 4},
        {"response": Response.AVOID, "response_plan": "Order two"},
        {"status": RiskStatus.MONITORING},
        {"status": RiskStatus.ASSESSED, "owner": "ana"},
    ]
    found = []
    for step in steps:
        edit(store, step)
        found.append(rows.all_risks(store)[0].status)

    assert [str(it) for it in found] == [
        "identified",
        "assessed",
        "planned",
        "monitoring",
        "assessed",
    ]


def test_a_status_that_a_register_says_stays(store: Store) -> None:
    change: Change = {**RATED, "status": RiskStatus.IDENTIFIED}
    store.change(risks.add, change, AT, Occasion.IMPORTED)
    again = store.change(risks.edit, 1, None, change, AT, Occasion.IMPORTED)

    assert (rows.all_risks(store)[0].status, again.entry_id) == (RiskStatus.IDENTIFIED, 0)


def test_a_rating_keeps_its_note(store: Store) -> None:
    rows.add(store, RATED)
    outcome = store.change(risks.rate, 1, {"impact": 5}, AT, "the vendor wrote")
    store.change(risks.rate, 1, {}, AT, " ")
    store.change(risks.rate, 1, {}, AT, "looked again")

    assert outcome.label == "Rate R-001 Core switch late"
    assert [it.note for it in rows.history(store)] == [None, "the vendor wrote", "looked again"]


@pytest.mark.parametrize(
    ("change", "given", "expected"),
    [
        ({}, None, 7),  # critical
        ({"impact": 1}, None, 90),  # low
        ({"review_every_days": 10}, None, 10),
        ({"review_every_days": 10}, TODAY + timedelta(days=3), 3),
        ({"next_review": TODAY + timedelta(days=5)}, None, 5),
    ],
)
def test_a_review_is_stamped_and_plans_the_next(
    store: Store, change: Change, given: date | None, expected: int
) -> None:
    rows.add(store, RATED)
    outcome = store.change(risks.review, 1, change, AT, given, "still true")

    [risk] = rows.all_risks(store)
    assert outcome.label == "Review R-001 Core switch late"
    assert risk.last_reviewed == TODAY
    assert risk.next_review == TODAY + timedelta(days=expected)
    assert (rows.history(store)[-1].occasion, rows.history(store)[-1].note) == (
        Occasion.REVIEWED,
        "still true",
    )


def test_a_review_follows_the_bands_that_are_configured(store: Store) -> None:
    rows.add(store, RATED)
    low = ((Band.LOW,) * 5,) * 5
    store.change(risks.review, 1, {}, AT, bands=low)

    assert rows.all_risks(store)[0].next_review == TODAY + timedelta(days=90)


def test_a_review_may_close_and_what_ended_is_not_reviewed(store: Store) -> None:
    rows.add(store, RATED)
    with pytest.raises(RuleError, match="is not ahead"):
        store.change(risks.review, 1, {}, AT, TODAY)
    store.change(risks.review, 1, {"status": RiskStatus.CLOSED}, AT)

    [risk] = rows.all_risks(store)
    assert (risk.status, risk.next_review) == (RiskStatus.CLOSED, None)
    with pytest.raises(RuleError, match="R-001 Core switch late is closed"):
        store.change(risks.review, 1, {}, AT)


def test_another_rhythm_moves_the_next_review(store: Store) -> None:
    rows.add(store, {**RATED, "review_every_days": 10})
    assert rows.all_risks(store)[0].next_review == TODAY + timedelta(days=10)
    edit(store, {"last_reviewed": TODAY - timedelta(days=2), "review_every_days": 30})
    assert rows.all_risks(store)[0].next_review == TODAY + timedelta(days=28)
    edit(store, {"review_every_days": None})

    assert rows.all_risks(store)[0].next_review == TODAY + timedelta(days=28)
    given = TODAY + timedelta(days=3)
    edit(store, {"review_every_days": 5, "next_review": given})
    assert rows.all_risks(store)[0].next_review == given
