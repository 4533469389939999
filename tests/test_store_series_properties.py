"""Whatever is done to a series, no occurrence is lost or doubled, and undoing brings all back."""

import tempfile
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infraday.domain import RuleError, schedule
from infraday.domain.block import Status
from infraday.domain.series import Scope
from infraday.store import blocks, history, quick, series
from infraday.store.engine import Store, plain
from infraday.store.journal import PLANNER
from tests import factories as make
from tests.factories import NOW, TODAY

LAST = TODAY + timedelta(days=20)
Plan = dict[date, tuple[str, Status]]
RULES = ("FREQ=DAILY;COUNT=15", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6", "FREQ=DAILY;INTERVAL=3;COUNT=6",
         "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261208")  # fmt: skip
DEEDS = ("skip", "finish", "remove", "rename", "following", "all", "end", "cut", "after")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def plan_of(store: Store) -> list[tuple[date, str, Status]]:
    """All that the plan holds until the last day, in order, as one sees it."""
    days = [TODAY + timedelta(days=number) for number in range((LAST - TODAY).days + 1)]
    rows = store.read(lambda session: [quick.on_day(plain(session), day) for day in days])
    return [(row.day, row.activity, row.status) for found in rows for row in found]


def block_on(store: Store, day: date) -> quick.BlockRow:
    [row] = store.read(lambda session: quick.on_day(plain(session), day))
    return row


def draft_of(row: quick.BlockRow, activity: str) -> blocks.Draft:
    times = schedule.Times(row.day, row.start, row.end_day, row.end)
    return blocks.Draft(times, activity)


def do(store: Store, deed: str, row: quick.BlockRow, name: str) -> bool:
    """One thing that a user does at an occurrence; whether it changed anything."""
    draft = draft_of(row, name)
    match deed:
        case "skip":
            done = store.change(blocks.skip, [row.id], NOW)
        case "finish":
            done = store.change(blocks.finish, row.id, NOW)
        case "remove":
            done = store.change(blocks.delete, [row.id])
        case "rename":
            done = store.change(blocks.edit, row.id, row.version, draft, NOW)
        case "following" | "all":
            done = store.change(series.edit, row.id, None, draft, Scope(deed), None, NOW)
        case _:
            scope = {"end": Scope.ALL, "cut": Scope.FOLLOWING, "after": Scope.AFTER}[deed]
            done = store.change(series.delete, row.id, scope, NOW)
    return bool(done.entry_id)


class Model:
    """The same on a plain set of dates: of each its name, its state, its series, and whether its
    name was given to it alone."""

    def __init__(self, days: list[date]) -> None:
        self.name = dict.fromkeys(days, "Stand-up")
        self.status = dict.fromkeys(days, Status.PLANNED)
        self.series: dict[date, int | None] = dict.fromkeys(days, 0)
        self.said = {0: "Stand-up"}

    def do(self, deed: str, day: date, name: str) -> None:
        if deed == "skip":
            self.status[day] = Status.SKIPPED
        elif deed == "finish":
            self.status[day] = Status.DONE
        elif deed == "remove":
            self.gone(day)
        elif deed == "rename":
            self.name[day] = name
        elif deed in ("following", "all"):
            self.rename(deed, day, name)
        else:
            self.end(deed, day)

    def gone(self, day: date) -> None:
        for part in (self.name, self.status, self.series):
            del part[day]

    def of(self, number: int | None, first: date) -> list[date]:
        return [one for one, at in self.series.items() if at == number and one >= first]

    def rename(self, deed: str, day: date, name: str) -> None:
        old = self.series[day]
        assert old is not None
        whole = deed == "all" or not any(one < day for one in self.of(old, date.min))
        new = old if whole else max(self.said) + 1
        said = self.said[old]
        here = self.name[day]
        for one in self.of(old, date.min if whole else day):
            done = self.status[one] is Status.DONE
            if (self.name[one] == said and not done and here != name) or one == day:
                self.name[one] = name
            self.series[one] = new
        self.said[new] = name if here != name else said

    def end(self, deed: str, day: date) -> None:
        first = {"end": date.min, "cut": day, "after": day + timedelta(days=1)}[deed]
        for one in self.of(self.series[day], first):
            if self.status[one] is Status.DONE:
                self.series[one] = None
            else:
                self.gone(one)

    def refuses(self, deed: str, day: date) -> bool:
        if deed == "after":
            return day == max(self.of(self.series[day], date.min))
        return deed == "skip" and self.status[day] is Status.DONE

    @property
    def plan(self) -> list[tuple[date, str, Status]]:
        return [(day, self.name[day], self.status[day]) for day in sorted(self.name)]


@settings(max_examples=15)
@given(data=st.data(), rule=st.sampled_from(RULES))
def test_no_occurrence_is_lost_or_doubled(data: st.DataObject, rule: str, folder: Path) -> None:
    path = Path(tempfile.mkdtemp(dir=folder)) / "plan.db"
    store = Store(str(path), lambda: NOW, PLANNER)
    begin = make.draft("Stand-up", times=schedule.lasting(TODAY, time(10), 30))
    store.change(series.add, begin, rule, NOW)
    start = plan_of(store)
    model = Model([day for day, _, _ in start])
    steps = data.draw(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 99)), max_size=6))
    done = 0
    for number, (deed, at) in enumerate(steps):
        days = sorted(day for day, one in model.series.items() if one is not None)
        if not days:
            break
        day = days[at % len(days)]
        row = block_on(store, day)
        if model.refuses(deed, day):
            with pytest.raises(RuleError):
                do(store, deed, row, "refused")
            continue
        done += do(store, deed, row, f"name {number}")
        model.do(deed, day, f"name {number}")
        assert plan_of(store) == model.plan
    for _ in range(done):
        store.replay(history.undo)
    assert plan_of(store) == start
    store.close()
