"""What infraday itself wrote into a calendar: given to the rows that an import has just made, and
known again where it comes back into the plan that it is from."""

from collections.abc import Iterable, Sequence
from sqlite3 import Connection

from infraday.domain.event import Event, Own
from infraday.store import outgoing
from infraday.store.calendars_rows import Key, Rows

_ELSEWHERE = """
    SELECT uid FROM block WHERE uid IS NOT NULL AND calendar IS NOT NULL AND calendar <> :name
    UNION SELECT uid FROM series WHERE uid IS NOT NULL AND calendar IS NOT NULL
        AND calendar <> :name
    UNION SELECT uid FROM forgotten_event WHERE recurrence_id IS NULL AND calendar <> :name
"""


def returning(db: Connection, name: str, plan: Rows, events: Sequence[Event]) -> set[str]:
    """The UIDs of what went out of this plan and comes back in a calendar of this name: the plan's
    own blocks, and what it has from other calendars. `plan` holds what it has from this one."""
    here = f"@{outgoing.plan_name(db)}.infraday"
    known = {uid for uid, _ in plan.blocks} | plan.series.keys()
    found = {event.uid for event in events if event.uid.partition("#")[0].endswith(here)}
    ours = {event.uid for event in events if event.own}
    if ours - found:
        found |= ours & {uid for (uid,) in db.execute(_ELSEWHERE, {"name": name}).fetchall()}
    return found - known


def fill(db: Connection, calendar: str, found: Iterable[tuple[Key, Own]]) -> None:
    """Say of new rows what only a plan says: inside a change, each known by its key."""
    for (uid, day), own in found:
        values = (own.purpose, own.output, own.kind, _project(db, own.project), own.fixed)
        db.execute(
            "UPDATE series SET purpose = ?, output = ?, kind = ?, project_id = ?, fixed = ? "
            "WHERE calendar = ? AND uid = ? AND ? IS NULL",
            (*values, calendar, uid, day),
        )
        db.execute(
            "UPDATE block SET purpose = ?, output = ?, kind = ?, project_id = ?, fixed = ?, "
            "status = CASE WHEN ? = 'planned' THEN status ELSE ? END "
            "WHERE calendar = ? AND uid = ? AND recurrence_id IS ?",
            (*values, own.status, own.status, calendar, uid, day),
        )


def _project(db: Connection, key: str | None) -> int | None:
    """The project with this key, made where there is none."""
    if key is None:
        return None
    known = db.execute("SELECT id FROM project WHERE key = ?", (key,)).fetchone()
    if known is not None:
        return int(known[0])
    cursor = db.execute(
        "INSERT INTO project (version, key, name, status, notes) VALUES (1, ?, ?, 'active', '')",
        (key, key),
    )
    return cursor.lastrowid
