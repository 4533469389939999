"""The plan at the end of Triage as a picture: a line for each task, in the order of rank."""

from datetime import date
from typing import NamedTuple, Protocol

from infraday.domain import text
from infraday.domain.picture import Line, Run, spread
from infraday.domain.refs import task_ref
from infraday.domain.triage_plan import Placed, Plan, Want
from infraday.domain.when import say_day_short, say_minutes, say_time

WIDE = 60  # columns from which there is room for due dates


class Named(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def due(self) -> date | None: ...


class Row(NamedTuple):
    """A task of the plan: where it would go (None: nowhere), or that it is left out."""

    task: Named
    want: Want
    place: Placed | None
    left_out: bool


def line(row: Row, today: date, cells: int) -> Line:
    """`10:30 – 11:15   45m  T-40 Answer the auditor   today`; a guessed length has its `~`."""
    sign, where, role = _where(row, short=cells < WIDE)
    length = f"{'~' if row.want.guessed else ''}{say_minutes(row.want.minutes)}"
    due = say_day_short(row.task.due, today) if row.task.due else ""
    late = row.task.due is not None and row.task.due < today
    tail: list[Run] = [(f" {length:>6} ", "muted")]
    if cells >= WIDE:
        tail.append((f" {text.clip(due, 7):<7}", "urgent" if late else "muted"))
    title = "muted" if row.left_out else "text"
    head: Line = (
        (f"{sign} ", role),
        (f"{where:<{6 if cells < WIDE else 14}}", role),
        (f"{task_ref(row.task.id)} ", "muted"),
        (text.clip(row.task.title, cells), title),
    )
    return spread(head, tuple(tail), cells)


def _where(row: Row, *, short: bool) -> tuple[str, str, str]:
    if row.left_out:
        return "✖", "out" if short else "left out", "muted"
    if row.place is None:
        return "≋", "none" if short else "no gap", "warn"
    begin, end = say_time(row.place.begin.time()), say_time(row.place.end.time())
    return "○", begin if short else f"{begin} – {end}", "text"


def summary(plan: Plan, free: int) -> str:
    """`3 tasks, 2h15 of 4h30 free`."""
    count = len(plan.placed)
    minutes = sum(it.want.minutes for it in plan.placed)
    tasks = f"{count} task{'s' if count != 1 else ''}"
    return f"{tasks}, {say_minutes(minutes)} of {say_minutes(free)} free"


def overflow(plan: Plan) -> str:
    """What no gap of today holds, named."""
    if not plan.overflow:
        return ""
    refs = [task_ref(want.task_id) for want in plan.overflow]
    more = f" and {len(refs) - 8} more" if len(refs) > 8 else ""
    minutes = say_minutes(sum(want.minutes for want in plan.overflow))
    return f"No gap of today holds {', '.join(refs[:8])}{more}: {minutes} too much."
