"""A recurring block (RFC 5545), and the derived table of the days on which it falls."""

from datetime import date, time
from typing import ClassVar

from sqlmodel import CheckConstraint, Field, Index, SQLModel, text

from infraday.domain.block import Kind, Source
from infraday.models.base import Record, by_value


class Series(Record, table=True):
    """`tz` null means local wall clock. `rdate` and `exdate` hold dates parted by commas.
    `minutes` is the length; of an all-day series (`start` null) 1440 for each day.
    `imported` is what its calendar last said, as JSON."""

    __table_args__ = (
        CheckConstraint("minutes >= 0", name="series_minutes"),
        Index("series_uid", "calendar", "uid"),
        Index("series_split", "split_from", sqlite_where=text("split_from IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    activity: str
    purpose: str | None = None
    output: str | None = None
    kind: Kind = Field(default=Kind.OTHER, sa_type=by_value(Kind), nullable=False)
    project_id: int | None = Field(default=None, foreign_key="project.id")
    notes: str = ""
    fixed: bool = False
    source: Source = Field(default=Source.MANUAL, sa_type=by_value(Source), nullable=False)
    first_day: date
    start: time | None = None
    minutes: int = 60
    rrule: str
    rdate: str = ""
    exdate: str = ""
    tz: str | None = None
    calendar: str | None = None
    uid: str | None = None
    imported: str | None = None
    split_from: int | None = Field(default=None, foreign_key="series.id")


class Occurrence(SQLModel, table=True):
    """Derived from the rules, not journalled: dropping it loses nothing."""

    __table_args__: ClassVar = (Index("occurrence_day", "day"),)

    series_id: int = Field(primary_key=True, foreign_key="series.id", ondelete="CASCADE")
    recurrence_id: date = Field(primary_key=True)
    day: date
    start: time | None = None
    end_day: date
    end: time | None = None


class ForgottenEvent(Record, table=True):
    """A calendar's event that was deleted by hand, so that no later import brings it back."""

    __tablename__ = "forgotten_event"
    __table_args__ = (
        Index("forgotten_event_uid", "calendar", "uid"),
        {"sqlite_autoincrement": True},
    )

    calendar: str
    uid: str
    recurrence_id: date | None = None
