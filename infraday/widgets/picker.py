"""Painted lines that scroll, however many there are, and a list of such lines with a cursor."""

from collections.abc import Callable
from typing import ClassVar, TypeAlias, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from infraday.domain.picture import CURSOR, HELD, Line, fill, under
from infraday.widgets.kept import ground, keep_lines, repaint
from infraday.widgets.painted import Inked, strip

MOST = 500  # lines that are kept as they were painted
Picture: TypeAlias = Callable[[int, int], Line]
"""The line at a place from the top, in so many cells."""


def _key(name: str, key: str, action: str, tooltip: str) -> Binding:
    label = name.capitalize()
    return Binding(key, action, label, id=f"list.{name}", tooltip=tooltip, show=False)


class Sheet(ScrollView, can_focus=True):
    """Lines that scroll. Only those on screen are ever worked out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("down", "j,down", "step(1)", "One line down."),
        _key("up", "k,up", "step(-1)", "One line up."),
        _key("next", "pagedown", "page(1)", "One page down."),
        _key("previous", "pageup", "page(-1)", "One page up."),
        _key("first", "home", "edge(-1)", "To the first line."),
        _key("last", "end", "edge(1)", "To the last line."),
    ]

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        keep_lines(self, bare=True)
        self._picture: Picture = lambda _y, _cells: ()
        self._painted: dict[Line, Strip] = {}  # a line that rolls or moves up stays the same
        self._painted_in: tuple[object, ...] = ()
        self.count = 0

    def show(self, count: int, picture: Picture) -> None:
        """Show so many lines. Where they take the room that those before took, nothing else on
        screen is laid out anew."""
        before, self.count = self.virtual_size.height, count
        self._picture = picture
        self.set_reactive(Widget.virtual_size, Size(0, count))
        stays = before == count or 0 < self.size.height < min(before, count)
        if stays:
            self._scroll_update(self.virtual_size)
            repaint(self, range(self.size.height))
        else:
            self.refresh(layout=True)

    @property
    def cells(self) -> int:
        """The columns of a line."""
        return self.scrollable_content_region.width

    @property
    def page(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def render_line(self, y: int) -> Strip:
        app = cast(Inked, self.app)
        line = self.line_at(y + self.scroll_offset.y, self.cells)
        inks = (app.inks, app.ascii, self.outer_size.width, ground(self))
        if inks != self._painted_in or len(self._painted) > MOST:
            self._painted.clear()
            self._painted_in = inks
        if line not in self._painted:
            painted = strip(line, app.inks, self.outer_size.width, plain=app.ascii)
            self._painted[line] = painted.apply_style(ground(self))
        return self._painted[line]

    def line_at(self, y: int, cells: int) -> Line:
        return self._picture(y, cells) if y < self.count else ()

    def action_step(self, lines: int) -> None:
        self._roll(self.scroll_offset.y + lines)

    def action_page(self, pages: int) -> None:
        self._roll(self.scroll_offset.y + pages * max(1, self.page - 1))

    def action_edge(self, way: int) -> None:
        self._roll(self.count if way > 0 else 0)

    def _roll(self, y: int) -> None:
        self.scroll_to(y=y, animate=False, force=True)


class Picker(Sheet):
    """Lines with a cursor, which is also told by its sign. `rest` is how the line under it looks
    while the keys go elsewhere: held, as bright as ever (CURSOR), or like all others (none)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("choose", "enter", "choose", "Take the line under the cursor."),
    ]

    cursor: var[int] = var(0, init=False)

    class Moved(Message):
        """The cursor stands on another line."""

        def __init__(self, picker: "Picker") -> None:
            super().__init__()
            self.picker = picker

        @property
        def control(self) -> "Picker":
            return self.picker

    class Chosen(Moved):
        """The line under the cursor was taken: `enter`, or a second click."""

    def __init__(self, name: str, empty: str = "", *, rest: str = HELD) -> None:
        super().__init__(name)
        self.empty = empty  # what stands there without lines
        self._rest = rest

    def fill_with(self, count: int, picture: Picture, cursor: int = 0) -> None:
        """Show other lines, the cursor on the one given (-1: on none)."""
        self.show(max(count, 1 if self.empty else 0), picture)
        self.count = count
        self.set_reactive(Picker.cursor, self.validate_cursor(cursor))
        self.call_after_refresh(self._into_sight)

    def line_at(self, y: int, cells: int) -> Line:
        if not self.count:
            return fill(((f"  {self.empty}", "muted"),), cells) if y == 0 and self.empty else ()
        if y >= self.count:
            return ()
        mark = CURSOR if self.has_focus else self._rest
        here = y == self.cursor and bool(mark)
        sign = ("▸ " if here else "  ", "accent")
        line = fill((sign, *self._picture(y, cells - 2)), cells)
        return under(line, mark) if here else line

    def validate_cursor(self, cursor: int) -> int:
        return min(max(cursor, -1 if cursor == -1 or not self.count else 0), self.count - 1)

    def watch_cursor(self, before: int, cursor: int) -> None:
        top = self.scroll_offset.y
        repaint(self, {line - top for line in (before, cursor) if line >= 0})
        self._into_sight()
        self.post_message(self.Moved(self))

    def _into_sight(self) -> None:
        top, page = self.scroll_offset.y, self.page
        if self.cursor >= 0 and not top <= self.cursor < top + page:
            self._roll(self.cursor if self.cursor < top else self.cursor - page + 1)

    def action_step(self, lines: int) -> None:
        self.cursor = max(0, self.cursor + lines)

    def action_page(self, pages: int) -> None:
        self.action_step(pages * max(1, self.page - 1))

    def action_edge(self, way: int) -> None:
        self.cursor = self.count - 1 if way > 0 else 0

    def action_choose(self) -> None:
        if self.cursor >= 0:
            self.post_message(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is None or not 0 <= (line := place.y + self.scroll_offset.y) < self.count:
            return
        if event.chain > 1 and line == self.cursor:
            self.action_choose()
        else:
            self.cursor = line

    def on_resize(self) -> None:
        self._into_sight()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()
