"""Out and in again is the identity, also for texts and nights that calendars are bad at."""

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from infraday.domain import recurrence
from infraday.domain.block import Kind, Status
from infraday.models import Block, Project, Series
from infraday.store import quick
from infraday.store.engine import Store
from tests import factories
from tests.hostile import STRINGS
from tests.ics_plans import exported, new, take_in
from tests.zones import living_in

NIGHTS = (date(2026, 3, 28), date(2026, 10, 24), date(2026, 11, 24), date(2024, 2, 28))
RULES = (
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3;COUNT=7",
    "FREQ=WEEKLY;BYDAY=MO,WE",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270630",
    "FREQ=MONTHLY;BYDAY=-1TH",
    "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4",
    "FREQ=YEARLY;UNTIL=20301231",
)
ZONES = (None, None, "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")

texts = st.one_of(st.sampled_from(STRINGS), st.text(st.characters(exclude_categories=["Cs"])))
titles = texts.filter(lambda text: 0 < len(text) <= 500 and bool(text.strip()))
words = st.none() | titles
near = st.builds(
    lambda night, days: night + timedelta(days=days), st.sampled_from(NIGHTS), st.integers(0, 2)
)
clocks = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
lengths = st.sampled_from((0, 5, 60, 90, 480, 1440, 3000))


def about() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "activity": titles,
            "purpose": words,
            "output": words,
            "notes": texts,
            "kind": st.sampled_from(list(Kind)),
            "project_id": st.sampled_from((None, 1)),
            "fixed": st.booleans(),
        }
    )


@st.composite
def times(draw: st.DrawFn) -> dict[str, Any]:
    day, start, minutes = draw(near), draw(st.none() | clocks), draw(lengths)
    if start is None:
        return {"day": day, "end_day": day + timedelta(days=minutes // 1440)}
    end = datetime.combine(day, start) + timedelta(minutes=minutes)
    return {"day": day, "start": start, "end_day": end.date(), "end": end.time()}


blocks = st.builds(
    lambda about, times, status: Block(**about, **times, status=status),
    about(),
    times(),
    st.sampled_from([status for status in Status if status is not Status.ACTIVE]),
)


@st.composite
def families(draw: st.DrawFn, series_id: int) -> list[Series | Block]:
    """A series with what was touched of it."""
    start = draw(st.none() | clocks)
    series = Series(
        **draw(about()),
        id=series_id,
        first_day=draw(near),
        start=start,
        minutes=draw(lengths) if start else 1440 * draw(st.integers(1, 3)),
        rrule=draw(st.sampled_from(RULES)),
        tz=draw(st.sampled_from(ZONES)) if start else None,
        rdate=draw(st.sampled_from(("", "2026-12-24,2026-12-25"))),
    )
    falls = list(islice(recurrence.days(series, date.min, date.max), 5))
    series.exdate = draw(st.sampled_from(("", str(falls[0]), ",".join(map(str, falls[1:3])))))
    touched = draw(st.lists(st.sampled_from(falls), max_size=3, unique=True))
    found: list[Series | Block] = [series]
    for day in touched:
        if str(day) not in series.exdate:
            block = draw(blocks)
            block.series_id, block.recurrence_id = series_id, day
            found.append(block)
    return found


@st.composite
def plans(draw: st.DrawFn) -> list[Project | Series | Block]:
    number = draw(st.integers(0, 2))
    families_ = [row for at in range(number) for row in draw(families(at + 1))]
    return [Project(key="dc-move", name="Move"), *families_, *draw(st.lists(blocks, max_size=3))]


@pytest.fixture(scope="module", autouse=True)
def _berlin() -> Iterator[None]:
    with living_in("Europe/Berlin"):
        yield


def shown(store: Store) -> list[tuple[object, ...]]:
    """What the days around the nights show, but for what is known by number."""
    db = sqlite3.connect(store.path, isolation_level=None)
    days = [night + timedelta(days=at) for night in NIGHTS for at in range(-1, 4)]
    times, about = ("day", "start", "end_day", "end"), ("activity", "purpose", "output", "notes")
    names = (*times, *about, "kind", "status", "fixed")
    rows = [row for day in days for row in quick.on_day(db, day) if row.status != Status.MOVED]
    db.close()
    return sorted(
        (tuple(getattr(row, name) for name in names) for row in rows), key=lambda row: str(row)
    )


@given(plans())
@settings(max_examples=10)
def test_a_plan_that_went_out_comes_in_as_it_was(plan: list[Project | Series | Block]) -> None:
    with TemporaryDirectory() as folder:
        before, after = new(Path(folder) / "before.db"), new(Path(folder) / "after.db")
        factories.planned(before, *plan)
        went = exported(before)

        take_in(after, went.text)

        assert exported(after).text == went.text
        assert shown(after) == shown(before)
        for store in (before, after):
            store.close()


def test_hostile_texts_come_in_as_they_were(store: Store, tmp_path: Path) -> None:
    rows = [
        factories.block(activity=text, purpose=text, output=text, notes=text)
        for text in STRINGS
        if len(text) <= 500
    ]
    factories.planned(store, *rows)
    after = new(tmp_path / "after.db")

    take_in(after, exported(store).text)

    found = {one.activity: one for one in factories.blocks(after)}
    for one in factories.blocks(store):
        same = found[one.activity]
        assert (same.purpose, same.output, same.notes) == (one.purpose, one.output, one.notes)
    after.close()


@pytest.mark.parametrize("tz", [None, "Europe/Berlin", "UTC"])
def test_a_series_keeps_the_clock_that_it_had(store: Store, tmp_path: Path, tz: str | None) -> None:
    rule: dict[str, Any] = {
        "first_day": date(2026, 11, 24),
        "start": time(2, 30),
        "rrule": "FREQ=DAILY",
    }
    factories.planned(store, Series(activity="Night watch", tz=tz, **rule))
    after = new(tmp_path / "after.db")

    take_in(after, exported(store).text)

    assert after.read(lambda session: session.exec(select(Series)).one().tz) == tz
    after.close()
