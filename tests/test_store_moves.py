"""Blocks that get other times: shifted, resized, moved, carried, pushed, placed."""

from datetime import date, datetime, time

import pytest

from infraday.domain import RuleError
from infraday.domain.block import Status
from infraday.domain.schedule import Times
from infraday.domain.task import TaskStatus
from infraday.models import Block, Link
from infraday.store import blocks
from infraday.store.block_rows import times_of
from infraday.store.engine import Store
from tests import factories as make
from tests.factories import NOW, TODAY, TOMORROW, YESTERDAY

DAY_END = datetime.combine(TODAY, time(17, 30))


def starts(store: Store) -> list[time | None]:
    return [block.start for block in make.blocks(store)]


def test_a_shift_moves_start_and_end(store: Store) -> None:
    make.planned(store, make.block("10:00", 60))

    outcome = store.change(blocks.shift, [1], 15, NOW)

    assert outcome.label == "Move B-1 Budget review to 10:15"
    assert times_of(make.blocks(store)[0]) == make.times("10:15")


def test_several_are_shifted_as_one_change(store: Store) -> None:
    make.planned(store, make.block("10:00"), make.block("11:00"))

    outcome = store.change(blocks.shift, [1, 2, 1], -90, NOW)

    assert outcome.label == "Move 2 blocks 1h30 earlier"
    assert starts(store) == [time(8, 30), time(9, 30)]


def test_when_one_of_several_refuses_none_is_changed_and_it_is_named(store: Store) -> None:
    make.planned(store, make.block(), make.block(activity="Call", status=Status.DONE))

    with pytest.raises(RuleError, match=r"B-2 Call: .*finished"):
        store.change(blocks.shift, [1, 2], 15, NOW)

    assert starts(store) == [time(10), time(10)]


def test_a_skipped_block_is_planned_again_at_its_new_time(store: Store) -> None:
    make.planned(store, make.block(status=Status.SKIPPED))
    store.change(blocks.shift, [1], 15, NOW)

    assert make.blocks(store)[0].status is Status.PLANNED


def test_a_running_block_runs_on_at_its_new_time(store: Store) -> None:
    make.planned(store, make.block(status=Status.ACTIVE, actual_start=NOW))
    store.change(blocks.shift, [1], 15, NOW)

    [saved] = make.blocks(store)
    assert (saved.status, saved.actual_start) == (Status.ACTIVE, NOW)


def test_a_resize_moves_only_the_end(store: Store) -> None:
    make.planned(store, make.block("23:30", 30), make.block("10:00", 60))

    outcome = store.change(blocks.resize, [1], 15, NOW)
    several = store.change(blocks.resize, [1, 2], -15, NOW)

    assert outcome.label == "Make B-1 Budget review last 45m"
    assert several.label == "Make 2 blocks 15m shorter"
    first, second = make.blocks(store)
    assert times_of(first) == Times(TODAY, time(23, 30), TOMORROW, time(0))
    assert second.end == time(10, 45)


def test_a_resize_of_what_is_done_or_all_day_or_too_short_is_refused(store: Store) -> None:
    done = make.block(status=Status.DONE)
    freeze = Block(**make.all_day()._asdict(), activity="Freeze")
    make.planned(store, done, freeze, make.block(minutes=15))

    for block_id, refusal in ((1, "finished"), (2, "All-day|all-day"), (3, "at least 5")):
        with pytest.raises(RuleError, match=refusal):
            store.change(blocks.resize, [block_id], -15, NOW)


def test_a_skipped_block_stays_skipped_when_resized(store: Store) -> None:
    make.planned(store, make.block(status=Status.SKIPPED))
    store.change(blocks.resize, [1], 15, NOW)

    assert make.blocks(store)[0].status is Status.SKIPPED


def test_what_has_not_begun_simply_moves_to_another_day(store: Store) -> None:
    make.planned(store, make.block("22:00", 240))

    outcome = store.change(blocks.move, [1], TOMORROW, None, NOW)

    [saved] = make.blocks(store)
    assert outcome.label == "Move B-1 Budget review to Wed 25 Nov 2026"
    assert times_of(saved) == Times(TOMORROW, time(22), date(2026, 11, 26), time(2))
    assert (saved.status, outcome.remarks) == (Status.PLANNED, ())


@pytest.mark.parametrize(
    "fields",
    [
        {"day": YESTERDAY},
        {"actual_start": make.clock(9), "actual_end": make.clock(9, 30)},
        {"actual_start": make.clock(9), "status": Status.ACTIVE},
    ],
    ids=["overdue", "begun", "running"],
)
def test_what_has_begun_or_is_overdue_is_carried(store: Store, fields: dict[str, object]) -> None:
    about = make.block(output="Forecast", fixed=True, unplanned=True, uid="a", notes="n")
    for field, value in fields.items():
        setattr(about, field, value)
    about.end_day = about.day
    make.planned(store, about, Link(block_id=1, target="R-004"))

    outcome = store.change(blocks.move, [1], TOMORROW, None, NOW)

    old, new = make.blocks(store)
    assert (old.status, old.moved_to_id, old.day) == (Status.MOVED, 2, about.day)
    assert (old.actual_end is None) == (old.actual_start is None)
    assert times_of(new) == make.times(day=TOMORROW)
    assert (new.status, new.actual_start, new.uid) == (Status.PLANNED, None, None)
    assert (new.output, new.fixed, new.unplanned, new.notes) == ("Forecast", True, True, "n")
    assert make.links_of(store, new) == ("R-004",)
    assert outcome.remarks == ("B-1 stays as moved; B-2 on Wed 25 Nov 2026 goes on.",)


