"""Series ended and deleted, and rows that are in the way of what becomes of them."""

from datetime import time
from typing import Any

import pytest
from sqlmodel import select

from infraday.domain import RuleError
from infraday.domain.block import Status
from infraday.domain.refs import occurrence_id
from infraday.domain.series import Scope
from infraday.models import Block, ForgottenEvent
from infraday.store import blocks, history, series
from infraday.store.engine import Store
from infraday.store.journal import Outcome
from tests import factories as make
from tests.factories import NOW, TODAY
from tests.series_plans import (
    WEEKDAYS,
    WEEKLY,
    all_series,
    edit,
    imported,
    made,
    on,
    rows,
    seen,
    touch,
)


def test_deleting_all_keeps_what_was_worked_on(store: Store) -> None:
    imported(store)
    touch(store, on(1), notes="mine")
    store.change(blocks.finish, occurrence_id(1, on(8)), NOW)
    outcome = store.change(series.delete, occurrence_id(1, TODAY), Scope.ALL, NOW)

    assert outcome.label == "Delete all of S-1 Steering"
    assert outcome.remarks == ("1 that was worked on stays as a single block.",)
    [block] = make.blocks(store)
    assert (block.status, block.series_id, block.uid) == (Status.DONE, None, None)
    forgotten = store.read(lambda session: list(session.exec(select(ForgottenEvent))))
    assert [(one.calendar, one.uid, one.recurrence_id) for one in forgotten] == [
        ("work", "u1", None)
    ]
    store.replay(history.undo)
    assert len(make.blocks(store)) == 2
    assert len(seen(store, 22)) == 4


def test_the_rest_of_a_series_is_deleted(store: Store) -> None:
    made(store)
    touch(store, on(15), notes="mine")
    outcome = store.change(series.delete, occurrence_id(1, on(8)), Scope.FOLLOWING, NOW)
    assert outcome.label == "Delete S-1 Review from 8 Dec on"
    assert seen(store) == ["24.11 10:00 Review", "01.12 10:00 Review"]
    with pytest.raises(RuleError, match="S-1 has ended by then"):
        store.change(series.delete, occurrence_id(1, on(1)), Scope.AFTER, NOW)
    store.change(series.delete, occurrence_id(1, TODAY), Scope.FOLLOWING, NOW)
    assert all_series(store) == []


def test_a_series_ends_on_a_day(store: Store) -> None:
    made(store)
    outcome = store.change(series.end, 1, on(8), NOW)
    assert outcome.label == "End S-1 Review on 8 Dec"
    assert len(seen(store)) == 3
    with pytest.raises(RuleError, match="begins only on 24 Nov"):
        store.change(series.end, 1, on(23, 11), NOW)


def test_a_series_that_others_came_from_can_go(store: Store) -> None:
    made(store)
    edit(store, on(1), Scope.FOLLOWING, activity="Sync")
    edit(store, on(8), Scope.FOLLOWING, of=2, activity="Talk")
    store.change(series.remove, 2)

    assert [(one.id, one.split_from) for one in all_series(store)] == [(1, None), (3, 1)]


def test_what_was_added_to_a_rule_can_go_when_the_rule_is_over(store: Store) -> None:
    imported(store, WEEKLY + ";COUNT=1", rdate="2026-12-03,2026-12-10")
    store.change(series.delete, occurrence_id(1, on(3)), Scope.AFTER, NOW)
    assert [row.day for row in rows(store)] == [TODAY, on(3)]


def test_a_row_in_the_way_of_one_that_moves_becomes_single(store: Store) -> None:
    made(store)
    stray = touch(store, on(1), notes="stray")
    touch(store, on(8), notes="other")

    def strays(session: Any) -> Outcome:
        block = session.get_one(Block, stray.id)
        block.recurrence_id = on(9)
        return Outcome("Stray")

    store.change(strays)
    edit(store, TODAY, Scope.ALL, times=make.times("10:00", 60, on(25, 11)))

    found = {block.notes: (block.series_id, block.recurrence_id) for block in make.blocks(store)}
    assert found == {"stray": (None, None), "other": (1, on(9))}


def test_days_that_were_added_before_a_rule_begins_outlive_it(store: Store) -> None:
    imported(store, WEEKLY, first_day=on(1), rdate="2026-11-26")
    store.change(series.delete, occurrence_id(1, on(1)), Scope.FOLLOWING, NOW)
    assert [row.day for row in rows(store)] == [on(26, 11)]


def test_what_repeats_is_not_made_to_repeat_again(store: Store) -> None:
    made(store)
    touch(store, TODAY, notes="mine")
    with pytest.raises(RuleError, match="B-1 repeats already"):
        store.change(series.repeat, 1, None, make.draft(), WEEKLY, NOW)


def test_another_rule_and_name_at_once_keep_no_row_that_says_nothing(store: Store) -> None:
    made(store, WEEKDAYS)
    touch(store, on(26, 11), start=time(15), end=time(16))
    edit(store, TODAY, Scope.ALL, every=WEEKLY, activity="Sync")
    assert seen(store, 10) == ["24.11 10:00 Sync", "01.12 10:00 Sync"]


def test_the_plan_of_what_was_begun_stays_and_that_is_said(store: Store) -> None:
    made(store)
    store.change(blocks.start, occurrence_id(1, TODAY), NOW)
    outcome = edit(store, TODAY, Scope.ALL, times=make.times("11:00", 60), activity="Sync")
    assert outcome.remarks == ("B-1 was begun, so its own plan stays as it was.",)
    assert seen(store, 10) == ["B 24.11 10:00 Sync", "01.12 11:00 Sync"]


def test_a_calendar_goes_on_knowing_what_a_split_takes_along(store: Store) -> None:
    imported(store)
    touch(store, on(8), notes="mine")
    edit(store, on(1), Scope.FOLLOWING, activity="Ours")
    old, new = all_series(store)
    [block] = make.blocks(store)
    assert [(one.calendar, one.uid) for one in (old, new)] == [("work", "u1")] * 2
    assert (block.series_id, block.uid, block.activity) == (2, "u1", "Ours")
