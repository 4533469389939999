"""Actions as Textual's bindings."""

import importlib
import pkgutil
from collections.abc import Iterable

from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.widget import Widget

from infraday import screens
from infraday.keys import Action


def bindings(actions: Iterable[Action], *, first: bool = False) -> list[BindingType]:
    """One binding for each action; the footer paints its own hints. With `first` they act before
    whatever has the focus, in dialogs too."""
    return [
        Binding(
            action.key, action.method, action.label, id=action.id, tooltip=action.tooltip,
            show=False, priority=first,
        )
        for action in actions
    ]  # fmt: skip


NAMES = {
    "BlockForm": "Form", "Choice": "Form", "EndingScreen": "Series", "ItemStep": "Done",
    "LayScreen": "Template", "OutputStep": "Done", "PlaceScreen": "Slot", "Picker": "Lists",
    "Sheet": "Lists", "TourPage": "Tour",
}  # fmt: skip
"""What a dialog or widget is called whose class does not say it."""


def declared() -> list[dict[str, str]]:
    """What each screen and widget of ours binds: keys by the id of the action."""
    found = [{it.id or "": it.key for it in bound(kind)} for kind in _kinds()]
    return [keys for keys in found if keys]


def actions() -> list[tuple[str, Action]]:
    """The action behind each binding of ours, with the name of what it is bound in."""
    return [
        (name, Action(it.id or "", it.key, it.description, it.tooltip, name, it.action))
        for kind in _kinds()
        for name in [NAMES.get(kind.__name__, kind.__name__.removesuffix("Screen"))]
        for it in bound(kind)
    ]


def _kinds() -> list[type[Widget]]:
    """The screens and widgets of ours, by name."""
    for module in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"infraday.screens.{module.name}")
    found, below = [], [Widget]
    while below:
        kind = below.pop()
        below += kind.__subclasses__()
        if kind.__module__.startswith("infraday."):
            found.append(kind)
    return sorted(set(found), key=lambda kind: kind.__name__)


def bound(kind: type[DOMNode]) -> list[Binding]:
    """What is bound in it and in what it is made of, that has an id."""
    every = (it for parent in reversed(kind.__mro__) for it in vars(parent).get("BINDINGS", ()))
    return [binding for binding in every if isinstance(binding, Binding) and binding.id]
