"""The log, and taking back any one of it."""

from datetime import UTC, datetime, timedelta

import pytest

from infraday.screens.log import LogScreen
from infraday.store.history import Entry
from tests.day_rows import HOSTILE
from tests.dialog_app import SIZES, DialogApp, line_with, screen_text, shown

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC).astimezone()


def entry(number: int, label: str, *, hours: int = 0, undone: bool = False) -> Entry:
    at = (NOON - timedelta(hours=hours)).astimezone(UTC)
    return Entry(number, at, "planner" if number % 2 else "shell", label, undone)


ENTRIES = (
    entry(9, "Move B-3 Stand-up to 10:15"),
    entry(8, "Finish B-12 Budget review", hours=1, undone=True),
    entry(7, "Add T-31 Cutover runbook", hours=24),
)


async def test_enter_takes_the_entry_under_the_cursor() -> None:
    app = DialogApp(LogScreen(ENTRIES))
    async with app.run_test() as pilot:
        await pilot.press("j", "j", "enter")
        assert app.answers == [7]


async def test_an_undone_entry_can_be_brought_back() -> None:
    app = DialogApp(LogScreen(ENTRIES))
    async with app.run_test() as pilot:
        assert line_with(app, "enter undo it")
        await pilot.press("j")
        assert line_with(app, "enter bring it back")
        await pilot.press("enter")
        assert app.answers == [8]


async def test_each_line_says_when_what_and_by_whom() -> None:
    app = DialogApp(LogScreen(ENTRIES))
    async with app.run_test():
        time = f"{NOON:%H:%M}"
        assert f"{time}  Move B-3 Stand-up to 10:15" in line_with(app, "▸")
        assert line_with(app, "▸").endswith("planner")
        assert line_with(app, "  Finish B-12").endswith("undone")
        assert line_with(app, "Mon 23 Nov 2026").endswith("planner")


async def test_a_date_stands_where_another_one_begins() -> None:
    app = DialogApp(LogScreen(ENTRIES))
    async with app.run_test():
        assert screen_text(app).count("Mon 23 Nov 2026") == 1


async def test_a_long_label_is_said_whole_below() -> None:
    label = "Add T-31 " + "runbook " * 9
    app = DialogApp(LogScreen([entry(5, label)]))
    async with app.run_test():
        assert "…" in line_with(app, "▸")
        assert label.strip() in " ".join(screen_text(app).split())


async def test_an_empty_log_says_so() -> None:
    app = DialogApp(LogScreen(()))
    async with app.run_test() as pilot:
        assert line_with(app, "Nothing was done yet. esc, n begins.")
        await pilot.press("enter", "escape")
        assert app.answers == [None]


@pytest.mark.parametrize("size", SIZES)
async def test_many_entries_scroll_and_the_keys_stay(size: tuple[int, int]) -> None:
    app = DialogApp(LogScreen([entry(n, f"Entry number {n}", hours=n) for n in range(400)]))
    async with app.run_test(size=size) as pilot:
        await pilot.press("end")
        assert "Entry number 399" in line_with(app, "▸")
        assert line_with(app, "esc back")


async def test_labels_are_shown_harmlessly() -> None:
    app = DialogApp(LogScreen([entry(n, text) for n, text in enumerate(HOSTILE)]))
    async with app.run_test() as pilot:
        for _ in HOSTILE:
            await pilot.press("j")
            signs = "".join(shown(app))
            assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in signs)
