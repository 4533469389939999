"""The daily check of the red flags: what the data says is computed and kept, a row per project,
flag and day. It is nobody's doing, so it is not in the journal, and undo leaves it alone."""

from datetime import date, datetime, timedelta
from sqlite3 import Connection

from infraday import config as settings
from infraday.config import Config
from infraday.domain import flags as rules
from infraday.domain.checklist import Checklist
from infraday.domain.flags import Computed
from infraday.store import flag_figures, flag_rows

Said = tuple[str, str, str]
"""State, since when, and evidence, as they stand in a row."""


def compute(
    db: Connection, checklist: Checklist, config: Config, now: datetime
) -> dict[tuple[int, str], Computed]:
    """What the data says of each flag of each project. `now` is an aware local time."""
    figures = flag_figures.read(db, config, now)
    return {
        (project_id, flag.key): rules.compute(flag, known)
        for project_id, known in figures.items()
        for flag in checklist.flags
    }


def refresh(db: Connection, checklist: Checklist, config: Config, now: datetime) -> bool:
    """See that today's rows say what the data says; whether anything had to be written.

    The figures are read first, outside of any transaction that writes."""
    today = settings.today(config, now)
    wanted = compute(db, checklist, config, now)
    rows = _rows(db, wanted, today)
    held = _held(db, today)
    if rows == held and not _is_ahead(db, today):
        return False
    db.execute("BEGIN IMMEDIATE")
    try:
        _write(db, today, rows, held)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return True


_ASIDE = """
    CREATE TEMP TABLE flag_check (
        project_id, "key", day, computed_state, since, evidence,
        PRIMARY KEY (project_id, "key", day))
"""
_LATELY = timedelta(days=60)  # of past checks that are looked at beside a new one


def refresh_aside(db: Connection, checklist: Checklist, config: Config, now: datetime) -> None:
    """The same for this connection alone, where the plan cannot be written: what reads flags there
    reads these. It is a table of the connection's own, which hides the plan's."""
    today = settings.today(config, now)
    rows = _rows(db, compute(db, checklist, config, now), today)
    db.execute(_ASIDE)
    db.execute(
        "INSERT INTO temp.flag_check SELECT project_id, key, day, computed_state, since, evidence "
        "FROM main.flag_check WHERE day BETWEEN ? AND ?",
        (str(today - _LATELY), str(today)),
    )
    _write(db, today, rows, _held(db, today))


def _rows(
    db: Connection, wanted: dict[tuple[int, str], Computed], today: date
) -> dict[tuple[int, str], Said]:
    before = _before(db, today)
    found = {}
    for cell, computed in wanted.items():
        level = str(computed.level.value)
        state, since = before.get(cell, ("", ""))
        began = since if state == level else str(today)
        found[cell] = (level, began, flag_rows.as_json(computed.evidence))
    return found


def _before(db: Connection, today: date) -> dict[tuple[int, str], tuple[str, str]]:
    """What was said last before today, and since when."""
    rows = db.execute(
        "SELECT project_id, key, computed_state, since FROM flag_check "
        "WHERE day = (SELECT max(day) FROM flag_check WHERE day < ?)",
        (str(today),),
    )
    return {(pk, key): (state, since) for pk, key, state, since in rows.fetchall()}


def _ahead(today: date) -> str:
    """A day that no clock of today has: in another zone it may be tomorrow."""
    return str(today + timedelta(days=2))


def _is_ahead(db: Connection, today: date) -> bool:
    """Whether there are checks of a clock that ran ahead. As the newest they would hide all that
    follow until their day has come."""
    found = db.execute("SELECT 1 FROM flag_check WHERE day >= ? LIMIT 1", (_ahead(today),))
    return found.fetchone() is not None


def _held(db: Connection, today: date) -> dict[tuple[int, str], Said]:
    rows = db.execute(
        "SELECT project_id, key, computed_state, since, evidence FROM flag_check WHERE day = ?",
        (str(today),),
    )
    return {(pk, key): (state, since, said) for pk, key, state, since, said in rows.fetchall()}


def _write(
    db: Connection,
    today: date,
    rows: dict[tuple[int, str], Said],
    held: dict[tuple[int, str], Said],
) -> None:
    """A project may be gone since the figures were read."""
    there = {pk for (pk,) in db.execute("SELECT id FROM project").fetchall()}
    db.execute("DELETE FROM flag_check WHERE day >= ?", (_ahead(today),))
    gone = [(*cell, str(today)) for cell in held if cell not in rows]
    db.executemany("DELETE FROM flag_check WHERE project_id = ? AND key = ? AND day = ?", gone)
    db.executemany(
        "INSERT INTO flag_check (project_id, key, day, computed_state, since, evidence) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (project_id, key, day) DO UPDATE SET "
        "computed_state = excluded.computed_state, since = excluded.since, "
        "evidence = excluded.evidence",
        [
            (*cell, str(today), *said)
            for cell, said in rows.items()
            if held.get(cell) != said and cell[0] in there
        ],
    )
