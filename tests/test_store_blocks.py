"""Blocks in the plan: added, edited, duplicated, deleted; each read back in another session."""

from datetime import date, time

import pytest
from sqlmodel import select

from infraday.domain import RuleError
from infraday.domain.block import Kind, OutputState, Source, Status
from infraday.domain.schedule import Times
from infraday.domain.task import TaskStatus
from infraday.models import Block, ForgottenEvent, Link, Series
from infraday.store import blocks, history
from infraday.store.block_rows import times_of
from infraday.store.engine import Store
from infraday.store.errors import NotFoundError
from tests import factories as make
from tests.factories import NOW, TODAY, TOMORROW


def test_a_block_is_added_with_all_that_its_draft_says(store: Store) -> None:
    make.planned(store, make.project(), make.task())
    draft = make.draft(
        purpose="Spending, likely overruns",
        output="Updated forecast",
        kind=Kind.FINANCE,
        project="dc-move",
        task_id=1,
        notes="with Ana",
        fixed=True,
        unplanned=True,
        links=("R-4", "t-1"),
    )

    outcome = store.change(blocks.add, draft, NOW)

    [saved] = make.blocks(store)
    assert outcome.label == "Add B-1 Budget review"
    assert times_of(saved) == draft.times
    assert (saved.purpose, saved.output, saved.kind) == (draft.purpose, draft.output, Kind.FINANCE)
    assert (saved.project_id, saved.task_id, saved.notes) == (1, 1, "with Ana")
    assert (saved.fixed, saved.unplanned, saved.status) == (True, True, Status.PLANNED)
    assert make.links_of(store, saved) == ("R-004", "T-1")


def test_a_new_project_is_made_and_said(store: Store) -> None:
    outcome = store.change(blocks.add, make.draft(project="#Net Upgrade"), NOW)

    assert make.projects(store) == ["net-upgrade"]
    assert outcome.remarks == ("The project #net-upgrade is new.",)


def test_blank_words_are_stored_as_nothing(store: Store) -> None:
    store.change(blocks.add, make.draft(purpose=" ", output="", project=" "), NOW)

    [saved] = make.blocks(store)
    assert (saved.purpose, saved.output, saved.project_id) == (None, None, None)


@pytest.mark.parametrize("activity", ["", "  \n"])
def test_a_block_without_a_name_is_refused(store: Store, activity: str) -> None:
    with pytest.raises(RuleError, match="needs a name"):
        store.change(blocks.add, make.draft(activity), NOW)

    assert make.blocks(store) == []


def test_a_long_name_is_cut_and_kept_whole_in_the_notes(store: Store) -> None:
    outcome = store.change(blocks.add, make.draft("x" * 501, notes="more"), NOW)

    [saved] = make.blocks(store)
    assert len(saved.activity) == 500
    assert saved.notes == "x" * 501 + "\nmore"
    assert "500 characters" in outcome.remarks[0]


def test_equal_times_are_refused(store: Store) -> None:
    mark = Times(TODAY, time(9), TODAY, time(9))
    with pytest.raises(RuleError, match="same"):
        store.change(blocks.add, make.draft(times=mark), NOW)


def test_an_all_day_block_has_no_times(store: Store) -> None:
    store.change(blocks.add, make.draft(times=make.all_day(days=3)), NOW)

    [saved] = store.read(blocks.on_day, TOMORROW)
    assert (saved.start, saved.end, saved.end_day) == (None, None, date(2026, 11, 26))


