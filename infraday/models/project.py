"""A project: what `#key` names."""

from datetime import date

from sqlmodel import Field

from infraday.domain.project import ProjectStatus
from infraday.models.base import Record, by_value


class Project(Record, table=True):
    key: str = Field(unique=True)
    name: str
    client: str | None = None
    colour: str | None = None
    status: ProjectStatus = Field(
        default=ProjectStatus.ACTIVE, sa_type=by_value(ProjectStatus), nullable=False
    )
    started_on: date | None = None
    due_on: date | None = None
    owner: str | None = None
    notes: str = ""
