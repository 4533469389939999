"""What stands around the lists of a dialog: its title, and notes under labels."""

from collections.abc import Sequence
from typing import TypeAlias

from infraday.domain import text
from infraday.domain.panels import LABEL
from infraday.domain.picture import Line
from infraday.widgets.fluid import Fluid

Said: TypeAlias = tuple[str, str, str]
"""A label, the words as people typed them, their role."""


class Heading(Fluid):
    """A title in a thin rule, and at its end what it is about."""

    def __init__(self, title: str, aside: str = "") -> None:
        super().__init__()
        self._title, self._aside = title, aside

    def say(self, title: str, aside: str = "") -> None:
        if (title, aside) != (self._title, self._aside):
            self._title, self._aside = title, aside
            self.relay()

    def lay(self, cells: int) -> Sequence[Line]:
        aside = text.clip(f" {self._aside}", cells // 2) if self._aside else ""
        room = cells - text.width(aside)
        title = f"{text.clip(self._title, room - 1)} "
        rest = "─" * (room - text.width(title))
        return [((title, "title"), (rest, "faint"), (aside, "muted"))] if cells > 1 else []


class Note(Fluid):
    """Paragraphs under labels, each in at most so many lines."""

    def __init__(self, name: str, most: int = 2) -> None:
        super().__init__(id=name)
        self._most = most
        self._said: tuple[Said, ...] = ()
        self.display = False

    def say(self, *said: Said) -> None:
        """Show these; ones without words take no line."""
        kept = tuple(one for one in said if one[1])
        if kept != self._said:
            self._said = kept
            self.display = bool(kept)
            self.relay()

    def lay(self, cells: int) -> Sequence[Line]:
        lines: list[Line] = []
        for label, words, role in self._said:
            indent = LABEL if label else 0
            head = f"{label:<{indent}}"
            for line in text.wrap(words, max(1, cells - indent), self._most):
                lines.append(((head, "muted"), (line, role)))
                head = " " * indent
        return lines
