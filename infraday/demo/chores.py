"""The demo's tasks as rows: what stands open, waits, came in overnight, is done or archived."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from infraday.demo.moments import DAY, Here, chance, clock
from infraday.demo.rows import Row
from infraday.domain.intake import EVENING, SOURCE, Mark, mark_line
from infraday.domain.severity import Severity, is_important
from infraday.domain.task import TaskStatus

STATUS = {
    "important": TaskStatus.OPEN,
    "minor": TaskStatus.OPEN,
    "waiting": TaskStatus.WAITING,
    "inbox": TaskStatus.INBOX,
    "intake": TaskStatus.INBOX,
    "done": TaskStatus.DONE,
    "archived": TaskStatus.DROPPED,
}
"""What the tasks of each section are."""


class Chore(NamedTuple):
    """A task: its row, the key of its project, the activity of the block it came out of, and the
    due dates that it had before, the first one first."""

    row: Row
    project: str | None
    of: str | None
    moved: Sequence[str] = ()


def chores(sections: Mapping[str, Any], here: Here) -> Iterator[Chore]:
    for section, status in STATUS.items():
        for values in sections[section]:
            made = _created(values, here)
            row = {**_dated(values, here), **_said(values), "status": status, "created_at": made}
            if section == "important":
                row["important"] = True
            if section == "intake":
                row |= _night(values, here)
            if section == "done":
                row["done_at"] = _finished(values, here)
            moved = list(_moved(values, here))
            yield Chore(row, values.get("project"), values.get("of"), moved)


def _said(values: Mapping[str, Any]) -> Row:
    """What is taken over as it is written."""
    names = {
        "title": "title", "important": "important", "urgent": "urgent_override",
        "minutes": "estimate_minutes", "owner": "owner", "output": "output", "notes": "notes",
        "reason": "drop_reason", "due_moved": "due_moved", "unplanned": "unplanned",
    }  # fmt: skip
    return {column: values[name] for name, column in names.items() if name in values}


def _dated(values: Mapping[str, Any], here: Here) -> Row:
    names = {
        "due": "due", "scheduled": "scheduled", "asked": "asked_on", "chase": "chase_on",
        "snooze": "snoozed_until",
    }  # fmt: skip
    return {
        column: str(here.working(values[name])) for name, column in names.items() if name in values
    }


def _moved(values: Mapping[str, Any], here: Here) -> Iterator[str]:
    """Each time by three working days."""
    for times in range(values.get("due_moved", 0), 0, -1):
        yield str(here.working(values["due"] - 3 * times))


def _created(values: Mapping[str, Any], here: Here) -> datetime:
    """In a working hour, so many days ago; what came in overnight or today a while ago."""
    if not values.get("age"):
        return here.now - timedelta(minutes=chance(values["title"], low=3, high=25))
    hour, minute = (chance(what, values["title"], low=low, high=high) for what, low, high in (
        ("hour", 8, 16), ("minute", 0, 59),
    ))  # fmt: skip
    day = here.today - values["age"] * DAY
    if since := values.get("asked") or -values.get("done", 0):
        day = min(day, here.working(since) - DAY)  # nothing became of it before
    return datetime.combine(day, clock(f"{hour:02}:{minute:02}"))


def _finished(values: Mapping[str, Any], here: Here) -> datetime:
    hour = 9 + chance("done", values["title"], low=0, high=7)
    return datetime.combine(here.working(-values["done"]), clock(f"{hour:02}:30"))


def _night(values: Mapping[str, Any], here: Here) -> Row:
    """As a report brings it in. Where the night has not got so far, it was the night before."""
    first = clock(values["night"])
    at = datetime.combine(here.today - DAY if first >= EVENING else here.today, first)
    if at > here.now:
        at -= DAY
    severity = Severity(values["severity"])
    mark = mark_line(Mark(severity, at, values["times"], values["source"]))
    times = f" (×{values['times']})" if values["times"] > 1 else ""
    return {
        "title": values["title"] + times,
        "important": is_important(severity),
        "notes": f"{mark}\n{values['line']}",
        "source": SOURCE,
        "source_uid": f"demo/{at.date()}/{values['title'].casefold()}",
        "created_at": min(here.now, max(at, datetime.combine(here.today, clock("06:30")))),
    }
