"""Lines kept as they were painted: at each change Textual asks every widget on screen for all of
them, and to work out borders, colours and filters anew would take longer than the change."""

from collections.abc import Iterable

from rich.style import Style
from textual._styles_cache import StylesCache  # it is what hears of all that is to be painted anew
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class KeptLines(StylesCache):
    """Gives the same lines again until they are to be painted anew.

    `bare` is for widgets whose lines are all there is to them: no border, no padding, no opacity.
    """

    def __init__(self, *, bare: bool) -> None:
        super().__init__()
        self._bare = bare
        self._kept: dict[int, Strip] = {}
        self._for: tuple[object, ...] = ()
        self.ground: Style | None = None  # of the widget, once it was asked for

    def clear(self) -> None:
        super().clear()
        self._kept.clear()
        self.ground = None

    def set_dirty(self, *regions: Region) -> None:
        super().set_dirty(*regions)
        for region in regions:
            for y in region.line_range:
                self._kept.pop(y, None)

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        asked = (crop.column_span, widget.outer_size, *widget.get_line_filters())
        if asked != self._for:
            self._kept.clear()
            self._for = asked
        new = [y for y in crop.line_range if y not in self._kept]
        if new and self._bare:
            self._kept.update((y, _line(widget, y, crop)) for y in new)
        elif new:
            lines = super().render_widget(widget, crop)
            self._kept.update(zip(crop.line_range, lines, strict=True))
        return [self._kept[y] for y in crop.line_range]


def _line(widget: Widget, y: int, crop: Region) -> Strip:
    """A line of a widget as it stands on the screen."""
    line = widget.render_line(y)
    if line.cell_length < crop.right:
        line = line.extend_cell_length(crop.right, ground(widget))
    for each in widget.get_line_filters():
        line = line.apply_filter(each, widget.background_colors[1])
    return line if crop.column_span == (0, line.cell_length) else line.crop(*crop.column_span)


def ground(widget: Widget) -> Style:
    """What stylesheet and theme give a widget to stand on. Working it out takes longer than all
    else there is to a line."""
    kept = widget._styles_cache
    if not isinstance(kept, KeptLines):
        return widget.rich_style
    if kept.ground is None:
        kept.ground = widget.rich_style
    return kept.ground


def keep_lines(widget: Widget, *, bare: bool = False) -> None:
    """Have a widget keep its lines; for `__init__`, before any of them is painted."""
    widget._styles_cache = KeptLines(bare=bare)


def repaint(widget: Widget, lines: Iterable[int]) -> None:
    """Paint some lines of a widget anew, from its top, with the next frame. It is what
    `Widget.refresh` does, without the messages by which the screen would hear of it later."""
    width, height = widget.size
    regions = [Region(0, y, width, 1) for y in lines if 0 <= y < height]
    if regions:
        widget._set_dirty(*regions)
        if widget.display and widget in widget.screen._compositor:
            widget.screen._dirty_widgets.add(widget)
            widget.screen.check_idle()
