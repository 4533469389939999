"""Blocks that get other times: shifted, resized, moved to another day, pushed, placed.

What has begun, or lies on a day that is over, is carried to another day: it stays behind as
moved, and a planned one stands on the new day. Everything else simply moves.
"""

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlmodel import Session

from infraday.domain import RuleError, schedule
from infraday.domain import block as rules
from infraday.domain.block import Status
from infraday.domain.refs import block_ref, task_ref
from infraday.domain.schedule import MINUTE, Times
from infraday.domain.task import TaskStatus
from infraday.domain.when import say_date, say_minutes, say_time
from infraday.models import Block, Task
from infraday.store.block_rows import copy, found, get, name, names, on_day, place, refused_by
from infraday.store.journal import Outcome


def stand(session: Session, block: Block, times: Times, at: datetime) -> Block:
    """Put a block to other times; the block that stands there now, which is a new one where it
    was carried to another day. Refuses what is done, moved or cancelled."""
    begun = block.actual_start is not None
    if times.day != block.day and rules.carries(block.status, block.day, at.date(), begun):
        return _carry(session, block, times, at)
    block.status = rules.move(block.status)
    block.day, block.start, block.end_day, block.end = times
    return block


def _carry(session: Session, block: Block, times: Times, at: datetime) -> Block:
    made = copy(session, block, times)
    made.unplanned = block.unplanned
    if block.status is Status.ACTIVE:
        block.actual_end = at
    block.status = Status.MOVED
    block.moved_to_id = made.id
    return made


def carried(blocks: Sequence[Block], stands: Sequence[Block]) -> tuple[str, ...]:
    """What to say of those that stayed behind."""
    return tuple(
        f"{block_ref(block.id)} stays as moved; {block_ref(new.id)} on {say_date(new.day)} goes on."
        for block, new in zip(blocks, stands, strict=True)
        if new is not block
    )


def shift(session: Session, block_ids: Sequence[int], minutes: int, at: datetime) -> Outcome:
    """So many minutes later, or earlier."""
    blocks = found(session, block_ids)
    stands = []
    for block in blocks:
        with refused_by(block, blocks):
            stands.append(stand(session, block, schedule.shift(block, minutes), at))
    if len(blocks) == 1:
        where = f"to {place(stands[0].day, stands[0].start, at)}"
    else:
        where = f"{say_minutes(abs(minutes))} {'later' if minutes > 0 else 'earlier'}"
    return Outcome(f"Move {names(blocks)} {where}", carried(blocks, stands))


def resize(session: Session, block_ids: Sequence[int], minutes: int, at: datetime) -> Outcome:
    """So many minutes longer, or shorter: their ends move."""
    blocks = found(session, block_ids)
    for block in blocks:
        with refused_by(block, blocks):
            rules.move(block.status)
            block.end_day, block.end = schedule.resize(block, minutes)[2:]
    if len(blocks) == 1:
        return Outcome(f"Make {name(blocks[0])} last {say_minutes(schedule.minutes(blocks[0]))}")
    length = f"{say_minutes(abs(minutes))} {'longer' if minutes > 0 else 'shorter'}"
    return Outcome(f"Make {names(blocks)} {length}")


def move(
    session: Session, block_ids: Sequence[int], day: date, start: time | None, at: datetime
) -> Outcome:
    """To another day at the same times; with a start, the earliest begins then and the others
    keep their distance to it."""
    blocks = found(session, block_ids)
    begin = min(schedule.begins(block) for block in blocks)
    target = datetime.combine(schedule.in_calendar(day), start or begin.time())
    minutes = (target - begin) // MINUTE
    stands = []
    for block in blocks:
        with refused_by(block, blocks):
            times = schedule.to_day(block, day) if start is None else schedule.shift(block, minutes)
            stands.append(stand(session, block, times, at))
    label = f"Move {names(blocks)} to {place(day, start, at)}"
    return Outcome(label, carried(blocks, stands))


def push(
    session: Session, day: date, begin: datetime, minutes: int, day_end: datetime, at: datetime
) -> Outcome:
    """Move the rest of the day from `begin` on, naive local time like `day_end`. What is fixed
    or begun stays; a clash with it, and what then ends after the day, is said."""
    pushed = schedule.push(on_day(session, day), begin, minutes, day_end)
    if not pushed.moved:
        raise RuleError(
            f"Nothing that can move is planned on {say_date(day)} from {say_time(begin.time())} "
            "on. Push from an earlier time."
        )
    first, times = pushed.moved[0]
    by = (schedule.begins(times) - schedule.begins(first)) // MINUTE
    for planned, times in pushed.moved:
        block = get(session, planned.id)
        block.day, block.start, block.end_day, block.end = times
    clashes = [f"{name(one)} now clashes with {name(other)}." for one, other in pushed.clashing]
    late = [
        f"{name(block)} now lasts until {place(block.end_day, block.end, at)}, after the day's end."
        for block in pushed.off_end
    ]
    label = f"Push the rest of {say_date(day)} by {say_minutes(by)}"
    return Outcome(label, (*clashes, *late))


def place_task(
    session: Session, task_id: int, day: date, start: time, minutes: int, at: datetime
) -> Outcome:
    """Give a task a slot. It leaves the inbox: who plans it has judged it."""
    task = session.get_one(Task, task_id)
    take_up(task)
    times = schedule.lasting(day, start, minutes)
    block = Block(
        **times._asdict(),
        activity=task.title,
        output=task.output,
        project_id=task.project_id,
        task_id=task.id,
    )
    session.add(block)
    session.flush()
    return Outcome(f"Place {task_ref(task.id)} {task.title}, {place(day, start, at)}")


def place_tasks(
    session: Session, slots: Sequence[tuple[int, date, time, int]], at: datetime
) -> Outcome:
    """Give several tasks their slots (day, start, minutes) as one step."""
    labels = [place_task(session, *slot, at).label for slot in slots]
    return Outcome(labels[0] if len(labels) == 1 else f"Place {len(labels)} tasks")


def take_up(task: Task) -> None:
    """A task that gets a slot is open. Refuses one that is over."""
    if task.status in (TaskStatus.DONE, TaskStatus.DROPPED):
        raise RuleError(
            f"{task_ref(task.id)} is {task.status}. Bring it back before you give it a slot."
        )
    if task.status is TaskStatus.INBOX:
        task.status = TaskStatus.OPEN
