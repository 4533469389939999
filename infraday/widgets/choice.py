"""One of a few words, chosen by stepping through them."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from infraday.domain import text
from infraday.domain.picture import Line
from infraday.widgets.fluid import Grounded


class Choice(Grounded, can_focus=True):
    """`right` and `space` the next, `left` the one before, a letter the next that begins so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space,l", "step(1)", "Next", id="choice.next", show=False,
                tooltip="Choose the next one."),
        Binding("left,h", "step(-1)", "Before", id="choice.previous", show=False,
                tooltip="Choose the one before."),
    ]  # fmt: skip

    at: reactive[int] = reactive(0)

    class Changed(Message):
        pass

    def __init__(self, words: Sequence[str], at: int, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = words
        self.set_reactive(Choice.at, at)

    def picture(self, y: int) -> Line:
        word = self._words[self.at]
        role = "accent" if self.has_focus else "text"
        if len(self._words) == 2:
            return ((word, role),)
        after = [*self._words[self.at + 1 :], *self._words[: self.at]]
        room = self.size.width - text.width(word) - 6
        return (
            ("< ", "muted"), (word, role), (" >", "muted"),
            (f"  {text.clip(' · '.join(after), room)}" if room > 8 else "", "muted"),
        )  # fmt: skip

    def watch_at(self) -> None:
        self.post_message(self.Changed())

    def watch_has_focus(self, _focused: bool) -> None:
        self.refresh()

    def action_step(self, step: int) -> None:
        self.at = (self.at + step) % len(self._words)

    def on_key(self, event: events.Key) -> None:
        sign = (event.character or "").lower()
        count = len(self._words)
        for step in range(1, count):
            if sign and self._words[(self.at + step) % count].startswith(sign):
                event.stop()
                event.prevent_default()
                self.action_step(step)
                return

    def on_click(self) -> None:
        self.action_step(1)
