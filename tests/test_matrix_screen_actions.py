"""What keys do to the tasks of the matrix: on disk, on the screen, and one step to undo."""

from datetime import date, timedelta

import pytest

from infraday.store import tasks
from infraday.store.engine import Store
from tests import factories
from tests.day_app import NARROW
from tests.factories import NOW, TODAY, task
from tests.matrix_app import matrix, portfolio


@pytest.mark.parametrize(
    ("keys", "quadrant"),
    [("L", "schedule"), ("J", "delegate"), ("LJ", "eliminate"), ("LH", "do"), ("JK", "do")],
)
async def test_a_shifted_letter_moves_the_task_and_the_cursor_goes_along(
    store: Store, keys: str, quadrant: str
) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.press(*keys)
        assert (it.quadrant, it.here) == (quadrant, "Answer the auditor")
        assert "Answer the auditor" in it.all[quadrant]
        await it.press(*"u" * len(keys))
        assert it.tasks["Answer the auditor"].urgent_override is None
        assert "Answer the auditor" in it.all["do"]


async def test_beyond_the_edge_nothing_moves(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.press("H", "K")
        assert (it.quadrant, it.here) == ("do", "Answer the auditor")
        assert len(it.labels) == 1


async def test_done_and_dropped_leave_and_come_back(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.press("d")
        assert it.tasks["Answer the auditor"].status == "done"
        assert it.here == "Cutover runbook"
        await it.press("x")
        assert it.tasks["Cutover runbook"].status == "dropped"
        assert it.all["do"] == []
        await it.press("u", "u")
        assert it.all["do"] == ["Answer the auditor", "Cutover runbook"]
        await it.press("ctrl+r")
        assert it.tasks["Answer the auditor"].status == "done"


async def test_what_is_marked_is_acted_on_as_one_step(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.press("space", "l", "space")
        assert "2 marked" in it.lines[0]
        assert "☑" in it.text
        await it.press("d")
        assert [
            it.tasks[name].status.value for name in ("Answer the auditor", "Rack elevations")
        ] == [
            "done",
            "done",
        ]
        assert it.labels[0] == "Finish 2 tasks"
        assert "marked" not in it.lines[0]
        await it.press("u")
        assert "Rack elevations" in it.all["schedule"]


async def test_escape_lets_go_of_the_marks(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.press("space", "escape")
        assert "marked" not in it.lines[0]


async def test_important_and_urgency_are_judged_by_hand(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.press("i")
        assert (it.quadrant, it.tasks["Answer the auditor"].important) == ("delegate", False)
        await it.press("asterisk")
        assert it.tasks["Answer the auditor"].urgent_override is True
        assert "marked urgent by hand. * lets the rule decide." in it.text
        await it.press("asterisk")
        assert it.quadrant == "eliminate"
        await it.press("asterisk")
        assert it.tasks["Answer the auditor"].urgent_override is None
        assert it.quadrant == "delegate"


async def test_do_offers_the_next_gap_of_today(store: Store) -> None:
    factories.planned(store, factories.block("09:00", 90))
    async with matrix(store, *portfolio()) as it:
        await it.press("v")
        assert it.dialog == "PlaceScreen"
        assert "10:30" in it.text
        await it.press("enter")
        [_, placed] = factories.blocks(store)
        assert (placed.activity, f"{placed.start:%H:%M}") == ("Answer the auditor", "10:30")
        assert "Place T-1 Answer the auditor, 10:30" in it.toasts


async def test_several_are_laid_into_the_gaps_as_one_step(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.press("space", "space", "v")
        assert [f"{one.start:%H:%M} {one.activity}" for one in factories.blocks(store)] == [
            "09:45 Answer the auditor",
            "10:30 Cutover runbook",
        ]
        assert it.labels[0] == "Place 2 tasks"
        await it.press("u")
        assert factories.blocks(store) == []


async def test_where_no_gap_is_left_it_says_so(store: Store) -> None:
    factories.planned(store, factories.block("08:00", 570))
    async with matrix(store, *portfolio()) as it:
        await it.press("space", "space", "v")
        assert "No gap of today holds any of them: T-1, T-2." in it.toasts
        await it.press("escape", "v")
        assert "at 09:42 nothing is free" in it.text


async def test_schedule_asks_a_date_or_a_slot(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.press("l", "v")
        await it.type("fri\n")
        assert it.tasks["Rack elevations"].scheduled == date(2026, 11, 27)
        assert "Plan T-3 Rack elevations for Fri 27 Nov 2026" in it.toasts
        await it.to("Exit plan")
        await it.press("v")
        await it.type("thu 14:00\n")
        [block] = factories.blocks(store)
        assert (block.activity, str(block.day), f"{block.start:%H:%M}-{block.end:%H:%M}") == (
            "Exit plan",
            "2026-11-26",
            "14:00-20:00",
        )


async def test_a_date_that_is_over_is_refused_at_once(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.press("l", "v")
        await it.type("2026-11-20\n")
        assert it.dialog == "AskScreen"
        assert "Fri 20 Nov 2026 is over" in it.text
        assert it.tasks["Rack elevations"].scheduled is None


async def test_delegate_asks_who_and_when_to_ask_again(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.to("Parking permits")
        await it.press("v")
        assert it.dialog == "DelegateScreen"
        await it.type("an")
        await it.press("right", "tab")
        await it.type("fri")
        assert "Fri 27 Nov 2026" in it.text
        await it.press("enter")
        saved = it.tasks["Parking permits"]
        assert (saved.owner, saved.asked_on, saved.chase_on) == ("ana", TODAY, date(2026, 11, 27))
        assert saved.status == "waiting"
        assert "→ ana  asked today  chase Fri" in it.text
        assert it.labels[0] == "Delegate T-6 Parking permits to ana"


async def test_to_nobody_and_to_a_day_that_is_over_is_refused_in_the_form(store: Store) -> None:
    async with matrix(store, *portfolio(), size=NARROW) as it:
        await it.press("J", "v", "enter")
        assert it.dialog == "DelegateScreen"
        assert "Say to whom: a name." in it.text
        await it.type("ana")
        await it.press("tab")
        await it.type("2026-11-20\n")
        assert "Fri 20 Nov 2026 is over." in it.text
        assert it.tasks["Answer the auditor"].owner is None


async def test_passed_chases_come_first_and_say_so(store: Store) -> None:
    rows = (
        task("Due Fri", status="waiting", owner="ana", chase_on=TODAY + timedelta(days=3)),
        task("Passed", status="waiting", owner="jo", chase_on=TODAY - timedelta(days=1)),
    )
    async with matrix(store, *rows) as it:
        assert it.all["delegate"] == ["Passed", "Due Fri"]
        assert "◷ over 23 Nov" in it.text
        assert "◷ 1 chase due" in it.text


async def test_eliminate_archives_with_a_reason_and_brings_back(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.to("Old wiki page")
        await it.press("v", "3")
        saved = it.tasks["Old wiki page"]
        assert (saved.status, saved.drop_reason) == ("dropped", "not ours to do")
        assert "archived 1" in it.text
        await it.to("Cable colours")
        await it.press("v", "t")
        await it.type("painted over\n")
        assert it.tasks["Cable colours"].drop_reason == "painted over"
        assert it.all["eliminate"] == []
        await it.press("A")
        assert "painted over" in it.text
        await it.press("j", "enter")
        assert it.tasks["Old wiki page"].status == "open"
        assert (it.quadrant, it.here) == ("eliminate", "Old wiki page")


async def test_without_a_reason_nothing_is_archived(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.to("Old wiki page")
        await it.press("v", "t", "enter")
        assert "Say in a word or two why it goes." in it.text
        await it.press("escape", "escape")
        assert (it.dialog, it.tasks["Old wiki page"].status) == ("", "open")


async def test_a_capture_stands_in_its_quadrant(store: Store) -> None:
    async with matrix(store) as it:
        await it.press("n")
        await it.type("Order optics !!\n")
        assert it.all["do"] == ["Order optics"]
        assert it.tasks["Order optics"].urgent_override is True


async def test_the_text_is_copied_with_its_reference(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.press("y")
        assert it.planner.app.clipboard == "T-1 Answer the auditor due 2026-11-24"


async def test_what_is_over_by_now_is_refused(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        store.change(tasks.drop, [1], None, NOW)
        await it.press("d")
        assert "This task was dropped." in it.toasts
        assert it.tasks["Answer the auditor"].status == "dropped"


async def test_asked_again_the_chase_moves_and_the_asking_stays(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.to("Badge list")
        await it.press("v")
        assert "ana" in it.text
        await it.planner.replace("fri")
        await it.press("enter")
        saved = it.tasks["Badge list"]
        assert saved.chase_on == date(2026, 11, 27)
        assert saved.asked_on == TODAY - timedelta(days=1)
        assert it.labels[0] == "Chase T-5 Badge list, again on Fri 27 Nov 2026"


async def test_the_mouse_picks_a_task_and_opens_it(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        pilot = it.planner.pilot
        await pilot.click("#schedule", offset=(5, 2))
        await it.planner.settle()
        assert (it.quadrant, it.here) == ("schedule", "Exit plan")
        await pilot.click("#schedule", offset=(5, 2), times=2)
        await it.planner.settle()
        assert it.dialog == "TaskForm"
