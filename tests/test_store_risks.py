"""Risks in the plan: added, edited, rated, reviewed, each with its assessment."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from infraday.domain import RuleError
from infraday.domain.risk import Category, Occasion, Response, RiskKind, RiskStatus
from infraday.store import history, risks
from infraday.store.engine import Store
from infraday.store.errors import NotFoundError
from infraday.store.journal import PLANNER, Outcome
from infraday.store.risk_records import RATED as KEPT
from infraday.store.risks import Change
from tests import risk_rows as rows
from tests.risk_rows import ACCEPTED, AT, PLANNED, RATED, TODAY


def edit(store: Store, change: Change) -> Outcome:
    return store.change(risks.edit, 1, None, change, AT)


def test_a_risk_is_added_with_its_first_assessment(store: Store) -> None:
    change: Change = {**PLANNED, "project": "DC-Move", "category": Category.VENDOR, "owner": "ana"}
    outcome = store.change(risks.add, change, AT)

    assert (outcome.label, outcome.remarks) == (
        "Add R-001 Core switch late",
        ("The project #dc-move is new.",),
    )
    [risk], [first] = rows.all_risks(store), rows.history(store)
    assert (risk.status, risk.project_id, risk.owner) == (RiskStatus.PLANNED, 1, "ana")
    assert risk.created_at == first.at == datetime(2026, 11, 24, 5, 5, tzinfo=UTC)
    assert (first.on, first.by, first.occasion) == (TODAY, PLANNER, Occasion.ADDED)
    assert {field: getattr(first, field) for field in KEPT} == {
        field: getattr(risk, field) for field in KEPT
    }


def test_the_day_of_an_assessment_is_the_local_one(store: Store) -> None:
    store.change(risks.add, RATED, AT.replace(hour=3))  # in UTC still the day before

    [first] = rows.history(store)
    assert first.on == TODAY
    assert first.at.date() == TODAY - timedelta(days=1)


def test_an_edit_changes_only_what_it_names(store: Store) -> None:
    rows.add(store, {**PLANNED, "cause": "a strike", "notes": "old", "owner": "ana"})
    outcome = edit(store, {"owner": "ben", "cause": " ", "kind": RiskKind.THREAT})

    [risk] = rows.all_risks(store)
    assert outcome.label == "Edit R-001 Core switch late"
    assert (risk.owner, risk.cause, risk.notes) == ("ben", None, "old")
    assert (risk.probability, risk.response_plan) == (4, "Order two")
    assert len(rows.history(store)) == 1  # nothing that is rated has changed


def test_an_edit_that_says_the_same_leaves_no_entry(store: Store) -> None:
    rows.add(store, PLANNED)

    assert edit(store, PLANNED).entry_id == 0


def test_an_edit_of_what_was_changed_meanwhile_overwrites_nothing(store: Store) -> None:
    rows.add(store, RATED)
    store.change(risks.edit, 1, 1, {"title": "Theirs"}, AT)

    with pytest.raises(RuleError, match="R-001 was changed meanwhile"):
        store.change(risks.edit, 1, 1, {"title": "Mine"}, AT)
    with pytest.raises(NotFoundError):
        store.change(risks.edit, 9, None, {"title": "Mine"}, AT)
    assert [risk.title for risk in rows.all_risks(store)] == ["Theirs"]


@pytest.mark.parametrize(
    "change",
    [
        {"probability": 5},
        {"impact": None},
        {"inherent_impact": 5},
        {"residual_probability": 1},
        {"probability_pct": 55.5},
        {"impact_cost_cents": 0},
        {"response": Response.AVOID},
        {"response_plan": "Order three"},
        {"response_due": date(2026, 12, 24)},
        {"status": RiskStatus.MONITORING},
    ],
)
def test_each_change_of_what_is_rated_is_an_assessment(store: Store, change: Change) -> None:
    rows.add(store, PLANNED)
    edit(store, change)

    [_, second] = rows.history(store)
    [(field, value)] = change.items()
    assert (second.occasion, getattr(second, field)) == (Occasion.CHANGED, value)


VERBS: dict[str, Callable[[Store], Outcome]] = {
    "add": lambda store: store.change(risks.add, PLANNED, AT),
    "edit": lambda store: edit(store, {"impact_cost_cents": 5, "kind": RiskKind.THREAT}),
    "rate": lambda store: store.change(risks.rate, 1, {"probability": 5}, AT),
    "review": lambda store: store.change(risks.review, 1, {}, AT),
    "close": lambda store: store.change(risks.close, [1], AT),
    "reject": lambda store: store.change(risks.reject, [1], AT, "a duplicate"),
    "occur": lambda store: store.change(risks.occur, 1, TODAY, AT, 5, ["Borrow one"]),
}


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_writes_an_assessment_and_undo_and_redo_know_it(store: Store, verb: str) -> None:
    rows.add(store, PLANNED)
    before, assessed = rows.stands(store), len(rows.history(store))
    VERBS[verb](store)
    after = rows.stands(store)

    assert len(rows.history(store)) + len(rows.history(store, 2)) == assessed + 1
    store.replay(history.undo)
    assert rows.stands(store) == before
    store.replay(history.redo)
    assert rows.stands(store) == after
    assert before[1] != after[1] or verb == "review"  # the burn-down


def test_a_ref_is_never_used_twice(store: Store) -> None:
    rows.add(store, RATED)
    store.replay(history.undo)
    rows.add(store, RATED)
    store.change(risks.delete, [2], AT)
    rows.add(store, RATED)

    assert [risk.id for risk in rows.all_risks(store)] == [3]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": " "}, "A risk needs a name. Write what may happen."),
        ({"probability": 6}, "6 is off the scale."),
        ({"residual_impact": 0}, "0 is off the scale."),
        ({"probability_pct": 140.0}, "140 % is no probability."),
        ({"impact_cost_cents": -1}, "A cost is an amount from 0 on."),
        ({"response_cost_cents": -1}, "A cost is an amount from 0 on."),
        ({"review_every_days": 0}, "A risk is reviewed every 1 to"),
        ({"response": Response.EXPLOIT}, "Exploit is no response to a threat."),
        ({"kind": RiskKind.OPPORTUNITY}, "Mitigate is no response to an opportunity."),
        ({"response": Response.ACCEPT}, "by whom, until when and why"),
        ({"accepted_by": "ana"}, "Only a risk whose response is accept"),
        ({"status": RiskStatus.OCCURRED, "occurred_on": date(2027, 1, 1)}, "is ahead"),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_is_saved(
    store: Store, change: Change, message: str
) -> None:
    rows.add(store, PLANNED)
    before = rows.stands(store)

    with pytest.raises(RuleError) as refusal:
        edit(store, change)
    assert message in str(refusal.value)
    assert rows.stands(store) == before


def test_a_kind_may_change_with_a_response_that_fits(store: Store) -> None:
    rows.add(store, PLANNED)
    edit(store, {"kind": RiskKind.OPPORTUNITY, "response": Response.EXPLOIT})

    [risk] = rows.all_risks(store)
    assert (risk.kind, risk.response) == (RiskKind.OPPORTUNITY, Response.EXPLOIT)


def test_another_response_says_what_was_kept_of_the_old_one(store: Store) -> None:
    rows.add(store, PLANNED)

    assert edit(store, {"response": Response.AVOID}).remarks == (
        "The residual rating, the plan and the date of the response mitigate were kept: "
        "check whether they still hold.",
    )
    said: Change = {"response": Response.TRANSFER, "residual_impact": 3, "response_due": None}
    assert edit(store, said).remarks == (
        "The plan of the response avoid was kept: check whether it still holds.",
    )
    assert edit(store, {"response": Response.AVOID, **_answer("Order three")}).remarks == ()
    assert [it.response_plan for it in rows.history(store)] == [*["Order two"] * 3, "Order three"]


def _answer(plan: str) -> Change:
    return {"response_plan": plan, "residual_probability": 2, "response_due": None}


def test_the_first_response_keeps_nothing_of_another(store: Store) -> None:
    rows.add(store, {**RATED, "response_plan": "Order two"})

    assert edit(store, {"response": Response.AVOID}).remarks == ()


def test_accepting_is_dated_and_ends_with_another_response(store: Store) -> None:
    rows.add(store, ACCEPTED)
    [risk] = rows.all_risks(store)
    assert (risk.accepted_by, risk.accepted_on) == ("ana", TODAY)
    with pytest.raises(RuleError, match="Still missing: why"):
        edit(store, {"justification": ""})
    edit(store, {"title": "Core switch very late"})  # asks nothing anew

    [told] = edit(store, {"accept_until": date(2026, 11, 1)}).remarks
    assert told == "The acceptance ran out on Sun 1 Nov 2026."
    [told] = edit(store, {"response": Response.AVOID}).remarks
    assert "It is not accepted" in told
    [risk] = rows.all_risks(store)
    assert (risk.accepted_by, risk.accepted_on, risk.justification) == (None, None, None)


def test_a_register_that_accepts_without_a_word_is_told_of_it(store: Store) -> None:
    outcome = store.change(risks.add, {**RATED, "response": Response.ACCEPT}, AT, Occasion.IMPORTED)

    assert outcome.remarks == ("It is accepted without saying by whom, until when and why.",)
    assert rows.history(store)[0].occasion is Occasion.IMPORTED
    edit(store, {"owner": "ana", "response": Response.ACCEPT})
    assert rows.all_risks(store)[0].accepted_on is None


def test_what_people_type_stays_as_it_is(store: Store) -> None:
    hostile = "[/bold] \x1b[31m ‮ =cmd|' /C calc'!A0"
    rows.add(store, {"title": hostile, "cause": hostile, "notes": f" {hostile}\n"})
    rows.add(store, {"title": "x" * 600})

    first, second = rows.all_risks(store)
    assert (first.title, first.cause, first.notes) == (hostile, hostile, f" {hostile}\n")
    assert (len(second.title), second.notes) == (500, "x" * 600)
