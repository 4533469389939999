"""The forms of a risk: each field read while one types, refused in its place, and written alone."""

from datetime import date
from typing import Any

import pytest

from infraday.domain.risk import Category, Response, RiskKind
from infraday.models import Risk
from infraday.screens import risk_entry
from infraday.screens.field_form import Read
from infraday.screens.risk_entry import NO_RISK, Around, RiskEntry
from infraday.store import risk_rows, risks
from infraday.store.engine import Store, plain
from infraday.store.risk_rows import RiskRow
from tests import day_app, factories
from tests.day_app import NARROW, TINY, Planner
from tests.factories import NOW, TODAY
from tests.risk_rows import ACCEPTED, PLANNED, RATED, add, all_of

FULL = PLANNED | {
    "cause": "a chip shortage", "category": Category.VENDOR, "owner": "ana",
    "inherent_probability": 5, "inherent_impact": 4, "response_cost_cents": 125_050,
    "contingency_plan": "Rent one\nMove the freeze", "review_every_days": 14, "notes": "a\nb",
}  # fmt: skip


def row(store: Store) -> RiskRow:
    found = store.read(lambda session: risk_rows.one(plain(session), 1))
    assert found
    return found


def base(store: Store, change: Any = FULL) -> dict[str, str]:
    add(store, change)
    return risk_entry.values_of(row(store), "dc-move")


def read(before: dict[str, str], **typed: str) -> Read[RiskEntry]:
    return risk_entry.read({**before, **typed}, before, Around(TODAY, ["dc-move"]))


def test_a_risk_typed_again_changes_nothing(store: Store) -> None:
    entry = read(base(store)).entry
    assert entry
    assert entry.change == {}


