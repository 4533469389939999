"""Blocks at work: started, stopped, finished with what they produced, skipped, reopened.

Actuals are a layer of their own: nothing here touches the plan.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from infraday.domain import block as rules
from infraday.domain.block import OutputState, Status
from infraday.domain.matrix import OVER
from infraday.domain.quickadd import Reading
from infraday.domain.refs import block_ref, task_ref
from infraday.models import Block, Task
from infraday.store import capture, tasks, texts
from infraday.store.block_rows import found, get, name, names, refused_by
from infraday.store.engine import plain
from infraday.store.journal import Outcome


def start(session: Session, block_id: int, at: datetime) -> Outcome:
    """Begin now; what else is running stops. Begun once more, it keeps its first beginning."""
    block = get(session, block_id)
    block.status = rules.start(block.status)
    running = select(Block).where(Block.status == Status.ACTIVE, col(Block.id) != block.id)
    stopped = list(session.exec(running))
    for other in stopped:
        _stop(other, at)
    block.actual_start = block.actual_start or at
    block.actual_end = None
    rest = f", stop {names(stopped)}" if stopped else ""
    return Outcome(f"Start {name(block)}{rest}")


def stop(session: Session, block_id: int, at: datetime) -> Outcome:
    block = get(session, block_id)
    _stop(block, at)
    return Outcome(f"Stop {name(block)}")


def _stop(block: Block, at: datetime) -> None:
    block.status = rules.stop(block.status)
    _end(block, at)


def _end(block: Block, at: datetime) -> None:
    """A clock that was set back ends nothing before it began."""
    if block.actual_start is not None:
        block.actual_end = max(at.astimezone(UTC), block.actual_start)


def finish(
    session: Session,
    block_id: int,
    at: datetime,
    note: str | None = None,
    state: OutputState | None = None,
    items: Sequence[Reading] = (),
    *,
    task_done: bool = False,
    block_minutes: int = 60,
) -> Outcome:
    """Done, with what was produced and the action items that came out of it, each linked to the
    block. Without a `state`, a note means produced, and none means none where any was expected.
    `block_minutes` is how long an item with a clock time lasts that does not say it."""
    block = get(session, block_id)
    if block.status is Status.ACTIVE:
        _end(block, at)
    block.status = rules.finish(block.status)
    block.output_note = texts.said(note)
    block.output_state = state or _state(block)
    parts = [f"Finish {name(block)}"]
    if task_done and block.task_id is not None:
        task = session.get_one(Task, block.task_id)
        tasks.close(task, at)
        parts.append(f"finish {task_ref(task.id)}")
    remarks = _still_open(session, block)
    if items:
        session.flush()  # an action item of a block that is done interrupts nothing
        defaults = capture.Defaults(at, block_minutes, block_ref(block.id))
        captured, _ = capture.add(plain(session), items, defaults)
        parts.append(f"add {', '.join(one.ref for one in captured)}")
        remarks += tuple(remark for one in captured for remark in one.remarks)
    return Outcome(", ".join(parts), remarks)


def _still_open(session: Session, block: Block) -> tuple[str, ...]:
    """A block that is done does not finish its task: what is left of that waits again."""
    task = None if block.task_id is None else session.get_one(Task, block.task_id)
    if task is None or task.status in OVER:
        return ()
    return (f"{task_ref(task.id)} {task.title} is still open: finish it, too, when it is done.",)


def _state(block: Block) -> OutputState | None:
    if block.output_note:
        return OutputState.PRODUCED
    return OutputState.NONE if block.output else None


def skip(session: Session, block_ids: Sequence[int], at: datetime) -> Outcome:
    blocks = found(session, block_ids)
    for block in blocks:
        with refused_by(block, blocks):
            block.status = rules.skip(block.status)
    return Outcome(f"Skip {names(blocks)}")


def reopen(session: Session, block_ids: Sequence[int], at: datetime) -> Outcome:
    """Planned again. The times it was worked on and what it produced stay on record; only the
    verdict on its output goes."""
    blocks = found(session, block_ids)
    for block in blocks:
        with refused_by(block, blocks):
            block.status = rules.reopen(block.status)
            block.output_state = None
    return Outcome(f"Reopen {names(blocks)}")
