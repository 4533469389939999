"""The tour: every page whole on a small screen, its keys the user's own, out of it at any time."""

import pytest

from infraday import keys
from infraday.config import Config
from infraday.domain import text, tour
from infraday.domain.picture import width
from infraday.domain.tour import Page
from infraday.store.engine import Store
from tests.day_app import NARROW, TINY, planner
from tests.day_rows import plain

KNOWN = {action.id for own in (*keys.OWN.values(), keys.EVERYWHERE, keys.SCREENS) for action in own}


def shown(page: Page, cells: int) -> list[str]:
    return [plain(line) for line in tour.lines(page, keys.saying({}), cells, roomy=False)]


def test_it_names_no_key_of_an_action_that_is_not_there() -> None:
    assert tour.actions() <= KNOWN
    assert len(tour.actions()) > 20


@pytest.mark.parametrize("page", tour.PAGES, ids=lambda page: page.title)
def test_each_page_fits_the_smallest_screen(page: Page) -> None:
    lines = shown(page, 38)

    assert len(lines) <= 8
    assert max(map(text.width, (page.title, *lines))) <= 38
    assert "{" not in "".join(lines)
    assert sum(len(line) - len(line.lstrip()) > 2 for line in lines) == 0  # no row is broken


def test_longer_keys_break_lines_and_lose_none() -> None:
    page, keymap = tour.PAGES[0], {"day.later": "ctrl+alt+pagedown", "day.earlier": "ctrl+alt+f12"}

    lines = tour.lines(page, keys.saying(keymap), 38, roomy=True)

    assert max(map(width, lines)) <= 38
    assert "through the day" in " ".join(" ".join(map(plain, lines)).split())


async def test_the_help_key_twice_opens_it_and_it_goes_page_by_page(store: Store) -> None:
    async with planner(store, size=TINY) as day:
        await day.press("question_mark", "question_mark")
        assert day.dialog == "TourScreen"
        assert "Your day" in day.lines[0]
        assert "1 of 7" in day.lines[0]
        await day.press("left")
        assert "1 of 7" in day.lines[0]
        await day.press("right", "enter", "space", "backspace")
        assert "3 of 7" in day.lines[0]
        await day.press("right", "right", "right", "right")
        assert "right close" in day.lines[-1]
        await day.press("right")
        assert day.dialog == ""


async def test_esc_leaves_it_for_the_day_and_it_says_the_users_own_keys(store: Store) -> None:
    config = Config(keys={"app.help": "f1", "block.add": "ctrl+a", "tour.next": "m"})
    async with planner(store, size=NARROW, config=config) as day:
        await day.press("f1")
        assert "f1 tour" in day.text
        await day.press("f1")
        assert "ctrl+a e  add a block" in day.text
        await day.press("m")
        assert "2 of 7" in day.text
        await day.press("escape")
        assert day.dialog == ""
        await day.press("f1")
        assert day.dialog == "HelpScreen"


async def test_the_palette_has_it(store: Store) -> None:
    async with planner(store, size=NARROW) as day:
        await day.press("ctrl+p")
        await day.type("short tour")
        await day.app.workers.wait_for_complete()
        await day.settle()
        await day.press("enter")
        await day.settle()
        assert day.dialog == "TourScreen"
