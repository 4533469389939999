"""The journal: one entry for each thing a user did, and no write without one."""

from sqlite3 import IntegrityError

import pytest
from sqlmodel import Session, delete, update

from infraday.domain import RuleError, quickadd
from infraday.models import Block
from infraday.store import blocks, capture, file, history, journal
from infraday.store.engine import Store, plain
from infraday.store.history import Entry
from infraday.store.journal import Outcome
from tests import factories as make
from tests.factories import NOW


def log(store: Store) -> list[Entry]:
    return store.read(lambda session: history.log(plain(session)))


def touched(store: Store, entry_id: int) -> list[tuple[str, int]]:
    return store.read(lambda session: history.touched(plain(session), entry_id))


def rename(session: Session, activity: str) -> Outcome:
    session.exec(update(Block).values(activity=activity, version=Block.version + 1))
    return Outcome("Rename")


def test_each_user_action_is_one_entry_with_its_label(store: Store) -> None:
    store.change(blocks.add, make.draft(project="new", links=("R-4",)), NOW)
    outcome = store.change(blocks.delete, [1])

    newest, first = log(store)
    assert outcome.entry_id == newest.id
    assert (first.at, first.actor, first.label) == (NOW, "planner", "Add B-1 Budget review")
    assert (newest.label, newest.undone) == ("Delete B-1 Budget review", False)
    assert touched(store, first.id) == [("project", 1), ("block", 1), ("link", 1)]
    assert set(touched(store, newest.id)) == {("block", 1), ("link", 1)}  # the cascade, too


def test_bulk_statements_are_kept_as_well(store: Store) -> None:
    make.planned(store, make.block(), make.block())
    store.change(rename, "Other")
    store.replay(history.undo)

    assert [block.activity for block in make.blocks(store)] == ["Budget review"] * 2


def test_a_write_without_a_journal_entry_is_refused(store: Store) -> None:
    make.planned(store, make.block())

    for write in (
        lambda session: session.add(make.task()),
        lambda session: session.exec(update(Block).values(activity="x")),
        lambda session: session.exec(delete(Block)),
    ):
        with pytest.raises(IntegrityError, match="without a journal entry"):
            store.read(write)

    assert (make.tasks(store), len(make.blocks(store))) == ([], 1)


def test_a_refused_change_leaves_neither_rows_nor_entry(store: Store) -> None:
    def half(session: Session) -> Outcome:
        session.add(make.task())
        session.flush()
        raise RuleError("No.")

    with pytest.raises(RuleError):
        store.change(half)

    assert (make.tasks(store), log(store)) == ([], [])


def test_the_log_shows_the_newest_first_and_no_more_than_asked(store: Store) -> None:
    for title in ("one", "two", "three"):
        store.change(blocks.add, make.draft(title), NOW)

    db = file.connect(store.path)
    assert [entry.label for entry in history.log(db, most=2)] == ["Add B-3 three", "Add B-2 two"]
    assert [entry.id for entry in history.log(db, since=1)] == [3, 2]
    db.close()


def test_the_planner_takes_back_its_own_and_the_shell_the_newest(store: Store) -> None:
    store.change(blocks.add, make.draft("in the planner"), NOW)
    shell = Store(store.path, lambda: NOW, journal.SHELL)
    shell.change(blocks.add, make.draft("in the shell"), NOW)
    shell.close()

    assert [entry.actor for entry in log(store)] == ["shell", "planner"]
    assert store.replay(history.undo, actor=journal.PLANNER).label == "Add B-1 in the planner"
    assert store.replay(history.undo).label == "Add B-2 in the shell"
    with pytest.raises(RuleError, match="nothing to undo"):
        store.replay(history.undo)


def test_captures_of_one_command_are_one_entry_on_a_plain_connection(store: Store) -> None:
    readings = [quickadd.literal(line) for line in ("one", "two [/x] \x00 \x1b[2J", "three")]
    db = file.connect(store.path)
    outcome = journal.transact(
        db, NOW, journal.SHELL, lambda db: capture.add(db, readings, capture.Defaults(NOW))[1]
    )
    db.close()

    assert outcome == Outcome("Add 3 lines", (), 1)
    assert [task.title for task in make.tasks(store)] == ["one", "two [/x] \x00 \x1b[2J", "three"]
    store.replay(history.undo)
    assert make.tasks(store) == []
    store.replay(history.redo)
    assert make.tasks(store)[1].title == "two [/x] \x00 \x1b[2J"


def test_ids_are_never_given_out_twice(store: Store) -> None:
    make.planned(store, make.task(), make.block())
    store.replay(history.undo)
    make.planned(store, make.task("later"), make.block())

    assert ([row.id for row in make.tasks(store)], [row.id for row in make.blocks(store)]) == (
        [2],
        [2],
    )


def test_versions_never_fall(store: Store) -> None:
    def version() -> int:
        return make.tasks(store)[0].version

    make.planned(store, make.task())
    seen = [version()]
    store.change(make.retitled, "Renamed")
    seen.append(version())
    for step in (history.undo, history.redo, history.undo):
        store.replay(step)
        seen.append(version())
    store.replay(history.undo)
    assert make.tasks(store) == []
    for _ in range(2):
        store.replay(history.redo)
        seen.append(version())

    assert seen == sorted(set(seen))