def test_a_link_that_leads_nowhere_is_refused(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no T-9"):
        store.change(blocks.add, make.draft(links=("T-9",)), NOW)
    with pytest.raises(RuleError, match="no reference"):
        store.change(blocks.add, make.draft(links=("the register",)), NOW)

    assert make.blocks(store) == []


def test_a_day_holds_every_block_that_touches_it_in_order(store: Store) -> None:
    make.planned(
        store,
        make.block("23:00", 120, make.YESTERDAY, "over midnight"),
        make.block("22:00", 120, make.YESTERDAY, "until midnight"),
        make.block("09:00", 60, TODAY, "late"),
        make.block("08:00", 60, TODAY, "early"),
        make.block("08:00", 60, TOMORROW, "tomorrow"),
        Block(**make.all_day(make.YESTERDAY, 2)._asdict(), activity="all day"),
    )

    found = [block.activity for block in store.read(blocks.on_day, TODAY)]

    assert found == ["all day", "over midnight", "early", "late"]


def test_an_edit_changes_what_the_draft_says_and_raises_the_version(store: Store) -> None:
    make.planned(store, make.block())
    draft = make.draft("Forecast", times=make.times("11:00"), links=("R-1",))

    outcome = store.change(blocks.edit, 1, 1, draft, NOW)

    [saved] = make.blocks(store)
    assert outcome.label == "Edit B-1 Forecast"
    assert (saved.activity, saved.start, saved.version) == ("Forecast", time(11), 2)
    assert make.links_of(store, saved) == ("R-001",)


def test_an_edit_of_what_was_changed_meanwhile_overwrites_nothing(store: Store) -> None:
    make.planned(store, make.block())
    store.change(blocks.edit, 1, 1, make.draft("Theirs"), NOW)

    with pytest.raises(RuleError, match="B-1 was changed meanwhile"):
        store.change(blocks.edit, 1, 1, make.draft("Mine"), NOW)

    assert make.blocks(store)[0].activity == "Theirs"


def test_an_undone_edit_counts_as_a_change_meanwhile(store: Store) -> None:
    make.planned(store, make.block())
    store.change(blocks.edit, 1, 1, make.draft("Theirs"), NOW)
    store.replay(history.undo)

    with pytest.raises(RuleError, match="meanwhile"):
        store.change(blocks.edit, 1, 1, make.draft("Mine"), NOW)


def test_an_edit_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    store.change(blocks.add, make.draft(links=("R-1",)), NOW)

    outcome = store.change(blocks.edit, 1, 1, make.draft(links=("R-001",)), NOW)

    assert outcome.entry_id == 0
    assert make.blocks(store)[0].version == 1
    assert len(store.replay(history.log)) == 1


def test_the_words_of_a_finished_block_can_be_edited_but_not_its_times(store: Store) -> None:
    make.planned(store, make.block(status=Status.DONE))
    store.change(blocks.edit, 1, None, make.draft("Renamed"), NOW)

    with pytest.raises(RuleError, match="Reopen"):
        store.change(blocks.edit, 1, None, make.draft(times=make.times("11:00")), NOW)

    [saved] = make.blocks(store)
    assert (saved.activity, saved.start) == ("Renamed", time(10))


def test_a_mark_of_no_length_from_a_calendar_can_be_edited(store: Store) -> None:
    mark = Times(TODAY, time(9), TODAY, time(9))
    make.planned(store, Block(**mark._asdict(), activity="Deadline", source=Source.ICS))

    store.change(blocks.edit, 1, 1, make.draft("Freeze begins", times=mark), NOW)

    assert make.blocks(store)[0].activity == "Freeze begins"


def test_an_edit_onto_another_day_carries_what_has_begun(store: Store) -> None:
    make.planned(store, make.block(actual_start=NOW))
    draft = make.draft("Go on", times=make.times(day=TOMORROW))

    outcome = store.change(blocks.edit, 1, 1, draft, NOW)

    old, new = make.blocks(store)
    assert (old.activity, old.status, old.moved_to_id) == ("Budget review", Status.MOVED, 2)
    assert (new.activity, new.status, new.day) == ("Go on", Status.PLANNED, TOMORROW)
    assert outcome.remarks == ("B-1 stays as moved; B-2 on Wed 25 Nov 2026 goes on.",)


def test_planning_a_task_takes_it_out_of_the_inbox(store: Store) -> None:
    make.planned(store, make.task())
    store.change(blocks.add, make.draft(task_id=1), NOW)

    assert make.tasks(store)[0].status is TaskStatus.OPEN


def test_planning_a_task_that_is_over_is_refused(store: Store) -> None:
    make.planned(store, make.task(status=TaskStatus.DONE))
    with pytest.raises(RuleError, match="T-1 is done"):
        store.change(blocks.add, make.draft(task_id=1), NOW)


def test_a_duplicate_is_planned_right_after_without_actuals(store: Store) -> None:
    make.planned(
        store,
        make.block(
            "22:30",
            120,
            output="Minutes",
            status=Status.DONE,
            actual_start=NOW,
            actual_end=NOW,
            output_state=OutputState.PRODUCED,
            output_note="Minutes v1",
            uid="x",
            source=Source.TEMPLATE,
        ),
        Link(block_id=1, target="R-004"),
    )

    outcome = store.change(blocks.duplicate, 1, NOW)

    _, new = make.blocks(store)
    assert outcome.label == "Duplicate B-1 Budget review as B-2"
    assert times_of(new) == Times(TOMORROW, time(0, 30), TOMORROW, time(2, 30))
    assert (new.status, new.actual_start, new.actual_end) == (Status.PLANNED, None, None)
    assert (new.output, new.output_state, new.output_note) == ("Minutes", None, None)
    assert (new.uid, new.source) == (None, Source.MANUAL)
    assert make.links_of(store, new) == ("R-004",)


def test_a_duplicate_of_all_day_is_the_day_after(store: Store) -> None:
    make.planned(store, Block(**make.all_day()._asdict(), activity="Freeze"))
    store.change(blocks.duplicate, 1, NOW)

    assert times_of(make.blocks(store)[1]) == make.all_day(TOMORROW)


def test_a_deleted_block_goes_with_its_links_and_comes_back_with_them(store: Store) -> None:
    make.planned(store, make.block(), make.block(), Link(block_id=1, target="R-004"))

    outcome = store.change(blocks.delete, [1, 2])
    assert outcome.label == "Delete 2 blocks"
    assert (make.blocks(store), make.all_links(store)) == ([], [])

    store.replay(history.undo)
    assert [block.id for block in make.blocks(store)] == [1, 2]
    assert make.all_links(store) == [(1, None, "R-004")]


def test_a_block_that_another_was_moved_to_can_be_deleted(store: Store) -> None:
    make.planned(store, make.block(day=make.YESTERDAY))
    store.change(blocks.move, [1], TODAY, None, NOW)

    store.change(blocks.delete, [2])

    [old] = make.blocks(store)
    assert (old.status, old.moved_to_id) == (Status.MOVED, None)


def test_a_deleted_event_of_a_calendar_is_not_brought_back_by_an_import(store: Store) -> None:
    make.planned(store, make.block(source=Source.ICS, calendar="work", uid="a@b"))
    store.change(blocks.delete, [1])

    [forgotten] = store.read(lambda session: session.exec(select(ForgottenEvent)).all())
    assert (forgotten.calendar, forgotten.uid) == ("work", "a@b")


def test_a_deleted_occurrence_is_an_exception_of_its_series(store: Store) -> None:
    series = Series(activity="Stand-up", first_day=TODAY, rrule="FREQ=DAILY", exdate="2026-12-24")
    make.planned(store, series, make.block(series_id=1, recurrence_id=TODAY))
    store.change(blocks.delete, [1])

    assert store.read(lambda session: session.get_one(Series, 1).exdate) == "2026-11-24,2026-12-24"


def test_what_is_not_there_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no longer in the plan"):
        store.read(blocks.get, 7)
    with pytest.raises(NotFoundError):
        store.change(blocks.delete, [7])
    with pytest.raises(RuleError, match="No block"):
        store.change(blocks.delete, [])
