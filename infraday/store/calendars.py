"""Calendars brought into the plan: all files of one import are one change, or a look at what it
would be. How one calendar is merged is in `calendars_merge`."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from sqlite3 import Connection
from typing import NamedTuple

from infraday.domain.event import Calendar
from infraday.store import calendars_rows as rows
from infraday.store.calendars_merge import Merge
from infraday.store.calendars_merge import SuddenlyEmptyError as SuddenlyEmptyError
from infraday.store.calendars_own import returning
from infraday.store.calendars_said import ToLocal
from infraday.store.journal import Outcome


class Source(NamedTuple):
    """A calendar out of a file. `name` is its own, else the file's."""

    file: str
    name: str
    calendar: Calendar


class Fault(NamedTuple):
    """A bad record: `where` is FILE:LINE UID."""

    where: str
    reason: str


class Report(NamedTuple):
    """What an import did or would do, in events; one that comes back counts once. `cancelled`
    ones have left their calendar, or are among `updated` because it now calls them so."""

    calendars: tuple[str, ...]
    read: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    cancelled: int
    errors: tuple[Fault, ...]
    remarks: tuple[str, ...]

    @property
    def label(self) -> str:
        names, many = self.calendars, len(self.calendars)
        one = "the calendar" if names[0].casefold() == "calendar" else f"the calendar {names[0]}"
        return f"Import {one if many == 1 else f'{many} calendars'}: {self.counts}"

    @property
    def counts(self) -> str:
        found = (
            (self.created, "new"),
            (self.updated, "changed"),
            (self.cancelled, "cancelled"),
        )
        said = ", ".join(f"{count} {word}" for count, word in found if count)
        return said or "nothing new"


def sources(file: str, found: Sequence[Calendar], name: str | None = None) -> list[Source]:
    """The calendars of a file, all under one `name` where it is given."""
    stem = os.path.splitext(os.path.basename(file))[0] or file
    shown = "stdin" if file == "-" else file
    return [Source(shown, name or calendar.name or stem, calendar) for calendar in found]


def take_in(
    db: Connection, sources: Sequence[Source], at: datetime, to_local: ToLocal, *,
    force: bool = False,
) -> tuple[Outcome, Report]:  # fmt: skip
    """Merge them into the plan, inside a change. Raises SuddenlyEmptyError where a calendar that
    the plan has arrives empty, unless by `force`. `at` is local; the same files again change
    nothing."""
    merged, report = _merged(db, sources, at, to_local, force=force)
    for merge in merged:
        merge.write(db)
    return Outcome(report.label), report


def preview(
    db: Connection, sources: Sequence[Source], at: datetime, to_local: ToLocal, *,
    force: bool = False,
) -> tuple[Outcome, Report]:  # fmt: skip
    """What `take_in` would do."""
    _, report = _merged(db, sources, at, to_local, force=force)
    return Outcome(report.label), report


def _merged(
    db: Connection, sources: Sequence[Source], at: datetime, to_local: ToLocal, *, force: bool
) -> tuple[list[Merge], Report]:
    """Parts of a calendar that stand in several files are one."""
    named: dict[str, list[Source]] = {}
    for source in sources:
        named.setdefault(source.name, []).append(source)
    merged = []
    for name, parts in named.items():
        plan = rows.load(db, name)
        merge = Merge(name, plan, at.date(), to_local, partial(rows.block, db))
        events = [event for part in parts for event in part.calendar.events]
        problems = [problem for part in parts for problem in part.calendar.problems]
        merge.leave_out(returning(db, name, plan, events))
        merge.take(events, problems, force=force)
        merged.append(merge)
    return merged, _report(merged, sources)


def _report(merged: Sequence[Merge], sources: Sequence[Source]) -> Report:
    unread = sum(_unread(source.calendar) for source in sources)
    return Report(
        calendars=tuple(merge.name for merge in merged),
        read=sum(len(source.calendar.events) for source in sources) + unread,
        created=sum(merge.created for merge in merged),
        updated=sum(merge.updated for merge in merged),
        unchanged=sum(merge.unchanged for merge in merged),
        skipped=sum(merge.skipped for merge in merged) + unread,
        cancelled=sum(merge.cancelled for merge in merged),
        errors=tuple(errors_of(sources)),
        remarks=tuple(_remarks(merged, sources)),
    )


def _remarks(merged: Sequence[Merge], sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        yield from source.calendar.remarks
    if returned := sum(merge.returned for merge in merged):
        reason = "they were exported from this plan, which has them"
        yield f"Events left out because {reason}: {returned}."


def errors_of(sources: Sequence[Source]) -> Iterator[Fault]:
    """The bad records, as a person finds them."""
    for file, _, calendar in sources:
        for problem in calendar.problems:
            uid = f" {problem.uid}" if problem.uid else ""
            yield Fault(f"{file}:{problem.line}{uid}", problem.reason)


def _unread(calendar: Calendar) -> int:
    """How many events could not be read at all."""
    read = {event.line for event in calendar.events}
    bad = {problem.line for problem in calendar.problems if problem.of_event}
    return len(bad - read)
