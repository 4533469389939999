"""Captures kept beside a locked plan: on the disk, taken in once, in order, and never twice."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from infraday import cli
from infraday.config import Config
from infraday.domain.quickadd import Reading, read
from infraday.store import file, history, journal, spool
from infraday.store.journal import Outcome
from tests.commands import Commands
from tests.factories import NOW

LATER = NOW + timedelta(days=3)


@pytest.fixture
def plan(tmp_path: Path) -> str:
    path = str(tmp_path / "plan.db")
    file.connect(path).close()
    return path


@pytest.fixture
def locked(plan: str) -> Iterator[None]:
    """Another program writes into the plan, and takes its time."""
    holder = sqlite3.connect(plan, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    yield
    holder.close()


def keep(plan: str, *lines: str) -> None:
    spool.keep(plan, [read(line, NOW.replace(tzinfo=None)) for line in lines], NOW)


def take_in(plan: str) -> Outcome | None:
    db = file.connect(plan)
    try:
        return spool.take_in(db, plan, LATER, journal.SHELL, 60)
    finally:
        db.close()


def found(plan: str, query: str) -> list[tuple[object, ...]]:
    db = file.connect(plan)
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def titles(plan: str) -> list[object]:
    return [title for (title,) in found(plan, "SELECT title FROM task ORDER BY id")]


def test_what_is_kept_is_its_owners_alone_and_a_line_each(plan: str) -> None:
    keep(plan, "one", "two")
    keep(plan, "three")

    kept = Path(spool.path_of(plan))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert len(kept.read_text().splitlines()) == 3


def test_all_is_taken_in_as_one_step_in_its_order(plan: str) -> None:
    keep(plan, "one", "two #dc-move")
    keep(plan, "three")

    outcome = take_in(plan)

    assert outcome is not None
    assert outcome.label == "Add 3 lines (kept while the plan was locked)"
    assert outcome.remarks == ("The project #dc-move is new.",)
    assert titles(plan) == ["one", "two", "three"]
    assert not spool.waits(plan)
    db = file.connect(plan)
    history.undo(db)
    db.close()
    assert titles(plan) == []


def test_every_field_comes_through_as_it_was_read_then(plan: str) -> None:
    keep(plan, "stand-up tomorrow 10:00 15m #x every: day out: notes", "call @ana !! due: fri")

    take_in(plan)

    assert found(plan, "SELECT first_day, start, output, rrule FROM series") == [
        ("2026-11-25", "10:00:00.000000", "notes", "FREQ=DAILY")
    ]
    assert found(plan, "SELECT owner, important, urgent_override, due, created_at FROM task") == [
        ("ana", 1, 1, "2026-11-27", "2026-11-24 09:42:00.000000")
    ]


def test_a_crash_before_the_file_goes_doubles_nothing(plan: str) -> None:
    keep(plan, "a task", "a block 10:00")
    shutil.copy(spool.path_of(plan), f"{plan}.saved")
    take_in(plan)
    shutil.move(f"{plan}.saved", spool.path_of(plan))
    keep(plan, "a task")

    take_in(plan)

    assert titles(plan) == ["a task", "a task"]
    assert found(plan, "SELECT count(*) FROM block") == [(1,)]
    assert not spool.waits(plan)


def test_nothing_new_leaves_no_trace_in_the_log(plan: str) -> None:
    keep(plan, "one")
    shutil.copy(spool.path_of(plan), f"{plan}.saved")
    take_in(plan)
    shutil.move(f"{plan}.saved", spool.path_of(plan))

    assert take_in(plan) is None
    assert take_in(plan) is None
    assert found(plan, "SELECT count(*) FROM journal_entry") == [(1,)]


def test_a_torn_line_is_taken_in_as_it_stands(plan: str) -> None:
    Path(spool.path_of(plan)).write_bytes(b'{"id": "1", "at": "2026-11-24T09:4')
    keep(plan, "whole")

    take_in(plan)

    assert titles(plan) == ['{"id": "1", "at": "2026-11-24T09:4', "whole"]


def test_what_cannot_be_kept_whole_is_not_kept_at_all(
    plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    keep(plan, "one")
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space"):
        keep(plan, "two")

    assert len(Path(spool.path_of(plan)).read_text().splitlines()) == 1


def test_keeping_and_taking_in_at_once_loses_and_doubles_nothing(plan: str) -> None:
    count = 60

    def keeper(name: str) -> None:
        for number in range(count):
            spool.keep(plan, [Reading(f"{name} {number}")], NOW)

    keepers = [Thread(target=keeper, args=(name,)) for name in "ab"]
    for thread in keepers:
        thread.start()
    while any(thread.is_alive() for thread in keepers):
        take_in(plan)
    take_in(plan)

    expected = {f"{name} {number}" for name in "ab" for number in range(count)}
    assert len(titles(plan)) == len(expected)
    assert set(titles(plan)) == expected


@pytest.mark.usefixtures("locked")
def test_a_capture_into_a_locked_plan_is_kept_and_said(
    infraday: Commands, plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "SHELL_TIMEOUT", 0.05)

    code, line = infraday.refused("add", "one")
    assert code == 4
    assert line.endswith(f"It is kept in {plan}.spool and taken in with the next capture.")
    assert "All 2 lines are kept" in infraday.refused("add", "-", stdin=b"two\nthree\n")[1]
    assert infraday.refused("tasks")[0] == 4

    spool.take_in_if_free(plan, LATER, 60)
    assert spool.waits(plan)


def test_the_next_capture_takes_in_what_was_kept(infraday: Commands, plan: str) -> None:
    keep(plan, "kept")

    result = infraday("add", "next")

    assert result.out == "T-2  next\n"
    assert result.err == "Add T-1 kept (kept while the plan was locked)\n"
    assert titles(plan) == ["kept", "next"]


def test_the_planner_takes_it_in_when_it_starts(plan: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Opened(Exception):  # noqa: N818 - it is no error: the day would be drawn now
        pass

    def draw(*_: object) -> None:
        raise Opened

    monkeypatch.setattr("infraday.splash.draw", draw)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    keep(plan, "kept")

    with pytest.raises(Opened):
        cli.open_planner(plan, Config(), lambda: LATER)

    assert titles(plan) == ["kept"]
    assert found(plan, "SELECT actor FROM journal_entry") == [("planner",)]


def test_where_it_cannot_be_kept_either_that_is_said(
    infraday: Commands, plan: str, locked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "SHELL_TIMEOUT", 0.05)
    Path(spool.path_of(plan)).mkdir()

    code, line = infraday.refused("add", "one")
    assert (code, "It could not be kept either: Is a directory." in line) == (1, True)
