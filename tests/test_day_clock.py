"""The Day screen stays open all day: it follows the clock and what other processes write."""

import asyncio
import shutil
import sqlite3
from datetime import time, timedelta
from pathlib import Path

import pytest

from infraday import app
from infraday.config import Config
from infraday.domain.quickadd import read
from infraday.store import blocks, capture
from infraday.store.capture import Defaults
from infraday.store.engine import Store
from infraday.store.journal import SHELL, Outcome
from tests import factories
from tests.day_app import NARROW, Clock, planner
from tests.factories import TODAY, TOMORROW, YESTERDAY, block, planned, task


@pytest.fixture
def plan(store: Store) -> Store:
    planned(
        store,
        block("10:00", 60, activity="Budget"),
        block("13:00", 60, activity="Invoices"),
        block("09:00", 60, TOMORROW, activity="Demo"),
    )
    return store


def from_the_shell(plan: Store, line: str) -> None:
    """Capture a line as `infraday add` does, over a connection of its own."""
    now = factories.NOW

    def work(db: sqlite3.Connection) -> Outcome:
        return capture.add(db, [read(line, now.replace(tzinfo=None))], Defaults(now))[1]

    other = Store(plan.path, lambda: now, SHELL)
    other.change_plainly(work)
    other.close()


async def test_it_follows_the_clock(plan: Store) -> None:
    async with planner(plan) as day:
        assert " 09:42 " in day.text
        day.clock.forward(seconds=17)
        await day.tick()
        assert " 09:42 " in day.text
        day.clock.forward(seconds=1)
        day.clock.set(10, 0)
        await day.tick()
        assert " 10:00 " in day.lines[0]
        assert "Budget" in day.lines[0]
        assert day.activity == "Budget"


async def test_a_day_that_is_left_alone_keeps_the_clock_in_sight(plan: Store) -> None:
    async with planner(plan, size=NARROW) as day:
        await day.press("z")
        assert "Invoices" not in day.text
        for hour, minute in ((12, 0), (12, 59), (13, 3)):
            day.clock.set(hour, minute)
            await day.tick()
            assert f" {hour}:{minute:02} ┄" in day.text
        assert day.activity == "Invoices"
        await day.press("home", "home")
        assert "13:03 ┄" not in day.text
        day.clock.forward(minutes=4)
        await day.tick()
        assert "13:07 ┄" not in day.text
        day.clock.forward(minutes=1)
        await day.tick()
        assert "13:08 ┄" in day.text


async def test_midnight_brings_the_new_day(plan: Store) -> None:
    async with planner(plan, clock=Clock(factories.clock(23, 59))) as day:
        await day.press("end")
        day.clock.forward(minutes=1)
        await day.tick()
        assert (day.date, day.activity) == (TOMORROW, "Demo")
        assert "Wed 25 Nov 2026  00:00" in day.lines[0]


async def test_another_day_that_is_shown_stays(plan: Store) -> None:
    async with planner(plan, clock=Clock(factories.clock(23, 59)), size=NARROW) as day:
        await day.press("comma")
        day.clock.forward(minutes=1)
        await day.tick()
        assert day.date == YESTERDAY
        await day.press("full_stop")
        day.clock.forward(days=1)
        await day.tick()
        assert day.date == TODAY


async def test_a_form_stays_open_over_midnight(plan: Store) -> None:
    async with planner(plan, clock=Clock(factories.clock(23, 59))) as day:
        await day.press("a")
        await day.type("Cutover")
        day.clock.forward(minutes=1)
        await day.tick()
        assert day.date == TOMORROW
        await day.press("enter")
        assert day.blocks[-1].day == TODAY
        assert "on Tue 24 Nov 2026" in day.toasts[0]


async def test_a_day_may_end_at_four(plan: Store) -> None:
    config = Config(day_boundary=time(4))
    async with planner(plan, clock=Clock(factories.clock(23, 59)), config=config) as day:
        day.clock.forward(hours=2)
        await day.tick()
        assert (day.date, "01:59 +1" in day.text) == (TODAY, True)
        day.clock.forward(hours=2, minutes=1)
        await day.tick()
        assert day.date == TOMORROW


async def test_midnight_waits_for_a_plan_that_is_held(plan: Store) -> None:
    async with planner(plan, clock=Clock(factories.clock(23, 59))) as day:
        day.clock.forward(minutes=1)
        with factories.locked(plan.path, "EXCLUSIVE"):
            await day.tick()
            assert (day.date, day.toasts) == (TODAY, [])
            assert "00:00" in day.lines[0]
        await day.tick()
        assert day.date == TOMORROW


