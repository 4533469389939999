"""The nights in which the clock changes: when it jumps, and how long a span of them really is."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from infraday.domain.schedule import DAY, MIDNIGHT, MINUTE, Span, begins, ends

OffsetAt: TypeAlias = Callable[[datetime], timedelta]
"""Local time's offset from UTC at a naive local time, `fold` minded as zoneinfo does (PEP 495):
`lambda at: at.replace(tzinfo=zone).utcoffset()`. Not `at.astimezone()`: it errs inside a gap."""


def real_minutes(span: Span, offset_at: OffsetAt) -> int:
    """Its length as a stopwatch has it, which differs in the nights when the clock changes. A
    span that lies in the hour that such a night leaves out has none."""
    begin, end = begins(span), ends(span)
    return max(0, ((end - offset_at(end)) - (begin - offset_at(begin))) // MINUTE)


def clock_changes(day: date, offset_at: OffsetAt) -> list[tuple[time, int]]:
    """When the clock jumps on a day and by how many minutes: (02:00, 60) goes on at 03:00, (03:00,
    -60) at 02:00 once more. Going back from (00:00, -60) is the midnight that ends the day."""
    midnight = datetime.combine(day, MIDNIGHT)
    jump = offset_at(midnight + DAY) - offset_at(midnight)
    if not jump:
        return []
    # The minutes that the night leaves out, or has twice, are those where fold makes a difference.
    odd = [
        at
        for at in (midnight + MINUTE * count for count in range(DAY // MINUTE))
        if offset_at(at) != offset_at(at.replace(fold=1))
    ]
    if not odd:
        return []
    return [((odd[0] if jump > timedelta() else odd[-1] + MINUTE).time(), jump // MINUTE)]
