"""What was decided in Triage in the course of a day, counted from the journal."""

from datetime import date, datetime, time
from sqlite3 import Connection
from typing import NamedTuple

from infraday.config import Config
from infraday.config import today as day_of
from infraday.domain.matrix import Quadrant
from infraday.store import quadrants
from infraday.store.journal import instant
from infraday.store.quadrant_rules import stands_in

LABEL = "Triage: "
"""How the labels of all decisions begin."""


class Run(NamedTuple):
    """How many items were decided on, and how many of them are to be done now."""

    ranked: int
    now: int

    @property
    def said(self) -> str:
        """`41 items ranked, 9 for now`; nothing where nothing was decided."""
        if not self.ranked:
            return ""
        items = "1 item" if self.ranked == 1 else f"{self.ranked} items"
        return f"{items} ranked, {self.now} for now"


_DECIDED = f"""
    SELECT DISTINCT pk FROM journal_entry AS entry
    CROSS JOIN journal_change AS change ON change.entry_id = entry.id
    WHERE entry.at >= ? AND entry.undone = 0 AND tbl = 'task'
    AND substr(entry.label, 1, {len(LABEL)}) = '{LABEL}'
"""


def of_day(db: Connection, config: Config, now: datetime) -> Run:
    """What was decided since the day began. `now` is an aware local time."""
    begin = _begin(day_of(config, now), config.day_boundary, now)
    ids = [pk for (pk,) in db.execute(_DECIDED, (instant(begin),)).fetchall()]
    given = quadrants.lend(db, quadrants.prepare(db, config, now))
    stands = f"id IN ({', '.join(map(str, ids))}) AND {stands_in(Quadrant.DO)}"
    do: int = db.execute(f"SELECT count(*) FROM task WHERE {stands}", given).fetchone()[0]
    return Run(len(ids), do)


def _begin(day: date, boundary: time, now: datetime) -> datetime:
    return datetime.combine(day, boundary, now.tzinfo)
