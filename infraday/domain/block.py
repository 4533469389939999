"""What a block is, and what may become of it: start, stop, finish, skip, move."""

from datetime import date
from enum import StrEnum

from infraday.domain import RuleError


class Kind(StrEnum):
    """What a block is for; it decides which screen `enter` opens."""

    TRIAGE = "triage"
    MEETING = "meeting"
    FINANCE = "finance"
    VENDOR = "vendor"
    RISK = "risk"
    CHANGE = "change"
    REPORT = "report"
    COMMS = "comms"
    FOCUS = "focus"
    BREAK = "break"
    WRAP_UP = "wrap_up"
    OTHER = "other"


class Status(StrEnum):
    """Where a block stands. *Late* is derived, never stored."""

    PLANNED = "planned"
    ACTIVE = "active"
    DONE = "done"
    SKIPPED = "skipped"
    MOVED = "moved"
    CANCELLED = "cancelled"


class OutputState(StrEnum):
    """How much of the expected output was produced."""

    NONE = "none"
    PARTIAL = "partial"
    PRODUCED = "produced"


class Source(StrEnum):
    """Where a block came from."""

    MANUAL = "manual"
    TEMPLATE = "template"
    ICS = "ics"


GONE = {
    Status.MOVED: "This block was moved to another day. Use the block that it became there.",
    Status.CANCELLED: "This block was cancelled by its calendar. Add a block of your own instead.",
}


def start(status: Status) -> Status:
    """A skipped block can be started after all, a done one only when it is reopened."""
    _refuse(
        status,
        {
            Status.ACTIVE: "This block is running already. Stop it or finish it.",
            Status.DONE: "This block is done. Reopen it to work on it again.",
        },
    )
    return Status.ACTIVE


def stop(status: Status) -> Status:
    """Interrupt what is running; it is planned again, and its actual end is set."""
    if status is not Status.ACTIVE:
        raise RuleError("This block is not running. Start it first.")
    return Status.PLANNED


def finish(status: Status) -> Status:
    """Finishing twice changes nothing; what was never started can be finished too."""
    _refuse(status, {})
    return Status.DONE


def skip(status: Status) -> Status:
    """Skipping twice changes nothing."""
    _refuse(
        status,
        {
            Status.ACTIVE: "This block is running. Stop it before you skip it, or finish it.",
            Status.DONE: "This block is done. Reopen it before you skip it.",
        },
    )
    return Status.SKIPPED


def reopen(status: Status) -> Status:
    """Make a done or skipped block planned again."""
    still_open = "This block is still open. Finish it or skip it; then it can be reopened."
    _refuse(status, {Status.PLANNED: still_open, Status.ACTIVE: still_open})
    return Status.PLANNED


def move(status: Status) -> Status:
    """What a block is at its new time: a skipped one is planned again, a running one runs on.
    The plan of a finished one is kept, since the report compares it with what was done."""
    done = "The plan of a finished block stays as it was. Reopen it to change its time."
    _refuse(status, {Status.DONE: done})
    return Status.PLANNED if status is Status.SKIPPED else status


def carries(status: Status, day: date, today: date, begun: bool) -> bool:
    """Whether taking a block from `day` to another leaves it there as moved, with a planned one
    on the other day. One that has not begun and lies today or later is simply moved."""
    return move(status) is Status.ACTIVE or begun or day < today


def _refuse(status: Status, refusals: dict[Status, str]) -> None:
    if refusal := GONE.get(status) or refusals.get(status):
        raise RuleError(refusal)
