"""A block that was changed while it stood in a form: both changes are kept, a clash is named."""

from datetime import date
from typing import NamedTuple, Protocol

from infraday.domain import refs, text
from infraday.domain.rows import Block
from infraday.domain.wording import listed
from infraday.screens.block_entry import BlockValues
from infraday.screens.repeats import Recurs


class Series(Protocol):
    """A series, as far as a form over one of its occurrences knows it."""

    @property
    def version(self) -> int: ...
    @property
    def first_day(self) -> date: ...
    @property
    def rrule(self) -> str: ...
    @property
    def exdate(self) -> str: ...


class Form(NamedTuple):
    """What a form is about: a row (None: a new block), what it said when it was opened, and the
    series of which it is an occurrence."""

    block: Block | None
    base: BlockValues
    series: Series | None = None

    @property
    def recurs(self) -> Recurs | None:
        block, series = self.block, self.series
        if series is None or block is None or block.recurrence_id is None:
            return None
        typed, day, named = self.base.repeats, block.day, block.recurrence_id
        return Recurs(series.first_day, series.rrule, series.exdate, typed, day, named)

    @property
    def seen(self) -> tuple[int, int] | None:
        """The versions shown."""
        return (self.block.version, self.series.version) if self.block and self.series else None

    @property
    def title(self) -> str:
        return f"Edit {refs.block_ref(self.block.id)}" if self.block else "Add a block"


def merge(base: BlockValues, typed: BlockValues, now: BlockValues) -> tuple[BlockValues, str]:
    """What was typed over what the row says now; and in words which fields both have changed."""
    old, mine, new = base._asdict(), typed._asdict(), now._asdict()
    own = {name for name in mine if mine[name] != old[name]}
    both = [name for name in mine if name in own and new[name] not in (old[name], mine[name])]
    values = BlockValues(**{name: mine[name] if name in own else new[name] for name in mine})
    said = listed(f"{name} “{_say(new[name])}”" for name in both) if both else ""
    return values, f"It now has {said}, and here what you typed. " if said else ""


def _say(value: object) -> str:
    words = {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else str(value)
    return text.clip(words or "nothing", 60)
