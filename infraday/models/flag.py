"""Red flags: what a person said of one, what it was turned into, and what the data said."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Field, Index, SQLModel

from infraday.domain.flag import FlagState
from infraday.models.base import Record, by_value


class FlagVerdict(Record, table=True):
    """A person's word on a flag of a project; the newest one holds."""

    __tablename__ = "flag_verdict"
    __table_args__ = (
        Index("flag_verdict_cell", "project_id", "key", "day", "id"),
        {"sqlite_autoincrement": True},
    )

    project_id: int = Field(foreign_key="project.id")
    key: str
    day: date
    state: FlagState = Field(sa_type=by_value(FlagState), nullable=False)
    note: str = ""
    at: datetime


class FlagLink(Record, table=True):
    """What a flag was turned into: `target` is a reference such as R-023 or T-12."""

    __tablename__ = "flag_link"
    __table_args__ = (
        Index("flag_link_cell", "project_id", "key", "target", unique=True),
        Index("flag_link_target", "target"),
        {"sqlite_autoincrement": True},
    )

    project_id: int = Field(foreign_key="project.id")
    key: str
    target: str
    made_on: date


class FlagCheck(SQLModel, table=True):
    """What the data said of a flag on a day, and since when; the newest day is what it says now.
    `evidence` is a JSON list of sentences. No user's doing: it is not in the journal."""

    __tablename__ = "flag_check"
    __table_args__: ClassVar = (Index("flag_check_day", "day", "computed_state"),)

    project_id: int = Field(primary_key=True, foreign_key="project.id", ondelete="CASCADE")
    key: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    computed_state: FlagState = Field(sa_type=by_value(FlagState), nullable=False)
    since: date
    evidence: str
