"""Ask for one thing in one line, and say while it is typed how it is understood."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from textual.widget import Widget

from infraday.domain import RuleError
from infraday.screens.typed import TypedDialog
from infraday.widgets.fluid import Words
from infraday.widgets.safe_input import SafeInput

T = TypeVar("T")


class AskScreen(TypedDialog[T], Generic[T]):
    """`read` understands the text or refuses it with a sentence, `say` says what it understood.

    `initial` stands there marked, so that typing replaces it; `hint` says what can be written;
    `error` is why the plan refused the answer; `complete` gives how a text could go on.
    """

    def __init__(
        self,
        title: str,
        read: Callable[[str], T],
        say: Callable[[T], str],
        initial: str = "",
        hint: str = "",
        *,
        error: str | None = None,
        draft_name: str | None = None,
        complete: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(title)
        self.draft_name = title if draft_name is None else draft_name
        self._read = read
        self._say = say
        self._initial = initial
        self._hint = hint
        self._error = error or ""
        self._line = initial
        self.input = SafeInput(select_on_focus=True, complete=complete)
        self.answer = Words(id="answer")

    @property
    def line(self) -> str:
        """The line as it was typed."""
        return self._line

    def body(self) -> Iterable[Widget]:
        yield self.input
        yield self.answer

    def hints(self) -> list[tuple[str, str]]:
        return [("enter", "accept"), ("app.back", "back")]

    def on_mount(self) -> None:
        draft = {} if self._error else self.take_draft()
        kept = draft.get("line", "")
        same = draft.get("initial") == self._initial
        self._line = kept if kept and same else self._initial
        self.input.value = self._line
        self.input.focus()
        self._show((f"Typed here before: {kept}" if kept and not same else "", "muted"))

    def typed(self) -> dict[str, str]:
        if self.line == self._initial and not self._error:
            return {}
        return {"line": self.line, "initial": self._initial}

    def on_input_changed(self, event: SafeInput.Changed) -> None:
        if event.value != self._line:
            self._line = event.value
            self._error = ""
            self._show()

    def on_input_submitted(self) -> None:
        try:
            understood = self._read(self.line)
        except RuleError as refusal:
            self.answer.say((str(refusal), "urgent"))
        else:
            self.dismiss(understood)

    def _show(self, *notes: tuple[str, str]) -> None:
        """Say how the line is read, or why it cannot be."""
        said = (self._hint, "muted")
        if self.line.strip():
            try:
                said = (self._say(self._read(self.line)), "text")
            except RuleError as refusal:
                said = (str(refusal), "warn")
        self.answer.say((self._error, "urgent"), said, *notes)
