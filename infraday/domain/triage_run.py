"""Where a run of Triage stands: what is left, what was decided, which item is asked about."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from infraday.domain.triage import Item, Origin

AHEAD = 60  # items that are known beyond the one asked about: a screen of them
FURTHEST = 2000  # items among which the place of a former run is looked for


class Decided(NamedTuple):
    """A decision on an item, by its name, and the entry of the journal that holds it."""

    name: str
    entry_id: int


class Run:
    """The items as they stand in the plan rule: one that is done elsewhere is gone, one whose
    decision was taken back is there again. After the last item comes the end of the run."""

    def __init__(self, kept: Mapping[str, str] | None = None, day: str = "") -> None:
        """`kept` is what `draft` gave before; of another day only the place is taken up."""
        kept = kept or {}
        self.items: Sequence[Item] = ()
        self.counts: Mapping[Origin, int] = {}
        self.decided: list[Decided] = []
        self.back: tuple[str, ...] = ()  # those whose decision was taken back just now
        self.place = 0
        self.day = day
        self._wanted = kept.get("at", "")
        if kept.get("day") == day:
            self.decided = [*filter(None, map(_decided, kept.get("decided", "").split()))]

    def show(self, items: Sequence[Item], counts: Mapping[Origin, int]) -> None:
        """Take what the plan says now; the place stays on its item, or where that was."""
        here = self._wanted or (self.current.name if self.current else "")
        self.items, self.counts, self._wanted = items, counts, ""
        names = [item.name for item in items]
        self.back = tuple(one.name for one in self.decided if one.name in names)
        self.decided = [one for one in self.decided if one.name not in names]
        self.place = names.index(here) if here in names else min(self.place, len(items))

    def wants_more(self, items: Sequence[Item]) -> bool:
        """Whether these, the first of the run, are too few: the place lies near their end, or on
        an item beyond it."""
        if self._wanted and all(item.name != self._wanted for item in items):
            return len(items) < FURTHEST
        return self.place + AHEAD >= len(items)

    @property
    def current(self) -> Item | None:
        """The item that is asked about; none at the end."""
        return self.items[self.place] if self.place < len(self.items) else None

    @property
    def left(self) -> int:
        return sum(self.counts.values())

    @property
    def total(self) -> int:
        return len(self.decided) + self.left

    @property
    def number(self) -> int:
        """The place of the current item among all of the run."""
        return min(self.total, len(self.decided) + self.place + 1)

    def note(self, name: str, entry_id: int) -> None:
        """A decision on an item was written."""
        self.decided = [one for one in self.decided if one.name != name]
        self.decided.append(Decided(name, entry_id))

    def step(self, items: int) -> bool:
        """To another item, which decides nothing; the end is one place after the last."""
        place = max(0, min(len(self.items), self.place + items))
        moved, self.place = place != self.place, place
        return moved

    def go_to(self, name: str) -> bool:
        """To this item, where it is one of those left."""
        places = [at for at, item in enumerate(self.items) if item.name == name]
        self.place = places[0] if places else self.place
        return bool(places)

    def draft(self) -> dict[str, str]:
        """All of it that is not in the plan."""
        at = self.current.name if self.current and self.place else self._wanted
        words = " ".join(f"{one.name}:{one.entry_id}" for one in self.decided)
        kept = {"at": at, "decided": words}
        kept = {name: value for name, value in kept.items() if value}
        return kept | {"day": self.day} if kept else {}


def _decided(word: str) -> Decided | None:
    name, _, entry_id = word.partition(":")
    return Decided(name, int(entry_id)) if name and entry_id.isdigit() else None
