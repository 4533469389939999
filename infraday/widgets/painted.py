"""What every painted widget is: pictures of text, line by line, in the inks of the theme."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from infraday.domain.picture import ASCII, Line, Region
from infraday.widgets.kept import keep_lines


class Inked(Protocol):
    """An app that knows how roles look, and whether only plain signs may be shown."""

    inks: Mapping[str, Style]
    ascii: bool


class Painted(Widget):
    """Shows the lines that `picture` gives. Nothing is worked out that is not on screen."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        keep_lines(self, bare=True)

    def picture(self, y: int) -> Line:
        """The line at `y` from the widget's top."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        app = cast(Inked, self.app)
        line = strip(self.picture(y), app.inks, self.size.width, plain=app.ascii)
        return line.apply_style(self.visual_style.rich_style)  # the ground, where a role has none

    def place(self, region: Region) -> None:
        """Stand at a region of the screen; without height, not at all."""
        self.display = region.height > 0 and region.width > 0
        self.styles.offset = (region.x, region.y)
        self.styles.width = region.width
        self.styles.height = region.height


def strip(line: Line, inks: Mapping[str, Style], cells: int, *, plain: bool) -> Strip:
    """A line as Textual paints it, in exactly so many cells."""
    segments = [
        Segment(run.translate(ASCII) if plain else run, inks[role]) for run, role in line if run
    ]
    return Strip(segments).adjust_cell_length(cells, inks["text"])


class Lines(Painted):
    """Lines that are worked out beforehand, such as the header or a rule."""

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self._lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines; what has not changed is not painted again."""
        if lines != self._lines:
            self._lines = lines
            self.refresh()

    def picture(self, y: int) -> Line:
        return self._lines[y] if y < len(self._lines) else ()
