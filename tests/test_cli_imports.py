"""What each command loads, seen in a fresh interpreter: every import costs all who call it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT

SLOW = {"sqlmodel", "sqlalchemy", "pydantic", "textual", "rich", "dateutil", "asyncio"}
DEAR = SLOW | {
    *("argparse", "json", "pathlib", "dataclasses", "tomllib", "inspect", "subprocess"),
    *("shutil", "tempfile", "logging", "difflib", "platformdirs"),
}
SCRIPT = """
import sys
before = set(sys.modules)
from infraday import cli
cli.open_planner = lambda *given: 0
cli.main(sys.argv[1:])
print()
print(*{name.split(".")[0] for name in set(sys.modules) - before})
"""


def loaded(plan: Path, *words: str) -> set[str]:
    """The packages that a command loads on top of a bare interpreter."""
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT, "--db", str(plan), *words],
        capture_output=True,
        cwd=ROOT,
        text=True,
        check=True,
    )
    return set(result.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("words", [("--version",), ()])
def test_the_planner_and_the_version_wait_for_nothing(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert not loaded(tmp_path / "plan.db", *words) & (DEAR | {"sqlite3"})


@pytest.mark.parametrize(
    "words",
    [
        ("add", "call Cisco tomorrow 14:00 30m #dc-move @ana !!"),
        ("add", "--due", "fri", "call 10:00"),
        ("today",),
        ("tasks", "--due-by", "fri", "call"),
    ],
)
def test_what_is_called_all_day_loads_nothing_dear(tmp_path: Path, words: tuple[str, ...]) -> None:
    found = loaded(tmp_path / "plan.db", *words)

    assert "sqlite3" in found
    assert not found & DEAR


def test_only_what_recurs_waits_for_the_rules_of_recurrence(tmp_path: Path) -> None:
    found = loaded(tmp_path / "plan.db", "add", "stand-up 10:00", "--every", "weekday")

    assert "dateutil" in found
    assert not found & {"sqlmodel", "sqlalchemy"}


@pytest.mark.parametrize(
    "words", [("--help",), ("block", "--help"), ("log",), ("undo",), ("doctor",)]
)
def test_help_and_history_do_without_the_models(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert not loaded(tmp_path / "plan.db", *words) & SLOW


@pytest.mark.parametrize("words", [("--help",), ("import", "--help"), ("export", "ics", "--help")])
def test_help_reads_no_json_and_knows_no_rules(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert not loaded(tmp_path / "plan.db", *words) & {"dateutil", "json", "icalendar"}
