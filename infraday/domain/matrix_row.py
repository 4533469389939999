"""A task as a line of the matrix: what is left of it and when it is due, or who was asked when."""

from datetime import date
from typing import Protocol

from infraday.domain import rows, text
from infraday.domain.picture import Line, Run, fill, spread, width
from infraday.domain.refs import task_ref
from infraday.domain.rows import Project
from infraday.domain.task import TaskStatus, remaining
from infraday.domain.timeline_picture import project_mark
from infraday.domain.when import WEEKDAYS, say_day_short, say_minutes

ROOMY, MIDDLING, NARROW = 66, 56, 48  # columns from which there is room for more


class Listed(rows.Task, Protocol):
    """A task as the matrix lists it."""

    @property
    def asked_on(self) -> date | None: ...
    @property
    def chase_on(self) -> date | None: ...
    @property
    def rank(self) -> int | None: ...


def row(
    task: Listed,
    worked: int,
    today: date,
    project: Project | None,
    cells: int,
    *,
    here: bool = False,
    marked: bool = False,
) -> Line:
    """Rank, reference, title; at the right what is left of it, when it is due, its project. One
    that was handed over: to whom, when, and when to ask again."""
    with_them = task.status == TaskStatus.WAITING
    tail = _handed_over(task, today, cells) if with_them else _to_do(task, worked, today, cells)
    tail += _project(project, cells, whole=not with_them or cells >= ROOMY)
    sign: Run = ("▸☑" if here and marked else "▸ " if here else "☑ " if marked else "  ", "accent")
    order = f"{task.rank} " if task.rank is not None else ""
    by_hand = "*" if task.urgent_override is not None else ""
    head: Line = (sign, (order, "accent"), (f"{task_ref(task.id)} ", "muted"))
    title = text.clip(task.title, cells - width(head) - width(tail) - len(by_hand))
    return spread((*head, (title, "text"), (by_hand, "muted")), tail, cells)


def _project(project: Project | None, cells: int, *, whole: bool) -> Line:
    """Its mark and key in a column of their own; with little room the mark alone."""
    if cells < 34:
        return ()
    mark = project_mark(project.key, project.id) if project else ()
    if cells < MIDDLING or not whole:
        return fill((mark or (("", "text"),))[:1], 2)
    return fill(mark, 13 if cells >= ROOMY else 11)


def _to_do(task: Listed, worked: int, today: date, cells: int) -> Line:
    left = remaining(task.estimate_minutes, worked)
    minutes = "" if left is None else say_minutes(left)
    due, role = _due(task, today)
    if cells < NARROW:
        return ((f" {text.clip(due, 10)} ", role),) if due else ()
    columns = 12 if cells >= ROOMY else 9
    if len(due) > columns:  # of another year: its month will do
        due = " ".join(word for word in due.split() if len(word) > 2 or not word.isdigit())
    return ((f" {minutes:>6} ", "text"), (f"{text.clip(due, columns):<{columns}} ", role))


def _due(task: Listed, today: date) -> Run:
    """When it must be done by; without that the day it is planned for: `@ Fri`."""
    if task.due is None:
        planned = task.scheduled
        ahead = planned is not None and planned >= today
        return f"@ {say_day_short(planned, today)}" if planned and ahead else "", "muted"
    if task.due < today:
        return f"◷ {say_day_short(task.due, today)}", "urgent"
    return say_day_short(task.due, today), "text" if task.due == today else "muted"


def _handed_over(task: Listed, today: date, cells: int) -> Line:
    """`→ ana  asked Mon  chase Fri`; one that is over: `◷ over 20 Nov`."""
    line: list[Run] = [(f" → {text.clip(task.owner or 'nobody', 10)}", "text")]
    if task.asked_on and cells >= MIDDLING:
        line.append((f"  asked {_past(task.asked_on, today)}", "muted"))
    if task.chase_on:
        day, late = say_day_short(task.chase_on, today), task.chase_on < today
        words = f"◷ over {day}" if late else f"chase {day}"
        if cells < NARROW:
            words = f"◷ {day}" if late else day
        role = "urgent" if late else "warn" if task.chase_on == today else "muted"
        line.append((f"  {words}", role))
    return (*line, (" ", "text"))


def _past(day: date, today: date) -> str:
    """`today`, `Mon` within the six days before, else `18 Nov`."""
    ago = (today - day).days
    return WEEKDAYS[day.weekday()][:3] if 0 < ago < 7 else say_day_short(day, today)
