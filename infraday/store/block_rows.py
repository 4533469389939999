"""Blocks as rows: found, named, and copied with all that they are about."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time

from sqlalchemy.exc import NoResultFound
from sqlmodel import Session, col, or_, select

from infraday.domain import RuleError, schedule
from infraday.domain.refs import block_ref
from infraday.domain.schedule import LONGEST, MIDNIGHT, Times
from infraday.domain.when import say_date, say_time
from infraday.models import Block, Series
from infraday.store import links, occurrence_names, occurrences
from infraday.store.engine import plain

_ABOUT = ("activity", "purpose", "output", "kind", "project_id", "task_id", "notes", "fixed")


def on_day(session: Session, day: date) -> list[Block]:
    """Every block that touches the day, in its order, occurrences of series among them: those
    are values, and `get` makes rows of them. One that ends at midnight does not touch the day
    after."""
    touching = (
        select(Block)
        .where(col(Block.day).between(day - LONGEST, day), Block.end_day >= day)
        .where(
            or_(
                Block.day == day,
                Block.end_day > day,
                col(Block.end).is_(None),
                col(Block.end) > MIDNIGHT,
            )
        )
        .order_by(col(Block.day), col(Block.start), col(Block.end), col(Block.id))
    )
    own = list(session.exec(touching))
    derived = [Block(**row._asdict()) for row in occurrences.touching(plain(session), day, day)]
    return sorted(own + derived, key=schedule.place) if derived else own


def get(session: Session, block_id: int) -> Block:
    """The row, to be changed. An occurrence gets one of its own now, since it is touched."""
    if block_id > 0:
        return session.get_one(Block, block_id)
    found = peek(session, block_id)
    if found.id > 0:
        return found
    series = session.get_one(Series, found.series_id)
    values = found.model_dump(exclude={"id", "version", "calendar", "imported"})
    block = Block(**values, calendar=series.calendar, imported=series.imported)
    session.add(block)
    session.flush()
    return block


def peek(session: Session, block_id: int) -> Block:
    """The row, to be read; of an untouched occurrence the value that it would begin as."""
    if block_id > 0:
        return session.get_one(Block, block_id)
    found = occurrence_names.find(plain(session), block_id)
    if found is None:
        raise NoResultFound
    return session.get_one(Block, found) if isinstance(found, int) else Block(**found._asdict())


def found(session: Session, block_ids: Iterable[int]) -> list[Block]:
    """The blocks with these ids, each once."""
    blocks = [get(session, block_id) for block_id in dict.fromkeys(block_ids)]
    if not blocks:
        raise RuleError("No block was named. Mark one, or move to one.")
    return blocks


def times_of(block: Block) -> Times:
    return Times(block.day, block.start, block.end_day, block.end)


def name(block: Block) -> str:
    """`B-12 Budget review`, as labels call a block."""
    return f"{block_ref(block.id)} {block.activity}"


def names(blocks: Sequence[Block]) -> str:
    """The only one by its name, several by their number."""
    return name(blocks[0]) if len(blocks) == 1 else f"{len(blocks)} blocks"


def place(day: date, start: time | None, at: datetime) -> str:
    """Where something now stands: `10:15` today, else with its date."""
    clock = "" if start is None else say_time(start)
    return clock if clock and day == at.date() else f"{say_date(day)} {clock}".rstrip()


@contextmanager
def refused_by(block: Block, blocks: Sequence[Block]) -> Iterator[None]:
    """Where several are changed at once, a refusal says which of them refuses."""
    try:
        yield
    except RuleError as refusal:
        if len(blocks) == 1:
            raise
        raise RuleError(f"{name(block)}: {refusal}") from refusal


def copy(session: Session, block: Block, times: Times) -> Block:
    """A planned block at these times about the same thing, its links included."""
    made = Block(
        **{field: getattr(block, field) for field in _ABOUT},
        **times._asdict(),
    )
    session.add(made)
    session.flush()
    links.replace(session, made, links.of(session, block))
    return made
