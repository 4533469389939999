"""The keys of a screen and its signs, made of the declarations and the user's keymap."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, TypeAlias

from textual.binding import BindingType
from textual.widget import Widget

from infraday.domain import text
from infraday.domain.picture import Line, fill
from infraday.keys import TOUR, Action, say_key
from infraday.screens.bindings import bindings
from infraday.screens.dialog import Dialog
from infraday.screens.tour import TourScreen
from infraday.widgets.picker import Sheet

Entry: TypeAlias = tuple[str, str, str]  # keys, label, tooltip
Section: TypeAlias = tuple[str, Sequence[Entry]]

SIGNS = (
    ("○", "planned"), ("▶", "active"), ("✔", "done"), ("◐", "done, output partial"),
    ("◷", "late"), ("✖", "skipped"), ("↷", "moved to another day"),
    ("⊘", "cancelled by its calendar"), ("↻", "recurring"), ("◆", "fixed: a push leaves it"),
    ("+", "unplanned"), ("≋", "clashes with another"), ("☑", "marked"), ("!", "important"),
    ("»", "urgent"), ("‼", "important and urgent"),
    ("⚑", "in the header: red flags that are raised"),
    ("▸", "the cursor; in the week the day shown"), ("•", "in the week: today"),
    ("━", "in the week: how full a day is; below it a window"),
    ("…", "cut: there is more"),
)  # fmt: skip
"""What the Day screen's signs say."""

COLUMN = 34  # columns below which two do not stand side by side
GAP = 3


def sections(actions: Iterable[Action], keymap: Mapping[str, str]) -> list[Section]:
    """The actions by group, in the order of their declaration, under the keys they have now."""
    found: dict[str, list[Entry]] = {}
    for action in actions:
        keys = say_keys(keymap.get(action.id, action.key))
        found.setdefault(action.group, []).append((keys, action.label, action.tooltip))
    return list(found.items())


def say_keys(keys: str) -> str:
    """All keys of an action, as one reads them on a keyboard."""
    return text.show(" ".join(say_key(key) for key in keys.split(",")))


class HelpScreen(Dialog[None]):
    """In as many columns as there is room for."""

    BINDINGS: ClassVar[list[BindingType]] = bindings([TOUR._replace(call="tour")])

    def __init__(
        self, sections: Sequence[Section], signs: Sequence[tuple[str, str]] = SIGNS
    ) -> None:
        super().__init__("Keys")
        self._sections = sections
        self._signs = signs
        self._lines: list[Line] = []
        self._cells = 0
        self.sheet = Sheet("help")

    def body(self) -> Iterable[Widget]:
        yield self.sheet

    def on_mount(self) -> None:
        self.sheet.focus()

    def hints(self) -> list[tuple[str, str]]:
        page = [] if self.narrow else [("list.next", "page")]
        return [("list.down", "scroll"), *page, ("app.tour", "tour"), ("app.back", "back")]

    def action_tour(self) -> None:
        """In its place: one step back leads out of both."""
        self.app.switch_screen(TourScreen())

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        """Once more where it then has less room, since a scroll bar stands beside it."""
        cells = self.sheet.cells
        self._lines = columns(self._sections, self._signs, cells)
        self.sheet.show(len(self._lines), lambda y, _: self._lines[y])
        if cells != self._cells:
            self._cells = cells
            self.call_after_refresh(self._lay_out)


def columns(
    sections: Sequence[Section], signs: Sequence[tuple[str, str]], cells: int
) -> list[Line]:
    """All of it in so many cells, the groups whole and the columns about equally long."""
    count = max(1, min(3, (cells + GAP) // (COLUMN + GAP)))
    width = (cells - (count - 1) * GAP) // count
    groups = [_group(name, entries, width) for name, entries in sections]
    if signs:
        entries = [(sign, "", said) for sign, said in signs]
        groups.append(_group("Signs", entries, width, "text"))
    flowed = _flow(groups, count)
    lines = []
    for y in range(max(map(len, flowed), default=0)):
        line: Line = ()
        for column in flowed:
            part = column[y] if y < len(column) else ()
            line += fill(part, width + GAP)
        lines.append(fill(line, cells))
    return lines


def _group(name: str, entries: Sequence[Entry], width: int, role: str = "key") -> list[Line]:
    keys = min(width // 2, max((text.width(shown) for shown, *_ in entries), default=0))
    lines: list[Line] = [((name, "title"),)]
    for shown, label, tooltip in entries:
        head = text.fit(shown, keys) if text.width(shown) <= keys else shown
        words = text.wrap(tooltip or label, max(8, width - keys - 2)) or [""]
        lines.append(((head, role), (f"  {words[0]}", "text")))
        lines += [((" " * (keys + 2), "text"), (more, "text")) for more in words[1:]]
    return [*lines, ()]


def _flow(groups: Sequence[list[Line]], count: int) -> list[list[Line]]:
    """The groups in order into columns, so that the longest column is as short as can be."""
    lengths = [len(group) for group in groups]
    high = next(
        high
        for high in range(max(lengths, default=0), sum(lengths) + 1)
        if _fits(lengths, high, count)
    )
    columns: list[list[Line]] = [[]]
    for group in groups:
        if columns[-1] and len(columns[-1]) + len(group) > high:
            columns.append([])
        columns[-1] += group
    return columns


def _fits(lengths: Sequence[int], high: int, count: int) -> bool:
    used, room = 1, high
    for length in lengths:
        if length > room:
            used, room = used + 1, high
        room -= length
    return used <= count
