"""A field of a form: its label, what one types into, and what there is to say of it."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.geometry import Size
from textual.widget import Widget

from infraday.domain import text
from infraday.domain.picture import Line
from infraday.widgets.fluid import Fluid

LABEL, SHORT, GAP = 11, 20, 2  # columns, as in the stylesheet


class Field(Fluid):
    """Label and words are painted; only the editor is a widget. `short` leaves room beside the
    editor for the words; else, and on a narrow screen, they stand below it."""

    def __init__(self, name: str, label: str, editor: Widget, *, short: bool = False) -> None:
        super().__init__(id=name, classes="-short" if short else "")
        self.label = label
        self.editor = editor
        self._short = short
        self._words, self._role = "", ""
        self._on = False
        self.beside = False

    def compose(self) -> ComposeResult:
        yield self.editor

    def say(self, words: str, role: str) -> None:
        if (words, role) != (self._words, self._role):
            self._words, self._role = words, role
            self.relay()

    def stand(self, *, wide: bool) -> None:
        """Take the place that a wide or a narrow screen has."""
        if self.beside != (self._short and wide):
            self.beside = self._short and wide
            self.relay()

    @property
    def indent(self) -> int:
        """The columns before the words."""
        return LABEL + SHORT + GAP if self.beside else LABEL

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        editor = Widget.get_content_height(self, container, viewport, width)
        words = len(self.lines(width))
        return max(editor, words) if self.beside else editor + words

    def lines(self, cells: int) -> Sequence[Line]:
        return super().lines(cells - self.indent)

    def lay(self, cells: int) -> Sequence[Line]:
        return [((line, self._role),) for line in text.wrap(self._words, cells) if line]

    def picture(self, y: int) -> Line:
        lines = self.lines(self.size.width)
        at = y if self.beside else y - self.editor.size.height
        label = self.label if y == 0 else ""
        head = (f"{label:<{self.indent}}", "accent" if self._on else "muted")
        return (head, *lines[at]) if 0 <= at < len(lines) else (head,)

    def on_descendant_focus(self) -> None:
        self._on = True
        self.refresh()

    def on_descendant_blur(self) -> None:
        self._on = False
        self.refresh()
