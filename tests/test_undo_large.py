"""Undo and redo of entries with very many changes: in bulk, and beside the planner."""

import asyncio
import gc
import sys
from threading import Event

import pytest
from sqlmodel import Session

from infraday.domain import RuleError
from infraday.models import Block
from infraday.screens import replaying
from infraday.screens.aside import beside
from infraday.screens.replaying import Replaying
from infraday.store import blocks, history, images
from infraday.store.engine import Store
from infraday.store.journal import PLANNER, Outcome
from tests import factories as make
from tests.day_app import Planner, planner
from tests.factories import NOW, Images


def many(session: Session) -> Outcome:
    """Rows of several tables that come, change and go again, some of them more than once."""
    for number in range(7):
        blocks.add(session, make.draft(f"b{number}", project=f"p{number % 2}"), NOW)
    session.flush()
    for number in (1, 2, 4):
        blocks.edit(session, number, None, make.draft("changed", links=("R-1", "R-2")), NOW)
    blocks.edit(session, 2, None, make.draft("again", links=("R-2",)), NOW)
    blocks.delete(session, [3, 4])
    return Outcome("Many")


def rewritten(session: Session) -> Outcome:
    query = r"UPDATE journal_change SET after = replace(after, 'é', '\u00e9')"
    session.connection().exec_driver_sql(query)
    return Outcome("Nothing")


def rows_of(store: Store) -> Images:
    """The rows as they are, their versions apart."""
    rows = store.read(make.images)
    return {key: row | {"version": 0} for key, row in rows.items()}


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "AT_ONCE", 2)


def test_all_of_a_large_entry_goes_and_comes_back(store: Store) -> None:
    store.change(blocks.add, make.draft("before"), NOW)
    before = rows_of(store)
    store.change(many)
    after = rows_of(store)

    for _ in range(2):
        store.replay(history.undo)
        assert rows_of(store) == before
        store.replay(history.redo)
        assert rows_of(store) == after


def test_how_far_it_is_is_heard_and_what_is_stopped_changes_nothing(store: Store) -> None:
    store.change(many)
    before = store.read(make.images)
    heard: list[int] = []

    def stop(done: int, of: int) -> None:
        heard.append(done)
        if done > of / 2:
            raise RuleError("Stopped.")

    with pytest.raises(RuleError, match="Stopped"):
        store.replay(history.undo, progress=stop)

    assert heard[0] == 0
    assert sorted(heard) == heard
    assert store.read(make.images) == before
    assert not store.replay(history.log)[0].undone


def test_one_changed_row_among_many_refuses_all_of_it(store: Store) -> None:
    store.change(many)
    store.change(blocks.shift, [6], 15, NOW)
    before = store.read(make.images)

    with pytest.raises(RuleError, match=r"was changed by entry \d+, “.*”\. Undo that first\."):
        store.replay(history.undo, 1)

    assert store.read(make.images) == before


def test_the_same_written_down_otherwise_is_no_change(store: Store) -> None:
    """A file may have come from a machine whose SQLite writes JSON with other escapes."""
    store.change(blocks.add, make.draft("é"), NOW)
    store.change(rewritten)

    assert store.replay(history.undo).undone


def test_a_series_that_was_split_is_found_by_an_index(store: Store) -> None:
    """Else each series that goes looks at all others."""
    plan = store.read(
        lambda session: (
            session.connection()
            .exec_driver_sql("EXPLAIN QUERY PLAN SELECT 1 FROM series WHERE split_from = 1")
            .fetchall()
        )
    )

    assert "series_split" in str(plan)


class Gate:
    """Lets the thread of an undo begin when told so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go, run = Event(), Replaying.run

        def waiting(job: Replaying) -> object:
            assert self.go.wait(60)  # a busy machine may take its time
            return run(job)

        monkeypatch.setattr(Replaying, "run", waiting)
        monkeypatch.setattr(replaying, "MOST", 0)


async def until_said(it: Planner, words: str) -> None:
    for _ in range(2000):
        await asyncio.sleep(0.005)
        if any(words in toast for toast in it.toasts):
            break
    await it.settle()


async def test_the_planner_answers_keys_while_a_large_entry_is_undone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    store.change(many)
    async with planner(store) as it:
        await it.press("u")
        assert any("Undo and redo" in toast for toast in it.toasts)
        assert len(make.blocks(store)) == 5

        await it.press("u")
        assert it.toasts == [replaying.HELD]
        await it.press(".", ",")
        gate.go.set()
        await until_said(it, "Undone: Many")

        assert make.blocks(store) == []
        await it.press("ctrl+r")
        await until_said(it, "Redone: Many")
        assert len(make.blocks(store)) == 5


async def test_a_large_entry_that_cannot_be_undone_says_why(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gate(monkeypatch).go.set()
    store.change(many)
    store.close()
    shell = Store(store.path, lambda: NOW, "shell")
    shell.change(blocks.shift, [6], 15, NOW)
    shell.close()
    async with planner(Store(store.path, lambda: NOW, PLANNER)) as it:
        await it.press("u")
        await until_said(it, "cannot be undone")

        assert "Undo that first" in it.toasts[0]
        assert len(make.blocks(store)) == 5


async def test_leaving_stops_what_is_not_yet_undone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    store.change(many)
    async with planner(store) as it:
        await it.press("u")
        it.app.screen_stack[0]._job.stop()  # type: ignore[attr-defined]
        gate.go.set()
        await until_said(it, "Stopped")

    assert len(make.blocks(store)) == 5
    assert store.read(lambda session: session.get(Block, 1)) is not None


def test_work_beside_the_planner_leaves_the_interpreter_as_it_was() -> None:
    before = sys.getswitchinterval(), gc.isenabled()

    with beside():
        assert sys.getswitchinterval() < before[0]

    assert (sys.getswitchinterval(), gc.isenabled()) == before
