"""`infraday delegate`, `snooze` and `triage --count`."""

from datetime import timedelta

import pytest

from infraday.config import Config
from infraday.domain.task import TaskStatus
from infraday.domain.triage import Origin
from infraday.store import file, triage, triage_queue
from infraday.store.engine import Store
from tests import factories as make
from tests.commands import Commands
from tests.factories import NOW, TODAY, TOMORROW, YESTERDAY


@pytest.fixture
def filled(infraday: Commands) -> Commands:
    infraday("add", "-", stdin=b"Badge list !\nOrder optics\nCall ana\n")
    return infraday


def test_what_is_delegated_waits(filled: Commands) -> None:
    said = filled.data("delegate", "T-1", "T-2", "@ana", "--chase", "fri")

    assert said["label"] == "Delegate 2 tasks to ana"
    first, second = said["records"]
    assert (first["status"], first["quadrant"], first["owner"]) == ("waiting", "delegate", "ana")
    assert (second["asked_on"], second["chase_on"]) == ("2026-11-24", "2026-11-27")
    filled("undo")
    assert [task["status"] for task in filled.data("tasks")] == ["open", "inbox", "inbox"]


def test_a_chase_comes_in_two_working_days_or_never(filled: Commands) -> None:
    assert filled("delegate", "T-1", "ana").out == "Delegate T-1 Badge list to ana\n"
    filled("delegate", "T-2", "ana", "--chase", "")

    dates = {task["ref"]: task["chase_on"] for task in filled.data("tasks")}
    assert dates == {"T-1": "2026-11-26", "T-2": None, "T-3": None}

    filled("add", "Pay the carrier due: tomorrow")
    filled("delegate", "T-4", "ana")
    dates = {task["ref"]: task["chase_on"] for task in filled.data("tasks")}
    assert dates["T-4"] == "2026-11-25"  # the day it is due, which is sooner


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ("delegate", "T-1"),
            2,
            "Who is to do it? Give a name behind the tasks: delegate T-7 ana.",
        ),
        (("delegate", "T-1", ""), 1, "A task is delegated to somebody. Say who: ana."),
        (
            ("delegate", "T-1", "ana", "--chase", "2026-11-23"),
            1,
            "Mon 23 Nov 2026 is past. Chase on a day from Tue 24 Nov 2026 on.",
        ),
        (("delegate", "T-9", "ana"), 3, "There is no T-9."),
        (("snooze", "T-1"), 2, "Until when? Give a date behind the tasks: snooze T-7 mon."),
        (
            ("snooze", "T-1", "today"),
            1,
            "Tue 24 Nov 2026 is not ahead. Snooze until a day after Tue 24 Nov 2026.",
        ),
        (
            ("triage",),
            2,
            "'infraday triage' counts: give --count. Deciding is done in the planner.",
        ),
    ],
)
def test_what_cannot_be_is_said(
    filled: Commands, words: tuple[str, ...], code: int, said: str
) -> None:
    found, line = filled.refused(*words)
    assert (found, line.removeprefix("infraday: ")) == (code, said)


def test_what_is_snoozed_is_out_of_sight(filled: Commands) -> None:
    assert filled.data("triage", "--count")["inbox"] == 2

    said = filled("snooze", "T-2", "T-3", "fri").out
    assert said == "Snooze 2 tasks until Fri 27 Nov 2026\n"
    assert filled.data("triage", "--count")["inbox"] == 0
    assert filled.data("tasks", "order")[0]["snoozed_until"] == "2026-11-27"
    filled.now += timedelta(days=3)
    assert filled.data("triage", "--count")["inbox"] == 2


def test_what_waits_is_counted_each_once(infraday: Commands) -> None:
    store = Store(str(infraday.path), lambda: NOW, "planner")
    opened = {"status": TaskStatus.OPEN}
    make.planned(
        store,
        make.task("Inbox"),
        make.task("Overnight", source="intake", source_uid="x"),
        make.task("Asked", status=TaskStatus.WAITING, chase_on=TODAY),
        make.task("Asked lately", status=TaskStatus.WAITING, chase_on=TOMORROW),
        make.task("Planned for yesterday", scheduled=YESTERDAY, **opened),
        make.task("Its slot passed", **opened),
        make.task("It has another slot", **opened),
        make.task("Done in time", status=TaskStatus.DONE, scheduled=YESTERDAY),
        make.task("Planned anew", scheduled=TOMORROW, **opened),
        make.task("Snoozed", scheduled=YESTERDAY, snoozed_until=TOMORROW, **opened),
        *(make.block(day=YESTERDAY, task_id=pk) for pk in (6, 7, 8, 9, 6)),
        make.block(day=TOMORROW, task_id=7),
    )
    store.close()

    assert infraday.data("triage", "--count") == {
        "inbox": 1, "carried": 2, "intake": 1, "reviews": 0, "chases": 1, "contacts": 0,
        "flags": 0,
    }  # fmt: skip
    assert infraday("triage", "--count").out.splitlines() == [
        "inbox    1", "carried  2", "intake   1", "reviews  0", "chases   1", "contacts 0",
        "flags    0",
    ]  # fmt: skip
    db = file.connect(str(infraday.path))
    queue, counts = triage_queue.read(db, Config(), NOW), triage.count(db, TODAY)
    db.close()
    assert [queue.counts[it] for it in (Origin.INBOX, Origin.CARRIED, Origin.OVERNIGHT)] == [
        counts.inbox, counts.carried, counts.intake,
    ]  # fmt: skip
    assert queue.counts[Origin.CHASE] == counts.chases
