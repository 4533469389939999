"""What is loaded when, seen in fresh interpreters: the first paint waits for all of it."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

import pytest

from tests import processes
from tests.processes import ROOT

SQL = {"sqlmodel", "sqlalchemy", "pydantic"}
DEAR = SQL | {
    *("textual", "rich", "dataclasses", "inspect", "argparse", "json", "pathlib", "tomllib"),
    *("asyncio", "subprocess", "shutil", "tempfile", "logging", "platformdirs", "dateutil"),
    "holidays",
}
WITH_MODELS = {
    *("engine", "blocks", "block_rows", "doing", "moves", "laying", "links"),
    *("tasks", "projects", "days", "series", "touched", "ending"),
    *("intake", "delegating", "quadrant_moves", "triage_decisions", "triage_tasks", "flags"),
    *("risks", "risk_records", "risk_fields", "risk_rating", "risk_ends", "risk_actions"),
}
"""The store's modules that read and write through the models; all others are plain."""

FIRST_PAINT = """
import sys, types, infraday
def run(*given):
    with open(sys.argv[2], "w") as found:
        found.write(" ".join(sys.modules))
    return 0
infraday.app = sys.modules["infraday.app"] = types.ModuleType("infraday.app")
infraday.app.run = run
from infraday.cli import main
sys.exit(main(["--db", sys.argv[1]]))
"""
"""The planner with nothing behind its first paint but a list of what was loaded for it."""


def packages(modules: str) -> set[str]:
    return {name.split(".")[0] for name in modules.split()}


def loaded(*names: str) -> set[str]:
    """The packages that are loaded once these modules are."""
    script = f"import sys, {', '.join(names)}; print(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return packages(result.stdout)


def names_in(room: str) -> list[str]:
    return sorted(path.stem for path in (ROOT / "infraday" / room).glob("[!_]*.py"))


def test_the_first_paint_waits_for_nothing_dear(tmp_path: Path) -> None:
    plan, found = tmp_path / "plan.db", tmp_path / "found"
    for line in ("Stand-up 9:00 30m #dc-move", "Answer the auditor due: 14 Mar !!"):
        processes.run("--db", str(plan), "add", line)
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    program = subprocess.Popen(
        [sys.executable, "-c", FIRST_PAINT, str(plan), str(found)],
        stdin=slave,
        stdout=slave,
        cwd=ROOT,
    )
    os.close(slave)
    with suppress(OSError):  # Linux's word for: the program has ended
        while os.read(master, 1 << 16):
            pass
    os.close(master)

    assert program.wait() == 0
    assert "sqlite3" in packages(found.read_text())
    assert not packages(found.read_text()) & DEAR


def test_the_rules_load_nothing_dear() -> None:
    names = [it for it in names_in("domain") if not it.startswith(("recurrence", "series"))]
    assert not loaded(*(f"infraday.domain.{name}" for name in names)) & DEAR


ONE_BY_ONE = """
import sys, importlib
for name in sys.argv[1:]:
    importlib.import_module(name)
    print(name, *sys.modules)
"""
"""What is loaded once each of these modules is, in a line that its name begins."""


def test_what_the_store_does_plainly_does_without_the_models() -> None:
    names = [f"infraday.store.{name}" for name in sorted(set(names_in("store")) - WITH_MODELS)]
    command = [sys.executable, "-c", ONE_BY_ONE, *names]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)

    lines = [line.partition(" ") for line in result.stdout.splitlines()]
    assert [name for name, *_ in lines] == names
    dear = [name for name, _, all_of in lines if packages(all_of) & (SQL | {"dataclasses"})]
    assert dear[:1] == []  # those behind the first may only have found there what it loaded


def test_the_planner_begins_without_the_models() -> None:
    found = loaded("infraday.app")

    assert "textual" in found
    assert not found & SQL


@pytest.mark.parametrize("words", [("--help",), ("add", "--help"), ("template", "--help")])
def test_help_loads_nothing_dear(words: tuple[str, ...]) -> None:
    script = "import sys; from infraday import cli; cli.main(sys.argv[1:]); print(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", script, *words],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )

    found = packages(result.stdout.splitlines()[-1])
    assert not found & (SQL | {"textual", "rich", "dataclasses", "asyncio"})
