"""What each app and each new plan of a test would make anew, made once for all tests of a run."""

import sqlite3
from collections.abc import Sequence
from functools import cache
from sqlite3 import Connection
from typing import Any

import pytest
import textual.app
import textual.pilot
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from infraday.store import migrations
from infraday.store.migrations import STEPS, Step
from tests import quiet

really_migrate, _parse = migrations.migrate, Stylesheet._parse_rules


def use(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Stylesheet, "_parse_rules", _parse_once)
    patch.setattr(RuleSet, "__hash__", object.__hash__)  # the same, without a call of Python
    patch.setattr(migrations, "migrate", _copy_or_migrate)
    for module in (textual.app, textual.pilot):
        patch.setattr(module, "wait_for_idle", quiet.wait_for_idle)


_parsed: dict[object, list[RuleSet]] = {}


def _parse_once(sheet: Stylesheet, *given: Any, **named: Any) -> list[RuleSet]:
    """The rules of a style sheet, which nobody changes: to read them was half of what an app
    took to begin."""
    key = (given, *named.items(), *sheet._variables.items())
    if key not in _parsed:
        _parsed[key] = _parse(sheet, *given, **named)
    return _parsed[key]


@cache
def _new_plan() -> Connection:
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    really_migrate(db, ":memory:")
    return db


def _copy_or_migrate(db: Connection, path: str, steps: Sequence[Step] = STEPS) -> None:
    """A new plan is a copy of one, which takes a tenth of the time. `test_migrations` tests how
    it is really made, as does each test that runs the program as a process of its own."""
    if steps is not STEPS or db.execute("SELECT 1 FROM sqlite_master").fetchone():
        really_migrate(db, path, steps)
        return
    db.execute("BEGIN IMMEDIATE")  # another process may hold the file, for which a copy would wait
    db.execute("ROLLBACK")
    _new_plan().backup(db)
