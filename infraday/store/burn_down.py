"""The burn-down, read from the sums that triggers keep by day: five years are one walk over them.

The rule is in `domain/burn_down`; a test holds the two together."""

from collections.abc import Mapping, Sequence
from datetime import date
from sqlite3 import Connection

from infraday.domain.burn_down import DAY, Point
from infraday.domain.risk import RiskKind
from infraday.store.risk_conditions import EXPOSURE, IS_OPEN

_FIGURES = ", ".join(
    f"coalesce(sum({name}), 0)"
    for name in ("score", "exposure_cents", "planned", "open", "unassessed")
)
_UP_TO = f"SELECT {_FIGURES} FROM burn_down_day WHERE kind = :kind AND day <= :first {{}}"
_STEPS = f"""
    SELECT day, {_FIGURES} FROM burn_down_day
    WHERE kind = :kind AND day > :first AND day <= :last {{}} GROUP BY day ORDER BY day
"""
_BEGAN = "SELECT min(day) FROM burn_down_day WHERE kind = :kind AND open > 0 {}"
_OF_PROJECT = "AND project_id = :project_id"
_SIGNED = f"(CASE kind WHEN 'threat' THEN 1 ELSE -1 END * {EXPOSURE})"
_TOP = f"""
    SELECT id, {_SIGNED} FROM risk WHERE {IS_OPEN} AND {EXPOSURE} > 0 {{}}
    ORDER BY {EXPOSURE} DESC, id LIMIT :most
"""
_RESERVE = f"SELECT coalesce(sum({_SIGNED}), 0) FROM risk WHERE {IS_OPEN} AND {EXPOSURE} > 0 {{}}"


def read(
    db: Connection,
    first: date | None,
    last: date,
    today: date,
    kind: RiskKind = RiskKind.THREAT,
    project_id: int | None = None,
) -> list[Point]:
    """One point a day up to `last`, of the whole portfolio or of one project. Without `first`
    from the first day on which a risk was open; none where none ever was."""
    values = {"kind": str(kind), "last": str(last), "project_id": project_id}
    of_project = _OF_PROJECT if project_id is not None else ""
    if first is None:
        [[began]] = db.execute(_BEGAN.format(of_project), values).fetchall()
        if began is None:
            return []
        first = date.fromisoformat(began)
    values["first"] = str(first)
    [begin] = db.execute(_UP_TO.format(of_project), values).fetchall()
    steps = db.execute(_STEPS.format(of_project), values).fetchall()
    return _walk(begin, {day: figures for day, *figures in steps}, first, last, today)


def _walk(
    begin: Sequence[int], steps: Mapping[str, Sequence[int]], first: date, last: date, today: date
) -> list[Point]:
    score, exposure, planned, opened, unassessed = begin
    points = []
    for on in (first + n * DAY for n in range((last - first).days + 1)):
        if step := steps.get(str(on)):
            score, exposure, planned = score + step[0], exposure + step[1], planned + step[2]
            opened, unassessed = opened + step[3], unassessed + step[4]
        point = Point(on, score, exposure, planned, opened, unassessed)
        points.append(point if on <= today else point._replace(score=None, exposure_cents=None))
    return points


def top(
    db: Connection, today: date, most: int, project_id: int | None = None
) -> list[tuple[int, int]]:
    """The open risks that contribute most to the reserve, largest first: each id with its
    exposure in cents, of an opportunity below zero."""
    of_project = _OF_PROJECT if project_id is not None else ""
    values = {"most": most, "project_id": project_id}
    return [(pk, cents) for pk, cents in db.execute(_TOP.format(of_project), values).fetchall()]


def reserve(db: Connection, project_id: int | None = None) -> int:
    """The contingency reserve in cents: the exposure of open threats less open opportunities."""
    of_project = _OF_PROJECT if project_id is not None else ""
    values = {"project_id": project_id}
    cents: int = db.execute(_RESERVE.format(of_project), values).fetchone()[0]
    return cents
