"""`infraday demo`: a portfolio in a new file, or one that is gone when the planner is left."""

import os
import signal
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from infraday import cli, splash
from infraday.clock import Clock
from infraday.config import Config
from infraday.store import throwaway
from tests.commands import Commands
from tests.terminals import Terminal

BANNER = "demo: nothing here is kept"


def test_it_is_written_into_a_new_file(infraday: Commands) -> None:
    result = infraday("demo", "--fill")

    assert result.out == f"Fill the demo portfolio: {infraday.path}\n"
    assert stat.S_IMODE(infraday.path.stat().st_mode) == 0o600
    assert len(infraday.data("today")["blocks"]) >= 9
    assert infraday("doctor").code == 0


def test_it_says_so_as_json(infraday: Commands) -> None:
    found = infraday.data("demo", "--fill")

    assert found == {
        "label": "Fill the demo portfolio", "path": str(infraday.path), "records": [],
    }  # fmt: skip


def test_a_file_that_is_there_is_refused_and_stays(infraday: Commands) -> None:
    infraday.path.write_text("mine")

    code, line = infraday.refused("demo", "--fill")

    assert (code, "is there already" in line) == (1, True)
    assert infraday.path.read_text() == "mine"


def test_what_is_half_made_does_not_stay(
    infraday: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: str, _here: object) -> None:
        Path(path).touch()
        raise KeyboardInterrupt

    monkeypatch.setattr("infraday.demo.fill.fill", fail)

    assert infraday("demo", "--fill").code == 130
    assert not infraday.path.exists()


def test_without_a_name_for_the_file_it_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["demo", "--fill"]) == 2
    assert "--db FILE demo --fill" in capsys.readouterr().err


def test_the_one_that_is_thrown_away_takes_no_file(infraday: Commands) -> None:
    code, line = infraday.refused("demo")

    assert (code, "--fill" in line) == (2, True)
    assert not infraday.path.exists()


def test_it_needs_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["demo"]) == 2
    assert "needs a terminal" in capsys.readouterr().err


def test_the_plan_is_its_owners_and_goes_with_the_planner(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen: list[object] = []

    def look(path: str, _config: Config, _clock: Clock) -> int:
        modes = (stat.S_IMODE(os.stat(it).st_mode) for it in (os.path.dirname(path), path))
        seen.extend((*modes, splash.banner(path)))
        return 143

    monkeypatch.setattr(cli, "open_planner", look)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)

    assert cli.main(["demo"]) == 143
    assert seen == [0o700, 0o600, BANNER]
    assert list(tmp_path.iterdir()) == []


def test_nothing_but_what_this_run_made_is_ever_removed(tmp_path: Path) -> None:
    plan = tmp_path / "infraday-demo-of-mine" / "plan.db"
    plan.parent.mkdir()
    plan.touch()

    throwaway.remove()

    assert plan.exists()
    assert splash.banner(str(plan)) == ""


def test_what_a_killed_run_left_goes_with_the_next_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, foreign = (tmp_path / f"infraday-demo-{name}" for name in ("left", "foreign"))
    for folder in (left, foreign):
        folder.mkdir()
        (folder / "plan.db").touch()
    (left / throwaway.HELD).touch()
    (tmp_path / "infraday-demo-link").symlink_to(left)
    try:
        alive, other = Path(throwaway.make()), Path(throwaway.make())
        assert (left.exists(), foreign.exists()) == (False, True)
        assert (alive.parent.exists(), other.parent.exists()) == (True, True)
    finally:
        throwaway.remove()
    assert sorted(it.name for it in tmp_path.iterdir()) == [
        "infraday-demo-foreign", "infraday-demo-link",
    ]  # fmt: skip


def folders(place: Path) -> list[Path]:
    return list(place.glob("infraday-demo-*"))


def test_it_leaves_nothing_when_it_ends_before_the_planner_has_begun(tmp_path: Path) -> None:
    env = {"TMPDIR": str(tmp_path)}
    with Terminal(None, (80, 24), env=env, words=("demo",)) as terminal:
        terminal.shows(BANNER)
        assert len(folders(tmp_path)) == 1
        terminal.program.send_signal(signal.SIGTERM)

        assert terminal.ended() == 128 + signal.SIGTERM
    assert folders(tmp_path) == []


def test_one_key_opens_it_from_a_new_plan_and_leaving_it_comes_back(tmp_path: Path) -> None:
    env = {"TMPDIR": str(tmp_path)}
    with Terminal(tmp_path / "plan.db", (80, 24), env=env) as terminal:
        terminal.shows("Ways to begin")
        terminal.lives()
        terminal.press(b"D")
        terminal.shows(BANNER)
        terminal.press(b"q")
        terminal.shows("Ways to begin")
        terminal.press(b"q")

        assert terminal.ended() == 0
    assert folders(tmp_path) == []
