"""Reviews that are due and raised red flags in Triage: what is brought, and what becomes of it."""

from datetime import date, time, timedelta

import pytest
from sqlmodel import Session

from infraday.config import Config
from infraday.domain.flag import FlagState
from infraday.domain.matrix import Quadrant
from infraday.domain.risk import RiskStatus
from infraday.domain.task import TaskStatus
from infraday.domain.triage import Item, Origin
from infraday.domain.triage_signals import Signal
from infraday.models import FlagLink, Task
from infraday.store import (
    flags,
    history,
    journal,
    lists,
    pressing,
    risks,
    tasks,
    triage,
    triage_decisions,
    triage_queue,
    triage_runs,
)
from infraday.store.engine import Store, plain
from infraday.store.triage_decisions import Slot
from infraday.store.triage_queue import Queue
from tests import factories as make
from tests.factories import NOW, TODAY, TOMORROW
from tests.signals import DEADLINES, KNOWN, raise_flag, risk

CONFIG = Config()


def queue(store: Store, days: int = 0, most: int = 150) -> Queue:
    at = NOW + timedelta(days=days)

    def read(session: Session) -> Queue:
        return triage_queue.read(plain(session), CONFIG, at, most, KNOWN)

    return store.read(read)


def items(store: Store, days: int = 0) -> list[tuple[str, str, str]]:
    return [(it.origin.value, it.name, it.task.title) for it in queue(store, days).items]


def names(store: Store, days: int = 0) -> list[str]:
    return [name for _, name, _ in items(store, days)]


def signal(store: Store, name: str) -> Signal:
    [found] = [it.signal for it in queue(store).items if it.name == name]
    assert found
    return found


def put(store: Store, name: str, quadrant: Quadrant) -> journal.Outcome:
    return store.change(triage_decisions.put, signal(store, name), quadrant, CONFIG, NOW)


def undo(store: Store) -> None:
    store.replay(history.undo)


def made(store: Store) -> Task:
    return make.tasks(store)[-1]


@pytest.fixture
def plan(store: Store) -> Store:
    """One review that is overdue, one due today, one in a week; a raised flag; a captured task."""
    make.planned(
        store,
        make.project(),
        risk(),
        risk("Optics late", 0, probability=1, impact=1),
        risk("Not yet", 7),
        risk("Closed", status=RiskStatus.CLOSED),
        make.task("captured"),
    )
    raise_flag(store)
    raise_flag(store, "scope_creep", FlagState.WATCH)
    return store


def test_they_stand_between_what_was_carried_over_and_the_inbox(plan: Store) -> None:
    assert items(plan) == [
        ("reviews", "R-001", "Review R-001 Fibre path shared"),
        ("reviews", "R-002", "Review R-002 Optics late"),
        ("flags", "1/unrealistic_deadlines", "Unrealistic deadlines in dc-move"),
        ("inbox", "T-1", "captured"),
    ]
    assert names(plan, days=7)[:3] == ["R-001", "R-002", "R-003"]
    assert [it.name for it in queue(plan, most=2).items] == ["R-001", "R-002"]
    assert queue(plan, most=1).counts == queue(plan).counts


def test_the_counts_are_those_of_the_queue(plan: Store) -> None:
    plan.change(triage_decisions.edit, signal(plan, "R-001"), {"estimate_minutes": 30}, NOW)
    found = plan.read(lambda session: triage.count(plain(session), TODAY))

    counts = queue(plan).counts
    assert (found.inbox, found.reviews, found.flags) == (1, 2, 1)
    assert [counts[it] for it in (Origin.INBOX, Origin.REVIEW, Origin.FLAG)] == [1, 2, 1]
    assert len(queue(plan).items) == queue(plan).total == 4


def test_a_review_that_is_decided_is_a_task_of_its_risk_and_undo_brings_it_back(
    plan: Store,
) -> None:
    outcome = put(plan, "R-001", Quadrant.SCHEDULE)

    task = made(plan)
    assert outcome.label == "Triage: Move T-2 Review R-001 Fibre path shared to Schedule"
    assert (task.title, task.project_id) == ("Review R-001 Fibre path shared", 1)
    assert (task.status, task.important) == (TaskStatus.OPEN, True)
    assert make.all_links(plan) == [(None, task.id, "R-001")]
    assert "R-001" not in names(plan)
    run = plan.read(lambda it: triage_runs.of_day(plain(it), CONFIG, NOW))
    assert run.ranked == 1
    undo(plan)
    assert names(plan)[0] == "R-001"
    assert (len(make.tasks(plan)), make.all_links(plan)) == (1, [])


def test_a_review_comes_back_when_its_task_is_over_and_the_risk_is_still_due(plan: Store) -> None:
    put(plan, "R-001", Quadrant.DO)
    plan.change(tasks.finish, [made(plan).id], NOW)
    assert "R-001" in names(plan)
    plan.change(risks.review, 1, {}, NOW)

    assert "R-001" not in names(plan)


