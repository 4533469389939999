"""The four lists as queries: the same tasks, and the same verdicts, as the rules say one by one."""

from datetime import datetime, time, timedelta
from sqlite3 import Connection
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infraday.config import Config
from infraday.domain import matrix
from infraday.domain.matrix import Quadrant
from infraday.domain.task import TaskStatus
from infraday.store import journal, lists, quadrant_figures, quadrants, worktime
from infraday.store.journal import Outcome
from infraday.store.quadrants import Filter, Near
from tests import memory
from tests.factories import NOW, TODAY

PLACE = "DE-BY"
TASK = (
    "INSERT INTO task (version, title, project_id, status, important, urgent_override, due, "
    "scheduled, estimate_minutes, owner, chase_on, notes, snoozed_until, rank, drop_reason, "
    "due_moved, unplanned, created_at) "
    "VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, 0, 0, ?)"
)
BLOCK = (
    'INSERT INTO block (version, day, start, end_day, "end", activity, kind, task_id, notes, '
    "status, actual_start, actual_end, unplanned, fixed, source) "
    "VALUES (1, ?, ?, ?, ?, 'Work', 'focus', ?, '', ?, ?, ?, 0, 0, 'manual')"
)
RISK = (
    "INSERT INTO risk (version, title, kind, status, response, notes, created_at) VALUES "
    "(1, 'Optics late', 'threat', 'identified', 'escalate', '', '2026-11-01 08:00:00.000000')"
)
LINK = "INSERT INTO link (version, task_id, target) VALUES (1, ?, 'R-001')"
near_days = st.sampled_from([*range(-1, 12), 30, *range(59, 63), 75]).map(
    lambda ahead: str(TODAY + timedelta(days=ahead))
)


class Plan(NamedTuple):
    """What the generated plans consist of, as values for the statements above."""

    tasks: list[tuple[object, ...]]
    worked: list[tuple[int, int, int]]  # of the tasks by their place: hour, minutes
    taken: list[tuple[int, int]]  # days ahead, hours of a meeting
    off: list[int]  # days ahead that are public holidays
    config: Config
    now: datetime
    pressed: list[int]  # of the tasks by their place: those linked to an escalated risk


tasks = st.tuples(
    st.sampled_from(["Rack", "rack optics", "Ärger", "x"]),
    st.sampled_from([None, 1, 2]),
    st.sampled_from([*map(str, TaskStatus), "open", "open", "open", "open"]),
    st.booleans(),
    st.sampled_from([None, None, None, True, False]),
    st.none() | near_days,
    st.none() | near_days,
    st.none() | st.integers(1, 300) | st.integers(300, 6_000) | st.integers(1, 40_000),
    st.sampled_from([None, "ana", "Jo"]),
    st.none() | near_days,
    st.sampled_from([None, None, str(TODAY), str(TODAY + timedelta(days=1))]),
    st.none() | st.integers(1, 5),
    st.sampled_from([None, "no need"]),
    st.integers(0, 400).map(lambda n: f"2026-{1 + n % 11:02}-{1 + n % 28:02} 08:00:00.000000"),
)
plans = st.builds(
    Plan,
    st.lists(tasks, min_size=12, max_size=25),
    st.lists(st.tuples(st.integers(0, 24), st.integers(0, 20), st.integers(1, 180)), max_size=6),
    st.lists(st.tuples(st.integers(0, 65), st.integers(1, 9)), max_size=8),
    st.lists(st.integers(0, 70), max_size=6),
    st.builds(
        Config,
        urgent_days=st.integers(0, 6) | st.just(60),
        urgent_share=st.floats(0.1, 1),
        capacity_minutes=st.none() | st.integers(1, 400),
        country=st.just("DE"),
        region=st.just("BY"),
        day_boundary=st.sampled_from([time(0), time(10)]),
        hours=st.lists(
            st.sampled_from([None, (time(8), time(17, 30)), (time(9), time(12))]),
            min_size=7,
            max_size=7,
        ).map(tuple),
    ),
    st.sampled_from([NOW, NOW.replace(hour=0), NOW.replace(hour=23)]),
    st.lists(st.integers(0, 24), max_size=4, unique=True),
)


def write(db: Connection, plan: Plan) -> None:
    def work(db: Connection) -> Outcome:
        for key in ("a", "b"):
            db.execute(
                "INSERT INTO project (version, key, name, status, notes) "
                "VALUES (1, ?, ?, 'active', '')",
                (key, key),
            )
        db.executemany(TASK, plan.tasks)
        for place, hour, minutes in plan.worked:
            if place < len(plan.tasks):
                begin = datetime.combine(TODAY - timedelta(days=9), time(hour))
                end = begin + timedelta(minutes=minutes)
                span = (f"{begin} ".replace(" ", "T"), f"{end}")
                db.execute(
                    BLOCK,
                    (
                        *_times(begin, end),
                        place + 1,
                        "done",
                        span[0][:19].replace("T", " "),
                        span[1],
                    ),
                )
        for ahead, hours in plan.taken:
            begin = datetime.combine(TODAY + timedelta(days=ahead), time(9))
            end = begin + timedelta(hours=hours)
            db.execute(BLOCK, (*_times(begin, end), None, "planned", None, None))
        db.execute(RISK)
        pressed = [place + 1 for place in plan.pressed if place < len(plan.tasks)]
        db.executemany(LINK, [(task_id,) for task_id in pressed])
        return Outcome("Fill")

    journal.transact(db, NOW, journal.SHELL, work)
    db.executemany(
        "INSERT OR REPLACE INTO holiday VALUES (?, ?, 'Off')",
        [(PLACE, str(TODAY + timedelta(days=ahead))) for ahead in plan.off],
    )


