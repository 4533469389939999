"""Triage from the key to the file and back to the screen."""

from datetime import date

import pytest

from infraday.domain.task import TaskStatus
from infraday.store import tasks
from infraday.store.engine import Store
from tests import factories
from tests.day_app import NARROW, planner
from tests.factories import NOW, TODAY, TOMORROW
from tests.triage_app import dialog, here, inbox, overnight, triage


def states(store: Store) -> list[tuple[str, bool]]:
    return [(task.status.value, task.important) for task in factories.tasks(store)]


async def test_one_item_after_the_other_is_put_into_a_quadrant(store: Store) -> None:
    factories.planned(store, *inbox(3))
    async with planner(store, size=NARROW) as p:
        await p.press("t")
        assert "1 of 3 · 3 inbox" in p.lines[0]
        await p.press("1", "4")

        assert "3 of 3 · 1 inbox" in p.lines[0]
        assert here(p).task.title == "Item 3"
        assert states(store) == [("open", True), ("open", False), ("inbox", False)]


async def test_enter_takes_the_suggestion_which_has_its_reason(store: Store) -> None:
    factories.planned(store, overnight(), *inbox(1))
    async with planner(store, size=NARROW) as p:
        await p.press("t")
        assert "▸ suggested 1: severity critical   enter takes it" in p.text
        assert "overnight, 02:11" in p.text
        await p.press("enter")

        assert states(store)[0] == ("open", True)
        assert "suggested 2" in p.text


@pytest.mark.parametrize(
    ("keys", "due"),
    [
        (["t"], TODAY), (["w"], date(2026, 11, 27)), (["3"], date(2026, 11, 27)),
        (["f", "r", "i", "enter"], date(2026, 11, 27)),
        (["space", "t", "h", "u", "enter"], date(2026, 11, 26)),
        (["space", "2", "w", "enter"], date(2026, 12, 8)),
    ],
)  # fmt: skip
async def test_a_due_date_costs_a_key_or_is_typed(store: Store, keys: list[str], due: date) -> None:
    factories.planned(store, overnight())
    async with planner(store, size=NARROW) as p:
        await p.press("t", "d", *keys)

        [task] = factories.tasks(store)
        assert (task.due, task.status) == (due, TaskStatus.INBOX)
        assert "due" in p.text
        assert dialog(p) == ""


async def test_a_due_date_goes_and_one_in_the_past_is_said(store: Store) -> None:
    factories.planned(store, factories.task(due=TOMORROW))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "d")
        await p.type("yesterday")
        assert "Mon 23 Nov 2026, which has passed" in p.text
        await p.press("escape", "d", "minus")

        assert factories.tasks(store)[0].due is None


async def test_project_owner_and_length_are_typed_with_completion(store: Store) -> None:
    factories.planned(store, factories.project(), factories.task(owner="ana"), *inbox(1))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "p", "d", "c", "right", "enter")
        assert "dc-move" in p.text
        await p.press("m")
        await p.type("1h30\n")
        await p.press("j", "o", "a", "right", "enter", "p")
        await p.type("Net Up")
        assert "#net-up, which is new" in p.text
        await p.press("enter")

        first, second = factories.tasks(store)
        assert (first.project_id, first.estimate_minutes) == (1, 90)
        assert (second.owner, second.project_id) == ("ana", 2)
        assert states(store) == [("inbox", False)] * 2


@pytest.mark.parametrize("minutes", ["0", "900h", "soon"])
async def test_an_estimate_that_is_none_is_refused_in_the_form(store: Store, minutes: str) -> None:
    factories.planned(store, *inbox(1))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "m")
        await p.type(minutes + "\n")

        assert dialog(p) == "AskScreen"
        assert factories.tasks(store)[0].estimate_minutes is None


async def test_a_slot_is_the_next_gap_that_holds_it(store: Store) -> None:
    factories.planned(
        store, factories.block("10:00", 60), factories.task(estimate_minutes=45), *inbox(1)
    )
    async with planner(store, size=NARROW) as p:
        await p.press("t", "s")
        assert "slot today 11:00 – 11:45" in p.text
        await p.press("s")
        assert "has a slot already" in p.toasts[0]
        await p.press("1")

        assert p.spans == ["24 10:00-11:00", "24 11:00-11:45"]
        assert states(store)[0] == ("open", True)