def test_an_action_that_answers_a_risk_is_no_review_of_it(plan: Store) -> None:
    plan.change(risks.add_action, 1, "Second carrier", None, None, NOW)

    assert "R-001" in names(plan)


def test_a_flag_that_is_decided_is_its_first_response_linked_and_urgent(plan: Store) -> None:
    put(plan, "1/unrealistic_deadlines", Quadrant.DO)

    task = made(plan)
    assert task.title == DEADLINES.responses[0]
    assert (task.status, task.important, task.urgent_override) == (TaskStatus.OPEN, True, None)
    assert plan.read(lambda it: pressing.read(plain(it))).keys() == {task.id}
    assert Origin.FLAG not in {it.origin for it in queue(plan).items}
    undo(plan)
    assert "1/unrealistic_deadlines" in names(plan)


def test_a_flag_that_is_to_wait_is_not_urgent_by_hand(plan: Store) -> None:
    put(plan, "1/unrealistic_deadlines", Quadrant.SCHEDULE)

    assert made(plan).urgent_override is False


def test_a_flag_is_looked_after_by_the_task_or_risk_that_it_was_turned_into(plan: Store) -> None:
    key = "1/unrealistic_deadlines"
    change = flags.risk_of(DEADLINES, "dc-move", ["late"])
    plan.change(flags.into_risk, 1, DEADLINES, change, NOW)
    assert key not in names(plan)
    plan.change(risks.close, [5], NOW)
    assert key in names(plan)
    wanted = flags.task_of(DEADLINES, "dc-move", ["late"])
    plan.change(flags.into_task, 1, DEADLINES, wanted, NOW)
    assert key not in names(plan)
    plan.change(tasks.drop, [made(plan).id], None, NOW)
    assert key in names(plan)


@pytest.mark.parametrize("name", ["R-001", "1/unrealistic_deadlines"])
def test_what_is_left_out_is_asked_again_tomorrow(plan: Store, name: str) -> None:
    outcome = plan.change(triage_decisions.leave_out, signal(plan, name), TODAY, NOW)

    assert outcome.label.startswith("Triage: Leave ")
    assert outcome.label.endswith(" out for today")
    assert name not in names(plan)
    assert name in names(plan, days=1)
    undo(plan)
    assert name in names(plan)


def test_what_is_said_of_it_makes_a_task_in_its_place(plan: Store) -> None:
    plan.change(triage_decisions.edit, signal(plan, "R-001"), {"owner": "jo"}, NOW)
    first = signal_of(plan, "T-2")
    slot = Slot(0, TODAY, time(11), 30)
    plan.change(triage_decisions.slot, slot, NOW, signal(plan, "R-002"))

    assert names(plan) == ["T-2", "T-3", "1/unrealistic_deadlines", "T-1"]
    assert first.signal == signal_of(plan, "T-2").signal
    assert {it.origin for it in queue(plan).items[:2]} == {Origin.REVIEW}
    assert [block.task_id for block in make.blocks(plan)] == [3]
    assert [task.status for task in make.tasks(plan)] == [TaskStatus.INBOX] * 3


def signal_of(store: Store, name: str) -> Item:
    [found] = [it for it in queue(store).items if it.name == name]
    return found


def test_a_task_of_it_that_is_dropped_is_left_out_for_the_day(plan: Store) -> None:
    plan.change(triage_decisions.edit, signal(plan, "R-001"), {"owner": "jo"}, NOW)
    plan.change(triage_decisions.drop, made(plan).id, "not worth it", NOW, TODAY)

    assert "R-001" not in names(plan)
    assert "R-001" in names(plan, days=1)


def test_it_is_handed_over_or_put_off_like_any_other(plan: Store) -> None:
    later = date(2026, 11, 26)
    plan.change(triage_decisions.delegate, signal(plan, "R-001"), "ana", later, TODAY, NOW)
    plan.change(triage_decisions.snooze, signal(plan, "R-002"), TOMORROW, TODAY, NOW)

    assert [task.status.value for task in make.tasks(plan)[1:]] == ["waiting", "inbox"]
    assert names(plan) == ["1/unrealistic_deadlines", "T-1"]
    assert ("reviews", "T-3", "Review R-002 Optics late") in items(plan, days=1)


def test_two_who_decide_at_once_make_one_task(plan: Store) -> None:
    seen = signal(plan, "R-001")
    put(plan, "R-001", Quadrant.DO)
    plan.change(triage_decisions.put, seen, Quadrant.SCHEDULE, CONFIG, NOW)

    assert len(make.tasks(plan)) == 2


def test_the_flags_that_an_entry_spoke_of_are_its_records(plan: Store) -> None:
    outcome = put(plan, "1/unrealistic_deadlines", Quadrant.DO)

    def flagged(session: Session) -> list[tuple[int, str]]:
        assert session.get(FlagLink, 1)
        return lists.flagged(plain(session), outcome.entry_id)

    assert plan.read(flagged) == [(1, "unrealistic_deadlines")]
