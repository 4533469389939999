"""Three ways at once: what the plan says, what the calendar says, and what it said the last time.
What the calendar changed since is taken over, what it did not change stays as the user has it."""

from datetime import date
from itertools import pairwise
from typing import TypeAlias

from infraday.domain import recurrence
from infraday.domain.recurrence_rule import count_of, ending, until_of
from infraday.domain.schedule import DAY, LAST_DAY
from infraday.store.calendars_rows import Block, Series
from infraday.store.calendars_said import Series as SaidSeries
from infraday.store.calendars_said import Told, rule_of

Ruled: TypeAlias = tuple[str, str, str]
"""First day, rule and added dates."""

_WEEK = 7 * DAY
KEEP_TIMES = ("done", "moved")
"""The plan of a finished block is what its actuals are held against; one that was carried on
stays where it was left."""


def block(mine: Block, base: Told, theirs: Told) -> Block:
    """The block with what its calendar changed since it said `base`."""
    times = mine.times
    if theirs.times != base.times and mine.status not in KEEP_TIMES:
        times = theirs.times
    day, start, end_day, end = times
    return mine._replace(
        activity=theirs.activity if theirs.activity != base.activity else mine.activity,
        notes=_notes(mine.notes, base.notes, theirs.notes),
        status=_status(mine, base, theirs),
        day=day,
        start=start,
        end_day=end_day,
        end=end,
    )


def series(
    parts: list[Series], base: list[SaidSeries], theirs: SaidSeries, forgotten: set[str]
) -> list[Series]:
    """A series, by its parts where it was split by hand, with what its calendar changed since it
    said `base` of each."""
    changed = []
    for at, (mine, said) in enumerate(zip(parts, base, strict=True)):
        if said.ended:
            mine = mine._replace(rrule=said.ended[0], rdate=said.ended[1])
        start, minutes, tz = mine.clock if theirs.clock == said.clock else theirs.clock
        rule = mine.rule
        if theirs.rule != said.rule:
            rule = _ruled(parts, at, mine, said, theirs)
        changed.append(
            mine._replace(
                activity=theirs.activity if theirs.activity != said.activity else mine.activity,
                notes=_notes(mine.notes, said.notes, theirs.notes),
                start=start,
                minutes=minutes,
                tz=tz,
                first_day=rule[0],
                rrule=rule[1],
                rdate=rule[2],
                exdate=_exdate(mine.exdate, said.exdate, theirs.exdate, forgotten),
            )
        )
    return changed


def ended(mine: Series, today: date) -> Series | None:
    """The series with `today` as its last day; None where nothing of it comes after that."""
    if not recurrence.upcoming(rule_of(mine.said), today, 1):
        return None
    kept = (day for day in mine.rdate.split(",") if day and day <= str(today))
    return mine._replace(rrule=ending(mine.rrule, today), rdate=",".join(kept))


def part_of(parts: list[Series], day: str) -> Series:
    """The part of a series that a day belongs to."""
    for one, after in pairwise(parts):
        if day < after.first_day:
            return one
    return parts[-1]


def ended_by_hand(mine: Series, base: SaidSeries) -> date | None:
    """The last day that the user left of a part of a series; None where it is the calendar's."""
    if mine.rrule == base.rrule:
        return None
    if count_of(mine.rrule) is None:
        return until_of(mine.rrule)
    last = recurrence.last_day(rule_of(mine.said))
    return last if last != recurrence.last_day(rule_of(base)) else None


def is_begun_later(mine: Series, base: SaidSeries) -> bool:
    """Whether the user dropped what came before a part of a series: to be moved to another day of
    the week is no more than that."""
    return date.fromisoformat(mine.first_day) - date.fromisoformat(base.first_day) >= _WEEK


def _notes(mine: str, base: str, theirs: str) -> str:
    """The user's own text is never written over."""
    return theirs if mine == base else mine


def _status(mine: Block, base: Told, theirs: Told) -> str:
    if theirs.cancelled and not base.cancelled and mine.status == "planned" and not mine.begun:
        return "cancelled"
    if base.cancelled and not theirs.cancelled and mine.status == "cancelled":
        return "planned"
    return mine.status


def _exdate(mine: str, base: str, theirs: str, forgotten: set[str]) -> str:
    """The calendar's, and those that the user added."""
    own = set(mine.split(",")) - set(base.split(","))
    return ",".join(sorted((own | set(theirs.split(",")) | forgotten) - {""}))


def _ruled(
    parts: list[Series], at: int, mine: Series, base: SaidSeries, theirs: SaidSeries
) -> Ruled:
    """The calendar's new rule, for the days of this part: what was ended or split by hand stays
    so."""
    whole = rule_of(theirs)
    rrule, first_day = theirs.rrule, theirs.first_day
    begins = date.fromisoformat(mine.first_day)
    is_later = at > 0 or (mine.first_day != base.first_day and begins > whole.first_day)
    if is_later:
        if count_of(rrule) is not None and (last := recurrence.last_day(whole)):
            rrule = ending(rrule, last)
        first = next(iter(recurrence.ruled_days(whole, begins, LAST_DAY)), None)
        first_day = str(first or begins)
        if first is None:
            rrule = ending(rrule, begins - DAY)
    if until := ended_by_hand(mine, base):
        rrule = _ending(theirs, rrule, until)
    low = mine.first_day if is_later else ""
    high = parts[at + 1].first_day if at + 1 < len(parts) else "9999"
    dates = [day for day in theirs.rdate.split(",") if day and low <= day < high]
    return first_day, rrule, ",".join(dates)


def _ending(theirs: SaidSeries, rrule: str, until: date) -> str:
    """The rule ended at `until`, unless it ends before by a COUNT."""
    if count_of(rrule) is None:
        return ending(rrule, until)
    last = recurrence.last_day(rule_of(theirs))
    return rrule if last is not None and last <= until else ending(rrule, until)
