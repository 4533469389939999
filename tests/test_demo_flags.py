"""The demo's red flags: what each project's data says, why, and since when; on whatever weekday."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from sqlite3 import Connection

import pytest

from infraday import checklist
from infraday.config import Config
from infraday.demo import agenda, checks, chores, outcomes, story
from infraday.demo.fill import fill
from infraday.demo.moments import Here, is_weekend
from infraday.domain import flags, schedule
from infraday.domain.block import Kind
from infraday.domain.flag import FlagState
from infraday.domain.flags import Computed, Count, Effort, Late, Share
from infraday.domain.refs import parse
from infraday.domain.task import TaskStatus
from infraday.store import file, flag_checks, flag_figures, flag_rows, pressing, risk_lists
from infraday.store.flag_rows import Cell
from tests.factories import TODAY

NOW = datetime.combine(TODAY, time(9, 42))
TOLD = story.read()
WEEK = [TODAY + timedelta(n) for n in range(7)]
WORKDAY = 510  # minutes, less the break
MOVE, UPGRADE, EXIT = "dc-move", "net-upgrade", "cloud-exit"
CLEAR, WATCH, RAISED = FlagState.CLEAR, FlagState.WATCH, FlagState.RAISED


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Connection:
    """On a Tuesday, at 09:42, when today's check is done. To be read only."""
    path = str(tmp_path_factory.mktemp("demo") / "demo.db")
    fill(path, Here(NOW, TODAY))
    db = file.connect(path)
    assert flag_checks.refresh(db, checklist.load(Config()), Config(), NOW.astimezone())
    return db


def ids(db: Connection) -> dict[str, int]:
    return {key: pk for pk, key in flag_figures.projects(db).items()}


def computed(db: Connection) -> dict[tuple[str, str], Computed]:
    """By project and flag."""
    keys = flag_figures.projects(db)
    found = flag_checks.compute(db, checklist.load(Config()), Config(), NOW.astimezone())
    return {(keys[pk], flag): said for (pk, flag), said in found.items()}


def cell(db: Connection, project: str, flag: str) -> Cell:
    [found] = [it for it in flag_rows.cells(db) if (it.project, it.key) == (project, flag)]
    return found


@pytest.mark.parametrize(
    ("flag", "raised", "why", "clear", "because"),
    [
        ("unclear_requirements", EXIT, "6 of 11 open tasks have no expected output (54.5 %)",
         UPGRADE, "4 of 17 open tasks have no expected output"),
        ("unrealistic_deadlines", MOVE, "11 due dates were moved in the last 30 days",
         EXIT, "No due date was moved in the last 30 days"),
        ("resource_constraints", MOVE, "27 of 52 open tasks and risks have no owner (51.9 %)",
         UPGRADE, "2 of 22 open tasks and risks have no owner"),
        ("poor_communication", MOVE, "UPS maintenance report, hall 2 is 13 days late",
         UPGRADE, "No report, contact or chase is late"),
    ],
)  # fmt: skip
def test_each_computable_flag_is_raised_in_one_project_and_clear_in_another(
    demo: Connection, flag: str, raised: str, why: str, clear: str, because: str
) -> None:
    found = computed(demo)

    assert found[raised, flag].level is RAISED
    assert found[clear, flag].level is CLEAR
    reasons = [it.evidence for it in found[raised, flag].readings if it.level is RAISED]
    assert any(why in reason for reason in reasons)
    assert because in " ".join(found[clear, flag].evidence)


def test_each_project_has_a_health_of_its_own(demo: Connection) -> None:
    found = {key: Counter[str]() for key in ids(demo)}
    for (project, _), said in computed(demo).items():
        found[project][said.level.value] += 1

    assert found == {
        MOVE: {"raised": 3, "clear": 1, "no_data": 3},
        UPGRADE: {"watch": 1, "clear": 3, "no_data": 3},
        EXIT: {"raised": 1, "clear": 3, "no_data": 3},
    }


def test_the_work_left_does_not_fit_before_the_date(demo: Connection) -> None:
    figures = flag_figures.read(demo, Config(), NOW.astimezone())
    effort = figures[ids(demo)[MOVE]]["remaining_effort"]

    assert isinstance(effort, Effort)
    assert effort.remaining > 1.05 * effort.free


