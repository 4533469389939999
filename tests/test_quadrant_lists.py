"""The four lists of a small plan: their orders, and what is counted beside them."""

from datetime import date, timedelta
from sqlite3 import Connection
from typing import Any

from infraday.config import Config
from infraday.domain.matrix import Quadrant
from infraday.domain.task import TaskStatus
from infraday.models import Task
from infraday.store import file, quadrant_figures, quadrants
from infraday.store.engine import Store
from infraday.store.quadrants import Filter
from tests import factories as make
from tests.factories import NOW, TODAY, TOMORROW, YESTERDAY


def titles(db: Connection, quadrant: Quadrant) -> list[str]:
    view = quadrants.prepare(db, Config(), NOW)
    return [row.task.title for row in quadrants.window(db, view, quadrant, 0, 100)]


def test_each_list_has_its_order(store: Store) -> None:
    def opened(title: str, **fields: Any) -> Task:
        return make.task(title, **{"status": TaskStatus.OPEN, **fields})

    def waiting(title: str, chase_on: date | None, **fields: Any) -> Task:
        return opened(title, status=TaskStatus.WAITING, chase_on=chase_on, **fields)

    today, tomorrow, later = TODAY, TOMORROW, date(2026, 12, 24)
    make.planned(
        store,
        opened("due today", important=True, due=today),
        opened("by hand", important=True, urgent_override=True),
        opened("overdue", important=True, due=YESTERDAY),
        opened("ranked second", important=True, due=tomorrow, rank=2),
        opened("ranked first", important=True, urgent_override=True, rank=1),
        opened("without a date", important=True),
        opened("due later", important=True, due=later),
        opened("planned soon", important=True, due=later, scheduled=tomorrow),
        waiting("never chased", None, important=True, due=today),
        waiting("chase later", later),
        waiting("chase passed", YESTERDAY),
        opened("not handed over", due=tomorrow),
        opened("nor this, overdue", due=YESTERDAY),
        opened("new"),
        opened("old", created_at=NOW - timedelta(days=30)),
        opened("snoozed", snoozed_until=tomorrow),
        opened("awake", snoozed_until=today),
        make.task("inbox", important=True),
    )
    db = file.connect(store.path)

    assert titles(db, Quadrant.DO) == [
        "ranked first", "ranked second", "overdue", "due today", "by hand",
    ]  # fmt: skip
    assert titles(db, Quadrant.SCHEDULE) == ["planned soon", "due later", "without a date"]
    assert titles(db, Quadrant.DELEGATE) == [
        "chase passed", "chase later", "never chased", "nor this, overdue", "not handed over",
    ]  # fmt: skip
    assert titles(db, Quadrant.ELIMINATE) == ["old", "new", "awake"]
    db.close()


def test_beside_the_lists_the_rest_is_counted(store: Store) -> None:
    make.planned(
        store,
        make.task("inbox"),
        make.task("snoozed inbox", snoozed_until=TOMORROW),
        make.task("snoozed", status=TaskStatus.OPEN, snoozed_until=TOMORROW),
        make.task("asked", status=TaskStatus.WAITING, chase_on=TODAY),
        make.task("asked lately", status=TaskStatus.WAITING, chase_on=TOMORROW, owner="ana"),
        make.task("archived", status=TaskStatus.DROPPED, drop_reason="no need"),
        make.task("dropped", status=TaskStatus.DROPPED),
    )
    db = file.connect(store.path)
    found = quadrant_figures.summary(db, quadrants.prepare(db, Config(), NOW))
    of_ana = quadrant_figures.summary(db, quadrants.prepare(db, Config(), NOW, Filter(owner="ANA")))
    db.close()

    assert found[1:] == (2, 1, 1, 1, 1)
    assert found._fields[1:] == ("delegated", "chases_due", "snoozed", "inbox", "archived")
    assert of_ana[1:] == (1, 0, 0, 1, 1)


def test_a_view_is_lent_to_any_connection(store: Store) -> None:
    make.planned(
        store, make.task("Rack", status=TaskStatus.OPEN), make.task("x", status=TaskStatus.OPEN)
    )
    first, second = file.connect(store.path), file.connect(store.path)
    view = quadrants.prepare(first, Config(), NOW, Filter(("rack",)))
    other = quadrants.prepare(second, Config(), NOW)

    for db in (first, second, first):
        for one, count in ((view, 1), (other, 2)):
            assert len(quadrants.window(db, one, Quadrant.ELIMINATE, 0, 9)) == count
    first.close()
    second.close()
