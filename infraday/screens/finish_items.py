"""The second step of closing a block: its action items, one line each, in quick-add language."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from infraday.domain.picture import CURSOR, Line
from infraday.domain.quickadd import Reading
from infraday.keys import Action
from infraday.screens import capture
from infraday.screens.bindings import bindings
from infraday.screens.items import Item, Items, item_line
from infraday.widgets.fluid import Chips, Words
from infraday.widgets.picker import Picker
from infraday.widgets.safe_input import SafeInput

KEYS = (
    Action("finish.before", "up", "Before", "Correct the item before.", "Done", "step(-1)"),
    Action("finish.after", "down", "After", "To the item after.", "Done", "step(1)"),
)
EXAMPLE = "send the minutes to the client fri @ana"


class ItemStep(Vertical):
    """`now` is naive local, `projects` are the keys that are known."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS + capture.KEYS)

    class Changed(Message):
        """Another line stands in the field, or in the list."""

    class Finished(Message):
        """There are no more."""

    def __init__(self, now: datetime, projects: Sequence[str], default_minutes: int) -> None:
        super().__init__(id="item-step")
        self._now, self._projects, self._default_minutes = now, projects, default_minutes
        self.items = Items()
        self.list = Picker("items", rest=CURSOR)
        self.list.can_focus = False
        self.input = SafeInput(placeholder=EXAMPLE, id="item")
        self.chips = Chips(id="reading")
        self.remarks = Words(id="remarks")

    def compose(self) -> ComposeResult:
        yield self.list
        yield self.input
        yield self.chips
        yield self.remarks

    def on_mount(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Show the list, and in the field the line that is being written."""
        items = self.items
        place = -1 if items.picked is None else items.picked
        self.list.fill_with(len(items.entered), self._line, place)
        self.list.display = bool(items.entered)
        self.input.value = items.current.line
        self.input.cursor_position = len(items.current.line)
        self._show()

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.items.readings(self._now)

    def hints(self) -> list[tuple[str, str]]:
        items = self.items
        if items.picked is not None:
            return [("enter", "keep it" if items.current.line.strip() else "remove it")]
        hints = [("enter", "add it" if items.new.line.strip() else "finish")]
        return [*hints, ("finish.before", "correct the last")] if items.entered else hints

    def _line(self, y: int, cells: int) -> Line:
        return item_line(self.items.entered[y], y + 1, self._now, cells)

    def _show(self) -> None:
        reading = self.items.current.read(self._now)
        if reading is None:
            self.chips.show(())
            self.remarks.say((capture.EMPTY if not self.items.entered else "", "muted"))
        else:
            self.chips.show(capture.chips(reading, self._projects, self._default_minutes))
            self.remarks.say(*((words, "warn") for words in capture.remarks(reading)))
        self.list.refresh()
        self.post_message(self.Changed())

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.items.current.line:
            self.items.put(self.items.current._replace(line=event.value))
            self._show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.items.enter():
            self.begin()
        else:
            self.post_message(self.Finished())

    def on_picker_moved(self, event: Picker.Moved) -> None:
        """A click on an entered line picks it back."""
        event.stop()
        self.items.pick(self.list.cursor)
        self.begin()
        self.input.focus()

    def on_picker_chosen(self, event: Picker.Chosen) -> None:
        event.stop()

    def on_chips_clicked(self, event: Chips.Clicked) -> None:
        event.stop()
        if event.index:
            self.action_refuse(event.index)

    def action_step(self, lines: int) -> None:
        self.items.step(lines)
        self.begin()

    def action_refuse(self, number: int) -> None:
        """Leave a reading in the title; a second time, read it again."""
        reading = self.items.current.read(self._now)
        tokens = reading.numbered if reading else ()
        if number <= len(tokens):
            self._refuse(self.items.current.refused ^ {tokens[number - 1].key})

    def action_refuse_all(self) -> None:
        """Leave all readings in the title; when none is left, read them all again."""
        item = self.items.current
        reading = item.read(self._now)
        tokens = reading.tokens if reading else ()
        self._refuse(item.refused | {token.key for token in tokens} if tokens else frozenset())

    def _refuse(self, refused: frozenset[tuple[str, str]]) -> None:
        self.items.put(Item(self.items.current.line, refused))
        self._show()
