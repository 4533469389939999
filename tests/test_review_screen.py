"""The review flow, and the Day's block that it is for: by keys, then in the register."""

from datetime import date, timedelta
from typing import Any

from infraday.domain.block import Kind, OutputState, Status
from infraday.domain.risk import Occasion
from infraday.models import Issue, Risk, Task
from infraday.screens import drafts
from infraday.screens.review import ReviewScreen
from infraday.screens.risks import RisksScreen
from infraday.store import risks
from infraday.store.engine import Store
from infraday.store.risks import Change
from tests import day_app, factories
from tests.day_app import NARROW, TINY, Planner
from tests.factories import NOW, TODAY, block
from tests.risk_rows import all_of, history

DUE = TODAY - timedelta(days=3)
CORE: Change = {"title": "Core switch late", "probability": 3, "impact": 4, "next_review": DUE}
FIBRE: Change = {
    "title": "Fibre path shared", "probability": 2, "impact": 2, "next_review": TODAY,
    "contingency_plan": "- Rent a line\n\n- Tell the client",
}  # fmt: skip
LATER: Change = {"title": "Later", "next_review": TODAY + timedelta(days=60)}


def planned(store: Store) -> None:
    fields: dict[str, Any] = {
        "activity": "Update the register",
        "kind": Kind.RISK,
        "output": "Register",
    }
    factories.planned(store, block("09:00", **fields))


def register(store: Store, *changes: Change) -> None:
    for change in changes:
        store.change(risks.add, change, NOW - timedelta(days=9))


def screen(planner: Planner) -> ReviewScreen:
    found = planner.app.screen_stack[0]
    assert isinstance(found, ReviewScreen)
    return found


def here(planner: Planner) -> str:
    risk = screen(planner).here
    return risk.title if risk else ""


async def test_each_answer_is_saved_and_the_run_closes_its_block(store: Store) -> None:
    planned(store)
    register(store, CORE, FIBRE, LATER)
    async with day_app.planner(store, size=NARROW) as planner:
        await planner.press("3", "r")
        assert here(planner) == "Core switch late"
        assert "1 of 2 · 1 overdue" in planner.lines[0]
        await planner.press("p", "p", "s", "5")
        assert "3×4 △ 12 high → 5×4 ▲ 20 critical" in planner.text
        await planner.press("c")
        await planner.type("ana agrees\n")
        await planner.press("z")
        await planner.replace("1 dec")
        await planner.press("enter", "enter")
        [core, fibre, _] = all_of(store, Risk)
        assert (core.probability, core.status, core.last_reviewed) == (5, "planned", TODAY)
        assert core.next_review == date(2026, 12, 1)
        newest = history(store)[-1]
        assert (newest.occasion, newest.note) == (Occasion.REVIEWED, "ana agrees")
        assert here(planner) == "Fibre path shared"
        await planner.press("enter")
        assert history(store, 2)[-1].occasion is Occasion.REVIEWED
        assert fibre.last_reviewed is None
        assert "2 reviewed, R-001 up to critical" in planner.text
        await planner.press("enter", "enter", "enter")
        [closed] = factories.blocks(store)
        assert closed.status is Status.DONE
        assert closed.output_note == "2 reviewed, R-001 up to critical"
        assert isinstance(planner.app.screen, RisksScreen)


async def test_backspace_takes_the_answer_back_and_esc_what_is_not_saved(store: Store) -> None:
    register(store, CORE, FIBRE)
    async with day_app.planner(store, size=TINY) as planner:
        await planner.press("3", "r", "backspace")
        assert "This is the first one." in planner.toasts
        await planner.press("enter", "backspace")
        assert here(planner) == "Core switch late"
        assert len(history(store)) == 1
        await planner.press("i", "j")
        assert here(planner) == "Fibre path shared"
        await planner.press("k")
        assert "3×4 △12 → 3×5 ▲15" in planner.text
        await planner.press("escape")
        assert screen(planner).run.verdicts == {}
        await planner.press("p")
        assert screen(planner).draft() == ("reviews", {"1": "4x4\n\n\n"})
        await planner.press("d", "escape", "r")
        assert here(planner) == "Fibre path shared"
        assert [it.status.value for it in all_of(store, Risk)] == ["closed", "assessed"]


