"""Series: made, changed and ended by their user, for all of their occurrences or from one on.

What becomes of one occurrence alone is the business of `blocks`: it is a block like others.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.exc import NoResultFound
from sqlmodel import Session, col, select

from infraday import clock
from infraday.domain import RuleError, recurrence, schedule
from infraday.domain import series as rules
from infraday.domain.block import Source
from infraday.domain.recurrence_cut import Part, split
from infraday.domain.recurrence_words import say
from infraday.domain.refs import block_ref, occurrence_id, series_ref
from infraday.domain.schedule import Times
from infraday.domain.series import Scope
from infraday.models import Block, Series
from infraday.store import blocks, links, touched
from infraday.store.block_rows import get, peek, times_of
from infraday.store.block_rows import name as block_name
from infraday.store.blocks import Draft
from infraday.store.ending import (
    day_of,
    delete,
    delete_all,
    end,
    end_before,
    found,
    name,
    put,
    remove,
)
from infraday.store.journal import Outcome

__all__ = [
    "Seen",
    "add",
    "all_of",
    "delete",
    "edit",
    "end",
    "of_block",
    "one",
    "remove",
    "repeat",
]


class Seen(NamedTuple):
    """The versions of a block and of its series that a form showed."""

    block: int
    series: int


class _Change(NamedTuple):
    """What an edit changes, seen from the occurrence in which it was made."""

    fields: dict[str, Any]
    times: Times | None  # None: as they were
    start: time | None
    minutes: int
    by: timedelta  # between days of the series' zone
    every: str | None
    remarks: tuple[str, ...]


def one(session: Session, series_id: int) -> Series:
    return session.get_one(Series, series_id)


def all_of(session: Session) -> list[Series]:
    return list(session.exec(select(Series).order_by(col(Series.id))))


def of_block(session: Session, block_id: int) -> Series | None:
    """The series that a block is an occurrence of."""
    series_id = peek(session, block_id).series_id
    return None if series_id is None else one(session, series_id)


def add(session: Session, draft: Draft, rrule: str, at: datetime) -> Outcome:
    """A series that begins on the first day from the draft's on that its rule names."""
    times = schedule.check(*draft.times)
    fields, remarks = blocks.about(session, draft)
    first = rules.begin_for(rrule, times.day, times.day)
    series = _new(session, fields, schedule.to_day(times, first), rrule)
    _make_own(session, series, first, draft)
    return Outcome(f"Add {name(series)}, {say(series.rrule, first)}", remarks)


def _new(session: Session, fields: dict[str, Any], times: Times, rrule: str) -> Series:
    series = Series(
        **fields,
        first_day=times.day,
        start=times.start,
        minutes=schedule.minutes(times),
        rrule=recurrence.check(rrule, times.day),
    )
    session.add(series)
    session.flush()
    return series


def repeat(
    session: Session, block_id: int, version: int | None, draft: Draft, rrule: str, at: datetime
) -> Outcome:
    """Make a block the first occurrence of a series."""
    shown = session.get_one(Block, block_id)
    if shown.series_id is not None:
        raise RuleError(f"{block_ref(block_id)} repeats already. Edit its series.")
    if shown.source is Source.ICS:
        raise RuleError(
            f"{block_ref(block_id)} comes from a calendar, which says how it repeats. "
            "Duplicate it, and let the copy repeat."
        )
    first = rules.begin_for(rrule, draft.times.day, draft.times.day)
    draft = draft._replace(times=schedule.to_day(draft.times, first))
    done = blocks.edit(session, block_id, version, draft, at)
    block = session.get_one(Block, block_id)
    if block.moved_to_id is not None and block.day != first:  # it was carried there
        block = session.get_one(Block, block.moved_to_id)
    fields = {name: getattr(block, name) for name in touched.FIELDS}
    series = _new(session, fields, times_of(block), rrule)
    block.series_id, block.recurrence_id = series.id, first
    session.add(block)
    words = say(series.rrule, first)
    return Outcome(f"Repeat {block_name(block)} as {series_ref(series.id)}, {words}", done.remarks)


def edit(
    session: Session, block_id: int, seen: Seen | None, draft: Draft, scope: Scope,
    every: str | None, at: datetime,
) -> Outcome:  # fmt: skip
    """Change a series from one of its occurrences: what the draft has otherwise than that one.

    `every` is another rule, "" for none from then on, None for the one it has. Touched
    occurrences keep what was changed in them by hand. With `seen` it is refused where either was
    changed since."""
    shown, series = found(session, block_id)
    if seen and (seen != (shown.version, series.version) or blocks.touched(block_id, shown)):
        raise RuleError(
            f"{block_ref(block_id)} or its series was changed meanwhile. Nothing was saved: "
            "look at what it says now, then change that."
        )
    day = day_of(shown)
    if every == "":
        return _stop_repeating(session, shown, series, draft, scope, at)
    change = _change(session, shown, series, draft, every)
    before, target, first = touched.saying(series), series, date.min
    if scope is Scope.FOLLOWING and (cut := split(series, day)).before is not None:
        target, first = _cut_off(session, series, cut.before, cut.after), day
    to = _rewrite(target, change, day)
    session.add(target)
    session.flush()
    touched.follow(session, touched.of(session, series.id, first), before, target, to)
    stays = _change_here(session, shown, change)
    _make_own(session, target, to(day), draft, shown)
    if every:
        touched.drop_fallen(session, target)
    if target is series:
        return Outcome(f"Edit all of {name(series)}", (*stays, *change.remarks))
    goes_on = f"From then on it is {series_ref(target.id)}."
    label = f"Edit {name(series)} from {rules.say_from(day, at.date())} on"
    return Outcome(label, (goes_on, *stays, *change.remarks))


