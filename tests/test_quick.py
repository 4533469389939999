"""The quick reads: the same as through the models, along the indexes, and captures."""

from collections.abc import Iterator
from datetime import date, timedelta
from sqlite3 import Connection

import pytest
from sqlmodel import Session

from infraday.config import Config
from infraday.domain import schedule
from infraday.domain.block import Kind, OutputState, Source, Status
from infraday.domain.rows import DayRows
from infraday.domain.task import TaskStatus
from infraday.models import Block, Day, Link, Series, Task
from infraday.store import days, file, quick, worktime
from infraday.store.engine import Store, plain
from infraday.store.journal import Outcome
from infraday.store.quick import BlockRow, ProjectRow, TaskRow
from tests import factories as make
from tests.factories import NOW, TODAY, TOMORROW, YESTERDAY, clock

CONFIG = Config()


@pytest.fixture
def db(store: Store) -> Iterator[Connection]:
    """The same plan on a plain connection."""
    connection = file.connect(store.path)
    yield connection
    connection.close()


def fill(store: Store) -> None:
    """A day on which everything that can be stored is."""
    make.planned(
        store,
        make.project("dc-move", name="Move", colour="teal"),
        make.project("net-up"),
        Series(activity="Stand-up", first_day=TODAY, rrule="FREQ=DAILY"),
        Day(day=TODAY, capacity_minutes=300, notes="freeze [/x]"),
        *open_tasks(),
        *todays_blocks(),
        make.block("22:00", 240, YESTERDAY, "Cutover"),
        make.block("22:00", 120, YESTERDAY, "Until midnight"),
        make.block("08:00", 60, TOMORROW, "Tomorrow"),
        *[Link(block_id=1, target=ref) for ref in ("T-2", "R-004", "T-99", "B-2", "T-1")],
        Link(block_id=2, target="T-10"),
        *[Link(task_id=task_id, target="B-1") for task_id in (2, 3, 10, 9)],
    )


def open_tasks() -> list[Task]:
    return [
        make.task("with a slot", project_id=1, due=TOMORROW, estimate_minutes=60),
        make.task("urgent", important=True, due=TODAY, estimate_minutes=90, owner="ana"),
        make.task("by hand", urgent_override=True, status=TaskStatus.OPEN, output="RMA"),
        make.task("calm by hand", urgent_override=False, due=TODAY),
        make.task("snoozed", snoozed_until=TOMORROW),
        make.task("snoozed till today", snoozed_until=TODAY, important=True),
        make.task("for tomorrow", scheduled=TOMORROW),
        make.task("delegated", status=TaskStatus.WAITING, owner="jo", chase_on=TODAY),
        make.task("done", status=TaskStatus.DONE, done_at=NOW),
        make.task("worked on", due=date(2026, 12, 10), estimate_minutes=600, rank=3, notes="\x00"),
        make.task("slot is over", status=TaskStatus.OPEN, unplanned=True),
    ]


def todays_blocks() -> list[Block]:
    return [
        make.block(
            "08:00", 60, activity="Review \x1b[2J", purpose="Find issues", output="List",
            kind=Kind.TRIAGE, project_id=1, task_id=1, notes="n", source=Source.TEMPLATE,
            uid="template/mine/0", fixed=True, unplanned=True,
        ),
        make.block(
            "08:30", 60, status=Status.DONE, actual_start=clock(8, 31), actual_end=clock(9, 17),
            output_state=OutputState.PARTIAL, output_note="v7", task_id=10,
        ),
        make.block("09:00", 15, status=Status.MOVED, moved_to_id=2, task_id=10,
                   actual_start=clock(7), actual_end=clock(7, 13)),
        make.block("09:30", 15, status=Status.ACTIVE, actual_start=clock(9, 31)),
        make.block("09:30", 15, series_id=1, recurrence_id=TODAY),
        make.block("10:00", 15, status=Status.SKIPPED, task_id=11),
        Block(**make.all_day(YESTERDAY, 3)._asdict(), activity="Freeze"),
    ]  # fmt: skip


def plainly(rows: DayRows) -> dict[str, object]:
    """The rows as values, whatever they are made of."""

    def cells(row: object, fields: tuple[str, ...]) -> list[object]:
        return [getattr(row, field) for field in fields]

    return rows._asdict() | {
        "blocks": [cells(block, BlockRow._fields) for block in rows.blocks],
        "today": [cells(block, BlockRow._fields) for block in rows.today],
        "waiting": [(cells(wait.task, TaskRow._fields), *wait[1:]) for wait in rows.waiting],
        "projects": {pk: cells(row, ProjectRow._fields) for pk, row in rows.projects.items()},
    }


def quickly(db: Connection, day: date, config: Config = CONFIG) -> DayRows:
    return quick.view(db, day, TODAY, worktime.judge(db, config, NOW))


