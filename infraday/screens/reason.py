"""Archive tasks: why they go."""

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
from infraday.widgets.safe_input import SafeInput

REASONS = (
    "no longer needed", "done elsewhere", "not ours to do", "out of scope", "not worth its time",
)  # fmt: skip
KEYS = (
    *(
        Action(f"reason.take_{n}", str(n), reason, f"It goes because: {reason}.", "Archive",
               f"take({n})")
        for n, reason in enumerate(REASONS, 1)
    ),
    Action("reason.type", "t,slash", "Type", "Type another reason.", "Archive", "type"),
)  # fmt: skip


class ReasonScreen(Dialog[str | None]):
    """Dismisses the reason; `named` is what goes."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, named: str) -> None:
        super().__init__("Drop into the archive", named)
        self.picker = Picker("reasons")
        self.input = SafeInput(placeholder="why it goes", id="reason")
        self.note = Note("kept")

    def body(self) -> Iterable[Widget]:
        yield self.picker
        yield self.input
        yield self.note

    def on_mount(self) -> None:
        self.input.display = False
        self.picker.fill_with(len(REASONS), self._line)
        self.picker.focus()
        shows = f"{self.key_of('matrix.archived')} in the matrix opens it."
        self.note.say(("", f"It is kept there, with its reason. {shows}", "muted"))

    def hints(self) -> list[tuple[str, str]]:
        if self.input.has_focus:
            return [("enter", "archive"), ("app.back", "back")]
        return [("list.choose", "archive"), ("reason.type", "another reason"), ("app.back", "back")]

    def _line(self, y: int, cells: int) -> Line:
        return ((f"{y + 1}  ", "key"), (REASONS[y], "text"))

    def on_picker_chosen(self) -> None:
        self.action_take(self.picker.cursor + 1)

    def on_input_submitted(self) -> None:
        if reason := " ".join(self.input.value.split()):
            self.dismiss(reason)
        else:
            self.note.say(("", "Say in a word or two why it goes.", "warn"))

    def action_take(self, number: int) -> None:
        self.dismiss(REASONS[number - 1])

    def action_type(self) -> None:
        self.input.display = True
        self.input.focus()

    def action_back(self) -> None:
        """Out of the line first."""
        if self.input.display:
            self.input.display = False
            self.picker.focus()
        else:
            super().action_back()
