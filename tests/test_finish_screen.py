"""Closing a block: what it produced, in how many keys, and that no text is lost."""

from collections.abc import Sequence
from datetime import datetime, time

import pytest

from infraday.domain.block import OutputState, Status
from infraday.domain.rows import Block
from infraday.screens.finish import Finish, FinishScreen
from tests.day_rows import HOSTILE, TUESDAY, block
from tests.dialog_app import SIZES, DialogApp, line_with, screen_text, shown, typed

NOW = datetime.combine(TUESDAY, time(10, 55))
REVIEW = block(purpose="Agree the forecast", output="Updated forecast")
LUNCH = block("12:00", "13:00", "Lunch")


def asking(of: Block = REVIEW, projects: Sequence[str] = ("dc-move",)) -> DialogApp[Finish | None]:
    return DialogApp(FinishScreen(of, NOW, projects))


def answer(app: DialogApp[Finish | None]) -> Finish:
    [finish] = app.answers
    assert finish is not None
    return finish


async def test_two_enters_say_produced_as_written() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("enter", "enter")
        assert answer(app) == Finish("Updated forecast", OutputState.PRODUCED, ())


async def test_the_expected_output_is_filled_in_with_the_cursor_at_its_end() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await typed(pilot, " v7")
        await pilot.press("enter", "enter")
        assert answer(app).note == "Updated forecast v7"


async def test_ctrl_u_clears_what_was_filled_in() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+u")
        await typed(pilot, "a list")
        await pilot.press("enter", "enter")
        assert answer(app).note == "a list"


@pytest.mark.parametrize(("size"), SIZES)
async def test_purpose_output_and_choice_are_in_sight(size: tuple[int, int]) -> None:
    app = asking()
    async with app.run_test(size=size) as pilot:
        assert line_with(app, "Purpose") == "Purpose   Agree the forecast"
        assert line_with(app, "Output") == "Output    Updated forecast"
        assert line_with(app, "partial") == "▸✔ produced   ◐ partial   ✖ nothing"
        await pilot.press("alt+p")
        assert line_with(app, "✔ produced") == "✔ produced  ▸◐ partial   ✖ nothing"


async def test_partial_keeps_the_words() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("alt+p", "enter", "enter")
        assert answer(app) == Finish("Updated forecast", OutputState.PARTIAL, ())


async def test_nothing_does_not_claim_the_expected_output() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("alt+0", "enter", "enter")
        assert answer(app) == Finish(None, OutputState.NONE, ())


async def test_nothing_can_have_its_reason() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("alt+0")
        await typed(pilot, "Ana was ill")
        await pilot.press("enter", "enter")
        assert answer(app) == Finish("Ana was ill", OutputState.NONE, ())


async def test_the_same_key_takes_a_choice_back_with_what_was_filled_in() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("alt+0", "alt+0", "alt+p", "alt+p", "enter", "enter")
        assert answer(app) == Finish("Updated forecast", OutputState.PRODUCED, ())


async def test_one_key_goes_through_the_choices() -> None:
    app = asking()
    async with app.run_test() as pilot:
        seen = []
        for _ in range(3):
            await pilot.press("ctrl+t")
            seen.append(line_with(app, "✔ produced").split("▸")[1][:1])
        assert seen == ["◐", "✖", "✔"]


async def test_a_click_chooses() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.click("#choice", offset=(14, 0))
        await pilot.press("enter", "enter")
        assert answer(app).state is OutputState.PARTIAL


async def test_an_emptied_output_is_nothing_produced_and_says_so() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+u")
        assert "▸✖ nothing" in screen_text(app)
        await pilot.press("enter", "enter")
        assert answer(app) == Finish(None, OutputState.NONE, ())


async def test_lunch_is_asked_once_and_records_nothing() -> None:
    app = asking(LUNCH)
    async with app.run_test() as pilot:
        assert "partial" not in screen_text(app)
        await pilot.press("enter")
        assert answer(app) == Finish(None, None, ())


async def test_lunch_can_have_come_to_something() -> None:
    app = asking(LUNCH)
    async with app.run_test() as pilot:
        await typed(pilot, "the site manager's number")
        await pilot.press("enter", "enter")
        assert answer(app) == Finish("the site manager's number", OutputState.PRODUCED, ())


async def test_a_purpose_without_an_output_is_asked_for_action_items() -> None:
    app = asking(block(purpose="Coordinate"))
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await typed(pilot, "ask jo")
        await pilot.press("enter", "enter")
        assert (answer(app).state, len(answer(app).items)) == (None, 1)


async def test_what_was_recorded_before_is_there_to_be_corrected() -> None:
    done = block(
        output="Updated forecast", status=Status.DONE, output_note="Half of it",
        output_state=OutputState.PARTIAL,
    )  # fmt: skip
    app = asking(done)
    async with app.run_test() as pilot:
        await pilot.press("enter", "enter")
        assert answer(app) == Finish("Half of it", OutputState.PARTIAL, ())


async def test_a_click_on_a_key_presses_it() -> None:
    app = asking()
    async with app.run_test() as pilot:
        row = next(y for y, line in enumerate(shown(app)) if "alt+0" in line)
        await pilot.click(offset=(shown(app)[row].index("alt+0") + 1, row))
        assert "▸✖ nothing" in screen_text(app)


@pytest.mark.parametrize("text", HOSTILE)
async def test_any_text_is_shown_harmlessly_and_kept_as_it_is(text: str) -> None:
    app = asking(block(activity=text, purpose=text, output=text))
    async with app.run_test() as pilot:
        assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in "".join(shown(app)))
        await pilot.press("enter", "enter")
        assert answer(app).note == (text if text.strip() else None)
