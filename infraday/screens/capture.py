"""The capture line: one line of text, and below it how it is being read."""

from collections.abc import Iterable, Sequence, Set
from datetime import datetime
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from infraday.domain import RuleError, quickadd, text
from infraday.domain.picture import Line
from infraday.domain.quickadd import Reading, Token
from infraday.domain.scan import Key
from infraday.domain.when import say_minutes
from infraday.keys import Action
from infraday.screens.bindings import bindings
from infraday.screens.typed import TypedDialog
from infraday.widgets.fluid import Chips, Words
from infraday.widgets.safe_input import SafeInput

NUMBERED = 9
KEYS = (
    *(
        Action(f"capture.refuse_{number}", f"alt+{number}", "As text",
               f"Leave what was understood {at} in the title, or read it again.", "Capture",
               f"refuse({number})")
        for number, at in enumerate(
            ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
            start=1,
        )
    ),
    Action("capture.refuse_all", "ctrl+o", "All text", "Read nothing into the line, or all again.",
           "Capture", "refuse_all"),
)  # fmt: skip
EXAMPLE = "call Cisco about RMA tomorrow 14:00 30m #dc-move out: RMA number"
EMPTY = "#project  @owner  !  !! urgent  tomorrow 14:00 30m  due: Fri  every: week  out: result"


class CaptureScreen(TypedDialog[Reading]):
    """`n`: a task, or with a clock time a block. `now` is naive local time."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    draft_name = "capture"

    def __init__(
        self,
        now: datetime,
        default_minutes: int,
        projects: Sequence[str],
        *,
        line: str = "",
        refused: Set[Key] = frozenset(),
        error: str | None = None,
    ) -> None:
        """`line`, `refused` and `error` open it again with what could not be saved, and why."""
        super().__init__("Capture")
        self._now = now
        self._default_minutes = default_minutes
        self._projects = projects
        self._line = line
        self.refused: Set[Key] = refused
        self._error = error or ""
        self._reading: Reading | None = None
        self.input = SafeInput(placeholder=EXAMPLE, complete=self._complete)
        self.chips = Chips(id="reading")
        self.remarks = Words(id="remarks")

    @property
    def line(self) -> str:
        """The line as it was typed."""
        return self._line

    def body(self) -> Iterable[Widget]:
        yield self.input
        yield self.chips
        yield self.remarks

    def hints(self) -> list[tuple[str, str]]:
        refuse = [("capture.refuse_1", "… 9 as text"), ("capture.refuse_all", "all as text")]
        return [("enter", "add"), *([] if self.low else refuse), ("app.back", "keep for later")]

    def on_mount(self) -> None:
        draft = {} if self._line else self.take_draft()
        self._line = self._line or draft.get("line", "")
        if draft:
            self.refused = frozenset(_keys(draft.get("refused", "")))
        self.input.value = self._line
        self.input.cursor_position = len(self._line)
        self.input.focus()
        self._read()

    def typed(self) -> dict[str, str]:
        if not self._line:
            return {}
        refused = "\n".join(f"{kind} {word}" for kind, word in sorted(self.refused))
        return {"line": self._line, "refused": refused}

    def on_input_changed(self, event: SafeInput.Changed) -> None:
        if event.value != self._line:
            self._line = event.value
            self._error = ""
            self._read()

    def on_input_submitted(self) -> None:
        if self._reading is not None:
            self.dismiss(self._reading)
        else:
            self._error = "Nothing to add. Write what is to be done."
            self._show()

    def on_chips_clicked(self, event: Chips.Clicked) -> None:
        if event.chips is self.chips and event.index:
            self.action_refuse(event.index)

    def action_refuse(self, number: int) -> None:
        """Leave a reading in the title; a second time, read it again."""
        tokens = self._reading.numbered if self._reading else ()
        if number <= len(tokens):
            self.refused ^= {tokens[number - 1].key}
            self._read()

    def action_refuse_all(self) -> None:
        """Leave all readings in the title; when none is left, read them all again."""
        if self._reading and self._reading.tokens:
            self.refused |= {token.key for token in self._reading.tokens}
        else:
            self.refused = frozenset()
        self._read()

    def _read(self) -> None:
        try:
            self._reading = quickadd.read(text.storable(self._line)[0], self._now, self.refused)
        except RuleError:  # an empty line
            self._reading = None
        self._show()

    def _show(self) -> None:
        error = (self._error, "urgent")
        if self._reading is None:
            self.chips.show(())
            self.remarks.say(error, ("" if self._error else EMPTY, "muted"))
            return
        self.chips.show(chips(self._reading, self._projects, self._default_minutes))
        self.remarks.say(error, *((words, "warn") for words in remarks(self._reading)))

    def _complete(self, line: str) -> str:
        """The rest of the project that the last word begins to name."""
        word = line.rpartition(" ")[2]
        if len(word) < 2 or word[0] != "#" or word == line:
            return ""
        begun = word[1:].lower()
        return next((key[len(begun) :] for key in self._projects if key.startswith(begun)), "")


def chips(reading: Reading, projects: Sequence[str], default_minutes: int) -> list[Line]:
    """What a line will become: its title, then each reading with its number."""
    kind = "block" if reading.is_block else "task"
    shown: list[Line] = [((f"{kind}  ", "muted"), (text.clip(reading.title, 500), "title"))]
    for number, token in enumerate(reading.numbered, start=1):
        shown.append(_chip(number, token, token in reading.refused, projects))
    if reading.is_block and reading.minutes is None:
        shown.append(((f"{say_minutes(default_minutes)} unless you say how long", "muted"),))
    return shown


def _chip(number: int, token: Token, refused: bool, projects: Sequence[str]) -> Line:
    sign = f"{number} " if number <= NUMBERED else ""
    if refused:
        return ((sign, "muted"), (f"{text.clip(token.text, 40)} stays text", "muted"))
    said = text.clip(token.said, 80)
    new = token.kind == "project" and token.said.removeprefix("#") not in projects
    return ((sign, "key"), (said, "text"), (" (new)" if new else "", "warn"))


def remarks(reading: Reading) -> list[str]:
    """What a user should know before they add it."""
    said = list(reading.remarks)
    if reading.is_block and (reading.owner or reading.important or reading.due):
        said.append("A block has no owner, mark or due date: they go to its notes.")
    if len(reading.title) > text.TITLE_LIMIT:
        said.append(
            f"The title is longer than {text.TITLE_LIMIT} characters: it is cut, and kept whole "
            "in the notes."
        )
    return said


def _keys(kept: str) -> Iterable[Key]:
    for line in filter(None, kept.split("\n")):
        kind, _, word = line.partition(" ")
        yield kind, word
