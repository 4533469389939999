"""The application: the keys that reach its screens, how it begins and ends."""

import os
from functools import partial
from typing import ClassVar, cast

from textual.app import App
from textual.binding import BindingType
from textual.events import Event

from infraday import keymap, keys, palette, splash, terminal
from infraday.clock import Clock
from infraday.config import Config
from infraday.keyboard import TWICE, Keyboard
from infraday.screens import modes
from infraday.screens.base import PlanScreen
from infraday.screens.bindings import bindings
from infraday.screens.desk import Desk
from infraday.screens.drafts import Drafts
from infraday.screens.palette import Actions, open_palette
from infraday.screens.tour import open_tour
from infraday.splash import Opened
from infraday.widgets import ink

TICK = 0.9  # seconds: the clock, other processes' changes and the terminal's presence


class InfradayApp(App[None], inherit_bindings=False):
    CSS_PATH = "infraday.tcss"
    DEFAULT_MODE = "day"
    COMMANDS = {Actions}  # noqa: RUF012 - Textual reads it as it is
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(keys.SCREENS),
        *bindings(keys.IN_TEXT, first=True),
    ]

    def __init__(self, desk: Desk, opened: Opened) -> None:
        super().__init__(
            driver_class=terminal.driver_after(opened.terminal),
            ansi_color=True if os.environ.get("NO_COLOR") else None,  # else Textual makes it grey
        )
        self.desk = desk
        self.drafts = Drafts(desk.path)
        self.keep_draft, self.take_draft = self.drafts.keep, self.drafts.take
        self._keyboard = Keyboard(self)
        self.ascii = desk.config.ascii
        self._is_terminal_gone = terminal.watch()
        for theme in ink.themes():
            self.register_theme(theme)
        self.theme = palette.chosen(desk.config.theme, os.environ)
        self.inks = ink.of(self)
        self.set_keymap(keymap.anywhere(desk.config.keys))
        for name in modes.MODES:
            self.add_mode(name, partial(modes.make, name, desk, opened))

    def on_mount(self) -> None:
        self.theme_changed_signal.subscribe(self, self._dye)
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        self.set_interval(TICK, self._tick)
        if said := self.drafts.said:
            self.notify(said, markup=False, timeout=10)
        terminal.on_signals(self._leave)

    def _dye(self, _: object) -> None:
        self.inks = ink.of(self)

    def _tick(self) -> None:
        if self._is_terminal_gone():
            self._leave(terminal.HUNG_UP)
        elif isinstance(screen := self.screen_stack[0], PlanScreen):
            screen.tick()
            self.desk.flags.tick()

    def _leave(self, code: int = 0) -> None:
        """End, whatever is open: what stands in a form is kept as a draft."""
        self._keyboard.stop()
        self.drafts.keep_open(self.screen_stack)
        self.exit(return_code=code)

    def action_command_palette(self) -> None:
        open_palette(cast("App[object]", self))

    def action_tour(self) -> None:
        open_tour(cast("App[object]", self))

    async def action_quit(self) -> None:
        self._leave()

    async def on_event(self, event: Event) -> None:
        if not await self._keyboard.takes(event):
            await super().on_event(event)

    def on_notify(self) -> None:
        """Textual then shows the toast; it takes the place of the one before."""
        self.clear_notifications()

    def action_interrupt(self) -> None:
        """The second time within two seconds it ends the program."""
        if self._keyboard.interrupts():
            self._leave()
        else:
            key = keys.key_of("app.interrupt", self.desk.config.keys)
            self.notify(f"Press {key} once more to leave.", markup=False, timeout=TWICE)


def run(path: str, config: Config, clock: Clock, opened: Opened) -> int:
    """Take over the screen that `splash` painted, until the user leaves; the exit code."""
    terminal.prepare()
    desk = Desk(path, config, clock)
    app = InfradayApp(desk, opened)
    try:
        app.run()
    finally:
        app.drafts.store()
        desk.close()
        splash.restore(opened)
    if app.return_code == terminal.HUNG_UP:
        terminal.let_go()
    return app.return_code or 0
