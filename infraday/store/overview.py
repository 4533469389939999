"""What the Matrix screen shows besides its lists, read in one go on plain sqlite3."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from sqlite3 import Connection
from typing import NamedTuple

from infraday import config as settings
from infraday.config import Config
from infraday.domain import matrix, rows
from infraday.domain.matrix import Verdict
from infraday.store import plain_rows, pressing, quadrant_figures, quadrants, quick, worktime
from infraday.store.plain_rows import ProjectRow, TaskRow
from infraday.store.quadrants import Filter, View

LATELY = 5000  # the newest tasks that have an owner: who is asked for nothing any more is no help

Judge = Callable[[rows.Task, int], Verdict]


class Overview(NamedTuple):
    """`free` gives the free working minutes from now to the end of a day, `judge` the verdict on
    a task and the minutes worked on it; they may be asked without the plan."""

    view: View
    today: date
    figures: quadrant_figures.Summary
    projects: Mapping[int, ProjectRow]
    free: Callable[[date], int]
    judge: Judge
    works: Callable[[date], bool]  # whether one works on a day
    raised: int = 0  # red flags, in all projects


def read(db: Connection, config: Config, now: datetime, flt: Filter) -> Overview:
    """`now` is an aware local time."""
    today = settings.today(config, now)
    view = quadrants.prepare(db, config, now, flt)
    off = worktime.days_off(db, config, today)
    free = worktime.free(db, config, now)

    def works(day: date) -> bool:
        return settings.working(config, day, off) is not None

    def judge(task: rows.Task, worked: int) -> Verdict:
        days, share = config.urgent_days, config.urgent_share
        pressed = view.limits.pressed.get(task.id)
        return matrix.urgency(task, today, free, worked, days, share, works, pressed)

    figured = quadrant_figures.summary(db, view)
    raised = pressing.raised(db)
    return Overview(view, today, figured, quick.projects(db), free, judge, works, raised)


def owners(db: Connection, most: int = 200) -> list[str]:
    """Whom tasks were given to lately, the most frequent first."""
    found = db.execute(
        "SELECT owner FROM (SELECT owner FROM task NOT INDEXED WHERE owner IS NOT NULL "
        "ORDER BY id DESC LIMIT ?) GROUP BY owner ORDER BY count(*) DESC, owner LIMIT ?",
        (LATELY, most),
    )
    return [owner for (owner,) in found.fetchall()]


def archived(db: Connection, first: int, count: int) -> list[TaskRow]:
    """What was archived with a reason, the newest entries first."""
    found = plain_rows.task_rows(
        db,
        "status = 'dropped' AND drop_reason IS NOT NULL ORDER BY id DESC LIMIT ? OFFSET ?",
        (count, first),
    )
    return [task for task, _ in found]
