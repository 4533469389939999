"""Occurrences of series: derived, never stale, and blocks of their own once they are touched."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from infraday.config import Config
from infraday.domain import refs, rows
from infraday.domain.block import Status
from infraday.models import Block, Series
from infraday.store import blocks, days, file, history, occurrence_window, quick
from infraday.store.engine import Store, plain
from infraday.store.journal import Outcome
from tests import factories as make
from tests.factories import NOW, TODAY, TOMORROW
from tests.zones import living_in

DAY = timedelta(days=1)
WEEKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def series(rrule: str = WEEKDAYS, first_day: date = TODAY - 400 * DAY, **fields: Any) -> Series:
    known = {"activity": "Stand-up", "start": time(9), "minutes": 15}
    return Series(**{**known, "rrule": rrule, "first_day": first_day, **fields})


def on(store: Store, day: date) -> list[Block]:
    return store.read(blocks.on_day, day)


def held(store: Store) -> set[tuple[int, str]]:
    """What stands in the derived table."""
    query = "SELECT series_id, recurrence_id FROM occurrence"
    return set(store.read(lambda session: plain(session).execute(query).fetchall()))


def change(session: Session, /, **fields: Any) -> Outcome:
    for name, value in fields.items():
        setattr(session.get_one(Series, 1), name, value)
    return Outcome("Edit S-1")


@pytest.mark.parametrize("day", [TODAY, TODAY + 300 * DAY, TODAY - 300 * DAY])
def test_a_day_in_and_outside_of_the_window_has_its_occurrences(store: Store, day: date) -> None:
    make.planned(store, series("FREQ=DAILY"))

    [block] = on(store, day)
    assert (block.activity, block.day, block.start, block.end) == (
        "Stand-up", day, time(9), time(9, 15),
    )  # fmt: skip
    assert refs.block_ref(block.id) == f"S-1@{day}"
    assert refs.occurrence_of(block.id) == (1, day)


def test_the_plain_way_and_the_models_give_the_same(store: Store) -> None:
    late = series("FREQ=DAILY", start=time(23), minutes=120, activity="Night watch")
    make.planned(store, series(), late, make.block(), make.block("08:00"))
    db = file.connect(store.path)

    for day in (TODAY, TOMORROW, TODAY + 200 * DAY):
        ours, theirs = on(store, day), quick.on_day(db, day)
        assert [(one.id, one.activity, one.day) for one in ours] == [
            (one.id, one.activity, one.day) for one in theirs
        ]
        assert [one.activity for one in ours].count("Night watch") == 2
    db.close()


def test_the_table_is_renewed_by_whoever_writes_undo_and_redo_too(store: Store) -> None:
    make.planned(store, series("FREQ=DAILY"))
    before = held(store)
    assert (1, str(TODAY)) in before

    store.change(change, rrule="FREQ=DAILY;INTERVAL=2", first_day=TODAY)
    assert (1, str(TOMORROW)) not in held(store)
    store.replay(history.undo)
    assert held(store) == before
    store.replay(history.undo)
    assert held(store) == set()
    store.replay(history.redo)
    assert held(store) == before


def test_what_another_program_wrote_is_seen_before_the_table_is_renewed(store: Store) -> None:
    make.planned(store, series("FREQ=DAILY"))
    db = file.connect(store.path)
    db.execute("INSERT INTO journal_current VALUES (0)")
    db.execute("UPDATE series SET start = '10:00:00.000000'")
    db.execute("DELETE FROM journal_current")

    assert [row.start for row in quick.on_day(db, TODAY)] == [time(10)]
    assert db.execute("SELECT count(*) FROM occurrence").fetchone() == (0,)
    db.close()


def test_a_user_who_travels_sees_the_meeting_at_the_new_local_time(store: Store) -> None:
    make.planned(store, series("FREQ=DAILY", tz="Europe/Berlin"))

    with living_in("America/New_York"):
        assert [block.start for block in on(store, TODAY)] == [time(3)]
        make.planned(store, make.block())  # whoever writes makes the table anew
        assert [block.start for block in on(store, TODAY)] == [time(3), time(10)]
    with living_in("Asia/Tokyo"):
        assert [block.start for block in on(store, TODAY)] == [time(10), time(17)]


def test_the_window_moves_on_with_the_days(store: Store) -> None:
    make.planned(store, series("FREQ=DAILY"))
    later = Store(store.path, lambda: NOW + 10 * DAY, "planner")

    later.keep_up()

    days_held = {day for _, day in held(later)}
    assert min(days_held) >= str(TODAY - 26 * DAY)
    assert max(days_held) == str(TODAY + 110 * DAY)
    assert len(later.read(lambda session: history.log(plain(session)))) == 1  # it is no entry
    assert not later.read(lambda s: occurrence_window.is_behind(plain(s), TODAY + 10 * DAY))
    later.close()


def test_a_touched_occurrence_is_a_block_and_the_same_one_to_the_eye(store: Store) -> None:
    make.planned(store, series("FREQ=DAILY", output="Action items", notes="Room 4"))
    [before] = on(store, TODAY)

    outcome = store.change(blocks.start, before.id, NOW)

    [after] = on(store, TODAY)
    assert (after.id, after.status, after.output) == (1, Status.ACTIVE, "Action items")
    assert rows.standing(after) == rows.standing(before) == before.id
    assert outcome.label == "Start B-1 Stand-up"
    assert len(on(store, TOMORROW)) == 1
    store.replay(history.undo)
    assert [block.id for block in on(store, TODAY)] == [before.id]


def test_its_old_id_finds_it_once_it_is_a_block(store: Store) -> None:
    make.planned(store, series("FREQ=DAILY"))
    [before] = on(store, TODAY)
    store.change(blocks.start, before.id, NOW)

    store.change(blocks.finish, before.id, NOW)

    assert [block.status for block in make.blocks(store)] == [Status.DONE]


def test_a_form_over_an_occurrence_that_was_touched_meanwhile_overwrites_nothing(
    store: Store,
) -> None:
    make.planned(store, series("FREQ=DAILY"))
    [shown] = on(store, TODAY)
    store.change(blocks.start, shown.id, NOW)

    with pytest.raises(Exception, match=r"S-1@2026-11-24 was changed meanwhile"):
        store.change(blocks.edit, shown.id, shown.version, make.draft(), NOW)


def test_one_that_is_deleted_leaves_the_others(store: Store) -> None:
    make.planned(store, series("FREQ=DAILY"))
    [block] = on(store, TODAY)

    outcome = store.change(blocks.delete, [block.id])

    assert outcome.label == "Delete S-1@2026-11-24 Stand-up"
    assert (on(store, TODAY), len(on(store, TOMORROW))) == ([], 1)
    assert make.blocks(store) == []
    store.replay(history.undo)
    assert len(on(store, TODAY)) == 1


def test_pushing_the_day_moves_occurrences_that_may_move(store: Store) -> None:
    free = series("FREQ=DAILY", start=time(14), activity="Review")
    make.planned(store, series("FREQ=DAILY", start=time(15), fixed=True), free)

    begin, end = make.clock(12).replace(tzinfo=None), make.clock(18).replace(tzinfo=None)
    store.change(blocks.push, TODAY, begin, 30, end, NOW)

    found = {block.activity: (block.id > 0, block.start) for block in on(store, TODAY)}
    assert found == {"Review": (True, time(14, 30)), "Stand-up": (False, time(15))}


def test_free_time_counts_what_comes_back(store: Store) -> None:
    whole_day = series("FREQ=DAILY", start=time(8), minutes=570)
    due = make.task(due=TODAY + 3 * DAY, estimate_minutes=60)
    make.planned(store, whole_day, due)
    view = store.read(days.view, TODAY, NOW, Config())

    assert view.waiting[0].because == "due Friday, 1 h of work left, 0 min free"


def test_a_rule_that_was_written_past_all_checks_breaks_nothing(store: Store) -> None:
    make.planned(store, series("FREQ=SECONDLY"), series("FREQ=DAILY", activity="Sound"))

    assert [block.activity for block in on(store, TODAY)] == ["Sound"]


def test_an_occurrence_is_gone_when_its_series_is(store: Store) -> None:
    make.planned(store, series("FREQ=DAILY"))

    def drop(session: Session) -> Outcome:
        session.delete(session.exec(select(Series)).one())
        return Outcome("Drop S-1")

    store.change(drop)

    assert (on(store, TODAY), held(store)) == ([], set())
