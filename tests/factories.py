"""Rows and drafts with defaults, and ways to write and read them back, for tests of the store."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session, SQLModel, select

from infraday.domain import schedule
from infraday.domain.schedule import Times
from infraday.models import Block, Link, Project, Task
from infraday.store import links
from infraday.store.blocks import Draft
from infraday.store.engine import Store, plain
from infraday.store.journal import Outcome
from infraday.store.schema import RECORDS

TODAY = date(2026, 11, 24)
TOMORROW = date(2026, 11, 25)
YESTERDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)


def clock(hour: int, minute: int = 0) -> datetime:
    """An instant of today."""
    return NOW.replace(hour=hour, minute=minute)


def times(begin: str = "10:00", minutes: int = 60, day: date = TODAY) -> Times:
    return schedule.lasting(day, time.fromisoformat(begin), minutes)


def all_day(day: date = TODAY, days: int = 1) -> Times:
    return Times(day, None, day + timedelta(days=days - 1), None)


def block(
    begin: str = "10:00",
    minutes: int = 60,
    day: date = TODAY,
    activity: str = "Budget review",
    **fields: Any,
) -> Block:
    return Block(**times(begin, minutes, day)._asdict(), activity=activity, **fields)


def draft(activity: str = "Budget review", **fields: Any) -> Draft:
    return Draft(**{"times": times(), "activity": activity, **fields})


def task(title: str = "Cutover runbook", **fields: Any) -> Task:
    return Task(**{"title": title, "created_at": NOW, **fields})


def project(key: str = "dc-move", **fields: Any) -> Project:
    return Project(**{"key": key, "name": key, **fields})


def planned(store: Store, *rows: SQLModel) -> None:
    """Write rows as one change, in this order."""
    store.change(_plan, rows)


def _plan(session: Session, rows: tuple[SQLModel, ...]) -> Outcome:
    for row in rows:
        session.add(row)
        session.flush()
    return Outcome(f"Plan {len(rows)} rows")


def blocks(store: Store) -> list[Block]:
    """All blocks, by id, as another session reads them."""
    return store.read(lambda session: list(session.exec(select(Block).order_by("id"))))


def tasks(store: Store) -> list[Task]:
    return store.read(lambda session: list(session.exec(select(Task).order_by("id"))))


def projects(store: Store) -> list[str]:
    return store.read(lambda session: [one.key for one in session.exec(select(Project))])


def links_of(store: Store, owner: Block | Task) -> tuple[str, ...]:
    return store.read(links.of, owner)


def all_links(store: Store) -> list[tuple[int | None, int | None, str]]:
    return store.read(
        lambda session: [
            (one.block_id, one.task_id, one.target) for one in session.exec(select(Link))
        ]
    )


def retitled(session: Session, title: str) -> Outcome:
    """Change every task through its row."""
    for row in session.exec(select(Task)):
        row.title = title
    return Outcome(f"Retitle to {title}")


Images = dict[tuple[str, int], dict[str, Any]]


def images(session: Session) -> Images:
    """All rows of all record tables as they stand in the file."""
    found: Images = {}
    for table in RECORDS:
        cursor = plain(session).execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            found[table, row[0]] = dict(zip(names, row, strict=True))
    return found


@contextmanager
def locked(path: str, how: str = "IMMEDIATE") -> Iterator[None]:
    """Another process holds the plan."""
    other = sqlite3.connect(path, isolation_level=None)
    try:
        other.execute(f"BEGIN {how}")
        yield
    finally:
        other.rollback()
        other.close()
