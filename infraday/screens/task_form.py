"""A task in a form: every field, how each is read while one types, and why it is refused."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from infraday.screens import task_entry
from infraday.screens.field_form import FieldForm, Read
from infraday.screens.task_entry import IMPORTANT, URGENCY, TaskEntry

__all__ = ["TaskEntry", "TaskForm"]


class TaskForm(FieldForm[TaskEntry]):
    """`base` is what the task says, `values` what stands in the fields instead."""

    never_mind: ClassVar[Sequence[str]] = ("title",)

    def __init__(
        self,
        title: str,
        base: Mapping[str, str],
        today: date,
        known: tuple[Sequence[str], Sequence[str]],
        *,
        values: Mapping[str, str] | None = None,
        error: str | None = None,
    ) -> None:
        """`known` are the keys of the projects, and whom tasks were given to."""
        super().__init__(title, base if values is None else values, error)
        self._base, self._today = base, today
        self._projects, self._owners = known

    def fill(self, values: Mapping[str, str]) -> None:
        self.line("title", "Title", values["title"])
        self.line("project", "Project", values["project"], self._projects, short=True)
        self.line("due", "Due", values["due"], short=True)
        self.line("scheduled", "Scheduled", values["scheduled"], short=True)
        self.line("estimate", "Estimate", values["estimate"], short=True)
        self.line("owner", "Owner", values["owner"], self._owners, short=True)
        self.choice("important", "Important", IMPORTANT, values["important"])
        self.choice("urgency", "Urgent", URGENCY, values["urgency"])
        self.line("output", "Output", values["output"])
        self.text("notes", "Notes", values["notes"])

    def read(self, values: Mapping[str, str]) -> Read[TaskEntry]:
        return task_entry.read(values, self._base, self._today, self._projects)
