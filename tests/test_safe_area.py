import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.events import Key, Paste

from infraday.widgets.safe_area import LONGEST, SafeArea, StandIns
from tests.typing_app import HOSTILE, TypingApp, acts


def lines_of(area: SafeArea) -> list[str]:
    return [area.render_line(y).text.rstrip() for y in range(area.size.height)]


@given(st.lists(st.text(st.characters(codec=None)) | st.sampled_from(HOSTILE)))
def test_what_is_held_gives_back_what_was_typed(parts: list[str]) -> None:
    stand_ins = StandIns()
    held = [stand_ins.hold(part) for part in parts]

    assert [stand_ins.typed(part) for part in held] == parts
    assert not any(acts(part.replace("\n", "").replace("\t", "")) for part in held)


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_text_is_kept_as_it_is_and_shown_harmlessly(hostile: str) -> None:
    area = SafeArea(f"first\r\n{hostile}\rlast\n")
    async with TypingApp(area).run_test(size=(60, 8)) as pilot:
        assert area.typed == f"first\r\n{hostile}\rlast\n"
        assert not any(map(acts, lines_of(area)))

        area.put("")
        pilot.app.post_message(Paste(hostile))
        await pilot.pause()
        assert area.typed == hostile
        assert not any(map(acts, lines_of(area)))
        assert all(cell_len(line) <= 60 for line in lines_of(area))
        await pilot.press("left", "x", "ctrl+z", "ctrl+z")
        assert area.typed == ""
        await pilot.press("ctrl+y", "ctrl+y")
        assert "x" in area.typed


async def test_every_string_of_the_naughty_list_can_be_pasted(samples: Path) -> None:
    strings = json.loads((samples / "hostile" / "blns.json").read_text(encoding="utf-8"))
    area = SafeArea()
    async with TypingApp(area).run_test(size=(60, 8)):
        for naughty in strings:
            area.put("")
            area.insert(naughty)

            assert area.typed == naughty.replace("\r\n", "\n").replace("\r", "\n")
            assert not any(map(acts, lines_of(area))), naughty


async def test_what_is_cut_and_pasted_again_is_what_was_typed() -> None:
    area = SafeArea("a\x1bb\u202ec")
    async with TypingApp(area).run_test() as pilot:
        await pilot.press("ctrl+a")
        area.select_all()
        await pilot.press("ctrl+x")
        assert (pilot.app.clipboard, area.typed) == ("a\x1bb\u202ec", "")
        await pilot.press("ctrl+v")
        assert area.typed == "a\x1bb\u202ec"


async def test_enter_is_a_new_line_and_a_key_with_alt_is_not_typed() -> None:
    area = SafeArea("one")
    async with TypingApp(area).run_test() as pilot:
        area.move_cursor(area.document.end)
        await pilot.press("enter", "x")
        area.post_message(Key("alt+1", "1"))
        await pilot.pause()

        assert area.typed == "one\nx"


async def test_a_line_too_long_to_edit_is_kept_whole() -> None:
    whole = "x" * (LONGEST + 1)
    area = SafeArea(whole)
    async with TypingApp(area).run_test(notifications=True) as pilot:
        await pilot.press("y", "backspace")
        assert (area.read_only, area.typed) == (True, whole)

        area.put("short")
        pilot.app.post_message(Paste(whole))
        await pilot.pause()
        assert area.typed == "short"
        assert pilot.app.screen.query("Toast.-warning")


async def test_many_pasted_lines_are_taken() -> None:
    area = SafeArea()
    async with TypingApp(area).run_test() as pilot:
        pilot.app.post_message(Paste("a line of a log\r" * 1000))
        await pilot.pause()

        assert area.typed == "a line of a log\n" * 1000
