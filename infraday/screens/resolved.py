"""Asks whether red flags are resolved, now that what they were turned into is over."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from infraday.keys import Action
from infraday.screens.bindings import bindings
from infraday.screens.dialog import Dialog
from infraday.widgets.fluid import Words

KEYS = (
    Action("resolve.yes", "y", "yes", "It is dealt with.", "Resolved", "answer(True)"),
    Action("resolve.no", "n", "no", "It stays as it is.", "Resolved", "answer(False)"),
)


class ResolvedScreen(Dialog[bool | None]):
    """`saved` is the label of the change that is on disk whatever is answered; `told` says of each
    flag what became of it, `evidence` what the data still says."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, saved: str, told: Sequence[str], evidence: Sequence[str]) -> None:
        super().__init__("Is the red flag resolved?" if len(told) == 1 else "Are they resolved?")
        self._lines = [
            (f"{saved}: saved.", "muted"),
            *((one, "text") for one in told),
            *((one, "muted") for one in evidence),
        ]
        self.words = Words(id="resolved")
        self.words.can_focus = True  # keys wait for a dialog until something in it has the focus

    def body(self) -> Iterable[Widget]:
        yield self.words

    def on_mount(self) -> None:
        self.words.say(*self._lines)
        self.words.focus()

    def hints(self) -> list[tuple[str, str]]:
        return [("resolve.yes", "yes, resolved"), ("resolve.no", "no"), ("app.back", "not now")]

    def action_answer(self, resolved: bool) -> None:
        self.dismiss(resolved)
