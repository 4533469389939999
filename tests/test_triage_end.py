"""How Triage ends: the plan for today, the block that the run was for; and what is pasted."""

import pytest
from textual.events import Paste

from infraday.domain.block import Kind, OutputState, Status
from infraday.domain.task import TaskStatus
from infraday.screens.triage_plan import TriagePlanScreen
from infraday.store.engine import Store, plain
from tests import factories
from tests.day_app import NARROW, TINY, WIDE, Planner, planner
from tests.triage_app import dialog, here, inbox, triage

REPORT = """2026-11-24 02:11 CRITICAL san-02: controller failover
2026-11-24 02:14 CRITICAL san-02: controller failover
2026-11-24 03:00 WARNING web-1: slow
2026-11-24 03:05 OK web-1: fine again
"""


def rows(p: Planner) -> list[str]:
    """The lines of the plan, from their times on."""
    return [line.split("T-")[0].strip(" ▸") for line in p.lines if " T-" in line and "○" in line]


def triaged(store: Store) -> bool:
    query = "SELECT count(triaged_at) FROM day"
    return store.read(lambda session: bool(plain(session).execute(query).fetchone()[0]))


async def test_nothing_is_laid_before_the_user_says_so(store: Store) -> None:
    factories.planned(store, *inbox(3), factories.block("10:30"))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "1", "1", "4")
        assert dialog(p) == "TriagePlanScreen"
        assert "3 items ranked, 2 for now" in p.text
        assert rows(p) == ["○ 09:45 – 10:15", "○ 11:30 – 12:00"]
        assert len(p.blocks) == 1
        await p.press("enter")

        assert p.app.current_mode == "day"
        assert p.spans[1:] == ["24 09:45-10:15", "24 11:30-12:00"]
        assert "Item 1" in p.text
        assert triaged(store)


async def test_the_plan_is_one_step_to_undo(store: Store) -> None:
    factories.planned(store, *inbox(2))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "1", "1", "enter", "u")

        assert p.blocks == []
        assert not triaged(store)
        assert p.states == ["open", "open"]


async def test_tasks_are_left_out_and_change_their_places(store: Store) -> None:
    factories.planned(store, *inbox(3))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "1", "1", "1", "J", "k", "space")
        assert "left out" in p.text
        await p.press("enter")

        assert [(block.activity, f"{block.start:%H:%M}") for block in p.blocks] == [
            ("Item 1", "09:45"), ("Item 3", "10:15"),
        ]  # fmt: skip


async def test_what_no_gap_holds_is_named(store: Store) -> None:
    factories.planned(
        store, factories.block("11:00", 390), factories.task(estimate_minutes=60),
        factories.task("Too long", estimate_minutes=600),
    )  # fmt: skip
    async with planner(store, size=NARROW) as p:
        await p.press("t", "1", "1")

        assert "1 task, 1h00 of 1h18 free" in p.text
        assert "No gap of today holds T-2: 10h00 too much." in p.text


async def test_not_now_lays_nothing_and_the_run_stays_at_its_end(store: Store) -> None:
    factories.planned(store, *inbox(1))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "1", "escape")
        assert "The item has its place." in p.text
        await p.press("enter")
        assert dialog(p) == "TriagePlanScreen"
        await p.press("escape", "backspace")

        assert here(p).task.title == "Item 1"
        assert not triaged(store)


async def test_skipped_items_are_told_and_the_plan_is_made_all_the_same(store: Store) -> None:
    factories.planned(store, *inbox(3))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "1", "j", "j")
        assert "2 items stay as they are." in p.text
        await p.press("enter", "enter")

        assert len(p.blocks) == 1
        assert p.states == ["open", "inbox", "inbox"]


async def test_a_run_without_anything_to_do_now_ends_as_well(store: Store) -> None:
    factories.planned(store, *inbox(1))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "2")
        assert "Nothing is left to be done now." in p.text
        await p.press("enter")

        assert p.app.current_mode == "day"
        assert triaged(store)


async def test_the_block_of_the_run_is_closed_with_what_it_came_to(store: Store) -> None:
    block = factories.block("08:00", kind=Kind.TRIAGE, output="Prioritized task list")
    factories.planned(store, block, *inbox(2))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "1", "2", "enter")
        assert type(p.app.screen).__name__ == "FinishScreen"
        assert "2 items ranked, 1 for now" in p.text
        await p.press("enter", "enter")

        closed = p.blocks[0]
        assert (closed.status, closed.output_state) == (Status.DONE, OutputState.PRODUCED)
        assert closed.output_note == "2 items ranked, 1 for now"
        assert p.app.current_mode == "day"


async def test_enter_on_a_block_of_triage_opens_it_and_d_fills_it_in(store: Store) -> None:
    block = factories.block("09:00", kind=Kind.TRIAGE, status=Status.ACTIVE)
    factories.planned(store, block, *inbox(2))
    async with planner(store, size=NARROW) as p:
        await p.to("Budget review")
        await p.press("enter")
        assert p.app.current_mode == "triage"
        await p.press("1", "escape", "d")

        assert "1 item ranked, 1 for now" in p.text
        await p.press("enter", "enter")
        assert p.blocks[0].output_note == "1 item ranked, 1 for now"


@pytest.mark.parametrize("size", [WIDE, NARROW, TINY])
async def test_a_pasted_report_becomes_items_at_once(store: Store, size: tuple[int, int]) -> None:
    factories.planned(store, *inbox(1))
    async with planner(store, size=size) as p:
        await p.press("t", "I")
        await p.type(REPORT)
        await p.press("ctrl+s")

        assert p.toasts[0].startswith("2 new.")
        titles = [item.task.title for item in triage(p).run.items]
        assert titles[0].endswith("san-02: controller failover (×2)")
        assert here(p).task.title == titles[0]
        await p.press("u")
        assert len(triage(p).run.items) == 1


async def test_a_report_is_taken_in_once(store: Store) -> None:
    async with planner(store, size=NARROW) as p:
        for _ in range(2):
            await p.press("t", "I")
            await p.type(REPORT)
            await p.press("ctrl+s")

        assert "2 were there already" in p.toasts[0]
        assert len(factories.tasks(store)) == 2


async def test_what_holds_no_item_is_said_and_kept(store: Store) -> None:
    async with planner(store, size=NARROW) as p:
        await p.press("t", "I", "ctrl+s")
        assert "There is nothing in it yet." in p.text
        await p.type("2026-11-24 03:05 OK web-1: fine again")
        await p.press("ctrl+s")
        assert "say that all is well" in p.text
        await p.press("escape", "I")

        assert "fine again" in p.text


async def test_what_is_too_much_to_paste_is_said(store: Store) -> None:
    async with planner(store, size=NARROW) as p:
        await p.press("t", "I")
        p.app.post_message(Paste("ERROR x\n" * 25_001))
        await p.settle()
        assert "more than 200 000 characters" in p.text
        await p.press("escape", "I")

        assert "ERROR" not in p.text


async def test_the_plan_answers_for_nothing_else(store: Store) -> None:
    factories.planned(store, factories.task(status=TaskStatus.OPEN, important=True))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "enter")

        assert isinstance(p.app.screen, TriagePlanScreen)
        assert p.app.screen.plan.placed == ()
