"""Makes of a big plan one of fifty projects that were looked after for ten years: what was done
lies as far back, and of each day there is a check of each flag."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from sqlite3 import Connection

from infraday import checklist
from infraday.config import Config
from infraday.store import file, flag_checks
from infraday.store.journal import instant

PROJECTS = 50
YEARS = timedelta(days=10 * 365)
STATES = ("clear", "clear", "watch", "raised", "no_data")
PROJECT = (
    'INSERT INTO project (version, "key", name, status, notes, due_on) '
    "VALUES (1, ?, ?, 'active', '', ?)"
)
CHECK = "INSERT INTO flag_check VALUES (?, ?, ?, ?, ?, ?)"


def spread(path: str, now: datetime) -> None:
    """Write it into the plan at `path`; `now` is aware and local. No journal keeps this."""
    db = file.connect(path)
    try:
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO journal_current (entry_id) VALUES (0)")
        ids = _projects(db, now.date())
        for table in ("task", "block", "series"):
            db.execute(f"UPDATE {table} SET project_id = ? + id % ?", (ids[0], PROJECTS))
        db.execute("DELETE FROM journal_current")
        _age(db, now)
        db.executemany(CHECK, _checks(ids, now.date()))
        db.execute("COMMIT")
    finally:
        db.close()


def check(path: str, now: datetime) -> None:
    """Have each flag checked, as the planner does."""
    db = file.connect(path)
    flag_checks.refresh(db, checklist.load(Config()), Config(), now)
    db.close()


def _projects(db: Connection, today: date) -> list[int]:
    """Due within two years, so that some are too far away to count their days."""
    dated = (
        (f"p{n}", f"Project {n}", str(today + timedelta(days=n * 14))) for n in range(PROJECTS)
    )
    db.executemany(PROJECT, dated)
    rows = db.execute("SELECT id FROM project WHERE \"key\" GLOB 'p[0-9]*' ORDER BY id")
    return [pk for (pk,) in rows.fetchall()]


def _age(db: Connection, now: datetime) -> None:
    """The entries of the journal, one after the other from ten years ago until now."""
    entries = [pk for (pk,) in db.execute("SELECT id FROM journal_entry ORDER BY id").fetchall()]
    db.executemany(
        "UPDATE journal_entry SET at = ? WHERE id = ?",
        [
            (instant(now - YEARS * (len(entries) - n) / len(entries)), pk)
            for n, pk in enumerate(entries)
        ],
    )


def _checks(ids: list[int], today: date) -> Iterator[tuple[object, ...]]:
    keys = [flag.key for flag in checklist.load(Config()).flags]
    evidence = '["4 of 17 open tasks have no expected output (23.5 %); watch from 30 %."]'
    for back in range(YEARS.days, 0, -1):
        day = str(today - timedelta(days=back))
        for pk in ids:
            for n, key in enumerate(keys):
                yield pk, key, day, STATES[(pk + n + back // 30) % len(STATES)], day, evidence
