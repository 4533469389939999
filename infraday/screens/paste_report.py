"""Paste a report of monitoring or a build: its lines become items of Triage."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea

from infraday.domain import RuleError
from infraday.exchange.intake_report import Report
from infraday.keys import Action
from infraday.screens.bindings import bindings
from infraday.screens.typed import TypedDialog
from infraday.widgets.fluid import Words
from infraday.widgets.safe_area import SafeArea

KEYS = (Action("report.take", "ctrl+s", "Take in", "Take the report in.", "Triage", "take"),)
HINT = "plain text, a line an item; JSON of an alert manager; JUnit XML of a build"
MOST = 200_000
"""Characters that are pasted. An editor that lays out each of its lines is no place for more."""
TOO_MUCH = (
    "That is more than 200 000 characters, so nothing of it was pasted. Keep it in a file: "
    "`infraday intake FILE` reads it."
)


class ReportArea(SafeArea):
    """Takes a report, not an archive."""

    class Refused(Message):
        """What was pasted is too much."""

    def on_paste(self, event: events.Paste) -> None:
        if len(event.text) > MOST:
            event.prevent_default()
            event.stop()
            self.post_message(self.Refused())
        else:
            super().on_paste(event)


class ReportScreen(TypedDialog[Report]):
    """`read` understands the text or refuses it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    draft_name = "report"

    def __init__(self, read: Callable[[str], Report]) -> None:
        super().__init__("Paste a report")
        self._read = read
        self._refused = False  # what was pasted last: the area holds what it held before
        self.area = ReportArea(id="report")
        self.answer = Words(id="answer")

    def body(self) -> Iterable[Widget]:
        yield self.area
        yield self.answer

    def hints(self) -> list[tuple[str, str]]:
        return [("report.take", "take it in"), ("app.back", "back")]

    def typed(self) -> dict[str, str]:
        return {"text": self.area.typed} if self.area.typed.strip() else {}

    def on_mount(self) -> None:
        if kept := self.take_draft().get("text", ""):
            self.area.put(kept)
        self.area.focus()
        self._say()

    def on_report_area_refused(self) -> None:
        self._refused = True
        self.answer.say((TOO_MUCH, "urgent"))

    def on_text_area_changed(self, _: TextArea.Changed) -> None:
        self._say()

    def _say(self) -> None:
        self._refused = False
        lines = self.area.document.line_count if self.area.text.strip() else 0
        count = f"{lines} line{'s' if lines != 1 else ''}" if lines else HINT
        self.answer.say((count, "muted"))

    def action_take(self) -> None:
        if self._refused and not self.area.text.strip():
            self.answer.say((TOO_MUCH, "urgent"))
            return
        try:
            report = self._read(self.area.typed)
        except RuleError as refusal:
            self.answer.say((str(refusal), "urgent"))
            return
        if report.items:
            self.dismiss(report)
        else:
            self.answer.say((nothing(report), "warn"))


def nothing(report: Report) -> str:
    """Why no item came of it."""
    if report.problems:
        return report.problems[0].reason
    if report.skipped:
        return f"All {report.skipped} of its lines say that all is well. There is nothing to do."
    return "There is nothing in it yet. Paste the report here."
