"""What a calendar cancels, what has left it and comes back, and series that change their kind."""

from datetime import date, timedelta

import pytest

from infraday.domain import RuleError, refs
from infraday.domain.block import Status
from infraday.domain.event import Problem
from infraday.store import blocks
from infraday.store.engine import Store
from tests import factories
from tests.calendar_events import (
    NOW,
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
from tests.factories import TODAY, TOMORROW, YESTERDAY
from tests.test_calendars import edit, only

DAY = timedelta(days=1)
OTHER = event("other@x", begin="16:00", activity="Other")


def others(store: Store, day: date = TODAY) -> list[str]:
    return [line for line in starts(store, day) if line != "16:00 Other"]


def test_what_has_left_the_calendar_is_cancelled(store: Store) -> None:
    take(store, event(), event("b@x", begin="12:00", day=TOMORROW), OTHER)

    report, outcome = take_all(store, [calendar(OTHER)])

    assert counts(report) == (0, 0, 1, 0, 2)
    assert outcome.label == "Import the calendar Work: 2 cancelled"
    assert others(store) == ["10:00 Steering committee cancelled"]
    assert take_all(store, [calendar(OTHER)])[1].entry_id == 0


def test_what_comes_back_is_planned_again(store: Store) -> None:
    take(store, event(), series(), OTHER)
    touched = edit(store, refs.occurrence_id(rows(store)[0].id, week()), output="Actions")
    take(store, OTHER)
    assert starts(store, week()) == ["09:00 Stand-up cancelled"]

    assert counts(take(store, event(), series(), OTHER)) == (0, 2, 1, 0, 0)
    assert others(store) == ["09:00 Stand-up", "10:00 Steering committee"]
    assert starts(store, week()) == ["09:00 Stand-up"]
    assert store.read(blocks.peek, touched.id).output == "Actions"
    assert starts(store, week(weeks=2)) == ["09:00 Stand-up"]


def test_what_was_begun_or_done_stays_as_it_is(store: Store) -> None:
    take(store, event(), event("b@x", begin="08:00"), event("c@x", begin="07:00"), OTHER)
    active, done, stopped, _ = factories.blocks(store)
    store.change(blocks.finish, done.id, factories.NOW, "", None)
    store.change(blocks.start, stopped.id, factories.NOW)
    store.change(blocks.start, active.id, factories.NOW)

    assert counts(take(store, OTHER)) == (0, 0, 1, 0, 0)
    assert [one.status for one in factories.blocks(store)] == [
        Status.ACTIVE, Status.DONE, Status.PLANNED, Status.PLANNED,
    ]  # fmt: skip


def test_a_series_that_left_ends_today_and_its_past_stays(store: Store) -> None:
    daily = series(rrule="FREQ=DAILY", day=TODAY - 7 * DAY)
    take(store, daily, OTHER)

    report = take(store, OTHER)

    assert counts(report) == (0, 0, 1, 0, 1)
    assert starts(store, YESTERDAY) == ["09:00 Stand-up"]
    assert others(store) == ["09:00 Stand-up cancelled"]
    assert starts(store, TOMORROW) == []
    assert counts(take(store, OTHER, at=NOW + 3 * DAY)) == (0, 0, 1, 0, 0)

    assert counts(take(store, daily, OTHER, at=NOW + 3 * DAY)) == (0, 1, 1, 0, 0)
    assert others(store) == ["09:00 Stand-up"]
    assert starts(store, TOMORROW) == ["09:00 Stand-up"]


def test_a_series_that_is_over_is_left_alone_when_it_leaves(store: Store) -> None:
    take(store, series(rrule="FREQ=DAILY;COUNT=3", day=TODAY - 9 * DAY), OTHER)
    before = store.read(factories.images)

    assert counts(take(store, OTHER)) == (0, 0, 1, 0, 0)
    assert store.read(factories.images) == before


def test_an_export_of_the_next_days_leaves_the_days_before_it_alone(store: Store) -> None:
    take(store, event(day=YESTERDAY), event("b@x", day=TOMORROW), OTHER)

    take(store, event("b@x", day=TOMORROW), OTHER)

    assert starts(store, YESTERDAY) == ["10:00 Steering committee"]


def test_a_past_event_is_cancelled_where_the_calendar_reaches_back_that_far(store: Store) -> None:
    older = event("old@x", day=TODAY - 9 * DAY)
    take(store, older, event(day=YESTERDAY), OTHER)

    take(store, older, OTHER)

    assert starts(store, YESTERDAY) == ["10:00 Steering committee cancelled"]


def test_status_cancelled_is_shown_and_taken_back(store: Store) -> None:
    take(store, event(), series())

    report = take(store, event(cancelled=True), series(), instead(cancelled=True))
    assert counts(report) == (1, 1, 1, 0, 1)
    assert starts(store) == ["10:00 Steering committee cancelled", "11:00 Stand-up cancelled"]

    take(store, event(), series())
    assert starts(store) == ["09:00 Stand-up", "10:00 Steering committee"]


def test_a_series_that_is_called_off_ends_and_comes_back(store: Store) -> None:
    daily = series(rrule="FREQ=DAILY", day=YESTERDAY)
    take(store, daily, OTHER)

    assert counts(take(store, daily._replace(cancelled=True), OTHER)) == (0, 1, 1, 0, 1)
    assert (starts(store, YESTERDAY), starts(store, TOMORROW)) == (["09:00 Stand-up"], [])
    renamed = daily._replace(cancelled=True, activity="Renamed")
    take(store, renamed, OTHER, at=NOW + 3 * DAY)
    assert starts(store, TOMORROW) == []

    take(store, daily, OTHER)
    assert starts(store, TOMORROW) == ["09:00 Stand-up"]


def test_a_series_that_was_never_held_is_left_out(store: Store) -> None:
    assert counts(take(store, series(cancelled=True), OTHER)) == (1, 0, 0, 1, 0)


def test_a_skipped_block_stays_skipped_whatever_its_calendar_says(store: Store) -> None:
    take(store, event())
    store.change(blocks.skip, [only(store).id], factories.NOW)

    take(store, event(cancelled=True))
    take(store, event(begin="11:00"))

    assert starts(store) == ["11:00 Steering committee skipped"]


def test_a_calendar_that_is_suddenly_empty_is_refused_without_force(store: Store) -> None:
    take(store, event(), series())
    before = store.read(factories.images)

    with pytest.raises(RuleError, match="Work arrives empty, but the plan has 2 of its events"):
        take(store)
    assert store.read(factories.images) == before

    assert counts(take(store, force=True)) == (0, 0, 0, 0, 2)
    assert starts(store) == ["09:00 Stand-up cancelled", "10:00 Steering committee cancelled"]
    assert counts(take(store)) == (0, 0, 0, 0, 0)


def test_a_calendar_that_was_always_empty_is_fine(store: Store) -> None:
    assert counts(take(store)) == (0, 0, 0, 0, 0)


def test_what_a_problem_may_hide_is_not_cancelled(store: Store) -> None:
    piece = event("p@x#09:00", begin="13:00")
    take(store, event(), event("b@x", begin="12:00"), piece, series(), OTHER)

    named = [Problem(9, "a@x", "Broken."), Problem(12, "s@x", "Broken."), Problem(1, "p@x", "Bad.")]
    take(store, OTHER, problems=named)
    assert others(store) == [
        "09:00 Stand-up", "10:00 Steering committee", "12:00 Steering committee cancelled",
        "13:00 Steering committee",
    ]  # fmt: skip

    take(store, OTHER, problems=[Problem(40, None, "The calendar is cut off.")])
    assert "10:00 Steering committee" in starts(store)


def test_a_problem_counts_as_left_out_where_nothing_of_it_came_in(store: Store) -> None:
    report = take(store, event(), problems=[Problem(1, "a@x", "Part."), Problem(9, None, "All.")])

    assert (report.read, counts(report)) == (2, (1, 0, 0, 1, 0))
    assert [fault.where for fault in report.errors] == ["work.ics:1 a@x", "work.ics:9"]


def test_an_override_without_its_series_waits_for_it(store: Store) -> None:
    take(store, instead(of=week()))
    assert starts(store, week()) == ["11:00 Stand-up"]

    take(store, series(), instead(of=week()))
    assert starts(store, week()) == ["11:00 Stand-up"]
    assert only(store).series_id == rows(store)[0].id


def test_an_override_alone_does_not_end_its_series(store: Store) -> None:
    take(store, series())

    take(store, instead(of=week()))

    assert starts(store, week()) == ["11:00 Stand-up"]
    assert starts(store, week(weeks=2)) == ["09:00 Stand-up"]


def test_an_override_that_goes_leaves_what_the_series_says(store: Store) -> None:
    take(store, series(), instead(of=week(), activity="Longer"))

    take(store, series())

    assert starts(store, week()) == ["09:00 Stand-up"]


def test_a_touched_occurrence_follows_its_series(store: Store) -> None:
    take(store, series())
    touched = edit(store, refs.occurrence_id(rows(store)[0].id, week()), output="Actions")
    store.change(blocks.shift, [touched.id], 15, factories.NOW)

    take(store, series(activity="Daily"))
    assert starts(store, week()) == ["09:15 Daily"]

    take(store, series(activity="Daily", begin="10:00"))
    assert starts(store, week()) == ["10:00 Daily"]

    take(store, series(activity="Daily", begin="10:00", exdate=[week()]))
    assert starts(store, week()) == ["10:00 Daily cancelled"]

    take(store, series(activity="Daily", begin="10:00"))
    assert starts(store, week()) == ["10:00 Daily"]
    assert store.read(blocks.peek, touched.id).output == "Actions"


def test_a_single_event_that_now_recurs_keeps_what_was_added(store: Store) -> None:
    take(store, event("s@x", begin="09:00", minutes=30, activity="Stand-up"))
    edit(store, only(store).id, output="Actions")

    take(store, series())

    assert starts(store) == ["09:00 Stand-up"]
    assert (only(store).output, only(store).recurrence_id) == ("Actions", TODAY)
    assert starts(store, week()) == ["09:00 Stand-up"]
    assert counts(take(store, series())) == (0, 0, 1, 0, 0)


def test_a_series_that_no_longer_recurs_becomes_one_event(store: Store) -> None:
    take(store, series(), instead(of=week()))

    single = event("s@x", begin="09:00", minutes=30, activity="Stand-up")
    take(store, single)

    assert starts(store) == ["09:00 Stand-up"]
    assert starts(store, week()) == ["11:00 Stand-up cancelled"]
    assert counts(take(store, single)) == (0, 0, 1, 0, 0)


def test_all_day_events_move_too(store: Store) -> None:
    take(store, all_day())

    take(store, all_day(day=TOMORROW))

    assert (starts(store), starts(store, TOMORROW)) == ([], ["all day Freeze"])
