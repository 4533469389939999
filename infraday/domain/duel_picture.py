"""Two tasks against each other, and the order that is suggested, as pictures."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from infraday.domain import text
from infraday.domain.matrix_row import Listed
from infraday.domain.picture import Line, Run, fill, spread
from infraday.domain.refs import task_ref
from infraday.domain.rows import Project
from infraday.domain.task import remaining
from infraday.domain.timeline_picture import project_mark
from infraday.domain.when import say_day_short, say_minutes

BESIDE = 70  # columns from which the two stand side by side


class Contender(NamedTuple):
    """A task that is ranked: what was worked on it, why it is suggested where it is."""

    task: Listed
    worked_minutes: int
    because: str
    project: Project | None


def pair(
    one: Contender,
    other: Contender,
    keys: tuple[str, str],
    suggested: int,
    today: date,
    cells: int,
    *,
    low: bool = False,
) -> list[Line]:
    """Both, each with the key that puts it first; `suggested` is the id of the one that the
    suggestion puts first. On a `low` screen each word of them has one line."""
    sides = [
        _card(each, key, each.task.id == suggested, today)
        for each, key in zip((one, other), keys, strict=True)
    ]
    if cells < BESIDE:
        gap: list[Line] = [] if low else [()]
        one_below_the_other = [
            *_laid(sides[0], cells, 1 if low else 2), *gap, *_laid(sides[1], cells, 1 if low else 2)
        ]  # fmt: skip
        return [fill(line, cells) for line in one_below_the_other]
    half = (cells - 3) // 2
    left, right = (_laid(side, half, 1 if low else 3) for side in sides)
    high = max(len(left), len(right))
    lines = []
    for y in range(high):
        first = left[y] if y < len(left) else ()
        then = right[y] if y < len(right) else ()
        middle: Run = (" │ ", "faint")
        lines.append(fill((*fill(first, half), middle, *fill(then, cells - half - 3)), cells))
    return lines


class _Card(NamedTuple):
    key: str
    title: str
    facts: str
    mark: Line
    because: str
    suggested: bool


def _card(each: Contender, key: str, suggested: bool, today: date) -> _Card:
    task = each.task
    left = remaining(task.estimate_minutes, each.worked_minutes)
    facts = [task_ref(task.id)]
    facts += [say_minutes(left)] if left is not None else []
    facts += [f"due {say_day_short(task.due, today)}"] if task.due else []
    facts += [f"@{text.clip(task.owner, 12)}"] if task.owner else []
    project = each.project
    mark = project_mark(project.key, project.id) if project else ()
    return _Card(key, task.title, " · ".join(facts), mark, each.because, suggested)


def _laid(card: _Card, cells: int, most: int) -> list[Line]:
    head: Run = (f"{card.key}  ", "key")
    indent: Run = (" " * len(head[0]), "text")
    room = max(1, cells - len(head[0]))
    first, *more = text.wrap(card.title, room, most) or [""]
    lines: list[Line] = [(head, (first, "title"))]
    lines += [(indent, (line, "title")) for line in more]
    between: Line = (("  ", "text"), *card.mark) if card.mark else ()
    lines.append((indent, (card.facts, "text"), *between))
    why = f"▸ suggested: {card.because}" if card.suggested else card.because
    role = "good" if card.suggested else "muted"
    lines += [(indent, (line, role)) for line in text.wrap(why, room, min(most, 2))]
    return lines


def suggested_line(place: int, one: Contender, cells: int) -> Line:
    """`1 T-3 Order optics   overdue since Fri 20 Nov, 30 min of work`."""
    task = one.task
    head: Sequence[Run] = (
        (f"{place:>2} ", "accent"), (f"{task_ref(task.id)} ", "muted"),
        (text.clip(task.title, max(8, cells // 2)), "text"),
    )  # fmt: skip
    return spread(tuple(head), ((f"  {text.clip(one.because, cells // 2)}", "muted"),), cells)
