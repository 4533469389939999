"""The Day screen places tasks and lays templates: where they go, and what is said of it."""

from datetime import date, time

import pytest

from infraday.store.engine import Store
from tests import factories
from tests.day_app import NARROW, TINY, planner
from tests.factories import block, planned, project, task


@pytest.fixture
def plan(store: Store) -> Store:
    planned(
        store,
        project(),
        block("10:00", 60, activity="Budget", output="Forecast"),
        block("13:00", 60, activity="Invoices"),
    )
    return store


async def test_s_places_a_task_at_the_cursor(plan: Store) -> None:
    planned(plan, task("Runbook", estimate_minutes=45), task("Auditor"))
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("j", "j", "s", "enter")
        assert (day.spans[2], day.activity) == ("24 11:00-11:45", "Runbook")
        assert day.states == ["open", "inbox"]
        await day.press("u")
        assert (len(day.blocks), day.states) == (2, ["inbox", "inbox"])


async def test_slash_finds_a_task_as_one_types(plan: Store) -> None:
    planned(plan, task("Runbook", estimate_minutes=45), task("Auditor", estimate_minutes=30))
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("j", "j", "slash")
        await day.type("audi")
        assert "T-1 Runbook" not in [line for line in day.text.splitlines() if "▸" in line]
        await day.press("enter", "enter")
        assert (day.spans[2], day.activity) == ("24 11:00-11:30", "Auditor")


async def test_enter_on_free_time_places_what_is_suggested(plan: Store) -> None:
    planned(plan, task("Runbook", estimate_minutes=180), task("Auditor", estimate_minutes=45))
    async with planner(plan) as day:
        await day.to("Budget")
        await day.press("j", "j")
        assert "enter: T-2" in day.text
        await day.press("enter")
        assert (day.spans[2], day.activity) == ("24 11:00-11:45", "Auditor")
        await day.press("j", "j", "enter")
        assert day.spans[3] == "24 12:00-13:00"
        assert day.toasts == [
            "Place T-1 Runbook, 12:00: 1h00 of the 3h00 it still takes · u undoes it"
        ]
        await day.press("u", "u", "home", "home")
        assert "enter: " not in day.text
        await day.press("enter")
        assert day.dialog == "BlockForm"
        await day.press("escape")
        assert len(day.blocks) == 2


async def test_enter_now_begins_at_the_next_five_minutes(store: Store) -> None:
    planned(store, task("Auditor", estimate_minutes=45))
    async with planner(store) as day:
        assert day.at == "09:30"
        await day.press("enter")
        assert day.spans == ["24 09:45-10:30"]


async def test_enter_on_a_task_takes_the_next_gap(plan: Store) -> None:
    planned(plan, task("Runbook", estimate_minutes=90), task("Migration", estimate_minutes=600))
    async with planner(plan) as day:
        await day.press("tab", "enter")
        assert (day.spans[2], day.task) == ("24 11:00-12:30", "Migration")
        await day.press("enter")
        assert day.toasts == ["No gap of 10h00 is left on this day. Place it with s."]


async def test_a_template_is_laid_and_twice_it_doubles_nothing(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("o")
        assert "Lay a template" in day.text
        assert "in its way: Budget" in day.text
        await day.press("enter")
        laid = len(day.blocks)
        assert laid == 10
        assert "Lay " in day.toasts[0]
        assert "Left out: 10:00" in day.toasts[0]
        await day.press("o", "enter")
        assert day.dialog == "LayScreen"
        await day.press("tab", "j", "j", "space", "enter")
        assert len(day.blocks) == laid + 1
        await day.press("u", "u")
        assert len(day.blocks) == 2


async def test_a_template_is_laid_from_now_on_and_a_low_terminal_is_told_in_two_rows(
    plan: Store,
) -> None:
    async with planner(plan, size=TINY) as day:
        await day.press("o", "f")
        assert min(one.start or time() for one in day.blocks) == time(10)
        assert len(day.blocks) > 2
        [toast] = day.toasts
        assert [len(row) <= 37 for row in toast.splitlines()] == [True, True]
        assert toast.startswith("Lay ")
        assert toast.splitlines()[1].startswith("Left out: 2 that begin before now")


async def test_a_day_off_says_so_and_takes_a_task_all_the_same(store: Store) -> None:
    planned(store, task("Answer the auditor", estimate_minutes=45))
    async with planner(store, size=NARROW) as day:
        await day.press("g")
        await day.type("sat\n")
        await day.press("tab", "enter")
        assert day.toasts == ["This is a day off. Place it with s."]
        await day.press("s")
        assert "Saturday is a day off." in day.text
        assert "clash" not in day.text
        await day.press("enter")
        assert [block.day for block in factories.blocks(store)] == [date(2026, 11, 28)]
