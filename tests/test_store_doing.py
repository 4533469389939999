"""Blocks at work: started, stopped, finished, skipped, reopened. The plan stays as it was."""

from datetime import timedelta

import pytest

from infraday.domain import RuleError, quickadd
from infraday.domain.block import OutputState, Status
from infraday.domain.quickadd import Reading
from infraday.domain.task import TaskStatus
from infraday.models import Block
from infraday.store import blocks, history
from infraday.store.block_rows import times_of
from infraday.store.engine import Store
from tests import factories as make
from tests.factories import NOW, TODAY, clock


def reading(line: str) -> Reading:
    return quickadd.read(line, NOW.replace(tzinfo=None))


def state(block: Block) -> tuple[object, ...]:
    return block.status, block.actual_start, block.actual_end


def test_start_and_stop_write_the_actuals_beside_the_plan(store: Store) -> None:
    make.planned(store, make.block("10:00"))

    assert store.change(blocks.start, 1, clock(10, 2)).label == "Start B-1 Budget review"
    assert state(make.blocks(store)[0]) == (Status.ACTIVE, clock(10, 2), None)

    assert store.change(blocks.stop, 1, clock(10, 30)).label == "Stop B-1 Budget review"
    [saved] = make.blocks(store)
    assert state(saved) == (Status.PLANNED, clock(10, 2), clock(10, 30))
    assert times_of(saved) == make.times("10:00")


def test_begun_once_more_it_keeps_its_first_beginning(store: Store) -> None:
    make.planned(store, make.block(actual_start=clock(8), actual_end=clock(8, 30)))
    store.change(blocks.start, 1, clock(10))

    assert state(make.blocks(store)[0]) == (Status.ACTIVE, clock(8), None)


def test_starting_one_stops_the_other_in_one_step(store: Store) -> None:
    make.planned(store, make.block(activity="Stand-up"), make.block())
    store.change(blocks.start, 1, clock(9))

    outcome = store.change(blocks.start, 2, clock(10))

    assert outcome.label == "Start B-2 Budget review, stop B-1 Stand-up"
    assert state(make.blocks(store)[0]) == (Status.PLANNED, clock(9), clock(10))
    store.replay(history.undo)
    assert [block.status for block in make.blocks(store)] == [Status.ACTIVE, Status.PLANNED]


def test_a_clock_set_back_ends_nothing_before_it_began(store: Store) -> None:
    make.planned(store, make.block())
    store.change(blocks.start, 1, clock(10))
    store.change(blocks.stop, 1, clock(9))

    assert state(make.blocks(store)[0]) == (Status.PLANNED, clock(10), clock(10))


def test_what_does_not_run_cannot_be_stopped(store: Store) -> None:
    make.planned(store, make.block())
    with pytest.raises(RuleError, match="not running"):
        store.change(blocks.stop, 1, NOW)


def test_finishing_what_runs_ends_it_and_keeps_what_was_produced(store: Store) -> None:
    make.planned(store, make.block(output="Forecast", status=Status.ACTIVE, actual_start=clock(9)))

    outcome = store.change(blocks.finish, 1, NOW, "Forecast v7", OutputState.PARTIAL)

    [saved] = make.blocks(store)
    assert outcome.label == "Finish B-1 Budget review"
    assert state(saved) == (Status.DONE, clock(9), NOW)
    assert (saved.output, saved.output_note) == ("Forecast", "Forecast v7")
    assert saved.output_state is OutputState.PARTIAL


@pytest.mark.parametrize(
    ("output", "note", "expected"),
    [
        ("Forecast", "v7", OutputState.PRODUCED),
        ("Forecast", " ", OutputState.NONE),
        (None, "v7", OutputState.PRODUCED),
        (None, None, None),
    ],
)
def test_what_was_produced_follows_from_the_note(
    store: Store, output: str | None, note: str | None, expected: OutputState | None
) -> None:
    make.planned(store, make.block(output=output))
    store.change(blocks.finish, 1, NOW, note)

    [saved] = make.blocks(store)
    assert saved.output_state is expected
    assert state(saved) == (Status.DONE, None, None)


