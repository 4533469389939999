"""`infraday tasks`: the list and its filters."""

from datetime import datetime

import pytest

from tests import factories
from tests.commands import Commands


@pytest.fixture
def filled(infraday: Commands) -> Commands:
    infraday(
        *("add", "-"),
        stdin=b"Order optics due: fri #dc-move @ana !\n"
        b"Rack elevations due: 2026-12-18 #net-up\n"
        b"Cutover runbook #dc-move\n"
        b"Answer the auditor due: today !!\n",
    )
    infraday("done", "T-3")
    return infraday


def refs(commands: Commands, *words: str) -> list[str]:
    return [task["ref"] for task in commands.data("tasks", *words)]


def test_open_tasks_are_listed_the_important_ones_first(filled: Commands) -> None:
    assert filled("tasks").out.splitlines() == [
        "‼ T-4     Answer the auditor  ·  due today",
        "! T-1     Order optics  ·  due Fri · #dc-move · @ana",
        "  T-2     Rack elevations  ·  due 18 Dec · #net-up",
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--project", "dc-move"), ["T-1"]),
        (("--project", "#DC-Move"), ["T-1"]),
        (("--owner", "@Ana"), ["T-1"]),
        (("--status", "done"), ["T-3"]),
        (("--status", "done", "--status", "inbox"), ["T-2", "T-3"]),
        (("--status", "all", "--project", "dc-move"), ["T-1", "T-3"]),
        (("--quadrant", "do"), ["T-4"]),
        (("--quadrant", "schedule"), ["T-1"]),
        (("--due-by", "fri"), ["T-4", "T-1"]),
        (("--due-before", "fri"), ["T-4"]),
        (("--due-after", "fri"), ["T-2"]),
        (("--due-by", "fri", "--due-before", "wed"), ["T-4"]),
        (("ORDER",), ["T-1"]),
        (("rack", "ELEV"), ["T-2"]),
        (("rack elev",), ["T-2"]),
        (("nowhere",), []),
    ],
)
def test_filters_narrow_the_list(
    filled: Commands, words: tuple[str, ...], found: list[str]
) -> None:
    assert refs(filled, *words) == found


def test_words_are_found_in_any_letters(infraday: Commands) -> None:
    infraday("add", "--literal", "-", stdin="Änderung STRASSE\nÄrger\n".encode())

    assert refs(infraday, "ÄNDER") == ["T-1"]
    assert refs(infraday, "ä") == ["T-1", "T-2"]


def test_a_sign_of_no_length_hides_nothing_behind_it(infraday: Commands) -> None:
    infraday("add", "--literal", "-", stdin=b"one\0two\n")

    assert refs(infraday, "two") == ["T-1"]


def test_an_unknown_project_is_not_found(filled: Commands) -> None:
    assert filled.refused("tasks", "--project", "dc-mov") == (
        3,
        "There is no project #dc-mov. Did you mean dc-move?",
    )


def test_an_unreadable_filter_is_wrong_usage(filled: Commands) -> None:
    assert filled.refused("tasks", "--due-by", "someday")[0] == 2
    assert filled.refused("tasks", "--project", "#")[0] == 2


def test_an_empty_plan_says_what_to_run(infraday: Commands) -> None:
    assert infraday("tasks").err.endswith("No task is open. 'infraday add' captures one.\n")
    said = infraday("series", "list").err
    words = said.partition("infraday add ")[2].strip().strip("'")
    assert infraday("add", words).out.startswith("S-1@")


def test_an_empty_list_is_no_error(filled: Commands) -> None:
    assert filled("tasks", "nowhere") == (
        0,
        "",
        "No task fits. 'infraday tasks --status all' lists every one.\n",
    )
    assert filled("tasks", "nowhere", "--json") == (0, "[]\n", "")


def test_the_state_is_said_where_it_is_not_open(filled: Commands) -> None:
    assert (
        filled("tasks", "--status", "done").out == "  T-3     Cutover runbook  ·  done · #dc-move\n"
    )


def test_json_and_text_tell_the_same_tasks_urgent(filled: Commands) -> None:
    filled("task", "edit", "T-2", "--due", "tomorrow", "--urgent", "no", "--estimate", "30")
    filled("task", "edit", "T-1", "--due", "2026-12-11", "--estimate", "200h")

    urgent = {task["ref"]: task["urgent"] for task in filled.data("tasks")}
    assert urgent == {"T-4": True, "T-1": True, "T-2": False}
    marks = {
        line.split()[1]: line[0] for line in filled("tasks").out.splitlines() if line[0] != " "
    }
    assert marks == {"T-4": "‼", "T-1": "‼"}


def test_as_json_it_is_a_list_of_records(filled: Commands) -> None:
    [task] = filled.data("tasks", "auditor")

    assert task["quadrant"] == "do"
    assert task["urgent_because"] == "marked urgent by hand"
    assert datetime.fromisoformat(task["created_at"]) == factories.NOW
