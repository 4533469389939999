"""Imported series that were split by "this and the following": both parts hear their calendar."""

from datetime import timedelta

import pytest

from infraday.domain import refs
from infraday.domain.series import Scope
from infraday.store import history
from infraday.store import series as recurring
from infraday.store.engine import Store
from tests.calendar_events import counts, event, instead, rows, series, starts, take, week
from tests.factories import NOW
from tests.test_calendars_series import again, change

DAY = timedelta(days=1)
COUNTED = "FREQ=WEEKLY;BYDAY=TU;COUNT=5"


def shown(store: Store, most: int = 6) -> list[str]:
    return [" & ".join(starts(store, week(weeks=number))) for number in range(most)]


def test_what_the_calendar_changes_later_reaches_both_parts(store: Store) -> None:
    take(store, series())
    change(store, 2, Scope.FOLLOWING, "10:00")
    assert shown(store, 4) == ["09:00 Stand-up"] * 2 + ["10:00 Stand-up"] * 2
    assert again(store, series()) == 0

    report = take(store, series(activity="Daily"))
    assert counts(report) == (0, 1, 0, 0, 0)
    assert shown(store, 4) == ["09:00 Daily"] * 2 + ["10:00 Daily"] * 2

    take(store, series(activity="Daily", begin="08:00"), instead(of=week(weeks=3), begin="12:00"))
    assert shown(store, 4) == ["08:00 Daily"] * 3 + ["12:00 Stand-up"]
    assert [one.purpose for one in rows(store)] == [None, "Mine"]


def test_what_leaves_its_calendar_ends_in_both_parts(store: Store) -> None:
    take(store, series(), event())
    change(store, 2, Scope.FOLLOWING, "10:00")

    assert take(store, event()).cancelled == 1
    assert shown(store, 4)[1:] == ["", "", ""]


@pytest.mark.parametrize("rrule", ["FREQ=WEEKLY;BYDAY=TU", COUNTED])
@pytest.mark.parametrize("later", ["FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=WEEKLY;BYDAY=TU;COUNT=6"])
def test_a_changed_rule_doubles_nothing_where_two_parts_meet(
    store: Store, rrule: str, later: str
) -> None:
    take(store, series(rrule=rrule))
    change(store, 2, Scope.FOLLOWING, "10:00")

    take(store, series(rrule=later))

    assert shown(store) == ["09:00 Stand-up"] * 2 + ["10:00 Stand-up"] * 4


@pytest.mark.parametrize("rrule", ["FREQ=WEEKLY;BYDAY=TU", COUNTED])
@pytest.mark.parametrize("following", [False, True])
def test_a_later_part_that_was_deleted_stays_deleted(
    store: Store, rrule: str, following: bool
) -> None:
    events = (series(rrule=rrule), instead(of=week(weeks=3)))
    take(store, *events)
    change(store, 2, Scope.FOLLOWING, "10:00")
    if following:
        block = refs.occurrence_id(rows(store)[1].id, week(weeks=2))
        store.change(recurring.delete, block, Scope.FOLLOWING, NOW)
    else:
        store.change(recurring.remove, rows(store)[1].id)
    first = ["09:00 Stand-up"] * 2
    assert shown(store) == [*first, "", "", "", ""]

    assert again(store, *events) == 0
    for change_of in ("FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=WEEKLY;BYDAY=TU;COUNT=30"):
        take(store, series(rrule=change_of), instead(of=week(weeks=3), begin="12:00"))
        assert shown(store) == [*first, "", "", "", ""]
    take(store, series(rrule=rrule, activity="Daily"))
    assert shown(store) == ["09:00 Daily", "09:00 Daily", "", "", "", ""]


def test_a_first_part_that_was_deleted_stays_deleted(store: Store) -> None:
    take(store, series(), instead(of=week(weeks=1)))
    change(store, 2, Scope.FOLLOWING, "10:00")
    store.change(recurring.remove, rows(store)[0].id)
    then = ["", "", "10:00 Stand-up", "10:00 Stand-up"]
    assert shown(store, 4) == then

    assert again(store, series(), instead(of=week(weeks=1))) == 0
    take(store, series(rrule="FREQ=WEEKLY;BYDAY=TU,TH"), instead(of=week(weeks=1), begin="12:00"))
    assert shown(store, 4) == then

    store.replay(history.undo)
    store.change(recurring.remove, rows(store)[0].id)
    assert again(store, series(), instead(of=week(weeks=1))) == 0
    assert shown(store, 4) == ["", "", "", ""]
