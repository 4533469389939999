"""Blocks: added, edited, duplicated, deleted. What becomes of their times is in `moves`, what
becomes of them in the course of the day in `doing`, whole templates in `laying`."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlmodel import Session, select

from infraday.domain import RuleError, schedule
from infraday.domain.block import Kind
from infraday.domain.refs import block_ref
from infraday.domain.schedule import Times
from infraday.models import Block, ForgottenEvent, Series, Task
from infraday.store import links, moves, projects, texts
from infraday.store.block_rows import copy, get, name, names, on_day, peek, times_of
from infraday.store.doing import finish, reopen, skip, start, stop
from infraday.store.journal import Outcome
from infraday.store.laying import Laid, lay, preview
from infraday.store.moves import move, push, resize, shift
from infraday.store.moves import place_task as place
from infraday.store.moves import place_tasks as place_all

__all__ = [
    "Draft",
    "Laid",
    "add",
    "delete",
    "duplicate",
    "edit",
    "finish",
    "get",
    "lay",
    "links_of",
    "move",
    "on_day",
    "peek",
    "place",
    "place_all",
    "preview",
    "push",
    "reopen",
    "resize",
    "shift",
    "skip",
    "start",
    "stop",
]


class Draft(NamedTuple):
    """A block as a form or a command describes it. `project` is a key; a new one makes it."""

    times: Times
    activity: str
    purpose: str | None = None
    output: str | None = None
    kind: Kind = Kind.OTHER
    project: str | None = None
    task_id: int | None = None
    notes: str = ""
    fixed: bool = False
    unplanned: bool = False
    links: tuple[str, ...] = ()


def add(session: Session, draft: Draft, at: datetime) -> Outcome:
    times = schedule.check(*draft.times)
    block = Block(**times._asdict(), activity=draft.activity)
    remarks = _fill(session, block, draft)
    return Outcome(f"Add {name(block)}", remarks)


def edit(
    session: Session, block_id: int, version: int | None, draft: Draft, at: datetime
) -> Outcome:
    """Make a block what the draft says. Refused when it is no longer at `version`, so that a
    form overwrites nothing that it did not show; None overwrites all the same."""
    shown = peek(session, block_id)
    if version is not None and (shown.version != version or touched(block_id, shown)):
        raise RuleError(
            f"{block_ref(block_id)} was changed meanwhile. Nothing was saved: "
            "look at what it says now, then change that."
        )
    target = block = get(session, block_id)
    if draft.times != times_of(block):
        target = moves.stand(session, block, schedule.check(*draft.times), at)
    remarks = _fill(session, target, draft)
    return Outcome(f"Edit {name(target)}", (*moves.carried([block], [target]), *remarks))


def touched(block_id: int, now: Block) -> bool:
    """Whether what was shown as an untouched occurrence is a block since, or another series'."""
    return block_id < 0 and block_id != now.id


def _fill(session: Session, block: Block, draft: Draft) -> tuple[str, ...]:
    """Everything but the times; what a user should know of it."""
    fields, remarks = about(session, draft)
    for field, value in fields.items():
        setattr(block, field, value)
    block.unplanned = draft.unplanned
    if draft.task_id is not None and draft.task_id != block.task_id:
        moves.take_up(session.get_one(Task, draft.task_id))
    block.task_id = draft.task_id
    session.add(block)
    session.flush()
    links.replace(session, block, draft.links)
    return remarks


def about(session: Session, draft: Draft) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What a draft says that a series of such blocks would say as well, by its column; and what a
    user should know of it."""
    activity, notes, cut = texts.titled(draft.activity, draft.notes, "block")
    project_id, made = projects.named(session, draft.project)
    fields = {
        "activity": activity,
        "purpose": texts.said(draft.purpose),
        "output": texts.said(draft.output),
        "kind": draft.kind,
        "project_id": project_id,
        "notes": notes,
        "fixed": draft.fixed,
    }
    return fields, (*cut, *made)


def links_of(session: Session, block_id: int) -> tuple[str, ...]:
    """The references that a block links to, as a draft takes them."""
    return links.of(session, peek(session, block_id))


def duplicate(session: Session, block_id: int, at: datetime) -> Outcome:
    """The same right after it, planned; of an all-day block on the day after."""
    block = peek(session, block_id)
    if schedule.is_all_day(block):
        times = schedule.to_day(block, block.end_day + timedelta(days=1))
    else:
        times = schedule.shift(block, schedule.minutes(block))
    made = copy(session, block, times)
    return Outcome(f"Duplicate {name(block)} as {block_ref(made.id)}")


def delete(session: Session, block_ids: Sequence[int]) -> Outcome:
    """Of a series only these occurrences. What a calendar brought is remembered, so that no later
    import brings it back."""
    blocks = [peek(session, block_id) for block_id in dict.fromkeys(block_ids)]
    if not blocks:
        raise RuleError("No block was named. Mark one, or move to one.")
    for block in blocks:
        _forget(session, block)
        for moved in session.exec(select(Block).where(Block.moved_to_id == block.id)).all():
            moved.moved_to_id = None
    session.flush()
    for block in blocks:
        if block.id > 0:
            session.delete(block)
    return Outcome(f"Delete {names(blocks)}")


def _forget(session: Session, block: Block) -> None:
    day, calendar = block.recurrence_id, block.calendar
    if block.series_id is not None and day is not None:
        series = session.get_one(Series, block.series_id)
        series.exdate = _with(series.exdate, day)
        calendar = series.calendar
    if calendar and block.uid:
        session.add(ForgottenEvent(calendar=calendar, uid=block.uid, recurrence_id=day))


def _with(dates: str, day: date) -> str:
    return ",".join(sorted({*filter(None, dates.split(",")), str(day)}))
