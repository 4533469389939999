"""Choose the columns of the register and their order, or the one that it is sorted by."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from infraday.domain.picture import Line
from infraday.domain.risk_row import USUAL
from infraday.domain.risk_view import Column
from infraday.keys import Action
from infraday.screens.bindings import bindings
from infraday.screens.dialog import Dialog
from infraday.widgets.framing import Note
from infraday.widgets.picker import Picker

ALWAYS = frozenset({Column.REF, Column.TITLE})
"""Without which a line would not say which risk it is."""
KEYS = (
    Action("columns.switch", "space", "Show", "Show the column, or leave it out.", "Columns"),
    Action("columns.later", "J", "Later", "Move the column to the right.", "Columns", "carry(1)"),
    Action("columns.earlier", "K", "Earlier", "Move the column to the left.", "Columns",
           "carry(-1)"),
    Action("columns.usual", "0", "Usual", "Back to the usual columns.", "Columns", "usual"),
)  # fmt: skip


class ColumnsScreen(Dialog[tuple[Column, ...] | None]):
    """Dismisses the columns in their order."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, chosen: Sequence[Column]) -> None:
        super().__init__("Columns", "of the register")
        self._show(chosen)
        self.picker = Picker("columns")
        self.note = Note("kept")

    def _show(self, chosen: Sequence[Column]) -> None:
        self._chosen = set(chosen)
        self._order = [*chosen, *(one for one in Column if one not in self._chosen)]

    def body(self) -> Iterable[Widget]:
        yield self.picker
        yield self.note

    def on_mount(self) -> None:
        self._fill(0)
        self.picker.focus()
        self.note.say(("", "Where there is little room the last ones are left out first.", "muted"))

    def hints(self) -> list[tuple[str, str]]:
        return [("columns.switch", "show or not"), ("columns.later", "later"),
                ("columns.earlier", "earlier"), ("columns.usual", "the usual ones"),
                ("list.choose", "take these"), ("app.back", "back")]  # fmt: skip

    def _fill(self, cursor: int) -> None:
        self.picker.fill_with(len(self._order), self._line, cursor)

    def _line(self, y: int, cells: int) -> Line:
        column = self._order[y]
        shown = column in self._chosen
        return ((f"{'☑' if shown else '☐'} ", "accent" if shown else "muted"),
                (column.label, "text" if shown else "muted"))  # fmt: skip

    def action_switch(self) -> None:
        column = self._order[self.picker.cursor]
        if column in ALWAYS:
            self.note.say(
                ("", f"{column.label} says which risk it is: it is always there.", "warn")
            )
            return
        self._chosen ^= {column}
        self._fill(self.picker.cursor)

    def action_carry(self, places: int) -> None:
        at = self.picker.cursor
        if 0 <= (to := at + places) < len(self._order):
            self._order[at], self._order[to] = self._order[to], self._order[at]
            self._fill(to)

    def action_usual(self) -> None:
        self._show(USUAL)
        self._fill(0)

    def on_picker_chosen(self) -> None:
        self.dismiss(tuple(column for column in self._order if column in self._chosen))


class SortScreen(Dialog[Column | None]):
    """Dismisses the column; the one that it is sorted by already means the other way round."""

    def __init__(self, order: Column, *, descending: bool) -> None:
        super().__init__("Sort", "by a column")
        self._order, self._descending = order, descending
        self.picker = Picker("sort")

    def body(self) -> Iterable[Widget]:
        yield self.picker

    def on_mount(self) -> None:
        self.picker.fill_with(len(Column), self._line, list(Column).index(self._order))
        self.picker.focus()

    def hints(self) -> list[tuple[str, str]]:
        return [("list.choose", "sort by it; once more: the other way round"), ("app.back", "back")]

    def _line(self, y: int, cells: int) -> Line:
        column = list(Column)[y]
        now = column is self._order
        arrow = (" ↓" if self._descending else " ↑") if now else ""
        return ((column.label, "text"), (arrow, "accent"))

    def on_picker_chosen(self) -> None:
        self.dismiss(list(Column)[self.picker.cursor])
