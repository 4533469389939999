"""How much of a series is to go, asked at one of its occurrences."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from infraday.domain.picture import Line
from infraday.keys import Action
from infraday.screens.bindings import bindings
from infraday.screens.dialog import Dialog
from infraday.widgets.framing import Note
from infraday.widgets.picker import Picker

KEYS = (
    Action("series.delete_following", "f", "Following", "Delete this one and all after it.",
           "Series", "take('following')"),
    Action("series.delete_all", "a", "All", "Delete all of the series.", "Series", "take('all')"),
    Action("series.delete_after", "e", "End", "End the series after this one.", "Series",
           "take('after')"),
)  # fmt: skip
CHOICES = (
    ("following", "this and the following"),
    ("all", "all of it"),
    ("after", "end after this one, which stays"),
)


class EndingScreen(Dialog[str | None]):
    """Dismisses the scope: `following`, `all` or `after`. `named` is the series, `said` its rule
    in words."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, named: str, said: str) -> None:
        super().__init__(f"Delete {named}", said)
        self.picker = Picker("scopes")
        self.note = Note("kept")

    def body(self) -> Iterable[Widget]:
        yield self.picker
        yield self.note

    def on_mount(self) -> None:
        self.picker.fill_with(len(CHOICES), self._line)
        self.picker.focus()
        undo = self.key_of("journal.undo")
        stays = f"What was worked on stays, as single blocks. {undo} brings all of it back."
        self.note.say(("", stays, "muted"))

    def hints(self) -> list[tuple[str, str]]:
        return [("list.choose", "delete"), ("app.back", "back")]

    def _line(self, y: int, cells: int) -> Line:
        scope, words = CHOICES[y]
        return ((f"{self.key_of(f'series.delete_{scope}')}  ", "key"), (words, "text"))

    def on_picker_chosen(self) -> None:
        self.action_take(CHOICES[self.picker.cursor][0])

    def action_take(self, scope: str) -> None:
        self.dismiss(scope)
