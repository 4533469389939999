"""The matrix in words: a task in a line, and why it stands where it does."""

from datetime import date

from infraday.domain.matrix import Verdict
from infraday.domain.matrix_row import Listed
from infraday.domain.ranking import Suggested
from infraday.domain.refs import task_ref
from infraday.domain.rows import Project
from infraday.domain.task import TaskStatus
from infraday.domain.when import say_date, say_day_short


def named(task: Listed, today: date) -> str:
    """Its whole title, its owner, and what it must give."""
    parts = [f"{task_ref(task.id)} {task.title}"]
    if task.owner and task.status != TaskStatus.WAITING:
        parts.append(f"@{task.owner}")
    if task.scheduled:
        parts.append(f"planned for {say_day_short(task.scheduled, today)}")
    if task.output:
        parts.append(f"gives {task.output}")
    return " · ".join(parts)


def verdict(task: Listed, found: Verdict) -> str:
    """`T-40 is urgent: due today, 45 min of work left, 2 h 30 free.`"""
    ref = task_ref(task.id)
    if task.status == TaskStatus.WAITING:
        return _handed_over(task)
    judged = "important" if task.important else "not important"
    if found.override:
        how = "urgent" if found.urgent else "not urgent"
        return f"{ref} is {judged}, and marked {how} by hand. * lets the rule decide."
    if found.urgent:
        return f"{ref} is {judged} and urgent: {found.because}."
    if task.due is None:
        return f"{ref} is {judged}, and without a due date nothing makes it urgent."
    return f"{ref} is {judged} and not urgent: due {say_date(task.due)}, and there is time."


def suggested(first: Suggested, here: int) -> str:
    """`Suggested first: T-7, due today.`; without its name where that is the task shown."""
    name = "" if first.id == here else f"{task_ref(first.id)}, "
    return f"Suggested first: {name}{first.brief}."


def short_verdict(task: Listed, found: Verdict, today: date) -> str:
    """The same in few words, for a narrow line."""
    if task.status == TaskStatus.WAITING:
        again = f", ask again {say_day_short(task.chase_on, today)}" if task.chase_on else ""
        return f"With {task.owner or 'nobody'}{again}"
    how = "urgent" if found.urgent else "not urgent"
    if found.override:
        return f"{how}, by hand".capitalize()
    if found.urgent:
        return f"Urgent: {found.because}"
    return f"Not urgent: due {say_day_short(task.due, today)}" if task.due else "No due date"


def _handed_over(task: Listed) -> str:
    parts = [f"{task_ref(task.id)} is with {task.owner or 'nobody'}"]
    if task.asked_on:
        parts.append(f"asked on {say_date(task.asked_on)}")
    if task.chase_on:
        parts.append(f"to be asked again on {say_date(task.chase_on)}")
    return ", ".join(parts) + ". v asks again."


def plain(task: Listed, project: Project | None) -> str:
    """A task as text to paste elsewhere, as it was typed."""
    words = [f"{task_ref(task.id)} {task.title}"]
    words += [f"#{project.key}"] if project else []
    words += [f"@{task.owner}"] if task.owner else []
    words += [f"due {task.due}"] if task.due else []
    return " ".join(words)
