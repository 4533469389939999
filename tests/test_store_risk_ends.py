"""Risks that end and come back, what occurred, and what is done about them."""

from datetime import date, timedelta

import pytest

from infraday.domain import RuleError
from infraday.domain.risk import Band, IssueStatus, Occasion, RiskStatus
from infraday.domain.risk_rules import Move
from infraday.domain.task import TaskStatus
from infraday.models import Assessment, FlagLink, Link, Series
from infraday.store import history, risk_work, risks, tasks, traces
from infraday.store.engine import Store, plain
from infraday.store.errors import NotFoundError
from infraday.store.risks import Change
from tests import factories as make
from tests import risk_rows as rows
from tests.risk_rows import AT, PLANNED, RATED, TODAY

YESTERDAY = TODAY - timedelta(days=1)
LOW: Change = {"title": "Rain", "probability": 1, "impact": 1}


def statuses(store: Store) -> list[str]:
    return [str(risk.status) for risk in rows.all_risks(store)]


def test_closing_keeps_what_was_learned(store: Store) -> None:
    rows.add(store, {**RATED, "lesson": "Ask early."}, RATED)
    outcome = store.change(risks.close, [1, 2, 1], AT, "Order two.")

    assert (outcome.label, outcome.remarks) == ("Close 2 risks", ())
    assert [risk.lesson for risk in rows.all_risks(store)] == [
        "Ask early.\nOrder two.",
        "Order two.",
    ]
    assert statuses(store) == ["closed", "closed"]
    assert store.change(risks.close, [1], AT).entry_id == 0


def test_of_several_the_one_that_refuses_is_named_and_none_is_changed(store: Store) -> None:
    rows.add(store, RATED, LOW)
    store.change(risks.reject, [2], AT, " a duplicate ")

    with pytest.raises(RuleError, match=r"^R-002 Rain: This risk was rejected"):
        store.change(risks.close, [1, 2], AT)
    with pytest.raises(RuleError, match="No risk was named"):
        store.change(risks.close, [], AT)
    assert statuses(store) == ["assessed", "rejected"]
    assert [it.note for it in rows.history(store, 2)] == [None, "a duplicate"]


def test_what_is_reopened_stands_where_it_was_brought(store: Store) -> None:
    rows.add(store, PLANNED, RATED, {"title": "Rain"})
    store.change(risks.occur, 1, YESTERDAY, AT)
    store.change(risks.close, [2], AT)
    store.change(risks.reject, [3], AT, "it never rains")
    store.change(risks.reopen, [1, 2, 3], AT)

    assert statuses(store) == ["planned", "assessed", "identified"]
    assert rows.all_risks(store)[0].occurred_on is None
    assert [issue.occurred_on for issue in rows.issues(store)] == [YESTERDAY]


def test_what_occurs_is_an_issue_with_urgent_tasks(store: Store) -> None:
    rows.add(store, {**PLANNED, "project": "dc-move", "owner": "ana"})
    outcome = store.change(
        risks.occur, 1, YESTERDAY, AT, 125_000, ["Borrow one", "Tell the client"]
    )

    assert outcome.label == "Mark R-001 Core switch late as occurred"
    assert outcome.remarks == (
        "R-001 is issue I-001 now.",
        "To do in the matrix, urgent: T-1 and T-2.",
    )
    [risk], [issue] = rows.all_risks(store), rows.issues(store)
    assert (risk.status, risk.occurred_on) == (RiskStatus.OCCURRED, YESTERDAY)
    assert (issue.risk_id, issue.title, issue.owner) == (1, risk.title, "ana")
    assert (issue.status, issue.actual_cost_cents) == (IssueStatus.OPEN, 125_000)
    first, second = make.tasks(store)
    assert (first.status, first.important, first.urgent_override) == (TaskStatus.OPEN, True, True)
    assert {first.project_id, second.project_id, issue.project_id} == {risk.project_id}
    assert make.all_links(store) == [(None, 1, "R-001"), (None, 2, "R-001")]


