"""What the red flags cost: the check beside the planner, and what screens read of it."""

from datetime import UTC, date, datetime
from sqlite3 import Connection

from register import Read

from infraday import checklist
from infraday.config import Config
from infraday.store import flag_checks, flag_rows, flag_view, pressing


def _computed(db: Connection, today: date) -> None:
    """Every signal of every project, from the checklist's file on."""
    config = Config()
    flag_checks.compute(db, checklist.load(config), config, datetime.now(UTC).astimezone())


def _shown(db: Connection, today: date) -> None:
    """What the screen opens with: each cell, and of one its last checks."""
    view = flag_view.read(db)
    for cell in list(view.cells.values())[:1]:
        flag_rows.history(db, cell.project_id, cell.key)
        flag_rows.links(db, cell.project_id, cell.key)


READS: tuple[tuple[str, str, Read], ...] = (
    ("all signals", "200 ms", _computed),
    ("the screen", "+16 ms", _shown),
    ("every header's count", "+1 ms", lambda db, today: pressing.raised(db)),
)
"""What is read, with its goal: how long it may take, or how much longer than with three projects
of which little is known."""
