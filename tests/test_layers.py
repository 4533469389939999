"""Who may know whom: the table of rooms, held against what every module imports."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.processes import ROOT

PACKAGE = ROOT / "infraday"
SQL = frozenset({"sqlmodel", "sqlalchemy"})
SCREEN = frozenset({"textual", "rich"})


class Room(NamedTuple):
    """What a room may import: rooms of ours besides itself, and libraries."""

    ours: frozenset[str]
    libraries: frozenset[str] = frozenset()


def room(ours: str = "", libraries: frozenset[str] = frozenset()) -> Room:
    return Room(frozenset(ours.split()), libraries)


ROOMS = {
    "domain": room(),
    "models": room("domain", SQL),
    "store": room("models domain config clock", SQL | {"holidays"}),
    "exchange": room("store domain toml_file", frozenset({"defusedxml", "icalendar", "openpyxl"})),
    "demo": room("store domain clock content"),
    "widgets": room("domain models keys palette", SCREEN),
    "screens": room(
        "store exchange widgets domain models keys palette splash clock config templates checklist",
        SCREEN,
    ),
    "commands": room(
        "exchange demo store domain shell clock config keymap keys templates checklist",
        frozenset({"shtab"}),
    ),
    # What all may need, and what reads what a user wrote.
    "clock": room("domain config"),
    "action": room(),
    "keys_risks": room("action"),
    "keys": room("domain action keys_risks"),
    "palette": room("domain"),
    "content": room("domain"),
    "config": room("domain config_file toml_file", frozenset({"platformdirs"})),
    "config_file": room("domain config holiday_places toml_file"),
    "holiday_places": room(),
    "toml_file": room("domain"),
    "templates": room("domain config content toml_file"),
    "checklist": room("domain config content toml_file"),
    "keymap": room("domain config keys palette screens"),
    # The ways in.
    "splash": room("store domain clock config keys palette"),
    "keyboard": room("domain", SCREEN),
    "terminal": room("domain paste", SCREEN),
    "paste": room("domain", SCREEN),
    "app": room(
        "screens widgets domain clock config keyboard keymap keys palette splash terminal", SCREEN
    ),
    "shell": room("store domain clock config"),
    "cli": room("app commands splash shell store clock config keymap"),
    "__main__": room("cli"),
    "__init__": room(),
}
RECURRING = ("infraday/domain/recurrence.py", "infraday/domain/quickadd.py")
"""Where the domain may use dateutil."""

OUTSIDE = {"time", "os", "io", "random", "sqlite3", "socket", "subprocess", "asyncio", "threading"}
"""Of the standard library, what the rules do without: the clock, files, chance, others."""
ASKING = {"now", "today", "utcnow", "monotonic", "perf_counter", "localtime", "gmtime"}

MODULES = sorted(str(path.relative_to(ROOT)) for path in PACKAGE.rglob("*.py"))


def tree(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text("utf-8"))


def room_of(module: str) -> str:
    return Path(module).with_suffix("").parts[1]


def imported(module: str) -> Iterator[str]:
    """Whatever a module imports anywhere, also in functions and for types alone."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{module} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_knows_only_whom_its_room_may_know(module: str) -> None:
    name = room_of(module)
    assert name in ROOMS, f"{name} is new: say in ROOMS whom it may know"
    allowed, libraries = ROOMS[name]
    dateutil = {"dateutil"} if module in RECURRING else set()

    for path in imported(module):
        first, *rest = path.split(".")
        if first != "infraday":
            assert first in sys.stdlib_module_names | libraries | dateutil, f"{module}: {path}"
        elif rest[0] != "__version__":
            assert rest[0] in allowed | {name}, f"{module}: {path}"


@pytest.mark.parametrize("module", [it for it in MODULES if room_of(it) == "domain"])
def test_a_rule_knows_no_clock_and_nothing_outside(module: str) -> None:
    assert not {path.split(".")[0] for path in imported(module)} & OUTSIDE
    calls = (node.func for node in ast.walk(tree(module)) if isinstance(node, ast.Call))
    asked = [call.attr for call in calls if isinstance(call, ast.Attribute)]
    assert not set(asked) & ASKING


def test_the_table_has_no_room_that_is_gone() -> None:
    assert {room_of(module) for module in MODULES} == ROOMS.keys()
