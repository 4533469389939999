"""The database. Its modules load when first used: SQLModel takes longer to import than a whole
first paint, and neither that nor the first key may wait for it."""

from importlib import import_module
from threading import RLock
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    import infraday.store.blocks as blocks
    import infraday.store.days as days
    import infraday.store.engine as engine
    import infraday.store.history as history
    import infraday.store.projects as projects
    import infraday.store.tasks as tasks

__all__ = ["blocks", "days", "engine", "history", "projects", "tasks"]

_one_at_a_time = RLock()
"""Two threads that import SQLAlchemy, whose modules import each other, break it."""


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    with _one_at_a_time:
        return import_module(f"{__name__}.{name}")


def preload() -> None:
    """Import what the first change will need, while nobody waits for it."""
    with _one_at_a_time:
        for name in __all__:
            import_module(f"{__name__}.{name}")


def is_loading() -> bool:
    """Whether a thread is preloading right now, so that a first read would have to wait."""
    free = _one_at_a_time.acquire(blocking=False)
    if free:
        _one_at_a_time.release()
    return not free
