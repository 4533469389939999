"""Captures on plain sqlite3: what a line becomes in the plan, and what the user is told of it."""

from datetime import date, time
from sqlite3 import Connection

import pytest

from infraday.domain import quickadd
from infraday.domain.block import Source, Status
from infraday.domain.schedule import Times
from infraday.domain.task import TaskStatus
from infraday.models import Series
from infraday.store import capture, file, history, journal
from infraday.store.block_rows import on_day, times_of
from infraday.store.capture import Captured, Defaults
from infraday.store.engine import Store
from infraday.store.journal import Outcome
from tests import factories as make
from tests.factories import NOW, TODAY, TOMORROW


def add(
    store: Store, *lines: str, defaults: Defaults | None = None
) -> tuple[list[Captured], Outcome]:
    """Capture lines from the shell, on a connection of its own."""
    found: list[Captured] = []

    def work(db: Connection) -> Outcome:
        readings = [quickadd.read(line, NOW.replace(tzinfo=None)) for line in lines]
        captured, outcome = capture.add(db, readings, defaults or Defaults(NOW))
        found.extend(captured)
        return outcome

    db = file.connect(store.path)
    try:
        outcome = journal.transact(db, NOW, journal.SHELL, work)
    finally:
        db.close()
    return found, outcome


def test_a_line_becomes_a_task_with_all_that_was_understood(store: Store) -> None:
    [one], outcome = add(
        store, "call Cisco tomorrow 30m due: 2026-12-01 #dc-move @ana !! out: RMA number"
    )

    [task] = make.tasks(store)
    assert (one.kind, one.ref, outcome.label) == ("task", "T-1", "Add T-1 call Cisco")
    assert one.remarks == ("The project #dc-move is new.",)
    assert (task.title, task.status, task.important) == ("call Cisco", TaskStatus.OPEN, True)
    assert (task.urgent_override, task.due, task.scheduled) == (True, date(2026, 12, 1), TOMORROW)
    assert (task.estimate_minutes, task.owner, task.output) == (30, "ana", "RMA number")
    assert (task.project_id, task.unplanned, task.created_at) == (1, False, NOW)
    assert make.projects(store) == ["dc-move"]


def test_a_line_without_a_mark_waits_in_the_inbox(store: Store) -> None:
    add(store, "call Cisco")

    [task] = make.tasks(store)
    assert (task.status, task.important, task.urgent_override) == (TaskStatus.INBOX, False, None)


def test_a_line_with_a_clock_time_becomes_a_block(store: Store) -> None:
    [one], _ = add(store, "call Cisco 23:30 #dc-move out: RMA")

    [block] = make.blocks(store)
    assert (one.kind, one.ref) == ("block", "B-1")
    assert times_of(block) == Times(TODAY, time(23, 30), TOMORROW, time(0, 30))
    assert (block.activity, block.output, block.project_id) == ("call Cisco", "RMA", 1)
    assert (block.status, block.source) == (Status.PLANNED, Source.MANUAL)


def test_a_block_lasts_as_long_as_the_config_says(store: Store) -> None:
    add(store, "call 14:00", "meet 15:00 10m", defaults=Defaults(NOW, block_minutes=45))

    assert [block.end for block in make.blocks(store)] == [time(14, 45), time(15, 10)]


def test_what_a_block_has_no_field_for_is_kept_in_its_notes_and_said(store: Store) -> None:
    [one], _ = add(store, "call 14:00 @ana ! due: 2026-12-01")

    assert make.blocks(store)[0].notes == "@ana ! due: 2026-12-01"
    assert "its notes keep “@ana ! due: 2026-12-01”" in one.remarks[-1]


def test_a_recurring_block_is_a_series_none_of_which_has_a_row_yet(store: Store) -> None:
    [one], outcome = add(store, "stand-up 9:00 15m every: weekday")

    assert make.blocks(store) == []
    assert one.ref == "S-1@2026-11-25"
    assert outcome.label == "Add S-1@2026-11-25 stand-up"
    [block] = store.read(on_day, TOMORROW)
    series = store.read(lambda session: session.get_one(Series, 1))
    assert (series.rrule, series.start) == ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", time(9))
    assert (series.minutes, series.first_day) == (15, block.day)
    assert (block.series_id, block.recurrence_id) == (1, block.day)


def test_a_long_title_is_cut_and_kept_whole_in_the_notes(store: Store) -> None:
    [one], _ = add(store, "x" * 600)

    [task] = make.tasks(store)
    assert (len(task.title), task.notes) == (500, "x" * 600)
    assert "500 characters" in one.remarks[0]


@pytest.mark.parametrize(("day", "unplanned"), [("", True), (" tomorrow", False)])
def test_what_comes_in_while_a_block_runs_is_unplanned(
    store: Store, day: str, unplanned: bool
) -> None:
    make.planned(store, make.block(status=Status.ACTIVE, actual_start=NOW))
    add(store, "call Cisco", f"meet{day} 15:00")

    assert make.tasks(store)[0].unplanned
    assert make.blocks(store)[1].unplanned is unplanned


def test_several_lines_are_one_entry_and_name_a_project_once(store: Store) -> None:
    found, outcome = add(store, "one #new", "two #new", "three 14:00 #new")

    assert outcome.label == "Add 3 lines"
    assert [len(one.remarks) for one in found] == [1, 0, 0]
    assert make.projects(store) == ["new"]
    store.replay(history.undo)
    assert (make.tasks(store), make.blocks(store), make.projects(store)) == ([], [], [])


def test_no_line_at_all_leaves_no_trace(store: Store) -> None:
    _, outcome = add(store)

    assert outcome.entry_id == 0
    assert store.replay(history.log) == []


def test_an_action_item_is_linked_to_the_block_it_came_out_of(store: Store) -> None:
    make.planned(store, make.block())
    add(store, "order optics", "call 14:00", defaults=Defaults(NOW, links_to="B-1"))

    assert make.all_links(store) == [(None, 1, "B-1"), (2, None, "B-1")]