async def test_a_capture_elsewhere_shows_within_a_second(plan: Store) -> None:
    async with planner(plan, tick=app.TICK) as day:
        await day.to("Invoices")
        before = day.screen.timeline.view.cursor
        await asyncio.sleep(app.TICK)
        from_the_shell(plan, "Vendor call 12:00 30m")
        from_the_shell(plan, "order optics")
        for _ in range(100):
            await asyncio.sleep(0.02)
            if "order optics" in day.text:
                break
        assert "Vendor call" in day.text
        assert "order optics" in day.text
        assert (day.screen.timeline.view.cursor, day.activity) == (before, "Invoices")


async def test_it_is_undone_through_the_log_and_not_by_u(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("J")
        await day.to("Invoices")
        from_the_shell(plan, "Vendor call 12:00 30m")
        await day.tick()
        assert len(day.blocks) == 4
        await day.press("u")
        assert len(day.blocks) == 4
        await day.press("U")
        assert "shell" in day.text
        await day.press("enter")
        assert [one.activity for one in day.blocks] == ["Budget", "Invoices", "Demo"]
        assert day.toasts == ["Undone: Add B-4 Vendor call"]


async def test_a_block_that_moves_elsewhere_takes_the_cursor_along(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Invoices")
        other = Store(plan.path, lambda: factories.NOW, SHELL)
        other.change(blocks.shift, [2], 150, factories.NOW)
        await day.tick()
        assert (day.activity, day.at) == ("Invoices", "15:30")
        other.change(blocks.delete, [2])
        await day.tick()
        assert (day.activity, day.at) == ("", "15:30")


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
async def test_another_program_holds_the_plan(plan: Store, how: str) -> None:
    planned(plan, task("Runbook"))
    async with planner(plan) as day:
        await day.to("Budget")
        with factories.locked(plan.path, how):
            await day.tick()
            assert day.toasts == []
            await day.press("j", "j", "k", "k", "tab", "tab", "z", "z", "z")
            assert day.activity == "Budget"
            for key in ("J", "x", "u"):
                await day.press(key)
                assert day.toasts == [
                    "Another program is writing to the plan. Try again in a moment."
                ]
            await day.press("p", "enter")
            assert day.dialog == "AskScreen"
            assert "Another program is writing to the plan." in day.text
            await day.press("escape", "full_stop")
            assert day.date == (TODAY if how == "EXCLUSIVE" else TOMORROW)
            await day.press("U", "escape")
        await day.tick()
        await day.press("0")
        await day.to("Budget")
        await day.press("J")
        assert day.spans[0] == "24 10:15-11:15"


async def test_a_busy_day_keeps_no_growing_number_of_anything(plan: Store) -> None:
    """A day of ticks, each a minute later, with a change by another process every hour."""
    async with planner(plan) as day:
        widgets = len(day.screen.query("*"))
        for minute in range(0, 24 * 60, 5):
            day.clock.forward(minutes=5)
            if minute % 60 == 0:
                from_the_shell(plan, f"task {minute}")
            day.screen.tick()
        await day.settle()
        assert day.date == TODAY + timedelta(days=1)
        assert len(day.screen.query("*")) == widgets


async def test_a_file_that_is_replaced_is_opened_anew(plan: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(plan.path, copy)
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("J", "J")
        copy.replace(plan.path)
        await day.tick()
        assert day.here
        assert day.here.start == time(10)
        await day.press("plus")
        with sqlite3.connect(plan.path) as db:
            ends = [row[0] for row in db.execute('SELECT "end" FROM block ORDER BY id')]
        db.close()
        assert ends[0] == "11:15:00.000000"


async def test_a_file_that_is_gone_is_not_made_anew(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("J")
        Path(plan.path).unlink()
        await day.tick()
        await day.press("J", "k", "j")
        assert day.toasts == [f"{plan.path} is no longer there. Put it back, then try again."]
        assert "Budget" in day.text
        await day.press("n")
        await day.type("order optics")
        await day.press("enter")
        assert day.dialog == "CaptureScreen"
        assert "is no longer there." in " ".join(day.text.split())
        assert not Path(plan.path).exists()


async def test_a_plan_that_was_emptied_is_a_loss_and_no_first_start(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("J")
        Path(plan.path).write_bytes(b"")
        await day.press("J")
        assert day.toasts == [f"{plan.path} is empty now. Put the plan back, then try again."]
        assert Path(plan.path).stat().st_size == 0
