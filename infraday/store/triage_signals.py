"""Which reviews of risks and which raised red flags Triage brings, on plain sqlite3.

What became a task that is still open is that task; what was left out today comes back tomorrow.
"""

from collections.abc import Mapping
from datetime import date
from sqlite3 import Connection
from typing import NamedTuple

from infraday.domain import risk_rules
from infraday.domain.flag import FlagState
from infraday.domain.flags import Flag
from infraday.domain.refs import risk_ref
from infraday.domain.risk import OPEN as OPEN_RISK
from infraday.domain.risk import Bands, band
from infraday.domain.triage_signals import FLAG, REVIEW, Raised, Review, flag_named, flag_uid
from infraday.store import flag_rows, risk_lists, risk_rows

_INBOX = """
    SELECT source_uid, id FROM task WHERE source = ? AND status = 'inbox'
    AND (snoozed_until IS NULL OR snoozed_until <= ?) ORDER BY id
"""
# Dropped and planned for today: left out for today.
_OTHERS = """
    SELECT source_uid FROM task WHERE source = ? AND (status IN ('inbox', 'open', 'waiting')
        OR status = 'dropped' AND scheduled = ?)
"""
_RISKS = ", ".join(f"'{status.value}'" for status in sorted(OPEN_RISK))
_TURNED = f"""
    SELECT f.project_id, f.key FROM flag_link AS f JOIN task
        ON task.id = CAST(substr(f.target, 3) AS INTEGER)
    WHERE f.target GLOB 'T-*' AND task.status IN ('inbox', 'open', 'waiting')
    UNION
    SELECT f.project_id, f.key FROM flag_link AS f JOIN risk
        ON risk.id = CAST(substr(f.target, 3) AS INTEGER)
    WHERE f.target GLOB 'R-*' AND risk.status IN ({_RISKS})
"""
_RAISED = """
    SELECT c.project_id, c.key FROM flag_check AS c
    JOIN project AS p ON p.id = c.project_id AND p.status <> 'closed'
    WHERE c.day = (SELECT max(day) FROM flag_check) AND (c.computed_state = 'raised' OR 'raised' = (
        SELECT state FROM flag_verdict AS v WHERE v.project_id = c.project_id AND v.key = c.key
        ORDER BY v.day DESC, v.id DESC LIMIT 1))
    ORDER BY c.rowid
"""


class Waiting(NamedTuple):
    """Those of one kind, in their order, each by what names it: `made` are tasks in the inbox
    already, by their id, the others are None."""

    made: Mapping[str, int | None]

    @property
    def in_inbox(self) -> list[int]:
        return [task_id for task_id in self.made.values() if task_id]

    @property
    def unmade(self) -> list[str]:
        return [uid for uid, task_id in self.made.items() if not task_id]


def reviews(db: Connection, today: date) -> Waiting:
    """Risks whose review is overdue or due today, by their reference."""
    due = [risk_ref(risk_id) for risk_id in risk_lists.reviews(db, today, 0)]
    return _waiting(db, REVIEW, due, set(), today)


def flags(db: Connection, today: date) -> Waiting:
    """Raised red flags, by project and key. What was turned into a task or a risk that is still
    open is looked after there."""
    raised = [flag_uid(*cell) for cell in db.execute(_RAISED).fetchall()]
    if not raised:
        return _waiting(db, FLAG, [], set(), today)
    turned = {flag_uid(*cell) for cell in db.execute(_TURNED).fetchall()}
    return _waiting(db, FLAG, raised, turned, today)


def _waiting(
    db: Connection, source: str, due: list[str], elsewhere: set[str], today: date
) -> Waiting:
    """In the order in which they are due; a task of something that is due no longer comes last."""
    inbox: dict[str, int] = dict(db.execute(_INBOX, (source, str(today))).fetchall())
    taken = {uid for (uid,) in db.execute(_OTHERS, (source, str(today))).fetchall()} | elsewhere
    found: dict[str, int | None] = {
        uid: inbox.get(uid) for uid in due if uid in inbox or uid not in taken
    }
    return Waiting({**found, **inbox})


def read_reviews(db: Connection, uids: list[str], bands: Bands) -> dict[str, Review]:
    """What Triage shows of these risks."""
    rows = risk_rows.of_ids(db, [int(uid[2:]) for uid in uids])
    return {
        risk_ref(row.id): Review(
            row.id, row.title, row.next_review, row.current.score, band(row.current, bands),
            row.project_id, row.owner, risk_rules.sentence(row),
        )
        for row in rows
    }  # fmt: skip


def read_flags(db: Connection, uids: list[str], known: Mapping[str, Flag]) -> dict[str, Raised]:
    """What Triage shows of these flags; one that the checklist has no longer is called by its
    key."""
    found = {}
    for project_id in {int(uid.partition("/")[0]) for uid in uids}:
        for cell in flag_rows.cells(db, project_id):
            uid = flag_uid(project_id, cell.key)
            if uid in uids and cell.state is FlagState.RAISED:
                flag = known.get(cell.key) or flag_named(cell.key)
                found[uid] = Raised(project_id, cell.project, flag, cell.since_when, cell.evidence)
    return found
