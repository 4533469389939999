"""What may become of a task, and the estimates it may have."""

import pytest

from infraday.domain import RuleError
from infraday.domain.task import (
    TaskStatus,
    capture_status,
    check_estimate,
    drop,
    finish,
    remaining,
    reopen,
)


@pytest.mark.parametrize(
    ("important", "urgent", "status"),
    [
        (False, None, TaskStatus.INBOX),
        (False, False, TaskStatus.INBOX),
        (True, None, TaskStatus.OPEN),
        (True, True, TaskStatus.OPEN),
        (False, True, TaskStatus.OPEN),
    ],
)
def test_a_marked_capture_is_open_at_once(
    important: bool, urgent: bool | None, status: TaskStatus
) -> None:
    assert capture_status(important, urgent) is status


@pytest.mark.parametrize("status", [it for it in TaskStatus if it is not TaskStatus.DROPPED])
def test_a_task_is_finished_wherever_it_stands(status: TaskStatus) -> None:
    assert finish(status) is TaskStatus.DONE


def test_a_dropped_task_cannot_be_finished() -> None:
    with pytest.raises(RuleError, match="Bring it back"):
        finish(TaskStatus.DROPPED)


@pytest.mark.parametrize("status", [it for it in TaskStatus if it is not TaskStatus.DONE])
@pytest.mark.parametrize("reason", [None, "the old wiki is gone"])
def test_a_task_is_dropped_with_a_reason_or_without(status: TaskStatus, reason: str | None) -> None:
    assert drop(status, reason) is TaskStatus.DROPPED


def test_a_done_task_cannot_be_dropped() -> None:
    with pytest.raises(RuleError, match="is done"):
        drop(TaskStatus.DONE, "no use")


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_an_empty_reason_is_no_reason(reason: str) -> None:
    with pytest.raises(RuleError, match="Say in a word or two"):
        drop(TaskStatus.OPEN, reason)


@pytest.mark.parametrize("status", [TaskStatus.DONE, TaskStatus.DROPPED])
def test_what_is_brought_back_is_open(status: TaskStatus) -> None:
    assert reopen(status) is TaskStatus.OPEN


@pytest.mark.parametrize("status", [TaskStatus.INBOX, TaskStatus.OPEN, TaskStatus.WAITING])
def test_what_is_still_open_cannot_be_brought_back(status: TaskStatus) -> None:
    with pytest.raises(RuleError, match="still open"):
        reopen(status)


@pytest.mark.parametrize("minutes", [None, 1, 45, 900 * 60 - 1])
def test_an_estimate_is_kept(minutes: int | None) -> None:
    assert check_estimate(minutes) == minutes


@pytest.mark.parametrize("minutes", [0, -30, 900 * 60, 10**30])
def test_an_absurd_estimate_is_refused(minutes: int) -> None:
    with pytest.raises(RuleError, match="under 900 hours"):
        check_estimate(minutes)


@pytest.mark.parametrize(
    ("estimate", "worked", "left"), [(None, 60, None), (60, 0, 60), (60, 45, 15), (60, 90, 0)]
)
def test_what_remains_is_never_below_nothing(
    estimate: int | None, worked: int, left: int | None
) -> None:
    assert remaining(estimate, worked) == left
