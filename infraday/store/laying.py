"""Day templates laid over a day: what goes in, what stands there already, what is in the way."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from sqlmodel import Session, col, select

from infraday.domain import RuleError, schedule
from infraday.domain.block import Source
from infraday.domain.schedule import Times
from infraday.domain.template import Template, TemplateBlock, begins_before
from infraday.domain.when import say_date, say_time
from infraday.models import Block
from infraday.store import projects
from infraday.store.block_rows import on_day
from infraday.store.journal import Outcome


class Laid(NamedTuple):
    """A block of a template and whether it goes in: its time is free, or taken by others, or the
    block is there since the template was laid on this day before."""

    block: TemplateBlock
    state: Literal["free", "there", "taken"]
    by: tuple[Block, ...]
    times: Times
    uid: str


def preview(session: Session, template: Template, day: date) -> list[Laid]:
    """What laying the template on this day would do, in the template's order."""
    present = _in_the_way(session, day)
    times = [schedule.lasting(day, block.start, block.minutes) for block in template.blocks]
    uids = _uids(template, day)
    there = set(session.exec(select(Block.uid).where(col(Block.uid).in_(uids))))
    return [
        _laid(block, span, uid, uid in there, present)
        for block, span, uid in zip(template.blocks, times, uids, strict=True)
    ]


def _uids(template: Template, day: date) -> list[str]:
    """By what is done, and a number where that comes more than once. Not by place: a block that
    is put before others into the file is not taken for one of them."""
    seen: Counter[str] = Counter()
    uids = []
    for block in template.blocks:
        activity = block.activity.casefold()
        seen[activity] += 1
        uids.append(f"template/{template.name}/{day}/{seen[activity]}/{activity}")
    return uids


def _in_the_way(session: Session, day: date) -> list[Block]:
    """The blocks that take time on this day or the next, into which a late block reaches."""
    blocks = {
        block.id: block for near in (0, 1) for block in on_day(session, day + timedelta(near))
    }
    return [block for block in blocks.values() if schedule.takes_time(block)]


def _laid(
    block: TemplateBlock, times: Times, uid: str, there: bool, present: Iterable[Block]
) -> Laid:
    by = tuple(other for other in present if schedule.overlaps(times, other))
    state: Literal["free", "there", "taken"] = "there" if there else "taken" if by else "free"
    return Laid(block, state, () if there else by, times, uid)


def lay(
    session: Session, template: Template, day: date, at: datetime, forced: Collection[int] = (),
    since: datetime | None = None,
) -> Outcome:  # fmt: skip
    """Lay what is free, and of what is taken the blocks at the places `forced`; nothing that begins
    before `since`, which is naive local. Laid twice, nothing doubles."""
    laid = preview(session, template, day)
    past = [
        one
        for one in laid
        if since and one.state != "there" and begins_before(one.block, day, since)
    ]
    going = [
        one
        for index, one in enumerate(laid)
        if one not in past and (one.state == "free" or (one.state == "taken" and index in forced))
    ]
    if not going:
        raise _nothing(template, day, [one for one in laid if one not in past])
    keys = dict.fromkeys(one.block.project for one in going if one.block.project)
    made = {key: projects.named(session, key) for key in keys}
    session.add_all(
        _block(one, made[one.block.project][0] if one.block.project else None) for one in going
    )
    count = f"{len(going)} block{'s' if len(going) > 1 else ''}"
    label = f"Lay {template.title} on {say_date(day)}, {count}"
    new = [remark for _, remarks in made.values() for remark in remarks]
    over = [f"Left out: {len(past)} that begin before now."] if past else []
    rest = (one for one in laid if one not in going and one not in past)
    return Outcome(label, (*new, *over, *_left_out(rest)))


def _block(laid: Laid, project_id: int | None) -> Block:
    template = laid.block
    return Block(
        **laid.times._asdict(),
        activity=template.activity,
        purpose=template.purpose,
        output=template.output,
        kind=template.kind,
        project_id=project_id,
        fixed=template.fixed,
        source=Source.TEMPLATE,
        uid=laid.uid,
    )


def _left_out(laid: Iterable[Laid]) -> list[str]:
    return [
        f"Left out: {say_time(one.block.start)} {one.block.activity}, its time is taken."
        for one in laid
        if one.state == "taken"
    ]


def _nothing(template: Template, day: date, laid: Sequence[Laid]) -> RuleError:
    """`laid` is what would have been laid."""
    if not laid:
        return RuleError(
            f"All of “{template.title}” begins before now. Lay it on another day, or all of it."
        )
    if all(one.state == "there" for one in laid):
        return RuleError(
            f"All of “{template.title}” is on {say_date(day)} already. Choose another day."
        )
    return RuleError(
        f"Nothing of “{template.title}” fits on {say_date(day)}: its times are taken. "
        "Make room first, or lay it all the same: with space in the preview, "
        "with --force in the shell."
    )
