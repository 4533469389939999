"""The planner in a real terminal: how it begins, and that it ends without a trace."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from infraday.store.engine import Store
from tests import factories
from tests.factories import planned, task
from tests.terminals import Terminal


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return tmp_path / "plan.db"


def tasks(plan: Path) -> list[str]:
    store = Store(str(plan), lambda: factories.NOW, "shell")
    try:
        return [one.title for one in factories.tasks(store)]
    finally:
        store.close()


def ended_by(plan: Path, number: signal.Signals) -> int:
    """Type a line and send a signal; the exit code. The terminal is as it was, and so the plan."""
    with Terminal(plan) as terminal:
        terminal.lives()
        terminal.press(b"nbuy optics")
        terminal.shows("task  buy optics")
        assert terminal.modes != terminal.before
        terminal.program.send_signal(number)
        code = terminal.ended()
        assert terminal.left_on() == []
        assert terminal.modes == terminal.before
    assert tasks(plan) == []
    return code


def test_a_hang_up_ends_it_and_the_open_line_is_kept(plan: Path) -> None:
    assert ended_by(plan, signal.SIGHUP) == 129
    assert "buy optics" in Path(f"{plan}.drafts").read_text()


def test_a_signal_ends_it_and_the_open_line_comes_back(plan: Path) -> None:
    assert ended_by(plan, signal.SIGTERM) == 143

    with Terminal(plan) as terminal:
        terminal.shows("What you typed last time is kept: n opens it.")
        terminal.press(b"n")
        terminal.shows("task  buy optics")
        terminal.press(b"\r")
        terminal.shows("Add T-1 buy optics")
        terminal.press(b"qxjn" * 20)
        assert terminal.ended() == 0
    assert tasks(plan) == ["buy optics"]
    assert not Path(f"{plan}.drafts").exists()


def test_a_signal_before_the_app_has_begun(plan: Path) -> None:
    with Terminal(plan) as terminal:
        terminal.until(
            lambda: b"\x1b[?1049h" in terminal.painted, "the first paint should be there"
        )
        terminal.program.send_signal(signal.SIGTERM)
        assert terminal.ended() == 143
        assert terminal.left_on() == []
        assert terminal.modes == terminal.before


@pytest.mark.parametrize("controls", [True, False])
def test_a_terminal_that_vanishes_takes_the_planner_with_it(plan: Path, controls: bool) -> None:
    with Terminal(plan, controls=controls) as terminal:
        terminal.lives()
        terminal.press(b"nbuy optics")
        terminal.shows("task  buy optics")
        process = psutil.Process(terminal.program.pid)
        before = process.cpu_times()
        terminal.close()
        spent = before
        end = time.monotonic() + 20
        while terminal.program.poll() is None and time.monotonic() < end:
            spent = process.cpu_times() if process.is_running() else spent
            time.sleep(0.02)
        assert terminal.program.returncode == 129
        assert spent.user + spent.system - before.user - before.system < 3
    assert "buy optics" in Path(f"{plan}.drafts").read_text()


def test_keys_of_the_first_moment_are_acted_on(plan: Path) -> None:
    with Terminal(plan, typed=b"nbuy optics") as terminal:
        terminal.shows("task  buy optics")
        terminal.press(b"\r")
        terminal.shows("Add T-1 buy optics")
        terminal.press(b"\x03")
        terminal.shows("Press ctrl+c once more to leave.")
        terminal.press(b"\x03")
        assert terminal.ended() == 0
        assert terminal.left_on() == []
        assert terminal.modes == terminal.before
    assert tasks(plan) == ["buy optics"]


def test_the_first_frame_waits_for_no_database_library() -> None:
    loaded = "import sys, infraday.splash, infraday.app; print(*sys.modules)"
    names = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True).stdout
    assert {"sqlmodel", "sqlalchemy", "pydantic"}.isdisjoint(names.decode().split())


def test_the_screen_is_taken_over_without_a_blank(store: Store) -> None:
    planned(store, task("Answer the auditor"))
    with Terminal(Path(store.path), (100, 30)) as terminal:
        terminal.shows("? Help")
        while (
            b"\x1b[?2004h" not in terminal.painted or "T-1 Answer the auditor" not in terminal.text
        ):
            terminal.read(0.001)
            assert "Answer the auditor" in terminal.text
        assert terminal.painted.count(b"\x1b[?1049h") == 1
        assert b"\x1b[2J" not in terminal.painted


def test_it_comes_back_from_the_background(plan: Path) -> None:
    with Terminal(plan) as terminal:
        terminal.lives()
        terminal.press(b"\x1a")
        process = psutil.Process(terminal.program.pid)
        terminal.until(lambda: process.status() == psutil.STATUS_STOPPED, "it should be stopped")
        terminal.until(lambda: terminal.left_on() == [], "no mode should be left on")
        assert terminal.modes == terminal.before
        terminal.painted = b""
        os.kill(terminal.program.pid, signal.SIGCONT)
        terminal.lives()
        terminal.press(b"q")
        assert terminal.ended() == 0
        assert terminal.left_on() == []


def threads(terminal: Terminal) -> int:
    return len(list(Path(f"/proc/{terminal.program.pid}/task").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are counted in /proc")
def test_going_on_though_nothing_was_suspended_leaves_nobody_behind(plan: Path) -> None:
    with Terminal(plan) as terminal:  # whoever hangs one up sends SIGCONT as well
        terminal.lives()
        before = threads(terminal)
        for _ in range(20):
            terminal.program.send_signal(signal.SIGCONT)
            terminal.read(0.1)
            terminal.read(0.1)
        assert threads(terminal) < before + 10
        terminal.program.send_signal(signal.SIGTERM)
        assert terminal.ended() == 143
