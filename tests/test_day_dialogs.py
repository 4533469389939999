"""The Day screen's dialogs: what they answer is written, what is refused keeps its text."""

from datetime import date

import pytest

from infraday.config import Config
from infraday.domain.block import Status
from infraday.store import blocks
from infraday.store.engine import Store
from infraday.store.journal import SHELL
from tests import factories
from tests.day_app import NARROW, TINY, Planner, planner
from tests.factories import TOMORROW, block, draft, planned, project, task, times


@pytest.fixture
def plan(store: Store) -> Store:
    planned(
        store,
        project(),
        block("10:00", 60, activity="Budget", output="Forecast"),
        block("13:00", 60, activity="Invoices"),
    )
    return store


def elsewhere(plan: Store) -> Store:
    """The plan as another process has it open."""
    return Store(plan.path, lambda: factories.NOW, SHELL)


async def fill(day: Planner, field: str, words: str) -> None:
    """Type into a field of the form."""
    form = day.app.screen
    line = form.query_one(f"#{field} SafeInput")
    line.focus()
    await day.settle()
    await day.replace(words)


async def test_a_block_is_added_where_the_cursor_is(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("j", "j", "j", "a")
        await day.type("Cutover call")
        assert "11:30" in day.text
        await day.press("enter")
        added = day.blocks[2]
        assert (added.activity, day.spans[2]) == ("Cutover call", "24 11:30-12:30")
        assert day.activity == "Cutover call"
        assert day.toasts == ["Add B-3 Cutover call · u undoes it"]
        await day.press("u")
        assert len(day.blocks) == 2


async def test_a_new_block_ends_where_the_next_begins(plan: Store) -> None:
    async with planner(plan, size=NARROW) as day:
        await day.to("Invoices")
        await day.press("z", "z", "k", "a")
        await day.type("Short one")
        await day.press("enter")
        assert day.spans[2] == "24 12:30-13:00"


async def test_a_block_of_another_day_says_where_it_went(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("a")
        await day.type("Demo")
        await fill(day, "day", "tomorrow")
        await day.press("enter")
        assert day.blocks[2].day == TOMORROW
        assert day.toasts == ["Add B-3 Demo · on Wed 25 Nov 2026 · u undoes it"]
        assert day.date == factories.TODAY


async def test_a_form_that_is_left_or_refused_keeps_its_text(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("a")
        await day.type("Cutover call")
        await day.press("escape")
        assert (day.dialog, len(day.blocks)) == ("", 2)
        await day.press("a")
        assert "Cutover call" in day.text

        with factories.locked(plan.path):
            await day.press("enter")
            assert day.dialog == "BlockForm"
            assert "Another program is writing to the plan." in day.text
            assert "Cutover call" in day.text
        await day.press("enter")
        assert [one.activity for one in day.blocks][2:] == ["Cutover call"]


async def test_an_edit_over_another_change_shows_both(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("enter")
        assert day.dialog == "BlockForm"
        await fill(day, "activity", "Budget review")
        await fill(day, "start", "10:30")
        changed = draft("Budget", times=times("09:30", 45), output="Forecast v7")
        elsewhere(plan).change(blocks.edit, 1, None, changed, factories.NOW)

        await day.press("enter")
        assert (day.dialog, day.spans[0]) == ("BlockForm", "24 09:30-10:15")
        assert "B-1 was changed meanwhile, and nothing was saved." in day.text
        assert "start “09:30”" in day.text
        assert "Forecast v7" in day.text
        await day.press("enter")
        [first, _] = day.blocks
        assert (first.activity, first.output) == ("Budget review", "Forecast v7")
        assert first.start
        assert first.start.isoformat() == "10:30:00"


async def test_an_edit_of_what_was_deleted_can_be_saved_anew(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("e")
        await fill(day, "activity", "Budget review")
        elsewhere(plan).change(blocks.delete, [1])
        await day.press("enter")
        assert "B-1 was deleted meanwhile. Saved, it is added anew." in day.text
        await day.press("enter")
        assert [one.activity for one in day.blocks] == ["Invoices", "Budget review"]
        assert day.blocks[1].output == "Forecast"


async def test_a_task_is_edited_as_the_line_that_captures_it(store: Store) -> None:
    planned(store, project(), task("Runbook", estimate_minutes=60, project_id=1))
    async with planner(store) as day:
        await day.press("tab", "e")
        assert "Runbook 1h00 #dc-move" in day.text
        await day.press("end")
        await day.type(" @ana")
        elsewhere(store).change(factories.retitled, "Cutover runbook")
        await day.press("enter")
        assert "T-1 was changed meanwhile, and nothing was saved." in day.text
        assert "It now says: Cutover runbook 1h00 #dc-move" in day.text
        await day.press("enter")
        [saved] = factories.tasks(store)
        assert (saved.title, saved.owner, saved.project_id) == ("Runbook", "ana", 1)


async def test_a_capture_leaves_the_cursor_where_it_is(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Invoices")
        before = day.screen.timeline.view.cursor
        await day.press("n")
        await day.type("call Cisco tomorrow 14:00 30m #net-up")
        assert "#net-up" in day.text
        await day.press("enter")
        assert day.spans[2] == "25 14:00-14:30"
        assert day.screen.timeline.view.cursor == before
        [toast] = day.toasts
        assert toast.splitlines() == [
            "Add B-3 call Cisco · on Wed 25 Nov 2026 · u undoes it",
            "The project #net-up is new.",
        ]
        await day.press("n")
        await day.type("order optics ! due: fri")
        await day.press("enter", "u", "u")
        assert (len(day.blocks), factories.tasks(plan)) == (2, [])


async def test_a_capture_while_another_program_writes_is_kept_and_taken_in(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("n")
        await day.type("order optics")
        with factories.locked(plan.path):
            await day.press("enter")
            assert day.toasts == ["Another program is writing to the plan. Kept until it is done."]
            await day.tick()
            assert factories.tasks(plan) == []
        await day.tick()
        assert [one.title for one in factories.tasks(plan)] == ["order optics"]
        assert "order optics" in day.text
        assert day.toasts == ["Add T-1 order optics (kept while the plan was locked)"]


async def test_the_log_takes_back_any_entry_and_brings_it_back(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("J")
        await day.to("Invoices")
        await day.press("J", "U", "j", "enter")
        assert day.spans == ["24 10:00-11:00", "24 13:15-14:15"]
        assert day.toasts == ["Undone: Move B-1 Budget to 10:15"]
        assert day.activity == "Budget"
        await day.press("U", "j", "enter")
        assert day.spans == ["24 10:15-11:15", "24 13:15-14:15"]

        elsewhere(plan).change(blocks.shift, [1], 60, factories.NOW)
        await day.press("u", "u")
        [toast] = day.toasts
        assert "cannot be undone: what it touched was changed" in toast
        await day.press("U", "enter")
        assert day.spans[0] == "24 10:15-11:15"


@pytest.mark.parametrize("size", [NARROW, TINY])
async def test_help_and_the_palette_know_every_key(plan: Store, size: tuple[int, int]) -> None:
    config = Config(keys={"block.push": "P"})
    async with planner(plan, size=size, config=config) as day:
        await day.press("question_mark")
        assert day.dialog == "HelpScreen"
        await day.press("escape", "colon")
        await day.type("push")
        assert "Push the rest" in day.text
        await day.press("enter")
        await day.settle()
        assert day.dialog == "AskScreen"
        await day.press("escape", "p")
        assert day.dialog == ""
        await day.press("P", "escape", "ctrl+p")
        assert day.dialog == "Palette"
        await day.press("escape")
        assert day.dialog == ""


async def test_dialogs_of_an_empty_day(store: Store) -> None:
    async with planner(store, size=TINY) as day:
        for key in ("s", "U", "o", "question_mark", "g", "n", "a", "colon"):
            await day.press(key)
            assert (key, day.dialog != "") == (key, True)
            await day.press("escape")
            assert (key, day.dialog) == (key, "")
        await day.press("p", "enter")
        assert "Nothing that can move is planned" in " ".join(day.text.split())
        assert day.log == []


async def test_no_toast_stays_above_or_below_a_dialog(plan: Store) -> None:
    async with planner(plan) as day:
        await day.type("norder optics\n")
        assert "Add T-1 order optics" in day.text
        await day.press("a")
        assert day.dialog == "BlockForm"
        assert "Add T-1 order optics" not in day.text
        await day.press("escape")
        assert "Add T-1 order optics" not in day.text
        await day.press("u")
        assert "Undone: Add T-1" in day.text


async def test_what_is_typed_ahead_goes_where_it_is_meant_to(plan: Store) -> None:
    """All in one burst: what comes after `enter` is for the screen below."""
    async with planner(plan) as day:
        day.screen.timeline.edge(1)
        await day.type("norder optics\nnsell disks\nx")
        assert [one.title for one in factories.tasks(plan)] == ["order optics", "sell disks"]
        assert [one.activity for one in day.blocks] == ["Budget"]
        assert {one.status for one in day.blocks} == {Status.PLANNED}
        assert day.date == date(2026, 11, 24)
