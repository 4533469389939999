"""Working on the Day screen: start, stop, done with what came out of it, skip, reopen."""

from datetime import date, time

import pytest

from infraday.domain.block import OutputState, Status
from infraday.store.engine import Store
from tests import factories
from tests.day_app import NARROW, TINY, Clock, planner
from tests.factories import block, clock, planned, project, task


@pytest.fixture
def plan(store: Store) -> Store:
    planned(
        store,
        project(),
        block("09:00", 60, activity="Stand-up", purpose="Roadblocks", output="Action items"),
        block("10:00", 60, activity="Budget", output="Forecast"),
        block("12:00", 60, activity="Lunch"),
    )
    return store


async def test_r_starts_and_stops_and_starting_stops_the_other(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Stand-up")
        await day.press("r")
        standup = day.blocks[0]
        assert (standup.status, standup.actual_start) == (Status.ACTIVE, clock(9, 42))
        assert "▶ Stand-up" in day.lines[0]
        assert "18m left" in day.lines[0]
        assert "09:42 –" in day.text

        day.clock.set(9, 50)
        await day.to("Budget")
        await day.press("r")
        assert [one.status for one in day.blocks[:2]] == [Status.PLANNED, Status.ACTIVE]
        assert day.blocks[0].actual_end == clock(9, 50)
        await day.press("r")
        assert day.blocks[1].status is Status.PLANNED
        assert day.spans == ["24 09:00-10:00", "24 10:00-11:00", "24 12:00-13:00"]

        await day.press("u", "u", "u")
        assert {one.status for one in day.blocks} == {Status.PLANNED}
        assert day.blocks[0].actual_start is None


async def test_done_asks_for_the_output_and_takes_action_items(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Stand-up")
        await day.press("d")
        assert "Roadblocks" in day.text
        assert "Action items" in day.text
        await day.press("enter")
        await day.type("order optics due: fri @ana #dc-move")
        await day.press("enter")
        await day.type("call Cisco 14:00 30m")
        await day.press("enter", "enter")

        standup, call = day.blocks[0], day.blocks[3]
        assert (standup.status, standup.output_state) == (Status.DONE, OutputState.PRODUCED)
        assert standup.output_note == "Action items"
        assert (call.activity, call.start) == ("call Cisco", time(14))
        [order] = factories.tasks(day.store)
        assert (order.owner, order.due) == ("ana", date(2026, 11, 27))
        assert factories.links_of(day.store, order) == ("B-1",)
        assert day.toasts == ["Finish B-1 Stand-up, add T-1, B-4 · u undoes it"]
        assert "✔ Stand-up" in day.text

        await day.press("u")
        assert [one.status for one in day.blocks] == [Status.PLANNED] * 3
        assert factories.tasks(day.store) == []


async def test_what_is_marked_is_closed_one_by_one(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Stand-up")
        await day.press("space", "space", "d")
        await day.replace("Three items")
        await day.press("enter", "enter")
        assert "Done: Budget" in day.text
        await day.press("alt+0", "enter", "enter")
        assert [(one.output_note, one.output_state) for one in day.blocks[:2]] == [
            ("Three items", OutputState.PRODUCED),
            (None, OutputState.NONE),
        ]
        await day.press("u")
        assert [one.status for one in day.blocks[:2]] == [Status.DONE, Status.PLANNED]


async def test_a_block_for_nothing_in_particular_is_done_with_one_more_key(plan: Store) -> None:
    async with planner(plan, size=NARROW) as day:
        await day.to("Lunch")
        await day.press("d", "enter")
        lunch = day.blocks[2]
        assert (lunch.status, lunch.output_note, lunch.output_state) == (Status.DONE, None, None)


async def test_skip_and_reopen(plan: Store) -> None:
    async with planner(plan, size=TINY) as day:
        await day.to("Stand-up")
        await day.press("space", "space", "S")
        assert [one.status for one in day.blocks] == [
            Status.SKIPPED, Status.SKIPPED, Status.PLANNED,
        ]  # fmt: skip
        await day.press("R", "u", "u")
        assert {one.status for one in day.blocks} == {Status.PLANNED}
        await day.press("R")
        [toast] = day.toasts
        assert "This block is still open." in toast


async def test_what_was_moved_cannot_be_finished(store: Store) -> None:
    planned(store, block("09:00", 60, activity="Stand-up", status=Status.MOVED))
    async with planner(store) as day:
        await day.to("Stand-up")
        await day.press("d")
        assert day.dialog == ""
        assert day.toasts == [
            "This block was moved to another day. Use the block that it became there."
        ]
        assert day.log == day.log[:1]


async def test_an_output_that_cannot_be_saved_is_asked_for_again(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Stand-up")
        await day.press("d")
        await day.replace("Three items")
        await day.press("enter")
        await day.type("order optics")
        await day.press("enter")
        with factories.locked(plan.path):
            await day.press("enter")
            assert day.dialog == "FinishScreen"
            assert "Three items" in day.text
            assert "Another program is writing to the plan." in day.text
        await day.press("enter")
        assert "order optics" in day.text
        await day.press("enter")
        assert day.blocks[0].output_note == "Three items"
        assert [one.title for one in factories.tasks(day.store)] == ["order optics"]


async def test_late_and_over_are_told(plan: Store) -> None:
    planned(plan, task("Runbook"))
    async with planner(plan, clock=Clock(clock(9, 4))) as day:
        assert "○ Stand-up" in day.text
        day.clock.set(9, 5)
        await day.tick()
        assert "◷ Stand-up" in day.text
        await day.to("Stand-up")
        await day.press("r")
        day.clock.set(10, 12)
        await day.tick()
        assert "12m over" in day.lines[0]


async def test_a_toast_of_an_earlier_change_goes_with_the_next(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Stand-up")
        await day.press("S", "u")
        assert day.toasts == ["Undone: Skip B-1 Stand-up"]
        await day.press("r")
        assert day.toasts == []
