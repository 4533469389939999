"""What the Risks screen shows besides its rows, read in one go on plain sqlite3."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from sqlite3 import Connection
from typing import NamedTuple

from infraday.domain.burn_down import Point
from infraday.domain.risk import Bands
from infraday.domain.risk_view import Column, Figures, Heat, Wanted
from infraday.store import burn_down, pressing, quick, risk_lists
from infraday.store.plain_rows import ProjectRow

LATELY = timedelta(days=84)  # the burn-down of one line: twelve weeks


class Overview(NamedTuple):
    """`ids` are the risks that are wanted, in their order; `course` one point a day up to today,
    from the first on which a threat was open, of the project that is wanted or of all."""

    today: date
    ids: Sequence[int]
    figures: Figures
    heat: Heat
    course: Sequence[Point]
    projects: Mapping[int, ProjectRow]
    raised: int = 0  # red flags


def read(
    db: Connection, wanted: Wanted, order: Column, descending: bool, today: date, bands: Bands
) -> Overview:
    """`descending` is as the heading says it."""
    projects = quick.projects(db)
    ids = {one.key: one.id for one in projects.values()}
    only = ids.get(wanted.project) if wanted.project else None
    course = burn_down.read(db, today - LATELY, today, today, project_id=only)
    began = next((at for at, point in enumerate(course) if point.open), len(course))
    found = risk_lists.register(db, wanted, order, descending, today, bands)
    raised = pressing.raised(db)
    return Overview(today, found.ids, found.figures, found.heat, course[began:], projects, raised)
