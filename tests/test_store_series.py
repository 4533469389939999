"""Series in the plan: made, and changed for all or from one on; touched ones keep their own."""

from datetime import date, time

import pytest

from infraday.domain import RuleError, refs, schedule
from infraday.domain.block import Kind, Source
from infraday.domain.refs import occurrence_id
from infraday.domain.series import Scope
from infraday.store import blocks, history, series
from infraday.store.engine import Store
from infraday.store.errors import NotFoundError
from infraday.store.journal import Outcome
from infraday.store.series import Seen
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


def test_a_series_is_made_of_a_draft_and_has_no_rows(store: Store) -> None:
    outcome = store.change(
        series.add, make.draft("Review", kind=Kind.RISK, project="dc-move"), "FREQ=WEEKLY;BYDAY=TH",
        NOW,
    )  # fmt: skip

    [one] = all_series(store)
    assert outcome.label == "Add S-1 Review, every Thursday"
    assert outcome.remarks == ("The project #dc-move is new.",)
    assert (one.first_day, one.start, one.minutes) == (date(2026, 11, 26), time(10), 60)
    assert (one.kind, one.project_id, one.tz) == (Kind.RISK, 1, None)
    assert make.blocks(store) == []


def test_what_a_series_cannot_have_its_first_one_has(store: Store) -> None:
    made(store, unplanned=True, links=("R-4",))

    [block] = make.blocks(store)
    assert (block.recurrence_id, block.unplanned) == (TODAY, True)
    assert make.links_of(store, block) == ("R-004",)


def test_a_block_becomes_the_first_of_a_series(store: Store) -> None:
    make.planned(store, make.block())
    outcome = store.change(
        series.repeat, 1, 1, make.draft("Budget review", notes="more"), "FREQ=WEEKLY;BYDAY=WE", NOW
    )

    [block] = make.blocks(store)
    [one] = all_series(store)
    assert outcome.label == "Repeat B-1 Budget review as S-1, every Wednesday"
    assert (block.series_id, block.recurrence_id, block.day) == (1, on(25, 11), on(25, 11))
    assert (one.first_day, one.notes) == (on(25, 11), "more")
    store.replay(history.undo)
    assert all_series(store) == []


def test_a_calendars_block_does_not_repeat_by_hand(store: Store) -> None:
    make.planned(store, make.block(source=Source.ICS, uid="u", calendar="work"))
    with pytest.raises(RuleError, match="comes from a calendar"):
        store.change(series.repeat, 1, 1, make.draft(), WEEKLY, NOW)


def test_editing_all_keeps_what_was_changed_by_hand(store: Store) -> None:
    made(store, purpose="Progress")
    touch(store, on(1), activity="Special")
    touch(store, on(8), start=time(15), end=time(16))
    outcome = edit(store, on(15), Scope.ALL, activity="Sync", purpose="Blockers",
                   times=make.times("09:00", 60, on(15)))  # fmt: skip

    assert outcome.label == "Edit all of S-1 Sync"
    assert seen(store, 30) == [
        "24.11 09:00 Sync", "B 01.12 09:00 Special", "B 08.12 15:00 Sync", "15.12 09:00 Sync",
        "22.12 09:00 Sync",
    ]  # fmt: skip
    assert {row.purpose for row in rows(store)} == {"Blockers"}


def test_what_is_done_is_never_rewritten(store: Store) -> None:
    made(store)
    store.change(blocks.finish, occurrence_id(1, on(1)), NOW)
    store.change(blocks.start, occurrence_id(1, TODAY), NOW)
    edit(store, on(8), Scope.ALL, activity="Sync", times=make.times("09:00", 30, on(9)))

    assert seen(store, 17) == ["B 24.11 10:00 Review", "B 01.12 10:00 Review", "09.12 09:00 Sync"]


def test_following_splits_and_takes_touched_ones_along(store: Store) -> None:
    made(store)
    touch(store, on(1), notes="before")
    kept = touch(store, on(15), notes="mine")
    before = make.blocks(store)
    outcome = edit(store, on(8), Scope.FOLLOWING, activity="Sync")

    old, new = all_series(store)
    assert outcome == Outcome("Edit S-1 Review from 8 Dec on", ("From then on it is S-2.",),
                              outcome.entry_id)  # fmt: skip
    assert (old.rrule, new.rrule, new.split_from) == (WEEKLY + ";UNTIL=20261207", WEEKLY, 1)
    assert seen(store, 30) == [
        "24.11 10:00 Review", "B 01.12 10:00 Review", "08.12 10:00 Sync", "B 15.12 10:00 Sync",
        "22.12 10:00 Sync",
    ]  # fmt: skip
    moved = store.read(blocks.peek, kept.id)
    assert (moved.series_id, moved.notes) == (2, "mine")
    store.replay(history.undo)
    assert [one.rrule for one in all_series(store)] == [WEEKLY]
    assert [block.activity for block in make.blocks(store)] == [one.activity for one in before]