def test_what_was_carried_is_moved_no_more(store: Store) -> None:
    make.planned(store, make.block(day=YESTERDAY))
    store.change(blocks.move, [1], TODAY, None, NOW)

    with pytest.raises(RuleError, match="moved"):
        store.change(blocks.move, [1], TOMORROW, None, NOW)


def test_an_overdue_block_moved_within_its_day_stays_the_same(store: Store) -> None:
    make.planned(store, make.block("10:00", day=YESTERDAY))
    store.change(blocks.move, [1], YESTERDAY, time(14), NOW)

    [saved] = make.blocks(store)
    assert (saved.start, saved.status) == (time(14), Status.PLANNED)


def test_several_moved_to_a_time_keep_their_distance(store: Store) -> None:
    make.planned(store, make.block("11:00"), make.block("10:00", day=TODAY))

    outcome = store.change(blocks.move, [1, 2], TOMORROW, time(8), NOW)

    assert outcome.label == "Move 2 blocks to Wed 25 Nov 2026 08:00"
    assert [(one.day, one.start) for one in make.blocks(store)] == [
        (TOMORROW, time(9)),
        (TOMORROW, time(8)),
    ]


def test_an_all_day_block_moves_by_days_only(store: Store) -> None:
    make.planned(store, Block(**make.all_day(days=2)._asdict(), activity="Freeze"))
    store.change(blocks.move, [1], TOMORROW, None, NOW)

    assert times_of(make.blocks(store)[0]) == make.all_day(TOMORROW, 2)
    with pytest.raises(RuleError, match="clock time"):
        store.change(blocks.move, [1], TOMORROW, time(9), NOW)


def test_a_move_beyond_the_calendar_is_refused(store: Store) -> None:
    make.planned(store, make.block())
    with pytest.raises(RuleError, match="out of reach"):
        store.change(blocks.move, [1], date(9999, 12, 31), None, NOW)


def test_a_push_moves_the_rest_and_says_what_it_meets(store: Store) -> None:
    make.planned(
        store,
        make.block("09:00", 60, activity="Stand-up"),
        make.block("14:00", 60, activity="Invoices"),
        make.block("15:00", 60, activity="Vendor call", fixed=True),
        make.block("16:30", 60, activity="Email"),
    )
    begin = datetime.combine(TODAY, time(13))

    outcome = store.change(blocks.push, TODAY, begin, 30, DAY_END, NOW)

    assert outcome.label == "Push the rest of Tue 24 Nov 2026 by 30m"
    assert starts(store) == [time(9), time(14, 30), time(15), time(17)]
    assert outcome.remarks == (
        "B-2 Invoices now clashes with B-3 Vendor call.",
        "B-4 Email now lasts until 18:00, after the day's end.",
    )


def test_a_push_that_moves_nothing_is_refused(store: Store) -> None:
    make.planned(store, make.block("09:00"))
    with pytest.raises(RuleError, match="from 13:00 on"):
        store.change(blocks.push, TODAY, datetime.combine(TODAY, time(13)), 30, DAY_END, NOW)


def test_a_pull_goes_only_as_far_as_the_first_may_and_says_by_how_much(store: Store) -> None:
    make.planned(store, make.block("13:10"))
    begin = datetime.combine(TODAY, time(13))
    outcome = store.change(blocks.push, TODAY, begin, -30, DAY_END, NOW)

    assert outcome.label.endswith("by -10m")
    assert starts(store) == [time(13)]


def test_a_task_is_placed_with_what_it_is_about(store: Store) -> None:
    make.planned(store, make.project(), make.task(output="Runbook v2", project_id=1))

    outcome = store.change(blocks.place, 1, TODAY, time(14), 90, NOW)

    [block], [task] = make.blocks(store), make.tasks(store)
    assert outcome.label == "Place T-1 Cutover runbook, 14:00"
    assert times_of(block) == make.times("14:00", 90)
    assert (block.activity, block.output) == ("Cutover runbook", "Runbook v2")
    assert (block.project_id, block.task_id) == (1, 1)
    assert task.status is TaskStatus.OPEN


@pytest.mark.parametrize("status", [TaskStatus.DONE, TaskStatus.DROPPED])
def test_a_task_that_is_over_gets_no_slot(store: Store, status: TaskStatus) -> None:
    make.planned(store, make.task(status=status))
    with pytest.raises(RuleError, match="Bring it back"):
        store.change(blocks.place, 1, TODAY, time(14), 90, NOW)

    assert make.blocks(store) == []
