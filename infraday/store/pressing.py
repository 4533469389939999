"""What hangs on tasks besides their dates: raised red flags, escalated risks. On plain sqlite3,
since the first paint ranks by it too. Few tasks are concerned, and finding them costs an index."""

from collections.abc import Iterable, Mapping
from sqlite3 import Connection

from infraday.domain.refs import risk_ref

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.domain.ranking import Ties

_OPEN = "'identified', 'assessed', 'planned', 'monitoring'"  # spelled out: enumerations load slowly
# A flag's effective state is the worse of what the data says and what a person says.
_RAISED = """
    SELECT CAST(substr(f.target, 3) AS INTEGER), f.key, p."key" FROM flag_link AS f
    JOIN project AS p ON p.id = f.project_id AND p.status <> 'closed'
    WHERE f.target GLOB 'T-*' AND EXISTS (
        SELECT 1 FROM flag_check AS c WHERE c.project_id = f.project_id AND c.key = f.key
        AND c.day = (SELECT max(day) FROM flag_check)
        AND (c.computed_state = 'raised' OR 'raised' = (
            SELECT state FROM flag_verdict AS v WHERE v.project_id = c.project_id
            AND v.key = c.key ORDER BY v.day DESC, v.id DESC LIMIT 1)))
    ORDER BY f.id
"""
_LINKED = """
    SELECT link.task_id, risk.id, coalesce(risk.probability * risk.impact, 0) FROM risk
    JOIN link ON link.target = printf('R-%03d', risk.id) AND link.task_id IS NOT NULL
    WHERE {}
"""
_ESCALATED = _LINKED.format(f"risk.response = 'escalate' AND risk.status IN ({_OPEN})")


def read(db: Connection) -> dict[int, str]:
    """Why each of these tasks is urgent whatever its dates are, by its id."""
    found = {
        task_id: f"linked to the escalated risk {risk_ref(risk_id)}"
        for task_id, risk_id, _ in db.execute(_ESCALATED).fetchall()
    }
    for task_id, key, project in db.execute(_RAISED).fetchall():
        found[task_id] = f"red flag in {project}: {key.replace('_', ' ')}"
    return found


_COUNT = """
    SELECT count(*) FROM flag_check AS c JOIN project AS p
        ON p.id = c.project_id AND p.status <> 'closed'
    WHERE c.day = (SELECT max(day) FROM flag_check)
    AND (c.computed_state = 'raised' OR 'raised' = (
        SELECT state FROM flag_verdict AS v WHERE v.project_id = c.project_id AND v.key = c.key
        ORDER BY v.day DESC, v.id DESC LIMIT 1))
"""


def raised(db: Connection) -> int:
    """How many red flags are raised, in all projects: the count of every header."""
    found: int = db.execute(_COUNT).fetchone()[0]
    return found


def ties(db: Connection, task_ids: Iterable[int]) -> "Mapping[int, Ties]":
    """What hangs on these tasks: the score of the worst open risk, and whether a raised flag."""
    from infraday.domain.ranking import Ties  # noqa: PLC0415 - the first paint ranks without

    wanted = list(task_ids)
    if not wanted:
        return {}
    these = ", ".join(map(str, wanted))
    flagged = {task_id for task_id, _, _ in db.execute(_RAISED).fetchall()}
    worst: dict[int, int] = {}
    query = (
        "SELECT link.task_id, coalesce(max(risk.probability * risk.impact), 0) FROM link "
        "JOIN risk ON risk.id = CAST(substr(link.target, 3) AS INTEGER) "
        f"WHERE link.task_id IN ({these}) AND link.target GLOB 'R-*' "
        f"AND risk.status IN ({_OPEN}) GROUP BY link.task_id"
    )
    worst.update(db.execute(query).fetchall())
    return {
        pk: Ties(worst.get(pk, 0), pk in flagged) for pk in wanted if pk in worst or pk in flagged
    }
