"""Whatever is done with risks, undone and redone: the burn-down is the one that the assessments
say, and the one that the journal says."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from infraday.domain import RuleError
from infraday.domain.burn_down import Point, rebuild
from infraday.domain.risk import Response, RiskKind
from infraday.models import Assessment
from infraday.store import burn_down, history, risk_rows, risks
from infraday.store.engine import Store, plain
from infraday.store.errors import StoreError
from infraday.store.journal import PLANNER, Outcome
from tests.factories import NOW
from tests.risk_courses import TODAY, november
from tests.risk_rows import AT

FIRST, LAST = november(1), november(30)
Step = tuple[Callable[..., Outcome], tuple[Any, ...]]
Images = dict[tuple[str, int], dict[str, Any]]

level = st.sampled_from([1, 3, 5, None])
days = st.integers(1, 28).map(november)
change = st.fixed_dictionaries(
    {
        "title": st.just("Risk"),
        "kind": st.sampled_from(list(RiskKind)),
        "project": st.sampled_from([None, "a", "b"]),
        "probability": level,
        "impact": level,
        "residual_probability": level,
        "residual_impact": level,
        "probability_pct": st.sampled_from([None, 12.5, 100.0]),
        "impact_cost_cents": st.sampled_from([None, 3, 1_000_000]),
        "response": st.sampled_from([None, Response.ESCALATE]),
        "response_plan": st.sampled_from([None, "Order two"]),
        "response_due": st.one_of(st.none(), days),
    }
)
at = st.integers(-14, 1).map(lambda ahead: AT + timedelta(days=ahead))
one = st.sampled_from([1, 1, 2, 2, 3])
some = st.lists(one, min_size=1, max_size=2, unique=True)


def call(
    function: Callable[..., Outcome], *args: st.SearchStrategy[Any]
) -> st.SearchStrategy[Step]:
    return st.tuples(st.just(function), st.tuples(*args))


adds = call(risks.add, change, at)
changes = st.one_of(
    call(risks.edit, one, st.none(), change, at),
    call(risks.rate, one, change, at),
    call(risks.review, one, change, at),
)
moves = st.one_of(
    adds,
    changes,
    changes,
    call(risks.close, some, at),
    call(risks.reject, some, at, st.just("no risk")),
    call(risks.reopen, some, at),
    call(risks.occur, one, st.just(FIRST), at),
    call(risks.delete, some, at),
    st.just("undo"),
    st.just("undo"),
    st.just("redo"),
)
courses = st.tuples(adds, adds, st.lists(moves, min_size=6, max_size=12)).map(
    lambda parts: [parts[0], parts[1], *parts[2]]
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty plan, made once: each example begins with a copy of it."""
    path = tmp_path_factory.mktemp("empty") / "plan.db"
    Store(str(path), lambda: NOW, PLANNER).close()
    return path


@contextmanager
def opened(empty: Path) -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        store = Store(shutil.copy(empty, f"{folder}/plan.db"), lambda: NOW, PLANNER)
        try:
            yield store
        finally:
            store.close()


def take(store: Store, move: Step | str) -> None:
    """A move that is refused changes nothing."""
    with suppress(RuleError, StoreError):
        if isinstance(move, str):
            store.replay(history.undo if move == "undo" else history.redo)
        else:
            store.change(move[0], *move[1])


def journalled(db: Connection) -> Images:
    """The rows as the entries that are not undone leave them."""
    found: Images = {}
    for table, pk, after in db.execute(
        "SELECT tbl, pk, after FROM journal_change JOIN journal_entry AS entry "
        "ON entry.id = entry_id WHERE undone = 0 AND tbl IN ('risk', 'assessment') "
        "ORDER BY journal_change.id"
    ).fetchall():
        if after is None:
            del found[table, pk]
        else:
            found[table, pk] = json.loads(after)
    return found


def from_journal(images: Images, kind: RiskKind) -> list[Point]:
    rows = [
        Assessment.model_validate(image)
        for (table, _), image in images.items()
        if table == "assessment" and images["risk", image["risk_id"]]["kind"] == kind
    ]
    return rebuild(rows, FIRST, LAST, TODAY, kind)


def from_rows(db: Connection, kind: RiskKind) -> list[Point]:
    of_kind = "risk_id IN (SELECT id FROM risk WHERE kind = ?)"
    rows = risk_rows.assessments(db, of_kind, (str(kind),))
    return rebuild(rows, FIRST, LAST, TODAY, kind)


def agree(session: Session) -> bool:
    db = plain(session)
    images = journalled(db)
    for kind in RiskKind:
        found = burn_down.read(db, FIRST, LAST, TODAY, kind)
        assert found == from_rows(db, kind)
        assert found == from_journal(images, kind)
    return True


@settings(max_examples=15)
@given(course=courses)
def test_the_burn_down_is_that_of_the_rows_and_of_the_journal(
    empty: Path, course: list[Step | str]
) -> None:
    with opened(empty) as store:
        for move in course:
            take(store, move)
            assert store.read(agree)
