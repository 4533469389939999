"""What a task is, and what may become of it."""

from enum import StrEnum

from infraday.domain import RuleError

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


def check_estimate(minutes: int | None) -> int | None:
    """Refuse what is no estimate: nothing at all, and 900 hours or more."""
    if minutes is not None and not 0 < minutes < LEAST_TOO_LONG:
        raise RuleError("An estimate is at least a minute and under 900 hours. Give one as 45m.")
    return minutes


def remaining(estimate_minutes: int | None, worked_minutes: int) -> int | None:
    """What is left of the estimate; without an estimate nothing is known of it (None)."""
    return None if estimate_minutes is None else max(0, estimate_minutes - worked_minutes)
