"""The Flags screen: real keys, then what the plan and the screen say."""

from datetime import timedelta

from infraday import checklist
from infraday.config import Config
from infraday.domain.flag import FlagState
from infraday.screens.flag_check import FlagCheckScreen
from infraday.screens.flag_watch import FlagWatch
from infraday.screens.flags import FlagsScreen
from infraday.store import file, flag_checks, flag_rows
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
        assert "Remaining work 100 h" in it.text
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
