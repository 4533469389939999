"""The planner itself on a plan in a file, with keys as a person presses them."""

import datetime as dates
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest
from textual.events import Key, MouseScrollDown
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot

from infraday import app, splash
from infraday.app import InfradayApp
from infraday.config import Config
from infraday.domain.rows import Block as Row
from infraday.models import Block
from infraday.screens.day import DayScreen
from infraday.screens.desk import Desk
from infraday.splash import Opened
from infraday.store import history
from infraday.store.engine import Store
from infraday.store.history import Entry
from tests import dialog_app, factories, quiet

WIDE, NARROW, TINY = (120, 40), (80, 24), (40, 10)


class Clock:
    """Stands still until it is set."""

    def __init__(self, now: datetime = factories.NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def set(self, hour: int, minute: int = 0, day: dates.date = factories.TODAY) -> None:
        self.now = self.now.replace(
            year=day.year, month=day.month, day=day.day, hour=hour, minute=minute
        )

    def forward(self, **length: float) -> None:
        self.now += timedelta(**length)


class Planner:
    """The planner while a test runs it. It ticks when the test says so."""

    def __init__(self, pilot: Pilot[None], store: Store, clock: Clock) -> None:
        self.pilot = pilot
        self.store = store
        self.clock = clock

    @property
    def app(self) -> InfradayApp:
        assert isinstance(self.pilot.app, InfradayApp)
        return self.pilot.app

    @property
    def screen(self) -> DayScreen:
        """The Day screen, whatever is open over it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, DayScreen)
        return screen

    @property
    def dialog(self) -> str:
        """The name of the dialog that is open, or nothing."""
        return "" if self.app.screen is self.screen else type(self.app.screen).__name__

    async def press(self, *keys: str) -> None:
        """Press keys one by one, each when the one before it has had its effect."""
        for key in keys:
            self.app.post_message(Key(key, key_to_character(key)))
            await self.settle()

    async def type(self, words: str) -> None:
        """Type all at once, as over a slow line; a new line is `enter`."""
        for sign in words:
            key = "enter" if sign == "\n" else _character_to_key(sign)
            self.app.post_message(Key(key, sign))
        await self.settle()

    async def replace(self, words: str) -> None:
        """Type over what stands in the field."""
        await self.press("home", "shift+end")
        await self.type(words)

    async def tick(self) -> None:
        self.screen.tick()
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is on its way any more."""
        await quiet.settle(self.app)

    async def to(self, activity: str) -> None:
        """Put the cursor on a block by keys, from the top down."""
        await self.press("home", "home", "k", "k", "k")
        for _ in self.screen.rows.blocks:
            if self.activity == activity:
                return
            await self.press("pagedown")
        assert self.activity == activity

    @property
    def here(self) -> Row | None:
        """The block under the cursor."""
        return self.screen.timeline.block

    @property
    def activity(self) -> str:
        """What the block under the cursor is called; nothing on free time."""
        return self.here.activity if self.here else ""

    @property
    def task(self) -> str:
        """What the task under the cursor is called, while keys act on those."""
        wait = self.screen.task_here
        return wait.task.title if wait else ""

    @property
    def date(self) -> dates.date:
        """The date shown."""
        return self.screen.day

    @property
    def zoom(self) -> int:
        return self.screen.timeline.view.timeline.zoom

    @property
    def at(self) -> str:
        """The time of the row under the cursor."""
        view = self.screen.timeline.view
        return f"{view.timeline.time_of(max(0, view.cursor.slot)):%H:%M}"

    @property
    def toasts(self) -> list[str]:
        return [note.message for note in self.app._notifications]

    @property
    def lines(self) -> list[str]:
        """What stands on the screen."""
        return dialog_app.shown(self.app)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def row(self, words: str) -> int:
        """The line of the screen that holds these words."""
        return next(y for y, line in enumerate(self.lines) if words in line)

    def line(self, hour: str) -> str:
        """The line of the timeline that an hour begins on; nothing where it is out of sight."""
        return next((line for line in self.lines[1:] if line.startswith(f" {hour} ")), "")

    async def wheel(self, times: int) -> None:
        """Turn the mouse wheel over the timeline."""
        for _ in range(times):
            await self.pilot._post_mouse_events([MouseScrollDown], self.screen.timeline)
        await self.settle()

    @property
    def blocks(self) -> list[Block]:
        """All blocks as the file has them."""
        return factories.blocks(self.store)

    @property
    def log(self) -> Sequence[Entry]:
        """What was done, newest first."""
        return self.store.replay(history.log)

    @property
    def states(self) -> list[str]:
        """The tasks' states, in the order in which they were made."""
        return [task.status.value for task in factories.tasks(self.store)]

    @property
    def marked(self) -> list[str]:
        marked = self.screen.marked
        return [block.activity for block in self.screen.rows.blocks if block.id in marked]

    @property
    def spans(self) -> list[str]:
        """When each block lies, in the order in which they were made."""
        return [
            f"{block.day:%d} {block.start:%H:%M}-{block.end:%H:%M}" if block.start and block.end
            else f"{block.day:%d}"
            for block in self.blocks
        ]  # fmt: skip


@asynccontextmanager
async def planner(
    store: Store,
    *,
    size: tuple[int, int] = WIDE,
    clock: Clock | None = None,
    config: Config | None = None,
    tick: float = 3600,
) -> AsyncIterator[Planner]:
    """Open the plan of a store, as the first paint hands it over. It ticks only when told to."""
    clock, config = clock or Clock(), config or Config()
    opened = Opened(splash.read(store.path, config, clock()), clock(), None)
    desk = Desk(store.path, config, clock)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "TICK", tick)
        async with InfradayApp(desk, opened).run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield Planner(pilot, store, clock)
    desk.close()
