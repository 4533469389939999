"""Import a risk register: which file, how each of its columns is read, and what came of it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from infraday.domain import RuleError, text
from infraday.domain.picture import Line, fill
from infraday.screens import paths
from infraday.screens.importing import STOPPED
from infraday.screens.register_importing import ImportingRegister
from infraday.screens.typed import TypedDialog
from infraday.store.errors import StoreError
from infraday.widgets.fluid import Words
from infraday.widgets.framing import Note
from infraday.widgets.picker import Picker
from infraday.widgets.safe_input import SafeInput

if TYPE_CHECKING:
    from infraday.store.register_merge import Report

TITLE = "Import a risk register"
HINT = "a register in CSV or XLSX, or NIST's risk JSON; → completes a path"
OPTIONS = "only where it is asked for: --map impact=E --scale impact=10 --dates dmy --sheet NAME"
ENDINGS = (".csv", ".xlsx", ".xlsm", ".json", ".txt", ".tsv")
NOTHING = "No risk stands in it."
READING, WRITING, STOPPING = "Reading", "Writing", "Stopping"

Said = tuple[str, str, str]
"""A place, what is said of it, its role."""


class ImportRegisterScreen(TypedDialog["Report"]):
    """`begin` makes an import of a path, with the options for its columns; it runs in a thread.
    What it would do is shown first. Dismisses what was written."""

    draft_name = "import_register"

    class Ended(Message):
        """The thread has ended, with what it did or why it did not."""

        def __init__(self, found: "Report | RuleError | StoreError") -> None:
            super().__init__()
            self.found = found

    def __init__(self, begin: Callable[[str, str], ImportingRegister]) -> None:
        super().__init__(TITLE)
        self._begin = begin
        self._typed = ("", "")  # a path and options, as last seen
        self._job: ImportingRegister | None = None
        self._is_running = False
        self._doing, self._seconds = "", 0  # for how long
        self._timer: Timer | None = None
        self._said: list[Said] = []  # what is to be seen before it is imported; nothing until then
        self.input = SafeInput(complete=lambda typed: paths.complete(typed, ENDINGS))
        self.options = SafeInput(id="options", placeholder=OPTIONS)
        self.answer = Words(id="answer")
        self.problems = Picker("problems")
        self.whole = Note("whole", most=4)

    def body(self) -> Iterable[Widget]:
        yield self.input
        yield self.options
        yield self.answer
        yield self.problems
        yield self.whole

    def hints(self) -> list[tuple[str, str]]:
        if self._is_running:
            return [("app.back", "stop")]
        if self._said:
            return [("list.choose", "import"), ("app.back", "another file or reading")]
        return [
            ("enter", "preview"), ("right", "complete"), ("tab", "columns"), ("app.back", "back"),
        ]  # fmt: skip

    def typed(self) -> dict[str, str]:
        path, options = self._typed
        return {"line": path, "options": options} if path or options else {}

    def on_mount(self) -> None:
        draft = self.take_draft()
        self._typed = (draft.get("line", ""), draft.get("options", ""))
        self.input.value, self.options.value = self._typed
        self.problems.display = False
        self.input.focus()
        self._say_path()

    def on_unmount(self) -> None:
        if self._job:
            self._job.stop()

    def on_input_changed(self) -> None:
        typed = (self.input.value, self.options.value)
        if typed != self._typed:
            self._typed = typed
            self._say_path()

    def on_input_submitted(self) -> None:
        path, options = self._typed
        if path.strip() and not self._is_running:
            self._job = job = self._begin(path, options)
            self._run(job.look, READING)

    def _say_path(self) -> None:
        path = self._typed[0]
        self.answer.say((paths.say(path) if path.strip() else HINT, "muted"))

    def _run(self, work: "Callable[[], Report]", doing: str) -> None:
        self._is_running = True
        for widget in (self.input, self.options, self.problems, self.whole):
            widget.display = False
        self.set_focus(None)
        self._doing, self._seconds = doing, -1
        self._timer = self.set_interval(1, self._say_doing)
        self._say_doing()
        self.run_worker(lambda: self._work(work), thread=True)
        self.show_keys()

    def _say_doing(self) -> None:
        self._seconds += 1
        since = f" {self._seconds} s" if self._seconds else ""
        self.answer.say((f"{self._doing} …{since}", "text"))

    def _work(self, work: "Callable[[], Report]") -> None:
        """In the thread, which must not wait for a planner that is being closed."""
        try:
            self.post_message(self.Ended(work()))
        except (RuleError, StoreError) as refusal:
            self.post_message(self.Ended(refusal))

    def on_import_register_screen_ended(self, event: Ended) -> None:
        found, self._is_running = event.found, False
        if self._timer:
            self._timer.stop()
        if self._job is not None and self._job.is_stopped and isinstance(found, Exception):
            super().action_back()
            self.app.notify(STOPPED, markup=False)
        elif isinstance(found, Exception):
            self._ask_again(str(found))
        elif self._said:
            self.dismiss(found)
        else:
            self._show(found)

    def _ask_again(self, said: str = "") -> None:
        self._said = []
        self.problems.display = self.whole.display = False
        self.input.display = self.options.display = True
        is_named = " --" in said  # the refusal names an option that helps on
        (self.options if is_named else self.input).focus()
        if said:
            self.answer.say((said, "urgent"))
        else:
            self._say_path()
        self.show_keys()

    def _show(self, report: "Report") -> None:
        self._said = list(_told(report)) or [("", NOTHING, "muted")]
        left = f"{report.skipped} of {report.read} rows left out" if report.skipped else ""
        same = f"{report.unchanged} unchanged" if report.unchanged else ""
        label = f"Would {report.label[:1].lower()}{report.label[1:]}"
        self.answer.say((label, "text"), (same, "muted"), (left, "warn"))
        self.problems.display = True
        self.problems.fill_with(len(self._said), lambda y, cells: _line(self._said[y], cells))
        self.problems.focus()
        self._say_whole()
        self.show_keys()

    def on_picker_moved(self) -> None:
        self._say_whole()

    def on_picker_chosen(self) -> None:
        if self._job and not self._is_running:
            self._run(self._job.write, WRITING)

    def _say_whole(self) -> None:
        if self._said:
            where, reason, _ = self._said[self.problems.cursor]
            self.whole.say(("", f"{where}  {reason}".strip(), "muted"))

    def action_back(self) -> None:
        """Stop what is going on, or back to the path; else out, the path kept."""
        if self._is_running and self._job:
            self._job.stop()
            self._doing, self._seconds = STOPPING, -1
            self._say_doing()
        elif self._said:
            self._ask_again()
        else:
            super().action_back()


def _told(report: "Report") -> Iterator[Said]:
    """What is wrong, what is to be known, and how each column is read."""
    for fault in report.errors:
        yield fault.where, fault.reason, "warn"
    for remark in report.remarks:
        yield "", remark, "text"
    for column in report.columns:
        yield "", column.said, "muted" if column.field is None else "text"


def _line(said: Said, cells: int) -> Line:
    where, reason, role = said
    head = text.clip(where, cells // 2)
    gap = "  " if head else ""
    rest = text.clip(reason, max(1, cells - text.width(head) - len(gap)))
    return fill(((head, "muted"), (gap, "text"), (rest, role)), cells)
