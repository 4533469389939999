"""Importing a calendar from the planner: the path, how far it is, what came of it."""

import asyncio
import os
from pathlib import Path

import pytest

from infraday.screens import paths
from infraday.store import file
from infraday.store.engine import Store
from tests import factories
from tests.calendar_events import starts
from tests.day_app import NARROW, Planner, planner
from tests.dialog_app import line_with

EVENT = """BEGIN:VEVENT
UID:a@x
DTSTART:20261124T130000
DTEND:20261124T140000
SUMMARY:Steering committee
END:VEVENT
"""
BROKEN = """BEGIN:VEVENT
UID:broken@x
DTSTART:soon
SUMMARY:Never
END:VEVENT
"""


def calendar(place: Path, *events: str, name: str = "work.ics") -> Path:
    path = place / name
    path.write_text(f"BEGIN:VCALENDAR\n{''.join(events)}END:VCALENDAR\n")
    return path


async def until_done(planner: Planner) -> None:
    """Wait for the thread, and for what it says."""
    for _ in range(2000):
        await asyncio.sleep(0.005)
        if not planner.app.screen.workers._workers or planner.dialog != "ImportScreen":
            break
    await planner.settle()


async def ask(planner: Planner, path: Path | str) -> None:
    await planner.press("I")
    await planner.type(f"{path}\n")
    await until_done(planner)


async def test_a_calendar_comes_in_and_can_be_undone(store: Store, tmp_path: Path) -> None:
    async with planner(store) as it:
        await ask(it, calendar(tmp_path, EVENT))

        assert it.dialog == ""
        assert it.toasts == ["Import the calendar work: 1 new · u undoes it"]
        assert starts(store) == ["13:00 Steering committee"]
        assert "Steering committee" in it.text
        await it.press("u")
        assert starts(store) == []


async def test_problems_are_shown_by_line_and_uid(store: Store, tmp_path: Path) -> None:
    async with planner(store) as it:
        await ask(it, calendar(tmp_path, BROKEN, EVENT))

        assert it.dialog == "ImportScreen"
        assert "1 problem" in it.text
        assert line_with(it.app, "work.ics:2 broken@x")
        assert starts(store) == ["13:00 Steering committee"]
        await it.press("escape")
        assert it.dialog == ""
        assert "1 new" in it.toasts[0]


@pytest.mark.parametrize("size", [(120, 40), NARROW, (40, 10)])
async def test_what_is_refused_keeps_the_path(
    store: Store, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "no.ics"
    path.write_text("nothing")
    async with planner(store, size=size) as it:
        await ask(it, path)

        assert it.dialog == "ImportScreen"
        assert "There is no calendar" in it.text
        await it.press("escape", "I")
        assert "no.ics" in it.text


async def test_a_locked_plan_refuses_and_nothing_is_lost(store: Store, tmp_path: Path) -> None:
    path = calendar(tmp_path, EVENT)
    async with planner(store) as it:
        with factories.locked(store.path):
            await ask(it, path)
        assert "Another program is writing" in it.text
        await it.press("enter")
        await until_done(it)
        assert starts(store) == ["13:00 Steering committee"]


async def test_an_empty_calendar_asks_once_more(store: Store, tmp_path: Path) -> None:
    async with planner(store) as it:
        await ask(it, calendar(tmp_path, EVENT))
        await ask(it, calendar(tmp_path))
        assert "arrives empty" in it.text
        assert starts(store) == ["13:00 Steering committee"]

        await it.press("enter")
        await until_done(it)
        assert starts(store) == ["13:00 Steering committee cancelled"]


async def test_esc_stops_what_is_read(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with planner(store) as it:
        with factories.locked(store.path):  # so that it cannot be done before it is stopped
            monkeypatch.setattr(file, "KEY_TIMEOUT", 5.0)
            await it.press("I")
            await it.type(f"{calendar(tmp_path, EVENT)}\n")
            assert "░" in it.text or "█" in it.text
            await it.press("escape")
            assert "Stopping" in it.text
        await until_done(it)

        assert it.dialog == ""
        assert it.toasts == ["Stopped. Nothing was changed."]
        assert starts(store) == []


async def test_the_palette_offers_it(store: Store) -> None:
    async with planner(store) as it:
        await it.press("ctrl+p")
        await it.type("import")
        for _ in range(200):
            if "Import a calendar" in it.text:
                break
            await asyncio.sleep(0.01)
        assert "Import a calendar" in it.text


def test_a_path_goes_on_to_folders_and_calendars(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "Downloads").mkdir()
    for name in ("notes.txt", "work.ICS", ".hidden.ics"):
        (tmp_path / name).write_text("")

    def complete(typed: str) -> str:
        return paths.complete(typed, ".ics")

    assert complete(f"{tmp_path}/D") == "ownloads/"
    assert complete("~/w") == "ork.ICS"
    assert complete("~") == "/"
    assert complete("~/n") == complete(f"{tmp_path}/no-such/x") == complete("") == ""
    assert complete("~/.h") == "idden.ics"


def test_a_path_says_what_is_there(tmp_path: Path) -> None:
    path = calendar(tmp_path, name="wo\x1brk.ics")

    assert paths.say(str(tmp_path)).startswith("A folder.")
    assert paths.say(str(path)) == "wo␛rk.ics, 30 bytes"
    assert paths.say("/no/such\0thing") == "There is no such file yet."


@pytest.mark.parametrize("path", ["pipe.ics", "/dev/zero"])
async def test_what_might_never_end_is_not_begun(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.ics")
    async with planner(store) as it:
        await ask(it, path)
        assert line_with(it.app, f"{path} is no plain file. Name another.")
