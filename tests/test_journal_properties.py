"""Whatever is changed, undone and redone in whatever order: the images come back."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, update

from infraday.domain import RuleError, quickadd
from infraday.domain.template import Template, TemplateBlock
from infraday.models import Task
from infraday.store import blocks, capture, history, tasks
from infraday.store.engine import Store, plain
from infraday.store.errors import StoreError
from infraday.store.journal import PLANNER, SHELL, Outcome
from tests import factories as make
from tests.factories import NOW, TODAY, Images

TEMPLATE = Template("mine", "Mine", tuple(TemplateBlock(time(8 + at), 60, "x") for at in range(3)))
LINES = ("call ana #a", "plan #b !!", "meet 14:00 1h #a", "walk 9:00 every: day", "\x00 [/x] 8:00")

ids = st.integers(1, 4)
days = st.integers(-1, 2).map(lambda ahead: TODAY + timedelta(days=ahead))
minutes = st.sampled_from([-600, -15, 0, 15, 900])
words = st.sampled_from(["a", "b", "é\x00"])
Step = tuple[Callable[..., Outcome], tuple[Any, ...]]


def captured(session: Session, lines: list[str]) -> Outcome:
    readings = [quickadd.read(line, NOW.replace(tzinfo=None)) for line in lines]
    return capture.add(plain(session), readings, capture.Defaults(NOW))[1]


def bulk(session: Session, owner: str) -> Outcome:
    session.exec(update(Task).values(owner=owner, version=Task.version + 1))
    return Outcome("Bulk")


def call(
    function: Callable[..., Outcome], *args: st.SearchStrategy[Any]
) -> st.SearchStrategy[Step]:
    return st.tuples(st.just(function), st.tuples(*args))


drafts = st.builds(
    make.draft,
    words,
    times=st.builds(make.times, st.sampled_from(["00:00", "10:00", "23:30"]), st.just(90), days),
    project=st.sampled_from([None, "a", "b"]),
    task_id=st.sampled_from([None, None, 1, 2]),
    links=st.lists(st.sampled_from(["R-1", "R-2", "T-1"]), max_size=2).map(tuple),
)
changes = st.fixed_dictionaries(
    {}, optional={"title": words, "project": st.sampled_from([None, "a", "c"]), "due": days}
)
at = st.just(NOW)
steps: st.SearchStrategy[Step] = st.one_of(
    call(captured, st.lists(st.sampled_from(LINES), min_size=1, max_size=3)),
    call(blocks.add, drafts, at),
    call(blocks.edit, ids, st.none(), drafts, at),
    call(blocks.delete, st.lists(ids, min_size=1, max_size=2)),
    call(blocks.duplicate, ids, at),
    call(blocks.shift, st.lists(ids, max_size=2), minutes, at),
    call(blocks.move, st.lists(ids, max_size=2), days, st.none(), at),
    call(blocks.start, ids, at),
    call(blocks.finish, ids, at, words),
    call(blocks.lay, st.just(TEMPLATE), days, at),
    call(tasks.edit, ids, st.none(), changes, at),
    call(tasks.drop, st.lists(ids, max_size=2), st.none(), at),
    call(bulk, words),
)
moves = st.one_of(
    steps,
    st.sampled_from(["undo", "redo"]),
    st.tuples(st.just("one"), st.integers(0, 4)),
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
        store = Store(shutil.copy(empty, f"{folder}/plan.db"), lambda: NOW, SHELL)
        try:
            yield store
        finally:
            store.close()


class Walk:
    """A plan beside what it must hold: the images before each entry, and after those undone."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.versions: dict[tuple[str, int], int] = {}
        self.past: list[Images] = []
        self.future: list[Images] = []
        self.now = self.images()

    def images(self) -> Images:
        """The rows as they are, their versions apart, which never fall and rise with a change."""
        rows = self.store.read(make.images)
        before = getattr(self, "now", {})
        for key, row in rows.items():
            version, known = row.pop("version"), self.versions.get(key, 0)
            assert version >= known
            assert version > known or before.get(key) == row
            self.versions[key] = version
        return rows

    def change(self, step: Step) -> None:
        try:
            outcome = self.store.change(step[0], *step[1])
        except (RuleError, StoreError):
            assert self.images() == self.now
            return
        if not outcome.entry_id:
            assert self.images() == self.now
            return
        self.past.append(self.now)
        self.future.clear()
        self.now = self.images()

    def undo(self) -> None:
        if not self.past:
            with pytest.raises(RuleError):
                self.store.replay(history.undo)
            return
        self.store.replay(history.undo)
        self.future.append(self.now)
        self.now = self.images()
        assert self.now == self.past.pop()

    def redo(self) -> None:
        if not self.future:
            with pytest.raises(RuleError):
                self.store.replay(history.redo)
            return
        self.store.replay(history.redo)
        self.past.append(self.now)
        self.now = self.images()
        assert self.now == self.future.pop()

    def one(self, ago: int) -> None:
        """Take back any entry: refused, and nothing is changed, or redo brings it all back."""
        newest = self.store.replay(history.log, most=1)[0].id
        try:
            self.store.replay(history.undo, newest - ago)
        except (RuleError, StoreError):
            assert self.images() == self.now
            return
        self.images()
        self.store.replay(history.redo)
        back = self.images()
        assert back == self.now


@settings(max_examples=30)
@given(walk=st.lists(moves, min_size=4, max_size=25))
def test_any_sequence_of_changes_undos_and_redos_gives_back_the_images(
    empty: Path, walk: list[Any]
) -> None:
    with opened(empty) as store:
        here = Walk(store)
        here.change((captured, ([*LINES],)))
        for step in walk:
            match step:
                case "undo":
                    here.undo()
                case "redo":
                    here.redo()
                case ("one", int(ago)):
                    here.one(ago)
                case _:
                    here.change(step)
        while here.past:
            here.undo()
        assert here.now == {}
        while here.future:
            here.redo()
