import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste

from infraday.domain import text
from infraday.widgets.safe_input import SafeInput, pieces
from tests.typing_app import HOSTILE, TypingApp, acts

ANY_TEXT = st.text(st.characters(codec=None)) | st.text(
    st.sampled_from(
        "ab \t\r\x1b\x9b\u202e\u200d\ufe0f\u0301\u0e34漢🙂👍\U0001f3fd🇩\ud800\udce9ᄀ\u1161"
    )
)


def line_of(field: SafeInput) -> str:
    return field.render_line(0).text.rstrip()


@given(ANY_TEXT)
def test_the_pieces_are_what_the_text_shows_as(typed: str) -> None:
    assert len(pieces(typed)) == len(typed)
    assert "".join(pieces(typed)) == text.show(typed)


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_pasted_text_is_kept_as_it_is_and_shown_harmlessly(hostile: str) -> None:
    field = SafeInput()
    async with TypingApp(field).run_test(size=(100, 5)) as pilot:
        pilot.app.post_message(Paste(hostile))
        await pilot.pause()

        assert field.value == hostile
        assert line_of(field) == text.show(hostile).rstrip()
        assert not acts(line_of(field))
        await pilot.press("left", "shift+left", "x", "end", "backspace", "home", "delete")
        assert not acts(line_of(field))


async def test_every_string_of_the_naughty_list_can_be_pasted(samples: Path) -> None:
    strings = json.loads((samples / "hostile" / "blns.json").read_text(encoding="utf-8"))
    field = SafeInput()
    async with TypingApp(field).run_test(size=(60, 5)):
        for naughty in strings:
            field.value = ""
            field.on_paste(Paste(naughty))

            assert field.value == " ".join(naughty.strip("\r\n").replace("\r\n", "\n").split("\n"))
            assert not acts(line_of(field)), naughty
            assert field.render_line(0).cell_length <= 60


async def test_pasted_lines_become_one_and_none_is_lost() -> None:
    field = SafeInput("before ")
    async with TypingApp(field).run_test() as pilot:
        pilot.app.post_message(Paste("one\r\ntwo\nthree\n"))
        await pilot.pause()

        assert field.value == "before one two three"


async def test_a_key_with_alt_or_ctrl_is_not_typed() -> None:
    field = SafeInput()
    async with TypingApp(field).run_test() as pilot:
        for name in ("alt+1", "alt+x", "ctrl+alt+y", "1"):
            field.post_message(Key(name, name[-1]))
        await pilot.pause()

        assert field.value == "1"


async def test_the_cursor_passes_a_letter_with_its_marks_at_once() -> None:
    field = SafeInput("e\u0301\u0302x")
    async with TypingApp(field).run_test() as pilot:
        await pilot.press("left", "left")
        assert field.cursor_position == 0
        await pilot.press("right")
        assert field.cursor_position == 3
        await pilot.press("home", "delete")
        assert field.value == "x"


async def test_the_cursor_stands_in_its_cell_behind_signs_and_wide_letters() -> None:
    field = SafeInput("漢\u202ex")
    async with TypingApp(field).run_test(size=(40, 5)) as pilot:
        await pilot.press("left")

        cells = len("⟨U+202E⟩") + 2
        assert field.begins == [0, 2, cells, cells + 1]
        assert field.cursor_screen_offset.x == cells
        for cell, at in ((0, 0), (1, 0), (2, 1), (9, 1), (cells, 2), (cells + 5, 3)):
            await pilot.click(field, offset=(cell, 0))
            assert field.cursor_position == at, cell


async def test_a_long_text_shows_its_end_and_scrolls_to_its_beginning() -> None:
    field = SafeInput()
    async with TypingApp(field).run_test(size=(20, 5)) as pilot:
        field.value = "begin " + "漢" * 40 + " end"
        await pilot.pause()
        assert line_of(field).endswith("漢漢 end")
        await pilot.press("home")
        assert line_of(field).startswith("begin 漢")
        assert field.render_line(0).cell_length == 20


async def test_a_long_text_that_nobody_is_in_shows_its_beginning_and_that_there_is_more() -> None:
    field = SafeInput("Because both fibres share a duct " * 5)
    async with TypingApp(field).run_test(size=(30, 3)) as pilot:
        await pilot.pause()
        assert line_of(field).rstrip().endswith("duct")
        field.screen.set_focus(None)
        await pilot.pause()
        assert line_of(field).startswith("Because both fibres")
        assert line_of(field).rstrip().endswith("…")


def after(typed: str) -> str:
    return "dc-move"[len(typed) :] if typed and "dc-move".startswith(typed) else ""


async def test_right_at_the_end_takes_the_completion() -> None:
    field = SafeInput(complete=after)
    async with TypingApp(field).run_test() as pilot:
        await pilot.press("d", "c")
        assert line_of(field) == "dc-move"
        assert field.value == "dc"
        await pilot.press("left", "right")
        assert field.value == "dc"
        await pilot.press("right")
        assert field.value == "dc-move"


async def test_what_stands_there_is_not_marked_when_the_field_is_entered() -> None:
    field = SafeInput("kept")
    async with TypingApp(field).run_test() as pilot:
        await pilot.press("x")
        assert field.value == "keptx"
