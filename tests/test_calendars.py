"""Calendars merged into the plan: what comes in, and what a later import changes."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from infraday.domain import refs
from infraday.domain.block import Kind, Source, Status
from infraday.domain.schedule import Times
from infraday.models import Block
from infraday.store import blocks, history
from infraday.store.engine import Store
from tests import factories
from tests.calendar_events import (
    all_day,
    calendar,
    counts,
    event,
    instead,
    rows,
    series,
    starts,
    take,
    take_all,
    week,
)
from tests.factories import NOW, TODAY, TOMORROW, YESTERDAY


def only(store: Store) -> Block:
    [block] = factories.blocks(store)
    return block


def edit(store: Store, block_id: int, **fields: Any) -> Block:
    """Edit a block in its form; an occurrence that nobody touched becomes one."""
    block = store.read(blocks.peek, block_id)
    same = blocks.Draft(
        times=Times(block.day, block.start, block.end_day, block.end),
        activity=block.activity, purpose=block.purpose, output=block.output, kind=block.kind,
        notes=block.notes, fixed=block.fixed,
    )  # fmt: skip
    store.change(blocks.edit, block_id, None, same._replace(**fields), NOW)
    return store.read(blocks.peek, block_id)


def test_events_become_fixed_blocks_and_series(store: Store) -> None:
    report = take(store, event(), all_day(), series(begin="09:00"), instead(of=week()))

    assert counts(report) == (4, 0, 0, 0, 0)
    assert starts(store) == ["all day Freeze", "09:00 Stand-up", "10:00 Steering committee"]
    assert starts(store, week()) == ["11:00 Stand-up"]
    found = factories.blocks(store)
    assert {(one.fixed, one.source, one.calendar) for one in found} == {(True, Source.ICS, "Work")}
    assert {one.activity: one.kind for one in found} == {
        "Steering committee": Kind.MEETING, "Freeze": Kind.OTHER, "Stand-up": Kind.MEETING,
    }  # fmt: skip
    [one] = rows(store)
    assert (one.fixed, one.source, one.kind) == (True, Source.ICS, Kind.MEETING)


def test_the_same_calendar_twice_changes_nothing(store: Store) -> None:
    events = (event(), all_day(), series(), instead(of=week()), instead(of=week(weeks=2)))
    take(store, *events)
    before = store.read(factories.images)

    report, outcome = take_all(store, [calendar(*events)])

    assert counts(report) == (0, 0, 5, 0, 0)
    assert outcome.entry_id == 0
    assert store.read(factories.images) == before


def test_what_the_user_adds_survives_what_the_calendar_changes(store: Store) -> None:
    take(store, event())
    own = {
        "purpose": "Decide", "output": "A decision", "kind": Kind.VENDOR, "project": "dc-move",
        "notes": "Bring the list", "links": ("R-001",), "unplanned": True,
    }  # fmt: skip
    edit(store, only(store).id, **own)
    store.change(blocks.start, only(store).id, NOW)
    store.change(blocks.finish, only(store).id, factories.clock(10), "Decided", None)
    before = only(store)

    take(store, event(activity="Steering group", notes="Room 4", minutes=90))

    after = only(store)
    assert after.activity == "Steering group"
    kept = {"purpose", "output", "kind", "project_id", "notes", "unplanned", "output_note"}
    kept |= {"actual_start", "actual_end", "status", "end"}
    assert after.model_dump(include=kept) == before.model_dump(include=kept)
    assert factories.links_of(store, after) == ("R-001",)


def test_the_calendars_own_changes_are_taken_over(store: Store) -> None:
    take(store, event(notes="Room 3"))

    report = take(store, event(begin="14:00", day=TOMORROW, activity="Board", notes="Room 4"))

    block = only(store)
    assert counts(report) == (0, 1, 0, 0, 0)
    assert (block.day, block.start, block.end) == (TOMORROW, time(14), time(15))
    assert (block.activity, block.notes) == ("Board", "Room 4")


def test_a_block_moved_by_hand_keeps_its_time_until_the_calendar_changes_its_own(
    store: Store,
) -> None:
    take(store, event(begin="10:00"))
    store.change(blocks.shift, [only(store).id], 30, NOW)

    take(store, event(begin="10:00", activity="Renamed"))
    assert starts(store) == ["10:30 Renamed"]

    take(store, event(begin="15:00", activity="Renamed"))
    assert starts(store) == ["15:00 Renamed"]


def test_a_title_changed_by_hand_stays_until_the_calendar_changes_its_own(store: Store) -> None:
    take(store, event(activity="Steering"))
    edit(store, only(store).id, activity="The board")

    take(store, event(activity="Steering", begin="11:00"))
    assert starts(store) == ["11:00 The board"]

    take(store, event(activity="Steering group", begin="11:00"))
    assert starts(store) == ["11:00 Steering group"]


def test_what_was_carried_to_another_day_follows_its_calendar_there(store: Store) -> None:
    take(store, event(day=YESTERDAY))
    store.change(blocks.move, [only(store).id], TODAY, time(12), NOW)
    assert [one.status for one in factories.blocks(store)] == [Status.MOVED, Status.PLANNED]

    take(store, event(day=YESTERDAY, activity="Renamed"))
    assert starts(store) == ["12:00 Renamed"]

    take(store, event(day=TOMORROW, begin="08:00"))
    assert starts(store, TOMORROW) == ["08:00 Steering committee"]
    assert starts(store, YESTERDAY) == ["10:00 Steering committee moved"]


def test_what_was_deleted_by_hand_stays_deleted(store: Store) -> None:
    events = (event(), event("b@x", begin="12:00"), series(), instead(of=week()))
    take(store, *events)
    gone = [one for one in factories.blocks(store) if one.uid != "b@x"]
    occurrence = refs.occurrence_id(rows(store)[0].id, TODAY)
    store.change(blocks.delete, [*(one.id for one in gone), occurrence])

    report, outcome = take_all(store, [calendar(*events)])

    assert starts(store) == ["12:00 Steering committee"]
    assert starts(store, week()) == []
    assert starts(store, week(weeks=2)) == ["09:00 Stand-up"]
    assert counts(report) == (0, 0, 2, 2, 0)
    assert outcome.entry_id == 0

    take(store, *events[:-1], instead(of=week(), begin="16:00"))
    assert starts(store, week()) == []


def test_a_deleted_occurrence_stays_deleted_when_the_calendar_changes_the_series(
    store: Store,
) -> None:
    take(store, series())
    store.change(blocks.delete, [refs.occurrence_id(rows(store)[0].id, week())])

    take(store, series(begin="09:30", exdate=[week(weeks=2)]))

    found = [starts(store, week(weeks=weeks)) for weeks in range(4)]
    assert found == [["09:30 Stand-up"], [], [], ["09:30 Stand-up"]]

    take(store, series(begin="09:30"))
    assert starts(store, week()) == []
    assert starts(store, week(weeks=2)) == ["09:30 Stand-up"]


def test_an_import_that_was_undone_comes_back_with_the_next(store: Store) -> None:
    events = (event(), series(), instead(of=week()))
    take(store, *events)
    before = store.read(factories.images)
    store.replay(history.undo)
    assert not store.read(factories.images)

    assert counts(take(store, *events)) == (3, 0, 0, 0, 0)
    assert len(store.read(factories.images)) == len(before)


def test_an_import_is_one_step_back_and_one_forth(store: Store) -> None:
    take(store, event(), series(), instead(of=week()))
    edit(store, refs.occurrence_id(rows(store)[0].id, TODAY), output="Actions")
    before = store.read(factories.images)
    _, outcome = take_all(
        store,
        [
            calendar(event(begin="12:00"), event("n@x"), series(begin="08:00")),
            calendar(all_day(), name="Holidays"),
        ],
    )
    after = store.read(factories.images)

    assert outcome.label == "Import 2 calendars: 2 new, 2 changed"
    store.replay(history.undo)
    assert undone(store) == without_versions(before)
    store.replay(history.redo)
    assert undone(store) == without_versions(after)


def undone(store: Store) -> dict[tuple[str, int], dict[str, Any]]:
    return without_versions(store.read(factories.images))


def without_versions(found: factories.Images) -> dict[tuple[str, int], dict[str, Any]]:
    return {
        key: {name: value for name, value in row.items() if name != "version"}
        for key, row in found.items()
    }


def test_two_calendars_with_the_same_uids_stay_apart(store: Store) -> None:
    take(store, event(), name="Work")
    take(store, event(activity="Dentist"), name="Home")

    assert starts(store) == ["10:00 Steering committee", "10:00 Dentist"]
    assert counts(take(store, event(begin="11:00"), name="Home")) == (0, 1, 0, 0, 0)
    assert starts(store) == ["10:00 Steering committee", "11:00 Steering committee"]


def test_the_files_of_one_calendar_are_one(store: Store) -> None:
    report, _ = take_all(store, [calendar(event()), calendar(event("b@x", begin="12:00"))])

    assert counts(report) == (2, 0, 0, 0, 0)
    assert report.calendars == ("Work",)
    assert starts(store) == ["10:00 Steering committee", "12:00 Steering committee"]


def test_a_title_that_is_too_long_is_whole_in_the_notes(store: Store) -> None:
    long = "word " * 200
    take(store, event(activity=long, notes="Room 4"))

    block = only(store)
    assert len(block.activity) <= 500
    assert block.notes == f"{long.strip()}\nRoom 4"
    assert counts(take(store, event(activity=long, notes="Room 4"))) == (0, 0, 1, 0, 0)


@pytest.mark.parametrize("day", [date(2016, 2, 29), TODAY - timedelta(days=3650)])
def test_years_of_history_come_in(store: Store, day: date) -> None:
    take(store, event(day=day), series(day=day, rrule="FREQ=DAILY"))

    assert starts(store, day) == ["09:00 Stand-up", "10:00 Steering committee"]
