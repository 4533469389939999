"""Lines entered one after the other, each of which can be picked back and corrected."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from infraday.domain import RuleError, quickadd, text
from infraday.domain.picture import Line, spread, width
from infraday.domain.quickadd import Reading
from infraday.domain.scan import Key


class Item(NamedTuple):
    """A line, and what of it is not to be read."""

    line: str = ""
    refused: frozenset[Key] = frozenset()

    def read(self, now: datetime) -> Reading | None:
        """How it is understood; None while there is nothing in it."""
        try:
            return quickadd.read(text.storable(self.line)[0], now, self.refused)
        except RuleError:
            return None


class Items:
    """The lines entered, and the one in the field: a new one, or one of them picked back."""

    def __init__(self) -> None:
        self.entered: list[Item] = []
        self.new = Item()
        self.picked: int | None = None

    @property
    def current(self) -> Item:
        return self.new if self.picked is None else self.entered[self.picked]

    def put(self, item: Item) -> None:
        """The field now says this."""
        if self.picked is None:
            self.new = item
        else:
            self.entered[self.picked] = item

    def enter(self) -> bool:
        """Take what is in the field; False when that is nothing new."""
        if self.picked is not None:
            self.pick(len(self.entered))
            return True
        if not self.new.line.strip():
            return False
        self.entered.append(self.new)
        self.new = Item()
        return True

    def step(self, lines: int) -> None:
        """To the line before or after the one in the field; the new one stands last."""
        here = len(self.entered) if self.picked is None else self.picked
        self.pick(max(0, here + lines))

    def pick(self, place: int) -> None:
        """Put a line into the field; one that is left empty is gone."""
        left = self.picked
        self.picked = place if place < len(self.entered) else None
        if left is not None and left != place and not self.entered[left].line.strip():
            del self.entered[left]
            if self.picked is not None and self.picked > left:
                self.picked -= 1

    def readings(self, now: datetime) -> tuple[Reading, ...]:
        return tuple(reading for item in self.entered if (reading := item.read(now)))

    def kept(self) -> dict[str, str]:
        """All of it as a draft."""
        lines = [*self.entered, self.new] if self.new.line else self.entered
        found = {}
        for place, item in enumerate(lines):
            found[f"item {place}"] = item.line
            found[f"refused {place}"] = "\n".join(f"{kind} {word}" for kind, word in item.refused)
        return found

    def restore(self, draft: Mapping[str, str]) -> None:
        self.entered = list(_restored(draft))


def _restored(draft: Mapping[str, str]) -> Iterator[Item]:
    place = 0
    while line := draft.get(f"item {place}"):
        pairs = (kept.partition(" ") for kept in draft.get(f"refused {place}", "").splitlines())
        yield Item(line, frozenset((kind, word) for kind, _, word in pairs))
        place += 1


def item_line(item: Item, number: int, now: datetime, cells: int) -> Line:
    """Its number, its title, and what was understood beside it."""
    reading = item.read(now)
    said = " · ".join(token.said for token in reading.tokens) if reading else ""
    head: Line = ((f"{number} ", "muted"),)
    room = cells - width(head)
    tail = text.clip(said, room // 2)
    title = text.clip(reading.title if reading else item.line, room - text.width(tail) - 2)
    return spread((*head, (title, "text")), ((f"  {tail}", "muted"),), cells)
