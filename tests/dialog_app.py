"""A bare app with one dialog open, for the tests of dialogs."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Generic, TypeVar, cast

from rich.style import Style
from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen

import infraday
from infraday import keys, palette
from infraday.screens.bindings import bindings
from infraday.screens.palette import Actions, open_palette
from infraday.widgets import ink

T = TypeVar("T")
SIZES = [(80, 24), (40, 10)]


class DialogApp(App[None], Generic[T], inherit_bindings=False):
    """Opens the dialog and keeps what it answers."""

    CSS_PATH = Path(infraday.__file__).with_name("infraday.tcss")
    COMMANDS: ClassVar = {Actions}
    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.IN_TEXT, first=True)

    def __init__(self, dialog: Screen[T], theme: str = palette.DARK) -> None:
        super().__init__()
        for one in ink.themes():
            self.register_theme(one)
        self.theme = theme
        self.ascii = False
        self.inks: Mapping[str, Style] = ink.inks(ink.base_of(self))
        self.dialog = dialog
        self.answers: list[T | None] = []
        self.drafts: dict[str, dict[str, str]] = {}

    def on_mount(self) -> None:
        self.open(self.dialog)

    def open(self, dialog: Screen[T]) -> None:
        self.push_screen(dialog, self.answers.append)

    def action_command_palette(self) -> None:
        open_palette(cast("App[object]", self))

    def keep_draft(self, name: str, values: dict[str, str]) -> None:
        self.drafts[name] = values

    def take_draft(self, name: str) -> dict[str, str] | None:
        return self.drafts.pop(name, None)


def shown(app: App[None]) -> list[str]:
    """What stands on the screen, line by line."""
    lines = app.screen._compositor.render_strips(app.size)
    return ["".join(segment.text for segment in line).rstrip() for line in lines]


def screen_text(app: App[None]) -> str:
    return "\n".join(shown(app))


def line_with(app: App[None], words: str) -> str:
    """The line of the screen that holds these words; nothing where none does."""
    return next((line.strip() for line in shown(app) if words in line), "")


async def typed(pilot: Pilot[None], words: str) -> None:
    """Type words, sign by sign, without a pause between them."""
    for sign in words:
        pilot.app.post_message(events.Key(_character_to_key(sign), sign))
    await pilot.pause()
