"""Which screens there are. Each is imported when it is first shown, or before that while nobody
waits: the first key waits for the Day screen alone."""

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from infraday.screens.desk import Desk
    from infraday.screens.forms import PlanForms
    from infraday.splash import Opened

MODES = {
    "day": "DayScreen",
    "matrix": "MatrixScreen",
    "risks": "RisksScreen",
    "flags": "FlagsScreen",
    "triage": "TriageScreen",
    "review": "ReviewScreen",
}
"""The module of each, and its class. Their keys stand in `keys.SCREENS`."""


def load(name: str) -> "Callable[[Desk, Opened], PlanForms]":
    """The class of a screen, imported."""
    return cast(
        "Callable[[Desk, Opened], PlanForms]",
        getattr(import_module(f"infraday.screens.{name}"), MODES[name]),
    )


def make(name: str, desk: "Desk", opened: "Opened") -> "PlanForms":
    """The screen of a mode, as Textual asks for it once."""
    return load(name)(desk, opened)


def preload() -> None:
    for name in MODES:
        load(name)
