"""What waits for Triage, what it decides, and how a run is counted, in a file."""

from datetime import date, time, timedelta

import pytest
from sqlmodel import Session

from infraday.config import Config
from infraday.domain import RuleError
from infraday.domain.block import Kind, Status
from infraday.domain.matrix import Quadrant
from infraday.domain.task import TaskStatus
from infraday.domain.triage import Origin
from infraday.store import (
    history,
    journal,
    quadrants,
    tasks,
    triage,
    triage_decisions,
    triage_queue,
    triage_runs,
)
from infraday.store.engine import Store, plain
from infraday.store.triage_decisions import Slot
from infraday.store.triage_queue import Queue
from infraday.store.triage_runs import Run
from tests import factories
from tests.factories import NOW, TODAY, TOMORROW, YESTERDAY
from tests.triage_app import overnight

CONFIG = Config()
OPEN = TaskStatus.OPEN


def queue(store: Store) -> Queue:
    return store.read(lambda session: triage_queue.read(plain(session), CONFIG, NOW))


def titles(store: Store) -> list[str]:
    return [item.task.title for item in queue(store).items]


def run(store: Store) -> Run:
    return store.read(lambda session: triage_runs.of_day(plain(session), CONFIG, NOW))


def put(store: Store, task_id: int, quadrant: Quadrant) -> journal.Outcome:
    return store.change(triage_decisions.put, task_id, quadrant, CONFIG, NOW)


def place_of(store: Store, task_id: int) -> list[Quadrant]:
    def read(session: Session) -> list[Quadrant]:
        db = plain(session)
        view = quadrants.prepare(db, CONFIG, NOW)
        return [it for it in Quadrant if quadrants.place_of(db, view, it, task_id) is not None]

    return store.read(read)


def morning(store: Store) -> None:
    """One item of each origin, and four that are none."""
    waiting = {"status": TaskStatus.WAITING, "owner": "ana"}
    factories.planned(
        store,
        factories.task("captured"),
        overnight("ERROR disk full"),
        factories.task("planned for yesterday", status=OPEN, scheduled=YESTERDAY),
        factories.task("missed its slot", status=OPEN, important=True),
        factories.task("to be chased", chase_on=TODAY, **waiting),
        factories.task("not yet", chase_on=TOMORROW, **waiting),
        factories.task("asleep", snoozed_until=TOMORROW),
        factories.task("judged", status=OPEN),
        factories.task("has another slot", status=OPEN),
        factories.block(day=YESTERDAY, task_id=4),
        factories.block(day=YESTERDAY, task_id=9),
        factories.block(day=TODAY, task_id=9),
    )


def test_the_queue_has_each_origin_in_its_order(store: Store) -> None:
    morning(store)

    found = [(item.origin.value, item.task.title) for item in queue(store).items]
    assert found == [
        ("overnight", "ERROR disk full"),
        ("carried over", "planned for yesterday"),
        ("carried over", "missed its slot"),
        ("chases", "to be chased"),
        ("inbox", "captured"),
    ]
    assert queue(store).items[2].was_for == YESTERDAY


def test_of_many_reports_the_most_severe_are_read_first(store: Store) -> None:
    mild = "Intake: warning · 02:11 · from alerts.log"
    rows = [overnight(f"WARN {n}", n, notes=mild, important=False) for n in range(1, 6)]
    factories.planned(store, *rows, overnight("CRITICAL down", 6), factories.task("captured"))

    def first(session: Session, most: int) -> Queue:
        return triage_queue.read(plain(session), CONFIG, NOW, most)

    few, more = store.read(first, 3), store.read(first, 6)
    assert [item.task.title for item in few.items] == ["CRITICAL down", "WARN 1", "WARN 2"]
    assert more.items[:3] == few.items
    assert more.items == queue(store).items[:6]
    assert few.counts == queue(store).counts
    assert few.total == 7


def test_a_long_inbox_is_read_another_way_and_found_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    morning(store)
    before = queue(store)
    monkeypatch.setattr(triage_queue, "FEW", 0)
    assert queue(store) == before