@pytest.mark.parametrize(
    ("typed", "change"),
    [
        ({"current": "3 x 2"}, {"probability": 3, "impact": 2}),
        ({"residual": ""}, {"residual_probability": None, "residual_impact": None}),
        ({"chance": "2,5 %"}, {"probability_pct": 2.5}),
        ({"cost": "1 250.50"}, {"impact_cost_cents": 125_050}),
        ({"due": "fri"}, {"response_due": date(2026, 11, 27)}),
        ({"every": "30"}, {"review_every_days": 30}),
        ({"owner": "@jo"}, {"owner": "jo"}),
        ({"cause": " "}, {"cause": None}),
        ({"contingency": "Rent two"}, {"contingency_plan": "Rent two"}),
        ({"proximity": ""}, {}),
    ],
)
def test_only_what_was_changed_is_written(
    store: Store, typed: dict[str, str], change: dict[str, object]
) -> None:
    entry = read(base(store), **typed).entry
    assert entry
    assert entry.change == change


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("title", " ", "A risk needs a title"),
        ("current", "4x6", "off the scale"),
        ("chance", "140 %", "0 to 100"),
        ("cost", "much", "no amount of money"),
        ("due", "someday", "is no date"),
        ("every", "0", "every 1 to"),
        ("project", "9lives", "is no project key"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(name: str, typed: str, why: str) -> None:
    found = read(NO_RISK | {"title": "Switch late"}, **{name: typed})
    assert why in found.wrong[name]
    assert found.entry is None


def test_score_and_exposure_are_shown_while_one_types() -> None:
    found = read(NO_RISK, current="4x5", chance="30", cost="250000", every="7")
    assert found.said["current"] == "4×5 ▲ 20 critical · high × very high"
    assert found.said["cost"] == "250 000 · exposure 75 000"
    assert found.said["every"] == "every 7 days"
    assert read(NO_RISK).said["current"].startswith("? not assessed")


def test_ratings_out_of_order_are_doubted_and_taken() -> None:
    before = NO_RISK | {"title": "Switch late"}
    found = read(before, current="2x2", residual="4x4")
    assert "residual score 16 lies above the current one of 4" in found.doubts["residual"]
    assert found.entry
    other = read(before, current="2x2", residual="4x4", kind=RiskKind.OPPORTUNITY.value)
    assert other.doubts == {}


def test_accepting_asks_by_whom_until_when_and_why() -> None:
    before = NO_RISK | {"title": "Freeze extended"}
    found = read(before, response="accept")
    assert {*found.wrong} == {"accepted_by", "accept_until", "why"}
    whole = read(before, response="accept", accepted_by="ana", accept_until="30 nov", why="cheap")
    assert whole.entry
    assert whole.entry.change.get("accepted_on") == TODAY


def test_another_response_than_accept_lets_the_acceptance_go(store: Store) -> None:
    entry = read(base(store, ACCEPTED), response="mitigate").entry
    assert entry
    assert entry.change["response"] is Response.MITIGATE
    assert {entry.change[it] for it in ("accepted_by", "accept_until", "justification")} == {None}


def test_an_acceptance_taken_over_without_its_reasons_does_not_block_other_fields() -> None:
    before = NO_RISK | {"title": "Freeze extended", "response": "accept"}
    found = read(before, owner="jo")
    assert found.entry
    assert "Say who accepts it." in found.doubts["accepted_by"]


def saved(planner: Planner) -> Risk:
    [risk] = all_of(planner.store, Risk)
    return risk


async def test_the_form_adds_a_risk_and_offers_the_responses_of_its_kind(store: Store) -> None:
    factories.planned(store, factories.project("dc-move"))
    async with day_app.planner(store, size=(100, 50)) as planner:
        await planner.press("3", "a")
        assert "mitig" in planner.text
        await planner.type("Core switch late")
        await planner.press("tab", "tab", "tab", "tab", "o", "tab")
        assert "exploit" in planner.text
        assert "mitig" not in planner.text
        await planner.type("dc")
        await planner.press("right", "tab", "tab", "tab", "tab")
        await planner.type("4x5")
        assert "▲ 20 critical" in planner.text
        await planner.press("enter")
        risk = saved(planner)
        assert (risk.title, risk.kind, risk.project_id) == ("Core switch late", "opportunity", 1)
        assert (risk.probability, risk.impact, risk.status) == (4, 5, "assessed")
        await planner.press("u")
        assert all_of(store, Risk) == []


async def test_another_response_asks_whether_the_rest_still_holds(store: Store) -> None:
    add(store, PLANNED)
    async with day_app.planner(store, size=NARROW) as planner:
        await planner.press("3", "m", "left", "ctrl+s")
        assert "Residual, Plan and Due: do they still hold?" in " ".join(planner.text.split())
        assert saved(planner).response is Response.MITIGATE
        await planner.replace("1x3")
        await planner.press("ctrl+s")
        risk = saved(planner)
        assert (risk.response, risk.residual_probability) == (Response.TRANSFER, 1)


async def test_a_refused_form_goes_to_what_is_wrong_and_keeps_its_text(store: Store) -> None:
    add(store, RATED)
    async with day_app.planner(store, size=TINY) as planner:
        await planner.press("3", "e")
        await planner.replace("Switch later")
        for _ in range(10):
            await planner.press("tab")
        await planner.replace("9x9")
        await planner.press("enter")
        assert "off the scale" in planner.text
        await planner.press("escape", "e")
        assert "What you typed here before is back" in " ".join(planner.text.split())
        assert saved(planner).title == "Core switch late"


async def test_a_risk_that_was_changed_meanwhile_is_not_overwritten(store: Store) -> None:
    add(store, PLANNED)
    async with day_app.planner(store) as planner:
        await planner.press("3", "m", "tab")
        await planner.replace("1x2")
        store.change(risks.edit, 1, None, {"title": "Core", "response_plan": "Order three"}, NOW)
        await planner.press("enter")
        assert "R-001 was changed meanwhile" in planner.text
        await planner.press("ctrl+s")
        risk = saved(planner)
        assert (risk.title, risk.response_plan) == ("Core", "Order three")
        assert (risk.residual_probability, risk.residual_impact) == (1, 2)
