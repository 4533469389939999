"""Keys come in bursts, over a slow line or from someone who knows the way. Each waits until what
the one before it opened or closed is there, so that none is lost and none goes astray."""

import asyncio
from collections import deque
from time import monotonic
from weakref import WeakSet

from textual.app import App
from textual.events import Event, Key, Paste
from textual.screen import ModalScreen, Screen

PAUSE = 0.005  # seconds between two looks whether the next key may go
TWICE = 2.0  # seconds between two presses of one key that mean one thing
MOST = 200  # looks: then it goes
MOVES = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "j", "k"}
"""What only moves the cursor of a list: any number of these may be under way."""


class Keyboard:
    """Hands the keys of an app on, in their order.

    Textual hands a key to what has the focus. What nobody there uses comes back to the app, and
    only then is it looked up what is bound to it: two keys would be under way at once."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._held: deque[Key | Paste] = deque()
        self._waits = False
        self._ends = False
        self._interrupted = -TWICE
        self._under_way = False
        self._may_close = False
        self._begun: WeakSet[Screen[object]] = WeakSet()

    def interrupts(self) -> bool:
        """Whether this is the second time within two seconds."""
        before, self._interrupted = self._interrupted, monotonic()
        return self._interrupted - before < TWICE

    def stop(self) -> None:
        """Whatever is pressed from here on comes too late."""
        self._ends = True
        self._held.clear()

    async def takes(self, event: Event) -> bool:
        """Whether an event was one of ours. It may still wait."""
        if not isinstance(event, Key | Paste):
            return False
        if self._ends or not self._app.screen_stack:
            return True
        if event.is_forwarded:
            await App.on_event(self._app, event)
            self._under_way = False
        else:
            self._held.append(_meant(event))
        await self._go_on()
        return True

    async def _go_on(self) -> None:
        """Hand on what may go, or look later whether it may."""
        while self._held and self._is_ready():
            await self._hand_on(self._held.popleft())
        if self._held and not self._waits:
            self._waits = True
            self._app.run_worker(self._wait())

    async def _wait(self) -> None:
        """For keys of which none comes back: used up on the way, or before a dialog is there."""
        looks = 0
        while self._held:
            left = len(self._held)
            await asyncio.sleep(PAUSE)
            looks = looks + 1 if left == len(self._held) else 0
            if looks and self._is_idle():
                self._under_way = self._may_close = False
            if looks > MOST and self._held:
                await self._hand_on(self._held.popleft())
            await self._go_on()
        self._waits = False

    async def _hand_on(self, event: Key | Paste) -> None:
        focused, key = self._app.focused, event.key if isinstance(event, Key) else ""
        in_dialog = isinstance(self._app.screen, ModalScreen)
        if key and not focused and not in_dialog:
            event._set_forwarded()  # nobody is there to use it before the app
        types = isinstance(event, Key) and (
            focused is not None and focused.check_consume_key(key, event.character)
        )
        moves = types or key in MOVES
        self._under_way = bool(key) and not moves and not event.is_forwarded
        self._may_close = bool(key) and in_dialog and not moves and "tab" not in key
        await App.on_event(self._app, event)

    def _is_ready(self) -> bool:
        """Whether the next key would go where who pressed it sees it go."""
        screen = self._app.screen
        if isinstance(screen, ModalScreen) and screen not in self._begun:
            if screen.focused is None:
                return False
            self._begun.add(screen)
        return not (self._under_way or self._may_close)

    def _is_idle(self) -> bool:
        """Whether all that the last key set off is done."""
        focused = self._app.focused
        nodes = {self._app, *self._app.screen_stack}
        if focused:
            nodes.update(focused.ancestors_with_self)
        return not any(node.message_queue_size for node in nodes)


def _meant(event: Key | Paste) -> Key | Paste:
    """`enter` that was pressed before the terminal was ours has become a new line."""
    return Key("enter", "\r") if isinstance(event, Key) and event.key == "ctrl+j" else event
