"""The options that say when a block is, and the times that they give it."""

from datetime import date, datetime, time

from infraday.commands.command import Given, Option, understood
from infraday.domain import schedule
from infraday.domain.schedule import MINUTE, Span, Times
from infraday.domain.when import read_date, read_duration, read_time
from infraday.shell import Shell, UsageError

DATE = Option("--date", "the day, by default today", "DATE")
OWN_DATE = DATE._replace(help="the day, by default its own")
START = Option("--start", "when it begins", "TIME")
OPTIONS = (
    DATE,
    START,
    Option("--end", "when it ends; before the start means the next day", "TIME"),
    Option("--minutes", "how long it lasts: 45, 1h30", "MINUTES"),
    Option("--until", "the day on which it ends", "DATE"),
    Option("--all-day", "all day, without a clock time"),
)


def day(given: Given, shell: Shell, option: str = "--date") -> date | None:
    text = given.text(option)
    return None if text is None else understood(option, text, read_date, shell.today)


def minutes(given: Given, option: str = "--minutes") -> int | None:
    text = given.text(option)
    return None if text is None else understood(option, text, read_minutes)


def read_minutes(text: str) -> int:
    """A duration, earlier with a minus before it."""
    length = read_duration(text.removeprefix("-"))
    return -length if text.startswith("-") else length


def of(given: Given, shell: Shell, before: Span | None = None) -> Times:
    """The times that the options give a block, which has those of `before`."""
    first = day(given, shell) or (before.day if before else shell.today)
    until = day(given, shell, "--until")
    start = given.text("--start")
    if given.has("--all-day") or (before and start is None and schedule.is_all_day(before)):
        return _all_day(given, first, until, before)
    if start is not None:
        at = understood("--start", start, read_time)
    elif before is None or before.start is None:
        raise UsageError("When does it begin? Give --start 14:00, or --all-day.")
    else:
        at = before.start
    return _timed(given, shell, first, at, until, before)


def _all_day(given: Given, first: date, until: date | None, before: Span | None) -> Times:
    for option in ("--start", "--end", "--minutes"):
        if given.has(option):
            mend = "leave one out" if given.has("--all-day") else "give --start as well"
            raise UsageError(f"An all-day block has no clock time, so no {option}: {mend}.")
    if until is None:
        until = first if before is None else schedule.to_day(before, first).end_day
    return schedule.check(first, None, until, None)


def _timed(
    given: Given, shell: Shell, first: date, at: time, until: date | None, before: Span | None
) -> Times:
    length, end = minutes(given), given.text("--end")
    if length is not None and end is not None:
        raise UsageError("Give either --end or --minutes.")
    if end is not None:
        stop = understood("--end", end, read_time)
        if until is not None:
            return schedule.check(first, at, until, stop)
        return schedule.between(first, at, stop)
    if length is None and before is not None and before.start is not None:
        there = schedule.to_day(before, first)
        later = (datetime.combine(first, at) - schedule.begins(there)) // MINUTE
        times = schedule.shift(there, later)
        return times if until is None else schedule.check(first, at, until, times.end)
    if until is not None:
        raise UsageError("--until needs the clock time of the end as well: --end 10:00.")
    return schedule.lasting(first, at, shell.config.block_minutes if length is None else length)
