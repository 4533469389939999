"""The command palette: every action by what it does, and running one."""

from typing import ClassVar

from textual.binding import BindingType
from textual.command import CommandList
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input
from textual.widgets.option_list import Option

from infraday.keys import DAY, EVERYWHERE, FLOWS, OWN, SCREENS
from infraday.screens.bindings import bindings
from infraday.screens.palette import NOT_OFFERED, Palette, _rank
from tests.dialog_app import SIZES, DialogApp, screen_text, shown, typed


class Plan(Screen[None]):
    """A screen with all actions, which notes what is called."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(DAY + EVERYWHERE)

    def __init__(self) -> None:
        super().__init__()
        self.called: list[str] = []

    def action_finish(self) -> None:
        self.called.append("finish")

    def action_shift(self, minutes: int) -> None:
        self.called.append(f"shift {minutes}")


class Refusing(Plan):
    def check_action(self, action: str, _: tuple[object, ...]) -> bool | None:
        return action != "finish"


def asking(screen: Plan) -> DialogApp[None]:
    return DialogApp(screen)


def offered(app: DialogApp[None]) -> list[str]:
    listed = app.screen.query_one(CommandList)
    return [plain(listed.get_option_at_index(at)) for at in range(listed.option_count)]


def plain(option: Option) -> str:
    return " ".join(str(option.prompt).split())


async def found(pilot: Pilot[None], words: str = "") -> None:
    """Open the palette, type words, and wait until it has looked for them."""
    await pilot.press("ctrl+p")
    await typed(pilot, words)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_it_offers_every_action_once_the_screens_own_first() -> None:
    app = asking(Plan())
    async with app.run_test() as pilot:
        await found(pilot)
        lines = offered(app)
        expected = {action.id for action in DAY + EVERYWHERE} - NOT_OFFERED
        assert len(lines) == len(set(lines)) == len(expected) + 3  # tour, theme, picture
        own, move, every = (
            next(at for at, line in enumerate(lines) if words in line)
            for words in ("what the block produced", "One row down.", "Undo Take back")
        )
        assert own < move < every


def test_on_every_screen_its_own_actions_come_before_moving_about() -> None:
    for own in (*OWN.values(), *FLOWS.values()):
        assert {_rank(action.id) for action in own if action.group != "Move"} == {0}
        assert {_rank(action.id) for action in own if action.group == "Move"} == {1}
    assert {_rank(action.id) for action in (*EVERYWHERE, *SCREENS)} == {2}


async def test_choosing_one_runs_it() -> None:
    plan = Plan()
    app = asking(plan)
    async with app.run_test() as pilot:
        await found(pilot, "minutes earlier")
        await pilot.press("enter")
        await pilot.pause()
        assert plan.called == ["shift -15"]
        assert app.screen is plan


async def test_it_is_searched_by_label_and_by_sentence() -> None:
    app = asking(Plan())
    async with app.run_test() as pilot:
        await found(pilot, "slot")
        assert offered(app)[0].startswith("s Slot Place a task")


async def test_keys_are_the_users_own() -> None:
    app = asking(Plan())
    app.set_keymap({"block.finish": "ctrl+d"})
    async with app.run_test() as pilot:
        await found(pilot)
        assert any(line.startswith("ctrl+d Done") for line in offered(app))


async def test_what_cannot_be_done_now_is_not_offered() -> None:
    app = asking(Refusing())
    async with app.run_test() as pilot:
        await found(pilot)
        assert not any(line.startswith("d Done") for line in offered(app))


async def test_a_theme_is_chosen_by_its_name() -> None:
    app = asking(Plan())
    async with app.run_test() as pilot:
        await found(pilot, "colours")
        await pilot.press("enter")
        await pilot.pause()
        await typed(pilot, "infraday-light")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.theme == "infraday-light"


async def test_pasted_control_characters_are_shown_as_signs() -> None:
    app = asking(Plan())
    async with app.run_test() as pilot:
        await found(pilot)
        app.screen.query_one(Input).insert_text_at_cursor("\x1b]2;x\x07[/x]\u202e")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "␛]2;x␇[/x]⟨U+202E⟩" in screen_text(app)


async def test_esc_closes_it() -> None:
    for size in SIZES:
        plan = Plan()
        app = asking(plan)
        async with app.run_test(size=size) as pilot:
            await found(pilot)
            assert isinstance(app.screen, Palette)
            assert ", Prev day The day before." in " ".join(" ".join(shown(app)).split())
            await pilot.press("escape")
            assert app.screen_stack[-1] is plan


async def test_closing_it_before_it_has_looked_is_no_error() -> None:
    app = asking(Plan())
    async with app.run_test() as pilot:
        await found(pilot)
        palette = app.screen
        assert isinstance(palette, Palette)
        await palette.query_one(CommandList).remove()
        palette._gather_commands("")
        await pilot.pause()
        assert app.screen is palette
