"""`infraday task`: change, drop, bring back."""

from typing import Any

import pytest

from tests.commands import Commands


@pytest.fixture
def planned(infraday: Commands) -> Commands:
    infraday("add", "-", stdin=b"Order optics @jo due: fri\nCall ana\n")
    return infraday


def changed(commands: Commands, *words: str) -> dict[str, Any]:
    [task] = commands.data("task", *words)["records"]
    assert isinstance(task, dict)
    return task


def test_an_edit_changes_what_it_names_and_nothing_else(planned: Commands) -> None:
    task = changed(
        planned,
        *("edit", "T-1", "--title", "Order the optics", "--project", "dc-move", "--important"),
        *("--urgent", "yes", "--scheduled", "wed", "--estimate", "1h30", "--output", "a number"),
        *("--notes", "ask twice"),
    )

    assert (
        task
        | {
            "title": "Order the optics",
            "project": "dc-move",
            "important": True,
            "urgent_override": True,
            "quadrant": "do",
            "scheduled": "2026-11-25",
            "estimate_minutes": 90,
            "output": "a number",
            "notes": "ask twice",
            "owner": "jo",
            "due": "2026-11-27",
        }
        == task
    )


def test_an_empty_value_takes_away_what_was_there(planned: Commands) -> None:
    planned("task", "edit", "T-1", "--estimate", "30", "--urgent", "no", "--project", "x")

    task = changed(
        planned,
        *("edit", "T-1", "--due", "", "--owner", "", "--estimate", "", "--urgent", "auto"),
        *("--project", ""),
    )
    for name in ("due", "owner", "estimate_minutes", "urgent_override", "project"):
        assert task[name] is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("--due", "someday"), 2),
        (("--urgent", "maybe"), 2),
        (("--estimate", "long"), 2),
        (("--owner", "1"), 2),
        (("--title", " "), 1),
    ],
)
def test_what_makes_no_task_is_refused(
    planned: Commands, words: tuple[str, ...], code: int
) -> None:
    assert planned.refused("task", "edit", "T-1", *words)[0] == code


def test_tasks_are_dropped_and_brought_back(planned: Commands) -> None:
    found = planned.data("task", "drop", "T-1", "T-2", "--reason", "not ours")
    assert [task["drop_reason"] for task in found["records"]] == ["not ours", "not ours"]
    assert planned.data("tasks") == []

    assert changed(planned, "reopen", "T-1")["status"] == "open"
    assert planned.refused("task", "reopen", "T-1")[0] == 1
    assert planned.refused("task", "drop", "T-1", "--reason", " ")[0] == 1
    assert planned.refused("task", "drop", "T-9")[0] == 3
    assert planned.refused("task", "drop", "B-1")[0] == 3
