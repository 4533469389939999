"""The tables: one model layer, shared by every screen, one module a record."""

from infraday.models.block import Block
from infraday.models.day import Day
from infraday.models.flag import FlagCheck, FlagLink, FlagVerdict
from infraday.models.link import Link
from infraday.models.project import Project
from infraday.models.risk import Assessment, Issue, Risk
from infraday.models.series import ForgottenEvent, Occurrence, Series
from infraday.models.task import Task

__all__ = [
    "Assessment", "Block", "Day", "FlagCheck", "FlagLink", "FlagVerdict", "ForgottenEvent",
    "Issue", "Link", "Occurrence", "Project", "Risk", "Series", "Task",
]  # fmt: skip
