"""The figure: how many keys it takes to triage a morning."""

from datetime import date

from infraday.domain.task import TaskStatus
from infraday.store.engine import Store
from tests import factories
from tests.day_app import TINY, planner
from tests.triage_app import Counted, dialog, inbox, triage

MOST_KEYS = 150


async def test_40_items_take_at_most_150_keys(store: Store) -> None:
    """Each gets a quadrant, every second a due date, every fourth a slot; two are handed over. The
    keys of an item come in one burst, as from somebody who knows the way."""
    factories.planned(store, *inbox(40))
    async with planner(store, size=TINY) as p:
        keys = Counted(p)
        await keys.press("t")
        for number in range(40):
            due = f"d{'tw3579'[number // 2 % 6]}" if number % 2 == 0 else ""
            slot = "s" if number % 4 == 0 else ""
            put = {11: "3ana\n", 31: "3ana\n"}.get(
                number, "\n" if number % 2 else "1244"[number // 2 % 4]
            )
            await keys.type(due + slot + put)

        assert keys.keys <= MOST_KEYS
        assert dialog(p) == "TriagePlanScreen"
        assert triage(p).run.left == 0
        assert _all_are_judged(store) == (20, 10, 2)


def _all_are_judged(store: Store) -> tuple[int, int, int]:
    """How many have a due date, a slot, and somebody whom they were handed to."""
    tasks = factories.tasks(store)
    assert len(tasks) == 40
    assert {task.status for task in tasks} == {TaskStatus.OPEN, TaskStatus.WAITING}
    waiting = [task for task in tasks if task.status is TaskStatus.WAITING]
    assert all(task.owner == "ana" and task.chase_on == date(2026, 11, 26) for task in waiting)
    slots = {block.task_id for block in factories.blocks(store)}
    return sum(task.due is not None for task in tasks), len(slots), len(waiting)
