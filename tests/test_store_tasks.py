"""Tasks and projects in the plan: edited, finished, dropped, brought back."""

from datetime import date

import pytest

from infraday.domain import RuleError
from infraday.domain.task import TaskStatus
from infraday.store import projects, tasks
from infraday.store.engine import Store
from infraday.store.errors import NotFoundError
from tests import factories as make
from tests.factories import NOW, TODAY, TOMORROW


def test_an_edit_changes_only_what_it_names(store: Store) -> None:
    make.planned(store, make.project(), make.task(owner="ana", notes="old", project_id=1))

    outcome = store.change(
        tasks.edit, 1, 1, {"title": "Runbook", "estimate_minutes": 90, "links": ["R-4"]}, NOW
    )

    [saved] = make.tasks(store)
    assert outcome.label == "Edit T-1 Runbook"
    assert (saved.title, saved.estimate_minutes, saved.version) == ("Runbook", 90, 2)
    assert (saved.owner, saved.notes, saved.project_id) == ("ana", "old", 1)
    assert make.links_of(store, saved) == ("R-004",)


def test_an_edit_can_empty_what_may_be_empty(store: Store) -> None:
    task = make.task(owner="ana", output="x", due=TODAY, scheduled=TODAY, estimate_minutes=5)
    make.planned(store, make.project(), task)
    change: tasks.Change = {
        "project": None,
        "owner": " ",
        "output": None,
        "due": None,
        "scheduled": None,
        "estimate_minutes": None,
    }

    store.change(tasks.edit, 1, None, change, NOW)

    [saved] = make.tasks(store)
    assert (saved.project_id, saved.owner, saved.output) == (None, None, None)
    assert (saved.due, saved.scheduled, saved.estimate_minutes) == (None, None, None)


def test_a_new_project_is_made_and_said(store: Store) -> None:
    make.planned(store, make.task())
    outcome = store.change(tasks.edit, 1, 1, {"project": "Net-Up"}, NOW)

    assert make.projects(store) == ["net-up"]
    assert outcome.remarks == ("The project #net-up is new.",)


def test_an_edit_of_what_was_changed_meanwhile_overwrites_nothing(store: Store) -> None:
    make.planned(store, make.task())
    store.change(tasks.edit, 1, 1, {"title": "Theirs"}, NOW)

    with pytest.raises(RuleError, match="T-1 was changed meanwhile"):
        store.change(tasks.edit, 1, 1, {"title": "Mine"}, NOW)

    assert make.tasks(store)[0].title == "Theirs"


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"title": " "}, "needs a name"),
        ({"estimate_minutes": 0}, "at least a minute"),
        ({"project": "7 up"}, "no project key"),
    ],
)
def test_what_makes_no_task_is_refused_whole(
    store: Store, change: tasks.Change, refusal: str
) -> None:
    make.planned(store, make.task())
    with pytest.raises(RuleError, match=refusal):
        store.change(tasks.edit, 1, 1, {"owner": "ana", **change}, NOW)

    assert make.tasks(store)[0].owner is None


def test_a_long_title_is_cut_and_kept_whole_in_the_notes(store: Store) -> None:
    make.planned(store, make.task())
    outcome = store.change(tasks.edit, 1, 1, {"title": "x" * 501}, NOW)

    [saved] = make.tasks(store)
    assert (len(saved.title), saved.notes) == (500, "x" * 501)
    assert "500 characters" in outcome.remarks[0]


@pytest.mark.parametrize(
    "change", [{"important": True}, {"urgent_override": True}], ids=["important", "urgent"]
)
def test_what_is_marked_leaves_the_inbox(store: Store, change: tasks.Change) -> None:
    make.planned(store, make.task())
    store.change(tasks.edit, 1, 1, change, NOW)

    assert make.tasks(store)[0].status is TaskStatus.OPEN


def test_an_edit_without_a_mark_stays_in_the_inbox(store: Store) -> None:
    make.planned(store, make.task())
    store.change(tasks.edit, 1, 1, {"owner": "ana"}, NOW)

    assert make.tasks(store)[0].status is TaskStatus.INBOX


def test_a_due_date_that_moves_later_is_counted(store: Store) -> None:
    make.planned(store, make.task())
    for due in (TODAY, TOMORROW, TODAY, None, date(2026, 12, 1), date(2026, 12, 2)):
        store.change(tasks.edit, 1, None, {"due": due}, NOW)

    assert make.tasks(store)[0].due_moved == 2


def test_several_are_finished_as_one_change(store: Store) -> None:
    make.planned(store, make.task(notes="see R-004"), make.task(output="Runbook v1"))

    outcome = store.change(tasks.finish, [1, 2], NOW, "RMA 4711")

    first, second = make.tasks(store)
    assert outcome.label == "Finish 2 tasks"
    assert (first.status, first.done_at) == (TaskStatus.DONE, NOW)
    assert first.notes == "see R-004\nProduced: RMA 4711"
    assert (second.output, second.notes) == ("Runbook v1", "Produced: RMA 4711")


def test_finished_twice_the_first_instant_stays(store: Store) -> None:
    make.planned(store, make.task())
    store.change(tasks.finish, [1], NOW)
    outcome = store.change(tasks.finish, [1], make.clock(17))

    assert (outcome.entry_id, make.tasks(store)[0].done_at) == (0, NOW)


def test_dropped_with_a_reason_it_is_archived_and_can_be_brought_back(store: Store) -> None:
    make.planned(store, make.task())

    assert store.change(tasks.drop, [1], "out of scope", NOW).label == "Drop T-1 Cutover runbook"
    [saved] = make.tasks(store)
    assert (saved.status, saved.drop_reason) == (TaskStatus.DROPPED, "out of scope")
    with pytest.raises(RuleError, match="dropped"):
        store.change(tasks.finish, [1], NOW)

    store.change(tasks.reopen, [1], NOW)
    [saved] = make.tasks(store)
    assert (saved.status, saved.drop_reason) == (TaskStatus.OPEN, None)


def test_what_is_not_there_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.change(tasks.finish, [7], NOW)
    with pytest.raises(RuleError, match="No task"):
        store.change(tasks.finish, [], NOW)


def test_projects_are_found_by_their_typed_key(store: Store) -> None:
    make.planned(store, make.project("net-up"), make.project("dc-move"))

    assert store.read(projects.all_keys) == ["dc-move", "net-up"]
    found = store.read(projects.by_key, "#Net Up")
    assert found is not None
    assert found.key == "net-up"
    assert store.read(projects.by_key, "cloud") is None