async def test_where_no_gap_is_left_it_is_asked_when(store: Store) -> None:
    factories.planned(store, factories.block("09:00", 600), *inbox(1))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "s")
        await p.type("soon")
        assert "Give a clock time" in p.text
        await p.replace("fri 9:30\n")

        assert p.spans[1] == "27 09:30-10:00"


async def test_delegating_asks_who_and_when_to_ask_again(store: Store) -> None:
    factories.planned(store, *inbox(2))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "3", "enter")
        assert "Say to whom: a name." in p.text
        await p.type("ana\n")

        task = factories.tasks(store)[0]
        assert (task.status, task.owner) == (TaskStatus.WAITING, "ana")
        assert (task.asked_on, task.chase_on) == (TODAY, date(2026, 11, 26))
        assert here(p).task.title == "Item 2"


async def test_snooze_and_drop_take_an_item_out(store: Store) -> None:
    factories.planned(store, *inbox(3))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "z", "t", "x", "2")

        first, second, _ = factories.tasks(store)
        assert (first.snoozed_until, first.status) == (TOMORROW, TaskStatus.INBOX)
        assert (second.status, second.drop_reason) == (TaskStatus.DROPPED, "done elsewhere")
        assert here(p).task.title == "Item 3"


async def test_backspace_takes_the_decision_back(store: Store) -> None:
    factories.planned(store, *inbox(3))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "1", "2", "backspace")
        assert here(p).task.title == "Item 2"
        assert states(store)[1] == ("inbox", False)
        await p.press("backspace", "backspace")

        assert here(p).task.title == "Item 1"
        assert p.toasts == ["There is no item before this one."]
        assert "1 of 3" in p.lines[0]


async def test_undo_and_redo_go_to_their_item(store: Store) -> None:
    factories.planned(store, *inbox(3))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "1", "2", "u")
        assert here(p).task.title == "Item 2"
        assert p.toasts[0].startswith("Undone: Triage: Move T-2")
        await p.press("ctrl+r")

        assert here(p).task.title == "Item 3"
        assert states(store)[1] == ("open", True)


async def test_a_skipped_item_stays_and_the_place_is_kept(store: Store) -> None:
    factories.planned(store, *inbox(4))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "j", "1", "escape")
        assert p.app.current_mode == "day"
        await p.press("t")
        assert here(p).task.title == "Item 3"
        await p.press("escape")
        p.app.drafts.store()

    async with planner(store, size=NARROW) as p:
        await p.press("t")
        assert here(p).task.title == "Item 3"
        assert "3 of 4 · 3 inbox" in p.lines[0]
        await p.press("backspace")
        assert here(p).task.title == "Item 2"


async def test_the_screens_digits_rest(store: Store) -> None:
    factories.planned(store, *inbox(2))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "5", "9", "0")

        assert p.app.current_mode == "triage"
        assert states(store) == [("inbox", False)] * 2


async def test_it_goes_back_to_the_screen_it_came_from(store: Store) -> None:
    factories.planned(store, *inbox(1))
    async with planner(store, size=NARROW) as p:
        await p.press("2", "t", "escape")

        assert p.app.current_mode == "matrix"


async def test_what_was_done_elsewhere_is_gone_with_the_next_tick(store: Store) -> None:
    factories.planned(store, *inbox(3))
    async with planner(store, size=NARROW) as p:
        await p.press("t", "j")
        store.change(tasks.finish, [2], NOW)
        triage(p).tick()
        await p.settle()

        assert here(p).task.title == "Item 3"
        assert "2 of 2 · 2 inbox" in p.lines[0]


async def test_a_decision_on_what_was_done_meanwhile_is_refused(store: Store) -> None:
    factories.planned(store, *inbox(2))
    async with planner(store, size=NARROW) as p:
        await p.press("t")
        store.change(tasks.finish, [1], NOW)
        await p.press("1")

        assert "is done" in p.toasts[0]
        assert here(p).task.title == "Item 2"
        assert states(store)[0] == ("done", False)
