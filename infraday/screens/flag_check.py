"""The check flow: flag by flag, what the data says beside the question, and one key to answer."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from infraday.domain import flag_picture
from infraday.domain.flag import FlagState
from infraday.domain.flags import Flag
from infraday.keys import Action
from infraday.screens.bindings import bindings
from infraday.screens.dialog import Dialog
from infraday.store.flag_rows import Cell
from infraday.widgets.fluid import Words
from infraday.widgets.safe_input import SafeInput

KEYS = (
    Action("check.clear", "1", "clear", "It is clear.", "Check", "answer('clear')"),
    Action("check.watch", "2", "watch", "It is to be watched.", "Check", "answer('watch')"),
    Action("check.raised", "3", "raised", "It is raised.", "Check", "answer('raised')"),
    Action("check.resolved", "4", "resolved", "It was raised, and is dealt with.", "Check",
           "answer('resolved')"),
    Action("check.note", "n,e", "note", "Write what you saw; it is kept with the answer.", "Check",
           "note"),
    Action("check.next", "j,down,l,right,space", "next", "To the next flag, this one as it was.",
           "Check", "step(1)"),
    Action("check.before", "k,up,h,left,backspace", "before", "To the flag before.", "Check",
           "step(-1)"),
    Action("check.page_down", "pagedown", "Page", "One page down.", "Check", "page(1)"),
    Action("check.page_up", "pageup", "Page up", "One page up.", "Check", "page(-1)"),
    Action("check.rest", "5,6,7,8,9,0", "Rest", "In a flow the digits of the screens rest.",
           "Check", "rest"),
)  # fmt: skip


class Question(NamedTuple):
    """A flag to be judged, with what is known of it."""

    flag: Flag
    cell: Cell


Answer = Callable[[Question, FlagState, str], Cell | None]
"""Writes an answer with its note; how the cell stands then, or None where that failed."""


class Asked(VerticalScroll, inherit_bindings=False, can_focus=True):
    """What is asked; it has the keys while no note is written."""


class FlagCheckScreen(Dialog[None]):
    """Each answer is saved at once, so that leaving loses nothing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(
        self, questions: Sequence[Question], answer: Answer, today: date, at: int = 0
    ) -> None:
        super().__init__("Check the red flags")
        self._questions = list(questions)
        self._answer = answer
        self._today = today
        self.at = min(at, len(questions) - 1)
        self.answered: dict[int, FlagState] = {}
        self._has_warned = False
        self._notes: dict[int, str] = {}  # written, and not yet answered with
        self.asked = Asked(id="asked")
        self.words = Words(id="question")
        self.input = SafeInput(placeholder="what you saw", id="note")
        self.said = Words(id="said")

    def body(self) -> Iterable[Widget]:
        with self.asked:
            yield self.words
        yield self.input
        yield self.said

    def on_mount(self) -> None:
        self.input.display = False
        self.asked.focus()
        self._show()

    def hints(self) -> list[tuple[str, str]]:
        if self.input.display:
            return [("enter", "keep the note"), ("app.back", "back")]
        keys = [
            ("check.clear", "clear"), ("check.watch", "watch"), ("check.raised", "raised"),
            ("check.resolved", "resolved"), ("check.note", "note"), ("check.next", "next"),
            ("app.back", "leave"),
        ]  # fmt: skip
        return keys[:3] + keys[-1:] if self.narrow else keys

    @property
    def question(self) -> Question:
        return self._questions[self.at]

    def _show(self) -> None:
        flag, cell = self.question
        self.heading.say(f"Check {cell.project}", f"{self.at + 1} of {len(self._questions)}")
        glyph, role = flag_picture.SIGNS[cell.state]
        days = ""
        if cell.state in (FlagState.RAISED, FlagState.WATCH):
            days = f" for {flag_picture.age(cell.since_when, self._today)} d"
        self.words.say(
            (flag.name, "title"),
            (flag.question, "accent"),
            (" ", "text"),
            (f"{glyph} {flag_picture.WORDS[cell.state]}{days}{self._who(cell)}", role),
            *((sentence, "text") for sentence in cell.evidence),
            (f"You noted: {cell.note}" if cell.note else "", "muted"),
            (" ", "text"),
            (flag_picture.meaning(flag), "muted"),
        )  # fmt: skip
        self._show_note()
        self.show_keys()

    def _who(self, cell: Cell) -> str:
        """Who says so; what has no data and no word has nobody."""
        said = flag_picture.verdict(cell, self._today)
        return "" if said == flag_picture.WORDS[cell.state] else f": {said}"

    def _show_note(self) -> None:
        note = self.input.value.strip()
        waits = f"With your answer: {note}" if note and not self.input.display else ""
        self.said.say((waits, "text"))

    def action_note(self) -> None:
        self._has_warned = False
        self.input.display = True
        self.input.focus()

    def on_input_submitted(self) -> None:
        self._leave_note()

    def _leave_note(self) -> None:
        self.input.display = False
        self.asked.focus()
        self._show_note()
        self.show_keys()

    def action_answer(self, state: str) -> None:
        answer = FlagState(state)
        found = self._answer(self.question, answer, self.input.value)
        if found is None:
            return
        self._questions[self.at] = self.question._replace(cell=found)
        self.answered[self.at] = answer
        self._notes.pop(self.at, None)
        self.input.value = ""
        if self.at + 1 < len(self._questions):
            self.action_step(1)
        elif self._notes:  # written in passing, and still without an answer
            self._go(min(self._notes))
        else:
            self.dismiss(None)

    def action_step(self, flags: int) -> None:
        if 0 <= self.at + flags < len(self._questions):
            self._go(self.at + flags)

    def _go(self, at: int) -> None:
        """To another flag. What was noted on this one waits for its answer."""
        if note := self.input.value.strip():
            self._notes[self.at] = note
        self.at = at
        self.input.value = self._notes.pop(at, "")
        self._show()

    def action_page(self, pages: int) -> None:
        """On a low screen not all may be in sight."""
        self.asked.scroll_relative(y=pages * max(1, self.asked.size.height - 1), animate=False)

    def action_rest(self) -> None:
        """The digits of the screens do nothing here."""

    def action_back(self) -> None:
        """Out of the note first, which stays as it was typed."""
        if self.input.display:
            self._leave_note()
        elif self._has_notes() and not self._has_warned:
            self._has_warned = True
            self.said.say(("A note has no answer yet. esc again leaves it unsaid.", "warn"))
        else:
            super().action_back()

    def _has_notes(self) -> bool:
        return bool(self._notes or self.input.value.strip())
