"""The JSON shapes: what programs read of a record. Once shipped, fields are only added.

Dates are `2026-11-24`, clock times `14:00`, instants ISO 8601 with the offset of the user's own
zone, what is not there is null.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Protocol

from infraday.domain import matrix, rows, schedule
from infraday.domain.block import Kind, Source
from infraday.domain.refs import block_ref, series_ref, task_ref
from infraday.domain.schedule import Gap
from infraday.domain.when import say_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.domain.quickadd import Reading

Shape = dict[str, object]


class Task(rows.Task, Protocol):
    """A whole task, read only."""

    @property
    def asked_on(self) -> date | None: ...
    @property
    def chase_on(self) -> date | None: ...
    @property
    def drop_reason(self) -> str | None: ...
    @property
    def snoozed_until(self) -> date | None: ...
    @property
    def rank(self) -> int | None: ...
    @property
    def unplanned(self) -> bool: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def done_at(self) -> datetime | None: ...


def block(row: rows.Block, project: str | None, now: datetime) -> Shape:
    """A block; `project` is its project's key, `now` the local time that makes it late."""
    return {
        "ref": block_ref(row.id),
        "day": _day(row.day),
        "start": _clock(row.start),
        "end_day": _day(row.end_day),
        "end": _clock(row.end),
        "activity": row.activity,
        "purpose": row.purpose,
        "output": row.output,
        "kind": row.kind,
        "project": project,
        "status": row.status,
        "actual_start": _instant(row.actual_start),
        "actual_end": _instant(row.actual_end),
        "output_state": row.output_state,
        "output_note": row.output_note,
        "source": row.source,
        "uid": row.uid,
        "fixed": row.fixed,
        "all_day": schedule.is_all_day(row),
        "late": schedule.is_late(row, now),
        "unplanned": row.unplanned,
        "task": None if row.task_id is None else task_ref(row.task_id),
        "notes": row.notes,
    }


def task(row: Task, project: str | None, urgent: bool, because: str | None) -> Shape:
    """A task with its verdict: whether it is urgent, and why."""
    return {
        "ref": task_ref(row.id),
        "title": row.title,
        "project": project,
        "status": row.status,
        "quadrant": matrix.quadrant(row.status, row.important, urgent),
        "important": row.important,
        "urgent": urgent,
        "urgent_because": because,
        "urgent_override": row.urgent_override,
        "due": _day(row.due),
        "scheduled": _day(row.scheduled),
        "estimate_minutes": row.estimate_minutes,
        "owner": row.owner,
        "asked_on": _day(row.asked_on),
        "chase_on": _day(row.chase_on),
        "output": row.output,
        "created_at": _instant(row.created_at),
        "done_at": _instant(row.done_at),
        "snoozed_until": _day(row.snoozed_until),
        "drop_reason": row.drop_reason,
        "rank": row.rank,
        "unplanned": row.unplanned,
        "notes": row.notes,
    }


class Series(Protocol):
    """A series, read only."""

    @property
    def id(self) -> int: ...
    @property
    def activity(self) -> str: ...
    @property
    def purpose(self) -> str | None: ...
    @property
    def output(self) -> str | None: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def fixed(self) -> bool: ...
    @property
    def notes(self) -> str: ...
    @property
    def source(self) -> Source: ...
    @property
    def first_day(self) -> date: ...
    @property
    def start(self) -> time | None: ...
    @property
    def minutes(self) -> int: ...
    @property
    def rrule(self) -> str: ...
    @property
    def rdate(self) -> str: ...
    @property
    def exdate(self) -> str: ...
    @property
    def tz(self) -> str | None: ...
    @property
    def calendar(self) -> str | None: ...
    @property
    def uid(self) -> str | None: ...
    @property
    def split_from(self) -> int | None: ...


def series(
    row: Series, project: str | None, words: str, until: date | None, coming: date | None
) -> Shape:
    """A series; `words` say its rule, `until` is its last day, `coming` its next. All its days
    are those of its own zone (`tz`; null: local)."""
    return {
        "ref": series_ref(row.id),
        "activity": row.activity,
        "rrule": row.rrule,
        "words": words,
        "first_day": _day(row.first_day),
        "start": _clock(row.start),
        "minutes": row.minutes,
        "all_day": row.start is None,
        "tz": row.tz,
        "until": _day(until),
        "next": _day(coming),
        "rdate": list(filter(None, row.rdate.split(","))),
        "exdate": list(filter(None, row.exdate.split(","))),
        "purpose": row.purpose,
        "output": row.output,
        "kind": row.kind,
        "project": project,
        "fixed": row.fixed,
        "notes": row.notes,
        "source": row.source,
        "calendar": row.calendar,
        "uid": row.uid,
        "split_from": None if row.split_from is None else series_ref(row.split_from),
    }


def understood(reading: "Reading") -> Shape:
    """What a captured line was read as, beside its title."""
    return {
        "project": reading.project,
        "owner": reading.owner,
        "important": reading.important,
        "urgent": reading.urgent,
        "due": _day(reading.due),
        "day": _day(reading.day),
        "start": _clock(reading.start),
        "minutes": reading.minutes,
        "output": reading.output,
        "every": reading.every,
    }


def free(gaps: Iterable[Gap]) -> list[Shape]:
    return [
        {"start": _clock(gap.begin.time()), "end": _clock(gap.end.time()), "minutes": gap.minutes}
        for gap in gaps
    ]


def _day(day: date | None) -> str | None:
    return None if day is None else str(day)


def _clock(at: time | None) -> str | None:
    return None if at is None else say_time(at)


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone().isoformat(timespec="seconds")
