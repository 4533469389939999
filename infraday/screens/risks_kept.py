"""How one looked at the register last: its columns and its order, kept beside the drafts."""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple

from infraday import config as settings
from infraday.config import ConfigError
from infraday.domain.risk_row import USUAL
from infraday.domain.risk_view import Column

NAME = "register.json"


class Look(NamedTuple):
    columns: tuple[Column, ...] = USUAL
    order: Column = Column.SCORE
    descending: bool = True


def load() -> Look:
    """What was kept; the usual where that cannot be read, or not be used."""
    try:
        with open(_path(), encoding="utf-8") as file:
            kept = json.load(file)
        columns = _columns(kept["columns"])
        order = Column(kept["order"])
        return Look(columns or USUAL, order, kept["descending"] is True)
    except (OSError, ValueError, KeyError, TypeError, ConfigError):
        return Look()


def save(look: Look) -> None:
    """Where there is no place for it, it is kept until the planner ends."""
    with suppress(OSError, ConfigError):
        path = _path()
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(look._asdict(), file)


def _columns(words: Iterable[str]) -> tuple[Column, ...]:
    """Each once; those without which a line says nothing are always there."""
    found = dict.fromkeys(Column(word) for word in words)
    needed = {one: None for one in (Column.REF, Column.TITLE) if one not in found}
    return tuple(needed | found)


def _path() -> str:
    return os.path.join(settings.state_folder(os.environ), NAME)
