"""One line to type into: the text is kept as typed, and shown harmlessly."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input
from textual.widgets.input import Selection

from infraday.domain import text
from infraday.domain.grammar import one_line

MODIFIERS = ("alt+", "ctrl+", "super+", "hyper+", "meta+")


class _Pieces(dict[str, str]):
    """What stands for each character below which there is another, worked out once."""

    def __missing__(self, character: str) -> str:
        piece = self[character] = text.show(f"x{character}")[1:]
        return piece


class _Widths(dict[str, int]):
    """How many cells each piece takes, worked out once."""

    def __missing__(self, piece: str) -> int:
        cells = self[piece] = text.width(piece)
        return cells


_PIECES = _Pieces()
WIDTHS = _Widths()


def pieces(typed: str) -> list[str]:
    """What stands on screen for each character; joined, it is the text as `text.show` has it."""
    if typed.isascii() and typed.isprintable():
        return list(typed)
    shown = list(map(_PIECES.__getitem__, typed))
    if not "".join(shown).strip():
        return [text.show(character) for character in typed]
    return _rested(shown)


def _rested(shown: list[str]) -> list[str]:
    """Give each mark something to stand on, and no sign more than `MARKS` of them."""
    above, stacked = " ", 0
    for at, piece in enumerate(shown):
        if WIDTHS[piece]:
            above, stacked = piece[-1], 0
        elif piece and above.isspace():
            shown[at] = above = text.LONE + piece
            stacked = 1
        elif piece:
            stacked += 1
            shown[at] = piece if stacked <= text.MARKS else ""
    return shown


class SafeInput(Input):
    """Control and direction characters stand as signs; pasted lines become one.

    `complete` says how a text could go on; `right` at its end takes that over."""

    _editing = False
    _pieces_of = ""
    _pieces: Sequence[str] = ()
    _begins: Sequence[int] = (0,)

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        complete: Callable[[str], str] | None = None,
        select_on_focus: bool = False,
        id: str | None = None,
    ) -> None:
        self._complete = complete
        super().__init__(
            placeholder=placeholder, select_on_focus=select_on_focus, id=id, compact=True
        )
        # Given to Textual's own constructor, a value asks for an app that may not be there yet.
        self.set_reactive(Input.value, value)
        self._initial_value = False
        self.cursor_blink = False  # an idle planner paints nothing

    @property
    def begins(self) -> Sequence[int]:
        """The cell at which each character begins, and the one after the last."""
        if self._pieces_of is not self.value:
            self._pieces_of = self.value
            self._pieces = pieces(self.value)
            self._begins = list(accumulate(map(WIDTHS.__getitem__, self._pieces), initial=0))
        return self._begins

    @property
    def completion(self) -> str:
        """How the text could go on; nothing while the cursor is elsewhere."""
        if self._complete is None or not self.has_focus or not self.cursor_at_end:
            return ""
        return self._complete(self.value)

    @property
    def content_width(self) -> int:
        if not self.value:
            return text.width(self.placeholder)
        return self.begins[-1] + 1 + text.width(self.completion)

    virtual_size = Reactive(Size(0, 0), layout=False)  # what is typed moves nothing around it

    # Textual places the cursor, and follows a click, by these two.

    def _position_to_cell(self, position: int) -> int:
        return self.begins[position]

    def _cell_offset_to_index(self, offset: int) -> int:
        cell = min(max(0, offset + self.scroll_offset.x), self.begins[-1])
        return bisect_right(self.begins, cell, hi=len(self.value)) - (cell < self.begins[-1])

    def on_mount(self) -> None:
        self.virtual_size = Size(self.content_width, 1)
        self.cursor_position = len(self.value)

    def replace(self, text: str, start: int, end: int) -> None:
        self._editing = True
        super().replace(text, start, end)
        self._editing = False

    def watch_value(self) -> None:
        """A value that was put in has the cursor at its end."""
        if not self._editing:
            self.cursor_position = len(self.value)
            self.call_after_refresh(self._into_sight)

    def on_resize(self) -> None:
        self._into_sight()

    def _into_sight(self) -> None:
        """Where the cursor is, also in a long text that was there before anything was typed."""
        cell = self.begins[self.cursor_position]
        self.scroll_to_region(Region(cell, 0, 1, 1), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        if y or not self.value:
            return super().render_line(y)
        left, cells = self.scroll_offset.x, self.scrollable_content_region.width
        begins = self.begins
        if not self.has_focus and begins[-1] > cells:  # its beginning says more than its end
            head = Strip([Segment(text.clip(self.value, cells))])
            return head.extend_cell_length(cells).apply_style(self.rich_style)
        first = max(0, bisect_right(begins, left) - 1)
        last = bisect_left(begins, left + cells)
        strip = Strip(self._segments(first, min(last, len(self.value)))).simplify()
        strip = strip.crop(left - begins[first], left - begins[first] + cells)
        return strip.extend_cell_length(cells).apply_style(self.rich_style)

    def _segments(self, first: int, last: int) -> list[Segment]:
        """The characters from `first` to before `last`, and what follows the last of all."""
        segments = []
        style = Style.null()
        for at in range(first, last):
            if WIDTHS[self._pieces[at]]:
                style = self._style(at)
            segments.append(Segment(self._pieces[at], style))
        if last == len(self.value):
            completion = self.completion or " "
            suggestion = self.get_component_rich_style("input--suggestion")
            segments.append(Segment(completion[0], suggestion + self._style(last)))
            segments.append(Segment(completion[1:], suggestion))
        return segments

    def _style(self, at: int) -> Style:
        if not self.has_focus:
            return Style.null()
        if at == self.cursor_position:
            return self.get_component_rich_style("input--cursor")
        start, end = sorted(self.selection)
        if start <= at < end:
            return self.get_component_rich_style("input--selection")
        return Style.null()

    def on_key(self, event: events.Key) -> None:
        """`alt+1` is a key, not a 1."""
        if event.key.startswith(MODIFIERS):
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """All of it, not its first line only."""
        event.prevent_default()
        event.stop()
        self._insert(event.text)

    def action_paste(self) -> None:
        self._insert(self.app.clipboard)

    def _insert(self, pasted: str) -> None:
        self.replace(one_line(pasted.strip("\r\n")), *self.selection)

    def action_cursor_left(self, select: bool = False) -> None:
        super().action_cursor_left(select)
        self._pass_marks(-1)

    def action_cursor_right(self, select: bool = False) -> None:
        if not select and (completion := self.completion):
            self.insert_text_at_cursor(completion)
            return
        super().action_cursor_right(select)
        self._pass_marks(1)

    def _pass_marks(self, step: int) -> None:
        """The cursor does not rest on what takes no cell."""
        start, end = self.selection
        at = end
        while 0 < at < len(self.value) and self.begins[at] == self.begins[at + 1]:
            at += step
        if at != end:
            self.selection = Selection(at if start == end else start, at)

    def action_delete_right(self) -> None:
        """A letter goes with its marks."""
        start = end = self.cursor_position
        if not self.selection.is_empty or end == len(self.value):
            super().action_delete_right()
            return
        end += 1
        while end < len(self.value) and self.begins[end] == self.begins[end + 1]:
            end += 1
        self.delete(start, end)
