"""The week above the day: shown and hidden by a key, followed by the day, told when there is no
room for it."""

from datetime import timedelta

import pytest

from infraday.config import Config
from infraday.domain.block import Kind
from infraday.domain.picture import WEEK
from infraday.models import Block, Series
from infraday.store.engine import Store
from tests.day_app import NARROW, TINY, WIDE, planner
from tests.factories import TODAY, TOMORROW, YESTERDAY, all_day, block, locked, planned, times

LOW, SLIM = (120, 15), (59, 40)


@pytest.fixture
def plan(store: Store) -> Store:
    planned(
        store,
        block("10:00", 60, activity="Budget"),
        block("10:30", 60, activity="Vendor call"),
        block("08:00", 660, TOMORROW, "War room"),
        block("13:00", 60, TOMORROW, "Core switch", kind=Kind.CHANGE),
        Block(**all_day(TOMORROW, 10)._asdict(), activity="Change freeze"),
        Series(activity="Stand-up", first_day=YESTERDAY - timedelta(days=70),
               start=times("09:00").start, minutes=30, rrule="FREQ=WEEKLY;BYDAY=TH"),
    )  # fmt: skip
    return store


async def test_a_key_shows_the_week_and_hides_it(plan: Store) -> None:
    async with planner(plan) as day:
        await day.to("Vendor call")
        before = day.lines

        await day.press("W")
        dates, loads, free, below = day.lines[2 : 2 + WEEK]
        assert "▸Tue 24 today ≋2" in dates
        assert " 1h30/9h30 ━" in loads
        assert " 9h30/9h30 ━━━━━" in loads
        assert "6h18 free" in free
        assert "━━ Change freeze, until 4 Dec · 1 change block ━" in below
        assert (day.activity, day.date) == ("Vendor call", TODAY)
        assert "Vendor call" in day.text

        await day.press("W")
        assert day.lines == before


@pytest.mark.parametrize("size", [WIDE, NARROW, (60, 16), (200, 60)])
async def test_the_day_below_shrinks_and_keeps_its_parts(
    plan: Store, size: tuple[int, int]
) -> None:
    async with planner(plan, size=size) as day:
        await day.press("W")

        assert all(len(line) <= size[0] for line in day.lines)
        assert "Thu 26" in day.text
        assert "Budget" in day.text
        assert "? Help" in day.lines[-1]
        assert day.screen.week.region.bottom == day.screen.timeline.region.y


@pytest.mark.parametrize("size", [TINY, LOW, SLIM])
async def test_where_there_is_no_room_a_toast_says_so(plan: Store, size: tuple[int, int]) -> None:
    async with planner(plan, size=size) as day:
        before = day.lines[:-4]
        await day.press("W")

        assert day.toasts == [
            "A week needs 60 columns and 16 rows. Make the terminal larger, "
            "or run 'infraday week' in another one."
        ]
        assert not day.screen.week.display
        assert day.lines[:2] == before[:2]


async def test_the_choice_outlasts_a_small_terminal(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("W")
        await day.pilot.resize_terminal(40, 10)
        await day.settle()
        assert not day.screen.week.display
        await day.press("full_stop")

        await day.pilot.resize_terminal(*WIDE)
        await day.settle()
        assert "▸Wed 25" in day.lines[2]


async def test_the_week_follows_the_day(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("W", "full_stop")
        assert "▸Wed 25 Nov" in day.lines[2]
        assert "Tue 24 today" in day.lines[2]

        await day.press("greater_than_sign")
        assert day.date == TOMORROW + timedelta(days=7)
        assert "▸Wed 2 Dec" in day.lines[2]
        assert "today" not in day.lines[2]
        assert "Change freeze" in day.lines[5]
        await day.press("less_than_sign", "less_than_sign")
        assert day.date == TOMORROW - timedelta(days=7)
        assert "▸Wed 18 Nov" in day.lines[2]
        assert "30m/9h30" in day.lines[3]  # the series on Thursday
        await day.press("0")
        assert "▸Tue 24 today" in day.lines[2]


async def test_the_keys_by_the_week_need_no_week_on_screen(plan: Store) -> None:
    async with planner(plan, size=TINY) as day:
        await day.press("less_than_sign")
        assert day.date == TODAY - timedelta(days=7)
        await day.press("greater_than_sign", "greater_than_sign")
        assert day.date == TODAY + timedelta(days=7)


async def test_a_click_goes_to_a_day(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("W")
        await day.pilot.click(offset=(day.lines[2].index("Thu 26") + 2, 4))
        await day.settle()

        assert day.date == TODAY + timedelta(days=2)
        assert "▸Thu 26" in day.lines[2]


async def test_a_change_shows_in_the_week_at_once_and_undone_too(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("W")
        await day.to("Vendor call")
        await day.press("L")
        assert "≋2" not in day.lines[2].split("Wed")[0]
        assert "1h00/9h30" in day.lines[3]
        assert "≋3" in day.lines[2]

        await day.press("u")
        assert "▸Tue 24 today ≋2" in day.lines[2]


async def test_what_another_process_wrote_and_the_clock_show_in_the_week(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("W")
        planned(plan, block("14:00", 60, TODAY, "Elsewhere"))
        await day.tick()
        assert "2h30/9h30" in day.lines[3]
        assert "5h18 free" in day.lines[4]

        day.clock.set(16, 30)
        await day.tick()
        assert "1h00 free" in day.lines[4]
        day.clock.set(0, 5, TOMORROW)
        await day.tick()
        assert "▸Wed 25 today" in day.lines[2]


async def test_focus_rests_the_week_and_brings_it_back(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("W")
        before = day.lines
        await day.press("f")
        assert not day.screen.week.display
        await day.press("W")
        assert day.toasts[-1].startswith("Only one block is shown.")
        await day.press("f")
        assert day.lines[2:6] == before[2:6]


async def test_the_detail_says_what_a_block_falls_into(plan: Store) -> None:
    async with planner(plan, size=NARROW) as day:
        await day.press("W", "full_stop")
        await day.to("Core switch")

        assert "Falls in  Change freeze, until 4 Dec" in day.text


async def test_a_week_that_cannot_be_read_is_not_shown(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("full_stop", "comma")
        with locked(plan.path, "EXCLUSIVE"):
            await day.press("W")
        assert len(day.toasts) == 1
        assert not day.screen.week.display

        await day.press("W")
        assert day.screen.week.display


async def test_plain_signs_and_no_colour_tell_the_same(
    plan: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with planner(plan, size=NARROW, config=Config(ascii=True)) as day:
        await day.press("W", "full_stop")

        shown = "\n".join(day.lines[2:6])
        assert shown.isascii()
        assert "*Tue 24 =2" in shown
        assert ">Wed 25  =2" in shown
        assert "== Change freeze, until 4 Dec . 1 change block ==" in shown


async def test_a_week_lives_through_any_size(plan: Store) -> None:
    async with planner(plan) as day:
        await day.press("W")
        for size in [(1, 1), (300, 200), (60, 16), (59, 16), (60, 15), (100, 19), (100, 20)]:
            await day.pilot.resize_terminal(*size)
            await day.press("full_stop", "j", "tab", "comma", "f", "f", "escape")
            assert day.screen.week.display is (size[0] >= 60 and size[1] >= 16)
            assert all(len(line) <= size[0] for line in day.lines)
