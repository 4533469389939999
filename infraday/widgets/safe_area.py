"""Several lines to type into: the text is kept as typed, and shown harmlessly.

Textual's area counts on one sign for each character. So what may not be shown is replaced inside
it by a stand-in from Unicode's private planes, painted as a sign of one cell, and given back when
the text is read.
"""

from dataclasses import replace

from rich.text import Text
from textual import events
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Location

from infraday.domain import text
from infraday.widgets.safe_input import MODIFIERS, WIDTHS

FIRST, LAST = 0xF0000, 0x10FFFF
HIDDEN, OTHER = "◌", "�"
LONGEST = 10_000
"""Characters of a line that can be edited. Textual lays a whole line out for each of its rows."""
TOO_LONG = f"A line of more than {LONGEST} characters cannot be edited here. It stays as it is."


class StandIns(dict[int, str]):
    """What stands in for each code point; ordinary ones for themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.behind: dict[int, str] = {}
        """The character that a stand-in stands for."""
        self.signs: dict[int, str] = {}
        """How a stand-in looks."""

    def hold(self, typed: str) -> str:
        """The text with its stand-ins, no sign with more than `MARKS` marks on it."""
        held = typed.translate(self)
        if held.isascii() or 0 not in map(WIDTHS.__getitem__, held):
            return held
        kept, stacked = list(held), 0
        for at, character in enumerate(kept):
            stacked = 0 if WIDTHS[character] else stacked + 1
            if stacked > text.MARKS:
                kept[at] = self._stand_in(character, OTHER)
        return "".join(kept)

    def typed(self, held: str) -> str:
        return held.translate(self.behind) if self.behind else held

    def __missing__(self, code: int) -> str:
        character = chr(code)
        shown = text.show(f"x{character}")[1:]  # a mark needs something below it
        if character in "\n\t" or (shown == character and code < FIRST):
            self[code] = character
        else:
            sign = HIDDEN if not shown else shown if len(shown) == 1 else OTHER
            self[code] = self._stand_in(character, sign)
        return self[code]

    def _stand_in(self, character: str, sign: str) -> str:
        free = FIRST + len(self.behind)
        if free > LAST:
            return OTHER
        self.behind[free] = character
        self.signs[free] = sign
        return chr(free)


class SafeArea(TextArea):
    """`enter` is a new line here, `tab` the next field."""

    def __init__(self, typed: str = "", *, id: str | None = None) -> None:
        self._stand_ins = StandIns()
        self._whole: str | None = None
        super().__init__(id=id, compact=True, highlight_cursor_line=False)
        self.cursor_blink = False  # an idle planner paints nothing
        self.put(typed)

    @property
    def typed(self) -> str:
        """The text as it was typed; `text` has the stand-ins."""
        return self._stand_ins.typed(self.text) if self._whole is None else self._whole

    def put(self, typed: str) -> None:
        """Put another text in. One with a line too long to edit shows its beginning only."""
        self.read_only = too_long(typed)
        self._whole = typed if self.read_only else None
        self.load_text(self._stand_ins.hold(typed[:LONGEST] if self.read_only else typed))

    def edit(self, edit: Edit) -> EditResult:
        lines = edit.text.replace("\r\n", "\n").replace("\r", "\n")
        edit.text = self._stand_ins.hold(lines)
        result = super().edit(edit)
        return replace(result, replaced_text=self._stand_ins.typed(result.replaced_text))

    def get_text_range(self, start: Location, end: Location) -> str:
        return self._stand_ins.typed(super().get_text_range(start, end))

    def get_line(self, line_index: int) -> Text:
        line = super().get_line(line_index)
        signs = self._stand_ins.signs
        return Text(line.plain.translate(signs), end="", no_wrap=True) if signs else line

    def on_key(self, event: events.Key) -> None:
        """`alt+1` is a key, not a 1."""
        if event.key.startswith(MODIFIERS):
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        if too_long(event.text.replace("\r", "\n")):
            event.prevent_default()
            self.app.notify(TOO_LONG, severity="warning", markup=False)


def too_long(typed: str) -> bool:
    return len(typed) > LONGEST and max(map(len, typed.split("\n"))) > LONGEST
