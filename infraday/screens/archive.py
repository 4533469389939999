"""The archive: what was let go of, why, and the way back."""

from collections.abc import Callable, Iterable, Sequence

from textual.widget import Widget

from infraday.domain import text
from infraday.domain.picture import Line, spread
from infraday.domain.refs import task_ref
from infraday.screens.dialog import Dialog
from infraday.store.plain_rows import TaskRow
from infraday.widgets.framing import Note
from infraday.widgets.picker import Picker

PAGE = 200  # rows that are read at once

Read = Callable[[int, int], Sequence[TaskRow]]


class ArchiveScreen(Dialog[int | None]):
    """Dismisses the id of the task to be brought back. `read` gives so many rows from a place."""

    def __init__(self, count: int, read: Read) -> None:
        super().__init__("Archive", "newest first")
        self._count, self._read = count, read
        self._rows: dict[int, TaskRow] = {}
        self.picker = Picker("archived")
        self.whole = Note("whole")

    def body(self) -> Iterable[Widget]:
        yield self.picker
        yield self.whole

    def on_mount(self) -> None:
        verb = self.key_of("matrix.verb")
        self.picker.empty = f"Nothing yet: {verb} in Eliminate archives"
        self.picker.fill_with(self._count, self._line)
        self.picker.focus()
        self._say_whole()

    def hints(self) -> list[tuple[str, str]]:
        back = ("app.back", "back")
        return [("list.choose", "bring it back"), back] if self._count else [back]

    def _row(self, place: int) -> TaskRow | None:
        if place not in self._rows and 0 <= place < self._count:
            first = place - place % PAGE
            self._rows.update(enumerate(self._read(first, PAGE), first))
        return self._rows.get(place)

    def _line(self, y: int, cells: int) -> Line:
        if not (task := self._row(y)):
            return ()
        reason = text.clip(task.drop_reason or "", cells // 2)
        ref = f"{task_ref(task.id)} "
        title = text.clip(task.title, cells - len(ref) - text.width(reason) - 2)
        return spread(((ref, "muted"), (title, "text")), ((f"  {reason}", "muted"),), cells)

    def on_picker_moved(self) -> None:
        self._say_whole()

    def on_picker_chosen(self) -> None:
        if task := self._row(self.picker.cursor):
            self.dismiss(task.id)

    def _say_whole(self) -> None:
        if task := self._row(self.picker.cursor):
            why = f"archived: {task.drop_reason}" if task.drop_reason else "dropped"
            self.whole.say(("", f"{task_ref(task.id)} {task.title} · {why}", "muted"))
