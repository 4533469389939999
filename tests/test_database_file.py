"""Which file is opened, which is refused, and how: a sentence, and its bytes untouched."""

import os
import shutil
import sqlite3
import traceback
from pathlib import Path
from unittest.mock import patch

import pytest

from infraday.store import blocks, file, quick
from infraday.store.engine import Store
from infraday.store.errors import DataError, LockedError, StoreError
from infraday.store.journal import PLANNER
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.usefixtures("real_migration")


def pragma(path: str, name: str) -> object:
    db = file.connect(path)
    try:
        return db.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        db.close()


def refused(path: Path, error: type[StoreError] = DataError) -> str:
    """The sentence with which the file is refused; none of its bytes is changed by that."""
    before = files_beside(path)
    with pytest.raises(error) as refusal:
        file.connect(str(path))
    assert files_beside(path) == before
    return str(refusal.value)


def files_beside(path: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}


@pytest.fixture
def plan(store: Store) -> Path:
    """A filled plan that nobody has open."""
    make.planned(store, make.block())
    store.close()
    return Path(store.path)


def poke(path: Path, offset: int, data: bytes) -> None:
    whole = bytearray(path.read_bytes())
    whole[offset : offset + len(data)] = data
    path.write_bytes(whole)


def test_a_new_plan_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "plan.db"
    file.connect(str(path)).close()

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_loosened_plan_is_tightened(plan: Path) -> None:
    plan.chmod(0o644)
    file.connect(str(plan)).close()

    assert plan.stat().st_mode & 0o777 == 0o600


def test_each_connection_is_set_as_promised(plan: Path) -> None:
    wanted = "wal" if file.wal_is_safe() else "truncate"
    for name, value in (
        ("journal_mode", wanted),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("cache_spill", 0),
        ("application_id", file.APPLICATION_ID),
        ("user_version", file.SCHEMA_VERSION),
    ):
        assert pragma(str(plan), name) == value


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False),
        ((3, 50, 6), False), ((3, 50, 7), True), ((3, 51, 0), False), ((3, 51, 3), True),
    ],
)  # fmt: skip
def test_wal_is_used_only_where_the_library_is_safe_with_it(
    version: tuple[int, int, int], safe: bool
) -> None:
    assert file.wal_is_safe(version) is safe


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)


def test_what_is_no_plain_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert "is no plain file" in refused(tmp_path / "pipe")


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Call Ana about the optics, and then again on Thursday. " * 9)

    assert "is no infraday plan" in refused(path)


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE bookmarks (url)")
    db.commit()
    db.close()

    assert "belongs to another program" in refused(path)


def test_the_fresh_wal_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("CREATE TABLE bookmarks (url)")
    other.commit()

    with pytest.raises(DataError, match="belongs to another program"):
        file.connect(str(path))
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
    other.close()


def test_a_newer_schema_is_refused_with_both_versions(plan: Path) -> None:
    poke(plan, 60, (file.SCHEMA_VERSION + 1).to_bytes(4, "big"))

    message = refused(plan)

    assert f"has schema {file.SCHEMA_VERSION + 1}" in message
    assert f"knows schema {file.SCHEMA_VERSION}" in message


def test_a_newer_schema_that_only_the_wal_knows_is_refused(plan: Path) -> None:
    newer = sqlite3.connect(plan)
    newer.execute("PRAGMA journal_mode = WAL")
    newer.execute(f"PRAGMA user_version = {file.SCHEMA_VERSION + 1}")
    newer.commit()

    with pytest.raises(DataError, match=f"has schema {file.SCHEMA_VERSION + 1}"):
        file.connect(str(plan))
    newer.close()


def test_an_empty_file_beside_copies_is_a_loss_and_no_start(tmp_path: Path) -> None:
    path = tmp_path / "plan.db"
    path.touch()
    copies = Path(file.copies_folder(str(path)))
    copies.mkdir()
    for name in ("2026-11-23-schema-1.db", "2026-11-24-schema-1.db", "2026-11-25.db.part"):
        (copies / name).touch()

    message = refused(path)

    assert "0 bytes" in message
    assert "2026-11-24-schema-1.db" in message


