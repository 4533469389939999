"""One pass over a capture line: which of its words are taken, and for what.

Signs are looked for from the left and the first of each is taken; the tail is read from the
right, so that the last date, time and duration are.
"""

from collections.abc import Set
from datetime import date
from typing import TypeAlias

from infraday.domain.grammar import (
    Found,
    Line,
    phrase_at_end,
    prefix_of,
    sign_at,
)
from infraday.domain.wording import quoted

Key: TypeAlias = tuple[str, str]
"""What a reading is refused by: its kind and the word it begins with, so that typing on,
before it or behind it, neither moves nor forgets the refusal."""

ENOUGH = 1000
"""Signs, and steps into the tail, that are looked at. Nobody types more, and a line of a million
characters that is nothing else would keep the planner busy for seconds."""

_NOUNS = {
    **{"date": "date", "time": "clock time", "duration": "duration", "project": "project"},
    **{"owner": "owner", "due": "due date", "every": "recurrence"},
}
_VALUES = {"due:": "date", "every:": "recurrence"}


def key_of(kind: str, text: str) -> Key:
    """What refusing this reading is remembered by."""
    if kind in ("due", "every", "output"):
        return kind, ""
    return kind, text.split(None, 1)[0].lower()


class Scan:
    """What of a line is taken, by slot, and what the user refused."""

    def __init__(self, text: str, today: date, refused: Set[Key]) -> None:
        self.taken: dict[str, Found] = {}
        self.refused: list[Found] = []
        self.remarks: dict[str, str] = {}
        self._line = Line(text)
        self._today = today
        self._refusals = refused
        self._signs: dict[int, int] = {}  # the last word of a sign: its first word
        self._plain_from = len(self._line.words)  # the first refused out:
        self._inside = bytearray(len(self._line.words))  # 1 for each word of a sign
        self._read_signs()
        self._read_tail()
        if "time" not in self.taken and (idle := self.taken.pop("every", None)):
            self.remarks["every"] = (
                f"Only what has a clock time can recur, so {quoted(idle.text)} stays in the title."
            )

    def in_order(self) -> list[Found]:
        once = (found for slot, found in self.taken.items() if slot == found.slots[0])
        return sorted(once, key=lambda found: found.begin)

    def _read_signs(self) -> None:
        read = 1
        for at in self._line.maybe_signs(ENOUGH):
            found = self._sign(at) if at >= read else None
            if found is None:
                continue
            self._offer(found)
            self._signs[found.last - 1] = at
            self._inside[at : found.last] = b"\1" * (found.last - at)
            read = found.last

    def _sign(self, at: int) -> Found | None:
        prefix = prefix_of(self._line.words[at])
        if prefix == "out:" and key_of("output", prefix) in self._refusals:
            self._plain_from = min(self._plain_from, at)
            return self._line.found("output", at, at + 1)  # what follows is read as usual
        found = sign_at(self._line, at, self._today)
        if found is None and prefix in _VALUES and at + 1 < len(self._line.words):
            what = f'What follows "{prefix}" is no {_VALUES[prefix]}, so it stays in the title.'
            self.remarks.setdefault(prefix, what)
        return found

    def _read_tail(self) -> None:
        end = len(self._line.words)
        for _ in range(ENOUGH):
            if self._inside[end - 1]:
                end = self._signs[end - 1]
                continue
            found = self._phrase(end)
            if found is not None and self._offer(found):
                end = found.first
            elif end > self._plain_from:
                end = self._plain_from  # before a refused out: the line has its tail all the same
            else:
                return

    def _phrase(self, end: int) -> Found | None:
        """The longest date, time or duration that ends before word `end`."""
        for first in range(max(1, end - 3), end):
            if not any(self._inside[first:end]):
                found = phrase_at_end(self._line, first, end, self._today)
                if found is not None:
                    return found
        return None

    def _offer(self, found: Found) -> bool:
        """Take it, unless it is refused or the line has settled that already."""
        if self._refusals and key_of(found.kind, found.text) in self._refusals:
            self.refused.append(found)
            return True
        full = next((slot for slot in found.slots if slot in self.taken), None)
        if full is None:
            self.taken.update(dict.fromkeys(found.slots, found))
        elif full in _NOUNS and full not in self.remarks:
            self.remarks[full] = (
                f"Only one {_NOUNS[full]} is read, so {quoted(found.text)} stays in the title."
            )
        return full is None
