"""What a line says of a block or a task beside its name, in a few words."""

from collections.abc import Iterable
from datetime import date

from infraday.domain.refs import task_ref
from infraday.domain.schedule import Span
from infraday.domain.task import TaskStatus
from infraday.domain.text import show
from infraday.domain.when import say_date, say_day_short, say_minutes, say_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.domain import rows

GAP = "  ·  "
DOT = " · "
MARKS = {(True, True): "‼", (True, False): "!", (False, True): "»", (False, False): " "}
"""By what is important, and what is urgent."""
SAID = (TaskStatus.WAITING, TaskStatus.DONE, TaskStatus.DROPPED)


def line(ref: str, title: str, facts: Iterable[str]) -> str:
    """`T-7  call Cisco  ·  due Tue 24 Nov 2026 · #dc-move`."""
    known = DOT.join(facts)
    return f"{ref}  {show(title)}{GAP}{known}" if known else f"{ref}  {show(title)}"


def span(times: Span) -> str:
    """`Tue 24 Nov 2026 14:00 – 15:00`; `+1` behind it says that it ends on the next day."""
    if times.start is None or times.end is None:
        until = "" if times.end_day == times.day else f" – {say_date(times.end_day)}"
        return f"{say_date(times.day)}{until} all day"
    return f"{say_date(times.day)} {clock(times)}"


def clock(times: Span, day: date | None = None) -> str:
    """`14:00 – 15:00`, with `+1` and `-1` for the days around `day` (by default its first)."""
    if times.start is None or times.end is None:
        return "all day"
    first = day or times.day
    before, after = (times.day - first).days, (times.end_day - first).days
    return (
        f"{say_time(times.start)}{f' {before}' if before else ''}"
        f" – {say_time(times.end)}{f' +{after}' if after else ''}"
    )


def task_line(task: "rows.Task", project: str | None, urgent: bool, today: date) -> str:
    """`‼ T-31   Cutover runbook  ·  due Thu · 2h00 · #dc-move`."""
    mark, known = task_frame(task, project, urgent, today)
    return f"{mark} {task_ref(task.id):<7} {show(task.title)}{known}"


def task_frame(
    task: "rows.Task", project: str | None, urgent: bool, today: date
) -> tuple[str, str]:
    """What stands before the ref of a task, and what behind its title."""
    known = []
    if task.status in SAID:
        known.append(str(task.status))
    if task.due:
        known.append(f"due {say_day_short(task.due, today)}")
    if task.estimate_minutes:
        known.append(say_minutes(task.estimate_minutes))
    if project:
        known.append(f"#{show(project)}")
    if task.owner:
        known.append(f"@{show(task.owner)}")
    return MARKS[task.important, urgent], f"{GAP}{DOT.join(known)}" if known else ""