def planned_minutes(here: Here) -> dict[date, int]:
    """What each working day up to today held, less its breaks and what was put off."""
    planned = agenda.blocks(TOLD, here)
    found: defaultdict[date, int] = defaultdict(int)
    for one in outcomes.happened([*planned, *outcomes.carried(planned, here).values()], here):
        times, kind = one.planned.times, one.planned.kind
        if kind == Kind.BREAK or one.status in schedule.TAKES_NO_TIME or schedule.is_all_day(times):
            continue
        midnight = datetime.combine(times.day + timedelta(1), time())
        found[times.day] += (
            min(schedule.ends(times), midnight) - schedule.begins(times)
        ).seconds // 60
        found[times.end_day] += max(0, (schedule.ends(times) - midnight) // timedelta(minutes=1))
    return {day: minutes for day, minutes in found.items() if day <= here.today}


@pytest.mark.parametrize("day", WEEK, ids=lambda day: f"{day:%a}")
def test_two_of_ten_days_are_overcommitted_on_whatever_weekday(day: date) -> None:
    for hour in (0, 9, 22):
        minutes = planned_minutes(Here(datetime.combine(day, time(hour, 30)), day))
        ten = [it for it in sorted(minutes) if not is_weekend(it)][-10:]
        assert sum(minutes[it] > WORKDAY for it in ten) == 2


@pytest.mark.parametrize("day", WEEK, ids=lambda day: f"{day:%a}")
def test_one_chase_is_far_too_late_on_whatever_weekday(day: date) -> None:
    late: defaultdict[str | None, int] = defaultdict(int)
    for one in chores.chores(TOLD.tasks, Here(datetime.combine(day, time(7)), day)):
        if one.row["status"] is TaskStatus.WAITING:
            days = (day - date.fromisoformat(str(one.row["chase_on"]))).days
            late[one.project] = max(late[one.project], days)

    assert late[MOVE] > 10
    assert late[UPGRADE] <= 0
    assert late[EXIT] <= 0


def test_a_due_date_was_put_off_each_time_it_says(demo: Connection) -> None:
    rows = demo.execute(
        "SELECT task.due_moved, json_extract(c.before, '$.due') < json_extract(c.after, '$.due') "
        "FROM journal_change AS c JOIN task ON task.id = c.pk WHERE c.tbl = 'task' "
        "AND json_extract(c.before, '$.due') <> json_extract(c.after, '$.due')"
    ).fetchall()

    assert len(rows) == 13
    assert all(later for _, later in rows)
    moved = demo.execute("SELECT sum(due_moved) FROM task").fetchone()
    assert moved == (13,)


@pytest.mark.parametrize(
    ("project", "flag", "state", "days"),
    [
        (MOVE, "unrealistic_deadlines", RAISED, 9),
        (MOVE, "resource_constraints", RAISED, 5),
        (MOVE, "poor_communication", RAISED, 5),
        (EXIT, "unclear_requirements", RAISED, 4),
        (UPGRADE, "unrealistic_deadlines", WATCH, 6),
    ],
)
def test_a_flag_has_stood_for_some_days(
    demo: Connection, project: str, flag: str, state: FlagState, days: int
) -> None:
    found = cell(demo, project, flag)

    assert (found.state, (TODAY - found.since_when).days) == (state, days)


def test_what_was_raised_was_watched_before(demo: Connection) -> None:
    states = {
        flag: [it.computed for it in flag_rows.history(demo, ids(demo)[MOVE], flag, 13)]
        for flag in ("unrealistic_deadlines", "resource_constraints", "poor_communication")
    }

    for course in states.values():
        assert len(course) == 13
        assert course == sorted(course, key=[CLEAR, WATCH, RAISED].index)
        assert (WATCH in course, course[-1]) == (True, RAISED)
    told = flag_rows.history(demo, ids(demo)[MOVE], "poor_communication")[0].evidence[0]
    assert "UPS maintenance report, hall 2 is 6 days late" in told


def test_a_person_disagrees_in_one_place(demo: Connection) -> None:
    [odd] = [it for it in flag_rows.cells(demo) if it.disagrees]

    assert (odd.project, odd.key) == (MOVE, "unclear_requirements")
    assert (odd.computed, odd.person, odd.state) == (CLEAR, WATCH, WATCH)
    assert odd.note


def test_one_flag_is_a_risk_and_one_a_task_now(demo: Connection) -> None:
    project_ids = ids(demo)
    [risk] = flag_rows.links(demo, project_ids[MOVE], "unrealistic_deadlines")
    [task] = flag_rows.links(demo, project_ids[EXIT], "unclear_requirements")

    detail = risk_lists.detail(demo, parse(risk).id)
    assert detail.flags == [(project_ids[MOVE], "unrealistic_deadlines")]
    assert pressing.read(demo)[parse(task).id] == "red flag in cloud-exit: unclear requirements"


def test_past_figures_are_those_of_the_newest_step() -> None:
    here = Here(NOW, TODAY)
    steps: dict[str, Sequence[dict[str, int]]] = {
        "tasks_without_output": [
            {"ago": 9, "part": 1, "whole": 6}, {"ago": 4, "part": 3, "whole": 6},
        ],
        "due_dates_moved": [{"ago": 4, "number": 2}],
    }  # fmt: skip
    course = checks.Course(steps, TODAY, ("chase of T-1", TODAY - timedelta(8)))

    assert checks.figures(course, TODAY - timedelta(10), here) == {}
    assert checks.figures(course, TODAY - timedelta(5), here) == {
        "tasks_without_output": Share(1, 6), "late_word": Late(3, "chase of T-1"),
    }  # fmt: skip
    assert checks.figures(course, TODAY - timedelta(4), here) == {
        "tasks_without_output": Share(3, 6), "due_dates_moved": Count(2),
        "late_word": Late(4, "chase of T-1"),
    }  # fmt: skip


def test_the_story_names_flags_and_signals_that_there_are() -> None:
    shipped = checklist.load(Config()).flags
    courses = TOLD.flags["course"]

    assert {one["project"] for one in courses} == {MOVE, UPGRADE, EXIT}
    said = (*TOLD.flags["verdict"], *TOLD.flags["turned"])
    assert {one["flag"] for one in said} <= {flag.key for flag in shipped}
    named = {name for one in courses for name in one} - {"project", "chased"}
    assert named == set(checks.FIGURES) <= set(flags.SIGNALS)
