"""Freeze and maintenance windows: days on which a change is held back, or is to be made."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from infraday.domain import schedule
from infraday.domain.block import Kind
from infraday.domain.rows import Block

FREEZE, MAINTENANCE = WORDS = ("freeze", "maintenance")


class Window(NamedTuple):
    """An all-day block that holds a freeze or a maintenance window, from its first to its last
    day."""

    block_id: int
    word: str  # one of WORDS
    activity: str
    first: date
    last: date


def word_of(block: Block) -> str:
    """What kind of window a block is: an all-day block of kind other with such a word in its
    activity. Nothing when it is none, or was skipped, moved or cancelled."""
    whole_day = schedule.is_all_day(block) and block.kind is Kind.OTHER
    if not whole_day or block.status in schedule.TAKES_NO_TIME:
        return ""
    signs = (sign if sign.isalnum() else " " for sign in block.activity.lower())
    words = "".join(signs).split()
    return next((word for word in WORDS if word in words), "")


def windows(blocks: Iterable[Block]) -> tuple[Window, ...]:
    """The windows among these blocks, in their order."""
    return tuple(
        Window(block.id, word, block.activity, block.day, block.end_day)
        for block in blocks
        if (word := word_of(block))
    )


def around(block: Block, found: Iterable[Window]) -> list[Window]:
    """The windows that a block falls into. A break, and what takes no time, falls into none."""
    if block.kind is Kind.BREAK or not schedule.takes_time(block):
        return []
    return [
        window
        for window in found
        if schedule.overlaps(block, schedule.Times(window.first, None, window.last, None))
    ]
