"""Paths as one types them: how one could go on, and what is there."""

import os
from functools import lru_cache

from infraday.domain import text

MOST = 5_000  # names of a folder that are looked at


def complete(typed: str, ending: str | tuple[str, ...]) -> str:
    """How a path could go on: to the first folder, or file with this or one of these endings, that
    begins so."""
    if not typed.strip():
        return ""
    folder, _, begun = typed.rpartition("/")
    if typed == "~":
        return "/"
    place = os.path.expanduser(folder) if folder else ("/" if typed.startswith("/") else ".")
    for name in _names(place, ending, _changed(place)):
        if name.startswith(begun) and (begun or not name.startswith(".")) and name != begun:
            return name[len(begun) :]
    return ""


def say(typed: str) -> str:
    """What stands there; a sentence, where that is nothing to read."""
    path = os.path.expanduser(typed.strip())
    try:
        if os.path.isdir(path):
            return "A folder. Go on with → or with the name of a file in it."
        size = os.stat(path).st_size
    except (OSError, ValueError):
        return "There is no such file yet."
    return f"{text.show(os.path.basename(path))}, {_size(size)}"


def _size(size: int) -> str:
    for unit in ("bytes", "KB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size //= 1000
    return f"{size} GB"


def _changed(folder: str) -> float:
    try:
        return os.stat(folder).st_mtime
    except (OSError, ValueError):
        return 0.0


@lru_cache(maxsize=16)
def _names(folder: str, ending: str | tuple[str, ...], _changed_at: float) -> tuple[str, ...]:
    """Folders with a slash behind them, and files with the ending."""
    found: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for _, entry in zip(range(MOST), entries, strict=False):
                if entry.is_dir():
                    found.append(f"{entry.name}/")
                elif entry.name.lower().endswith(ending):
                    found.append(entry.name)
    except (OSError, ValueError):
        return ()
    return tuple(sorted(found))
