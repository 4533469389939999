"""The Day screen at its edges: no plan yet, no room, hostile text, a file one may not write."""

import random
from pathlib import Path

import pytest

from infraday import palette
from infraday.config import Config
from infraday.store import file
from infraday.store.engine import Store
from tests import factories
from tests.day_app import NARROW, TINY, WIDE, planner
from tests.day_rows import HOSTILE
from tests.factories import block, planned, project, task

STORM = [(1, 1), (300, 200), (2, 2), (80, 24), (5, 1), (3, 60), (200, 4), (40, 10), (120, 40)]
KEYS = (
    "j", "k", "h", "l", "pagedown", "pageup", "home", "end", "tab", "z", "f", "full_stop", "comma",
    "0", "space", "J", "plus", "r", "S", "R", "c", "x", "u", "ctrl+r", "y", "enter", "escape", "n",
    "escape", "escape", "U", "escape", "question_mark", "escape", "d", "escape", "escape",
)  # fmt: skip


@pytest.mark.parametrize("size", [WIDE, NARROW, TINY])
async def test_an_empty_day_says_what_to_press(store: Store, size: tuple[int, int]) -> None:
    planned(store, project())
    async with planner(store, size=size) as day:
        assert "Tue 24" in day.lines[0]
        assert "a adds a block" in day.text or "a  add a block here" in day.text
        assert "? Help" in day.lines[-1]
        assert all(len(line) <= size[0] for line in day.lines)


async def test_any_size_in_a_storm_with_keys(store: Store) -> None:
    planned(store, project(), block(activity="Budget", project_id=1), task("Runbook"))
    dice = random.Random(7)
    async with planner(store, size=(1, 1)) as day:
        for size in STORM:
            await day.pilot.resize_terminal(*size)
            for key in dice.sample(KEYS, 3 if size[0] < 200 else 1):
                await day.press(key)
            assert all(len(line) <= size[0] for line in day.lines)
            assert len(day.lines) == size[1]
        await day.press("escape", "escape", "escape", "escape", "0")
        assert day.dialog == ""
        assert "Tue 24 Nov 2026" in day.lines[0]


async def test_hostile_titles_are_shown_harmlessly(store: Store) -> None:
    texts = [words.encode(errors="replace").decode() for words in HOSTILE]
    planned(
        store,
        *(block(f"{hour % 24:02}:00", 60, activity=words, purpose=words, output=words,
                output_note=words, notes=words) for hour, words in enumerate(texts, 6)),
        *(task(words, output=words) for words in texts),
    )  # fmt: skip
    async with planner(store, size=NARROW) as day:
        for _ in texts:
            await day.press("pagedown")
            assert "\x1b" not in day.text
            assert "\u202e" not in day.text
        await day.press("home", "J", "u", "y", "e", "escape", "tab", "end", "x", "s", "escape", "U")
        assert "\x1b" not in day.text
        assert {one.activity for one in day.blocks} == set(texts)


async def test_a_file_that_cannot_be_written_is_shown_with_a_banner(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(store, block(activity="Budget"))
    store.close()
    monkeypatch.setattr(file, "is_read_only", lambda path: Path(path).exists())
    async with planner(store) as day:
        assert "read-only: this plan can be looked at, but not changed" in day.lines[1]
        await day.to("Budget")
        await day.press("J")
        [toast] = day.toasts
        assert "is read-only: it can be looked at, but not changed." in toast
        await day.press("full_stop", "comma", "n")
        await day.type("order optics")
        await day.press("enter")
        assert day.dialog == "CaptureScreen"
        assert "order optics" in day.text
    monkeypatch.undo()
    assert [one.activity for one in factories.blocks(store)] == ["Budget"]


@pytest.mark.parametrize("size", [NARROW, TINY])
async def test_without_colour_every_state_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    planned(store, block(activity="Budget"), task("Runbook", important=True))
    async with planner(store, size=size) as day:
        for keys in (("j",), ("n",), ("escape", "a"), ("escape", "o"), ("escape", "colon")):
            await day.press(*keys)
            colours = {
                (segment.style.color, segment.style.bgcolor)
                for strip in day.app.screen._compositor.render_strips(day.app.size)
                for segment in strip
                if segment.style
            }
            assert all(
                colour is None or colour.is_default for pair in colours for colour in pair
            ), keys


async def test_a_theme_that_is_chosen_while_open_is_painted(store: Store) -> None:
    async with planner(store, config=Config(theme=palette.DARK)) as day:
        await day.press("colon")
        await day.type("theme")
        await day.press("enter")
        await day.type("infraday-light")
        await day.press("enter")
        await day.settle()
        assert day.app.theme == palette.LIGHT
        ground = {
            segment.style.bgcolor.name
            for strip in day.app.screen._compositor.render_strips(day.app.size)
            for segment in strip
            if segment.style and segment.style.bgcolor
        }
        assert palette.BASES[palette.LIGHT].background in ground
        assert palette.BASES[palette.DARK].background not in ground
