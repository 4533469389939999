"""The first step of closing a block: what it produced, and how much of what was expected."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from infraday.domain.block import OutputState
from infraday.domain.picture import Line
from infraday.domain.rows import Block
from infraday.keys import Action
from infraday.screens.bindings import bindings
from infraday.widgets.fluid import Chips
from infraday.widgets.framing import Note
from infraday.widgets.safe_input import SafeInput

KEYS = (
    Action("finish.turn", "ctrl+t", "Choose", "Produced, partial or nothing, in turn.", "Done",
           "turn"),
    Action("finish.partial", "alt+p", "Partial", "Only a part of the output was produced.",
           "Done", "choose('partial')"),
    Action("finish.none", "alt+0", "Nothing", "Nothing was produced.", "Done", "choose('none')"),
)  # fmt: skip
SHOWN = {
    OutputState.PRODUCED: ("✔ produced", "good"),
    OutputState.PARTIAL: ("◐ partial", "warn"),
    OutputState.NONE: ("✖ nothing", "urgent"),
}
STATES = tuple(SHOWN)


class OutputStep(Vertical):
    """The expected output is filled in, what was recorded before goes first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    class Changed(Message):
        """Other words, or another choice."""

    class Entered(Message):
        """Done with it."""

    def __init__(self, block: Block, note: str = "") -> None:
        super().__init__(id="output-step")
        self._block = block
        self._chosen = block.output_state or OutputState.PRODUCED
        nothing = self._chosen is OutputState.NONE
        self._filled_in = block.output_note or note or ("" if nothing else block.output or "")
        self.about = Note("about", most=3)
        self.input = SafeInput(placeholder=self._ask(), id="output")
        self.choice = Chips(gap=2, id="choice")

    def _ask(self) -> str:
        return "what was produced" if self.expects else "what came of it, if anything"

    @property
    def expects(self) -> bool:
        """Whether the block was for something."""
        return bool(self._block.purpose or self._block.output)

    @property
    def note(self) -> str | None:
        return self.input.value if self.input.value.strip() else None

    @property
    def state(self) -> OutputState | None:
        """Produced is only what has words; without any expected, none is nothing to record."""
        if self.note or self._chosen is not OutputState.PRODUCED:
            return self._chosen
        return OutputState.NONE if self._block.output else None

    @property
    def typed(self) -> dict[str, str]:
        """What differs from what was filled in."""
        if self.input.value == self._filled_in and self._chosen in (
            self._block.output_state,
            OutputState.PRODUCED,
        ):
            return {}
        return {"note": self.input.value, "state": self._chosen.value}

    def restore(self, note: str, state: str) -> None:
        self._chosen = OutputState(state) if state in STATES else self._chosen
        self.input.value = note

    def compose(self) -> ComposeResult:
        yield self.about
        yield self.input
        yield self.choice

    def on_mount(self) -> None:
        block = self._block
        self.about.say(
            ("Purpose", block.purpose or "", "text"), ("Output", block.output or "", "text")
        )
        self.input.value = self._filled_in
        self.begin()

    def begin(self) -> None:
        self.input.cursor_position = len(self.input.value)
        self._show()

    def action_choose(self, state: str) -> None:
        """Choose, or with the same key once more go back to produced."""
        chosen = OutputState(state)
        self._choose(OutputState.PRODUCED if chosen is self._chosen else chosen)

    def action_turn(self) -> None:
        self._choose(STATES[(STATES.index(self._chosen) + 1) % len(STATES)])

    def _choose(self, state: OutputState) -> None:
        """What was filled in does not stand for what nobody produced."""
        if state is OutputState.NONE and self.input.value == self._filled_in:
            self.input.value = ""
        elif self._chosen is OutputState.NONE and not self.note:
            self.input.value = self._filled_in
        self._chosen = state
        self.begin()

    def _show(self) -> None:
        self.choice.show([_chip(state, state is self.state) for state in STATES])
        self.choice.display = self.expects or self.state is not None
        self.post_message(self.Changed())

    def on_chips_clicked(self, event: Chips.Clicked) -> None:
        event.stop()
        self._choose(STATES[event.index])

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered())


def _chip(state: OutputState, chosen: bool) -> Line:
    words, role = SHOWN[state]
    return (("▸" if chosen else " ", "accent"), (words, role if chosen else "muted"))


def said(note: str | None, state: OutputState | None) -> tuple[str, str]:
    """What was produced, in a line of its own, and its role."""
    if state is None:
        return "nothing recorded", "muted"
    words, role = SHOWN[state]
    return f"{words[0]} {note}" if note else words, role