def test_nothing_occurs_twice_or_ahead(store: Store) -> None:
    rows.add(store, RATED)
    for on, cost, message in ((AT.date() + timedelta(1), 0, "is ahead"), (TODAY, -1, "A cost")):
        with pytest.raises(RuleError, match=message):
            store.change(risks.occur, 1, on, AT, cost)
    store.change(risks.occur, 1, TODAY, AT)
    with pytest.raises(RuleError, match="has occurred already"):
        store.change(risks.occur, 1, TODAY, AT)

    assert len(rows.issues(store)) == 1


def test_a_register_may_say_what_has_occurred(store: Store) -> None:
    change: Change = {**RATED, "status": RiskStatus.OCCURRED, "occurred_on": YESTERDAY}
    outcome = store.change(risks.add, change, AT, Occasion.IMPORTED)
    store.change(risks.edit, 1, None, change, AT, Occasion.IMPORTED)

    assert outcome.remarks == ("R-001 is issue I-001 now.",)
    assert [issue.occurred_on for issue in rows.issues(store)] == [YESTERDAY]
    assert [str(it.status) for it in rows.history(store)] == ["occurred"]


def test_an_edit_may_say_that_it_is_open_again(store: Store) -> None:
    rows.add(store, RATED)
    store.change(risks.occur, 1, YESTERDAY, AT)
    store.change(risks.edit, 1, None, {"status": RiskStatus.MONITORING}, AT)

    [risk] = rows.all_risks(store)
    assert (risk.status, risk.occurred_on) == (RiskStatus.MONITORING, None)


def test_an_issue_is_resolved_once_and_closing_before_that_is_told(store: Store) -> None:
    rows.add(store, RATED)
    store.change(risks.occur, 1, TODAY, AT, 500)
    assert store.change(risks.close, [1], AT).remarks == ("I-001 Core switch late is still open.",)
    with pytest.raises(RuleError, match="cannot be resolved on"):
        store.change(risks.resolve_issue, 1, YESTERDAY, None, AT)
    outcome = store.change(risks.resolve_issue, 1, TODAY, None, AT)

    [issue] = rows.issues(store)
    assert outcome.label == "Resolve I-001 Core switch late"
    assert (issue.status, issue.resolved_on, issue.actual_cost_cents) == (
        IssueStatus.RESOLVED,
        TODAY,
        500,
    )
    with pytest.raises(RuleError, match="resolved already"):
        store.change(risks.resolve_issue, 1, TODAY, None, AT)


def test_deleting_takes_history_and_links_and_undo_brings_all_back(store: Store) -> None:
    make.planned(store, make.project(), make.block(), make.task())
    rows.add(store, PLANNED, LOW)
    store.change(risks.link, 1, "T-1", AT)
    store.change(risks.link, 1, "B-1", AT)
    store.change(risks.link, 2, "T-1", AT)
    make.planned(store, FlagLink(project_id=1, key="scope", target="R-001", made_on=TODAY))
    store.change(risks.occur, 1, TODAY, AT)
    before = rows.stands(store)

    assert store.change(risks.delete, [1], AT).label == "Delete R-001 Core switch late"
    assert statuses(store) == ["assessed"]
    assert (rows.history(store), len(rows.all_of(store, Assessment))) == ([], 1)
    assert make.all_links(store) == [(None, 1, "R-002")]
    assert (rows.all_of(store, FlagLink), len(make.tasks(store))) == ([], 1)
    assert [issue.risk_id for issue in rows.issues(store)] == [None]
    deleted = rows.stands(store)
    store.replay(history.undo)
    assert rows.stands(store) == before
    store.replay(history.redo)
    assert rows.stands(store) == deleted


def test_an_action_is_an_important_task_that_is_linked(store: Store) -> None:
    rows.add(store, {**RATED, "project": "dc-move"})
    due = date(2026, 12, 1)
    outcome = store.change(risks.add_action, 1, "Order two", due, "ana", AT)

    assert outcome.label == "Add T-1 Order two for R-001 Core switch late"
    [task] = make.tasks(store)
    assert (task.title, task.due, task.owner, task.project_id) == ("Order two", due, "ana", 1)
    assert (task.status, task.important, task.urgent_override) == (TaskStatus.OPEN, True, None)
    assert make.links_of(store, task) == ("R-001",)
    store.change(tasks.finish, [1], AT)
    assert statuses(store) == ["assessed"]  # what is left of a risk is for people to judge