def test_the_command_line_counts_the_same(store: Store) -> None:
    morning(store)

    counted = store.read(lambda session: triage.count(plain(session), TODAY))
    counts = queue(store).counts
    assert (counted.inbox, counted.intake) == (counts[Origin.INBOX], counts[Origin.OVERNIGHT])
    assert (counted.carried, counted.chases) == (counts[Origin.CARRIED], counts[Origin.CHASE])


@pytest.mark.parametrize("quadrant", [Quadrant.DO, Quadrant.SCHEDULE, Quadrant.ELIMINATE])
@pytest.mark.parametrize("due", [None, TODAY, TODAY + timedelta(days=90)])
def test_a_decision_puts_the_item_where_it_says(
    store: Store, quadrant: Quadrant, due: date | None
) -> None:
    factories.planned(store, overnight(due=due))
    outcome = put(store, 1, quadrant)

    assert place_of(store, 1) == [quadrant]
    assert titles(store) == []
    assert outcome.label.startswith("Triage: Move T-1 ")


def test_what_was_carried_over_is_planned_for_today_once_decided(store: Store) -> None:
    morning(store)
    put(store, 3, Quadrant.ELIMINATE)
    put(store, 4, Quadrant.SCHEDULE)

    assert Origin.CARRIED not in {item.origin for item in queue(store).items}
    assert [task.scheduled for task in factories.tasks(store)[2:4]] == [TODAY, TODAY]


def test_handing_over_and_asking_again(store: Store) -> None:
    morning(store)
    later = TODAY + timedelta(days=2)
    for task_id in (1, 5):
        store.change(triage_decisions.delegate, task_id, "ana", later, TODAY, NOW)

    captured, asked = factories.tasks(store)[0], factories.tasks(store)[4]
    assert (captured.status, captured.owner, captured.asked_on) == (
        TaskStatus.WAITING, "ana", TODAY,
    )  # fmt: skip
    assert (asked.chase_on, captured.chase_on) == (later, later)
    assert not {"captured", "to be chased"} & set(titles(store))


def test_what_is_snoozed_comes_back_and_stays_in_the_inbox(store: Store) -> None:
    factories.planned(store, overnight())
    store.change(triage_decisions.snooze, 1, TOMORROW, TODAY, NOW)

    assert titles(store) == []
    assert factories.tasks(store)[0].status is TaskStatus.INBOX
    with pytest.raises(RuleError, match="not ahead"):
        store.change(triage_decisions.snooze, 1, TODAY, TODAY, NOW)


def test_what_is_dropped_keeps_its_reason(store: Store) -> None:
    factories.planned(store, overnight(), factories.task("other"))
    store.change(triage_decisions.drop, 1, "done elsewhere", NOW)
    store.change(triage_decisions.drop, 2, None, NOW)

    assert [task.drop_reason for task in factories.tasks(store)] == ["done elsewhere", None]
    with pytest.raises(RuleError, match="dropped"):
        put(store, 1, Quadrant.DO)


def test_a_slot_does_not_judge(store: Store) -> None:
    factories.planned(store, overnight(), factories.task("other"))
    for task_id in (1, 2):
        slot = Slot(task_id, TODAY, time(10 + task_id), 30)
        store.change(triage_decisions.slot, slot, NOW)

    assert len(titles(store)) == 2
    assert [block.task_id for block in factories.blocks(store)] == [1, 2]


def test_editing_an_important_item_leaves_it_in_the_inbox(store: Store) -> None:
    factories.planned(store, overnight())
    store.change(tasks.edit, 1, None, {"due": TOMORROW, "owner": "ana"}, NOW)
    assert factories.tasks(store)[0].status is TaskStatus.INBOX

    store.change(tasks.edit, 1, None, {"urgent_override": True}, NOW)
    assert factories.tasks(store)[0].status is OPEN


