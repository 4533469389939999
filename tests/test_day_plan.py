"""Planning on the Day screen: each key is one change in the file, and one step to take back."""

from datetime import timedelta

import pytest

from infraday.domain.block import Status
from infraday.models import Block
from infraday.store import blocks
from infraday.store.engine import Store
from infraday.store.journal import SHELL
from tests import factories
from tests.day_app import NARROW, TINY, planner
from tests.factories import TODAY, TOMORROW, YESTERDAY, all_day, block, planned, task


@pytest.fixture
def plan(store: Store) -> Store:
    planned(
        store,
        block("10:00", 60, activity="Budget"),
        block("11:00", 30, activity="Status", fixed=True),
        block("13:00", 60, activity="Invoices"),
    )
    return store


SPANS = ["24 10:00-11:00", "24 11:00-11:30", "24 13:00-14:00"]


KEYS = [
    ("J", "J", "24 10:30-11:30"),
    ("K", "K", "24 09:30-10:30"),
    ("plus", "plus", "24 10:00-11:30"),
    ("minus", "minus", "24 10:00-10:30"),
    ("J", "minus", "24 10:15-11:00"),
    ("K", "L", "25 09:45-10:45"),
    ("K", "H", "23 09:45-10:45"),
]


async def test_keys_move_the_block_and_u_takes_each_back(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Budget")
        for first, second, then in KEYS:
            await day.press(first, second)
            assert (first, second, day.spans) == (first, second, [then, *SPANS[1:]])
            if then.startswith("24"):
                assert day.activity == "Budget"

            await day.press("u", "u")
            assert (day.spans, day.activity) == (SPANS, "Budget")
        await day.press("ctrl+r", "ctrl+r", "ctrl+r")
        assert day.spans == [KEYS[-1][2], *SPANS[1:]]
        assert day.toasts == ["There is nothing to redo."]


async def test_all_that_is_marked_goes_in_one_step(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("space")
        assert day.activity == "Status"
        await day.press("j", "space", "pageup", "space")
        assert day.marked == ["Budget", "Status"]
        assert " 2 marked " in day.lines[1]

        await day.press("J", "plus")
        assert day.spans == ["24 10:15-11:30", "24 11:15-12:00", SPANS[2]]
        await day.press("L")
        assert day.spans == ["25 10:15-11:30", "25 11:15-12:00", SPANS[2]]
        assert (day.marked, day.toasts) == ([], ["Move 2 blocks to Wed 25 Nov 2026 · u undoes it"])
        await day.press("u", "u", "u")
        assert day.spans == SPANS


async def test_a_block_that_is_deleted_comes_back(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("space", "escape", "pageup", "x")
        assert [one.activity for one in day.blocks] == ["Status", "Invoices"]
        assert (day.activity, day.at) == ("", "10:00")
        assert day.toasts == ["Delete B-1 Budget · u brings it back"]
        assert day.row("free until 11:00")

        await day.press("end", "u")
        assert day.spans == SPANS
        assert (day.activity, day.toasts) == ("Budget", ["Undone: Delete B-1 Budget"])


async def test_an_undo_of_another_day_says_which(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("r", "full_stop", "u")
        assert day.toasts == ["Undone: Start B-1 Budget · on Tue 24 Nov 2026"]
        assert day.date == TOMORROW


async def test_a_copy_stands_right_after(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("c")
        assert day.spans == [*SPANS, "24 11:00-12:00"]
        assert day.here
        assert day.here.id == 4
        assert "≋" in day.lines[day.row("Status")]
        await day.press("u")
        assert day.spans == SPANS


async def test_the_rest_is_pushed_and_what_is_fixed_stays(plan: Store) -> None:
    planned(plan, block("16:30", 60, activity="Report"))
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("p")
        await day.replace("45")
        assert "45m later" in day.text
        await day.press("enter")
        assert day.spans == ["24 10:45-11:45", SPANS[1], "24 13:45-14:45", "24 17:15-18:15"]
        [toast] = day.toasts
        assert toast.splitlines() == [
            "Push the rest of Tue 24 Nov 2026 by 45m · u undoes it",
            "B-1 Budget now clashes with B-2 Status.",
            "B-4 Report now lasts until 18:15, after the day's end.",
        ]
        await day.press("u")
        assert day.spans == [*SPANS, "24 16:30-17:30"]


async def test_a_push_that_is_refused_keeps_its_line(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("end", "end", "p")
        await day.replace("1h30")
        await day.press("enter")
        assert day.dialog == "AskScreen"
        assert "Nothing that can move is planned on Tue 24 Nov 2026 from 23:30 on." in day.text
        assert "1h30" in day.text
        assert day.spans == SPANS


async def test_a_block_goes_to_a_date_and_time(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("M")
        await day.type("fri 16:15")
        await day.press("enter")
        assert day.spans == ["27 16:15-17:15", *SPANS[1:]]
        assert day.toasts == ["Move B-1 Budget to Fri 27 Nov 2026 16:15 · u undoes it"]
        await day.press("u")
        assert (day.spans, day.activity) == (SPANS, "Budget")


async def test_a_block_that_another_process_deletes_is_not_replaced_by_its_neighbour(
    plan: Store,
) -> None:
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("M")
        await day.type("fri")
        delete(plan, 1)
        await day.tick()
        await day.press("enter")
        assert day.spans == SPANS[1:]
        assert "That entry is no longer in the plan." in day.text


async def test_what_has_begun_is_carried(store: Store) -> None:
    planned(store, block("10:00", 60, YESTERDAY, activity="Budget"))
    async with planner(store) as day:
        await day.press("comma", "L")
        assert [(one.day, one.status) for one in day.blocks] == [
            (YESTERDAY, Status.MOVED),
            (TODAY, Status.PLANNED),
        ]
        [toast] = day.toasts
        assert "B-1 stays as moved; B-2 on Tue 24 Nov 2026 goes on." in toast


async def test_what_began_yesterday_moves_by_a_day_of_its_own(store: Store) -> None:
    planned(store, block("22:00", 240, YESTERDAY, activity="Cutover"))
    async with planner(store) as day:
        await day.to("Cutover")
        await day.press("L")
        assert day.spans[-1] == "24 22:00-02:00"


async def test_what_is_moved_over_midnight_says_where_it_went(store: Store) -> None:
    planned(store, block("23:45", 10, activity="Handover"))
    async with planner(store) as day:
        await day.to("Handover")
        await day.press("J")
        assert (day.spans, day.activity) == (["25 00:00-00:10"], "")
        assert day.toasts == ["Move B-1 Handover to Wed 25 Nov 2026 00:00 · u undoes it"]


async def test_an_all_day_block_keeps_its_days_and_has_no_time(store: Store) -> None:
    planned(store, Block(**all_day(days=2)._asdict(), activity="Freeze"))
    async with planner(store) as day:
        await day.to("Freeze")
        await day.press("J")
        assert day.toasts == ["An all-day block has no clock time. Move it to another day instead."]
        await day.press("L", "full_stop")
        assert [(one.day, one.end_day) for one in day.blocks] == [
            (TOMORROW, TOMORROW + timedelta(days=1))
        ]
        await day.press("pageup", "x")
        assert (day.blocks, day.activity) == ([], "")
        assert "05:00" < day.at < "09:00"


async def test_a_refusal_is_one_toast_and_changes_nothing(plan: Store) -> None:
    planned(plan, block("15:00", 10, activity="Short", status=Status.DONE))
    async with planner(plan) as day:
        await day.to("Short")
        await day.press("J", "J")
        [toast] = day.toasts
        assert "The plan of a finished block stays as it was." in toast
        assert day.app.screen.query("Toast.-error")
        await day.to("Budget")
        await day.press("minus", "minus", "minus", "minus", "minus")
        assert day.spans[0] == "24 10:00-10:15"


async def test_an_empty_day_has_nothing_to_change(store: Store) -> None:
    async with planner(store, size=NARROW) as day:
        for key in ("J", "K", "L", "H", "M", "plus", "minus", "c", "x", "S", "R", "r", "d", "y"):
            await day.press(key)
            assert day.toasts == ["There is no block here. Move to one, or add one with a."]
        assert (day.log, day.dialog) == ([], "")
        await day.press("u")
        assert day.toasts == ["There is nothing to undo."]
        await day.press("ctrl+r")
        assert day.toasts == ["There is nothing to redo."]


async def test_planning_at_40x10(plan: Store) -> None:
    async with planner(plan, size=TINY) as day:
        await day.to("Budget")
        await day.press("space", "J", "L")
        assert day.spans == ["25 10:15-11:15", *SPANS[1:]]


async def test_a_task_is_closed_dropped_and_brought_back(store: Store) -> None:
    planned(store, task("Runbook"), task("Auditor"))
    async with planner(store) as day:
        await day.press("tab", "d")
        assert day.states == ["done", "inbox"]
        await day.press("x")
        assert day.states == ["done", "dropped"]
        assert day.toasts == ["Drop T-2 Auditor · u brings it back"]
        await day.press("u", "u")
        assert day.states == ["inbox", "inbox"]


async def test_the_text_of_what_is_marked_is_copied(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("space", "space", "y")
        assert day.app.clipboard == (
            "B-1 2026-11-24 10:00 – 11:00 Budget\n\nB-2 2026-11-24 11:00 – 11:30 Status"
        )
        assert day.toasts == ["Sent to the terminal's clipboard."]
        await day.press("escape", "end", "y")
        assert day.app.clipboard == "B-3 2026-11-24 13:00 – 14:00 Invoices"


def delete(store: Store, block_id: int) -> None:
    """As another process does it."""
    other = Store(store.path, lambda: factories.NOW, SHELL)
    other.change(blocks.delete, [block_id])
    other.close()
