from datetime import date, time

import pytest
from textual.events import Paste

from infraday import palette
from infraday.domain.block import Kind
from infraday.domain.schedule import Times
from infraday.screens.block_entry import BlockEntry, BlockValues
from infraday.screens.block_form import BlockForm
from tests.dialog_app import DialogApp, line_with, shown, typed
from tests.typing_app import HOSTILE, acts

TODAY = date(2026, 11, 24)
NEW = BlockValues(day="2026-11-24", start="10:00", end="11:00")
CUTOVER = BlockValues(
    "Cut over [/core-sw1]", "2026-11-24", "22:00", "02:00", "Move the uplinks", "Both up",
    Kind.CHANGE, "dc-move", "one\ntwo", True, False, "R-004 T-31",
)  # fmt: skip
FIELDS = (
    "activity", "day", "start", "end", "repeats", "purpose", "output", "kind", "project", "notes",
    "fixed", "unplanned", "links",
)  # fmt: skip


def form(values: BlockValues = NEW, title: str = "Add a block", error: str = "") -> BlockForm:
    return BlockForm(values, title, TODAY, ["dc-move", "net-up"], error=error or None)


def app_with(
    values: BlockValues = NEW, title: str = "Add a block", error: str = ""
) -> DialogApp[BlockEntry | None]:
    return DialogApp(form(values, title, error))


def tab_to(name: str) -> list[str]:
    return ["tab"] * FIELDS.index(name)


async def test_a_block_is_filled_in_by_keys_alone() -> None:
    app = app_with()
    async with app.run_test() as pilot:
        await typed(pilot, "Call Ana")
        await pilot.press(*tab_to("end"), *["backspace"] * 5)
        await typed(pilot, "+45m")
        assert "10:00 – 10:45 · 45m" in line_with(app, "End")
        await pilot.press("tab", "tab", "P", "tab", "O", "tab", "m", "tab", "n", "right", "tab")
        await pilot.press("a", "enter", "b", "tab", "space", "tab", "tab", "t", "7")
        assert "☑ yes" in line_with(app, "Fixed")
        await pilot.press("enter")

    [found] = app.answers
    assert found is not None
    assert found == BlockEntry(
        Times(TODAY, time(10), TODAY, time(10, 45)), "Call Ana", "P", "O", Kind.MEETING, "net-up",
        "a\nb", True, False, ("T-7",), found.values,
    )  # fmt: skip


async def test_what_was_not_touched_comes_back_as_it_was() -> None:
    app = app_with(CUTOVER)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+s")

    [found] = app.answers
    assert found is not None
    assert found.values == CUTOVER
    assert found.times == Times(TODAY, time(22), date(2026, 11, 25), time(2))


async def test_ctrl_s_saves_from_the_notes_where_enter_is_a_new_line() -> None:
    app = app_with(CUTOVER)
    async with app.run_test() as pilot:
        await pilot.press(*tab_to("notes"), "enter")
        assert line_with(app, "enter new line")
        assert app.answers == []
        await pilot.press("ctrl+s")

    [found] = app.answers
    assert found is not None
    assert found.notes == "\none\ntwo"


async def test_a_field_says_how_it_is_read_and_what_is_wrong() -> None:
    app = app_with(CUTOVER)
    async with app.run_test() as pilot:
        assert "Tue 24 Nov 2026" in line_with(app, "Day")
        assert "22:00 – 02:00 +1 · 4h00" in line_with(app, "End")
        await pilot.press(*tab_to("day"), *["backspace"] * 10, "f", "r", "i")
        assert "Fri 27 Nov 2026" in line_with(app, "Day")
        await pilot.press("x")
        assert '"frix" is no date. Write it as' in line_with(app, "Day")


async def test_what_cannot_be_read_is_not_saved_and_the_cursor_goes_there() -> None:
    app = app_with(NEW._replace(end="later", links="nix"))
    async with app.run_test() as pilot:
        assert not line_with(app, "A block needs a name")
        await pilot.press("ctrl+s")
        assert line_with(app, "A block needs a name. Say what it is.")
        assert line_with(app, "Not saved. Look at Activity, End and Links.")
        await pilot.press("x", "enter")
        assert line_with(app, "Not saved. Look at End and Links.")
        assert app.answers == []
        await pilot.press(*["backspace"] * 5, "1", "h", *["tab"] * 9, *["backspace"] * 3, "enter")

    assert len(app.answers) == 1


