"""Red flags in the store: the figures they come of, the daily check, and a person's word."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from sqlite3 import Connection
from typing import Any

import pytest

from infraday import checklist
from infraday.config import Config
from infraday.domain import RuleError
from infraday.domain.block import Kind, Status
from infraday.domain.flag import FlagState
from infraday.domain.flags import Count, Effort, Late, Share
from infraday.domain.risk import OPEN as OPEN_RISKS
from infraday.domain.risk import Response, RiskStatus
from infraday.domain.task import TaskStatus
from infraday.models import Link, Risk
from infraday.store import file, flag_checks, flag_figures, flag_rows, flags, history, pressing
from infraday.store import tasks as store_tasks
from infraday.store.engine import Store
from infraday.store.flag_rows import Cell
from tests import factories as make
from tests.factories import NOW, TODAY, YESTERDAY

CONFIG = Config()
LIST = checklist.load(CONFIG)
DEADLINES = LIST.named("unrealistic_deadlines")
OPEN = TaskStatus.OPEN


@pytest.fixture
def db(store: Store) -> Iterator[Connection]:
    db = file.connect(store.path)
    yield db
    db.close()


def refresh(db: Connection, now: datetime = NOW) -> bool:
    return flag_checks.refresh(db, LIST, CONFIG, now)


def cell(db: Connection, key: str = "unrealistic_deadlines") -> Cell:
    [found] = [one for one in flag_rows.cells(db) if one.key == key]
    return found


def slipping(store: Store) -> None:
    """A project with more work than time before tomorrow evening."""
    project = make.project(due_on=TODAY + timedelta(days=1))
    work = make.task(project_id=1, status=OPEN, estimate_minutes=60 * 60, owner="ana", output="x")
    make.planned(store, project, work)


def test_the_figures_are_those_of_the_open_tasks_and_risks(store: Store, db: Connection) -> None:
    risk: dict[str, Any] = {"project_id": 1, "created_at": NOW}
    make.planned(
        store,
        make.project(due_on=TODAY + timedelta(days=1)),
        make.task(project_id=1, status=OPEN, output="Runbook", owner="ana", estimate_minutes=90),
        make.task(project_id=1, status=OPEN, due=TODAY),
        make.task(project_id=1, status=TaskStatus.DONE),
        make.task(project_id=1),  # in the inbox: nobody has judged it
        Risk(title="Optics late", **risk),
        Risk(title="Moot", status=RiskStatus.CLOSED, **risk),
        make.block(task_id=1, actual_start=make.clock(8), actual_end=make.clock(8, 30)),
        make.project("calm"),
    )  # fmt: skip
    found = flag_figures.read(db, CONFIG, NOW)
    assert found[1]["tasks_without_output"] == Share(1, 2)
    assert found[1]["without_owner"] == Share(2, 3)
    effort = found[1]["remaining_effort"]
    assert isinstance(effort, Effort)
    assert (effort.remaining, effort.due) == (60, TODAY + timedelta(days=1))
    assert effort.free > 8 * 60
    assert found[2] == {}  # a project without data has no figures


def test_a_far_date_is_not_judged_by_the_sixty_days_that_are_counted(
    store: Store, db: Connection
) -> None:
    """Nothing is planned, so that each working day has its nine and a half hours."""
    sized: dict[str, Any] = {"status": OPEN, "estimate_minutes": 60}
    ahead = (60, 61, 200, 20_000)
    make.planned(
        store,
        *[make.project(f"p{days}", due_on=TODAY + timedelta(days)) for days in ahead],
        *[make.task(project_id=pk, **sized) for pk in range(1, 5)],
        make.task(project_id=1, status=OPEN),
    )
    found = flag_figures.read(db, CONFIG, NOW)
    efforts = [found[pk]["remaining_effort"] for pk in range(1, 5)]
    assert all(isinstance(it, Effort) for it in efforts)
    near, next_day, far, farthest = (it for it in efforts if isinstance(it, Effort))
    assert (near.unsized, near.is_rough, next_day.is_rough) == (1, False, True)
    between = [TODAY + timedelta(days) for days in range(61, 201)]
    workdays = sum(day.weekday() < 5 for day in between)
    assert far.free - near.free == workdays * 570
    assert farthest.free > far.free
    assert next_day.free - near.free == 570 * (between[0].weekday() < 5)


def test_a_projects_own_date_that_was_moved_counts_too(store: Store, db: Connection) -> None:
    make.planned(store, make.project(due_on=TODAY), make.project("calm", due_on=TODAY))
    make.planned(store, *[make.task(project_id=pk, status=OPEN) for pk in (1, 2)])
    db.execute("BEGIN IMMEDIATE")
    entry = db.execute(
        "INSERT INTO journal_entry (at, actor, label, undone) VALUES (?, 'planner', 'Move', 0)",
        (str(NOW.astimezone(UTC).replace(tzinfo=None)),),
    ).lastrowid
    db.execute("INSERT INTO journal_current (entry_id) VALUES (?)", (entry,))
    db.execute("UPDATE project SET due_on = ? WHERE id = 1", (str(TODAY + timedelta(9)),))
    db.execute("DELETE FROM journal_current")
    db.execute("COMMIT")
    found = flag_figures.read(db, CONFIG, NOW)
    assert found[1]["due_dates_moved"] == Count(1, ("the project",))
    assert found[2]["due_dates_moved"] == Count(0)


def test_word_that_is_late_is_the_oldest_chase_or_report(store: Store, db: Connection) -> None:
    waiting: dict[str, Any] = {"project_id": 1, "status": TaskStatus.WAITING, "owner": "jo"}
    make.planned(
        store,
        make.project(),
        make.task("Badge list", chase_on=TODAY - timedelta(days=3), **waiting),
        make.task("Key list", chase_on=TODAY + timedelta(days=3), **waiting),
        make.project("second"),
        make.block(day=TODAY - timedelta(days=5), kind=Kind.REPORT, project_id=2),
        make.project("third"),
        make.block(day=YESTERDAY, kind=Kind.REPORT, project_id=3, status=Status.DONE),
    )
    found = flag_figures.read(db, CONFIG, NOW)
    assert found[1]["late_word"] == Late(3, "chase of T-1 Badge list")
    assert found[2]["late_word"] == Late(5, "report B-1 Budget review")
    assert found[3]["late_word"] == Late(0)


def test_due_dates_that_were_moved_are_counted_from_the_journal(
    store: Store, db: Connection
) -> None:
    make.planned(store, make.project(), make.task(project_id=1, status=OPEN, due=TODAY))
    assert flag_figures.read(db, CONFIG, NOW)[1]["due_dates_moved"] == Count(0)
    for days in (1, 2, 3):
        day = TODAY + timedelta(days=days)
        store.change(store_tasks.edit, 1, days, {"due": day}, NOW)
    store.replay(history.undo)
    assert flag_figures.read(db, CONFIG, NOW)[1]["due_dates_moved"] == Count(2, ("T-1 2 times",))
    later = NOW + timedelta(days=31)
    assert flag_figures.read(db, CONFIG, later)[1]["due_dates_moved"] == Count(0)


def test_a_day_is_overcommitted_when_its_blocks_take_longer_than_it_has(
    store: Store, db: Connection
) -> None:
    full: dict[str, Any] = {"minutes": 9 * 60, "begin": "08:00", "project_id": 1}
    make.planned(
        store,
        make.project(),
        *[make.block(day=YESTERDAY, **full), make.block("09:00", day=YESTERDAY)],
        *[make.block(day=TODAY, **full), make.block("12:00", 60, kind=Kind.BREAK)],
    )
    found = flag_figures.read(db, CONFIG, NOW)
    assert found[1]["overcommitted_days"] == Count(2)  # 10 h of 9.5, and 9 h of 8.5
    assert flag_figures.read(db, Config(capacity_minutes=600), NOW)[1]["overcommitted_days"] == (
        Count(0)
    )


def test_a_check_is_kept_once_a_day_and_knows_since_when(store: Store, db: Connection) -> None:
    slipping(store)
    assert refresh(db)
    assert not refresh(db)  # the same again writes nothing
    assert refresh(db, NOW + timedelta(days=1))
    found = cell(db)
    assert (found.computed, found.since) == (FlagState.RAISED, TODAY)
    assert (found.raised_on, found.checked_on) == (TODAY, TODAY + timedelta(days=1))
    assert found.evidence[0].startswith("Remaining work 60 h, ")
    assert pressing.raised(db) == 1
    assert [one.day for one in flag_rows.history(db, 1, DEADLINES.key)] == [
        TODAY, TODAY + timedelta(days=1),
    ]  # fmt: skip


def test_a_project_without_data_has_none_and_is_never_clear(store: Store, db: Connection) -> None:
    make.planned(store, make.project(), make.project("over", status="closed"))
    refresh(db)
    found = flag_rows.cells(db)
    assert [(one.project, one.state) for one in found] == [("dc-move", FlagState.NO_DATA)] * 7
    assert all("No data yet" in one.evidence[0] for one in found)


def test_the_worse_of_data_and_person_counts_and_a_disagreement_shows(
    store: Store, db: Connection
) -> None:
    slipping(store)
    refresh(db)
    store.change(flags.check, 1, DEADLINES, FlagState.WATCH, "  We add a shift ", NOW)
    found = cell(db)
    assert (found.computed, found.person, found.state) == (
        FlagState.RAISED, FlagState.WATCH, FlagState.RAISED,
    )  # fmt: skip
    assert found.disagrees
    assert found.note == "We add a shift"
    communication = LIST.named("poor_communication")
    store.change(flags.check, 1, communication, FlagState.RAISED, "", NOW)
    assert cell(db, "poor_communication").raised_on == TODAY
    assert pressing.raised(db) == 2
    store.replay(history.undo)
    assert pressing.raised(db) == 1
    assert cell(db, "poor_communication").person is None


def test_a_persons_word_counts_from_when_they_first_said_it(store: Store, db: Connection) -> None:
    make.planned(store, make.project())
    refresh(db)
    said = [("raised", 0), ("clear", 1), ("raised", 3), ("raised", 9)]
    for state, days in said:
        at = NOW + timedelta(days=days)
        store.change(flags.check, 1, DEADLINES, FlagState(state), "", at)
    found = cell(db)
    assert found.person_since == found.raised_on == TODAY + timedelta(days=3)
    assert found.said_on == TODAY + timedelta(days=9)


def test_a_flag_can_be_raised_before_the_first_check(store: Store, db: Connection) -> None:
    make.planned(store, make.project())
    store.change(flags.check, 1, DEADLINES, FlagState.RAISED, "", NOW)
    assert pressing.raised(db) == 1
    assert refresh(db)
    assert cell(db).raised_on == TODAY
    with pytest.raises(RuleError, match="Say clear"):
        store.change(flags.check, 1, DEADLINES, FlagState.NO_DATA, "", NOW)


def test_what_a_flag_was_turned_into_is_linked_both_ways(store: Store, db: Connection) -> None:
    slipping(store)
    refresh(db)
    store.change(flags.turn_into, 1, DEADLINES, "T-1", NOW)
    store.change(flags.turn_into, 1, DEADLINES, "T-1", NOW)
    assert flag_rows.links(db, 1, DEADLINES.key) == ["T-1"]
    assert flag_rows.of_target(db, ["T-1", "R-001"]) == [(1, DEADLINES.key)]
    assert pressing.read(db) == {1: "red flag in dc-move: unrealistic deadlines"}
    assert pressing.ties(db, [1, 2])[1].flag


def test_a_flag_that_is_not_raised_presses_nobody(store: Store, db: Connection) -> None:
    make.planned(store, make.project(), make.task(status=OPEN))
    refresh(db)
    store.change(flags.turn_into, 1, DEADLINES, "T-1", NOW)
    assert pressing.read(db) == {}
    store.change(flags.check, 1, DEADLINES, FlagState.RAISED, "", NOW)
    assert list(pressing.read(db)) == [1]
    store.change(flags.check, 1, DEADLINES, FlagState.RESOLVED, "", NOW)
    assert pressing.read(db) == {}


def test_an_escalated_risk_presses_its_tasks_while_it_is_open(store: Store, db: Connection) -> None:
    risk = Risk(
        title="Optics late", response=Response.ESCALATE, probability=4, impact=5, created_at=NOW
    )
    make.planned(store, make.task(status=OPEN), risk, Link(task_id=1, target="R-001"))
    assert pressing.read(db) == {1: "linked to the escalated risk R-001"}
    assert pressing.ties(db, [1])[1].risk == 20
    make.planned(store, make.project())
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO journal_current (entry_id) VALUES (0)")
    db.execute("UPDATE risk SET status = 'closed'")
    db.execute("DELETE FROM journal_current")
    db.execute("COMMIT")
    assert pressing.read(db) == {}
    assert pressing.ties(db, [1]) == {}


def test_the_snapshots_outlive_undo_and_go_with_their_project(store: Store, db: Connection) -> None:
    make.planned(store, make.project())
    refresh(db)
    rows = db.execute("SELECT count(*), max(evidence) FROM flag_check").fetchone()
    assert rows[0] == 7
    assert json.loads(rows[1])
    store.replay(history.undo)
    assert db.execute("SELECT count(*) FROM flag_check").fetchone() == (0,)


def test_a_check_of_a_clock_that_ran_ahead_hides_none_that_follow(
    store: Store, db: Connection
) -> None:
    slipping(store)
    refresh(db, NOW + timedelta(days=400))
    refresh(db)
    assert cell(db).checked_on == TODAY
    assert refresh(db, NOW + timedelta(days=1))  # in another zone it is tomorrow
    assert not refresh(db)
    assert cell(db).checked_on == TODAY + timedelta(days=1)


def test_days_are_those_of_the_config(store: Store, db: Connection) -> None:
    """Before the day boundary the check is still yesterday's."""
    make.planned(store, make.project())
    config = Config(day_boundary=time(12))
    flag_checks.refresh(db, LIST, config, NOW)
    assert {one.checked_on for one in flag_rows.cells(db)} == {date(2026, 11, 23)}


def test_what_is_spelled_out_for_speed_is_what_the_rules_call_open() -> None:
    assert (
        ", ".join(f"'{status.value}'" for status in RiskStatus if status in OPEN_RISKS)
        == pressing._OPEN
    )
