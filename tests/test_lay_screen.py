"""Choosing a template and seeing what would go in."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import NamedTuple

import pytest

from infraday.domain.template import Template, TemplateBlock
from infraday.screens.lay import Lay, LayScreen
from infraday.store.quick import BlockRow
from tests.day_rows import HOSTILE, TUESDAY, block
from tests.dialog_app import SIZES, DialogApp, line_with, screen_text, shown


class Laid(NamedTuple):
    block: TemplateBlock
    state: str = "free"
    by: tuple[BlockRow, ...] = ()


def entry(hour: int, activity: str, output: str | None = None) -> TemplateBlock:
    return TemplateBlock(time(hour), 60, activity, output=output)


OFFICE = Template("office", "A day in the office", (
    entry(8, "Overnight reports", "Ranked list"), entry(9, "Stand-up"), entry(10, "Finance"),
))  # fmt: skip
SITE = Template("site", "A day on site", (entry(7, "Walk the floor"),))
VENDOR = block(activity="Vendor call")
PREVIEW = {
    "office": (
        Laid(OFFICE.blocks[0]),
        Laid(OFFICE.blocks[1], "taken", (VENDOR,)),
        Laid(OFFICE.blocks[2], "there"),
    ),
    "site": (Laid(SITE.blocks[0], "taken", (VENDOR, VENDOR)),),
}


def asking(
    templates: Sequence[Template] = (OFFICE, SITE), errors: Sequence[str] = ()
) -> DialogApp[Lay | None]:
    return DialogApp(LayScreen(templates, lambda one: PREVIEW[one.name], TUESDAY, errors))


async def test_enter_lays_the_template_under_the_cursor() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert app.answers == [Lay(OFFICE, frozenset())]


async def test_the_preview_says_of_each_block_whether_it_goes_in() -> None:
    app = asking()
    async with app.run_test():
        assert line_with(app, "08:00") == "○ 08:00  1h00  Overnight reports  → Ranked list"
        assert line_with(app, "09:00") == "✖ 09:00  1h00  Stand-up  in its way: Vendor call"
        assert line_with(app, "10:00") == "✔ 10:00  1h00  Finance  is there already"
        assert line_with(app, "enter").startswith("enter lay 1 block  ")
        assert line_with(app, "A day in the office").endswith("3 blocks")
        assert line_with(
            app, "1 stays out: the time is taken. tab, then space lays one all the same."
        )


async def test_the_preview_follows_the_cursor() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("j")
        assert line_with(app, "07:00").endswith("in its way: Vendor call and 1 more")
        assert not line_with(app, "08:00")


async def test_what_begins_before_now_is_pointed_out_and_left_out_with_one_key() -> None:
    now = datetime.combine(TUESDAY, time(8, 30))
    free = tuple(map(Laid, OFFICE.blocks))
    app = DialogApp(LayScreen([OFFICE], lambda _: free, TUESDAY, (), now))
    async with app.run_test(size=(100, 30)) as pilot:
        assert line_with(app, "08:00").endswith(
            "◷ 08:00  1h00  Overnight reports  begins before now"
        )
        assert line_with(app, "of 3") == "1 of 3 begin before now."
        assert "f only the 2 from now on" in screen_text(app)
        await pilot.press("f")
        assert app.answers == [Lay(OFFICE, frozenset(), now)]


async def test_space_lays_a_block_all_the_same_and_back() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("tab", "j", "space")
        assert line_with(app, "09:00") == "▸ ○ 09:00  1h00  Stand-up  ≋ beside Vendor call"
        assert "lay 2 blocks" in screen_text(app)
        await pilot.press("space")
        assert "in its way" in line_with(app, "▸ ✖ 09:00")
        await pilot.press("space", "enter")
        assert app.answers == [Lay(OFFICE, frozenset({1}))]


async def test_space_changes_nothing_about_what_goes_in_or_is_there() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("tab", "space", "j", "j", "space", "enter")
        assert app.answers == [Lay(OFFICE, frozenset())]


async def test_space_among_the_templates_goes_to_the_blocks() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("space", "j", "space", "tab", "j", "k", "enter")
        assert app.answers == [Lay(OFFICE, frozenset({1}))]


async def test_a_template_with_nothing_to_lay_says_why_and_stays() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("j", "enter")
        assert app.answers == []
        assert line_with(app, "No block of it has room.")
        await pilot.press("tab", "space", "enter")
        assert app.answers == [Lay(SITE, frozenset({0}))]


async def test_the_whole_of_a_block_is_said_below() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("tab", "j")
        assert line_with(app, "Stand-up · in its way: Vendor call")


async def test_broken_files_are_named() -> None:
    app = asking(errors=["site.toml, line 3: broken.", "x.toml: broken."])
    async with app.run_test():
        assert line_with(app, "Left out: site.toml, line 3: broken. And 1 more.")


async def test_without_templates_it_says_so() -> None:
    app = asking(())
    async with app.run_test() as pilot:
        assert line_with(app, "No template. esc, O makes one.")
        await pilot.press("enter", "tab", "space", "j", "escape")
        assert app.answers == [None]


async def test_a_preview_that_could_not_be_read_lays_nothing() -> None:
    app: DialogApp[Lay | None] = DialogApp(LayScreen((OFFICE,), lambda _: (), TUESDAY))
    async with app.run_test() as pilot:
        await pilot.press("tab", "enter", "space")
        assert app.answers == []


@pytest.mark.parametrize("size", [*SIZES, (120, 40)])
async def test_templates_blocks_and_keys_are_in_sight(size: tuple[int, int]) -> None:
    app = asking()
    async with app.run_test(size=size) as pilot:
        assert line_with(app, "A day on site")
        assert line_with(app, "08:00")
        assert line_with(app, "esc back")
        await pilot.press("tab", "j")
        assert "▸ ✖ 09:00" in screen_text(app)


async def test_text_from_files_and_plans_is_shown_harmlessly() -> None:
    shape = tuple(entry(8, text, text) for text in HOSTILE)
    template = Template("all", HOSTILE[0], shape)
    laid = [Laid(one, "taken", (block(activity=one.activity),)) for one in shape]
    app: DialogApp[Lay | None] = DialogApp(LayScreen((template,), lambda _: laid, TUESDAY, HOSTILE))
    async with app.run_test() as pilot:
        await pilot.press("tab")
        for _ in shape:
            await pilot.press("j")
            signs = "".join(shown(app))
            assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in signs)
