"""When garbage is looked for: not while the program starts, and always afterwards."""

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from infraday import store
from tests.processes import ROOT

COMMAND = """
import gc, sys
from infraday import cli, commands
from infraday.shell import Shell
Shell.need_terminal = lambda shell: None
commands.run = lambda *given: print(gc.isenabled(), gc.get_threshold()[0]) or 0
cli.open_planner = lambda *given: print(gc.isenabled()) or 0
sys.argv[1:] = {words}
cli.main()
"""
LOADING = """
from infraday import store
print(store.is_loading())
store.preload()
print(store.is_loading())
"""


def said(script: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, cwd=ROOT, text=True, check=True
    )
    return done.stdout.split()


@pytest.fixture
def without() -> Iterator[None]:
    """Nobody looks for garbage, as while the planner starts."""
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


def test_a_command_looks_for_garbage_seldom() -> None:
    assert said(COMMAND.format(words=["--db", "x.db", "today"])) == ["True", "100000"]


def test_the_planner_starts_without_looking() -> None:
    assert said(COMMAND.format(words=["--db", "x.db"])) == ["False"]


def test_garbage_is_looked_for_once_all_is_loaded(without: None) -> None:
    store.preload()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def test_it_is_looked_for_also_where_loading_failed(
    without: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(store, "import_module", fails)
    with pytest.raises(ImportError):
        store.preload()
    assert gc.isenabled()


def test_a_process_that_looks_for_garbage_is_left_as_it_is() -> None:
    assert gc.isenabled()
    frozen = gc.get_freeze_count()
    store.preload()
    assert gc.get_freeze_count() == frozen


def test_a_read_waits_only_until_all_is_loaded() -> None:
    assert said(LOADING) == ["True", "False"]