@pytest.mark.parametrize("day", [YESTERDAY, TODAY, TOMORROW, date(2026, 11, 30)])
def test_both_ways_give_the_same_day(store: Store, db: Connection, day: date) -> None:
    fill(store)

    assert plainly(quickly(db, day)) == plainly(store.read(days.view, day, NOW, CONFIG))


def test_the_day_holds_what_the_screen_shows(store: Store, db: Connection) -> None:
    fill(store)
    rows = quickly(db, TODAY)

    assert rows.today == rows.blocks
    assert [block.activity for block in rows.blocks[:3]] == ["Freeze", "Cutover", "Review \x1b[2J"]
    assert "Until midnight" not in {block.activity for block in rows.blocks}
    assert (rows.capacity_minutes, rows.notes) == (300, "freeze [/x]")
    assert [project.key for project in rows.projects.values()] == ["dc-move", "net-up"]


def test_the_tasks_without_a_slot_are_ranked(store: Store, db: Connection) -> None:
    fill(store)
    waiting = quickly(db, TODAY).waiting

    assert [(wait.task.title, wait.urgent, wait.worked_minutes) for wait in waiting] == [
        ("urgent", True, 0),
        ("snoozed till today", False, 0),
        ("by hand", True, 0),
        ("calm by hand", False, 0),
        ("worked on", False, 59),
        ("slot is over", False, 0),
    ]
    tomorrow = [wait.task.title for wait in quickly(db, TOMORROW).waiting]
    assert {"snoozed", "for tomorrow"} <= set(tomorrow)


def test_the_links_of_a_block_name_its_tasks(store: Store, db: Connection) -> None:
    fill(store)
    links = quickly(db, TODAY).links

    assert [(one.ref, one.title) for one in links[1]] == [
        ("T-1", "with a slot"),
        ("B-2", ""),
        ("R-004", ""),
        ("T-2", "urgent"),
        ("T-99", ""),
        ("T-10", "worked on"),
        ("T-3", "by hand"),
        ("T-9", "done"),
    ]
    assert links[1][0].due == TOMORROW


def test_an_empty_day_is_empty_both_ways(store: Store, db: Connection) -> None:
    rows = quickly(db, TODAY)

    assert rows == DayRows(TODAY, (), (), (), False, {}, {}, None, "", is_new=True)
    assert store.read(days.view, TODAY, NOW, CONFIG) == rows


def inbox(session: Session, count: int) -> Outcome:
    plain(session).executemany(
        "INSERT INTO task (version, title, status, important, notes, due_moved, unplanned, "
        "created_at, due) VALUES (1, 'x', 'inbox', ?, '', 0, 0, '2026-01-01 00:00:00.000000', ?)",
        [
            (at % 7 == 0, str(TODAY + timedelta(at % 90)) if at % 3 == 0 else None)
            for at in range(count)
        ],
    )
    return Outcome("Fill")


def test_more_tasks_than_a_screen_reads_are_said(store: Store, db: Connection) -> None:
    store.change(inbox, quick.MOST_WAITING)
    assert quickly(db, TODAY).waiting_more is False

    store.change(inbox, 1)
    for rows in (quickly(db, TODAY), store.read(days.view, TODAY, NOW, CONFIG)):
        assert (len(rows.waiting), rows.waiting_more) == (quick.MOST_WAITING, True)
    assert plainly(quickly(db, TODAY)) == plainly(store.read(days.view, TODAY, NOW, CONFIG))


def plan_of(db: Connection, query: str, values: dict[str, object]) -> str:
    """How SQLite goes about a query."""
    steps = db.execute(f"EXPLAIN QUERY PLAN {query}", values).fetchall()
    return "\n".join(step[3] for step in steps)


@pytest.mark.parametrize("analysed", [False, True])
def test_the_inbox_is_walked_along_its_index_and_never_sorted(
    store: Store, db: Connection, analysed: bool
) -> None:
    store.change(inbox, 1000)
    if analysed:
        db.execute("ANALYZE")
    names: dict[str, object] = {"day": str(TODAY), "today": str(TODAY), "most": 101}

    steps = plan_of(db, f"SELECT *, worked_minutes FROM quick_waiting WHERE {quick.WAITING}", names)

    assert "SCAN task USING INDEX task_to_place" in steps
    assert "TEMP B-TREE" not in steps


def test_a_day_is_found_by_its_index(db: Connection) -> None:
    names: dict[str, object] = {"day": str(TODAY), "earliest": str(TODAY - schedule.LONGEST)}

    assert "SEARCH block USING INDEX block_day (day>? AND day<?)" in plan_of(
        db, f"SELECT * FROM quick_block WHERE {quick.ON_DAY}", names
    )
