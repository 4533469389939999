"""The action items that come out of a block, and the drafts of both steps."""

from datetime import date

from infraday.domain.block import OutputState
from infraday.screens.finish import Finish, FinishScreen
from tests.dialog_app import SIZES, DialogApp, line_with, screen_text, shown, typed
from tests.test_finish_screen import NOW, REVIEW, answer, asking

FRIDAY = date(2026, 11, 27)


async def test_each_line_becomes_an_item_and_an_empty_one_ends_them() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await typed(pilot, "ask for the quote fri @ana")
        await pilot.press("enter")
        await typed(pilot, "book the board !")
        await pilot.press("enter", "enter")
        first, second = answer(app).items
        assert (first.title, first.owner, first.due) == ("ask for the quote", "ana", FRIDAY)
        assert (second.title, second.important) == ("book the board", True)


async def test_the_reading_is_live_and_a_new_project_is_named() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await typed(pilot, "ask for it fri #net-up")
        assert line_with(app, "task  ask for it")
        assert "#net-up (new)" in screen_text(app)
        assert "due Fri 27 Nov 2026" in screen_text(app)


async def test_a_reading_can_be_refused() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await typed(pilot, "ask for the plan of fri")
        await pilot.press("alt+1", "enter")
        await typed(pilot, "ask @ana fri")
        await pilot.press("ctrl+o", "enter", "enter")
        assert [item.title for item in answer(app).items] == [
            "ask for the plan of fri",
            "ask @ana fri",
        ]


async def test_all_readings_are_read_again_by_the_same_key() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await typed(pilot, "ask @ana fri")
        await pilot.press("ctrl+o", "ctrl+o", "enter", "enter")
        [item] = answer(app).items
        assert (item.title, item.owner, item.due) == ("ask", "ana", FRIDAY)


async def test_the_last_item_is_picked_back_corrected_and_removed() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await typed(pilot, "ask jo")
        await pilot.press("enter")
        await typed(pilot, "ask ana")
        await pilot.press("enter", "up")
        assert line_with(app, "▸ 2 ask ana")
        await typed(pilot, " again")
        await pilot.press("enter", "up", "up", "ctrl+u", "enter", "enter")
        assert [item.title for item in answer(app).items] == ["ask ana again"]


async def test_a_click_on_an_item_picks_it() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await typed(pilot, "ask jo")
        await pilot.press("enter")
        await typed(pilot, "ask ana")
        await pilot.press("enter")
        await pilot.click("#items", offset=(6, 0))
        await typed(pilot, "e")
        await pilot.press("enter", "enter")
        assert [item.title for item in answer(app).items] == ["ask joe", "ask ana"]


async def test_esc_goes_back_to_the_output_and_keeps_everything() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("alt+p", "enter")
        await typed(pilot, "ask jo")
        await pilot.press("enter")
        await typed(pilot, "half a line")
        await pilot.press("escape")
        assert "▸◐ partial" in screen_text(app)
        await typed(pilot, " v7")
        await pilot.press("enter")
        assert "◐ Updated forecast v7" in screen_text(app)
        assert line_with(app, "half a line")
        await pilot.press("enter", "enter")
        assert answer(app).note == "Updated forecast v7"
        assert [item.title for item in answer(app).items] == ["ask jo", "half a line"]


async def test_leaving_keeps_what_was_typed_for_the_next_time() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await typed(pilot, " v7")
        await pilot.press("alt+p", "enter")
        await typed(pilot, "ask jo fri")
        await pilot.press("alt+1", "enter", "escape", "escape")
        assert app.answers == [None]
        app.open(FinishScreen(REVIEW, NOW, ()))
        await pilot.pause()
        await pilot.press("enter", "enter")
        finish = app.answers[1]
        assert finish is not None
        assert finish[:2] == ("Updated forecast v7", OutputState.PARTIAL)
        assert [item.title for item in finish.items] == ["ask jo fri"]


async def test_leaving_untouched_keeps_no_draft() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("enter", "escape", "escape")
        assert (app.answers, app.drafts) == ([None], {})


async def test_a_draft_belongs_to_its_block() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await typed(pilot, "!")
        await pilot.press("escape")
        assert list(app.drafts) == ["finish B-1"]


async def test_on_a_small_terminal_the_line_and_its_reading_stay_in_sight() -> None:
    for size in SIZES:
        app: DialogApp[Finish | None] = asking()
        async with app.run_test(size=size) as pilot:
            await pilot.press("enter")
            for name in ("ana", "jo", "kim", "li"):
                await typed(pilot, f"ask {name}")
                await pilot.press("enter")
            await typed(pilot, "ask lee fri")
            lines = shown(app)
            assert line_with(app, "▸") == ""
            assert any(line.strip() == "ask lee fri" for line in lines)
            assert any("task  ask lee" in line for line in lines)
            assert "esc" in lines[-1] or any("esc back" in line for line in lines)
