"""Items of reports in the plan: each once, the most severe first, one undo step."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from infraday.domain.intake import Item, of_task, read_mark
from infraday.domain.severity import Severity
from infraday.domain.task import TaskStatus
from infraday.exchange import intake as reports
from infraday.models import Task
from infraday.store import history, tasks
from infraday.store.engine import Store, plain
from infraday.store.intake import Taken, expected, take_in
from infraday.store.journal import Outcome
from tests import factories
from tests.factories import NOW, TODAY, YESTERDAY

LINE = "{} CRITICAL san-02: failover"


def item(title: str = "it burns", **fields: object) -> Item:
    values: dict[str, object] = {
        "title": title,
        "severity": Severity.ERROR,
        "key": title,
        "lines": (title,),
        "source": "a.log",
    }
    return Item(**(values | fields))  # type: ignore[arg-type]


def take(store: Store, *items: Item, at: datetime = NOW) -> list[str]:
    """What became of each, the most severe first."""
    found: list[Taken] = []
    store.change(take_in, items, at, found)
    return [one.state for one in found]


def read(store: Store, *lines: str, at: datetime = NOW) -> list[str]:
    return take(store, *reports.read("\n".join(lines).encode(), "night.log").items, at=at)


def at(clock: str, day: date = TODAY) -> str:
    return LINE.format(f"{day} {clock}:00")


def finish(store: Store, when: datetime) -> None:
    store.change(tasks.finish, [factories.tasks(store)[-1].id], when)


def only(store: Store) -> Task:
    [task] = factories.tasks(store)
    return task


def test_items_become_tasks_of_the_inbox(store: Store) -> None:
    stamp = datetime.combine(TODAY, time(2, 11))
    take(store, item(severity=Severity.CRITICAL, first=stamp, times=4))

    task = only(store)
    assert (task.title, task.status, task.important) == ("it burns (×4)", TaskStatus.INBOX, True)
    assert (task.source, task.source_uid) == ("intake", f"it burns@{TODAY}")
    assert task.notes == "Intake: critical · 2026-11-24 02:11 · ×4 · from a.log\nit burns"
    assert task.created_at == NOW


def test_only_what_is_an_error_or_worse_is_important(store: Store) -> None:
    take(store, *(item(str(severity), severity=severity) for severity in Severity))

    assert [(task.title, task.important) for task in factories.tasks(store)] == [
        *(("critical", True), ("error", True), ("warning", False), ("unrated", False)),
        *(("low", False), ("calm", False)),
    ]


def test_tasks_are_made_the_most_severe_first(store: Store) -> None:
    take(store, item("b", severity=Severity.LOW), item("a"), item("c", severity=Severity.CRITICAL))

    found = factories.tasks(store)
    assert [task.title for task in found] == ["c", "a", "b"]
    assert sorted(found, key=lambda it: of_task(it.notes).place) == found


def test_one_intake_is_one_step(store: Store) -> None:
    done = store.change(take_in, [item("a"), item("b")], NOW)

    assert (done.label, done.remarks) == ("Take in 2 items", ("2 new.",))
    store.replay(history.undo, entry_id=done.entry_id)
    assert factories.tasks(store) == []
    assert take(store, item("a")) == ["created"]


def test_nothing_new_leaves_no_trace_in_the_log(store: Store) -> None:
    take(store, item())

    assert store.change(take_in, [item()], NOW).entry_id == 0
    assert store.change(take_in, [], NOW).entry_id == 0


def test_a_label_of_a_project_that_is_known_names_it(store: Store) -> None:
    factories.planned(store, factories.project("dc-move"))

    take(store, item(projects=("!", "other", "DC-Move")))

    assert only(store).project_id == 1
    assert factories.projects(store) == ["dc-move"]


def test_a_longer_report_brings_in_what_is_new_alone(store: Store) -> None:
    assert read(store, at("02:11"), "WARN disk") == ["created", "created"]

    assert read(store, at("02:11"), "WARN disk", "ERROR fan") == [
        *("unchanged", "created", "unchanged"),
    ]


def test_what_comes_more_often_is_counted_anew(store: Store) -> None:
    read(store, at("02:11"), at("02:12"))

    assert read(store, at("02:11"), at("02:12"), at("02:13")) == ["updated"]
    task = only(store)
    assert task.title == "CRITICAL san-02: failover (×3)"
    mark = read_mark(task.notes)
    assert mark
    assert mark.times == 3
    assert read(store, at("02:11")) == ["unchanged"]


def test_a_title_that_was_edited_stays(store: Store) -> None:
    read(store, at("02:11"))
    task = only(store)
    store.change(tasks.edit, task.id, None, {"title": "call the vendor"}, NOW)

    assert read(store, at("02:11"), at("02:12")) == ["updated"]
    assert only(store).title == "call the vendor"


def test_notes_without_their_first_line_stay(store: Store) -> None:
    read(store, at("02:11"))
    store.change(tasks.edit, only(store).id, None, {"notes": "mine"}, NOW)

    assert read(store, at("02:11"), at("02:12")) == ["unchanged"]
    assert only(store).notes == "mine"


def test_another_date_is_another_item(store: Store) -> None:
    read(store, at("02:11", YESTERDAY))

    assert read(store, at("20:11", TODAY)) == ["created"]


def test_what_was_done_stays_done_until_it_happens_again(store: Store) -> None:
    read(store, at("02:11"))
    finish(store, NOW)

    assert read(store, at("02:11"), at("02:12")) == ["unchanged"]
    later = datetime.combine(TODAY, time(23, 59)).isoformat()
    assert read(store, at("02:11"), LINE.format(later)) == ["created"]
    assert read(store, at("02:11"), LINE.format(later)) == ["unchanged"]


def test_what_was_dropped_stays_dropped(store: Store) -> None:
    read(store, at("02:11"))
    store.change(tasks.drop, [only(store).id], "noise", NOW)

    assert read(store, at("02:11"), at("02:12")) == ["unchanged"]


def test_without_a_date_it_is_the_same_while_it_waits(store: Store) -> None:
    tomorrow = NOW + timedelta(days=1)
    read(store, "ERROR fan")

    assert read(store, "ERROR fan", at=tomorrow) == ["unchanged"]
    finish(store, NOW)
    assert read(store, "ERROR fan") == ["unchanged"]
    assert read(store, "ERROR fan", at=tomorrow) == ["created"]


def test_an_alert_that_starts_anew_is_a_new_one(store: Store) -> None:
    start = datetime(2026, 11, 24, 2, 11, tzinfo=UTC)
    first = item(key="a", day=TODAY, exact=True, first=start, last=start)
    take(store, first)
    finish(store, NOW)

    assert take(store, first) == ["unchanged"]
    assert take(store, first._replace(key="b")) == ["created"]


def test_what_would_happen_is_told_without_a_change(store: Store) -> None:
    found = store.read(expected, [item()], NOW)

    assert [(one.state, one.task.title) for one in found] == [("created", "it burns")]
    assert factories.tasks(store) == []


@pytest.mark.parametrize("times", [1, 600])
def test_all_that_a_report_may_hold_comes_in_at_once(store: Store, times: int) -> None:
    items = [item(f"item {number}") for number in range(times)]

    assert set(take(store, *items)) == {"created"}
    assert set(take(store, *items)) == {"unchanged"}
    assert store.read(lambda session: plain(session).execute(
        "SELECT count(*) FROM task").fetchone()) == (times,)  # fmt: skip


def test_the_outcome_says_what_became_of_all(store: Store) -> None:
    take(store, item("a"), item("b"))

    done: Outcome = store.change(take_in, [item("a"), item("b", times=2), item("c")], NOW)

    assert done.label == "Take in 2 items"
    assert done.remarks == ("1 new, 1 came more often than before, 1 was there already.",)
