"""Text that takes as many lines as its width asks for: sentences, and chips in a row."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from infraday.domain import picture, text
from infraday.domain.picture import Line
from infraday.widgets.kept import ground
from infraday.widgets.painted import Painted

Places: TypeAlias = list[list[tuple[int, int]]]
"""For each line, where chips begin on it and which they are."""


class Grounded(Painted):
    """Painted on the ground that the stylesheet gives it, where roles leave theirs open."""

    def render_line(self, y: int) -> Strip:
        return super().render_line(y).apply_style(ground(self))


class Fluid(Grounded):
    """As high as its lines are many."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._laid: tuple[int, Sequence[Line]] = (-1, ())

    def lay(self, cells: int) -> Sequence[Line]:
        """The lines in so many cells."""
        raise NotImplementedError

    def lines(self, cells: int) -> Sequence[Line]:
        if self._laid[0] != cells:
            self._laid = (cells, self.lay(cells))
        return self._laid[1]

    def relay(self) -> None:
        """Show what it has now, at the height that this takes."""
        before = len(self._laid[1])
        self._laid = (-1, ())
        other_height = len(self.lines(self.size.width)) != before or not before
        if other_height:
            # Textual counts one request between two layouts; a second would find the old height.
            self._layout_updates += 1
        self.refresh(layout=other_height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines(width))

    def picture(self, y: int) -> Line:
        lines = self.lines(self.size.width)
        return lines[y] if y < len(lines) else ()


class Words(Fluid):
    """Sentences, each on lines of its own."""

    def __init__(
        self,
        words: str = "",
        role: str = "text",
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._said: tuple[tuple[str, str], ...] = ((words, role),) if words else ()

    @property
    def said(self) -> str:
        return "\n".join(words for words, _ in self._said)

    def say(self, *said: tuple[str, str]) -> None:
        """Show these, each with its role; empty ones take no line."""
        kept = tuple((words, role) for words, role in said if words)
        if kept != self._said:
            self._said = kept
            self.relay()

    def lay(self, cells: int) -> Sequence[Line]:
        return [((line, role),) for words, role in self._said for line in text.wrap(words, cells)]


class Chips(Fluid):
    """Things in a row, each kept whole where it fits; a click says which."""

    class Clicked(Message):
        def __init__(self, chips: "Chips", index: int) -> None:
            super().__init__()
            self.chips = chips
            self.index = index

        @property
        def control(self) -> "Chips":
            return self.chips

    def __init__(self, *, gap: int = 3, id: str | None = None) -> None:
        super().__init__(id=id)
        self._chips: tuple[Line, ...] = ()
        self._gap = gap
        self._places: Places = []

    def show(self, chips: Sequence[Line]) -> None:
        if tuple(chips) != self._chips:
            self._chips = tuple(chips)
            self.relay()

    def lay(self, cells: int) -> Sequence[Line]:
        self._places, lines = flow(self._chips, cells, self._gap)
        return lines

    def on_click(self, event: events.Click) -> None:
        row = self._places[event.y] if event.y < len(self._places) else []
        for begin, index in reversed(row):
            if event.x >= begin:
                if event.x < begin + picture.width(self._chips[index]):
                    self.post_message(self.Clicked(self, index))
                return


class Keys(Chips):
    """What the keys of a dialog do. A click presses one."""

    def __init__(self, hints: Callable[[], Sequence[tuple[str, str, str]]]) -> None:
        """`hints` gives each key as Textual calls it, as one reads it, and what it does."""
        super().__init__(gap=2)
        self._hints = hints

    def on_mount(self) -> None:
        self.show([((shown, "key"), (f" {does}", "muted")) for _, shown, does in self._hints()])

    def on_chips_clicked(self, event: Chips.Clicked) -> None:
        event.stop()
        self.app.simulate_key(self._hints()[event.index][0])


def flow(chips: Sequence[Line], cells: int, gap: int) -> tuple[Places, list[Line]]:
    """The chips in lines of so many cells, and where each stands; one too wide is cut."""
    places: Places = []
    lines: list[Line] = []
    at = 0
    for index, chip in enumerate(chips):
        wide = picture.width(chip)
        if lines and at + gap + wide <= cells:
            lines[-1] = (*lines[-1], (" " * gap, "text"), *chip)
            at += gap
        else:
            lines.append(picture.fill(chip, cells) if wide > cells else chip)
            places.append([])
            at = 0
        places[-1].append((at, index))
        at += wide
    return places, lines
