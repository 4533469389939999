"""Ranking what is to be done now: by duels, gone on with later, or as it is suggested."""

from datetime import timedelta

from infraday.models import Task
from infraday.store.engine import Store
from tests import factories
from tests.day_app import NARROW, TINY
from tests.factories import TODAY, task
from tests.matrix_app import Matrix, matrix

NAMES = ("Alpha", "Bravo", "Charlie", "Delta", "Echo")


def overfull() -> list[Task]:
    """Five tasks to be done now; the later in the alphabet, the earlier due."""
    return [
        task(name, important=True, status="open", due=TODAY - timedelta(days=n))
        for n, name in enumerate(NAMES)
    ]


def question(it: Matrix) -> tuple[str, str]:
    """The titles of the two that are compared."""
    line = next(line for line in it.lines if "1  " in line and "│ 2  " in line)
    left, _, right = line.partition("│")
    return left.split()[-1], right.split()[1]


async def answer(it: Matrix) -> int:
    """Answer all questions as the alphabet has it; how many there were."""
    asked = 0
    while "Every one has its place." not in it.text:
        first, then = question(it)
        await it.press("1" if first < then else "2")
        asked += 1
    return asked


async def test_duels_give_an_order_that_is_kept_and_shown(store: Store) -> None:
    async with matrix(store, *overfull()) as it:
        await it.press("r")
        assert "at most 7 left" in it.text
        assert await answer(it) <= 7
        await it.press("enter")
        assert it.all["do"] == list(NAMES)
        assert [it.tasks[name].rank for name in NAMES] == [1, 2, 3, 4, 5]
        assert "1 T-1 Alpha" in it.text
        await it.press("u")
        assert {it.tasks[name].rank for name in NAMES} == {None}


async def test_the_suggested_order_stands_beside_with_its_reasons(store: Store) -> None:
    async with matrix(store, *overfull()) as it:
        await it.press("r")
        assert "overdue since Fri 20 Nov" in it.text
        assert "▸ suggested:" in it.text
        await it.press("s")
        assert it.all["do"] == list(NAMES[::-1])
        assert it.tasks["Echo"].rank == 1


async def test_left_it_goes_on_where_it_was_also_in_another_run(store: Store) -> None:
    async with matrix(store, *overfull()) as it:
        await it.press("r", "1", "2")
        before = question(it)
        await it.press("escape")
        assert {it.tasks[name].rank for name in NAMES} == {None}
        await it.press("r")
        assert question(it) == before
    async with matrix(store) as it:
        await it.press("r")
        assert question(it) == before
        assert "2 answered" in it.text
        await answer(it)
        await it.press("enter")
        assert sorted(it.tasks[name].rank or 0 for name in NAMES) == [1, 2, 3, 4, 5]


async def test_an_answer_is_taken_back_and_one_may_not_mind(store: Store) -> None:
    async with matrix(store, *overfull()) as it:
        await it.press("r")
        before = question(it)
        await it.press("equals_sign")
        assert question(it) != before
        await it.press("backspace")
        assert question(it) == before
        assert "0 answered" in it.text


async def test_a_new_one_is_put_into_the_order_that_stands(store: Store) -> None:
    async with matrix(store, *overfull()) as it:
        await it.press("r")
        await answer(it)
        await it.press("enter")
        new = task("Bravo two", important=True, status="open", due=TODAY)
        factories.planned(store, new)
        await it.tick()
        await it.press("r")
        assert "at most 3 left" in it.text
        for _ in range(3):
            await it.press("2" if "two" not in it.text.partition("│ 2")[0] else "1")
            if "Every one" in it.text:
                break
        await it.press("enter")
        assert len({one.rank for one in it.tasks.values()}) == 6


async def test_begun_anew_nothing_is_answered(store: Store) -> None:
    async with matrix(store, *overfull()) as it:
        await it.press("r")
        await answer(it)
        await it.press("enter", "r")
        assert "Every one has its place." in it.text
        await it.press("N")
        assert "0 answered" in it.text


async def test_one_task_alone_needs_no_order(store: Store) -> None:
    async with matrix(store, overfull()[0]) as it:
        await it.press("r")
        assert it.dialog == ""
        assert "There is nothing to rank" in it.toasts
        await it.press("l", "r")
        assert "Move to Do first." in it.toasts


async def test_small_screens_show_both_and_the_keys(store: Store) -> None:
    for size in (NARROW, TINY):
        async with matrix(store, *([] if factories.tasks(store) else overfull()), size=size) as it:
            await it.press("r")
            for words in ("1  Alpha", "2  Bravo", "suggested", "no matter", "esc leave"):
                assert words in it.text
            assert "left" in it.text.splitlines()[0] or size == NARROW
