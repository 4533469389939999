"""References to occurrences are good for ever, whatever becomes of their series."""

from datetime import time

import pytest

from infraday.domain import RuleError
from infraday.domain.block import Status
from infraday.domain.refs import occurrence_id
from infraday.domain.schedule import Times
from infraday.domain.series import Scope
from infraday.store import blocks, history, series
from infraday.store.engine import Store
from infraday.store.errors import NotFoundError
from infraday.store.series import Seen
from tests import factories as make
from tests.factories import NOW, TODAY
from tests.series_plans import edit, made, on, touch


def test_an_old_reference_survives_that_its_series_moves_to_another_weekday(store: Store) -> None:
    made(store)
    touch(store, on(1), notes="mine")
    edit(store, on(8), Scope.ALL, times=Times(on(9), time(10), on(9), time(11)))
    edit(store, on(9), Scope.ALL, times=Times(on(10), time(10), on(10), time(11)))

    assert store.read(blocks.peek, occurrence_id(1, on(1))).notes == "mine"
    for old in (on(8), on(9), on(10)):
        assert store.read(blocks.peek, occurrence_id(1, old)).day == on(10)
    store.replay(history.undo)
    assert store.read(blocks.peek, occurrence_id(1, on(8))).day == on(9)
    with pytest.raises(NotFoundError):
        store.read(blocks.peek, occurrence_id(1, on(10)))


def test_an_old_reference_survives_a_split_that_moves_what_follows(store: Store) -> None:
    made(store, "FREQ=WEEKLY;BYDAY=TU,FR")
    edit(store, on(8), Scope.FOLLOWING, times=Times(on(9), time(10), on(9), time(11)))

    assert [store.read(blocks.peek, occurrence_id(1, day)).day for day in (on(1), on(8), on(11))] \
        == [on(1), on(9), on(11)]  # fmt: skip
    assert store.read(blocks.peek, occurrence_id(1, on(15))).day == on(16)


def test_another_rule_leaves_no_reference_to_days_that_it_does_not_name(store: Store) -> None:
    made(store)
    edit(store, TODAY, Scope.ALL, every="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")

    assert store.read(blocks.peek, occurrence_id(1, on(8))).day == on(8)
    with pytest.raises(NotFoundError):
        store.read(blocks.peek, occurrence_id(1, on(1)))


def test_the_old_reference_of_what_outlived_its_series_is_still_good(store: Store) -> None:
    made(store)
    done = touch(store, on(1), status=Status.DONE)
    store.change(series.remove, 1)

    assert store.read(blocks.peek, occurrence_id(1, on(1))).id == done.id
    with pytest.raises(NotFoundError):
        store.read(blocks.peek, occurrence_id(1, on(8)))
    store.change(blocks.delete, [done.id])
    with pytest.raises(NotFoundError):
        store.read(blocks.peek, occurrence_id(1, on(1)))


def test_what_another_took_over_meanwhile_is_not_overwritten_unseen(store: Store) -> None:
    made(store)
    edit(store, TODAY, Scope.ALL, activity="Second version")
    shown = store.read(blocks.peek, occurrence_id(1, on(8)))
    whole = store.read(series.one, 1).version
    edit(store, on(1), Scope.FOLLOWING, activity="Other")
    draft = make.draft("Mine", times=Times(on(8), time(10), on(8), time(11)))

    with pytest.raises(RuleError, match="changed meanwhile"):
        store.change(blocks.edit, shown.id, shown.version, draft, NOW)
    seen = Seen(shown.version, whole)
    with pytest.raises(RuleError, match="changed meanwhile"):
        store.change(series.edit, shown.id, seen, draft, Scope.ALL, None, NOW)
