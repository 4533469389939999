"""The Risks screen: what stands where, how one gets about, what its keys do."""

import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.actions import parse

from infraday import keys
from infraday.domain.risk import RiskStatus
from infraday.domain.risk_picture import Pane
from infraday.domain.risk_view import View
from infraday.screens.risks import RisksScreen
from infraday.store import risks, tasks
from infraday.store.engine import Store
from tests import factories, risk_rows
from tests.day_app import NARROW, TINY, Clock
from tests.factories import NOW, TODAY
from tests.risks_app import DAY, REGISTER, register

ALL = ["Core switch late", "Fibre path shared", "Budget cut", "Spare optics"]


@pytest.fixture(autouse=True)
def state(tmp_path: Path) -> Iterator[Path]:
    """What one chose last is kept in a folder of this test's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        yield tmp_path / "state"


def test_each_of_its_keys_does_one_thing_and_its_footer_has_room_for_each() -> None:
    every = (*keys.RISKS, *keys.EVERYWHERE, *keys.SCREENS)
    pressed = [key for action in every for key in action.key.split(",")]
    assert len(pressed) == len(set(pressed))
    places = [action.footer for action in every if action.footer]
    assert len(places) == len(set(places))
    for action in keys.RISKS:
        _, name, values = parse(action.method)
        inspect.signature(getattr(RisksScreen, f"action_{name}")).bind(None, *values)


async def test_register_map_and_detail_stand_side_by_side(store: Store) -> None:
    async with register(store, *REGISTER) as it:
        assert it.titles == ALL
        head = it.lines[0]
        assert head.startswith(" Risks · 4 open · exposure 4 000 · 2 reviews due · 1 not assessed")
        assert head.endswith("inherent ▸ [current] ▸ residual")
        assert "▸ R-001  Core switch late" in it.text
        assert "4×5 ▲20  ana       mitigate  overdue 3 d" in it.text
        assert "not assessed" in it.lines[6]
        assert "▲1▸" in next(line for line in it.lines if "│ P4" in line)
        assert "▲i" in next(line for line in it.lines if "│ P5" in line)
        assert "Because of the vendor has no stock" in it.text
        assert "Plan         Order two · by 3 Dec" in it.text
        await it.press("j")
        assert it.here == "Fibre path shared"
        assert "Order two" not in it.text


async def test_a_rating_is_shown_before_it_is_saved(store: Store) -> None:
    async with register(store, *REGISTER) as it:
        await it.press("P", "P")
        assert "R-001 4×5 ▲ 20 critical → 2×5 △ 10 high: enter saves, esc does not" in it.text
        assert "R-001 not saved" in it.lines[0]
        assert "▸*R-001  Core switch late" in it.text
        assert it.risk(1).probability == 4
        await it.press("escape")
        assert "not saved" not in it.text
        await it.press("P", "i", "i", "enter")
        assert (it.risk(1).probability, it.risk(1).impact) == (3, 5)
        assert it.labels[0].startswith("Rate R-001")
        assert "not saved" not in it.lines[0]
        await it.press("u")
        assert it.risk(1).probability == 4
        assert it.here == "Core switch late"


async def test_a_rating_that_is_not_saved_stays_with_its_risk(store: Store) -> None:
    async with register(store, *REGISTER) as it:
        await it.press("P", "j", "I")
        assert "2 ratings not saved" in it.lines[0]
        await it.press("enter", "1", "3")
        assert it.risk(2).impact == 3
        assert it.risk(1).probability == 4
        assert "R-001 not saved" in it.lines[0]
        it.planner.app.drafts.store()  # as when it ends
    async with register(store) as it:  # it even waits for the next start
        assert "R-001 4×5 ▲ 20 critical → 3×5 ▲ 15 critical" in it.text
        store.change(risks.rate, 1, {"probability": 3}, NOW)
        await it.tick()
        assert "not saved" not in it.text


async def test_half_a_rating_is_refused_and_kept(store: Store) -> None:
    async with register(store, *REGISTER) as it:
        await it.press("end", "p", "enter")
        assert "R-004 is half rated: i gives the impact." in it.toasts
        assert it.risk(4).probability is None
        await it.press("i", "enter")
        assert (it.risk(4).probability, it.risk(4).impact) == (3, 3)
        assert it.risk(4).status is RiskStatus.ASSESSED


async def test_the_view_says_which_rating_is_looked_at_and_changed(store: Store) -> None:
    async with register(store, *REGISTER) as it:
        await it.press("v")
        assert it.screen.view is View.RESIDUAL
        assert "2×3 ◇ 6" in it.text
        assert "[residual]" in it.lines[0]
        assert it.titles[0] == "Core switch late"
        await it.press("P", "v")
        assert "R-001 residual not saved" in it.lines[0]
        await it.press("v", "v", "enter")
        assert (it.risk(1).residual_probability, it.risk(1).probability) == (1, 4)
        await it.click(it.screen.parts["header"], 102, 0)
        assert "[current]" in it.lines[0]


async def test_a_cell_of_the_map_filters_the_register(store: Store) -> None:
    async with register(store, *REGISTER) as it:
        await it.press("tab", "k", "l")
        assert "P4 × I4 ▲ 16 critical · no risks · enter shows these alone" in it.text
        await it.press("l", "enter")
        assert it.titles == ["Core switch late"]
        assert "P4×I5 · 1 · esc clears" in it.lines[0]
        assert "[▲1▸ ]" in it.text
        assert it.screen.active is Pane.REGISTER
        await it.press("escape")
        assert it.titles == ALL
        await it.press("tab", "j", "j", "j", "j", "enter")  # below the cells
        assert it.titles == ["Spare optics"]
        await it.press("tab", "enter")
        assert it.titles == ALL


async def test_a_filter_takes_words_as_one_types_them(store: Store) -> None:
    async with register(store, *REGISTER) as it:
        await it.press("slash")
        await it.type("critical @an")
        assert it.titles == ["Core switch late"]
        await it.press("enter")
        assert "@ana critical · 1 · esc clears" in it.lines[0]
        await it.press("escape", "slash")
        await it.type("overdue #nope")
        assert it.titles == []
        assert "No risk fits. esc clears the filter." in it.text
        await it.press("enter")
        assert "overdue (there is no #nope)" in it.lines[0]
        await it.press("escape")
        assert it.titles == ALL


async def test_what_is_closed_is_undone_and_found_again(store: Store) -> None:
    async with register(store, *REGISTER) as it:
        await it.press("space", "space", "d")
        assert it.titles == ["Budget cut", "Spare optics"]
        assert it.risk(1).status is RiskStatus.CLOSED
        assert "u undoes it" in it.toasts
        await it.press("slash")
        await it.type("closed\n")
        assert it.titles == ALL[:2]
        await it.press("R")
        assert it.risk(1).status in (RiskStatus.ASSESSED, RiskStatus.PLANNED)
        await it.press("escape", "x")
        assert len(risk_rows.all_risks(store)) == 3
        await it.press("u")
        assert len(risk_rows.all_risks(store)) == 4


async def test_a_risk_is_rejected_with_a_reason_and_gets_help(store: Store) -> None:
    async with register(store, *REGISTER) as it:
        await it.press("T")
        await it.type("Order a second line tomorrow 2h @li\n")
        [made] = factories.tasks(store)
        assert (made.title, made.owner, made.due) == ("Order a second line 2h", "li", TODAY + DAY)
        assert "○ T-1 Order a second line 2h → li" in it.text
        await it.press("L")
        await it.type("T-1")
        assert "T-1 is linked: enter parts with it" in it.text
        await it.press("enter")
        assert "○ T-1" not in it.text
        await it.press("X")
        await it.type("the contract covers it\n")
        assert it.risk(1).status is RiskStatus.REJECTED
        assert it.titles == ALL[1:]


async def test_columns_and_order_are_chosen_and_kept(store: Store, state: Path) -> None:
    async with register(store, *REGISTER) as it:
        await it.press("o")
        assert it.dialog == "SortScreen"
        await it.press("k", "enter")  # by title
        assert it.titles == sorted(ALL)
        assert "Title↑" in it.text
        await it.click(it.screen.register, 12, 0)
        assert it.titles == sorted(ALL, reverse=True)
        await it.press("C", "j", "space")
        assert "it is always there" in it.text
        await it.press("j", "j", "space", "K", "K", "K", "enter")
        assert "Owner" not in it.text
    assert (state / "infraday" / "register.json").exists()
    async with register(store) as it:
        assert it.titles == sorted(ALL, reverse=True)
        assert "Owner" not in it.text


async def test_an_empty_register_says_what_to_press_and_no_key_breaks(store: Store) -> None:
    async with register(store) as it:
        assert "No risk is open. a adds one" in it.text
        for key in ("j", "k", "l", "l", "pagedown", "end", "tab", "tab", "d", "x", "p", "I", "m",
                    "e", "O", "X", "T", "L", "space", "y", "enter"):  # fmt: skip
            await it.press(key)
            assert it.dialog == "", key
        assert it.labels == []
        assert "There is no risk here" in it.toasts


@pytest.mark.parametrize("size", [NARROW, TINY])
async def test_a_small_screen_shows_one_pane_and_the_risk_in_a_line(
    store: Store, size: tuple[int, int]
) -> None:
    async with register(store, *REGISTER, size=size) as it:
        assert "R-002  Fibre path shared" in it.text
        assert " P4 " not in it.text
        assert it.lines[1] == "  register 4   map   detail"
        assert "R-001 Core switch late · @ana" in it.lines[-3 if size is NARROW else -2]
        await it.press("tab")
        assert next(line for line in it.lines if line.startswith("P4")).endswith("▲1▸")
        assert "R-002" not in it.text
        await it.press("tab", "j")
        assert "Because of the vendor has no stock" in it.text
        await it.press("P")
        assert "R-001 4×5 ▲" in it.lines[-2]
        assert "enter saves" in it.lines[-2]
        assert all(len(line) <= size[0] for line in it.lines)


async def test_it_follows_others_and_the_clock_and_the_cursor_stays(store: Store) -> None:
    clock = Clock()
    async with register(store, *REGISTER, clock=clock) as it:
        await it.press("j")
        store.change(risks.add, {"title": "Worst", "probability": 5, "impact": 5}, NOW)
        await it.tick()
        assert it.titles[0] == "Worst"
        assert it.here == "Fibre path shared"
        clock.forward(days=4)
        await it.tick()
        assert "overdue 1 d" in it.text
        await it.press("1")
        store.change(risks.close, [2], NOW)
        await it.press("3")
        assert "Fibre path shared" not in it.titles


async def test_the_mouse_works_everywhere(store: Store) -> None:
    async with register(store, *REGISTER) as it:
        await it.click(it.screen.register, 20, 3)
        assert it.here == "Budget cut"
        await it.click(it.screen.heat_map, 30, 3)
        assert (it.screen.active, it.screen.heat_map.at) == (Pane.MAP, (4, 5))
        await it.click(it.screen.detail, 3, 1)
        assert it.screen.active is Pane.DETAIL
        await it.click(it.screen.register, 20, 1, times=2)
        assert it.dialog == "RiskForm"


async def test_the_names_of_the_panes_can_be_clicked_on_a_small_screen(store: Store) -> None:
    async with register(store, *REGISTER, size=NARROW) as it:
        await it.click(it.screen.parts["tabs"], 16, 0)
        assert it.screen.active is Pane.MAP
        await it.click(it.screen.parts["header"], 75, 0)
        assert it.lines[0].endswith("residual")


async def test_what_people_typed_shows_harmlessly_and_is_copied_as_it_is(store: Store) -> None:
    async with register(store, {"title": "[bold]x[/] \x1b[31m 日本"}) as it:
        assert "[bold]x[/] ␛[31m 日本" in it.text
        await it.press("y")
        assert it.planner.app.clipboard.startswith("R-001 [bold]x[/] \x1b[31m 日本 · ")


async def test_a_linked_task_that_is_done_stands_in_the_detail(store: Store) -> None:
    store.change(risks.add, REGISTER[0], NOW)
    store.change(risks.add_action, 1, "Ask the reseller", TODAY, None, NOW)
    async with register(store) as it:
        store.change(tasks.finish, [1], NOW)
        await it.tick()
        assert "✔ T-1 Ask the reseller" in it.text
