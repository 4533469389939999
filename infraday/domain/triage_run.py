"""Where a run of Triage stands: what is left, what was decided, which item is asked about."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from infraday.domain.triage import Item, Origin

AHEAD = 60  # items that are known beyond the one asked about: a screen of them
FURTHEST = 2000  # items among which the place of a former run is looked for


class Decided(NamedTuple):
    """A decision, and the entry of the journal that holds it."""

    task_id: int
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
        self.place = 0
        self.day = day
        self._wanted = int(kept.get("at", "0")) if kept.get("at", "0").isdigit() else 0
        if kept.get("day") == day:
            self.decided = [*filter(None, map(_decided, kept.get("decided", "").split()))]

    def show(self, items: Sequence[Item], counts: Mapping[Origin, int]) -> None:
        """Take what the plan says now; the place stays on its item, or where that was."""
        here = self._wanted or (self.current.task.id if self.current else 0)
        self.items, self.counts, self._wanted = items, counts, 0
        ids = [item.task.id for item in items]
        self.decided = [one for one in self.decided if one.task_id not in ids]
        self.place = ids.index(here) if here in ids else min(self.place, len(items))

    def wants_more(self, items: Sequence[Item]) -> bool:
        """Whether these, the first of the run, are too few: the place lies near their end, or on
        an item beyond it."""
        if self._wanted and all(item.task.id != self._wanted for item in items):
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

    def note(self, task_id: int, entry_id: int) -> None:
        """A decision was written."""
        self.decided = [one for one in self.decided if one.task_id != task_id]
        self.decided.append(Decided(task_id, entry_id))

    def step(self, items: int) -> bool:
        """To another item, which decides nothing; the end is one place after the last."""
        place = max(0, min(len(self.items), self.place + items))
        moved, self.place = place != self.place, place
        return moved

    def go_to(self, task_id: int) -> bool:
        """To this item, where it is one of those left."""
        places = [at for at, item in enumerate(self.items) if item.task.id == task_id]
        self.place = places[0] if places else self.place
        return bool(places)

    def draft(self) -> dict[str, str]:
        """All of it that is not in the plan."""
        at = self.current.task.id if self.current and self.place else self._wanted
        words = " ".join(f"{one.task_id}:{one.entry_id}" for one in self.decided)
        kept = {"at": str(at) if at else "", "decided": words}
        kept = {name: value for name, value in kept.items() if value}
        return kept | {"day": self.day} if kept else {}


def _decided(word: str) -> Decided | None:
    task_id, _, entry_id = word.partition(":")
    if task_id.isdigit() and entry_id.isdigit():
        return Decided(int(task_id), int(entry_id))
    return None
