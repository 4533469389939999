"""A new plan: the ways in, one key each, until something is written into it."""

import pytest

from infraday import keys, splash
from infraday.config import Config
from infraday.domain import first_start
from infraday.store import throwaway
from infraday.store.engine import Store
from tests import factories
from tests.day_app import NARROW, TINY, planner

WAYS = ("o  today from a template", "I  import a calendar", "D  look around in a demo")
BANNER = "demo: nothing here is kept"


@pytest.fixture
def demo(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A plan that is thrown away."""
    monkeypatch.setattr(throwaway, "_made", {store.path})
    return store


async def test_a_new_plan_says_where_to_begin_until_something_is_written(store: Store) -> None:
    async with planner(store, size=NARROW) as day:
        assert all(way in day.text for way in WAYS)

        await day.press("n")
        await day.type("Answer the auditor\n")
        assert "Ways to begin" not in day.text
        assert "a  add a block here" in day.text


async def test_a_small_screen_says_it_in_a_line(store: Store) -> None:
    async with planner(store, size=TINY) as day:
        assert day.row("o template · I calendar · D demo") == TINY[1] - 2

        await day.press("D")  # this terminal cannot be lent
        assert "Run 'infraday demo'" in day.toasts[-1]


def test_every_way_in_is_bound_to_its_key() -> None:
    bound = {action.id for action in keys.DAY + keys.EVERYWHERE}

    assert {action for action, _, _ in first_start.WAYS} <= bound


async def test_the_ways_in_follow_the_keymap(store: Store) -> None:
    config = Config(keys={"template.lay": "ctrl+t", "capture.open": "f2", "app.help": "f1"})
    async with planner(store, size=NARROW, config=config) as day:
        assert "ctrl+t  today from a template" in day.text
        assert "f1      keys and a tour" in day.text
        assert "Nothing waits. f2 captures a task." in day.text
        await day.press("tab")
        assert day.toasts == ["Nothing waits for a slot. f2 captures a task."]


async def test_the_demo_says_so_and_opens_no_other(demo: Store) -> None:
    async with planner(demo, size=NARROW) as day:
        assert day.lines[1].startswith(f" {BANNER} ─")
        await day.press("D")
        assert day.toasts == ["This is the demo. q leaves it."]


async def test_the_demo_says_so_on_a_small_screen(demo: Store) -> None:
    async with planner(demo, size=TINY) as day:
        assert day.lines[0].rstrip().endswith(" demo")
        assert "Tue 24" in day.lines[0]


def test_the_first_paint_says_so_too(demo: Store) -> None:
    rows = splash.read(demo.path, Config(), factories.NOW)

    painted = splash.paint(rows, Config(), factories.NOW, *NARROW, {}, splash.banner(demo.path))

    assert rows.is_new
    assert BANNER in painted


def test_the_first_paint_says_the_users_own_keys(store: Store) -> None:
    config = Config(keys={"template.lay": "ctrl+t"})
    rows = splash.read(store.path, config, factories.NOW)

    painted = splash.paint(rows, config, factories.NOW, *TINY, {})

    assert "Begin: ctrl+t template · I calendar" in painted


async def test_empty_dialogs_and_toasts_say_the_users_own_keys(store: Store) -> None:
    config = Config(
        keys={
            "app.back": "f9",
            "capture.open": "f2",
            "journal.undo": "f3",
            "block.add": "f4",
            "task.place": "f5",
            "day.pane": "f6",
        }
    )
    async with planner(store, size=NARROW, config=config) as day:
        await day.press("f5")
        assert "Nothing waits. f9, f2 captures one." in day.text
        await day.press("f9", "U")
        assert "Nothing was done yet. f9, f2 begins." in day.text
        await day.press("f9", "d")
        assert day.toasts == ["There is no block here. Move to one, or add one with f4."]
        await day.press("f2")
        await day.type("Answer the auditor\n")
        await day.press("f6", "d")
        assert day.toasts[-1].endswith("f3 undoes it")
