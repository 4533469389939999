from datetime import date

from infraday.domain import RuleError
from infraday.domain.when import read_date, read_duration, say_date, say_minutes
from infraday.screens.ask import AskScreen
from tests.dialog_app import DialogApp, line_with, shown, typed

TODAY = date(2026, 11, 24)


def goto(initial: str = "", error: str | None = None) -> AskScreen[date]:
    return AskScreen(
        "Go to a date", lambda line: read_date(line, TODAY), say_date, initial, "today, fri",
        error=error,
    )  # fmt: skip


def app_with(initial: str = "", error: str | None = None) -> DialogApp[date | None]:
    return DialogApp(goto(initial, error))


async def test_the_answer_is_said_while_it_is_typed_and_given_by_enter() -> None:
    app = app_with()
    async with app.run_test() as pilot:
        assert line_with(app, "today, fri")
        await typed(pilot, "26 nov")
        assert line_with(app, "Thu 26 Nov 2026")
        await pilot.press("enter")

    assert app.answers == [date(2026, 11, 26)]


async def test_what_cannot_be_read_is_said_and_not_accepted() -> None:
    app = app_with()
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("enter")
        assert line_with(app, "is no date. Write it as")
        await typed(pilot, "fry")
        assert line_with(app, '"fry" is no date. Write it as 2026-03-14')
        await pilot.press("enter")
        assert app.answers == []
        await pilot.press("backspace", "i", "enter")

    assert app.answers == [date(2026, 11, 27)]


async def test_typing_replaces_what_was_offered() -> None:
    app: DialogApp[int | None] = DialogApp(
        AskScreen("Push", read_duration, say_minutes, "15", "minutes")
    )
    async with app.run_test() as pilot:
        assert line_with(app, "15m")
        await typed(pilot, "1h30")
        assert line_with(app, "1h30")
        await pilot.press("enter")

    assert app.answers == [90]


async def test_esc_keeps_what_was_typed_and_not_what_was_only_offered() -> None:
    app = app_with("fri")
    async with app.run_test() as pilot:
        await pilot.press("escape")
        assert app.drafts == {}

        app.open(goto("fri"))
        await pilot.pause()
        await typed(pilot, "26 n")
        await pilot.press("escape")
        app.open(again := goto("fri"))
        await pilot.pause()
        assert again.line == "26 n"
        await pilot.press("escape")
        app.open(other := goto("sat"))
        await pilot.pause()
        assert other.line == "sat"
        assert line_with(app, "Typed here before: 26 n")


async def test_a_refused_answer_is_there_again_with_its_reason() -> None:
    app = app_with("fri", "That day is closed. Choose another.")
    async with app.run_test() as pilot:
        assert line_with(app, "That day is closed. Choose another.")
        await pilot.press("escape")

    assert app.drafts["Go to a date"]["line"] == "fri"


async def test_hostile_text_in_title_line_and_refusal_does_nothing() -> None:
    def refuse(line: str) -> int:
        raise RuleError(f"No: {line} [/x].")

    app: DialogApp[int | None] = DialogApp(
        AskScreen("Move [/x] \x1b[31m", refuse, str, "a\x1b]0;x\x07[/b]")
    )
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert line_with(app, "Move [/x] ␛[31m")
        assert line_with(app, "No: a␛]0;x␇[/b] [/x].")
        assert shown(app)[-1].split() == ["enter", "accept", "esc", "back"]