def test_the_old_references_lead_to_what_took_over(store: Store) -> None:
    made(store)
    touch(store, on(15), notes="mine")
    edit(store, on(1), Scope.FOLLOWING, activity="Sync")
    edit(store, on(15), Scope.FOLLOWING, of=2, activity="Talk")

    for day, name in ((TODAY, "Review"), (on(1), "Sync"), (on(15), "Talk"), (on(22), "Talk")):
        assert store.read(blocks.peek, occurrence_id(1, day)).activity == name
    found = store.read(blocks.peek, occurrence_id(1, on(22)))
    assert refs.block_ref(found.id) == "S-3@2026-12-22"
    with pytest.raises(NotFoundError):
        store.read(blocks.peek, occurrence_id(1, on(23)))


def test_a_count_is_shared(store: Store) -> None:
    made(store, WEEKLY + ";COUNT=4")
    edit(store, on(8), Scope.FOLLOWING, activity="Sync")

    assert [row.activity for row in rows(store)] == ["Review", "Review", "Sync", "Sync"]


def test_following_of_the_first_one_is_all(store: Store) -> None:
    made(store)
    edit(store, TODAY, Scope.FOLLOWING, activity="Sync")

    assert len(all_series(store)) == 1


@pytest.mark.parametrize("scope", [Scope.ALL, Scope.FOLLOWING])
def test_another_day_takes_the_weekday_along(store: Store, scope: Scope) -> None:
    made(store, "FREQ=WEEKLY;BYDAY=TU,TH")
    store.change(blocks.delete, [occurrence_id(1, on(8))])
    touch(store, on(15), notes="mine")
    edit(store, on(1), scope, times=make.times("10:00", 60, on(2)))

    first = "25.11" if scope is Scope.ALL else "24.11"
    assert [line.split()[-3] for line in seen(store, 24)] == [
        first, "26.11", "02.12", "03.12", "10.12", "16.12", "17.12",
    ]  # fmt: skip


def test_a_day_that_cannot_move_along_is_refused(store: Store) -> None:
    made(store, WEEKDAYS)
    with pytest.raises(RuleError, match="It falls on Wednesday already"):
        edit(store, TODAY, Scope.ALL, times=make.times("10:00", 60, on(25, 11)))


def test_another_rule_drops_what_holds_nothing_and_keeps_the_rest(store: Store) -> None:
    made(store, WEEKDAYS)
    touch(store, on(26, 11), start=time(15), end=time(16))
    touch(store, on(27, 11), notes="mine")
    store.change(blocks.finish, occurrence_id(1, on(2)), NOW)
    edit(store, TODAY, Scope.ALL, every="FREQ=WEEKLY;INTERVAL=2")

    assert seen(store, 16) == [
        "24.11 10:00 Review", "B 27.11 10:00 Review", "B 02.12 10:00 Review", "08.12 10:00 Review",
    ]  # fmt: skip
    store.replay(history.undo)
    assert len(seen(store, 7)) == 5


def test_a_rule_for_all_is_counted_so_that_it_falls_on_this_day(store: Store) -> None:
    made(store)
    edit(store, on(1), Scope.ALL, every="FREQ=WEEKLY;INTERVAL=2")
    assert [row.day for row in rows(store, 30)] == [on(1), on(15)]
    edit(store, on(15), Scope.ALL, every="FREQ=MONTHLY")
    assert [row.day for row in rows(store, 60)] == [on(15), on(15, 1)]


def test_what_no_longer_repeats_is_a_single_block(store: Store) -> None:
    made(store)
    touch(store, on(15), notes="mine")
    outcome = edit(store, on(8), Scope.FOLLOWING, every="")

    assert outcome.label == "Edit S-1 Review, no longer repeating from 8 Dec on"
    assert seen(store) == ["24.11 10:00 Review", "01.12 10:00 Review", "B 08.12 10:00 Review"]
    edit(store, on(1), Scope.ALL, every="")
    assert seen(store) == ["B 01.12 10:00 Review", "B 08.12 10:00 Review"]
    assert all_series(store) == []


def test_nothing_is_overwritten_unseen(store: Store) -> None:
    made(store)
    block_id = occurrence_id(1, on(8))
    edit(store, on(1), Scope.ALL, activity="Sync")
    with pytest.raises(RuleError, match="or its series was changed meanwhile"):
        store.change(series.edit, block_id, Seen(1, 1), make.draft(), Scope.ALL, None, NOW)


def test_links_and_what_was_unplanned_are_of_one_only(store: Store) -> None:
    made(store)
    edit(store, on(1), Scope.ALL, activity="Sync", links=("R-1",), unplanned=True)

    [block] = make.blocks(store)
    assert (block.day, block.activity, block.unplanned) == (on(1), "Sync", True)
    assert all(not row.unplanned for row in rows(store) if row.id < 0)


def test_a_block_that_does_not_repeat_has_no_series_to_edit(store: Store) -> None:
    make.planned(store, make.block())
    with pytest.raises(RuleError, match="B-1 does not repeat"):
        store.change(series.edit, 1, None, make.draft(), Scope.ALL, None, NOW)


def test_a_zone_keeps_its_clock(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(store, tz="America/New_York", start=time(9))
    [row] = rows(store, 1)
    assert row.start is not None
    here = schedule.shift(row, 45)
    edit(store, TODAY, Scope.ALL, times=here)

    [one] = all_series(store)
    assert (one.start, one.tz, one.rrule) == (time(9, 45), "America/New_York", WEEKLY)
