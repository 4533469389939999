"""The schema: what a fresh file has, and how an older file gets there without losing a row."""

import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

import pytest
from sqlalchemy import create_engine
from sqlmodel import SQLModel

import infraday.models  # noqa: F401 - the tables enter the metadata
from infraday.store import blocks, file, history, migrations, quick
from infraday.store.engine import Store
from infraday.store.errors import DataError, StoreError
from infraday.store.migrations import STEPS
from infraday.store.schema import RECORDS
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.usefixtures("real_migration")
NOT_OF_THE_MODELS = (
    *("journal_", "sqlite_", "occurrence_due", "occurrence_window"),
    *("holiday", "task_worked", "task_tally", "duel", "risk_step", "burn_down_day"),
    "risk_text",
)


def schema(db: Connection) -> dict[str, str]:
    """Each table and index by its name, its definition without spelling."""
    found = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
    ).fetchall()
    return {
        name: re.sub(r" ?([(),]) ?", r"\1", " ".join(sql.split()))
        for name, sql in found
        if not name.startswith(NOT_OF_THE_MODELS)
    }


def rows(path: str, table: str) -> int:
    db = sqlite3.connect(path)
    try:
        count: int = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return count
    finally:
        db.close()


@pytest.fixture
def old(store: Store) -> str:
    """A filled file of the current schema, closed: the next step takes it further."""
    make.planned(store, make.project(), make.task(project_id=1), make.block(task_id=1))
    store.close()
    return store.path


def migrate(path: str, *steps: migrations.Step) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("PRAGMA foreign_keys = ON")
        migrations.migrate(db, path, (*STEPS, *steps))
    finally:
        db.close()


def first_schema(path: Path) -> Connection:
    """A file as the first schema had it, with a series in it."""
    db = sqlite3.connect(path, isolation_level=None)
    migrations.migrate(db, str(path), STEPS[:1])
    db.execute("INSERT INTO journal_current VALUES (0)")
    db.execute(
        "INSERT INTO series (version, activity, kind, notes, fixed, source, first_day, start, "
        "minutes, rrule, rdate, exdate) VALUES (1, 'Stand-up', 'meeting', '', 0, 'manual', "
        "'2026-11-02', '09:00:00.000000', 15, 'FREQ=WEEKLY;BYDAY=TU', '', '')"
    )
    db.execute("DELETE FROM journal_current")
    return db


def test_series_of_the_first_schema_get_their_occurrences(tmp_path: Path) -> None:
    first_schema(tmp_path / "plan.db").close()

    db = file.connect(str(tmp_path / "plan.db"))

    assert [row.activity for row in quick.on_day(db, make.TODAY)] == ["Stand-up"]
    assert quick.on_day(db, make.TOMORROW) == []
    db.close()


def with_stage(db: Connection) -> None:
    db.execute("ALTER TABLE task ADD COLUMN stage VARCHAR")
    db.execute("UPDATE task SET stage = 'new', version = version + 1")
    migrations.watch(db, "task")


