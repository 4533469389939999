"""The register: which risks fit in which order, the figures of its head, the heat map."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from infraday.domain.risk import BANDS, Band, Bands, Category, Proximity, RiskKind, RiskStatus
from infraday.domain.risk_view import Column, Figures, Heat, View, Wanted
from infraday.models import FlagLink, Issue, Link, Risk
from infraday.store import risk_lists, risk_rows
from infraday.store.engine import Store, plain
from infraday.store.journal import Outcome
from tests import factories as make
from tests.factories import TODAY, TOMORROW, YESTERDAY
from tests.hostile import STRINGS
from tests.risk_courses import assessed

EVERY = frozenset[RiskStatus]()
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


def heat(store: Store, wanted: Wanted = OPEN, view: View = View.CURRENT) -> Heat:
    return store.read(lambda it: risk_lists.heat(plain(it), wanted, view, TODAY))


def test_only_what_is_open_is_wanted_unless_it_is_said(store: Store) -> None:
    make.planned(store, *(risk(status=status) for status in RiskStatus))

    assert ids(store) == [1, 2, 3, 4]
    assert ids(store, Wanted(statuses=EVERY)) == [1, 2, 3, 4, 5, 6, 7]
    mixed = frozenset({RiskStatus.PLANNED, RiskStatus.CLOSED})
    assert ids(store, Wanted(statuses=mixed)) == [3, 6]
    assert ids(store, Wanted(statuses=frozenset({RiskStatus.ASSESSED}))) == [2]


def test_each_part_of_a_filter_narrows_it(store: Store) -> None:
    make.planned(
        store,
        make.project("dc"),
        rated(4, 5, owner="Ana", project_id=1, category=Category.VENDOR, next_review=YESTERDAY),
        rated(4, 4, owner="ána", kind=RiskKind.OPPORTUNITY, next_review=TODAY),
        rated(None, 3, owner="jo", residual_probability=4, residual_impact=5),
        rated(1, 1, owner="ÁNA", next_review=YESTERDAY, status=RiskStatus.CLOSED),
    )

    for wanted, expected in (
        (Wanted(due=True, statuses=EVERY), [1, 2, 3]),
        (Wanted(project="dc"), [1]),
        (Wanted(project="gone"), []),
        (Wanted(owner="aNA"), [1]),
        (Wanted(owner="Ána"), [2]),
        (Wanted(category=Category.VENDOR), [1]),
        (Wanted(kind=RiskKind.OPPORTUNITY), [2]),
        (Wanted(overdue=True, statuses=EVERY), [1]),
        (Wanted(cell=(4, 5)), [1]),
        (Wanted(cell=(4, 5), view=View.RESIDUAL), [3]),
        (Wanted(unassessed=True), [3]),
        (Wanted(unassessed=True, view=View.RESIDUAL), [1, 2]),
        (Wanted(bands=frozenset({Band.LOW}), statuses=EVERY), [4]),
        (Wanted(bands=frozenset({Band.CRITICAL, Band.LOW}), owner="ana"), [1]),
    ):
        assert ids(store, wanted) == expected, wanted


HAY = ("100% ready", "a_b", "axb", "Überlast in Köln", 'O\'Brien "quotes" \\ [x]', *STRINGS)


def test_a_word_is_looked_for_as_it_stands(store: Store) -> None:
    make.planned(store, *(risk(title) for title in HAY))

    for word in ("100%", "%", "a_b", "_", "ÜBER", "köln", "o'b", '"', "\\", "[X]", "*", "?", "[",
                 "x" * 2000):  # fmt: skip
        expected = [pk for pk, title in enumerate(HAY, 1) if word.casefold() in title.casefold()]
        assert ids(store, Wanted(words=(word,))) == expected, word


def test_any_string_can_be_looked_for(store: Store) -> None:
    make.planned(store, *(risk(title) for title in HAY))

    for pk, title in enumerate(HAY, 1):
        assert pk in ids(store, Wanted(words=(title,))), title


def test_words_are_looked_for_in_all_that_names_a_risk(store: Store) -> None:
    make.planned(
        store,
        *(risk(**{name: f"a {name} word"}) for name in ("cause", "event", "effect", "source_uid")),
        risk(notes="a cause", response_plan="an event"),
    )

    assert [ids(store, Wanted(words=(it,))) for it in ("CAUSE", "uid word", "r-005", "R-05")] == [
        [1], [4], [5], [],
    ]  # fmt: skip
    assert ids(store, Wanted(words=("event", "word"))) == [2]
    assert ids(store, Wanted(words=("riska",))) == []  # the end of one text and another's begin

    def reword(session: Session) -> Outcome:
        session.get_one(Risk, 1).cause = "gone"
        session.delete(session.get_one(Risk, 2))
        return Outcome("Reword")

    store.change(reword)
    assert ids(store, Wanted(words=("word",))) == [3, 4]
    assert ids(store, Wanted(words=("gone",))) == [1]


def test_the_map_counts_cells_and_forgets_its_own_filters(store: Store) -> None:
    make.planned(
        store,
        rated(1, 4, owner="ana", residual_probability=1, residual_impact=1),
        rated(4, 1, owner="ana"),
        rated(2, 2),
        rated(2, 2, owner="ana"),
        rated(None, 2, owner="ana"),
        rated(5, 5, owner="ana", status=RiskStatus.CLOSED),
    )

    assert heat(store) == Heat({(1, 4): 1, (4, 1): 1, (2, 2): 2}, 1)
    own = Wanted(owner="ana", cell=(2, 2), bands=frozenset({Band.HIGH}), unassessed=True)
    assert heat(store, own) == Heat({(1, 4): 1, (4, 1): 1, (2, 2): 1}, 1)
    assert heat(store, view=View.RESIDUAL) == Heat({(1, 1): 1}, 4)


def of_figures() -> Sequence[Risk]:
    money = {"probability_pct": 50.0}
    return (
        rated(4, 4, impact_cost_cents=1_001, next_review=TODAY, owner="ana", **money),
        rated(2, 2, impact_cost_cents=600, kind=RiskKind.OPPORTUNITY, last_reviewed=TODAY, **money),
        rated(None, None, last_reviewed=TODAY),  # not assessed, without a date: due
        rated(1, 1, next_review=TOMORROW, response="accept", accept_until=YESTERDAY),
        rated(1, 1, next_review=TOMORROW, response="accept", accept_until=TODAY),
        rated(1, 1),  # never reviewed: due
        rated(5, 5, impact_cost_cents=9_999, status=RiskStatus.CLOSED, next_review=TODAY, **money),
    )


def test_the_head_counts_what_is_open(store: Store) -> None:
    make.planned(store, *of_figures())

    assert figures(store) == Figures(6, 501, 3, 1, 1, 6)
    assert figures(store, Wanted(owner="ana")) == Figures(1, 501, 1, 0, 0, 6)
    helping = Wanted(kind=RiskKind.OPPORTUNITY)
    assert figures(store, helping) == Figures(1, 300, 0, 0, 0, 6)
    assert figures(store, Wanted(statuses=EVERY)).open == 6
    assert figures(store, Wanted(words=("nothing",))) == Figures(0, 0, 0, 0, 0, 6)


def test_all_at_once_is_the_same(store: Store) -> None:
    make.planned(store, *of_figures())
    wanted = Wanted(words=("RISK", "r-00"))

    found = store.read(
        lambda it: risk_lists.register(plain(it), wanted, Column.SCORE, True, TODAY, BANDS)
    )
    assert found.figures == figures(store, wanted)
    assert found.heat == heat(store, wanted)
    assert found.ids == ids(store, wanted, Column.SCORE, descending=True) == [1, 2, 4, 5, 6, 3]


def _register(
    session: Session, wanted: Wanted, order: Column, descending: bool
) -> risk_lists.Register:
    return risk_lists.register(plain(session), wanted, order, descending, TODAY, BANDS)


def test_all_at_once_is_the_same_whatever_else_is_wanted(store: Store) -> None:
    rated_so = [(p, i) for p in (None, 1, 3, 5) for i in (None, 2, 4)]
    for at, (p, i) in enumerate(rated_so * 2):
        date_of = None if at % 4 == 0 else TODAY + timedelta(days=at - 9)
        kind = RiskKind.OPPORTUNITY if at % 3 == 0 else RiskKind.THREAT
        make.planned(
            store, rated(p, i, next_review=date_of, kind=kind, owner="ana" if at % 2 else None,
                         probability_pct=at, impact_cost_cents=1_000),
        )  # fmt: skip
    word = Wanted(words=("risk",))
    for wanted in (
        word, word._replace(cell=(3, 4)), word._replace(bands=frozenset({Band.CRITICAL, Band.LOW})),
        word._replace(unassessed=True), word._replace(kind=RiskKind.OPPORTUNITY, due=True),
        word._replace(owner="ana", overdue=True), word._replace(view=View.RESIDUAL),
        word._replace(statuses=EVERY), word._replace(words=("r-00", "*")),
    ):  # fmt: skip
        for order, descending in ((Column.SCORE, True), (Column.SCORE, False), (Column.REF, True)):
            found = store.read(_register, wanted, order, descending)
            assert found.figures == figures(store, wanted), wanted
            assert found.heat == heat(store, wanted, wanted.view), wanted
            assert found.ids == ids(store, wanted, order, descending=descending), (wanted, order)


def test_reviews_that_are_overdue_come_first_then_those_due_soon(store: Store) -> None:
    days = (7, 8, -1, 0, -30, None, None, None)
    reviewed = {6: YESTERDAY, 7: YESTERDAY}
    make.planned(
        store,
        *(
            rated(
                None if n == 7 else 1, 1,
                next_review=None if ahead is None else TODAY + timedelta(days=ahead),
                last_reviewed=reviewed.get(n),
            )
            for n, ahead in enumerate(days)
        ),
        risk(next_review=YESTERDAY, status=RiskStatus.REJECTED),
    )  # fmt: skip

    # 6: never reviewed, 8: not assessed, 7: reviewed, and nobody wants to see it again
    assert store.read(lambda it: risk_lists.reviews(plain(it), TODAY)) == [5, 3, 4, 6, 8, 1]
    assert store.read(lambda it: risk_lists.reviews(plain(it), TODAY, 0)) == [5, 3, 4, 6, 8]
    assert ids(store, Wanted(due=True, statuses=EVERY)) == [1, 3, 4, 5, 6, 8]


def test_what_belongs_to_a_risk_is_told(store: Store) -> None:
    issue = Issue(risk_id=1, title="It broke", occurred_on=TODAY, created_at=make.NOW)
    make.planned(store, make.project(), risk(), risk(), make.task("Second carrier"), make.task())
    make.planned(
        store,
        make.block(),
        assessed(1, date(2026, 11, 3), pk=1),
        assessed(1, date(2026, 11, 1), pk=2),
        assessed(1, date(2026, 11, 3), pk=3),
        assessed(2, date(2026, 11, 3), pk=4),
        Link(task_id=1, target="R-001"),
        Link(task_id=2, target="R-002"),
        Link(block_id=1, target="R-001"),
        FlagLink(project_id=1, key="deadlines", target="R-001", made_on=TODAY),
        issue,
    )

    found = store.read(lambda it: risk_lists.detail(plain(it), 1))
    assert [it.id for it in found.history] == [3, 1, 2]
    assert [it.title for it in found.actions] == ["Second carrier"]
    assert [it.id for it in found.blocks] == [1]
    assert found.flags == [(1, "deadlines")]
    assert [(it.title, it.occurred_on) for it in found.issues] == [("It broke", TODAY)]
    nobody = store.read(lambda it: risk_lists.detail(plain(it), 9))
    assert nobody == ([], [], [], [], [])


def test_a_row_says_all_that_the_model_says(store: Store) -> None:
    make.planned(store, make.project(), risk("Bare"))
    full = risk(
        "Full", cause="c", category=Category.LEGAL, project_id=1, probability=2, impact=5,
        probability_pct=12.5, impact_cost_cents=4, response="accept", response_due=TODAY,
        accept_until=TOMORROW, proximity=Proximity.LATER, next_review=TODAY, lesson="l",
    )  # fmt: skip
    make.planned(store, full)

    models = store.read(lambda it: [it.get_one(Risk, pk) for pk in (1, 2)])
    rows = store.read(lambda it: risk_rows.of_ids(plain(it), [2, 9, 1]))
    assert set(risk_rows.RiskRow._fields) == set(Risk.model_fields)
    assert [row._asdict() for row in rows] == [it.model_dump() for it in models[::-1]]
    assert [(row.score, row.exposure_cents) for row in rows] == [(10, 1), (None, None)]
    assert store.read(lambda it: risk_rows.one(plain(it), 9)) is None
    assert set(risk_rows.IssueRow._fields) == set(Issue.model_fields)