def test_an_empty_file_without_copies_is_a_first_start(tmp_path: Path) -> None:
    path = tmp_path / "plan.db"
    path.touch()
    file.connect(str(path)).close()

    assert pragma(str(path), "user_version") == file.SCHEMA_VERSION


def test_a_shortened_file_is_damaged(plan: Path) -> None:
    whole = plan.read_bytes()
    plan.write_bytes(whole[: len(whole) - 4096])

    assert "is damaged: it is shorter" in refused(plan)


def test_a_change_that_was_cut_off_is_taken_back_and_no_damage(plan: Path) -> None:
    db = sqlite3.connect(plan, isolation_level=None)
    db.execute("PRAGMA cache_size = 1")
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("BEGIN IMMEDIATE")
    db.execute("CREATE TABLE big (text)")
    db.executemany("INSERT INTO big VALUES (?)", [("x" * 4000,)] * 50)  # spilled into the file
    db.execute("PRAGMA user_version = 99")
    cut_off = plan.with_name("cut.db")
    shutil.copy(plan, cut_off)
    shutil.copy(f"{plan}-journal", f"{cut_off}-journal")
    db.close()

    store = Store(str(cut_off), lambda: NOW, PLANNER)
    assert [block.activity for block in make.blocks(store)] == ["Budget review"]
    store.close()


def test_a_damaged_page_is_said_and_names_the_newest_copy(plan: Path) -> None:
    copies = Path(file.copies_folder(str(plan)))
    copies.mkdir()
    (copies / "2026-11-24.db").touch()
    size = plan.stat().st_size
    poke(plan, 4096, b"\xa5" * (size - 4096))
    with pytest.raises(DataError, match=r"damaged.*2026-11-24\.db"):
        Store(str(plan), lambda: NOW, PLANNER).read(blocks.on_day, TODAY)


def test_a_file_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"cannot be (made|read)"):
        file.connect(str(tmp_path / "file" / "plan.db"))


def test_a_read_only_plan_can_be_looked_at_but_not_changed(plan: Path) -> None:
    with patch.object(file, "is_read_only", return_value=True):
        store = Store(str(plan), lambda: NOW, PLANNER)
        assert len(make.blocks(store)) == 1
        with pytest.raises(StoreError, match="is read-only"):
            store.change(blocks.delete, [1])
        store.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_plan_without_the_right_to_write_is_read_only(plan: Path) -> None:
    plan.chmod(0o400)
    assert file.is_read_only(str(plan))
    plan.chmod(0o600)
    plan.parent.chmod(0o500)
    assert file.is_read_only(str(plan))
    plan.parent.chmod(0o700)


def test_a_read_only_plan_in_wal_is_read_without_writing_beside_it(plan: Path) -> None:
    db = sqlite3.connect(plan)
    db.execute("PRAGMA journal_mode = WAL")
    db.close()

    with patch.object(file, "is_read_only", return_value=True):
        db = file.connect(str(plan))
        assert len(quick.on_day(db, TODAY)) == 1
        assert not list(plan.parent.glob("plan.db-*"))
        db.close()


def test_a_locked_plan_says_who_is_waited_for_and_keeps_nothing_half_done(plan: Path) -> None:
    store = Store(str(plan), lambda: NOW, PLANNER, timeout=0.01)
    other = sqlite3.connect(plan, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(LockedError, match="Another program"):
        store.change(blocks.delete, [1])
    assert len(make.blocks(store)) == 1  # reading goes on

    other.execute("ROLLBACK")
    other.close()
    store.change(blocks.delete, [1])
    assert make.blocks(store) == []
    store.close()


def test_a_store_refuses_when_it_is_opened_and_not_at_the_first_key(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is a folder"):
        Store(str(tmp_path), lambda: NOW, PLANNER)


def test_errors_keep_what_people_typed_to_themselves(store: Store) -> None:
    make.planned(store, make.block())
    with pytest.raises(sqlite3.IntegrityError) as broken:
        store.read(lambda session: session.add(make.task("secret")))

    told = "".join(traceback.format_exception(broken.value, chain=True))
    assert "INSERT INTO task" in told
    assert "secret" not in told.replace('make.task("secret")', "")
