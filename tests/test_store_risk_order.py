"""The register sorted, and its bands."""

from typing import Any

from infraday.domain.risk import BANDS, Band, Bands, Category, Proximity
from infraday.domain.risk_view import Column, Figures, Wanted
from infraday.models import Risk
from infraday.store import risk_lists
from infraday.store.engine import Store, plain
from tests import factories as make
from tests.factories import TODAY, TOMORROW

OPEN = Wanted()


def risk(title: str = "Risk", **fields: Any) -> Risk:
    return Risk(**{"title": title, "created_at": make.NOW, **fields})


def rated(probability: int | None, impact: int | None, **fields: Any) -> Risk:
    return risk(probability=probability, impact=impact, **fields)


def ids(
    store: Store,
    wanted: Wanted = OPEN,
    order: Column = Column.REF,
    *,
    descending: bool = False,
    bands: Bands = BANDS,
) -> list[int]:
    return store.read(lambda it: risk_lists.ids(plain(it), wanted, order, descending, TODAY, bands))


def figures(store: Store, wanted: Wanted = OPEN, bands: Bands = BANDS) -> Figures:
    return store.read(lambda it: risk_lists.figures(plain(it), wanted, TODAY, bands))


def ordered(store: Store, order: Column, *, descending: bool) -> list[int]:
    return ids(store, order=order, descending=descending)


def test_what_has_nothing_to_be_sorted_by_stands_last_both_ways(store: Store) -> None:
    make.planned(
        store,
        make.project("b"),
        make.project("a"),
        rated(None, None),
        rated(
            2, 3, owner="jo", project_id=1, next_review=TODAY, proximity=Proximity.LATER,
            probability_pct=50.0, impact_cost_cents=100, category=Category.DATA,
            inherent_probability=5, inherent_impact=5,
        ),
        rated(
            3, 4, owner="Ana", project_id=2, next_review=TOMORROW, proximity=Proximity.IMMINENT,
            probability_pct=10.0, impact_cost_cents=900, category=Category.VENDOR,
            inherent_probability=4, inherent_impact=5,
        ),
    )  # fmt: skip

    for order, upwards in (
        (Column.SCORE, [2, 3, 1]),
        (Column.BAND, [2, 3, 1]),
        (Column.OWNER, [3, 2, 1]),
        (Column.PROJECT, [3, 2, 1]),
        (Column.REVIEW, [2, 3, 1]),
        (Column.PROXIMITY, [3, 2, 1]),
        (Column.EXPOSURE, [2, 3, 1]),
        (Column.COST, [2, 3, 1]),
        (Column.CATEGORY, [2, 3, 1]),
        (Column.INHERENT, [3, 2, 1]),
    ):
        first, second, last = upwards
        assert ordered(store, order, descending=False) == upwards, order
        assert ordered(store, order, descending=True) == [second, first, last], order


def test_equals_are_by_score_then_impact_then_ref(store: Store) -> None:
    make.planned(store, rated(2, 2), rated(4, 1), rated(1, 4), rated(None, 4), rated(2, 2))

    for order in set(Column) - {Column.REF, Column.PROBABILITY, Column.IMPACT}:
        for descending in (False, True):
            assert ordered(store, order, descending=descending) == [3, 1, 5, 2, 4], order


def replaced(probability: int, impact: int, band: Band) -> Bands:
    """The table with one cell of its own."""
    table = [list(row) for row in BANDS]
    table[probability - 1][impact - 1] = band
    return tuple(tuple(row) for row in table)


def test_bands_are_those_of_the_table(store: Store) -> None:
    make.planned(store, rated(1, 5), rated(5, 1), rated(3, 3), rated(5, 5), rated(None, None))
    bands = replaced(1, 5, Band.CRITICAL)
    critical = Wanted(bands=frozenset({Band.CRITICAL}))

    assert ids(store, critical) == [4]
    assert ids(store, critical, bands=bands) == [1, 4]
    assert figures(store, critical, bands).open == 2
    assert ids(store, order=Column.BAND, descending=True, bands=bands) == [4, 1, 3, 2, 5]
