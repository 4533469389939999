"""Moving about the Day screen: rows, blocks, days, zoom, panes, the mouse."""

from datetime import date, timedelta

import pytest

from infraday.models import Block
from infraday.store.engine import Store
from tests.day_app import NARROW, TINY, WIDE, planner
from tests.factories import TODAY, TOMORROW, YESTERDAY, all_day, block, planned, task


@pytest.fixture
def plan(store: Store) -> Store:
    """Two blocks that meet, one alone, one tomorrow, two all day, and two tasks."""
    planned(
        store,
        block("09:00", 60, activity="Stand-up"),
        block("11:00", 60, activity="Status"),
        block("11:00", 60, activity="Vendor call"),
        block("14:00", 30, TOMORROW, activity="Demo"),
        Block(**all_day()._asdict(), activity="Freeze"),
        Block(**all_day()._asdict(), activity="Holiday in Lyon"),
        task("Runbook", estimate_minutes=60),
        task("Auditor", estimate_minutes=30),
    )
    return store


async def test_rows_and_blocks_by_keys(plan: Store) -> None:
    async with planner(plan) as day:
        assert (day.activity, day.at) == ("Stand-up", "09:30")

        await day.press("j", "down", "k", "up", "j")
        assert (day.activity, day.at) == ("", "10:00")
        await day.press("pagedown")
        assert day.activity == "Status"
        await day.press("h")
        assert day.activity == "Status"
        await day.press("l")
        assert day.activity == "Vendor call"
        await day.press("right")
        assert day.activity == "Vendor call"
        await day.press("left", "ctrl+b")
        assert day.activity == "Stand-up"
        await day.press("pageup")
        assert day.activity == "Holiday in Lyon"
        await day.press("k", "k", "k")
        assert day.activity == "Freeze"


