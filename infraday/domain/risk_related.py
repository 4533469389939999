"""What belongs to a risk, as lines: its issue, the tasks and blocks that help, how it went."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from infraday.domain import rating_picture, text
from infraday.domain.money import say_money
from infraday.domain.picture import Line, Run, fill
from infraday.domain.refs import block_ref, issue_ref, task_ref
from infraday.domain.risk import IssueStatus, Occasion, Rating, Response, RiskStatus
from infraday.domain.risk_row import Around
from infraday.domain.task import TaskStatus
from infraday.domain.when import say_day_short

LABEL = 13  # columns of a label


class Assessment(Protocol):
    @property
    def on(self) -> date: ...
    @property
    def by(self) -> str: ...
    @property
    def occasion(self) -> Occasion: ...
    @property
    def note(self) -> str | None: ...
    @property
    def status(self) -> RiskStatus: ...
    @property
    def current(self) -> Rating: ...
    @property
    def residual(self) -> Rating: ...
    @property
    def response(self) -> Response | None: ...


class Task(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def status(self) -> TaskStatus: ...
    @property
    def due(self) -> date | None: ...
    @property
    def owner(self) -> str | None: ...


class Block(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def activity(self) -> str: ...
    @property
    def day(self) -> date: ...


class Issue(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def status(self) -> IssueStatus: ...
    @property
    def occurred_on(self) -> date: ...
    @property
    def resolved_on(self) -> date | None: ...
    @property
    def actual_cost_cents(self) -> int | None: ...


class Related(Protocol):
    """What belongs to a risk; the newest assessments first."""

    @property
    def history(self) -> Sequence[Assessment]: ...
    @property
    def actions(self) -> Sequence[Task]: ...
    @property
    def blocks(self) -> Sequence[Block]: ...
    @property
    def flags(self) -> Sequence[tuple[int, str]]: ...
    @property
    def issues(self) -> Sequence[Issue]: ...


def lines(related: Related, around: Around, cells: int) -> list[Line]:
    """Each kind under its label; nothing where there is nothing."""
    today = around.today
    found: list[Line] = []
    for head, entries in (
        ("Issue", [_issue(it, today) for it in related.issues]),
        ("Actions", [_action(it, today, cells - LABEL) for it in related.actions]),
        ("Blocks", [_block(it, today) for it in related.blocks]),
        ("Red flags", [((text.show(key).replace("_", " "), "text"),) for _, key in related.flags]),
        ("History", _history(related.history, around)),
    ):
        for label, entry in zip((head, *[""] * len(entries)), entries, strict=False):
            found.append(fill(((f"{label:<{LABEL}}", "muted"), *entry), cells))
    return found


def _issue(one: Issue, today: date) -> Line:
    words = [f"{issue_ref(one.id)} {one.title}", f"since {say_day_short(one.occurred_on, today)}"]
    if one.resolved_on:
        words.append(f"resolved {say_day_short(one.resolved_on, today)}")
    if one.actual_cost_cents is not None:
        words.append(f"cost {say_money(one.actual_cost_cents)}")
    role = "warn" if one.status is IssueStatus.OPEN else "muted"
    return ((text.show(" · ".join(words)), role),)


def _action(one: Task, today: date, cells: int) -> Line:
    over = one.status in (TaskStatus.DONE, TaskStatus.DROPPED)
    sign = "✔" if one.status is TaskStatus.DONE else "✖" if over else "○"
    words = f"{sign} {task_ref(one.id)} {one.title}"
    words += f" → {one.owner}" if one.owner else ""
    due: Run = ("", "text")
    if one.due and not over:
        late = one.due < today
        due = (f"  {'◷ ' if late else ''}{say_day_short(one.due, today)}",
               "urgent" if late else "muted")  # fmt: skip
    room = max(8, cells - text.width(due[0]))
    return ((text.clip(words, room), "muted" if over else "text"), due)


def _block(one: Block, today: date) -> Line:
    return ((text.show(f"{block_ref(one.id)} {one.activity}"), "text"),
            (f"  {say_day_short(one.day, today)}", "muted"))  # fmt: skip


def _history(history: Sequence[Assessment], around: Around) -> list[Line]:
    """Each with what it made of the one before: the newest first."""
    found: list[Line] = []
    for place, one in enumerate(history):
        before = history[place + 1] if place + 1 < len(history) else None
        day = say_day_short(one.on, around.today)
        rated = rating_picture.rating(one.current, around.bands)
        note = f" · {one.note}" if one.note else ""
        said = f" {_became(one, before)} · {one.by}{note}"
        found.append(((f"{day:<7} ", "muted"), *rated, (text.show(said), "muted")))
    return found


def _became(one: Assessment, before: Assessment | None) -> str:
    if before is None or one.occasion is not Occasion.CHANGED:
        return one.occasion.value
    if one.status is not before.status:
        return one.status.value
    if one.response is not before.response and one.response:
        return one.response.value
    if one.residual != before.residual and one.current == before.current:
        return f"residual {one.residual.probability}×{one.residual.impact}"
    return one.occasion.value
