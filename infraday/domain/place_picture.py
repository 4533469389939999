"""A task that is to be placed, as a picture: how long it is, when it is due, where it would go."""

from datetime import date

from infraday.domain import text
from infraday.domain.panels import mark_of
from infraday.domain.picture import Line, Run, spread
from infraday.domain.placing import Spot
from infraday.domain.refs import task_ref
from infraday.domain.rows import Waiting
from infraday.domain.when import say_day_short, say_minutes, say_time

WHERE, DUE = 20, 7  # columns


def place_line(wait: Waiting, minutes: int, spot: Spot | None, today: date, cells: int) -> Line:
    """Mark, ref and title; length, due date and place in columns of their own."""
    task = wait.task
    where, role = _where(spot, today, short=cells < 60)
    late = task.due is not None and task.due < today
    due = say_day_short(task.due, today) if task.due else ""
    tail: list[Run] = [(f" {say_minutes(minutes):>6}", "text")]
    if cells >= 60:
        tail.append((f"  {text.clip(due, DUE):<{DUE}}", "urgent" if late else "muted"))
        where = f"{where:<{WHERE}}"
    tail.append((f"  {where}", role))
    head: Line = (
        mark_of(wait),
        (f"{task_ref(task.id)} ", "muted"),
        (text.clip(task.title, cells), "text"),
    )
    return spread(head, tuple(tail), cells)


def _where(spot: Spot | None, today: date, *, short: bool) -> Run:
    if spot is None:
        return ("✖" if short else "✖ no gap holds it"), "urgent"
    begin = say_time(spot.begin.time())
    if spot.begin.date() != today and not short:
        begin = f"{say_day_short(spot.begin.date(), today)} {begin}"
    if short:
        return (begin, "text") if spot.fits else (f"≋ {begin}", "warn")
    if not spot.fits:
        return f"≋ only {say_minutes(spot.room)} free" if spot.room else "≋ not free", "warn"
    return f"{begin} – {say_time(spot.end.time())}", "text"
