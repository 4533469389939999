"""A task: something to be done that may still wait for a slot."""

from datetime import date, datetime

from sqlmodel import CheckConstraint, Field, Index, text

from infraday.domain.task import TaskStatus
from infraday.models.base import Record, by_value

OPEN = text("status IN ('inbox', 'open')")
LIVE = text("status IN ('open', 'waiting')")  # what red flags look at
TO_DO = text("status = 'open'")  # the matrix is read along these


class Task(Record, table=True):
    """`due` is when it must be done by, `scheduled` when it is planned for: different dates.
    `urgent_override` null leaves urgency to the rule. `due_moved` counts how often."""

    __table_args__ = (
        CheckConstraint("title <> ''", name="task_title"),
        CheckConstraint("estimate_minutes > 0", name="task_estimate"),
        Index("task_to_place", text("important DESC"), text("due IS NULL"), "due", "id",
              sqlite_where=OPEN),
        Index("task_status", "status", "due"),
        Index("task_source", "source", "source_uid"),
        Index("task_urgent", "important", "urgent_override", "due", "estimate_minutes",
              "snoozed_until", "created_at", sqlite_where=TO_DO),
        Index("task_age", "important", "created_at", "id", "urgent_override", "due",
              "estimate_minutes", "snoozed_until", sqlite_where=TO_DO),
        Index("task_later", "important", text("coalesce(scheduled, due, '9999')"), "id",
              "urgent_override", "due", "estimate_minutes", "snoozed_until", sqlite_where=TO_DO),
        Index("task_chase", text("coalesce(chase_on, '9999')"), "id", "snoozed_until",
              "created_at", sqlite_where=text("status = 'waiting'")),
        Index("task_health", "project_id", text("coalesce(output, '') = ''"),
              text("coalesce(owner, '') = ''"), "estimate_minutes", "due", sqlite_where=LIVE),
        Index("task_ranked", "rank", sqlite_where=text("rank IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )  # fmt: skip

    title: str
    project_id: int | None = Field(default=None, foreign_key="project.id")
    status: TaskStatus = Field(
        default=TaskStatus.INBOX, sa_type=by_value(TaskStatus), nullable=False
    )
    important: bool = False
    urgent_override: bool | None = None
    due: date | None = None
    scheduled: date | None = None
    estimate_minutes: int | None = None
    owner: str | None = None
    asked_on: date | None = None
    chase_on: date | None = None
    output: str | None = None
    notes: str = ""
    drop_reason: str | None = None
    snoozed_until: date | None = None
    rank: int | None = None
    due_moved: int = 0
    unplanned: bool = False
    source: str | None = None
    source_uid: str | None = None
    created_at: datetime
    done_at: datetime | None = None
