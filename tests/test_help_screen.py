"""The keys of a screen, made of the declarations and the user's keymap."""

import pytest

from infraday.domain.picture import ASCII, width
from infraday.keys import DAY, EVERYWHERE, FLOWS, OWN, Action
from infraday.screens.help import SIGNS, HelpScreen, columns, say_keys, sections
from tests.day_rows import plain
from tests.dialog_app import SIZES, DialogApp, line_with, screen_text, shown

ALL = DAY + EVERYWHERE


def asking() -> DialogApp[None]:
    return DialogApp(HelpScreen(sections(ALL, {})))


def test_every_action_stands_in_its_group_once() -> None:
    found = sections(ALL, {})

    assert [name for name, _ in found] == ["Move", "Day", "Block", "Plan", "Everywhere"]
    assert sum(len(entries) for _, entries in found) == len(ALL)
    assert ("J", "Later", "15 minutes later.") in dict(found)["Plan"]


def test_the_keymap_wins() -> None:
    [(_, [entry])] = sections([ALL[-1]], {"app.quit": "ctrl+q,f10"})

    assert entry[0] == "ctrl+q f10"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("j,down", "j down"),
        ("ctrl+p,colon", "ctrl+p :"),
        ("question_mark", "?"),
        ("plus", "+"),
        ("minus", "-"),
        ("x,delete", "x del"),
        ("ctrl+left", "ctrl+left"),
        ("a , b", "a b"),
        ("\x1b", "␛"),
    ],
)
def test_keys_are_said_as_one_reads_them(keys: str, said: str) -> None:
    assert say_keys(keys) == said


@pytest.mark.parametrize("cells", [20, 36, 71, 76, 115, 200])
def test_all_of_it_fits_whatever_the_width(cells: int) -> None:
    lines = columns(sections(ALL, {}), SIGNS, cells)

    assert {width(line) for line in lines} == {cells}
    said = " ".join(" ".join(map(plain, lines)).split())
    for action in ALL:
        assert action.tooltip.split()[0] in said


@pytest.mark.parametrize("own", [*OWN.values(), *FLOWS.values()])
@pytest.mark.parametrize("cells", [36, 60])
def test_in_one_column_every_sentence_is_whole(own: tuple[Action, ...], cells: int) -> None:
    lines = columns(sections((*own, *EVERYWHERE), {}), SIGNS, cells)

    said = " ".join(" ".join(map(plain, lines)).split())
    for action in (*own, *EVERYWHERE):
        assert action.tooltip in said
    assert say_keys("less_than_sign,W,greater_than_sign,X") == "< W > X"
    assert said.endswith("… cut: there is more")


def test_two_columns_are_about_equally_long() -> None:
    lines = columns(sections(ALL, {}), SIGNS, 71)
    alone = columns(sections(ALL, {}), SIGNS, 35)

    assert len(lines) < len(alone) * 0.7


def test_a_screen_without_actions_has_no_lines() -> None:
    assert columns([], (), 40) == []


async def test_esc_closes_it() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("escape")
        assert app.answers == [None]


@pytest.mark.parametrize("size", [*SIZES, (120, 40)])
async def test_it_scrolls_to_the_signs_at_its_end(size: tuple[int, int]) -> None:
    app = asking()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert line_with(app, "Move")
        await pilot.press("j", "pagedown", "end")
        assert "… " in screen_text(app) or "cut: there is more" in screen_text(app)
        assert "cut: there is more" in screen_text(app)
        assert line_with(app, "esc back")
        await pilot.press("home")
        assert line_with(app, "One row down.")


async def test_beside_the_scroll_bar_no_sentence_loses_its_end() -> None:
    app = asking()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        await pilot.press("end")
        await pilot.press("home")
        await pilot.pause()
        assert line_with(app, "The first row of the")
        assert not line_with(app, "The first row of the day")


async def test_it_follows_the_width_of_the_terminal() -> None:
    app = asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.resize_terminal(50, 20)
        await pilot.pause()
        await pilot.pause()
        assert "Plan" not in line_with(app, "Move")
        assert max(map(len, shown(app))) <= 50


def test_no_sign_is_wider_than_a_cell_and_each_has_a_plain_one() -> None:
    assert {width(((sign, ""),)) for sign, _ in SIGNS} == {1}
    assert all(sign.isascii() or ord(sign) in ASCII for sign, _ in SIGNS)
    assert len({sign for sign, _ in SIGNS}) == len(SIGNS)


def test_an_action_without_a_tooltip_shows_its_label() -> None:
    lines = columns(sections([Action("x.y", "y", "Label", "", "Group")], {}), (), 30)

    assert plain(lines[1]).strip() == "y  Label"
