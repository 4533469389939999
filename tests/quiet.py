"""Waits until an app that a test runs has nothing left to do."""

import asyncio
from typing import Any

from textual._context import active_app
from textual.app import App


async def settle(app: App[Any]) -> None:
    """Wait until nothing is on its way any more."""
    quiet = 0
    for _ in range(300):
        await asyncio.sleep(0.001)
        quiet = 0 if is_busy(app) else quiet + 1
        if quiet == 3:
            return


def is_busy(app: App[Any]) -> bool:
    """Whether there is a message, a size, a layout or a key that was not acted on yet."""
    keyboard = getattr(app, "_keyboard", None)
    return bool(
        app._resize_timer
        or any(it._layout_required or it._callbacks for it in app._screen_stack[-1:])
        or any(node.message_queue_size for node in (app, *app._registry))
        or (keyboard and keyboard._held)
    )


async def wait_for_idle(*_: float) -> None:
    """In place of Textual's own wait, which asks the clocks instead of the app: that takes two
    fiftieths of a second for each key, and the more the busier the machine is."""
    await settle(active_app.get())
