"""A bare app around one widget to type into, and text that would break a careless one."""

from collections.abc import Mapping
from pathlib import Path
from unicodedata import category

from rich.style import Style
from textual.app import App, ComposeResult
from textual.widget import Widget

import infraday
from infraday import palette
from infraday.widgets import ink

HOSTILE = (
    "A\x1b]2;PWNED\x07B",
    "\x1b[31mred\x1b[0m \x9b2J",
    "[/x] [bold]not markup[/] $t {x}",
    "NUL\x00 tab\tbell\x07 del\x7f",
    "right \u202eto left\u202c \u2066isolated\u2069",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u05e2\u05d1\u05e8\u05d9\u05ea",
    "\U0001f469\u200d\U0001f4bb \U0001f44d\U0001f3fd \u2764\ufe0f \U0001f1e9\U0001f1ea",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031ealgo",
    "\u0301lone mark",
    "\u200b",
    "\u6f22\u5b57 wide",
    "line\u2028separator\x0bfeed\x0c\x85",
)


class TypingApp(App[None]):
    """Shows the one widget, focused."""

    CSS_PATH = Path(infraday.__file__).with_name("infraday.tcss")

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.ascii = False
        self.inks: Mapping[str, Style] = ink.inks(palette.BASES[palette.DARK])

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_mount(self) -> None:
        self.widget.focus()


def acts(shown: str) -> bool:
    """Whether something in it would act on a terminal instead of standing on it."""
    return any(
        category(it) in ("Cc", "Cs", "Zl", "Zp") or it in "\u202a\u202e\u2066" for it in shown
    )
