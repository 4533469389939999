"""A block: one stretch of a day, with a purpose and an output."""

from datetime import date, datetime, time

from sqlmodel import CheckConstraint, Field, Index, text

from infraday.domain.block import Kind, OutputState, Source, Status
from infraday.models.base import Record, by_value


class Block(Record, table=True):
    """Plans (`day`, `start`, `end_day`, `end`) are local wall clock, actuals are instants. An
    all-day block has neither start nor end; equal times are a mark of no length.
    `imported` is what its calendar last said, as JSON."""

    __table_args__ = (
        CheckConstraint('(start IS NULL) = ("end" IS NULL)', name="block_all_day"),
        CheckConstraint(
            'end_day > day OR (end_day = day AND (start IS NULL OR "end" >= start))',
            name="block_order",
        ),
        CheckConstraint("activity <> ''", name="block_activity"),
        Index("block_day", "day", "end_day"),
        Index("block_task", "task_id"),
        Index("block_uid", "uid"),
        Index("block_occurrence", "series_id", "recurrence_id", unique=True),
        Index("block_moved_to", "moved_to_id", sqlite_where=text("moved_to_id IS NOT NULL")),
        Index("block_active", "status", sqlite_where=text("status = 'active'")),
        Index("block_passed", "end_day", "task_id", sqlite_where=text("status = 'planned'")),
        {"sqlite_autoincrement": True},
    )

    day: date
    start: time | None = None
    end_day: date
    end: time | None = None
    activity: str
    purpose: str | None = None
    output: str | None = None
    kind: Kind = Field(default=Kind.OTHER, sa_type=by_value(Kind), nullable=False)
    project_id: int | None = Field(default=None, foreign_key="project.id")
    task_id: int | None = Field(default=None, foreign_key="task.id")
    notes: str = ""
    status: Status = Field(default=Status.PLANNED, sa_type=by_value(Status), nullable=False)
    actual_start: datetime | None = None
    actual_end: datetime | None = None
    output_state: OutputState | None = Field(default=None, sa_type=by_value(OutputState))
    output_note: str | None = None
    unplanned: bool = False
    fixed: bool = False
    source: Source = Field(default=Source.MANUAL, sa_type=by_value(Source), nullable=False)
    uid: str | None = None
    calendar: str | None = None
    imported: str | None = None
    series_id: int | None = Field(default=None, foreign_key="series.id")
    recurrence_id: date | None = None
    moved_to_id: int | None = Field(default=None, foreign_key="block.id")
