"""The task form: each field read while one types, refused in its place, and written alone."""

from datetime import date, timedelta

import pytest

from infraday.screens import task_entry
from infraday.screens.field_form import Read
from infraday.store import tasks
from infraday.store.engine import Store
from tests import factories
from tests.day_app import NARROW
from tests.factories import NOW, TODAY, project, task
from tests.matrix_app import Matrix, matrix

BASE = task_entry.values_of(
    task("Cutover runbook", id=1, due=TODAY, estimate_minutes=90, owner="ana", important=True),
    "dc-move",
)


def read(**values: str) -> Read[task_entry.TaskEntry]:
    return task_entry.read(BASE | values, BASE, TODAY, ["dc-move"])


def test_what_is_left_as_it_is_is_not_written() -> None:
    entry = read().entry
    assert entry
    assert entry.change == {}


@pytest.mark.parametrize(
    ("values", "change"),
    [
        ({"due": "fri"}, {"due": date(2026, 11, 27)}),
        ({"due": ""}, {"due": None}),
        ({"estimate": "2h"}, {"estimate_minutes": 120}),
        ({"owner": "@jo"}, {"owner": "jo"}),
        ({"urgency": "no"}, {"urgent_override": False}),
        ({"important": ""}, {"important": False}),
        ({"project": "#Net Up"}, {"project": "net-up"}),
        ({"output": "Runbook"}, {"output": "Runbook"}),
        ({"notes": "two\nlines"}, {"notes": "two\nlines"}),
    ],
)
def test_only_what_was_changed_is_written(
    values: dict[str, str], change: dict[str, object]
) -> None:
    entry = read(**values).entry
    assert entry
    assert entry.change == change


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("title", "  ", "A task needs a title"),
        ("due", "someday", "is no date"),
        ("estimate", "0", "at least a minute"),
        ("estimate", "0h", "at least a minute"),
        ("estimate", "900h", "no duration"),
        ("project", "9lives", "is no project key"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(name: str, typed: str, why: str) -> None:
    found = read(**{name: typed})
    assert why in found.wrong[name]
    assert found.entry is None


def test_a_due_date_that_has_passed_is_said_and_taken() -> None:
    found = read(due="2026-11-20")
    assert found.doubts == {"due": "Fri 20 Nov 2026 has passed."}
    assert found.entry
    assert read().doubts == {}


def test_a_title_too_long_is_kept_whole_in_the_notes() -> None:
    entry = read(title="x" * 600).entry
    assert entry
    assert entry.change["notes"] == "x" * 600
    assert len(entry.change["title"]) == 500


def test_what_both_changed_is_named() -> None:
    typed, now = BASE | {"due": "fri", "owner": "jo"}, BASE | {"due": "sat", "output": "Plan"}
    merged, both = task_entry.merge(BASE, typed, now)
    assert both == ["due"]
    assert (merged["due"], merged["owner"], merged["output"]) == ("fri", "jo", "Plan")


async def opened(it: Matrix, key: str = "e") -> None:
    await it.press(key)
    assert it.dialog == "TaskForm"


async def test_the_form_writes_what_was_changed_and_u_takes_it_back(store: Store) -> None:
    factories.planned(store, project("dc-move"))
    async with matrix(store, task("Runbook", status="open", important=True, due=TODAY)) as it:
        await opened(it, "enter")
        await it.press("tab")
        await it.type("dc")
        await it.press("right", "tab")
        await it.planner.replace("fri")
        await it.press("tab", "tab")
        await it.type("2h\n")
        saved = it.tasks["Runbook"]
        assert (saved.project_id, saved.estimate_minutes) == (1, 120)
        assert saved.due == TODAY + timedelta(days=3)
        assert it.labels[0] == "Edit T-1 Runbook"
        await it.press("u")
        assert it.tasks["Runbook"].due == TODAY


async def test_a_refused_form_stays_and_goes_to_what_is_wrong(store: Store) -> None:
    async with matrix(store, task("Runbook", status="open", important=True), size=NARROW) as it:
        await it.press("l")
        await opened(it)
        await it.press("tab", "tab")
        await it.type("someday\n")
        assert it.dialog == "TaskForm"
        assert "Not saved. Look at Due." in it.text
        await it.press("escape", "e")
        assert "What you typed here before is back." in it.text
        assert it.tasks["Runbook"].due is None


async def test_a_task_that_was_changed_meanwhile_is_not_overwritten(store: Store) -> None:
    async with matrix(store, task("Runbook", status="open", important=True, due=TODAY)) as it:
        await opened(it)
        await it.planner.replace("Runbook v2")
        store.change(tasks.edit, 1, None, {"title": "Cutover book", "owner": "ana"}, NOW)
        await it.press("enter")
        assert it.dialog == "TaskForm"
        assert "T-1 was changed meanwhile" in it.text
        await it.press("enter")
        [saved] = factories.tasks(store)
        assert (saved.title, saved.owner) == ("Runbook v2", "ana")