def _times(begin: datetime, end: datetime) -> tuple[str, str, str, str]:
    return str(begin.date()), f"{begin:%H:%M:%S.%f}", str(end.date()), f"{end:%H:%M:%S.%f}"


class Told(NamedTuple):
    """What the rules say of each task that is shown, one by one."""

    stands: dict[int, Quadrant]
    minutes: dict[int, int]


def one_by_one(db: Connection, plan: Plan) -> Told:
    judge = worktime.judge(db, plan.config, plan.now)
    today = worktime.limits(db, plan.config, plan.now).today
    told = Told({}, {})
    for task, worked in lists.tasks(db, lists.Wanted()):
        stands = matrix.quadrant(task.status, task.important, judge(task, worked)[0])
        if stands is not None and not (task.snoozed_until and task.snoozed_until > today):
            told.stands[task.id] = stands
            told.minutes[task.id] = max(0, (task.estimate_minutes or 0) - worked)
    return told


@given(plans)
@settings(max_examples=25, suppress_health_check=[HealthCheck.data_too_large])
def test_the_lists_hold_what_the_rules_say_of_each_task(plan: Plan) -> None:
    with memory.plan() as db:
        write(db, plan)
        told = one_by_one(db, plan)
        view = quadrants.prepare(db, plan.config, plan.now)
        figures = quadrant_figures.summary(db, view)
        for quadrant in Quadrant:
            expected = {pk for pk, stands in told.stands.items() if stands is quadrant}
            rows = quadrants.window(db, view, quadrant, 0, 100)
            assert sorted(row.task.id for row in rows) == sorted(expected)
            cell = figures.cells[quadrant]
            assert (cell.count, cell.minutes) == (
                len(rows),
                sum(told.minutes[pk] for pk in expected),
            )
            oldest = min((row.task.created_at.astimezone().date() for row in rows), default=None)
            assert cell.oldest_days == (oldest and (view.limits.today - oldest).days)


@given(
    plans, st.sampled_from([Filter(("rack",)), Filter(("ä",)), Filter((), 1), Filter(owner="JO")])
)
@settings(max_examples=20, suppress_health_check=[HealthCheck.data_too_large])
def test_a_filter_leaves_the_same_tasks_in_the_same_order(plan: Plan, wanted: Filter) -> None:
    with memory.plan() as db:
        write(db, plan)
        whole = quadrants.prepare(db, plan.config, plan.now)
        everything = {it: quadrants.window(db, whole, it, 0, 100) for it in Quadrant}
        figures = quadrant_figures.summary(db, quadrants.prepare(db, plan.config, plan.now, wanted))
        for few in (0, quadrants.FEW):  # walked along the index, and one by one
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(quadrants, "FEW", few)
                patch.setattr(quadrants, "MANY", few)
                view = quadrants.prepare(db, plan.config, plan.now, wanted)
                for quadrant, rows in everything.items():
                    expected = [row for row in rows if fits(row, wanted)]
                    assert quadrants.window(db, view, quadrant, 0, 100) == expected
                    assert figures.cells[quadrant].count == len(expected)
                    for at, row in enumerate(expected[:3]):
                        assert quadrants.place_of(db, view, quadrant, row.task.id) == at


def fits(row: quadrants.Row, wanted: Filter) -> bool:
    task = row.task
    return (
        all(word in task.title.casefold() for word in wanted.words)
        and wanted.project_id in (None, task.project_id)
        and (wanted.owner is None or (task.owner or "").casefold() == wanted.owner.casefold())
    )


@given(plans, st.integers(0, 25), st.integers(0, 25), st.integers(1, 9))
@settings(max_examples=25, suppress_health_check=[HealthCheck.data_too_large])
def test_a_window_is_a_part_of_the_whole_from_wherever_it_is_reached(
    plan: Plan, first: int, known: int, count: int
) -> None:
    with memory.plan() as db:
        write(db, plan)
        view = quadrants.prepare(db, plan.config, plan.now)
        for quadrant in Quadrant:
            rows = quadrants.window(db, view, quadrant, 0, 100)
            assert quadrants.window(db, view, quadrant, first, count) == rows[first : first + count]
            if known < len(rows):
                near = Near(known, rows[known].task.id)
                found = quadrants.window(db, view, quadrant, first, count, near)
                assert found == rows[first : first + count]
                assert quadrants.place_of(db, view, quadrant, near.task_id) == known
            elsewhere = {task_id for task_id, at in one_by_one(db, plan).stands.items()}
            elsewhere -= {row.task.id for row in rows}
            for task_id in elsewhere:
                assert quadrants.place_of(db, view, quadrant, task_id) is None
