"""What the Risks screen and its commands read of a plan, each read measured in this process."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from sqlite3 import Connection
from statistics import median
from time import perf_counter
from typing import TypeAlias

from infraday.domain.risk import BANDS, Band
from infraday.domain.risk_view import Column, Wanted
from infraday.store import burn_down, file, risk_lists, risk_rows

Read: TypeAlias = Callable[[Connection, date], object]
ROWS = 40  # that are on screen
YEARS = timedelta(days=5 * 365)


def _shown(wanted: Wanted, order: Column = Column.SCORE) -> Read:
    """The head, the map, the order, the first rows and what belongs to the first of them."""

    def read(db: Connection, today: date) -> None:
        found = risk_lists.register(db, wanted, order, order.descending, today, BANDS)
        risk_rows.of_ids(db, found.ids[:ROWS])
        for pk in found.ids[:1]:
            risk_lists.detail(db, pk)

    return read


def _walked(db: Connection, today: date) -> None:
    """What another row under the cursor needs."""
    risk_rows.of_ids(db, (5,))
    risk_lists.detail(db, 5)


def _burned(db: Connection, today: date) -> None:
    burn_down.read(db, today - YEARS, today, today)


READS: tuple[tuple[str, str, Read], ...] = (
    ("opening", "+16 ms", _shown(Wanted())),
    ("a word", "+16 ms", _shown(Wanted(words=("risk 1",)))),
    ("a letter", "+16 ms", _shown(Wanted(words=("f",)))),
    ("an owner", "+16 ms", _shown(Wanted(owner="ana"))),
    ("a band", "+16 ms", _shown(Wanted(bands=frozenset({Band.CRITICAL})))),
    ("a cell", "+16 ms", _shown(Wanted(cell=(4, 4)))),
    ("by review", "+16 ms", _shown(Wanted(), Column.REVIEW)),
    ("the next row", "+16 ms", _walked),
    ("due for review", "+16 ms", lambda db, today: risk_lists.reviews(db, today)),
    ("burn-down, five years", "100 ms", _burned),
)
"""What is read, with its goal: how much longer it may take than with ten risks, or how long."""


@cache
def _connected(path: str) -> Connection:
    return file.connect(path)


def reading(path: str, read: Read, times: int = 5) -> float:
    """Milliseconds that a warm read takes: the median of some times."""
    db, today = _connected(path), datetime.now(UTC).astimezone().date()
    read(db, today)
    found = []
    for _ in range(times):
        began = perf_counter()
        read(db, today)
        found.append(perf_counter() - began)
    return median(found) * 1e3
