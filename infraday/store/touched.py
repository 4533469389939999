"""Touched occurrences: the rows that follow what becomes of their series, and those that outlive
it. What was changed in one by hand stays, and what is done or begun is never rewritten."""

from collections.abc import Callable, Container, Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from infraday import clock
from infraday.domain import recurrence
from infraday.domain.block import Status
from infraday.domain.schedule import DAY, Times
from infraday.domain.series import Ruled
from infraday.models import Block, Series
from infraday.store import links
from infraday.store.block_rows import times_of

FIELDS = ("activity", "purpose", "output", "kind", "project_id", "notes", "fixed")


class Saying(NamedTuple):
    """What a series said of its occurrences at one moment."""

    fields: dict[str, Any]
    ruled: Ruled

    def times(self, day: date) -> Times | None:
        """When its occurrence of a day of its own zone is here."""
        once = self.ruled._replace(first_day=day, rrule="FREQ=DAILY;COUNT=1", rdate="", exdate="")
        found = recurrence.expand(once, day - 2 * DAY, day + 2 * DAY, clock.to_local)
        return Times(*found[0][1:]) if found else None


def saying(series: Series) -> Saying:
    ruled = Ruled(**{name: getattr(series, name) for name in Ruled._fields})
    return Saying({name: getattr(series, name) for name in FIELDS}, ruled)


def of(session: Session, series_id: int, first: date = date.min) -> list[Block]:
    """The rows of a series, from a day of its own on."""
    which = select(Block).where(Block.series_id == series_id, col(Block.recurrence_id) >= first)
    return list(session.exec(which.order_by(col(Block.recurrence_id))))


def follow(
    session: Session,
    blocks: Iterable[Block],
    before: Saying,
    series: Series,
    to: Callable[[date], date],
) -> None:
    """Make the rows of what said `before` those of `series`, each at the day that `to` gives. A
    calendar that knows of one of them goes on knowing it."""
    after = saying(series)
    rows = [(block, block.recurrence_id) for block in blocks if block.recurrence_id is not None]
    falls = _falls(before.ruled, [day for _, day in rows])
    going = [(block, day, to(day)) for block, day in rows if day in falls]
    reached = {new for _, _, new in going}
    for block, day in rows:
        if day not in falls and day in reached:  # its own day has gone, and another comes there
            block.series_id = block.recurrence_id = None
            session.flush()
        elif day not in falls:
            going.append((block, day, day))
    later = sorted((one for one in going if one[2] > one[1]), key=lambda one: one[2], reverse=True)
    rest = sorted((one for one in going if one[2] <= one[1]), key=lambda one: one[2])
    for block, old, new in (*later, *rest):  # so that no two are ever on the same day
        if not is_history(block):
            _take_over(block, before, after, old, new)
        block.series_id, block.recurrence_id = series.id, new
        session.add(block)
        session.flush()


def _falls(ruled: Ruled, days: list[date]) -> set[date]:
    """Of these days those on which a series falls, or fell before they were taken out."""
    if not days:
        return set()
    return {*recurrence.ruled_days(ruled, min(days), max(days)), *recurrence.dates_in(ruled.rdate)}


def _take_over(block: Block, before: Saying, after: Saying, old: date, new: date) -> None:
    for name in FIELDS:
        if getattr(block, name) == before.fields[name]:
            setattr(block, name, after.fields[name])
    times = after.times(new)
    if times is not None and times_of(block) == before.times(old):
        block.day, block.start, block.end_day, block.end = times


def is_history(block: Block) -> bool:
    """Plan and actuals are two layers: what was worked on keeps the plan it had."""
    return block.actual_start is not None or block.status in (Status.DONE, Status.MOVED)


def drop_fallen(session: Session, series: Series) -> None:
    """Let go of rows for days on which the series no longer falls, unless something was noted in
    them or done."""
    blocks = of(session, series.id)
    if not blocks:
        return
    days = [block.recurrence_id for block in blocks if block.recurrence_id]
    falls = set(recurrence.days(series, min(days), max(days)))
    fallen = [block for block in blocks if block.recurrence_id not in falls]
    said = saying(series)
    drop(session, [block for block in fallen if not _says(session, block, said)])


def _says(session: Session, block: Block, said: Saying) -> bool:
    """Whether a row holds what its series does not."""
    own = any(getattr(block, name) != said.fields[name] for name in FIELDS)
    return own or block.task_id is not None or worked(block) or bool(links.of(session, block))


def worked(block: Block) -> bool:
    """Whether it has actuals or an outcome."""
    kept = (Status.DONE, Status.ACTIVE, Status.MOVED)
    noted = block.actual_start is not None or block.output_state is not None
    return noted or bool(block.output_note) or block.status in kept


def release(session: Session, blocks: Iterable[Block], keep: Container[int] = ()) -> int:
    """The series of these rows goes: what was worked on, or is to be kept, becomes a single block,
    the rest goes with it. How many were kept for their work."""
    rows = list(blocks)
    staying = [block for block in rows if worked(block) or block.id in keep]
    for block in staying:
        block.series_id = block.recurrence_id = None
        block.calendar = block.uid = block.imported = None
        session.add(block)
    drop(session, [block for block in rows if block not in staying])
    return sum(1 for block in staying if block.id not in keep)


def drop(session: Session, blocks: Iterable[Block]) -> None:
    """Delete rows, and what leads to them."""
    rows = list(blocks)
    for block in rows:
        for moved in session.exec(select(Block).where(Block.moved_to_id == block.id)).all():
            moved.moved_to_id = None
    session.flush()
    for block in rows:
        session.delete(block)
    session.flush()
