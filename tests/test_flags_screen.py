"""The Flags screen: real keys, then what the plan and the screen say."""

import shutil
from datetime import timedelta
from pathlib import Path

from textual.events import MouseScrollRight

from infraday import checklist
from infraday.config import Config
from infraday.domain.flag import FlagState
from infraday.screens.desk import Desk
from infraday.screens.flag_check import FlagCheckScreen
from infraday.screens.flag_watch import FlagWatch
from infraday.screens.flags import FlagsScreen
from infraday.store import file, flag_checks, flag_rows, history
from infraday.store.engine import Store
from infraday.store.flag_rows import Cell
from tests import day_app
from tests import factories as make
from tests.day_app import NARROW, TINY, WIDE
from tests.factories import NOW, TODAY

FLAGS = "Unrealistic deadlines"


def slipping(store: Store) -> None:
    """One project that is late, one of which nothing is known; the check was made."""
    make.planned(
        store,
        make.project(due_on=TODAY + timedelta(days=1)),
        make.task(project_id=1, status="open", estimate_minutes=6000, owner="ana", output="signed"),
        make.project("net-upgrade"),
    )
    db = file.connect(store.path)
    flag_checks.refresh(db, checklist.load(Config()), Config(), NOW)
    db.close()


def cells(store: Store) -> dict[tuple[str, str], Cell]:
    db = file.connect(store.path)
    try:
        return {(one.project, one.key): one for one in flag_rows.cells(db)}
    finally:
        db.close()


async def test_the_grid_says_how_each_flag_stands_and_why(store: Store) -> None:
    slipping(store)
    async with day_app.planner(store, size=WIDE) as it:
        await it.press("4", "j", "j")
        assert "⚑1 raised" in it.text
        assert "checked Tue 24 Nov 2026" in it.text
        [line] = [line for line in it.lines if line.startswith(f"▸ {FLAGS}")]
        assert "⚑ raised 0 d" in line
        assert "? no data yet" in line
        assert f"{FLAGS} in dc-move · the data says raised" in it.text
        assert "Remaining work 100 h, " in it.text
        await it.press("l")
        assert "No data yet: remaining effort needs estimated tasks and a due date." in it.text


async def test_the_check_flow_asks_flag_by_flag_and_keeps_each_answer(store: Store) -> None:
    slipping(store)
    async with day_app.planner(store, size=NARROW) as it:
        await it.press("4", "c")
        screen = it.app.screen
        assert isinstance(screen, FlagCheckScreen)
        assert "1 of 7" in it.text
        await it.press("n")
        await it.type("2 clients differ")
        await it.press("enter")
        assert "With your answer: 2 clients differ" in it.text
        await it.press("3", "j", "7", "1", "k", "escape")
        assert "Checked dc-move: 1 raised, 1 clear." in it.toasts[-1]
        said = cells(store)["dc-move", "unclear_requirements"]
        assert (said.person, said.note, said.raised_on) == (
            FlagState.RAISED, "2 clients differ", TODAY,
        )  # fmt: skip
        deadlines = cells(store)["dc-move", "unrealistic_deadlines"]
        assert (deadlines.person, deadlines.state) == (FlagState.CLEAR, FlagState.RAISED)
        await it.press("j", "j")
        assert "the data says raised, you said clear on" in it.text
        assert "≠" in it.text
        await it.press("u", "u")
        assert cells(store)["dc-move", "unclear_requirements"].person is None


async def test_a_flag_becomes_a_risk_and_a_task_linked_both_ways(store: Store) -> None:
    slipping(store)
    async with day_app.planner(store, size=WIDE) as it:
        await it.press("4", "j", "j", "R")
        assert "emaining work 100 h" in it.text
        await it.press("ctrl+s")
        await it.press("T")
        await it.replace("Tell the client")
        await it.press("enter")
        assert "turned into R-001, T-2" in it.text
        task = make.tasks(store)[1]
        assert (task.title, task.important, task.project_id) == ("Tell the client", True, 1)
        assert "Remaining work 100 h" in task.notes
        await it.press("d")
        assert "The data still says raised, and the worse counts." in it.toasts[-1]
        await it.press("T", "escape")
        assert len(make.tasks(store)) == 2


async def test_a_note_stays_with_its_flag_until_it_is_answered_with(store: Store) -> None:
    slipping(store)
    async with day_app.planner(store, size=NARROW) as it:
        await it.press("4", "c", "n")
        await it.type("2 clients differ")
        await it.press("enter", "j")
        assert "With your answer" not in it.text
        await it.press("escape")
        assert "A note has no answer yet. esc again leaves it unsaid." in it.text
        await it.press("k")
        assert "With your answer: 2 clients differ" in it.text
        await it.press("j", "j", "j", "j", "j", "j", "1")  # the last one does not end it
        assert "1 of 7" in it.text
        assert "With your answer: 2 clients differ" in it.text
        await it.press("3", "escape")
        assert cells(store)["dc-move", "unclear_requirements"].note == "2 clients differ"
        assert not isinstance(it.app.screen, FlagCheckScreen)


