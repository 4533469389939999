"""The Matrix screen: what stands where, and how one gets about."""

from datetime import timedelta

import pytest

from infraday.domain.matrix import Quadrant
from infraday.store import quadrant_moves
from infraday.store.engine import Store
from tests import factories
from tests.day_app import NARROW, TINY, Clock
from tests.factories import TODAY, TOMORROW, project, task
from tests.matrix_app import matrix, portfolio


async def test_each_task_stands_in_its_quadrant(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        assert it.all == {
            "do": ["Answer the auditor", "Cutover runbook"],
            "schedule": ["Rack elevations", "Exit plan"],
            "delegate": ["Badge list", "Parking permits"],
            "eliminate": ["Old wiki page", "Cable colours"],
        }
        assert "DO" in it.text
        assert "2 · oldest 0 d · 2h45" in it.text
        assert "→ ana  asked Mon  chase today" in it.text
        assert "inbox 1" in it.text
        assert "1 snoozed" in it.text


async def test_a_line_explains_the_verdict(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        assert (
            "T-1 is important and urgent: due today, 45 min of work left, 7 h 48 free." in it.text
        )
        await it.to("Badge list")
        assert "T-5 is with ana, asked on Mon 23 Nov 2026" in it.text
        await it.to("Old wiki page")
        assert "marked not urgent by hand" in it.text


async def test_do_beyond_what_is_free_today_is_said(store: Store) -> None:
    long = task("Rehearsal", important=True, status="open", due=TODAY, estimate_minutes=588)
    async with matrix(store, long) as it:
        assert "Do is 2h00 over what is free today" in it.text


async def test_past_the_end_of_a_list_the_cursor_goes_on_below_it(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.press("j", "j")
        assert (it.quadrant, it.here) == ("delegate", "Badge list")
        await it.press("k")
        assert (it.quadrant, it.here) == ("do", "Cutover runbook")
        await it.press("l", "h", "l")
        assert (it.quadrant, it.here) == ("schedule", "Rack elevations")
        await it.press("end", "j", "end", "j")
        assert (it.quadrant, it.here) == ("eliminate", "Cable colours")


async def test_an_empty_quadrant_says_what_to_press(store: Store) -> None:
    async with matrix(store) as it:
        assert "n captures a task" in it.text
        assert "A shows the archive" in it.text
        for key in (
            "j",
            "k",
            "l",
            "pagedown",
            "end",
            "v",
            "d",
            "x",
            "H",
            "i",
            "asterisk",
            "e",
            "y",
        ):
            await it.press(key)
        assert it.dialog == ""
        assert it.labels == []


@pytest.mark.parametrize(
    ("size", "counts"),
    [
        (NARROW, "  ‼ Do 2   ! Schedule 2   » Delegate 2   · Eliminate 2"),
        (TINY, "  ‼ 2   ! 2   » 2   · 2"),
    ],
)
async def test_a_small_screen_shows_one_quadrant_and_the_others_as_counts(
    store: Store, size: tuple[int, int], counts: str
) -> None:
    async with matrix(store, *portfolio(), size=size) as it:
        assert "Answer the auditor" in it.text
        assert "Rack elevations" not in it.text
        assert all(len(line) <= size[0] for line in it.lines)
        assert it.lines[1] == counts
        await it.press("j", "j")
        assert (it.quadrant, it.here) == ("schedule", "Rack elevations")
        assert "Rack elevations" in it.text
        await it.press("j", "j")
        assert "ana" in it.text


async def test_keys_scroll_through_more_than_fits(store: Store) -> None:
    many = (task(f"Task {n}", important=True, status="open", due=TODAY) for n in range(300))
    async with matrix(store, *many) as it:
        await it.press("end")
        assert it.here == "Task 299"
        assert "Task 299" in it.text
        await it.press("pageup")
        assert "Task 299" not in it.here
        await it.press("home", *["j"] * 20)
        assert it.here == "Task 20"
        assert "▸ T-21 Task 20" in it.text


async def test_the_filter_takes_project_owner_and_words_as_one_types(store: Store) -> None:
    factories.planned(store, project("dc-move"), project("net-up"))
    rows = (
        task("Rack plan", important=True, status="open", due=TODAY, project_id=1),
        task("Fibre plan", important=True, status="open", due=TODAY, project_id=2, owner="ana"),
        task("Fibre patch", important=True, status="open", due=TODAY, project_id=1, owner="jo"),
    )
    async with matrix(store, *rows) as it:
        await it.press("slash")
        await it.type("#dc")
        assert it.titles(Quadrant.DO) == ["Rack plan", "Fibre patch"]
        await it.type("-move fibre @j")
        assert it.titles(Quadrant.DO) == ["Fibre patch"]
        await it.press("enter")
        assert "#dc-move @jo fibre · esc clears" in it.lines[0]
        await it.press("d")
        assert it.tasks["Fibre patch"].status == "done"
        assert "esc clears it" in it.text
        await it.press("escape")
        assert it.titles(Quadrant.DO) == ["Rack plan", "Fibre plan"]
        await it.press("slash")
        await it.type("#nope")
        assert it.all["do"] == []
        assert "there is no #nope" in it.lines[0] or it.dialog == ""


async def test_the_cursor_stays_on_its_task_while_others_change(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.press("j")
        assert it.here == "Cutover runbook"
        early = task("Earlier", important=True, status="open", due=TODAY - timedelta(days=9))
        factories.planned(store, early)
        await it.tick()
        assert it.titles(Quadrant.DO)[0] == "Earlier"
        assert it.here == "Cutover runbook"


async def test_urgency_follows_the_clock(store: Store) -> None:
    clock = Clock()
    row = task("Rack plan", important=True, status="open", due=TODAY + timedelta(days=8))
    async with matrix(store, row, clock=clock) as it:
        assert (it.quadrant, it.titles(Quadrant.SCHEDULE)) == ("do", ["Rack plan"])
        await it.press("l")
        clock.set(9, day=TODAY + timedelta(days=6))
        await it.tick()
        assert it.titles(Quadrant.DO) == ["Rack plan"]
        assert (it.quadrant, it.here) == ("do", "Rack plan")


async def test_another_day_and_back_shows_what_was_done_there(store: Store) -> None:
    async with matrix(store, *portfolio()) as it:
        await it.press("1")
        store.change(quadrant_moves.toggle_important, [1], factories.NOW)
        await it.press("2")
        assert it.titles(Quadrant.DO) == ["Cutover runbook"]


async def test_what_people_typed_shows_harmlessly(store: Store) -> None:
    odd = task("[bold]x[/] \x1b[31m \u202e日本", important=True, status="open", due=TOMORROW)
    async with matrix(store, odd) as it:
        assert "[bold]x[/] ␛[31m" in it.text