async def test_kinds_are_chosen_by_arrow_letter_and_click() -> None:
    app = app_with()
    async with app.run_test() as pilot:
        await pilot.press(*tab_to("kind"), "right")
        assert "< triage >" in line_with(app, "Kind")
        await pilot.press("f")
        assert "< finance >" in line_with(app, "Kind")
        await pilot.press("f")
        assert "< focus >" in line_with(app, "Kind")
        await pilot.press("left", "left", "space")
        assert "< comms >" in line_with(app, "Kind")
        await pilot.press("w")
        assert "< wrap-up >" in line_with(app, "Kind")
        await pilot.click("#kind Choice")
        assert "< other >" in line_with(app, "Kind")


async def test_esc_keeps_only_what_was_changed_and_leaves() -> None:
    app = app_with(CUTOVER, "Edit B-12")
    async with app.run_test() as pilot:
        await pilot.press("!", *tab_to("kind"), "right", *["tab"] * 3, "space", "escape")
        assert app.answers == [None]
        assert app.drafts["Edit B-12"] == {
            "activity": "Cut over [/core-sw1]!", "kind": "report", "fixed": "",
        }  # fmt: skip

        app.open(form(NEW))
        await pilot.pause()
        assert not line_with(app, "What you typed here before is back.")
        await pilot.press("escape")
        app.open(again := form(CUTOVER._replace(purpose="Changed meanwhile"), "Edit B-12"))
        await pilot.pause()
        assert line_with(app, "What you typed here before is back.")
        assert again.block == CUTOVER._replace(
            activity="Cut over [/core-sw1]!", purpose="Changed meanwhile", kind=Kind.REPORT,
            fixed=False,
        )  # fmt: skip


async def test_a_draft_that_names_no_kind_leaves_that_of_the_block() -> None:
    app = app_with(CUTOVER)
    app.drafts["Add a block"] = {"kind": "party", "output": "Mine", "colour": "red"}
    async with app.run_test():
        dialog = app.screen
        assert isinstance(dialog, BlockForm)
        assert dialog.block == CUTOVER._replace(output="Mine")


async def test_a_form_that_was_not_touched_leaves_no_draft() -> None:
    app = app_with(CUTOVER)
    async with app.run_test() as pilot:
        await pilot.press("tab", "tab", "escape")

    assert (app.answers, app.drafts) == ([None], {})


async def test_what_the_plan_refused_is_there_again_with_its_reason() -> None:
    app = app_with(CUTOVER, error="B-12 was changed meanwhile. Look at it, then save again.")
    app.drafts["Add a block"] = {"activity": "older"}
    async with app.run_test() as pilot:
        assert line_with(app, "B-12 was changed meanwhile.")
        assert "Cut over" in line_with(app, "Activity")
        await pilot.press("escape")

    assert app.drafts["Add a block"]["activity"] == CUTOVER.activity
    assert app.drafts["Add a block"]["kind"] == "change"


@pytest.mark.parametrize("theme", [palette.DARK, palette.LIGHT])
async def test_all_of_it_fits_into_80_columns_and_24_rows(theme: str) -> None:
    app: DialogApp[BlockEntry | None] = DialogApp(form(CUTOVER), theme)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for label in ("Activity", "Day", "Start", "End", "Purpose", "Output", "Kind", "Project",
                      "Notes", "Fixed", "Unplanned", "Links", "ctrl+s save"):  # fmt: skip
            assert line_with(app, label), label


async def test_in_the_smallest_terminal_the_fields_scroll() -> None:
    app = app_with(CUTOVER)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert shown(app)[-1].split() == ["ctrl+s", "save", "esc", "back"]
        assert not line_with(app, "Links")
        await pilot.press(*tab_to("links"))
        assert "R-004 T-31" in line_with(app, "Links")
        await pilot.press("9", "enter")

    [found] = app.answers
    assert found is not None
    assert found.links == ("R-004", "T-319")


async def test_hostile_text_is_kept_as_it_is_and_shown_harmlessly() -> None:
    hostile = " ".join(HOSTILE)
    app = app_with(NEW, title=f"Edit {hostile}")
    async with app.run_test() as pilot:
        for _ in FIELDS:
            app.post_message(Paste(hostile))
            await pilot.press("tab")
        assert not any(map(acts, shown(app)))
        await pilot.press("ctrl+s")
        assert not any(map(acts, shown(app)))
        dialog = app.screen
        assert isinstance(dialog, BlockForm)
        assert dialog.block.purpose == dialog.block.notes == hostile
        await pilot.press("escape")

    assert app.drafts[f"Edit {hostile}"]["output"] == hostile
