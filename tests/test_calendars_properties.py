"""Whatever a calendar says and its user does in between: the same calendar twice changes nothing,
what the user wrote stays, what they deleted stays away, and nothing falls twice."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from infraday.domain import RuleError
from infraday.domain.event import Event
from infraday.domain.series import Scope
from infraday.models import Block
from infraday.store import blocks, history
from infraday.store import series as recurring
from infraday.store.engine import Store
from infraday.store.journal import PLANNER
from tests import factories
from tests.calendar_events import calendar, event, instead, series, take_all, week
from tests.factories import NOW, TODAY
from tests.test_calendars import edit

BEGINS = st.sampled_from(("08:00", "10:00", "13:00"))
NAMES = st.sampled_from(("Board", "Review"))
RULES = st.sampled_from(
    ("FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;BYDAY=TU,WE", "FREQ=DAILY")
)
WEEKS = st.integers(0, 3)


@st.composite
def versions(draw: st.DrawFn) -> list[Event]:
    """A calendar as it may be at one time."""
    found = [
        event(uid, draw(BEGINS), day=week(weeks=draw(WEEKS)), activity=draw(NAMES),
              cancelled=draw(st.booleans()))
        for uid in ("a@x", "b@x")
        if draw(st.integers(0, 3))
    ]  # fmt: skip
    if draw(st.integers(0, 4)):
        out = [week(weeks=one) for one in draw(st.sets(WEEKS, max_size=1))]
        found.append(
            series(rrule=draw(RULES), begin=draw(BEGINS), exdate=out, activity=draw(NAMES),
                   cancelled=not draw(st.integers(0, 4)))
        )  # fmt: skip
    found += [
        instead(of=week(weeks=one), begin=draw(BEGINS), activity=draw(NAMES))
        for one in draw(st.sets(WEEKS, max_size=2))
    ]
    return found


EDITS = st.tuples(
    st.sampled_from(
        ("output", "shift", "move", "skip", "finish", "delete", "all", "following", "end", "undo")
    ),
    WEEKS,
    st.integers(0, 5),
)
STEPS = st.lists(st.one_of(versions(), EDITS), min_size=2, max_size=9)


class World:
    """The plan, and what must hold of it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.written: dict[int, str] = {}  # outputs by the id of their block
        self.deleted: set[tuple[str, object]] = set()

    def act(self, what: str, weeks: int, which: int) -> None:
        """Do something to a block of a day, as far as the rules let one."""
        found = self.store.read(blocks.on_day, week(weeks=weeks))
        if what == "undo":
            self._undo()
        elif found:
            with suppress(RuleError):
                self._act(what, found[which % len(found)])

    def _undo(self) -> None:
        try:
            self.store.replay(history.undo)
        except RuleError:
            return
        kept = {block.id: block.output for block in factories.blocks(self.store)}
        self.written = {at: said for at, said in self.written.items() if kept.get(at) == said}
        self.deleted.clear()

    def _act(self, what: str, block: Block) -> None:
        store, at = self.store, block.id
        if what == "output":
            said = f"Output {len(self.written)}"
            self.written[edit(store, at, output=said).id] = said
        elif what == "shift":
            store.change(blocks.shift, [at], 15, NOW)
        elif what == "move":
            store.change(blocks.move, [at], block.day + timedelta(days=1), None, NOW)
        elif what == "skip":
            store.change(blocks.skip, [at], NOW)
        elif what == "finish":
            store.change(blocks.finish, at, NOW, "Done", None)
        elif what == "delete":
            store.change(blocks.delete, [at])
            self._forget(block)
        elif block.series_id is not None:
            self._series(what, block)

    def _series(self, what: str, block: Block) -> None:
        if what == "end":
            self.store.change(recurring.delete, block.id, Scope.FOLLOWING, NOW)
        else:
            draft = blocks.Draft(
                times=factories.times("15:00", 30, block.day), activity=block.activity,
                purpose="Mine", output=block.output,
            )  # fmt: skip
            scope = Scope.ALL if what == "all" else Scope.FOLLOWING
            self.store.change(recurring.edit, block.id, None, draft, scope, None, NOW)
        alive = {one.id for one in factories.blocks(self.store)}
        self.written = {at: said for at, said in self.written.items() if at in alive}

    def _forget(self, block: Block) -> None:
        self.written.pop(block.id, None)
        if block.uid:
            self.deleted.add((block.uid, block.recurrence_id))

    def take(self, events: list[Event]) -> None:
        take_all(self.store, [calendar(*events)], force=True)
        before = self.store.read(factories.images)
        report, outcome = take_all(self.store, [calendar(*events)], force=True)
        assert outcome.entry_id == 0
        assert (report.created, report.updated, report.cancelled) == (0, 0, 0)
        assert self.store.read(factories.images) == before
        self.check()

    def check(self) -> None:
        rows = {block.id: block for block in factories.blocks(self.store)}
        for at, said in self.written.items():
            assert rows[at].output == said
        assert not self.deleted & {(one.uid, one.recurrence_id) for one in rows.values()}
        for weeks in range(4):
            found: list[Any] = self.store.read(blocks.on_day, week(weeks=weeks))
            keys = Counter(
                (one.uid, one.recurrence_id) for one in found if one.uid and one.recurrence_id
            )
            assert not [key for key, count in keys.items() if count > 1]


@settings(max_examples=settings().max_examples * 3 // 10)  # each takes long
@given(STEPS)
def test_any_course_of_imports_and_edits_keeps_what_the_user_did(
    steps: list[list[Event] | tuple[str, int, int]],
) -> None:
    with TemporaryDirectory() as place:
        store = Store(str(Path(place) / "plan.db"), lambda: NOW, PLANNER)
        world = World(store)
        try:
            world.take([event(), series(day=TODAY)])
            for step in steps:
                if isinstance(step, tuple):
                    world.act(*step)
                else:
                    world.take(step)
        finally:
            store.close()
