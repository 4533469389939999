"""Every dialog that lists something, at any size of the terminal."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Static

from infraday.keys import DAY, EVERYWHERE
from infraday.palette import LIGHT
from infraday.screens.finish import FinishScreen
from infraday.screens.help import HelpScreen, sections
from infraday.screens.lay import LayScreen
from infraday.screens.log import LogScreen
from infraday.screens.place import PlaceScreen
from infraday.screens.resolved import ResolvedScreen
from infraday.screens.tour import TourScreen
from tests.day_rows import TUESDAY
from tests.dialog_app import DialogApp, shown, typed
from tests.test_finish_screen import REVIEW
from tests.test_lay_screen import OFFICE, PREVIEW, SITE
from tests.test_log_screen import ENTRIES
from tests.test_place_screen import GAPS, WAITING

NOW = datetime.combine(TUESDAY, time(11))
DIALOGS: dict[str, Callable[[], Screen[Any]]] = {
    "finish": lambda: FinishScreen(REVIEW, NOW, ["dc-move"]),
    "place": lambda: PlaceScreen(WAITING, NOW, GAPS, NOW),
    "lay": lambda: LayScreen((OFFICE, SITE), lambda one: PREVIEW[one.name], TUESDAY, ["a.toml"]),
    "log": lambda: LogScreen(ENTRIES),
    "help": lambda: HelpScreen(sections(DAY + EVERYWHERE, {})),
    "tour": TourScreen,
    "resolved": lambda: ResolvedScreen("Finish T-1 [/x]", ["Late: [bold]x"] * 9, ["62 h"] * 9),
}


@pytest.mark.parametrize("name", DIALOGS)
async def test_it_survives_any_size_and_goes_on_where_it_was(name: str) -> None:
    app = DialogApp(DIALOGS[name]())
    async with app.run_test(size=(80, 24)) as pilot:
        for size in [(1, 1), (3, 2), (12, 4), (20, 5), (300, 80), (40, 10), (80, 24)]:
            await pilot.resize_terminal(*size)
            await pilot.press("down", "tab")
            assert len(shown(app)) == size[1]
        await pilot.press("escape")
        assert app.answers == [None]


@pytest.mark.parametrize("theme", [LIGHT, "nord", "ansi-dark"])
@pytest.mark.parametrize("name", DIALOGS)
async def test_it_is_painted_in_any_theme(name: str, theme: str) -> None:
    app = DialogApp(DIALOGS[name](), theme)
    async with app.run_test(size=(80, 24)):
        assert "esc" in " ".join(shown(app))


@pytest.mark.parametrize("name", DIALOGS)
async def test_it_is_readable_with_plain_signs_only(name: str) -> None:
    app = DialogApp(DIALOGS[name]())
    app.ascii = True
    async with app.run_test(size=(80, 90)) as pilot:
        await typed(pilot, "j")
        assert [sign for sign in "".join(shown(app)) if ord(sign) > 126] == []


async def test_what_is_behind_a_dialog_stays_where_there_is_no_colour() -> None:
    app = DialogApp(DIALOGS["tour"](), "ansi-dark")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.screen_stack[0].mount(Static("what is behind"))
        await pilot.resize_terminal(80, 25)
        assert shown(app)[0] == "what is behind"
