"""Placing a task: into the cursor's slot or the next gap, and what does not fit is said."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import pytest

from infraday.domain.rows import Waiting
from infraday.domain.schedule import Gap
from infraday.screens.place import Place, PlaceScreen
from tests.day_rows import HOSTILE, TUESDAY, task, wait
from tests.dialog_app import SIZES, DialogApp, line_with, screen_text, shown, typed


def at(hour: int, minute: int = 0) -> datetime:
    return datetime.combine(TUESDAY, time(hour, minute))


NOW = at(9, 42)
GAPS = (Gap(at(11), at(11, 45)), Gap(at(14), at(16, 30)))
WAITING = (
    wait(task("Cutover runbook", 31, important=True, estimate_minutes=120), urgent=True),
    wait(task("Answer the auditor", 40, estimate_minutes=45, owner="ana")),
    wait(task("Exit plan", 18, estimate_minutes=360)),
    wait(task("Old wiki page", 7)),
)


def asking(
    waiting: Sequence[Waiting] = WAITING,
    cursor: datetime = GAPS[0].begin,
    gaps: Sequence[Gap] = GAPS,
) -> DialogApp[Place | None]:
    return DialogApp(PlaceScreen(waiting, cursor, gaps, NOW, 30))


async def test_enter_places_the_task_into_the_cursors_slot() -> None:
    app = asking()
    async with app.run_test() as pilot:
        assert "at 11:00" in shown(app)[7] + screen_text(app)
        await pilot.press("j", "enter")
        assert app.answers == [Place(40, TUESDAY, time(11), 45)]


@pytest.mark.parametrize("key", ["g", "tab"])
async def test_a_key_turns_to_the_next_gap_that_fits(key: str) -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press(key)
        assert line_with(app, "T-31").endswith("14:00 – 16:00")
        assert line_with(app, "T-40").endswith("11:00 – 11:45")
        assert line_with(app, "T-18").endswith("no gap holds it")
        await pilot.press("enter")
        assert app.answers == [Place(31, TUESDAY, time(14), 120)]


async def test_what_does_not_fit_is_said_before_it_is_placed() -> None:
    app = asking()
    async with app.run_test() as pilot:
        assert line_with(app, "T-31").endswith("≋ only 45m free")
        assert line_with(app, "2h00 does not fit: at 11:00 only 45m is free.")
        await pilot.press("j")
        assert not line_with(app, "does not fit")


async def test_on_a_taken_slot_it_begins_with_the_next_gap() -> None:
    app = asking(cursor=at(10))
    async with app.run_test() as pilot:
        assert "next gap that fits" in screen_text(app)
        await pilot.press("enter")
        assert app.answers == [Place(31, TUESDAY, time(14), 120)]


async def test_a_taken_slot_is_said_to_be_taken() -> None:
    app = asking(cursor=at(10))
    async with app.run_test() as pilot:
        await pilot.press("tab")
        assert line_with(app, "T-40").endswith("≋ not free")
        await pilot.press("enter")
        assert app.answers == [Place(31, TUESDAY, time(10), 120)]


async def test_a_task_that_no_gap_holds_is_not_placed() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("g", "j", "j", "enter")
        assert app.answers == []
        assert line_with(app, "No gap holds 6h00. The longest has 2h30.")
        assert "enter place" not in screen_text(app)
        assert "f shorten to fit" in screen_text(app)


async def test_what_has_no_room_at_all_is_not_offered_to_be_shortened() -> None:
    app = asking(gaps=())
    async with app.run_test() as pilot:
        assert "enter place" in screen_text(app)
        assert "shorten" not in screen_text(app)
        await pilot.press("g")
        assert "enter place" not in screen_text(app)
        assert "shorten" not in screen_text(app)


async def test_a_task_is_shortened_to_what_is_free() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("f", "enter")
        assert app.answers == [Place(31, TUESDAY, time(11), 45)]


async def test_a_task_is_shortened_to_the_longest_gap() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("j", "j", "g", "f", "enter")
        assert app.answers == [Place(18, TUESDAY, time(14), 150)]


async def test_a_length_is_changed_in_steps() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("j", "plus", "plus", "minus", "enter")
        assert app.answers == [Place(40, TUESDAY, time(11), 60)]


async def test_without_an_estimate_it_lasts_as_long_as_blocks_do() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("end", "enter")
        assert app.answers == [Place(7, TUESDAY, time(11), 30)]


async def test_what_is_left_of_the_estimate_is_placed() -> None:
    app = asking([wait(task(estimate_minutes=120), worked=90)])
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert app.answers == [Place(31, TUESDAY, time(11), 30)]


async def test_the_filter_finds_tasks_as_one_types() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("slash")
        await typed(pilot, "the @ana")
        assert line_with(app, "▸").startswith("▸   T-40")
        assert not line_with(app, "T-31")
        await pilot.press("enter")
        assert app.answers == [Place(40, TUESDAY, time(11), 45)]


async def test_arrows_and_tab_work_in_the_filter_and_letters_are_text() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("slash")
        await typed(pilot, "o")
        await pilot.press("down", "tab")
        assert line_with(app, "▸").startswith("▸   T-40")
        assert "next gap that fits" in screen_text(app)
        await typed(pilot, "zz")
        assert line_with(app, "No task has these words.")
        await pilot.press("enter")
        assert app.answers == []


async def test_esc_leaves_the_filter_first() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("slash")
        await typed(pilot, "wiki")
        await pilot.press("escape")
        assert line_with(app, "T-31")
        assert app.answers == []
        await pilot.press("escape")
        assert app.answers == [None]


async def test_the_cursor_begins_on_the_task_that_was_picked() -> None:
    app = DialogApp(PlaceScreen(WAITING, at(11), GAPS, NOW, task_id=18))
    async with app.run_test():
        assert line_with(app, "▸").startswith("▸   T-18")


async def test_nothing_waits() -> None:
    app = asking([])
    async with app.run_test() as pilot:
        assert line_with(app, "Nothing waits. esc, n captures one.")
        await pilot.press("enter", "g", "f", "plus", "j", "escape")
        assert app.answers == [None]


async def test_another_day_is_named() -> None:
    day = timedelta(days=2)
    gap = Gap(at(14) + day, at(16) + day)
    app = asking(cursor=at(14) + day, gaps=[gap])
    async with app.run_test() as pilot:
        assert "at Thu 14:00" in screen_text(app)
        assert line_with(app, "T-31").endswith("Thu 14:00 – 16:00")
        await pilot.press("enter")
        assert app.answers == [Place(31, TUESDAY + day, time(14), 120)]


@pytest.mark.parametrize("size", SIZES)
async def test_task_place_and_doubt_are_in_sight(size: tuple[int, int]) -> None:
    app = asking()
    async with app.run_test(size=size):
        assert "≋" in line_with(app, "T-31")
        assert line_with(app, "2h00 does not fit")
        assert line_with(app, "esc back")


async def test_titles_are_shown_harmlessly() -> None:
    waiting = [wait(task(text, place)) for place, text in enumerate(HOSTILE, 1)]
    for size in SIZES:
        app = asking(waiting)
        async with app.run_test(size=size) as pilot:
            await pilot.press("end")
            signs = "".join(shown(app))
            assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in signs)


async def test_a_list_that_is_not_whole_says_so() -> None:
    app = DialogApp(PlaceScreen(WAITING, at(11), GAPS, NOW, more=True))
    async with app.run_test():
        assert line_with(app, "Only the first 4 of what waits are listed.")


EVENING = (Gap(at(0), at(9)), Gap(at(18), at(23, 59)))  # nothing is planned there


@pytest.mark.parametrize(
    ("off", "cursor", "said"),
    [
        ("day off", at(18), "Today is a day off."),
        ("day off: Epiphany", at(18), "Today is a day off: Epiphany."),
        ("", at(18), "18:00 is outside your working hours."),
        ("", at(6), "06:00 is over."),
    ],
)
async def test_what_is_free_beside_the_working_hours_is_no_clash(
    off: str, cursor: datetime, said: str
) -> None:
    app = DialogApp(PlaceScreen(WAITING, cursor, (), NOW, around=EVENING, off=off))
    async with app.run_test() as pilot:
        assert line_with(app, said)
        assert "≋" not in line_with(app, "T-40")
        assert "clash" not in screen_text(app)
        await pilot.press("j", "enter")
        assert app.answers == [Place(40, TUESDAY, cursor.time(), 45)]


async def test_on_a_day_off_too_what_is_planned_is_in_the_way() -> None:
    app = DialogApp(PlaceScreen(WAITING, at(11), (), NOW, around=EVENING, off="day off"))
    async with app.run_test() as pilot:
        assert line_with(app, "T-40").endswith("≋ not free")
        await pilot.press("g")
        assert line_with(app, "No gap holds 2h00. Today is a day off.")
