"""Import a calendar: which file, how far it is, and what came of it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from infraday import store
from infraday.domain import RuleError, text
from infraday.domain.picture import Line, fill
from infraday.screens import paths
from infraday.screens.importing import STOPPED, Importing
from infraday.screens.typed import TypedDialog
from infraday.store.errors import StoreError
from infraday.widgets.fluid import Words
from infraday.widgets.framing import Note
from infraday.widgets.picker import Picker
from infraday.widgets.safe_input import SafeInput

if TYPE_CHECKING:
    from infraday.store.calendars import Report

TITLE = "Import a calendar"
HINT = "the .ics file that your calendar program exported; → completes a path"
TICK = 0.1  # seconds between two looks at how far it is
BAR = 30  # cells


class ImportScreen(TypedDialog["Report"]):
    """`begin` makes an import of a path, by force or not; it runs in a thread. Dismisses what
    was written, once that was seen."""

    draft_name = "import"

    class Ended(Message):
        """The thread has ended, with what it did or why it did not."""

        def __init__(self, found: "Report | RuleError | StoreError") -> None:
            super().__init__()
            self.found = found

    def __init__(self, begin: Callable[[str, bool], Importing]) -> None:
        super().__init__(TITLE)
        self._begin = begin
        self._line = ""
        self._job: Importing | None = None
        self._report: Report | None = None
        self._said: list[tuple[str, str]] = []  # problems with their places, and remarks
        self._forced: str | None = None  # the path that a second enter takes by force
        self._timer: Timer | None = None
        self.input = SafeInput(complete=lambda typed: paths.complete(typed, ".ics"))
        self.answer = Words(id="answer")
        self.problems = Picker("problems")
        self.whole = Note("whole")

    def body(self) -> Iterable[Widget]:
        yield self.input
        yield self.answer
        yield self.problems
        yield self.whole

    def hints(self) -> list[tuple[str, str]]:
        if self._report:
            return [("app.back", "close")]
        if self._job:
            return [("app.back", "stop")]
        return [("enter", "import"), ("right", "complete"), ("app.back", "back")]

    def typed(self) -> dict[str, str]:
        return {} if self._report or not self._line else {"line": self._line}

    def on_mount(self) -> None:
        self.problems.display = False
        self._line = self.take_draft().get("line", "")
        self.input.value = self._line
        self.input.focus()
        self._say_path()

    def on_unmount(self) -> None:
        if self._job:
            self._job.stop()

    def on_input_changed(self, event: SafeInput.Changed) -> None:
        if event.value != self._line:
            self._line, self._forced = event.value, None
            self._say_path()

    def on_input_submitted(self) -> None:
        if self._line.strip() and not self._job:
            self._start()

    def _say_path(self) -> None:
        said = paths.say(self._line) if self._line.strip() else HINT
        self.answer.say((said, "muted"))

    def _start(self) -> None:
        self._job = job = self._begin(self._line, self._line == self._forced)
        self.input.display = False
        self.set_focus(None)
        self._timer = self.set_interval(TICK, self._show_progress)
        self._show_progress()
        self.run_worker(lambda: self._work(job), thread=True)
        self.show_keys()

    def _work(self, job: Importing) -> None:
        """In the thread, which must not wait for a planner that is being closed."""
        try:
            self.post_message(self.Ended(job.run()))
        except (RuleError, StoreError) as refusal:
            self.post_message(self.Ended(refusal))

    def _show_progress(self) -> None:
        if self._job:
            self.answer.say((_progress(self._job), "text"))

    def on_import_screen_ended(self, event: Ended) -> None:
        found = event.found
        stopped = self._job is not None and self._job.is_stopped
        self._job = None
        if self._timer:
            self._timer.stop()
        if not isinstance(found, Exception):
            self._show(found)
        elif stopped:
            self.dismiss(None)
            self.app.notify(STOPPED, markup=False)
        else:
            self._ask_again(found)

    def _ask_again(self, refusal: RuleError | StoreError) -> None:
        said = str(refusal)
        if isinstance(refusal, store.calendars.SuddenlyEmptyError):
            self._forced = self._line
            said += " Press enter once more to cancel them all."
        self.input.display = True
        self.input.focus()
        self.answer.say((said, "urgent"))
        self.show_keys()

    def _show(self, report: "Report") -> None:
        if not report.errors and not report.remarks:
            self.dismiss(report)
            return
        self._report = report
        self._said = [*report.errors, *(("", remark) for remark in report.remarks)]
        count = len(report.errors)
        left = f"{count} problem{'s' if count != 1 else ''}" if count else ""
        self.answer.say((report.label, "text"), (left, "warn"))
        self.problems.display = True
        self.problems.fill_with(len(self._said), lambda y, cells: _line(*self._said[y], cells))
        self.problems.focus()
        self._say_whole()
        self.show_keys()

    def on_picker_moved(self) -> None:
        self._say_whole()

    def on_picker_chosen(self) -> None:
        self.action_back()

    def _say_whole(self) -> None:
        if self._report:
            where, reason = self._said[self.problems.cursor]
            self.whole.say(("", f"{where}  {reason}".strip(), "muted"))

    def action_back(self) -> None:
        """Out of what was written, or stop what is being read; else back, the path kept."""
        if self._report:
            self.dismiss(self._report)
        elif self._job:
            self._job.stop()
            self.answer.say(("Stopping …", "muted"))
        else:
            super().action_back()


def _progress(job: Importing) -> str:
    full = round(job.done * BAR)
    if job.is_stopped:
        return "Stopping …"
    doing = "Writing" if job.done >= 1 else "Reading"
    return f"{doing}  {'█' * full}{'░' * (BAR - full)} {job.done:4.0%}"


def _line(where: str, reason: str, cells: int) -> Line:
    """Line and UID, without the folder, and the reason."""
    head = text.clip(where.rpartition("/")[2], cells // 2)
    gap = "  " if head else ""
    rest = text.clip(reason, max(1, cells - text.width(head) - len(gap)))
    return fill(((head, "muted"), (gap, "text"), (rest, "text")), cells)
