"""Imported series that their user changed, moved or split, and what the calendar says of them."""

from datetime import date, timedelta

from infraday.domain import refs
from infraday.domain.series import Scope
from infraday.models import Series
from infraday.store import blocks
from infraday.store import series as recurring
from infraday.store.engine import Store
from infraday.store.journal import Outcome
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
from tests.factories import NOW, TOMORROW

DAY = timedelta(days=1)


def change(store: Store, weeks: int, scope: Scope, begin: str, day_after: int = 0) -> None:
    """Edit the series from one of its occurrences: other hours, and a purpose."""
    day = week(weeks=weeks)
    block = refs.occurrence_id(rows(store)[0].id, day)
    times = factories.times(begin, 30, day + day_after * DAY)
    draft = blocks.Draft(times=times, activity="Stand-up", purpose="Mine", kind=rows(store)[0].kind,
                         fixed=True)  # fmt: skip
    store.change(recurring.edit, block, None, draft, scope, None, NOW)


def again(store: Store, *events: object) -> int:
    """The entry of importing the same once more."""
    return take_all(store, [calendar(*events)])[1].entry_id  # type: ignore[arg-type]


def test_what_the_user_changed_of_all_of_a_series_survives(store: Store) -> None:
    take(store, series(begin="09:00"))
    change(store, 0, Scope.ALL, "09:30")

    take(store, series(begin="09:00", activity="Daily"))
    assert starts(store, week()) == ["09:30 Daily"]
    assert rows(store)[0].purpose == "Mine"

    take(store, series(begin="08:00", activity="Daily"))
    assert starts(store, week()) == ["08:00 Daily"]


def test_an_override_stays_one_where_the_user_moved_its_series(store: Store) -> None:
    events = (series(), instead(of=week()))
    take(store, *events)
    change(store, 0, Scope.ALL, "09:00", day_after=1)
    before = store.read(factories.images)

    assert counts(take(store, *events)) == (0, 0, 2, 0, 0)
    assert store.read(factories.images) == before
    assert starts(store, TOMORROW) == ["09:00 Stand-up"]

    take(store, series(), instead(of=week(), begin="14:00"))
    assert "14:00 Stand-up" in starts(store, week())
    assert again(store, series(), instead(of=week(), begin="14:00")) == 0


def test_an_override_takes_the_place_of_an_occurrence_that_was_split_off(store: Store) -> None:
    take(store, series())
    change(store, 2, Scope.FOLLOWING, "15:00")
    assert starts(store, week(weeks=2)) == ["15:00 Stand-up"]

    events = (series(), instead(of=week(weeks=3)), event())
    take(store, *events)

    assert [starts(store, week(weeks=weeks)) for weeks in (1, 2, 3)] == [
        ["09:00 Stand-up"], ["15:00 Stand-up"], ["11:00 Stand-up"],
    ]  # fmt: skip
    assert again(store, *events) == 0


def test_a_block_of_the_users_own_keeps_its_place_in_what_was_split_off(store: Store) -> None:
    take(store, series())
    change(store, 2, Scope.FOLLOWING, "15:00")
    later = refs.occurrence_id(rows(store)[-1].id, week(weeks=3))
    store.change(blocks.shift, [later], 15, NOW)
    own = starts(store, week(weeks=3))

    take(store, series(), instead(of=week(weeks=3)))

    assert len(starts(store, week(weeks=3))) == 1
    assert own == ["15:15 Stand-up"]


def test_a_series_deleted_by_hand_stays_deleted(store: Store) -> None:
    events = (series(), instead(of=week()), event())
    take(store, *events)
    store.change(recurring.remove, rows(store)[0].id)

    assert counts(take(store, *events)) == (0, 0, 1, 2, 0)
    assert starts(store, week()) == []


def test_the_following_deleted_by_hand_stay_deleted(store: Store) -> None:
    take(store, series(), instead(of=week(weeks=3)))
    block = refs.occurrence_id(rows(store)[0].id, week(weeks=2))
    store.change(recurring.delete, block, Scope.FOLLOWING, NOW)

    assert again(store, series(), instead(of=week(weeks=3))) == 0
    take(store, series(activity="Daily", begin="10:00"), instead(of=week(weeks=3), begin="12:00"))

    assert [starts(store, week(weeks=weeks)) for weeks in (1, 2, 3)] == [["10:00 Daily"], [], []]


def split(store: Store, day: date) -> None:
    """What "this and the following" does by hand: other hours from that day on."""

    def cut(session: object) -> Outcome:
        first = session.get_one(Series, rows(store)[0].id)  # type: ignore[attr-defined]
        later = first.model_dump(exclude={"id", "version"})
        rule = first.rrule
        first.rrule = f"{rule};UNTIL={day - DAY:%Y%m%d}"
        session.add(  # type: ignore[attr-defined]
            Series(**later | {"first_day": day, "activity": "Mine", "split_from": first.id})
        )
        return Outcome("Split")

    store.change(cut)


def weeks(store: Store, most: int = 4) -> list[list[str]]:
    return [starts(store, week(weeks=number)) for number in range(most)]


def test_a_split_by_hand_survives_and_overrides_find_their_part(store: Store) -> None:
    take(store, series())
    split(store, week(weeks=2))
    assert weeks(store) == [["09:00 Stand-up"]] * 2 + [["09:00 Mine"]] * 2

    report = take(store, series(), instead(of=week()), instead(of=week(weeks=3)))

    assert counts(report) == (2, 0, 1, 0, 0)
    assert weeks(store) == [
        ["09:00 Stand-up"], ["11:00 Stand-up"], ["09:00 Mine"], ["11:00 Stand-up"],
    ]  # fmt: skip
    first, second = rows(store)
    assert [one.series_id for one in factories.blocks(store)] == [first.id, second.id]


def test_a_new_time_reaches_both_parts_of_a_split(store: Store) -> None:
    take(store, series())
    split(store, week(weeks=2))

    take(store, series(begin="09:30"))

    assert weeks(store) == [["09:30 Stand-up"]] * 2 + [["09:30 Mine"]] * 2


def test_a_new_rule_keeps_the_split_and_doubles_nothing(store: Store) -> None:
    take(store, series())
    split(store, week(weeks=2))

    take(store, series(rrule="FREQ=WEEKLY;BYDAY=TU,WE", rdate=[week() + 3 * DAY]))
    assert weeks(store) == [["09:00 Stand-up"]] * 2 + [["09:00 Mine"]] * 2
    assert starts(store, TOMORROW) == ["09:00 Stand-up"]
    assert starts(store, week() + 3 * DAY) == ["09:00 Stand-up"]
    assert starts(store, week(weeks=2) + DAY) == ["09:00 Mine"]

    take(store, series(rrule="FREQ=WEEKLY;COUNT=4"))
    assert weeks(store, 6) == [["09:00 Stand-up"]] * 2 + [["09:00 Mine"]] * 2 + [[], []]

    take(store, series(rrule="FREQ=WEEKLY;COUNT=1"))
    assert weeks(store) == [["09:00 Stand-up"], [], [], []]


def test_a_series_ended_by_hand_is_not_begun_again(store: Store) -> None:
    take(store, series())

    def end(session: object) -> Outcome:
        row = session.get_one(Series, rows(store)[0].id)  # type: ignore[attr-defined]
        row.rrule = f"{row.rrule};UNTIL={week():%Y%m%d}"
        return Outcome("End")

    store.change(end)
    take(store, series(rrule="FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,WE", activity="Renamed"))

    assert weeks(store) == [["09:00 Renamed"]] * 2 + [[], []]