async def test_of_many_projects_a_page_is_turned_at_once(store: Store) -> None:
    make.planned(store, *[make.project(f"p{number:02}") for number in range(50)])
    db = file.connect(store.path)
    flag_checks.refresh(db, checklist.load(Config()), Config(), NOW)
    db.close()
    async with day_app.planner(store, size=NARROW) as it:
        await it.press("4")
        assert "47 ›" in it.lines[2]
        await it.press("pagedown")
        assert "in p03" in it.text
        assert "‹ 3 44 ›" in it.lines[2]
        await it.press("pagedown", "pageup", "pageup", "pageup")
        assert "in p00" in it.text
        screen = it.app.screen
        assert isinstance(screen, FlagsScreen)
        await it.pilot.click(screen.grid, offset=(33 + 2 * 15 + 1, 3))
        assert f"{FLAGS} in p02" in it.text
        await it.pilot._post_mouse_events([MouseScrollRight], screen.grid)
        await it.settle()
        assert f"{FLAGS} in p03" in it.text
        await it.pilot.click(screen.grid, offset=(2, 1))  # a name
        assert "Unclear requirements in p03" in it.text
        await it.pilot.click(screen.grid, offset=(33 + 15, 3), times=2)
        assert isinstance(it.app.screen, FlagCheckScreen)


async def test_without_projects_it_says_what_to_press(store: Store) -> None:
    async with day_app.planner(store, size=TINY) as it:
        await it.press("4")
        assert "n captures a task" in it.text
        await it.press("c", "R", "T", "d", "enter", "j", "l", "y")
        assert "There is no flag here yet." in it.toasts[-1]


async def test_what_the_check_finds_shows_with_the_next_tick(store: Store) -> None:
    make.planned(
        store,
        make.project(due_on=TODAY + timedelta(days=1)),
        make.task(project_id=1, status="open", estimate_minutes=6000),
    )
    async with day_app.planner(store, size=WIDE) as it:
        await it.press("4")
        screen = it.app.screen_stack[0]
        assert isinstance(screen, FlagsScreen)
        now = 0.0
        watch = FlagWatch(screen.desk, lambda: now)
        watch.tick()
        assert watch.busy is None  # the planner checks when it starts
        now = 6.0
        watch.tick()
        assert watch.busy is not None
        watch.busy.join(10)
        screen.tick()
        await it.settle()
        assert "⚑1 raised" in it.text
        watch.close()


class Watched:
    """A watch whose clock goes on with each tick; whether it began a check."""

    def __init__(self, store: Store) -> None:
        self.now = 0.0
        self.desk = Desk(store.path, Config(), lambda: NOW)
        self.watch = FlagWatch(self.desk, lambda: self.now)

    def tick(self) -> bool:
        self.now += 6
        before = self.watch.busy
        self.watch.tick()
        began = self.watch.busy is not before
        if began and self.watch.busy:
            self.watch.busy.join(10)
        return began


def test_a_check_follows_what_was_done_and_not_what_a_check_wrote(store: Store) -> None:
    make.planned(store, make.project())
    one, other = Watched(store), Watched(store)
    assert one.tick()
    assert other.tick()
    db = file.connect(store.path)
    db.execute("UPDATE flag_check SET evidence = '[]'")  # by a planner with another checklist
    assert not one.tick()
    assert not other.tick()
    make.planned(store, make.task("Call the vendor"))
    assert [one.tick(), one.tick()] == [True, False]
    store.replay(history.undo)
    assert [one.tick(), one.tick()] == [True, False]
    db.close()
    one.desk.flags = one.watch
    one.desk.close()  # as when the file was replaced by another
    assert [one.tick(), one.tick()] == [True, False]
    one.watch.close()
    other.watch.close()


def test_a_check_that_met_a_lock_is_made_later(store: Store) -> None:
    make.planned(store, make.project())
    one = Watched(store)
    db = file.connect(store.path)
    assert one.tick()
    db.execute("DELETE FROM flag_check")
    make.planned(store, make.task("Call the vendor"))
    db.execute("BEGIN IMMEDIATE")
    assert one.tick()
    db.execute("ROLLBACK")
    assert not cells(store)
    assert [one.tick(), one.tick()] == [True, False]
    assert cells(store)
    db.close()
    one.watch.close()


def test_a_plan_that_was_deleted_is_not_made_anew(store: Store, tmp_path: Path) -> None:
    make.planned(store, make.project())
    one, late = Watched(store), Watched(store)
    assert one.tick()
    shutil.move(store.path, tmp_path / "elsewhere.db")
    one.watch.check()
    assert not late.tick()
    assert not Path(store.path).exists()
    one.watch.close()
