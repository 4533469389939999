"""Free and planned minutes of a working day, counted on plain numbers: sixty days full of meetings
are summed up before the first paint. The same as `schedule` says of the blocks themselves."""

from collections.abc import Iterable
from typing import NamedTuple

LEAST = 15  # minutes of a gap that counts as free


class Taken(NamedTuple):
    """What a block takes of a day, in minutes since its midnight; a break is no load."""

    begin: int
    end: int
    is_break: bool = False


def free_minutes(taken: Iterable[Taken], begin: int, end: int) -> int:
    """The sum of the gaps of 15 minutes and more between two times."""
    free = 0
    for start, stop, _ in sorted(taken):
        if stop > begin and start < stop:
            if start >= end:
                break
            if start - begin >= LEAST:
                free += start - begin
            begin = stop
    return free + (end - begin if end - begin >= LEAST else 0)


def planned_minutes(taken: Iterable[Taken], begin: int, end: int) -> int:
    """What blocks that are no breaks take of the time between two times; an overlap counts once."""
    planned = 0
    for start, stop, is_break in sorted(taken):
        if stop > begin and start < min(stop, end) and not is_break:
            planned += min(stop, end) - max(start, begin)
            begin = min(stop, end)
    return planned
