"""Changed occurrences that a calendar brings without their series, and the series that comes
later: each day holds what was said of it once."""

from datetime import date, timedelta

import pytest

from infraday.domain import refs
from infraday.domain.event import Event
from infraday.domain.series import Scope
from infraday.store import blocks
from infraday.store import series as recurring
from infraday.store.engine import Store
from tests import factories
from tests.calendar_events import (
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
from tests.factories import NOW, TODAY
from tests.test_calendars import edit, only

THEN = pytest.mark.parametrize("day", [TODAY, week(), week(weeks=-1)])


def again(store: Store, *events: Event) -> int:
    """The entry of importing the same once more: 0 where nothing is left to change."""
    return take_all(store, [calendar(*events)])[1].entry_id


@THEN
def test_a_series_that_comes_later_takes_up_what_stood_for_an_occurrence(
    store: Store, day: date
) -> None:
    take(store, instead(of=day, begin="08:00", activity="Board"))
    edit(store, only(store).id, output="Actions")

    held = series(day=week(weeks=-2))
    report = take(store, held)

    assert starts(store, day) == ["09:00 Stand-up"]
    assert (only(store).output, only(store).series_id) == ("Actions", rows(store)[0].id)
    assert counts(report) == (1, 0, 0, 0, 0)
    assert again(store, held) == 0


def test_what_had_left_before_its_series_came_is_planned_again(store: Store) -> None:
    take(store, instead(of=week(), begin="08:00"))
    take(store, force=True)
    assert starts(store, week()) == ["08:00 Stand-up cancelled"]

    take(store, series())

    assert starts(store, week()) == ["09:00 Stand-up"]


def test_a_cancelled_occurrence_is_held_again_where_only_its_series_is_left(store: Store) -> None:
    take(store, instead(of=week(), cancelled=True))
    assert starts(store, week()) == ["11:00 Stand-up cancelled"]

    take(store, series(), instead(of=week(), cancelled=True))
    assert starts(store, week()) == ["11:00 Stand-up cancelled"]

    take(store, series())
    assert starts(store, week()) == ["09:00 Stand-up"]


def test_what_its_new_series_leaves_out_is_cancelled(store: Store) -> None:
    take(store, instead(of=week()), instead(of=TODAY))

    report = take(store, series(exdate=[week()]))

    assert starts(store, week()) == ["11:00 Stand-up cancelled"]
    assert counts(report)[4] == 1
    assert again(store, series(exdate=[week()])) == 0
    take(store, series())
    assert starts(store, week()) == ["09:00 Stand-up"]


def test_an_occurrence_of_the_past_that_its_new_series_leaves_out_stays(store: Store) -> None:
    take(store, instead(of=week(weeks=-1)))

    take(store, series())

    assert starts(store, week(weeks=-1)) == ["11:00 Stand-up"]
    assert again(store, series()) == 0


def test_what_the_user_did_with_it_stays_when_its_series_comes(store: Store) -> None:
    take(store, *(instead(of=week(weeks=weeks)) for weeks in range(3)))
    finished, moved, deleted = (block.id for block in factories.blocks(store))
    store.change(blocks.finish, finished, NOW, "Actions", None)
    store.change(blocks.move, [moved], week() + timedelta(days=1), None, NOW)
    store.change(blocks.delete, [deleted])

    take(store, series(activity="Daily"))

    assert starts(store) == ["11:00 Daily done"]
    assert starts(store, week()) == ["09:00 Daily"]  # its calendar has a new time for it
    assert starts(store, week(weeks=2)) == []
    assert again(store, series(activity="Daily")) == 0


def test_an_occurrence_of_a_series_that_was_deleted_by_hand_stays_away(store: Store) -> None:
    take(store, series())
    untouched = refs.occurrence_id(rows(store)[0].id, week())
    store.change(recurring.delete, untouched, Scope.ALL, NOW)

    take(store, instead(of=week()))
    take(store, series(), instead(of=week()))

    assert (rows(store), factories.blocks(store)) == ([], [])


def test_a_single_event_that_now_recurs_is_not_told_as_cancelled(store: Store) -> None:
    take(store, event("s@x", begin="09:00", minutes=30, activity="Stand-up"))

    assert counts(take(store, series())) == (1, 0, 0, 0, 0)
