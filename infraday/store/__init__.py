"""The database. Its modules load when first used: SQLModel takes longer to import than a whole
first paint, and neither that nor the first key may wait for it."""

import gc
import sys
from _thread import RLock  # the one of `threading`, which the first paint does without
from importlib import import_module
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    import infraday.store.blocks as blocks
    import infraday.store.calendars as calendars
    import infraday.store.days as days
    import infraday.store.delegating as delegating
    import infraday.store.engine as engine
    import infraday.store.flags as flags
    import infraday.store.history as history
    import infraday.store.projects as projects
    import infraday.store.quadrant_moves as quadrant_moves
    import infraday.store.register_merge as register_merge
    import infraday.store.risks as risks
    import infraday.store.series as series
    import infraday.store.tasks as tasks
    import infraday.store.triage_decisions as triage_decisions

__all__ = [
    "blocks",
    "calendars",
    "days",
    "delegating",
    "engine",
    "flags",
    "history",
    "projects",
    "quadrant_moves",
    "register_merge",
    "risks",
    "series",
    "tasks",
    "triage_decisions",
]

_one_at_a_time = RLock()
"""Two threads that import SQLAlchemy, whose modules import each other, break it."""


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    with _one_at_a_time:
        return import_module(f"{__name__}.{name}")


def preload() -> None:
    """Import what the first change will need, while nobody waits for it. Who has switched off the
    look for garbage while it starts gets it back: none of what is there by then need be seen."""
    try:
        with _one_at_a_time:
            for name in __all__:
                import_module(f"{__name__}.{name}")
    finally:
        if not gc.isenabled():
            gc.freeze()
            gc.enable()


def is_loading() -> bool:
    """Whether a first read would have to wait for an import, in another thread or its own."""
    free = _one_at_a_time.acquire(blocking=False)
    if free:
        _one_at_a_time.release()
    return not free or any(f"{__name__}.{name}" not in sys.modules for name in __all__)
