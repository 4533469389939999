"""What an overnight report says becomes: items, and the first line of their tasks' notes.

That line keeps what a task has no field for (`Intake: critical · 2026-11-24 02:11 · ×4 ·
from alerts.log`), and `read_mark` reads it back.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, TypeAlias

from infraday.domain.severity import Severity
from infraday.domain.text import TITLE_LIMIT, cut_title

Stamp: TypeAlias = datetime | time
"""When something was first seen: an aware instant, a naive local time, or a time of a day that
is not said."""

SOURCE = "intake"
"""What `Task.source` says of a task that came in with a report."""

EVENING, MORNING = time(17), time(9)
"""What lies between these is overnight."""


class Item(NamedTuple):
    """One thing that a report says, however often. `key` is the same whenever it is said again;
    `day` is the date that it belongs to, in the report's own words, None where none is said.
    `exact`: the key tells one occasion from the next by itself."""

    title: str
    severity: Severity
    key: str
    lines: tuple[str, ...]  # as the report has them, the first few
    more: int = 0  # lines beyond these
    times: int = 1
    first: Stamp | None = None
    last: Stamp | None = None
    day: date | None = None
    exact: bool = False
    source: str = ""  # the report's name
    projects: tuple[str, ...] = ()  # words that may be the key of a project


class Mark(NamedTuple):
    """What the notes of a task keep of the report: `at` is local, without a zone."""

    severity: Severity
    at: datetime | time | None
    times: int
    source: str


_MARK = re.compile(
    r"Intake: ([a-z]+)(?: · (?:(\d{4}-\d\d-\d\d) )?(\d\d:\d\d))?(?: · ×(\d{1,9}))? · from (.*)"
)


def mark_line(mark: Mark) -> str:
    """The mark as the first line of the notes."""
    parts = [f"Intake: {mark.severity}"]
    if mark.at is not None:
        parts.append(
            f"{mark.at:%H:%M}" if isinstance(mark.at, time) else f"{mark.at:%Y-%m-%d %H:%M}"
        )
    if mark.times > 1:
        parts.append(f"×{mark.times}")
    return " · ".join((*parts, f"from {' '.join(mark.source.split())}"))


def read_mark(notes: str) -> Mark | None:
    """What the notes say of the report that a task came from; None: nothing, or no longer."""
    found = _MARK.fullmatch(notes.partition("\n")[0])
    if found is None:
        return None
    severity, day, clock, count, source = found.groups()
    try:
        at = (
            datetime.fromisoformat(f"{day} {clock}") if day else clock and time.fromisoformat(clock)
        )
        return Mark(Severity(severity), at or None, int(count or 1), source)
    except ValueError:
        return None


def of_task(notes: str) -> Severity:
    """How severe the report was that a task came from: what Triage is sorted by, most severe
    first (`sorted(tasks, key=lambda task: (of_task(task.notes).place, task.id))`)."""
    mark = read_mark(notes)
    return mark.severity if mark else Severity.UNRATED


def say_when(mark: Mark, today: date) -> str:
    """`overnight, 02:11`; `10:15` of today; `Fri 20 Nov, 02:11`; nothing where it is not known."""
    at = mark.at
    if at is None:
        return ""
    clock = f"{at:%H:%M}"
    if isinstance(at, time):
        return f"overnight, {clock}" if at < MORNING or at >= EVENING else clock
    before = datetime.combine(today - timedelta(days=1), EVENING)
    if before <= at < datetime.combine(today, MORNING):
        return f"overnight, {clock}"
    return clock if at.date() == today else f"{at:%a} {at.day} {at:%b}, {clock}"


def counted(title: str, times: int) -> str:
    """The title with how often it was said: `CRITICAL san-02: controller failover (×4)`."""
    behind = f" (×{times})" if times > 1 else ""
    cut, whole = cut_title(title + behind)
    return cut if whole is None else title[: TITLE_LIMIT - len(behind) - 1] + "…" + behind


def notes_of(item: Item, at: datetime | time | None) -> str:
    """The notes of an item's task: the mark, and the lines as the report has them."""
    mark = Mark(item.severity, at, item.times, item.source)
    more = [f"… and {item.more} more lines"] if item.more else []
    return "\n".join((mark_line(mark), *item.lines, *more))
