"""What was done with the register between two instants: the output of the block that it was for."""

from collections.abc import Iterator
from datetime import datetime
from sqlite3 import Connection
from typing import NamedTuple

from infraday.domain.risk import BANDS, OPEN, Bands, Rating, RiskStatus, band
from infraday.domain.risk_rules import Move
from infraday.store.journal import instant

# Of each risk that was assessed between the two: how it was rated before, and how at the end.
_RATED = """
    SELECT now.risk_id, was.status, was.probability, was.impact, now.status, now.probability,
        now.impact
    FROM (
        SELECT risk_id, max(id) AS last, (
            SELECT id FROM assessment AS earlier
            WHERE earlier.risk_id = assessment.risk_id AND earlier.at < :since
            ORDER BY "on" DESC, id DESC LIMIT 1
        ) AS first
        FROM assessment WHERE at >= :since AND at < :until GROUP BY risk_id
    )
    JOIN assessment AS was ON was.id = first JOIN assessment AS now ON now.id = last
    ORDER BY now.risk_id
"""


class Summary(NamedTuple):
    """How many risks were reviewed, are new, were closed, occurred; and whose band moved. Those
    that are new move nowhere."""

    reviewed: int = 0
    added: int = 0
    moved: tuple[Move, ...] = ()
    closed: int = 0
    occurred: int = 0


def changes_between(
    db: Connection, since: datetime, until: datetime, bands: Bands = BANDS
) -> Summary:
    """From `since` on and before `until`, both aware. What was undone has left no rows."""
    span = {"since": instant(since), "until": instant(until)}
    (reviewed,) = db.execute(
        "SELECT count(DISTINCT risk_id) FROM assessment "
        "WHERE at >= :since AND at < :until AND occasion = 'reviewed'",
        span,
    ).fetchone()
    (added,) = db.execute(
        "SELECT count(*) FROM risk WHERE created_at >= :since AND created_at < :until", span
    ).fetchone()
    rated = db.execute(_RATED, span).fetchall()
    ended = [RiskStatus(row[4]) for row in rated if row[1] in OPEN and row[4] not in OPEN]
    return Summary(
        reviewed,
        added,
        tuple(_moves(rated, bands)),
        sum(status is not RiskStatus.OCCURRED for status in ended),
        sum(status is RiskStatus.OCCURRED for status in ended),
    )


_Row = tuple[int, str, int | None, int | None, str, int | None, int | None]


def _moves(rated: list[_Row], bands: Bands) -> Iterator[Move]:
    """Of the risks that are still open: what ended has left the map."""
    for risk_id, _, *was, status, probability, impact in rated:
        before, after = band(Rating(*was), bands), band(Rating(probability, impact), bands)
        if status in OPEN and before is not after:
            yield Move(risk_id, before, after)
