"""Actions as Textual's bindings."""

import importlib
from collections.abc import Iterable, Iterator

from textual.binding import Binding, BindingType
from textual.widget import Widget

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


def declared() -> list[dict[str, str]]:
    """What each screen and widget of ours binds: keys by the id of the action."""
    importlib.import_module("infraday.screens.day")  # and with it every dialog
    found, below = [], [Widget]
    while below:
        kind = below.pop()
        below += kind.__subclasses__()
        if kind.__module__.startswith("infraday."):
            found.append(dict(_ids(kind)))
    return [bound for bound in found if bound]


def _ids(kind: type[Widget]) -> Iterator[tuple[str, str]]:
    for parent in reversed(kind.__mro__):
        for binding in vars(parent).get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id:
                yield binding.id, binding.key
