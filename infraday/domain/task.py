"""What a task is, and what may become of it."""

from datetime import date
from enum import StrEnum

from infraday.domain import RuleError
from infraday.domain.when import say_date

LEAST_TOO_LONG = 900 * 60


class TaskStatus(StrEnum):
    """Where a task stands. *Waiting* means delegated and nothing else."""

    INBOX = "inbox"
    OPEN = "open"
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"


def capture_status(important: bool, urgent: bool | None = None) -> TaskStatus:
    """Who marks a capture has judged it: it is open at once and skips the inbox."""
    return TaskStatus.OPEN if important or urgent else TaskStatus.INBOX


def finish(status: TaskStatus) -> TaskStatus:
    """Finishing twice changes nothing."""
    if status is TaskStatus.DROPPED:
        raise RuleError("This task was dropped. Bring it back before you finish it.")
    return TaskStatus.DONE


def drop(status: TaskStatus, reason: str | None = None) -> TaskStatus:
    """Without a reason (None) it is only dropped, with one archived; an empty one is refused."""
    if status is TaskStatus.DONE:
        raise RuleError("This task is done. Reopen it before you drop it.")
    if reason is not None and not reason.strip():
        raise RuleError("An archived task keeps its reason. Say in a word or two why it goes.")
    return TaskStatus.DROPPED


def reopen(status: TaskStatus) -> TaskStatus:
    """Bring a done or dropped task back, open."""
    if status not in (TaskStatus.DONE, TaskStatus.DROPPED):
        raise RuleError("This task is still open. Finish it or drop it; then it can be reopened.")
    return TaskStatus.OPEN


def judge(status: TaskStatus) -> TaskStatus:
    """Put a task into a quadrant, or say how important or urgent it is: it is open from then on,
    and what was handed over is taken back."""
    _check_still_to_do(status)
    return TaskStatus.OPEN


def delegate(status: TaskStatus, who: str, chase_on: date | None, today: date) -> TaskStatus:
    """Hand a task over to somebody, to be asked again on a day."""
    _check_still_to_do(status)
    if not who.strip():
        raise RuleError("A task is delegated to somebody. Say who: ana.")
    check_chase(chase_on, today)
    return TaskStatus.WAITING


def chase(status: TaskStatus, chase_on: date | None, today: date) -> None:
    """Ask again for what was handed over, and once more on a day."""
    if status is not TaskStatus.WAITING:
        raise RuleError("This task was not handed over to anybody. Delegate it first.")
    check_chase(chase_on, today)


def check_chase(chase_on: date | None, today: date) -> None:
    """A reminder for the past would never come."""
    if chase_on is not None and chase_on < today:
        raise RuleError(f"{say_date(chase_on)} is past. Chase on a day from {say_date(today)} on.")


def snooze(status: TaskStatus, until: date, today: date) -> None:
    """Put a task out of sight until a day."""
    _check_still_to_do(status)
    if until <= today:
        raise RuleError(
            f"{say_date(until)} is not ahead. Snooze until a day after {say_date(today)}."
        )


def archive(status: TaskStatus, reason: str) -> TaskStatus:
    """Drop with a reason, so that it can be seen later why."""
    return drop(status, reason)


def _check_still_to_do(status: TaskStatus) -> None:
    if status is TaskStatus.DONE:
        raise RuleError("This task is done. Reopen it first.")
    if status is TaskStatus.DROPPED:
        raise RuleError("This task was dropped. Bring it back first.")


def told_of_due(due: date | None, today: date) -> str | None:
    """What to tell of a due date: one in the past is allowed, and seldom meant."""
    if due is None or due >= today:
        return None
    return f"{say_date(due)} is past: the task is overdue from the start."


def check_estimate(minutes: int | None) -> int | None:
    """Refuse what is no estimate: nothing at all, and 900 hours or more."""
    if minutes is not None and not 0 < minutes < LEAST_TOO_LONG:
        raise RuleError("An estimate is at least a minute and under 900 hours. Give one as 45m.")
    return minutes


def remaining(estimate_minutes: int | None, worked_minutes: int) -> int | None:
    """What is left of the estimate; without an estimate nothing is known of it (None)."""
    return None if estimate_minutes is None else max(0, estimate_minutes - worked_minutes)
