"""What was answered while tasks were ranked, so that one can go on with it later. It is no record:
undo leaves it, and what comes of it is the tasks' rank, which is one."""

from collections.abc import Sequence
from datetime import date, timedelta
from sqlite3 import Connection

from infraday.domain.ranking import Answer
from infraday.store.journal import Outcome

KEPT = timedelta(days=14)
"""How long an answer holds: what was more urgent two weeks ago need not be so today."""


def answers(db: Connection, task_ids: Sequence[int], today: date) -> list[Answer]:
    """What was said of these tasks, in the order in which it was."""
    found = db.execute(
        f"SELECT first_id, then_id, even FROM duel WHERE said_on > ? AND {_among(task_ids)} "
        "ORDER BY id",
        (str(today - KEPT),),
    )
    return [Answer(first, then, bool(even)) for first, then, even in found.fetchall()]


def keep(db: Connection, task_ids: Sequence[int], said: Sequence[Answer], today: date) -> Outcome:
    """Keep these answers instead of all that were given of these tasks."""
    db.execute(f"DELETE FROM duel WHERE said_on <= ? OR {_among(task_ids)}", (str(today - KEPT),))
    db.executemany(
        "INSERT INTO duel (first_id, then_id, even, said_on) VALUES (?, ?, ?, ?)",
        [(*answer, str(today)) for answer in said],
    )
    return Outcome("Answer a duel")


def _among(task_ids: Sequence[int]) -> str:
    ids = ", ".join(map(str, map(int, task_ids)))
    return f"(first_id IN ({ids}) AND then_id IN ({ids}))"