async def test_what_was_not_saved_is_there_after_another_start(store: Store) -> None:
    register(store, CORE)
    for keys in (("p",), ()):
        async with day_app.planner(store, size=NARROW) as planner:
            await planner.press("3", "r", *keys)
            assert "→ 4×4" in planner.text
            if not keys:
                await planner.press("c", "escape", "enter")
            planner.app.drafts.keep_open(planner.app.screen_stack)
            planner.app.drafts.store()
    assert drafts.Drafts(store.path).take("reviews") is None


async def test_without_anything_due_it_says_so_and_goes_back(store: Store) -> None:
    register(store, LATER | {"probability": 1, "impact": 1})
    async with day_app.planner(store, size=NARROW) as planner:
        await planner.press("3")
        planner.app.switch_mode("review")
        await planner.settle()
        assert "No risk is due for review." in planner.text
        assert "taken back" not in planner.text
        await planner.press("enter")
        assert isinstance(planner.app.screen, RisksScreen)


async def test_what_occurred_leaves_the_run_and_its_plan_becomes_tasks(store: Store) -> None:
    register(store, CORE, FIBRE)
    async with day_app.planner(store, size=NARROW) as planner:
        await planner.press("3", "r", "j", "O")
        assert "☑ Rent a line" in planner.text
        await planner.replace("tomorrow")
        await planner.press("enter")
        assert "nothing has occurred" in " ".join(planner.text.split())
        await planner.replace("yesterday")
        await planner.press("tab")
        await planner.type("1 250.50")
        await planner.press("tab", "space", "escape", "O")
        assert "☐ Rent a line" in planner.text
        await planner.press("ctrl+s")
        [issue] = all_of(store, Issue)
        assert (issue.risk_id, issue.actual_cost_cents) == (2, 125_050)
        assert issue.occurred_on == TODAY - timedelta(days=1)
        [task] = all_of(store, Task)
        assert (task.title, task.important, task.urgent_override) == ("Tell the client", True, True)
        await planner.press("u")
        assert here(planner) == "Fibre path shared"
        assert all_of(store, Issue) == []


async def test_half_a_rating_is_refused_and_what_warns_or_ends_is_told(store: Store) -> None:
    new: Change = {"title": "Spare optics", "residual_probability": 2, "residual_impact": 2}
    register(store, new | {"next_review": DUE}, FIBRE)
    async with day_app.planner(store, size=NARROW) as planner:
        await planner.press("3", "end", "r", "i", "enter")
        assert "R-001 is half rated: p gives the probability." in planner.toasts
        assert all_of(store, Risk)[0].last_reviewed is None
        await planner.press("p", "P", "P", "I", "I", "enter")
        assert here(planner) == "Fibre path shared"
        assert "The residual score 4 lies above the current one of 1" in " ".join(planner.toasts)
        await planner.press("d")
        assert any("Close R-002 Fibre path shared · u undoes it" in it for it in planner.toasts)


async def test_the_block_of_the_day_opens_the_register_and_proposes_its_output(
    store: Store,
) -> None:
    planned(store)
    register(store, CORE, LATER | {"probability": 5, "impact": 5})
    async with day_app.planner(store) as planner:
        await planner.to("Update the register")
        for keys in (("enter",), ("home", "1", "enter")):
            await planner.press(*keys)
            assert isinstance(register_screen := planner.app.screen, RisksScreen)
            assert register_screen.here
            assert register_screen.here.title == "Core switch late"
            assert register_screen.register.length == 1
            assert "due · 1 · esc clears · 1 of 2 open" in planner.lines[0]
            assert "1 risk is due for review this week. r goes through them." in planner.toasts
        await planner.press("1")
        store.change(risks.add, {"title": "New"}, NOW)
        store.change(risks.review, 1, {"probability": 5}, NOW)
        await planner.press("d")
        assert "1 reviewed, 1 new, R-001 up to critical" in planner.text
        await planner.type(", told Ana\n\n")
        [closed] = factories.blocks(store)
        assert closed.output_note == "1 reviewed, 1 new, R-001 up to critical, told Ana"
        assert closed.output_state is OutputState.PRODUCED
        await planner.press("enter")
        assert planner.dialog == "BlockForm"
