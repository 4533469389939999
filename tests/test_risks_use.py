"""The Risks screen as one uses it all day: other sizes, what was due, what is half done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infraday.screens.drafts import Drafts
from infraday.store import risks
from infraday.store.engine import Store
from infraday.store.risks import Change
from tests.factories import NOW
from tests.risks_app import REGISTER, register


@pytest.fixture(autouse=True)
def state(tmp_path: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        yield


async def test_detail_and_map_are_laid_out_anew_where_the_terminal_becomes_narrow(
    store: Store,
) -> None:
    async with register(store, *REGISTER, size=(120, 40)) as it:
        for pane in ("map", "detail"):
            await it.planner.pilot.resize_terminal(120, 40)
            await it.press("tab")
            await it.planner.pilot.resize_terminal(60, 24)
            await it.planner.settle()
            shown = it.text
            await it.press("shift+tab", "tab")
            assert shown == it.text, pane


async def test_the_cursor_stays_in_sight_where_the_terminal_becomes_low(store: Store) -> None:
    many: list[Change] = [{"title": f"Risk {number}"} for number in range(30)]
    async with register(store, *many, size=(80, 40)) as it:
        await it.press("end")
        for rows in (24, 10, 40):
            await it.planner.pilot.resize_terminal(80, rows)
            await it.planner.settle()
            assert "▸ R-030" in it.text, rows


def test_it_is_said_where_what_was_typed_of_risks_opens_again(tmp_path: Path) -> None:
    kept = Drafts(str(tmp_path / "plan.db"))
    for name in ("Add a risk", "Respond to R-004", "Occurred R-002", "Edit R-001", "reviews"):
        kept.keep(name, {"title": "x"})
    assert kept.said == (
        "What you typed last time is kept: a on Risks, r on Risks, m on R-004, O on R-002 and "
        "e on R-001 opens it."
    )


async def test_no_line_above_the_footer_is_left_empty(store: Store) -> None:
    async with register(store, *REGISTER, size=(40, 10)) as it:
        for size in ((40, 10), (40, 24), (59, 16), (80, 24)):
            await it.planner.pilot.resize_terminal(*size)
            await it.planner.settle()
            assert it.lines[-2].strip(), size
        assert "Because of" in it.lines[-2]


async def test_a_rating_of_what_another_planner_closed_is_given_up_and_that_is_said(
    store: Store,
) -> None:
    async with register(store, *REGISTER) as it:
        await it.press("P", "j", "P")
        store.change(risks.close, [1], NOW)
        await it.tick()
        assert "R-001 is closed now: its rating was given up." in it.toasts
        assert "R-002 not saved" in it.lines[0]
        assert it.here == "Fibre path shared"
