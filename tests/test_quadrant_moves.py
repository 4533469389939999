"""Tasks judged, handed over and put aside: each on several at once, each one step to undo."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from infraday.config import Config
from infraday.domain import RuleError, matrix
from infraday.domain.matrix import Quadrant
from infraday.domain.task import TaskStatus
from infraday.models import Task
from infraday.store import delegating, file, history, quadrant_moves, tasks, worktime
from infraday.store.engine import Store
from infraday.store.journal import Outcome
from tests import factories as make
from tests.factories import NOW, TODAY, TOMORROW, YESTERDAY

CONFIG = Config()
FRIDAY = date(2026, 11, 27)
Said = Callable[[], Outcome]


def stands(store: Store, task: Task) -> Quadrant | None:
    db = file.connect(store.path)
    urgent, _ = worktime.judge(db, CONFIG, NOW)(task, 0)
    db.close()
    return matrix.quadrant(task.status, task.important, urgent)


@pytest.mark.parametrize("quadrant", [*Quadrant])
def test_tasks_stand_where_they_are_put(store: Store, quadrant: Quadrant) -> None:
    make.planned(
        store,
        make.task("In the inbox"),
        make.task("Due", status=TaskStatus.OPEN, due=TODAY),
        make.task("By hand", status=TaskStatus.OPEN, urgent_override=False, due=TODAY),
        make.task("Important", status=TaskStatus.OPEN, important=True),
    )

    outcome = store.change(quadrant_moves.place, [1, 2, 3, 4], quadrant, CONFIG, NOW)

    assert outcome.label == f"Move 4 tasks to {quadrant.capitalize()}"
    assert {stands(store, task) for task in make.tasks(store)} == {quadrant}
    urgent = quadrant in (Quadrant.DO, Quadrant.DELEGATE)
    overrides = [task.urgent_override for task in make.tasks(store)]
    assert overrides == ([True, None, None, True] if urgent else [None, False, False, None])

    store.replay(history.undo)
    assert make.tasks(store)[0].status is TaskStatus.INBOX


def test_what_was_handed_over_and_moves_is_taken_back(store: Store) -> None:
    waiting: dict[str, Any] = {
        "status": TaskStatus.WAITING,
        "owner": "ana",
        "asked_on": TODAY,
        "chase_on": TODAY,
    }
    make.planned(store, make.task(**waiting), make.task(**waiting))

    store.change(quadrant_moves.place, [1], Quadrant.DELEGATE, CONFIG, NOW)
    store.change(quadrant_moves.place, [2], Quadrant.DO, CONFIG, NOW)

    first, second = make.tasks(store)
    assert (first.status, first.chase_on) == (TaskStatus.WAITING, TODAY)
    assert (second.status, second.owner) == (TaskStatus.OPEN, "ana")
    assert (second.asked_on, second.chase_on) == (None, None)


def test_a_mark_is_set_on_all_and_then_taken_from_all(store: Store) -> None:
    make.planned(store, make.task(important=True, status=TaskStatus.OPEN), make.task())

    said = store.change(quadrant_moves.toggle_important, [1, 2], NOW).label
    assert said == "Mark 2 tasks important"
    assert [task.important for task in make.tasks(store)] == [True, True]
    assert make.tasks(store)[1].status is TaskStatus.OPEN
    said = store.change(quadrant_moves.toggle_important, [1, 2], NOW).label
    assert said == "Mark 2 tasks not important"
    assert [task.important for task in make.tasks(store)] == [False, False]


def test_urgency_goes_round(store: Store) -> None:
    make.planned(store, make.task(), make.task(urgent_override=False))

    found = []
    for _ in range(3):
        outcome = store.change(quadrant_moves.cycle_urgency, [1, 2], NOW)
        found.append((outcome.label, [task.urgent_override for task in make.tasks(store)]))

    assert found == [
        ("Mark 2 tasks urgent by hand", [True, True]),
        ("Mark 2 tasks not urgent by hand", [False, False]),
        ("Mark 2 tasks as its dates say", [None, None]),
    ]


def test_a_ranking_is_kept_and_ends_the_one_before(store: Store) -> None:
    make.planned(store, *(make.task(f"Task {n}", status=TaskStatus.OPEN) for n in range(3)))
    store.change(quadrant_moves.rank, [1, 2, 3], NOW)

    outcome = store.change(quadrant_moves.rank, [3, 1], NOW)

    assert outcome.label == "Rank 2 tasks, T-3 Task 2 first"
    assert [task.rank for task in make.tasks(store)] == [2, None, 1]
    store.change(quadrant_moves.rank, [], NOW)
    assert [task.rank for task in make.tasks(store)] == [None, None, None]
    store.replay(history.undo)
    assert [task.rank for task in make.tasks(store)] == [2, None, 1]


def test_delegated_it_waits_with_a_name_and_a_date(store: Store) -> None:
    make.planned(store, make.task(), make.task("Badge list", owner="jo", rank=1))

    outcome = store.change(delegating.delegate, [2], " @ana ", FRIDAY, TODAY, NOW)

    assert outcome.label == "Delegate T-2 Badge list to ana"
    saved = make.tasks(store)[1]
    assert (saved.status, saved.owner, saved.rank) == (TaskStatus.WAITING, "ana", None)
    assert (saved.asked_on, saved.chase_on) == (TODAY, FRIDAY)

    said = store.change(delegating.chase, [2], FRIDAY + timedelta(days=7), FRIDAY, NOW).label
    assert said == "Chase T-2 Badge list, again on Fri 4 Dec 2026"
    saved = make.tasks(store)[1]
    assert (saved.asked_on, saved.chase_on) == (TODAY, date(2026, 12, 4))


def test_put_aside_and_planned(store: Store) -> None:
    make.planned(store, make.task(), make.task())

    said = store.change(tasks.snooze, [1, 2], FRIDAY, TODAY, NOW).label
    assert said == "Snooze 2 tasks until Fri 27 Nov 2026"
    assert [task.snoozed_until for task in make.tasks(store)] == [FRIDAY, FRIDAY]
    assert store.change(tasks.wake, [1], NOW).label.startswith("Bring T-1 Cutover runbook back")
    assert make.tasks(store)[0].snoozed_until is None

    outcome = store.change(tasks.schedule, [1], YESTERDAY, NOW)
    assert outcome.label == "Plan T-1 Cutover runbook for Mon 23 Nov 2026"
    assert outcome.remarks == ("Mon 23 Nov 2026 is past.",)
    assert store.change(tasks.schedule, [1], None, NOW).label.endswith("for no day")
    assert make.tasks(store)[0].scheduled is None


def test_archived_with_a_reason_and_brought_back(store: Store) -> None:
    make.planned(store, make.task(rank=2, status=TaskStatus.OPEN), make.task())

    said = store.change(tasks.archive, [1, 2], " out of scope ", NOW).label
    assert said == "Archive 2 tasks"
    saved = make.tasks(store)[0]
    assert (saved.status, saved.drop_reason, saved.rank) == (
        TaskStatus.DROPPED, "out of scope", None,
    )  # fmt: skip
    store.change(tasks.reopen, [1, 2], NOW)
    assert [task.status for task in make.tasks(store)] == [TaskStatus.OPEN] * 2


def test_several_are_edited_as_one_step_and_a_past_due_date_is_told_once(store: Store) -> None:
    make.planned(store, make.task(), make.task("Other"))

    outcome = store.change(tasks.edit_all, [1, 2], {"due": YESTERDAY, "project": "dc-move"}, NOW)

    assert outcome.label == "Edit 2 tasks"
    assert outcome.remarks == (
        "The project #dc-move is new.",
        "Mon 23 Nov 2026 is past: the task is overdue from the start.",
    )
    assert [task.due for task in make.tasks(store)] == [YESTERDAY] * 2
    assert [task.title for task in make.tasks(store)] == ["Cutover runbook", "Other"]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda s: s.change(delegating.delegate, [1], " ", FRIDAY, TODAY, NOW), "Say who"),
        (lambda s: s.change(delegating.delegate, [1], "@", FRIDAY, TODAY, NOW), "Say who"),
        (lambda s: s.change(delegating.delegate, [1], "a", YESTERDAY, TODAY, NOW), "is past"),
        (lambda s: s.change(delegating.delegate, [1, 2], "a", None, TODAY, NOW), "is done"),
        (lambda s: s.change(delegating.chase, [1], FRIDAY, TODAY, NOW), "not handed over"),
        (lambda s: s.change(delegating.chase, [3], YESTERDAY, TODAY, NOW), "is past"),
        (lambda s: s.change(tasks.snooze, [1], TODAY, TODAY, NOW), "not ahead"),
        (lambda s: s.change(tasks.snooze, [1, 2], TOMORROW, TODAY, NOW), "is done"),
        (lambda s: s.change(tasks.archive, [1], " ", NOW), "reason"),
        (
            lambda s: s.change(tasks.edit_all, [1], {"estimate_minutes": 0}, NOW),
            "at least a minute",
        ),
        (lambda s: s.change(tasks.edit_all, [1], {"estimate_minutes": 54_000}, NOW), "900 hours"),
        (lambda s: s.change(quadrant_moves.place, [2], Quadrant.DO, CONFIG, NOW), "is done"),
        (lambda s: s.change(quadrant_moves.place, [4], Quadrant.DO, CONFIG, NOW), "was dropped"),
        (lambda s: s.change(quadrant_moves.rank, [1, 2], NOW), "is done"),
        (lambda s: s.change(quadrant_moves.toggle_important, [], NOW), "No task"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    store: Store, change: Callable[[Store], Outcome], refusal: str
) -> None:
    make.planned(
        store,
        make.task(),
        make.task(status=TaskStatus.DONE),
        make.task(status=TaskStatus.WAITING),
        make.task(status=TaskStatus.DROPPED),
    )
    with pytest.raises(RuleError, match=refusal):
        change(store)

    assert [task.version for task in make.tasks(store)] == [1, 1, 1, 1]