async def test_the_first_and_the_last_row(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("home")
        assert day.at == "09:00"
        await day.press("home", "k")
        assert day.activity == "Holiday in Lyon"
        await day.press("end")
        assert day.at == "11:30"
        await day.press("end", "j")
        assert day.at == "23:30"
        assert day.line("23")


async def test_days_by_keys(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("full_stop")
        assert (day.date, day.activity) == (TOMORROW, "Demo")
        assert "Wed 25 Nov 2026" in day.lines[0]
        await day.press("comma", "comma")
        assert day.date == YESTERDAY
        await day.press("0")
        assert (day.date, day.activity, day.at) == (TODAY, "Stand-up", "09:30")


async def test_a_day_out_of_reach_is_refused(plan: Store) -> None:
    async with planner(plan) as day:
        day.screen.show_day(date(2999, 12, 31))
        await day.press("full_stop")

        assert day.date == date(2999, 12, 31)
        assert day.toasts == ["That day is out of reach. Choose one between 1900 and 2999."]


async def test_go_to_a_date(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("g")
        await day.type("14 mar")
        assert "Sun 14 Mar 2027" in day.text
        await day.press("enter")
        assert day.date == date(2027, 3, 14)

        await day.press("g")
        await day.type("someday")
        await day.press("enter")
        assert day.dialog == "AskScreen"
        await day.press("escape")
        assert (day.dialog, day.date) == ("", date(2027, 3, 14))


async def test_the_zoom_keeps_the_place(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("pagedown", "l", "j")
        seen = []
        for _ in range(4):
            seen.append((day.zoom, day.activity, day.at))
            await day.press("z")

        assert seen == [
            (30, "Vendor call", "11:30"),
            (60, "Vendor call", "11:00"),
            (15, "Vendor call", "11:00"),
            (30, "Vendor call", "11:00"),
        ]


async def test_alone_shows_what_is_on_and_goes_on_to_the_next(store: Store) -> None:
    planned(
        store,
        block("09:00", 60, activity="Stand-up", purpose="Roadblocks", output="Action items"),
        block("10:00", 60, activity="Budget", purpose="Forecast"),
    )
    async with planner(store) as day:
        await day.press("end", "f")
        assert "Roadblocks" in day.text
        assert "Action items" in day.text
        assert not day.screen.timeline.display

        day.clock.set(10, 1)
        await day.tick()
        assert "Forecast" in day.text
        await day.press("tab", "escape")
        assert day.screen.timeline.display
        assert day.activity == "Budget"


async def test_the_other_pane_and_back(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("tab", "j")
        assert day.task == "Auditor"
        assert day.screen.timeline.view.cursor.shown is False
        await day.press("home")
        assert day.task == "Runbook"
        await day.press("end")
        assert day.task == "Auditor"
        await day.press("l", "h", "full_stop", "comma")
        assert day.task == "Auditor"
        await day.press("escape", "j")
        assert (day.task, day.screen.timeline.view.cursor.shown) == ("", True)


async def test_the_detail_tells_of_the_task_and_why_it_is_urgent(plan: Store) -> None:
    late = task("Optics", due=YESTERDAY, important=True, owner="ana", output="RMA number")
    planned(plan, late)
    for size in (WIDE, NARROW, TINY):
        async with planner(plan, size=size) as day:
            await day.press("tab")
            assert day.task == "Optics"
            assert "‼ T-3 · inbox · overdue since 23 Nov" in day.text
            if size != TINY:
                assert "Urgent" in day.text
                assert "RMA number" in day.text
            await day.press("j")
            assert "T-1 · inbox · 1h00" in day.text
            await day.press("escape")
            assert "T-1 · inbox" not in day.text


async def test_block_keys_on_a_task_are_refused(plan: Store) -> None:
    async with planner(plan) as day:
        before = day.log
        await day.press("tab")
        for key in ("J", "K", "L", "H", "M", "plus", "minus", "c", "S", "R", "r", "space"):
            await day.press(key)
            assert day.toasts == [
                "That is for blocks, and the cursor is on a task. tab goes back to the day."
            ]
            assert day.dialog == ""
        assert day.log == before


async def test_nothing_waits(store: Store) -> None:
    async with planner(store) as day:
        await day.press("tab")
        assert day.toasts == ["Nothing waits for a slot. n captures a task."]
        await day.press("j")
        assert day.at == "10:00"


async def test_clicks(plan: Store) -> None:
    async with planner(plan) as day:
        y = day.row("Vendor call")
        await day.pilot.click(offset=(60, y))
        assert day.activity == "Vendor call"
        await day.pilot.click(offset=(90, day.row("Auditor")))
        assert day.task == "Auditor"
        await day.pilot.click(offset=(20, y))
        assert (day.task, day.activity) == ("", "Status")

        await day.pilot.click(offset=(day.lines[-1].index("Help"), 39))
        await day.pilot.pause()
        assert day.dialog == "HelpScreen"


async def test_the_wheel_looks_elsewhere_until_a_key_moves_the_cursor(plan: Store) -> None:
    async with planner(plan, size=NARROW) as day:
        await day.press("pagedown")
        await day.wheel(4)
        assert (day.activity, day.line("11")) == ("Status", "")
        day.clock.forward(minutes=1)
        await day.tick()
        assert (day.activity, day.line("11")) == ("Status", "")
        await day.press("k")
        assert day.at == "10:00"
        assert day.line("10")


async def test_moving_at_80x24(plan: Store) -> None:
    async with planner(plan, size=NARROW) as day:
        await day.press("pagedown", "l", "full_stop", "comma", "z", "tab", "j")
        assert day.task == "Auditor"
        assert day.row("Auditor") > 12
        await day.press("tab", "end", "end")
        assert day.at == "23:45"


async def test_at_40x10_tab_puts_the_tasks_in_the_place_of_the_day(plan: Store) -> None:
    async with planner(plan, size=TINY) as day:
        await day.press("tab", "j")
        assert day.task == "Auditor"
        assert "Stand-up" not in "".join(day.lines[1:])
        await day.press("tab")
        assert "Stand-up" in "".join(day.lines[1:])
        assert "Auditor" not in day.text


async def test_a_small_window_keeps_the_cursor_on_its_block(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("pagedown", "l", "tab")
        for size in (TINY, (1, 1), (10, 3), NARROW, WIDE):
            await day.pilot.resize_terminal(*size)
            await day.pilot.pause()
        await day.press("tab")
        assert day.activity == "Vendor call"
        assert day.date == TODAY + timedelta()
