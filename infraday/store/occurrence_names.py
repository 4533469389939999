"""What an occurrence is by now: references to it are good for ever, whatever became of its series.

The journal tells what that was: a series that was split goes on in another; one that moved to
another weekday has its occurrences on other days; what outlived its series is a single block.
"""

from collections.abc import Iterator
from datetime import date
from sqlite3 import Connection

from infraday.domain import refs
from infraday.store import occurrences
from infraday.store.plain_rows import BlockRow

_HEIRS = """
    SELECT pk FROM journal_change WHERE tbl = 'series' AND json_extract(after, '$.split_from') = :id
    UNION SELECT id FROM quick_series WHERE split_from = :id
"""
_REWRITTEN = """
    SELECT json_extract(c.before, '$.first_day'), json_extract(c.before, '$.rrule'),
        json_extract(c.after, '$.first_day'), json_extract(c.after, '$.rrule')
    FROM journal_change AS c JOIN journal_entry AS e ON e.id = c.entry_id
    WHERE c.tbl = 'series' AND c.pk = ? AND e.undone = 0 AND c.before IS NOT NULL
        AND c.after IS NOT NULL
    ORDER BY c.id
"""
_SINGLE = """
    SELECT block.id FROM journal_change AS c JOIN quick_block AS block ON block.id = c.pk
    WHERE c.tbl = 'block' AND block.series_id IS NULL
        AND json_extract(c.after, '$.series_id') = ?
        AND json_extract(c.after, '$.recurrence_id') = ?
    LIMIT 1
"""


def find(db: Connection, block_id: int) -> BlockRow | int | None:
    """What an id below 0 stands for: the occurrence, or the id of the block that it became."""
    series_id, day = refs.occurrence_of(block_id)
    found = occurrences.find(db, series_id, day)
    if found is not None:
        return found
    line = dict(_line(db, series_id, day, set()))
    names = dict.fromkeys([*((heir, day) for heir in line), *line.items()])
    for name in names:
        if (found := occurrences.find(db, *name)) is not None:
            return found
    return next((single for name in names for single in _single(db, name)), None)


def _line(db: Connection, series_id: int, day: date, seen: set[int]) -> Iterator[tuple[int, date]]:
    """The series and those that took it up, each with the day that its occurrence has by now."""
    from infraday.domain import series as rules  # noqa: PLC0415 - dateutil: only for old names

    seen.add(series_id)
    for first, rule, other_first, other_rule in db.execute(_REWRITTEN, (series_id,)).fetchall():
        if (first, rule) != (other_first, other_rule):
            before = rules.Ruled(date.fromisoformat(first), rule)
            after = rules.Ruled(date.fromisoformat(other_first), other_rule)
            day = rules.went(before, after, day) or day
    yield series_id, day
    for (heir,) in db.execute(_HEIRS, {"id": series_id}).fetchall():
        if heir not in seen:
            yield from _line(db, heir, day, seen)


def _single(db: Connection, name: tuple[int, date]) -> Iterator[int]:
    series_id, day = name
    for (block_id,) in db.execute(_SINGLE, (series_id, str(day))).fetchall():
        yield block_id
