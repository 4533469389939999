"""Undo and redo: what was done is taken back and brought again, or refused with the reason."""

import pytest
from sqlmodel import Session

from infraday.domain import RuleError
from infraday.models import Block, Link
from infraday.store import blocks, history, projects, tasks
from infraday.store.engine import Store
from infraday.store.errors import NotFoundError
from infraday.store.journal import PLANNER, Outcome
from tests import factories as make
from tests.factories import NOW


def linked(session: Session, target: str) -> Outcome:
    session.add(Link(block_id=1, target=target))
    return Outcome("Link")


def grouped(session: Session, key: str | None) -> Outcome:
    session.get_one(Block, 1).project_id = projects.named(session, key)[0]
    return Outcome(f"Group under {key}")


def activities(store: Store) -> list[str]:
    return [block.activity for block in make.blocks(store)]


def test_undo_and_redo_go_step_by_step_across_a_restart(store: Store) -> None:
    store.change(blocks.add, make.draft("first"), NOW)
    store.change(blocks.edit, 1, 1, make.draft("second"), NOW)
    store.change(blocks.delete, [1])
    store.close()

    again = Store(store.path, lambda: NOW, PLANNER)
    seen = []
    for step in (history.undo, history.undo, history.undo, *[history.redo] * 3):
        again.replay(step)
        seen.append(activities(again))
    again.close()

    assert seen == [["second"], ["first"], [], ["first"], ["second"], []]


def test_undo_says_what_it_took_back(store: Store) -> None:
    outcome = store.change(blocks.add, make.draft(), NOW)
    undone = store.replay(history.undo)

    assert (undone.id, undone.label, undone.undone) == (outcome.entry_id, outcome.label, True)
    assert store.replay(history.redo).undone is False


def test_any_entry_can_be_taken_back_when_nothing_it_touched_was_changed(store: Store) -> None:
    store.change(blocks.add, make.draft("first"), NOW)
    store.change(blocks.add, make.draft("second"), NOW)

    store.replay(history.undo, 1)

    assert activities(store) == ["second"]


def test_what_was_changed_since_is_not_taken_back_and_why_is_said(store: Store) -> None:
    store.change(blocks.add, make.draft("first"), NOW)
    store.change(blocks.edit, 1, 1, make.draft("second"), NOW)

    with pytest.raises(
        RuleError,
        match=r"Entry 1 cannot be undone: .* by entry 2, “Edit B-1 second”\. Undo that first\.",
    ):
        store.replay(history.undo, 1)

    assert activities(store) == ["second"]
    store.replay(history.undo, 2)
    store.replay(history.undo, 1)
    assert activities(store) == []


def test_a_change_that_was_taken_back_itself_is_in_nobodys_way(store: Store) -> None:
    store.change(blocks.add, make.draft("first"), NOW)
    store.change(blocks.edit, 1, 1, make.draft("second"), NOW)
    store.change(blocks.edit, 1, 2, make.draft("first"), NOW)

    store.replay(history.undo, 1)

    assert activities(store) == []


def test_what_was_deleted_since_is_not_taken_back(store: Store) -> None:
    store.change(blocks.add, make.draft(), NOW)
    store.change(blocks.delete, [1])

    with pytest.raises(RuleError, match="changed by entry 2, “Delete B-1 Budget review”"):
        store.replay(history.undo, 1)


def test_what_others_use_since_is_not_taken_back(store: Store) -> None:
    make.planned(store, make.project())
    make.planned(store, make.task())
    store.change(tasks.edit, 1, 1, {"project": "dc-move"}, NOW)

    with pytest.raises(RuleError, match=r"what it added was used by entry 3, “Edit T-1 .*”"):
        store.replay(history.undo, 1)

    assert make.projects(store) == ["dc-move"]


def test_a_link_that_came_later_is_not_lost_with_its_block(store: Store) -> None:
    make.planned(store, make.block())
    store.change(linked, "R-004")

    with pytest.raises(RuleError, match="was used by entry 2"):
        store.replay(history.undo, 1)

    assert make.all_links(store) == [(1, None, "R-004")]


def test_what_it_needs_must_be_there_when_it_comes_back(store: Store) -> None:
    make.planned(store, make.project())
    make.planned(store, make.block(project_id=1))
    store.change(grouped, None)
    store.replay(history.undo, 1)

    with pytest.raises(RuleError, match="needs a project that was undone or deleted since"):
        store.replay(history.undo, 3)

    store.replay(history.redo)
    store.replay(history.undo, 3)
    assert make.blocks(store)[0].project_id == 1


def test_nothing_to_undo_or_redo_is_said(store: Store) -> None:
    for step, words in ((history.undo, "nothing to undo"), (history.redo, "nothing to redo")):
        with pytest.raises(RuleError, match=words):
            store.replay(step)


def test_what_is_undone_is_not_undone_again(store: Store) -> None:
    store.change(blocks.add, make.draft(), NOW)
    store.replay(history.undo, 1)
    with pytest.raises(RuleError, match=r"undone already\. `infraday redo` brings it back"):
        store.replay(history.undo, 1)

    store.change(blocks.add, make.draft(), NOW)
    with pytest.raises(RuleError, match=r"undone already\. Newer changes ended redo"):
        store.replay(history.undo, 1)


def test_a_new_change_ends_redo_and_one_that_changes_nothing_does_not(store: Store) -> None:
    make.planned(store, make.block())
    store.change(blocks.add, make.draft(), NOW)
    store.replay(history.undo)

    store.change(blocks.shift, [1], 0, NOW)
    store.replay(history.redo)
    store.replay(history.undo)
    store.change(blocks.shift, [1], 15, NOW)

    with pytest.raises(RuleError, match="nothing to redo"):
        store.replay(history.redo)


def test_redo_brings_back_what_was_undone_last_whatever_its_place(store: Store) -> None:
    for title in ("one", "two", "three"):
        store.change(blocks.add, make.draft(title), NOW)
    for entry_id in (1, 3):
        store.replay(history.undo, entry_id)

    assert store.replay(history.redo).id == 3
    assert store.replay(history.redo).id == 1
    assert activities(store) == ["one", "two", "three"]


def test_an_entry_that_there_is_not_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no entry 7"):
        store.replay(history.undo, 7)


def test_a_refused_undo_changes_nothing(store: Store) -> None:
    make.planned(store, make.block(activity="first"), make.block(activity="second"))
    store.change(blocks.shift, [1], 15, NOW)
    before = store.read(make.images)

    with pytest.raises(RuleError):
        store.replay(history.undo, 1)

    assert store.read(make.images) == before
    make.planned(store, make.task())  # and no entry is left open
    assert make.tasks(store)
