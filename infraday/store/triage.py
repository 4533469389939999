"""How much waits for a decision, counted on plain sqlite3 without reading it."""

from datetime import date
from sqlite3 import Connection
from typing import NamedTuple

from infraday.store import triage_signals


class Counts(NamedTuple):
    """What Triage would bring, by where it comes from. Each is counted once; what is snoozed is
    not. There are no contacts yet."""

    inbox: int  # captured by hand or imported
    carried: int  # planned for an earlier day and not done
    intake: int  # came in with reports
    reviews: int  # of risks, overdue or due today
    chases: int  # handed over, and to be asked for today or before
    contacts: int
    flags: int  # raised red flags


_INBOX = """
    SELECT total(tasks * (NOT intake)), total(tasks * intake)
    FROM task_tally WHERE status = 'inbox' AND snoozed <= :today
"""
_SHOWN = "(task.snoozed_until IS NULL OR task.snoozed_until <= :today)"
_LATER = f"""
    task.status = 'open' AND {_SHOWN} AND NOT EXISTS (
        SELECT 1 FROM block AS slot WHERE slot.task_id = task.id
        AND slot.status IN ('planned', 'active') AND slot.end_day >= :today)
"""
_CARRIED = f"""
    SELECT task.id FROM task INDEXED BY task_later
    WHERE task.important IN (0, 1) AND coalesce(task.scheduled, task.due, '9999') < :today
    AND task.scheduled < :today AND {_LATER}
    UNION
    SELECT task.id FROM block INDEXED BY block_passed CROSS JOIN task ON task.id = block.task_id
    WHERE block.status = 'planned' AND block.end_day < :today
    AND (task.scheduled IS NULL OR task.scheduled < :today) AND {_LATER}
"""
_CHASES = f"""
    SELECT count(*) FROM task INDEXED BY task_chase
    WHERE task.status = 'waiting' AND coalesce(task.chase_on, '9999') <= :today AND {_SHOWN}
"""


def count(db: Connection, today: date) -> Counts:
    """The counts of a day. Queries beyond the tally look at what passed and what waits."""
    given = {"today": str(today)}
    inbox, intake = in_inbox(db, today)
    carried = db.execute(f"SELECT count(*) FROM ({_CARRIED})", given).fetchone()[0]
    chases = db.execute(_CHASES, given).fetchone()[0]
    reviews, flags = triage_signals.reviews(db, today), triage_signals.flags(db, today)
    inbox -= len(reviews.in_inbox) + len(flags.in_inbox)
    return Counts(
        inbox, carried, intake, len(reviews.made), chases, contacts=0, flags=len(flags.made)
    )


def in_inbox(db: Connection, today: date) -> tuple[int, int]:
    """How much of the inbox was captured or imported, and how much came in with reports."""
    inbox, intake = db.execute(_INBOX, {"today": str(today)}).fetchone()
    return int(inbox), int(intake)
