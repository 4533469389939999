"""The log: what was done, newest first, and any one of it to be taken back."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from textual.widget import Widget

from infraday.domain import text
from infraday.domain.picture import Line, spread
from infraday.domain.when import say_date, say_time
from infraday.screens.dialog import Dialog
from infraday.store.history import Entry
from infraday.widgets.framing import Note
from infraday.widgets.picker import Picker


class LogScreen(Dialog[int | None]):
    """Dismisses the id of the entry to be undone, or brought back where it is undone."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__("Log", "newest first")
        self._entries = entries
        self.picker = Picker("entries")
        self.whole = Note("whole")

    def body(self) -> Iterable[Widget]:
        yield self.picker
        yield self.whole

    def on_mount(self) -> None:
        back, capture = self.key_of("app.back"), self.key_of("capture.open")
        self.picker.empty = f"Nothing was done yet. {back}, {capture} begins."
        self.picker.fill_with(len(self._entries), self._line)
        self.picker.focus()
        self._say_whole()

    @property
    def _entry(self) -> Entry | None:
        return self._entries[self.picker.cursor] if self._entries else None

    def hints(self) -> list[tuple[str, str]]:
        back = ("app.back", "back")
        if self._entry is None:
            return [back]
        return [("list.choose", "bring it back" if self._entry.undone else "undo it"), back]

    def on_picker_moved(self) -> None:
        self._say_whole()
        self.show_keys()

    def on_picker_chosen(self) -> None:
        if self._entry is not None:
            self.dismiss(self._entry.id)

    def _say_whole(self) -> None:
        """The whole label, which may be longer than its line."""
        if entry := self._entry:
            at = _local(entry)
            when = f"{say_date(at.date())} {say_time(at.time())}"
            state = ", undone" if entry.undone else ""
            said = f"{entry.id} · {when} · {entry.actor}{state}: {entry.label}"
            self.whole.say(("", said, "muted"))

    def _line(self, y: int, cells: int) -> Line:
        """The date where another one begins, the time, the label, who did it or if it is undone."""
        entry, at = self._entries[y], _local(self._entries[y])
        first = y == 0 or _local(self._entries[y - 1]).date() != at.date()
        day = say_date(at.date()) if first else ""
        when = f"{day:<17}{say_time(at.time())}  " if cells >= 60 else f"{say_time(at.time())} "
        tail = text.clip(entry.actor, 10) if cells >= 60 else ""
        if entry.undone:
            tail = "undone"
        label = text.clip(entry.label, max(1, cells - len(when) - text.width(tail) - 2))
        role = "over" if entry.undone else "text"
        return spread(((when, "muted"), (label, role)), ((f"  {tail}", "muted"),), cells)


def _local(entry: Entry) -> datetime:
    """When it was done, on the wall clock."""
    return entry.at.astimezone()
