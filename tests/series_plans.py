"""Series in a plan of their own, and what a test does with them."""

from datetime import date, time, timedelta
from typing import Any

from infraday.domain.block import Source
from infraday.domain.refs import occurrence_id
from infraday.domain.schedule import Times
from infraday.domain.series import Scope
from infraday.models import Block, Series
from infraday.store import blocks, quick, series
from infraday.store.blocks import Draft
from infraday.store.engine import Store, plain
from infraday.store.journal import Outcome
from tests import factories as make
from tests.factories import NOW, TODAY

WEEKLY = "FREQ=WEEKLY;BYDAY=TU"
WEEKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def on(day: int, month: int = 12) -> date:
    return date(2026 if month > 6 else 2027, month, day)


def made(store: Store, rrule: str = WEEKLY, **fields: Any) -> None:
    store.change(series.add, make.draft("Review", **fields), rrule, NOW)


def imported(store: Store, rrule: str = WEEKLY, **fields: Any) -> None:
    given: dict[str, Any] = {
        "activity": "Steering", "first_day": TODAY, "start": time(10), "rrule": rrule,
        "calendar": "work", "uid": "u1", "source": Source.ICS, "fixed": True,
    }  # fmt: skip
    make.planned(store, Series(**(given | fields)))


def rows(store: Store, days: int = 40) -> list[quick.BlockRow]:
    """What the plan shows from today on."""
    return store.read(
        lambda session: [
            row
            for number in range(days)
            for row in quick.on_day(plain(session), TODAY + timedelta(days=number))
        ]
    )


def seen(store: Store, days: int = 40) -> list[str]:
    """`24.11 10:00 Review`, with a B before those that have a row."""
    return [
        f"{'B ' if row.id > 0 else ''}{row.day:%d.%m} {row.start:%H:%M} {row.activity}"
        for row in rows(store, days)
        if row.start
    ]


def all_series(store: Store) -> list[Series]:
    return store.read(series.all_of)


def edit(
    store: Store, day: date, scope: Scope, every: str | None = None, of: int = 1, **fields: Any
) -> Outcome:
    """Edit a series from an occurrence; `fields` are what is changed in its form."""
    block_id = occurrence_id(of, day)
    shown = store.read(blocks.peek, block_id)
    draft = Draft(Times(shown.day, shown.start, shown.end_day, shown.end), shown.activity,
                  shown.purpose, shown.output, shown.kind, None, shown.task_id, shown.notes,
                  shown.fixed, shown.unplanned, store.read(blocks.links_of, block_id))  # fmt: skip
    return store.change(series.edit, block_id, None, draft._replace(**fields), scope, every, NOW)


def touch(store: Store, day: date, of: int = 1, **fields: Any) -> Block:
    """Change one occurrence by hand."""

    def work(session: Any) -> Outcome:
        block = blocks.get(session, occurrence_id(of, day))
        for name, value in fields.items():
            setattr(block, name, value)
        return Outcome("Touch")

    store.change(work)
    return store.read(blocks.peek, occurrence_id(of, day))
