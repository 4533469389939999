from datetime import date, datetime, time

import pytest
from textual.app import App
from textual.events import Key, Paste
from textual.pilot import Pilot

from infraday.domain.quickadd import Reading
from infraday.screens.capture import CaptureScreen
from tests.dialog_app import DialogApp, line_with, screen_text, shown, typed
from tests.typing_app import HOSTILE, acts

NOW = datetime.combine(date(2026, 11, 24), time(15, 42))
LINE = "call Cisco about RMA tue #dc-mover @ana !! out: RMA number"


def capture(line: str = "", error: str | None = None) -> CaptureScreen:
    return CaptureScreen(NOW, 60, ["dc-move", "net-up"], line=line, error=error)


def app_with(line: str = "") -> DialogApp[Reading | None]:
    return DialogApp(capture(line))


async def alt(pilot: Pilot[None], number: int) -> None:
    """Press it as a terminal sends it: with the digit as its character."""
    pilot.app.post_message(Key(f"alt+{number}", str(number)))
    await pilot.pause()


def reading(app: App[None]) -> str:
    """What is said of the line, on one line."""
    text = screen_text(app)
    return " ".join(text[text.index("task") if "task " in text else text.index("block") :].split())


async def test_a_line_is_read_while_it_is_typed_and_captured_by_enter() -> None:
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "call Ana tue #net")
        await pilot.press("right", "space", "!")

        assert reading(app).startswith("task call Ana 1 due Tue 1 Dec 2026 2 #net-up 3 important")
        await pilot.press("enter")

    [found] = app.answers
    assert found is not None
    assert (found.title, found.due, found.project) == ("call Ana", date(2026, 12, 1), "net-up")
    assert app.drafts == {}


async def test_a_new_project_is_said_to_be_new() -> None:
    app = app_with(LINE)
    async with app.run_test():
        assert "2 #dc-mover (new) 3 @ana 4 important and urgent 5 output: RMA" in reading(app)


async def test_a_reading_can_be_refused_and_taken_back() -> None:
    app = app_with(LINE)
    async with app.run_test() as pilot:
        await alt(pilot, 2)
        assert "task call Cisco about RMA #dc-mover 1 due" in reading(app)
        assert "2 #dc-mover stays text 3 @ana" in reading(app)
        await alt(pilot, 2)
        assert "2 #dc-mover (new)" in reading(app)
        await alt(pilot, 9)
        await alt(pilot, 1)
        await pilot.press("enter")

    [found] = app.answers
    assert found is not None
    assert found.title == "call Cisco about RMA tue"


async def test_a_click_refuses_a_reading_too() -> None:
    app = app_with(LINE)
    async with app.run_test(size=(120, 24)) as pilot:
        row = next(y for y, line in enumerate(shown(app)) if "3 @ana" in line)
        await pilot.click(offset=(shown(app)[row].index("@ana"), row))

        assert "3 @ana stays text" in reading(app)


async def test_all_readings_can_be_refused_at_once_and_taken_back() -> None:
    app = app_with("call Ana tue #dc-move")
    async with app.run_test() as pilot:
        await pilot.press("ctrl+o")
        assert "task call Ana tue #dc-move 1 tue stays text 2 #dc-move stays" in reading(app)
        await pilot.press("ctrl+o")
        assert "task call Ana 1 due Tue 1 Dec 2026 2 #dc-move" in reading(app)
        await pilot.press("ctrl+o", "enter")

    [found] = app.answers
    assert found is not None
    assert (found.title, found.due) == ("call Ana tue #dc-move", None)


async def test_an_empty_line_is_refused_with_a_sentence() -> None:
    app = app_with()
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert line_with(app, "Nothing to add. Write what is to be done.")
        await pilot.press("x")
        assert not line_with(app, "Nothing to add.")

    assert app.answers == []


async def test_esc_keeps_the_line_and_its_refusals_for_the_next_time() -> None:
    app = app_with()
    async with app.run_test() as pilot:
        await typed(pilot, "call Ana tue @jo")
        await alt(pilot, 1)
        await pilot.press("escape")
        assert app.answers == [None]

        app.open(again := capture())
        await pilot.pause()
        assert again.line == "call Ana tue @jo"
        assert "task call Ana tue 1 tue stays text 2 @jo" in reading(app)
        assert again.draft() == ("capture", {"line": "call Ana tue @jo", "refused": "date tue"})
        await pilot.press("x", "enter")
        assert app.drafts == {}


async def test_an_empty_line_leaves_no_draft() -> None:
    app = app_with()
    async with app.run_test() as pilot:
        await pilot.press("x", "backspace", "escape")

    assert (app.answers, app.drafts) == ([None], {})


async def test_what_the_plan_refused_is_there_again_with_its_reason() -> None:
    app: DialogApp[Reading | None] = DialogApp(capture("call Ana", "The plan is locked. Wait."))
    app.drafts["capture"] = {"line": "another"}
    async with app.run_test() as pilot:
        assert line_with(app, "The plan is locked. Wait.")
        await pilot.press("!", "escape")

    assert app.drafts["capture"]["line"] == "call Ana!"


@pytest.mark.parametrize(
    ("line", "remark"),
    [
        ("call Ana 14:00", "14:00 has passed today."),
        ("call Ana 16:00 @jo", "A block has no owner, mark or due date: they go to its notes."),
        ("call Ana 16:00", "1 today 16:00   1h00 unless you say how long"),
        ("x" * 501, "The title is longer than 500 characters: it is cut, and kept whole in the"),
        ("call every: week", "Only what has a clock time can recur, so "),
    ],
)
async def test_what_one_should_know_is_said_before_it_is_added(line: str, remark: str) -> None:
    app = app_with(line)
    async with app.run_test(size=(90, 24)):
        assert line_with(app, remark)


async def test_it_can_be_used_in_the_smallest_terminal() -> None:
    app = app_with(LINE)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        lines = shown(app)
        assert lines[-1].split() == ["enter", "add", "esc", "keep", "for", "later"]
        assert "out: RMA number" in lines[-7]
        assert "5 output: RMA number" in lines[-2]
        await pilot.resize_terminal(80, 24)
        assert "ctrl+o all as text" in shown(app)[-1]


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_hostile_text_is_captured_as_it_is_and_shown_harmlessly(hostile: str) -> None:
    app = app_with()
    async with app.run_test() as pilot:
        app.post_message(Paste(f"say {hostile}"))
        await pilot.pause()
        assert not any(map(acts, shown(app)))
        await pilot.press("ctrl+o", "enter")

    [found] = app.answers
    assert found is not None
    assert found.title == f"say {hostile}".strip()


async def test_the_day_stands_behind_it_as_it_is() -> None:
    app = app_with("x")
    async with app.run_test(size=(80, 24)):
        assert app.screen.styles.background.a == 0
        assert app.screen.query_one(".dialog").region.height < 8


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_a_toast_is_whole_and_leaves_the_line_and_its_reading_in_sight(
    size: tuple[int, int],
) -> None:
    app = app_with(LINE.replace("tue", "14:00"))
    async with app.run_test(size=size, notifications=True) as pilot:
        before = shown(app)[-5:]
        app.notify("Move B-4 to Fri 27 Nov 2026 09:00, beside the budget", markup=False)
        await pilot.pause(0.1)

        assert shown(app)[-5:] == before
        assert "beside the budget" in " ".join(screen_text(app).replace("▌", "").split())
