"""What a reader of a report hands over: items, folded and ranked, and what could not be read."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple, TypeAlias

from infraday.domain.intake import Item, Stamp
from infraday.domain.text import TITLE_LIMIT

MOST_ITEMS = 2_000
"""Items that one report brings in; the most severe ones, where it has more."""

KEPT_LINES = 12
"""Lines of the report that the notes of an item keep."""

LONGEST_LINE = 4_000
"""Characters of a line that are read and kept."""

NIGHT = timedelta(hours=12)
"""What says the same again within this goes on, also when its date changed."""

NO_TITLE = "(it has no text)"

MOST_PROBLEMS = 100
"""Problems that are named one by one."""


class Problem(NamedTuple):
    """Something of the report did not come in: where it stands, and why, as a sentence."""

    where: str
    reason: str


class Report(NamedTuple):
    """A report, read. `read` counts its lines, alerts or test cases, `skipped` those of them that
    say all is well. `remarks` is what a user should know of what did come in."""

    format: str
    items: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    read: int = 0
    skipped: int = 0


Name: TypeAlias = tuple[str, object]
"""What an item is called while a report is read: its key and its date."""


class Gathering:
    """Takes in items one by one: folds those that say the same, counts what is no item."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.read = self.skipped = 0
        self.remarks: list[str] = []
        self._problems: list[Problem] = []
        self._unnamed = 0
        self._items: dict[Name, Item] = {}
        self._again: dict[Name, int] = {}  # how often since it was looked at

    def problem(self, where: str, reason: str) -> None:
        if len(self._problems) < MOST_PROBLEMS:
            self._problems.append(Problem(where, reason))
        else:
            self._unnamed += 1

    def add(self, item: Item) -> Name:
        """Take an item in, beside or into what there is; what it is called from now on."""
        name = item.key, item.day
        known = self._items.get(name)
        if known:
            self._items[name] = joined(known, item)
        else:
            title = item.title.strip() or NO_TITLE
            self._items[name] = item._replace(title=title, source=self.source)
        return name

    def again(self, name: Name) -> bool:
        """Count an item once more. False: it still wants to see its lines."""
        if self._items[name].more + len(self._items[name].lines) < KEPT_LINES:
            return False
        self._again[name] = self._again.get(name, 0) + 1
        return True

    def more_of(self, name: Name, line: str) -> None:
        """A line that belongs to an item that is there."""
        item = self._items[name]
        if len(item.lines) < KEPT_LINES:
            self._items[name] = item._replace(lines=(*item.lines, line))
        else:
            self._items[name] = item._replace(more=item.more + 1)

    def report(self, name: str) -> Report:
        """All of it, the most severe first, and of those the first that was said."""
        items = sorted(over_midnight(self._counted()), key=lambda it: it.severity.place)
        left = len(items) - MOST_ITEMS
        if left > 0:
            self.problem(
                self.source,
                f"It holds {len(items)} items. The {MOST_ITEMS} most severe came in, "
                f"{left} did not.",
            )
        if self._unnamed:
            self._problems.append(Problem(self.source, f"There were {self._unnamed} more like it."))
        if long := sum(len(item.title) > TITLE_LIMIT for item in items[:MOST_ITEMS]):
            self.remarks.append(
                f"{long} of the titles {'is' if long == 1 else 'are'} longer than {TITLE_LIMIT} "
                "characters: the notes keep the lines."
            )
        kept, problems = tuple(items[:MOST_ITEMS]), tuple(self._problems)
        return Report(name, kept, problems, tuple(self.remarks), self.read, self.skipped)

    def _counted(self) -> list[Item]:
        found = []
        for name, item in self._items.items():
            more = self._again.get(name, 0)
            found.append(item._replace(times=item.times + more, more=item.more + more))
        return found


def joined(known: Item, again: Item) -> Item:
    """Two items that say the same as one. The one that is known stood first in the report."""
    lines = (*known.lines, *again.lines)
    earlier, later = known, again
    if _is_before(again.first, known.first):
        earlier, later = again, known
    return known._replace(
        lines=lines[:KEPT_LINES],
        more=known.more + again.more + len(lines[KEPT_LINES:]),
        times=known.times + again.times,
        first=earlier.first or later.first,
        last=later.last or earlier.last,
        day=earlier.day,
        severity=min(known.severity, again.severity, key=lambda it: it.place),
    )


def over_midnight(items: Iterable[Item]) -> list[Item]:
    """One item for what went on past midnight, of the date on which it began."""
    nights: dict[str, list[Item]] = {}
    for item in items:
        nights.setdefault(item.key, []).append(item)
    found: list[Item] = []
    for several in nights.values():
        first, *rest = sorted(several, key=lambda it: it.day or date.min)
        for item in rest:
            if _goes_on(first, item):
                first = joined(first, item)
            else:
                found.append(first)
                first = item
        found.append(first)
    return found


def fingerprint(*parts: str) -> str:
    """A short name for what was said, the same on every machine and in every run."""
    return sha256("\0".join(parts).encode()).hexdigest()[:20]


def _is_before(one: Stamp | None, other: Stamp | None) -> bool:
    """Times without a date stand in the order of the report: an evening's come before a
    morning's."""
    apart = _apart(one, other)
    return apart is not None and apart > timedelta(0)


def _goes_on(item: Item, later: Item) -> bool:
    apart = _apart(item.last, later.first)
    return apart is not None and apart <= NIGHT


def _apart(one: Stamp | None, other: Stamp | None) -> timedelta | None:
    """From one to the other, where both are dated, in the same manner."""
    if not isinstance(one, datetime) or not isinstance(other, datetime):
        return None
    return other - one if (one.tzinfo is None) == (other.tzinfo is None) else None
