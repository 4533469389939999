"""`infraday log`, `undo`, `redo`: back and forth, in whatever process."""

from datetime import datetime

from infraday.store.engine import Store
from tests import factories
from tests.commands import Commands


def test_the_log_lists_the_newest_first(infraday: Commands) -> None:
    infraday("add", "one")
    infraday("add", "two")

    entries = infraday.data("log")
    assert [(entry["id"], entry["label"]) for entry in entries] == [
        (2, "Add T-2 two"),
        (1, "Add T-1 one"),
    ]
    assert datetime.fromisoformat(entries[0]["at"]) == factories.NOW
    assert (entries[0]["actor"], entries[0]["undone"]) == ("shell", False)
    assert [entry["id"] for entry in infraday.data("log", "-n", "1")] == [2]


def test_the_log_is_a_line_for_each(infraday: Commands) -> None:
    assert infraday("log").err.endswith("Nothing was done yet. 'infraday add' captures a task.\n")
    infraday("add", "one")
    infraday("undo")

    [line] = infraday("log").out.splitlines()
    assert line.split()[0] == "1"
    assert line.endswith("  shell    Add T-1 one  (undone)")


def test_the_newest_is_taken_back_and_done_again(infraday: Commands) -> None:
    infraday("add", "one")
    infraday("add", "two")

    assert infraday.data("undo") == {
        "label": "Undone: Add T-2 two",
        "records": [{"ref": "T-2", "deleted": True}],
    }
    assert infraday.data("redo")["records"][0]["title"] == "two"
    assert infraday.refused("redo") == (1, "There is nothing to redo.")


def test_any_one_is_taken_back_by_its_number(infraday: Commands) -> None:
    infraday("add", "one")
    infraday("add", "two")

    assert infraday("undo", "1").out == "Undone: Add T-1 one\n"
    assert [task["ref"] for task in infraday.data("tasks")] == ["T-2"]
    assert infraday.refused("undo", "1")[0] == 1


def test_what_was_changed_since_is_refused(infraday: Commands) -> None:
    infraday("add", "one")
    infraday("task", "edit", "T-1", "--notes", "more")

    assert infraday.refused("undo", "1")[0] == 1
    assert infraday.data("tasks")[0]["notes"] == "more"


def test_what_the_log_does_not_have_is_refused(infraday: Commands) -> None:
    assert infraday("undo").code == 1
    assert infraday.refused("undo", "7")[0] == 3
    for word in ("x", "0", "-1", "9" * 30):
        assert infraday.refused("undo", word)[0] == 2
    assert infraday.refused("log", "-n", "0")[0] == 2


def test_undo_takes_back_what_the_planner_did(infraday: Commands) -> None:
    infraday("add", "one")
    store = Store(str(infraday.path), lambda: factories.NOW, "planner")
    factories.planned(store, factories.task("of the planner"))
    store.close()

    infraday("undo")

    assert [task["title"] for task in infraday.data("tasks")] == ["one"]
    assert infraday.data("log")[0]["actor"] == "planner"
