"""Reviews and red flags in Triage, from the key to the file and back to the screen."""

from infraday.domain.task import TaskStatus
from infraday.store.engine import Store
from tests import factories
from tests.day_app import NARROW, planner
from tests.factories import planned, project
from tests.signals import raise_flag, risk
from tests.triage_app import Counted, dialog, here, inbox, triage


async def test_a_review_and_a_flag_are_decided_with_a_key_and_come_back_with_undo(
    store: Store,
) -> None:
    planned(store, project(), risk(), risk("Optics late"), *inbox(1))
    raise_flag(store)
    async with planner(store, size=NARROW) as p:
        await p.press("t")
        assert "⚑1" in p.lines[0]
        assert p.lines[0].endswith("1 of 4 · 2 reviews · 1 flag · 1 inbox")
        assert "Review R-001 Fibre path shared" in p.text
        assert "review overdue since Sat 21 Nov" in p.text
        await p.press("enter", "x")
        assert "R-002 is left out for today" in p.toasts[0]
        assert p.lines[0].endswith("3 of 4 · 1 flag · 1 inbox")
        assert "Unrealistic deadlines in dc-move" in p.text
        assert "▸ suggested 1: red flag, raised today" in p.text
        await p.press("enter")
        assert here(p).name == "T-1"
        assert [task.status for task in factories.tasks(store)] == [
            TaskStatus.INBOX, TaskStatus.OPEN, TaskStatus.DROPPED, TaskStatus.OPEN,
        ]  # fmt: skip
        await p.press("backspace")
        assert here(p).name == "1/unrealistic_deadlines"
        await p.press("u", "u")

        assert here(p).name == "R-001"
        assert len(factories.tasks(store)) == 1
        assert p.lines[0].endswith("1 of 4 · 2 reviews · 1 flag · 1 inbox")


async def test_what_is_said_of_a_review_keeps_it_in_its_place(store: Store) -> None:
    planned(store, project(), risk(), *inbox(1))
    async with planner(store, size=NARROW) as p:
        keys = Counted(p)
        await keys.press("t")
        await keys.type("m30\n")
        assert (here(p).name, here(p).task.estimate_minutes) == ("T-2", 30)
        assert "T-2 · R-001 · " in p.text
        await keys.type("s3")
        assert dialog(p) == "DelegateScreen"
        assert "ana" in p.text  # whose risk it is
        await keys.type("\n")
        assert here(p).name == "T-1"
        await keys.type("d")
        await keys.type("t4")

        assert dialog(p) == "TriagePlanScreen"
        assert triage(p).run.left == 0
        assert [task.owner for task in factories.tasks(store)] == [None, "ana"]
        assert factories.links_of(store, factories.tasks(store)[1]) == ("R-001",)
