"""A date with its capacity, its triage and its wrap-up. Most dates need no row."""

from datetime import date, datetime

from sqlmodel import Field

from infraday.models.base import Record


class Day(Record, table=True):
    """`capacity_minutes` is null where the working hours of the config hold."""

    day: date = Field(unique=True)
    capacity_minutes: int | None = None
    notes: str = ""
    triaged_at: datetime | None = None
    closed_at: datetime | None = None