def test_a_run_counts_each_item_once_and_not_what_was_taken_back(store: Store) -> None:
    factories.planned(store, *(factories.task(f"Item {n}") for n in range(4)))
    assert run(store).said == ""
    put(store, 1, Quadrant.DO)
    put(store, 1, Quadrant.SCHEDULE)
    put(store, 2, Quadrant.DO)
    store.change(triage_decisions.drop, 3, "out of scope", NOW)
    put(store, 4, Quadrant.DO)
    store.replay(history.undo)

    assert run(store) == Run(ranked=3, now=1)
    assert run(store).said == "3 items ranked, 1 for now"


def test_the_plan_is_laid_as_one_step_and_the_day_notes_it(store: Store) -> None:
    factories.planned(store, *(factories.task(f"Item {n}") for n in range(2)))
    for task_id in (1, 2):
        put(store, task_id, Quadrant.DO)
    slots = [Slot(1, TODAY, time(10), 60), Slot(2, TODAY, time(11), 30)]
    outcome = store.change(triage_decisions.lay, slots, "2 items ranked, 2 for now", TODAY, NOW)

    assert outcome.label == "Lay 2 tasks into Tue 24 Nov 2026, 1h30"
    assert _triaged(store) == 1
    assert len(factories.blocks(store)) == 2
    store.replay(history.undo)
    assert (_triaged(store), factories.blocks(store)) == (0, [])


def _triaged(store: Store) -> int:
    query = "SELECT count(triaged_at) FROM day"
    return store.read(lambda session: int(plain(session).execute(query).fetchone()[0]))


def test_nothing_is_laid_over_what_stands_there_by_now(store: Store) -> None:
    factories.planned(store, factories.task(), factories.task("two"), factories.block("11:15"))
    slots = [Slot(1, TODAY, time(10), 60), Slot(2, TODAY, time(11), 30)]

    with pytest.raises(RuleError, match=r"stands at 11:15 by now\. Nothing was laid"):
        store.change(triage_decisions.lay, slots, "", TODAY, NOW)
    assert len(factories.blocks(store)) == 1
    assert [task.status for task in factories.tasks(store)] == [TaskStatus.INBOX] * 2


def test_what_is_to_be_done_is_laid_once(store: Store) -> None:
    factories.planned(
        store,
        factories.task("ranked second", status=OPEN, important=True, due=TODAY, rank=2),
        factories.task("ranked first", status=OPEN, important=True, due=TODAY, rank=1),
        factories.task("has a slot", status=OPEN, important=True, due=TODAY),
        factories.task("not urgent", status=OPEN, important=True),
        factories.block("15:00", task_id=3),
    )
    rows = store.read(lambda session: triage_queue.to_do(plain(session), CONFIG, NOW))

    assert [row.task.title for row in rows] == ["ranked first", "ranked second"]


def test_the_gaps_are_those_of_the_rest_of_today(store: Store) -> None:
    factories.planned(store, factories.block("10:00", 120), factories.block("13:00", 240))
    gaps = store.read(lambda session: triage_queue.gaps(plain(session), CONFIG, NOW))
    sunday = NOW + timedelta(days=5)

    assert [f"{gap.begin:%H:%M}-{gap.end:%H:%M}" for gap in gaps] == [
        "09:42-10:00", "12:00-13:00", "17:00-17:30",
    ]  # fmt: skip
    assert store.read(lambda session: triage_queue.gaps(plain(session), CONFIG, sunday)) == []


def test_the_block_of_the_run_is_the_one_that_is_on(store: Store) -> None:
    def found() -> int | None:
        block = store.read(lambda it: triage_queue.block_of_today(plain(it), CONFIG, NOW))
        return block.id if block else None

    assert found() is None
    factories.planned(
        store,
        factories.block("08:00", kind=Kind.TRIAGE, status=Status.DONE),
        factories.block("08:30", kind=Kind.TRIAGE),
        factories.block("09:00", kind=Kind.TRIAGE, status=Status.ACTIVE),
    )
    assert found() == 3