def test_a_fresh_file_has_the_schema_of_the_models(tmp_path: Path) -> None:
    ours = file.connect(str(tmp_path / "ours.db"))
    engine = create_engine(f"sqlite:///{tmp_path / 'models.db'}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    theirs = sqlite3.connect(tmp_path / "models.db")

    assert schema(ours) == schema(theirs)
    assert "CHECK" in schema(ours)["block"]  # what is compared has the rules in it
    ours.close()
    theirs.close()


def test_every_record_table_is_watched(tmp_path: Path) -> None:
    db = file.connect(str(tmp_path / "plan.db"))
    tables = {
        name
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
    }
    triggers = {
        name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='trigger'")
    }
    db.close()

    watched = {name for name in tables if not name.startswith("journal_")}
    assert watched == set(RECORDS)
    events = ("insert", "update", "delete")
    tallies = ("tally_task", "tally_block", "burn_down", "burn_down_risk", "risk_text")
    derived = ("occurrence", *tallies)
    assert triggers == {f"journal_{table}_{event}" for table in watched for event in events} | {
        f"{table}_{event}" for table in derived for event in events
    }


def test_the_version_in_the_code_is_the_number_of_steps() -> None:
    assert len(STEPS) == file.SCHEMA_VERSION


def test_a_step_keeps_the_rows_and_a_verified_copy_from_before(old: str) -> None:
    migrate(old, with_stage)

    [name] = os.listdir(file.copies_folder(old))
    copy = os.path.join(file.copies_folder(old), name)
    assert name.endswith(f"-schema-{len(STEPS)}.db")
    assert os.stat(copy).st_mode & 0o777 == 0o600
    assert os.stat(file.copies_folder(old)).st_mode & 0o777 == 0o700
    assert file.newest_copy(old) == copy
    assert (rows(copy, "task"), rows(old, "task")) == (1, 1)
    db = sqlite3.connect(old)
    assert db.execute("PRAGMA user_version").fetchone() == (len(STEPS) + 1,)
    assert db.execute("SELECT stage FROM task").fetchall() == [("new",)]
    assert db.execute("SELECT count(*) FROM journal_current").fetchone() == (0,)
    db.close()


def test_the_copy_can_be_opened_and_goes_on(old: str) -> None:
    migrate(old, with_stage)
    copy = file.newest_copy(old)
    assert copy is not None

    store = Store(copy, lambda: NOW, "planner")
    assert [block.activity for block in make.blocks(store)] == ["Budget review"]
    store.change(blocks.delete, [1])
    store.replay(history.undo)
    store.close()


def crash(db: Connection) -> None:
    db.execute("ALTER TABLE task ADD COLUMN half VARCHAR")
    raise RuntimeError("The power went")


def lose_a_row(db: Connection) -> None:
    db.execute("DELETE FROM block")


def lose_a_table(db: Connection) -> None:
    db.execute("DROP TABLE link")


def tear_a_link(db: Connection) -> None:
    db.execute("UPDATE task SET project_id = 99")


@pytest.mark.parametrize(
    ("step", "error", "words"),
    [
        (crash, RuntimeError, "power"),
        (lose_a_row, DataError, "would lose rows"),
        (lose_a_table, DataError, "would lose rows"),
        (tear_a_link, DataError, "would break links in task"),
    ],
)
def test_a_step_that_fails_or_loses_something_leaves_the_file_as_it_was(
    old: str, step: Callable[[Connection], None], error: type[Exception], words: str
) -> None:
    db = sqlite3.connect(old)
    before = list(db.iterdump())
    db.close()

    with pytest.raises(error, match=words):
        migrate(old, with_stage, step)

    db = sqlite3.connect(old)
    assert list(db.iterdump()) == before
    assert db.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    db.close()
    assert file.newest_copy(old) is not None


def test_rebuilding_a_parent_keeps_its_children(old: str) -> None:
    def rebuild(db: Connection) -> None:
        create = db.execute("SELECT sql FROM sqlite_master WHERE name = 'block'").fetchone()[0]
        for view in (
            "quick_task",
            "quick_waiting",
            "quick_block",
            "quick_occurrence",
            "quick_fallen",
        ):
            db.execute(f"DROP VIEW {view}")
        db.execute(create.replace("CREATE TABLE block", "CREATE TABLE block_new"))
        db.execute("INSERT INTO block_new SELECT * FROM block")
        db.execute("DROP TABLE block")
        db.execute("ALTER TABLE block_new RENAME TO block")
        migrations.watch(db, "block")

    db = file.connect(old)
    db.execute("INSERT INTO journal_current VALUES (0)")
    db.execute("INSERT INTO link (version, block_id, target) VALUES (1, 1, 'R-001')")
    db.execute("DELETE FROM journal_current")
    db.close()

    migrate(old, rebuild)

    assert (rows(old, "block"), rows(old, "link")) == (1, 1)


def test_without_a_copy_nothing_is_migrated(old: str) -> None:
    Path(file.copies_folder(old)).write_text("in the way")

    with pytest.raises(StoreError, match="could not be copied"):
        migrate(old, with_stage)

    db = sqlite3.connect(old)
    assert db.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    db.close()


def test_a_copy_that_is_not_sound_is_no_copy(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = iter([{"task": 1}, {"task": 2}])
    monkeypatch.setattr(migrations, "_counts", lambda _: next(counts))
    db = sqlite3.connect(old)

    with pytest.raises(DataError, match="copied soundly"):
        migrations.copy(db, old, "test")

    db.close()
    assert os.listdir(file.copies_folder(old)) == []
