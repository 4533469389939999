"""The app takes over the screen that the first paint drew: not a cell changes."""

import os
from collections.abc import Mapping

import pyte
import pytest
from rich.console import Console

from infraday import palette, splash
from infraday.config import Config
from infraday.domain.block import OutputState, Status
from infraday.models import Block
from infraday.store.engine import Store
from tests import factories, signals
from tests.day_app import NARROW, TINY, WIDE, Planner, planner
from tests.factories import all_day, block, planned, project, task

SIZES = [NARROW, WIDE, (200, 60), TINY]
Look = tuple[str, str, str, bool, bool, bool]


@pytest.fixture
def plan(store: Store) -> Store:
    """A full day: every state, an overlap, an all-day block, a cutover over midnight, tasks."""
    planned(
        store,
        project(),
        project("net-up"),
        block("08:00", 60, activity="Review", status=Status.DONE, project_id=1,
              output_state=OutputState.PARTIAL, output_note="7 items ranked"),
        block("09:00", 60, activity="Stand-up [/x] \x1b[31m with the 移行チーム", project_id=1,
              status=Status.ACTIVE, actual_start=factories.clock(9, 2), fixed=True,
              purpose="Progress, roadblocks", output="Action items with owners", notes="Room 4"),
        block("11:00", 60, activity="Status update with the client", project_id=2),
        block("11:15", 45, activity="Vendor call about the optics", unplanned=True),
        block("13:00", 30, activity="Skipped", status=Status.SKIPPED),
        block("22:00", 240, activity="Cutover rehearsal"),
        Block(**all_day()._asdict(), activity="Change freeze: payment systems"),
        task("Cutover runbook", important=True, estimate_minutes=120, due=factories.TOMORROW),
        task("Answer the auditor", estimate_minutes=45, due=factories.YESTERDAY),
        task("Old wiki page"),
    )  # fmt: skip
    signals.raise_flag(store)
    return store


def cells(painted: str, size: tuple[int, int]) -> list[list[Look]]:
    """Every cell of a terminal that was painted on: its sign and its look."""
    screen = pyte.Screen(*size)
    pyte.Stream(screen).feed(painted)
    return [[look(screen.buffer[y][x]) for x in range(size[0])] for y in range(size[1])]


def look(cell: pyte.screens.Char) -> Look:
    fg = cell.fg if cell.data.strip() else ""
    return cell.data, fg, cell.bg, cell.bold, cell.reverse, cell.strikethrough


def of_app(day: Planner) -> str:
    """What the app has on the terminal."""
    console = Console(color_system="truecolor", force_terminal=True)
    strips = day.app.screen._compositor.render_strips(day.app.size)
    lines = (f"\x1b[{y + 1};1H{strip.render(console)}" for y, strip in enumerate(strips))
    return "".join(lines)


async def same(
    plan: Store, size: tuple[int, int], config: Config, env: Mapping[str, str]
) -> list[tuple[int, int]]:
    """Where the first paint and the app differ."""
    rows = splash.read(plan.path, config, factories.NOW)
    painted = splash.paint(rows, config, factories.NOW, *size, env)
    async with planner(plan, size=size, config=config) as day:
        before, after = cells(painted, size), cells(of_app(day), size)
    return [
        (x, y)
        for y, line in enumerate(before)
        for x, cell in enumerate(line)
        if cell != after[y][x]
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", [palette.DARK, palette.LIGHT])
async def test_the_app_shows_what_was_painted(
    plan: Store, size: tuple[int, int], theme: str
) -> None:
    env = {"COLORTERM": "truecolor"}
    assert await same(plan, size, Config(theme=theme), env) == []


@pytest.mark.parametrize("theme", ["nord", "ansi-dark"])
async def test_so_it_does_in_a_theme_of_textuals(plan: Store, theme: str) -> None:
    env = {"COLORTERM": "truecolor"}
    assert await same(plan, NARROW, Config(theme=theme), env) == []


async def test_so_it_does_without_colour(plan: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert await same(plan, NARROW, Config(), os.environ) == []


async def test_so_it_does_in_plain_signs_on_an_empty_day(store: Store) -> None:
    env = {"COLORTERM": "truecolor"}
    assert await same(store, NARROW, Config(ascii=True), env) == []