def _change(
    session: Session, shown: Block, series: Series, draft: Draft, every: str | None
) -> _Change:
    about, remarks = blocks.about(session, draft)
    fields = {name: value for name, value in about.items() if value != getattr(shown, name)}
    before = times_of(shown)
    if draft.times == before:
        return _Change(fields, None, series.start, series.minutes, timedelta(), every, remarks)
    times = schedule.check(*draft.times)
    (day, start), (old_day, old_start) = _zoned(series, times), _zoned(series, before)
    same = schedule.minutes(times) == schedule.minutes(before)
    return _Change(
        fields,
        times,
        series.start if start == old_start else start,
        series.minutes if same else schedule.minutes(times),
        day - old_day,
        every,
        remarks,
    )


def _zoned(series: Series, times: Times) -> tuple[date, time | None]:
    """Day and start in the zone of the series."""
    if series.tz is None or times.start is None:
        return times.day, times.start
    here = schedule.begins(times)
    at = (here - clock.offset_at(here)).replace(tzinfo=ZoneInfo("UTC"))
    there = at.astimezone(ZoneInfo(series.tz))
    return there.date(), there.time()


def _cut_off(session: Session, series: Series, before: Part, after: Part) -> Series:
    """End a series where another takes it up. Both go on hearing of the calendar they are from."""
    own = {"id", "version", "split_from"}
    made = Series(**series.model_dump(exclude=own) | after._asdict(), split_from=series.id)
    put(series, before)
    session.add_all((series, made))
    session.flush()
    return made


def _rewrite(series: Series, change: _Change, day: date) -> Callable[[date], date]:
    """Make a series what the change says; where each of its days goes."""
    for field, value in change.fields.items():
        setattr(series, field, value)
    series.start, series.minutes = change.start, change.minutes
    if change.every is not None:
        series.first_day = rules.begin_for(change.every, day + change.by, series.first_day)
        series.rrule = recurrence.check(change.every, series.first_day)
    elif change.by:
        moved = rules.along(series.rrule, series.first_day, day, day + change.by)
        series.first_day, series.rrule = moved.first_day, moved.rrule
        series.rdate = _moved(series.rdate, moved.to)
        series.exdate = _moved(series.exdate, moved.to)
        return moved.to
    return lambda day: day


def _moved(dates: str, to: Callable[[date], date]) -> str:
    return ",".join(sorted({str(to(day)) for day in recurrence.dates_in(dates)}))


def _change_here(session: Session, shown: Block, change: _Change) -> tuple[str, ...]:
    """The occurrence in which the change was made takes it, whatever it said before."""
    if shown.id < 0:
        return ()
    for field, value in change.fields.items():
        setattr(shown, field, value)
    session.add(shown)
    if change.times and touched.is_history(shown):
        return (f"{block_ref(shown.id)} was begun, so its own plan stays as it was.",)
    if change.times:
        shown.day, shown.start, shown.end_day, shown.end = change.times
    return ()


def _make_own(
    session: Session, series: Series, day: date, draft: Draft, shown: Block | None = None
) -> None:
    """What a series does not have, its one occurrence does: links, a task, being unplanned."""
    held = links.of(session, shown) if shown else ()
    same = (shown.unplanned, shown.task_id) if shown else (False, None)
    if (draft.unplanned, draft.task_id) == same and set(draft.links) == set(held):
        return
    try:
        block = get(session, occurrence_id(series.id, day))
    except NoResultFound:  # its rule leaves this day out now
        return
    block.unplanned, block.task_id = draft.unplanned, draft.task_id
    session.add(block)
    links.replace(session, block, draft.links)


def _stop_repeating(
    session: Session, shown: Block, series: Series, draft: Draft, scope: Scope, at: datetime
) -> Outcome:
    """The occurrence becomes a single block; the series ends before it, or goes."""
    block = get(session, shown.id)
    done = blocks.edit(session, block.id, None, draft, at)
    label = f"Edit {name(series)}, no longer repeating"
    if scope is Scope.FOLLOWING:
        label += f" from {rules.say_from(day_of(block), at.date())} on"
        said = end_before(session, series, day_of(block), keep=(block.id,))
    else:
        said = delete_all(session, series, keep=(block.id,))
    return Outcome(label, (*done.remarks, *said))
