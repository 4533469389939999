"""The matrix where something went meanwhile, was worked on, or is not to be worked on."""

from datetime import datetime, time, timedelta
from typing import Any

from infraday.config import Config
from infraday.domain import schedule
from infraday.screens.delegate import DelegateScreen
from infraday.store import tasks
from infraday.store.engine import Store
from tests import factories
from tests.factories import NOW, TODAY, YESTERDAY, task
from tests.matrix_app import matrix, portfolio


async def test_a_mark_goes_with_its_task(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.press("n")
        await it.type("Soon gone !!\n")
        await it.to("Soon gone")
        await it.press("space", "u")
        assert "Soon gone" not in it.tasks
        assert "marked" not in it.lines[0]
        await it.to("Answer the auditor")
        await it.press("v")
        assert it.dialog == "PlaceScreen"


async def test_a_marked_task_that_is_done_elsewhere_is_marked_no_longer(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.press("space", "space")
        assert "2 marked" in it.lines[0]
        store.change(tasks.finish, [1], NOW)
        await it.tick()
        assert "1 marked" in it.lines[0]


async def test_what_was_worked_on_counts_where_a_marked_task_is_laid(store: Store) -> None:
    worked = task("Runbook", important=True, status="open", due=TODAY, estimate_minutes=300)
    other = task("Answer", important=True, status="open", due=TODAY, estimate_minutes=30)
    factories.planned(store, worked, other)
    begin = datetime.combine(YESTERDAY, time(9), NOW.tzinfo)
    done: dict[str, Any] = {
        "status": "done",
        "actual_start": begin,
        "actual_end": begin + timedelta(hours=4),
    }
    factories.planned(store, factories.block(day=YESTERDAY, task_id=1, **done))
    async with matrix(store) as it:
        await it.press("space", "space", "v")
        laid = {block.task_id: block for block in factories.blocks(store) if block.day == TODAY}
        assert schedule.minutes(laid[1]) == 60


async def test_to_ask_again_is_offered_for_a_day_that_one_works_on(store: Store) -> None:
    usual = Config().hours
    config = Config(hours=(*usual[:2], None, None, *usual[4:]))
    async with matrix(store, *portfolio(), config=config) as it:
        await it.press("J", "v")
        screen = it.planner.app.screen
        assert isinstance(screen, DelegateScreen)
        assert screen.chase.value == "27 Nov 2026"  # it is due today


async def test_a_paste_into_the_name_leaves_the_form_whole(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.press("J", "v")
        screen = it.planner.app.screen
        assert isinstance(screen, DelegateScreen)
        screen.who.value = "name " * 400
        await it.press("end")
        assert screen.fields["who"].size.height <= 4
        assert "enter delegate" in it.text


async def test_the_verdict_says_what_is_suggested_first(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        first = "due today."
        assert f"7 h 48 free. Suggested first: {first}" in it.text
        await it.press("j")
        assert f"Suggested first: T-1, {first}" in it.text
        await it.press("l")
        assert "Suggested first" not in it.text
        await it.press("h", "d")
        assert "Suggested first" not in it.text


async def test_what_the_matrix_names_to_press_follows_the_keymap(store: Store) -> None:
    remapped = {
        "capture.open": "f2", "matrix.archived": "f3", "task.to_right": "f4", "task.to_below": "f5",
        "journal.undo": "f6", "matrix.filter": "f7",
    }  # fmt: skip
    config = Config(keys=remapped)
    async with matrix(store, config=config) as it:
        for words in ("f2 captures a", "f4 moves a", "f5 moves a", "f3 shows"):
            assert words in it.text
        assert "f7 filter" in it.lines[0]
    async with matrix(store, *portfolio(), config=config) as it:
        await it.press("d")
        assert it.toasts.endswith("· f6 brings it back")
        await it.press("f4")
        assert it.toasts.endswith("· f6 undoes it")
        await it.to("Old wiki page")
        await it.press("v", "enter")
        assert it.toasts.endswith("· f3 shows the archive, f6 brings it back")


async def test_a_second_slot_for_a_task_is_called_one(store: Store) -> None:
    factories.planned(store, *portfolio())
    factories.planned(store, factories.block("13:00", 45, task_id=1))
    async with matrix(store) as it:
        await it.press("v")
        assert "It has 13:00 – 13:45 already: this is one more." in it.text
        await it.press("escape", "j", "v")
        assert "already" not in it.text
