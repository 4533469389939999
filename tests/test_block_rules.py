"""What may become of a block: every status against every verb."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from infraday.domain import RuleError
from infraday.domain.block import Status, carries, finish, move, reopen, skip, start, stop

Verb = Callable[[Status], Status]
TODAY = date(2026, 11, 24)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

ALLOWED: dict[Verb, dict[Status, Status]] = {
    start: {Status.PLANNED: Status.ACTIVE, Status.SKIPPED: Status.ACTIVE},
    stop: {Status.ACTIVE: Status.PLANNED},
    finish: dict.fromkeys(
        [Status.PLANNED, Status.ACTIVE, Status.SKIPPED, Status.DONE], Status.DONE
    ),
    skip: dict.fromkeys([Status.PLANNED, Status.SKIPPED], Status.SKIPPED),
    reopen: dict.fromkeys([Status.DONE, Status.SKIPPED], Status.PLANNED),
    move: {
        Status.PLANNED: Status.PLANNED,
        Status.ACTIVE: Status.ACTIVE,
        Status.SKIPPED: Status.PLANNED,
    },
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("verb", ALLOWED, ids=lambda verb: verb.__name__)
def test_a_verb_does_what_it_may_and_refuses_the_rest(verb: Verb, status: Status) -> None:
    if status in ALLOWED[verb]:
        assert verb(status) is ALLOWED[verb][status]
    else:
        with pytest.raises(RuleError) as refusal:
            verb(status)
        assert str(refusal.value).endswith(".")
        assert str(refusal.value).count(". ") == 1, "what is wrong, and what to do"


@pytest.mark.parametrize("verb", [start, finish, skip, reopen, move])
def test_a_moved_block_names_the_one_it_became(verb: Verb) -> None:
    with pytest.raises(RuleError, match="Use the block that it became"):
        verb(Status.MOVED)


def test_the_plan_of_a_done_block_stays() -> None:
    with pytest.raises(RuleError, match="The plan of a finished block stays as it was"):
        move(Status.DONE)


@pytest.mark.parametrize("status", [Status.PLANNED, Status.SKIPPED])
@pytest.mark.parametrize("day", [TODAY, TOMORROW])
def test_what_has_not_begun_and_lies_ahead_is_simply_moved(status: Status, day: date) -> None:
    assert not carries(status, day, TODAY, begun=False)


@pytest.mark.parametrize(
    ("status", "day", "begun"),
    [
        (Status.PLANNED, YESTERDAY, False),
        (Status.SKIPPED, YESTERDAY, False),
        (Status.PLANNED, TODAY, True),
        (Status.PLANNED, TOMORROW, True),
        (Status.ACTIVE, TODAY, True),
        (Status.ACTIVE, TODAY, False),
    ],
)
def test_what_has_begun_or_lies_behind_is_carried(status: Status, day: date, begun: bool) -> None:
    assert carries(status, day, TODAY, begun)


@pytest.mark.parametrize("status", [Status.DONE, Status.MOVED, Status.CANCELLED])
def test_what_cannot_move_cannot_be_carried(status: Status) -> None:
    with pytest.raises(RuleError):
        carries(status, YESTERDAY, TODAY, begun=False)
