"""The demo's blocks around a moment: the days, what the calendar and the series put into them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from infraday import clock
from infraday.demo.moments import DAY, Here
from infraday.demo.moments import clock as at
from infraday.demo.outcomes import Planned
from infraday.demo.story import Repeating, Single, Slot, Story
from infraday.domain import recurrence, schedule
from infraday.domain import series as rules
from infraday.domain.block import Kind, Source
from infraday.domain.event import Calendar, Event, Own, Recurring
from infraday.domain.schedule import Times

CALENDAR = "Work"


class Coming(NamedTuple):
    """An occurrence of a series within the demo's days, the n-th since it began; `day` is its own
    day in the series."""

    of: Repeating
    number: int
    day: date
    times: Times


def first_day(one: Repeating, here: Here) -> date:
    """A series begins with the demo: nothing of it lies open further back."""
    return rules.begin_for(one.rrule, here.first, here.first)


def coming(one: Repeating, here: Here) -> list[Coming]:
    """Its occurrences, with the next one where `moved` puts it."""
    ruled = rules.Ruled(first_day(one, here), one.rrule, start=at(one.start), minutes=one.minutes)
    falling = recurrence.expand(ruled, here.first, here.last, clock.to_local)
    found = [Coming(one, n, it.recurrence_id, Times(*it[1:])) for n, it in enumerate(falling)]
    ahead = next((it for it in found if it.day > here.today), None)
    if one.moved and ahead:
        times = schedule.lasting(ahead.day, at(one.moved), one.minutes)
        found[found.index(ahead)] = ahead._replace(times=times)
    return found


def events(story: Story, here: Here) -> Calendar:
    """The calendar as a file would have it, with what was added to its events here."""
    found: list[Event] = []
    for one in story.meetings:
        first = first_day(one, here)
        recurring = Recurring(one.rrule, (), (), None, first, at(one.start), one.minutes)
        times = schedule.lasting(first, at(one.start), one.minutes)
        found.append(_event(one, times)._replace(recurring=recurring))
        for it in coming(one, here):
            if it.times.start != at(one.start):
                found.append(_event(one, it.times)._replace(recurrence_id=it.day))
    for single in story.singles:
        found.append(_event(single, times_of(single, here))._replace(cancelled=single.cancelled))
    return Calendar(CALENDAR, tuple(found))


def _event(one: Repeating | Single, times: Times) -> Event:
    own = Own(one.purpose, one.output, Kind(one.kind), one.project)
    return Event(one.uid, 1, times, one.activity, one.notes, own=own)


def times_of(single: Single, here: Here) -> Times:
    day = here.working(single.day)
    if single.start is None:
        return Times(day, None, day, None)
    return schedule.lasting(day, at(single.start), single.minutes)


def blocks(story: Story, here: Here) -> list[Planned]:
    """All that gets a row of its own: what is planned by hand, and of the calendar and the series
    what has begun."""
    from_series = [
        _touched(it, source)
        for series, source in ((story.series, Source.MANUAL), (story.meetings, Source.ICS))
        for one in series
        for it in coming(one, here)
    ]
    singles = [_single(one, here) for one in story.singles if not one.cancelled]
    beside = {one.uid for one in story.singles if one.beside}
    held = [it for it in (*from_series, *singles) if it.uid not in beside]
    taken = [it.times for it in held if not schedule.is_all_day(it.times)]
    own = _free_of(taken, _of_day(story.today, here.today, here))
    taken += [it.times for it in own]
    for day in here.days:
        own += _free_of(taken, _of_day(story.days[day.weekday()], day, here))
    begun = [it for it in (*from_series, *singles) if schedule.begins(it.times) <= here.now]
    return [*own, *begun, *_windows(story, here)]


def _free_of(taken: Sequence[Times], blocks: Iterator[Planned]) -> list[Planned]:
    return [
        block for block in blocks
        if not any(schedule.overlaps(block.times, other) for other in taken)
    ]  # fmt: skip


def _touched(one: Coming, source: Source) -> Planned:
    of = one.of
    return Planned(
        one.times, of.activity, of.purpose, of.output, of.kind, of.project, of.notes,
        went=_said(of.went, one.number), fixed=True, series=of.uid, source=source,
        uid=of.uid if source is Source.ICS else None,
    )  # fmt: skip


def _single(one: Single, here: Here) -> Planned:
    return Planned(
        times_of(one, here), one.activity, kind=one.kind, went=_said(one.went, 0),
        source=Source.ICS, uid=one.uid, is_new=False,
    )  # fmt: skip


def _of_day(slots: Sequence[Slot], day: date, here: Here) -> Iterator[Planned]:
    week = (day - here.first) // (7 * DAY)
    for slot in slots:
        times = schedule.lasting(day, at(slot.start), slot.minutes)
        if slot.unplanned and schedule.ends(times) > here.now:
            continue
        yield Planned(
            times, slot.activity, slot.purpose, slot.output, slot.kind, slot.project,
            went=_said(slot.went, week), fixed=slot.fixed, unplanned=slot.unplanned,
            task=slot.task, source=Source.MANUAL if slot.unplanned else Source.TEMPLATE,
            uid=None if slot.unplanned else f"template/demo/{day}/1/{slot.activity.casefold()}",
        )  # fmt: skip


def _windows(story: Story, here: Here) -> Iterator[Planned]:
    for one in story.windows:
        times = Times(here.working(one.first), None, here.working(one.last), None)
        yield Planned(times, one.activity, project=one.project, notes=one.notes)


def _said(went: Sequence[str], place: int) -> str:
    return went[place % len(went)] if went else "="