def test_tasks_and_blocks_are_linked_once_and_unlinked(store: Store) -> None:
    make.planned(store, make.block(), make.task())
    rows.add(store, RATED)
    for ref in ("t1", "T-1", "B-1"):
        outcome = store.change(risks.link, 1, ref, AT)
    assert outcome.label == "Link B-1 Budget review to R-001 Core switch late"
    assert make.all_links(store) == [(None, 1, "R-001"), (1, None, "R-001")]

    outcome = store.change(risks.unlink, 1, "T-1", AT)
    assert outcome.label == "Unlink T-1 Cutover runbook from R-001 Core switch late"
    assert make.all_links(store) == [(1, None, "R-001")]
    with pytest.raises(RuleError, match="T-1 Cutover runbook is not linked to R-001"):
        store.change(risks.unlink, 1, "T-1", AT)
    with pytest.raises(NotFoundError, match="There is no T-9"):
        store.change(risks.link, 1, "T-9", AT)
    for ref in ("C-001", "S-1"):
        with pytest.raises(RuleError, match="is no task and no block"):
            store.change(risks.link, 1, ref, AT)


def test_an_occurrence_becomes_a_block_when_it_is_linked(store: Store) -> None:
    series = Series(
        activity="Stand-up", rrule="FREQ=DAILY", first_day=TODAY, start=make.times().start,
        minutes=15,
    )  # fmt: skip
    make.planned(store, series)
    rows.add(store, RATED)
    store.change(risks.link, 1, f"S-1@{TODAY + timedelta(days=2)}", AT)

    [link] = rows.all_of(store, Link)
    [block] = make.blocks(store)
    assert (link.block_id, block.day, block.series_id) == (block.id, TODAY + timedelta(days=2), 1)


def work(store: Store, first: int, last: int) -> risk_work.Summary:
    """What was done from `first` minutes after AT on and before `last`."""
    since, until = (AT + timedelta(minutes=it) for it in (first, last))
    return store.read(lambda db: risk_work.changes_between(plain(db), since, until))


def test_what_was_done_between_two_instants_is_counted(store: Store) -> None:
    rows.add(store, RATED, LOW, LOW, RATED, RATED)
    early, late = AT + timedelta(minutes=10), AT + timedelta(minutes=20)
    store.change(risks.rate, 2, {"impact": 2}, early)  # moves within its band
    store.change(risks.rate, 1, {"impact": 2}, early)
    store.change(risks.review, 1, {"impact": 3}, late)
    store.change(risks.review, 1, {}, late)
    store.change(risks.review, 3, {"probability": None}, late)
    store.change(risks.rate, 4, {"impact": 1}, late)
    store.change(risks.close, [4], late)
    store.change(risks.occur, 5, TODAY, late)
    store.change(risks.add, RATED, late)
    store.change(risks.rate, 6, {"impact": 1}, late)
    store.change(risks.rate, 2, {"impact": 5, "probability": 5}, late)
    store.replay(history.undo)

    moved = (Move(1, Band.CRITICAL, Band.HIGH), Move(3, Band.LOW, None))
    assert work(store, 5, 30) == risk_work.Summary(2, 1, moved, closed=1, occurred=1)
    assert work(store, 15, 30).moved == (Move(1, Band.MEDIUM, Band.HIGH), Move(3, Band.LOW, None))
    assert work(store, 10, 15).moved == (Move(1, Band.CRITICAL, Band.MEDIUM),)
    assert work(store, 0, 1) == risk_work.Summary(added=5)
    assert work(store, 20, 20) == work(store, 30, 60) == risk_work.Summary()


def test_a_trace_names_the_risks_that_an_entry_touched(store: Store) -> None:
    rows.add(store, RATED, LOW)
    entry = store.change(risks.close, [2, 1], AT).entry_id

    found = store.read(lambda session: traces.of(plain(session), entry))
    assert (found.risk_ids, found.task_ids) == ((1, 2), ())