def test_what_was_stopped_before_keeps_its_end(store: Store) -> None:
    make.planned(store, make.block(actual_start=clock(8), actual_end=clock(9)))
    store.change(blocks.finish, 1, NOW)

    assert make.blocks(store)[0].actual_end == clock(9)


def test_action_items_come_in_with_it_and_are_linked_to_it(store: Store) -> None:
    make.planned(store, make.block(status=Status.ACTIVE, actual_start=clock(9)))
    items = [
        reading("order optics due:2026-11-26 #net-up @ana"),
        reading("call the carrier tomorrow 14:00"),
    ]

    outcome = store.change(blocks.finish, 1, NOW, "Minutes", None, items, block_minutes=45)

    assert outcome.label == "Finish B-1 Budget review, add T-1, B-2"
    assert outcome.remarks == ("The project #net-up is new.",)
    [task], [_, call] = make.tasks(store), make.blocks(store)
    assert (task.title, task.owner, str(task.due)) == ("order optics", "ana", "2026-11-26")
    assert (task.unplanned, call.unplanned, call.end) == (False, False, make.times("14:00", 45).end)
    assert make.all_links(store) == [(None, 1, "B-1"), (2, None, "B-1")]

    store.replay(history.undo)
    assert (make.tasks(store), make.projects(store), len(make.blocks(store))) == ([], [], 1)
    assert state(make.blocks(store)[0]) == (Status.ACTIVE, clock(9), None)


def test_the_task_of_a_block_is_finished_only_when_asked_for(store: Store) -> None:
    make.planned(store, make.task(), make.block(task_id=1), make.block(task_id=1))
    store.change(blocks.finish, 1, NOW)
    assert make.tasks(store)[0].status is TaskStatus.INBOX

    outcome = store.change(blocks.finish, 2, NOW, task_done=True)

    [task] = make.tasks(store)
    assert outcome.label == "Finish B-2 Budget review, finish T-1"
    assert (task.status, task.done_at) == (TaskStatus.DONE, NOW)


def test_finished_twice_it_takes_the_new_note(store: Store) -> None:
    make.planned(store, make.block(status=Status.ACTIVE, actual_start=clock(9)))
    store.change(blocks.finish, 1, NOW, "v7")
    store.change(blocks.finish, 1, NOW + timedelta(hours=1), "v8")

    [saved] = make.blocks(store)
    assert (saved.output_note, saved.actual_end) == ("v8", NOW)


def test_several_are_skipped_and_reopened_as_one_change(store: Store) -> None:
    make.planned(store, make.block(), make.block(activity="Lunch"))

    assert store.change(blocks.skip, [1, 2], NOW).label == "Skip 2 blocks"
    assert {block.status for block in make.blocks(store)} == {Status.SKIPPED}
    assert store.change(blocks.reopen, [2], NOW).label == "Reopen B-2 Lunch"
    assert make.blocks(store)[1].status is Status.PLANNED
    with pytest.raises(RuleError, match="B-2 Lunch: This block is still open"):
        store.change(blocks.reopen, [1, 2], NOW)


def test_a_reopened_block_keeps_its_record(store: Store) -> None:
    make.planned(store, make.block(actual_start=clock(8), actual_end=clock(9), day=TODAY))
    store.change(blocks.finish, 1, NOW, "v7")
    store.change(blocks.reopen, [1], NOW)

    [saved] = make.blocks(store)
    assert state(saved) == (Status.PLANNED, clock(8), clock(9))
    assert (saved.output_note, saved.output_state) == ("v7", None)


def test_a_task_that_stays_open_is_named(store: Store) -> None:
    make.planned(store, make.task(), make.block(task_id=1))

    first = store.change(blocks.finish, 1, NOW, "v7")
    assert first.remarks == ("T-1 Cutover runbook is still open: finish it, too, when it is done.",)
    store.change(blocks.reopen, [1], NOW)
    assert store.change(blocks.finish, 1, NOW, "v7", task_done=True).remarks == ()
