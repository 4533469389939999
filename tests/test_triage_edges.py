"""Triage where little is there, or something changed meanwhile, on any screen."""

from datetime import time, timedelta

import pytest

from infraday.config import Config
from infraday.domain import triage_run
from infraday.domain.task import TaskStatus
from infraday.store import triage_decisions, triage_queue
from infraday.store.engine import Store
from infraday.store.triage_decisions import Slot
from tests import factories
from tests.day_app import NARROW, TINY, WIDE, planner
from tests.factories import NOW, TODAY
from tests.triage_app import dialog, here, inbox, overnight


def states(store: Store) -> list[tuple[str, bool]]:
    return [(task.status.value, task.important) for task in factories.tasks(store)]


@pytest.mark.parametrize("size", [WIDE, NARROW, TINY])
async def test_an_empty_queue_says_so(store: Store, size: tuple[int, int]) -> None:
    async with planner(store, size=size) as p:
        await p.press("t")
        assert "Nothing waits for a decision." in p.text
        await p.press("1", "d", "s")

        assert dialog(p) == ""
        await p.press("n")
        await p.type("call Cisco\n")
        assert here(p).task.title == "call Cisco"


async def test_the_smallest_screen_shows_item_choice_and_reason(store: Store) -> None:
    factories.planned(store, overnight("CRITICAL " + "very long words " * 30))
    async with planner(store, size=TINY) as p:
        await p.press("t")

        assert "1 Do   2 Sched   3 Deleg   4 Elim" in p.text
        assert "suggested 1: severity critical" in p.text
        assert "CRITICAL very long words" in p.text


async def test_the_mouse_chooses_too(store: Store) -> None:
    factories.planned(store, *inbox(2))
    async with planner(store, size=NARROW) as p:
        await p.press("t")
        y = p.row("2 Schedule")
        await p.pilot.click(offset=(p.lines[y].index("2 Schedule") + 1, y))
        await p.settle()

        assert states(store)[0] == ("open", True)
        assert here(p).task.title == "Item 2"


async def test_plain_signs_are_all_it_takes(store: Store) -> None:
    factories.planned(store, overnight())
    async with planner(store, size=NARROW, config=Config(ascii=True)) as p:
        await p.press("t")

        assert "> suggested 1: severity critical" in p.text
        assert p.text.isascii()


async def test_the_palette_and_the_help_know_it(store: Store) -> None:
    async with planner(store, size=WIDE) as p:
        await p.press("colon")
        await p.type("one item at a time")
        assert "Triage" in p.text
        await p.press("escape", "escape", "t", "question_mark")

        assert "Not before a day." in p.text


async def test_a_slot_and_a_decision_are_two_steps_to_undo(store: Store) -> None:
    factories.planned(store, *inbox(2))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "s", "1", "u")
        assert here(p).task.title == "Item 1"
        assert len(p.blocks) == 1
        await p.press("u")

        assert p.blocks == []


async def test_a_carried_item_is_asked_for_with_its_day(store: Store) -> None:
    yesterday = TODAY - timedelta(days=1)
    factories.planned(
        store, factories.task(status=TaskStatus.OPEN, important=True, scheduled=yesterday)
    )
    async with planner(store, size=NARROW) as p:
        await p.press("t")
        assert "carried over from yesterday" in p.text
        assert "1 of 1 · 1 carried over" in p.lines[0]
        await p.press("enter")

        assert factories.tasks(store)[0].scheduled == TODAY


async def test_what_another_program_lays_meanwhile_is_minded(store: Store) -> None:
    factories.planned(store, *inbox(1))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "1")
        assert dialog(p) == "TriagePlanScreen"
        store.change(triage_decisions.slot, Slot(1, TODAY, time(9, 45), 30), NOW)
        await p.press("enter")

        assert "Nothing was laid" in p.toasts[0]
        assert len(p.blocks) == 1


async def test_however_many_are_skipped_the_rest_is_brought(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triage_queue, "MOST", 4)
    monkeypatch.setattr(triage_run, "AHEAD", 2)
    factories.planned(store, *inbox(12))
    async with planner(store, size=NARROW) as p:
        await p.press("t", *"jjjjjjj")
        assert here(p).task.title == "Item 8"
        assert "8 of 12" in p.lines[0]
        await p.press("escape", "t")
        assert here(p).task.title == "Item 8"
        await p.press(*"jjjjj")
        assert "12 items stay as they are." in p.text
    async with planner(store, size=NARROW) as p:
        await p.press("t", *"jjjjjjj", "escape")
        p.app.drafts.store()
    async with planner(store, size=NARROW) as p:
        await p.press("t")
        assert here(p).task.title == "Item 8"


async def test_the_end_names_the_keys_as_they_are(store: Store) -> None:
    config = Config(keys={"triage.take": "T", "capture.open": "f7"})
    async with planner(store, size=NARROW, config=config) as p:
        await p.press("t")
        assert "T          the plan" in p.text
        assert "bksp       back to the item before" in p.text
        assert "f7         capture a task" in p.text
        assert "esc        leave" in p.text


async def test_whoever_is_known_is_written_as_before(store: Store) -> None:
    factories.planned(store, factories.task("Old", status="open", owner="Ben"), *inbox(1))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "3")
        await p.type("ben\n")
        assert [task.owner for task in factories.tasks(store)] == ["Ben", "Ben"]
