"""A signal that ends the program does so too where a library swallows what it raises."""

import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from infraday import app, cli, shell, splash
from infraday.config import Config
from infraday.splash import Opened
from tests import factories


@pytest.fixture
def heeding(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program's own handler, in this process."""
    monkeypatch.setattr(shell, "_came", [])
    before = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    shell._stop_on_signals()
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.usefixtures("heeding")
def test_a_planner_that_was_told_to_end_before_its_first_paint_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plan = str(tmp_path / "plan.db")
    rows = splash.read(plan, Config(), factories.NOW)

    def draw(*_: object) -> Opened:
        with suppress(BaseException):
            signal.raise_signal(signal.SIGTERM)
        return Opened(rows, factories.NOW, None)

    def leave(_: Opened, code: int) -> None:
        raise SystemExit(code)

    monkeypatch.setattr(splash, "draw", draw)
    monkeypatch.setattr(splash, "leave", leave)
    monkeypatch.setattr(app, "run", lambda *_: 0)

    with pytest.raises(SystemExit, match="143"):
        cli.open_planner(plan, Config(), lambda: factories.NOW)


def test_nothing_came_and_nothing_ends() -> None:
    assert shell.told_to_end() == 0
