"""Where a task could go: into the slot one points at, or into the next gap that holds it."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from infraday.domain.schedule import MINUTE, Gap, next_gap


class Spot(NamedTuple):
    """A place in the plan (naive local), and how many free minutes it has from its begin on."""

    begin: datetime
    minutes: int
    room: int

    @property
    def fits(self) -> bool:
        return self.minutes <= self.room

    @property
    def end(self) -> datetime:
        return self.begin + self.minutes * MINUTE


def in_slot(at: datetime, minutes: int, gaps: Iterable[Gap]) -> Spot:
    """From `at` on, whatever is there. Outside the free time it has no room."""
    gap = next((gap for gap in gaps if gap.begin <= at < gap.end), None)
    return Spot(at, minutes, (gap.end - at) // MINUTE if gap else 0)


def in_next_gap(at: datetime, minutes: int, gaps: Iterable[Gap]) -> Spot | None:
    """The first gap that holds it, from `at` on; else the first one before."""
    gaps = tuple(gaps)
    ahead = (Gap(max(gap.begin, at), gap.end) for gap in gaps if gap.end > at)
    gap = next_gap(ahead, minutes) or next_gap(gaps, minutes)
    return Spot(gap.begin, minutes, gap.minutes) if gap else None


def longest(gaps: Iterable[Gap]) -> int:
    """The minutes of the longest gap; 0 without any."""
    return max((gap.minutes for gap in gaps), default=0)
