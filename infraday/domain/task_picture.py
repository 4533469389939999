"""The selected task that waits for a slot, as a picture: what it is, and why it is urgent."""

from collections.abc import Iterator

from infraday.domain import text
from infraday.domain.headline import Moment
from infraday.domain.panels import LABEL, mark_of, remaining
from infraday.domain.picture import Line, Run, fill
from infraday.domain.refs import task_ref
from infraday.domain.rows import DayRows, Waiting
from infraday.domain.timeline_picture import project_mark
from infraday.domain.when import say_day_short, say_minutes


def task_detail(
    wait: Waiting, rows: DayRows, moment: Moment, cells: int, height: int
) -> list[Line]:
    """Its title and facts, then what there is to read of it."""
    if height <= 1:
        return [fill(_facts(wait, rows, moment), cells)][:height]
    title = text.wrap(wait.task.title, cells, 1 if height < 8 else 2)
    lines: list[Line] = [((line, "title"),) for line in title]
    lines.append(_facts(wait, rows, moment))
    fields = list(_fields(wait))
    if fields and height > len(lines) + len(fields):
        lines.append(())
    for label, words in fields:
        for line in text.wrap(words, max(1, cells - LABEL), height):
            lines.append(((f"{label:<{LABEL}}", "muted"), (line, "text")))
            label = ""
    return [fill(line, cells) for line in lines[:height]]


def _facts(wait: Waiting, rows: DayRows, moment: Moment) -> Line:
    task = wait.task
    words = [task_ref(task.id), task.status.value]
    rest = remaining(wait)
    if rest is not None:
        words.append(f"{say_minutes(rest)} left" if wait.worked_minutes else say_minutes(rest))
    if task.due:
        late = "overdue since" if task.due < moment.today else "due"
        words.append(f"{late} {say_day_short(task.due, moment.today)}")
    if task.owner:
        words.append(f"@{text.clip(task.owner, 20)}")
    project = rows.projects.get(task.project_id or 0)
    mark = project_mark(project.key, project.id) if project else ()
    start: tuple[Run, ...] = (mark_of(wait),) if wait.urgent or task.important else ()
    between: tuple[Run, ...] = ((" · ", "muted"),) if mark else ()
    return (*start, (" · ".join(words), "muted"), *between, *mark)


def _fields(wait: Waiting) -> Iterator[tuple[str, str]]:
    if wait.urgent and wait.because:
        yield "Urgent", wait.because
    if wait.task.output:
        yield "Output", wait.task.output
    if wait.task.notes:
        yield "Notes", wait.task.notes
