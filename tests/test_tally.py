"""The tally of tasks and minutes worked, kept by triggers: always what counting anew says."""

import sqlite3
from datetime import timedelta
from pathlib import Path
from sqlite3 import Connection

from hypothesis import given, settings
from hypothesis import strategies as st

from infraday.domain import RuleError
from infraday.store import file, history, journal, migrations
from infraday.store.journal import Outcome
from infraday.store.migrations import STEPS
from tests import memory
from tests.factories import NOW, TODAY

KEY = "status, important, override, due, snoozed, intake"
ANEW = """
    SELECT status, important, coalesce(urgent_override, -1), coalesce(due, ''),
        coalesce(snoozed_until, ''), source IS 'intake', count(*),
        sum(max(0, coalesce(estimate_minutes, 0) - coalesce(worked_minutes, 0)))
    FROM quick_task WHERE status IN ('inbox', 'open', 'waiting')
    OR (status = 'dropped' AND drop_reason IS NOT NULL) GROUP BY 1, 2, 3, 4, 5, 6
"""
COLUMNS: dict[str, list[object]] = {
    "status": ["inbox", "open", "waiting", "done", "dropped"],
    "important": [0, 1],
    "urgent_override": [None, 0, 1],
    "due": [None, str(TODAY), str(TODAY + timedelta(days=1))],
    "snoozed_until": [None, str(TODAY)],
    "estimate_minutes": [None, 30, 90],
    "source": [None, "intake"],
    "drop_reason": [None, "no need"],
}
TIMES = [
    (None, None),
    ("2026-11-24 08:00:00", None),
    ("2026-11-24 08:00:00", "2026-11-24 08:50:00"),
]

ids = st.integers(1, 4)
steps = st.one_of(
    st.tuples(st.just("set"), ids, st.sampled_from(sorted(COLUMNS)), st.integers(0, 9)),
    st.tuples(st.just("work"), ids, st.none() | ids, st.sampled_from(TIMES)),
    st.tuples(st.just("forget"), ids),
    st.tuples(st.just("delete"), ids),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


def add(db: Connection) -> None:
    for n in range(1, 5):
        db.execute(
            "INSERT INTO task (version, title, status, important, notes, due_moved, unplanned, "
            "created_at, estimate_minutes) VALUES (1, ?, 'open', 0, '', 0, 0, ?, 60)",
            (f"Task {n}", journal.instant(NOW)),
        )
        db.execute(
            'INSERT INTO block (version, day, start, end_day, "end", activity, kind, notes, '
            "status, unplanned, fixed, source, task_id, actual_start, actual_end) VALUES (1, ?, "
            "'08:00:00.000000', ?, '09:00:00.000000', 'Work', 'focus', '', 'planned', 0, 0, "
            "'manual', ?, '2026-11-24 08:00:00', '2026-11-24 08:20:00')",
            (str(TODAY), str(TODAY), n),
        )


def take(db: Connection, step: tuple[object, ...]) -> None:
    match step:
        case ("set", pk, str(column), int(choice)):
            values = COLUMNS[column]
            db.execute(
                f"UPDATE task SET {column} = ? WHERE id = ?", (values[choice % len(values)], pk)
            )
        case ("work", pk, task_id, (begin, end)):
            given = (task_id, begin, end, pk)
            db.execute(
                "UPDATE block SET task_id = (SELECT id FROM task WHERE id = ?), "
                "actual_start = ?, actual_end = ? WHERE id = ?",
                given,
            )
        case ("forget", pk):
            db.execute("DELETE FROM block WHERE id = ?", (pk,))
        case ("delete", pk):
            db.execute("DELETE FROM block WHERE task_id = ?", (pk,))
            db.execute("DELETE FROM task WHERE id = ?", (pk,))


def replay(db: Connection, step: str) -> None:
    db.execute("BEGIN IMMEDIATE")
    {"undo": history.undo, "redo": history.redo}[step](db)
    db.execute("COMMIT")


def check(db: Connection) -> None:
    kept = db.execute(f"SELECT {KEY}, tasks, minutes FROM task_tally").fetchall()
    assert sorted(kept) == sorted(db.execute(ANEW).fetchall())


@given(st.lists(steps, max_size=12))
@settings(max_examples=40)
def test_the_tally_is_what_counting_anew_says(run: list[tuple[object, ...]]) -> None:
    with memory.plan() as db:

        def write(work: object) -> None:
            def both(db: Connection) -> Outcome:
                add(db) if work is None else take(db, work)  # type: ignore[arg-type]
                return Outcome("Step")

            journal.transact(db, NOW, journal.SHELL, both)

        write(None)
        check(db)
        for step in run:
            if step[0] in ("undo", "redo"):
                try:
                    replay(db, str(step[0]))
                except RuleError:  # nothing is left to go back to
                    db.execute("ROLLBACK")
            else:
                write(step)
            check(db)


def test_a_plan_of_an_older_schema_is_counted_when_it_is_migrated(tmp_path: Path) -> None:
    path = str(tmp_path / "plan.db")
    db = sqlite3.connect(path, isolation_level=None)
    migrations.migrate(db, path, STEPS[:2])
    db.execute("INSERT INTO journal_current VALUES (0)")
    add(db)
    db.execute("DELETE FROM journal_current")
    db.close()

    db = file.connect(path)
    check(db)
    assert db.execute("SELECT sum(tasks), sum(minutes) FROM task_tally").fetchall() == [(4, 160)]
    db.close()
