"""What screens share: changes with their refusals, undo and redo, and one toast that says it."""

from collections.abc import Callable
from sqlite3 import Connection
from typing import TYPE_CHECKING, Literal, ParamSpec, TypeVar

from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets._toast import Toast

from infraday import store
from infraday.domain import RuleError, text
from infraday.keys import saying
from infraday.screens import replaying
from infraday.screens.desk import Desk
from infraday.screens.replaying import Replaying
from infraday.store.errors import StoreError
from infraday.store.images import Progress
from infraday.store.journal import PLANNER, Outcome
from infraday.store.traces import Trace
from infraday.widgets.kept import keep_lines

if TYPE_CHECKING:  # SQLModel is imported when the first change needs it, or after the first frame
    from infraday.store.engine import Query
    from infraday.store.history import Entry

P = ParamSpec("P")
T = TypeVar("T")

MOST_LINES = 5  # of a toast
LONGEST = 500  # characters of one of its lines
SHORT, LONG = 4, 8  # seconds
TICK = 0.3  # seconds between two looks at how far a large undo is
BAR = 20  # cells


class PlanScreen(Screen[None]):
    """A screen over the plan. It never sees a session: it reads, and it changes by name."""

    AUTO_FOCUS = ""

    class Replayed(Message):
        """The thread of an undo or redo has ended: with what it did, or why it did not."""

        def __init__(self, found: "tuple[Entry, Trace] | RuleError | StoreError") -> None:
            super().__init__()
            self.found = found

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        keep_lines(self)
        self.desk = desk
        self.key_of = saying(desk.config.keys)  # what to press for an action, by its id
        self._away = False
        self._job: Replaying | None = None
        self._timer: Timer | None = None

    def on_screen_suspend(self) -> None:
        self._away = self.app.screen_stack[0] is not self
        if self._away:
            self._show_toasts(shown=False)
        else:
            self._drop_toasts()
        self._refresh_layout()  # which Textual leaves undone below a dialog
        self.app.screen.refresh()

    def on_screen_resume(self) -> None:
        self._show_toasts(shown=True)
        if self._away:
            self._away = False
            self.load()

    def _show_toasts(self, *, shown: bool) -> None:
        """Another screen shows the toast now, until that goes."""
        for toast in self.query("ToastHolder"):
            toast.display = shown

    def _drop_toasts(self) -> None:
        """Who opens a dialog has read them: they would cover what stands in it."""
        for toast in self.query(Toast):
            self.app._unnotify(toast._notification)
            toast.remove()

    @property
    def undoes(self) -> str:
        """How what was just done is taken back."""
        return f"{self.key_of('journal.undo')} undoes it"

    @property
    def brings_back(self) -> str:
        """The same of what was deleted."""
        return f"{self.key_of('journal.undo')} brings it back"

    def load(self) -> None:
        """Read this screen's rows and show them, the cursor where it was."""
        raise NotImplementedError

    def tick(self) -> None:
        """Follow the clock, and show what another process changed."""
        raise NotImplementedError

    def point_out(self, trace: Trace) -> str:
        """Put the cursor where a change was made; else say where that is."""
        raise NotImplementedError

    def read(self, query: "Query[P, T]", *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Read; None where that is not possible now, which a toast says."""
        try:
            return self.desk.store.read(query, *args, **kwargs)
        except StoreError as refusal:
            self.refuse(refusal)
        return None

    def change(
        self, query: "Query[P, Outcome]", *args: P.args, **kwargs: P.kwargs
    ) -> Outcome | None:
        """Write, then show what the plan now says. A refusal becomes a toast, and None."""
        try:
            outcome = self.desk.store.change(query, *args, **kwargs)
        except (RuleError, StoreError) as refusal:
            self.refuse(refusal)
            return None
        self._drop_toasts()  # they speak of an earlier change
        self.load()
        if outcome.remarks:
            self.say(*outcome.remarks)
        return outcome

    def replay(
        self,
        step: "Callable[..., Entry]",
        *args: object,
        **kwargs: object,
    ) -> None:
        """Undo or redo, then show what the plan now says. A key waits for what is small; the rest
        is done in a thread, and other changes are refused meanwhile."""

        def told(db: Connection, progress: Progress) -> "Entry":
            return step(db, *args, **kwargs, progress=progress)

        try:
            found = self.desk.store.replay(replaying.traced, told, replaying.heard)
        except replaying.LargeError:
            self._replay_slowly(Replaying(self.desk.path, self.desk.clock, told))
        except (RuleError, StoreError) as refusal:
            self.refuse(refusal)
        else:
            self._show_replayed(*found)

    def _replay_slowly(self, job: Replaying) -> None:
        self.desk.store.held = replaying.HELD
        self._job = job
        self._show_progress()
        self._timer = self.set_interval(TICK, self._show_progress)
        self.run_worker(lambda: self._work(job), thread=True)

    def _work(self, job: Replaying) -> None:
        """In the thread, which must not wait for a planner that is being closed."""
        try:
            self.post_message(self.Replayed(job.run()))
        except (RuleError, StoreError) as refusal:
            self.post_message(self.Replayed(refusal))

    def _show_progress(self) -> None:
        if self._job:
            full = round(self._job.done * BAR)
            self.say(f"Undo and redo  {'█' * full}{'░' * (BAR - full)} {self._job.done:4.0%}")

    def on_plan_screen_replayed(self, event: Replayed) -> None:
        self._job = None
        if self._timer:
            self._timer.stop()
        found = event.found
        try:
            self.desk.store.held = ""
        except StoreError as refusal:  # the file went meanwhile
            found = refusal
        if isinstance(found, Exception):
            self.refuse(found)
        else:
            self._show_replayed(*found)

    def _show_replayed(self, entry: "Entry", trace: Trace) -> None:
        self.load()
        where = self.point_out(trace)
        self.say(f"{'Undone' if entry.undone else 'Redone'}: {entry.label}{where}")

    def on_unmount(self) -> None:
        if self._job:
            self._job.stop()

    def say(self, *lines: str) -> None:
        """Say it in a toast."""
        more = len(lines) - MOST_LINES
        shown = [*lines[: MOST_LINES - 1], f"… and {more + 1} more"] if more > 0 else lines
        self._toast(shown, "information", LONG if len(lines) > 1 else SHORT)

    def refuse(self, refusal: Exception) -> None:
        self._toast([str(refusal)], "error", LONG)

    def _toast(
        self, lines: "list[str] | tuple[str, ...]", severity: Literal["information", "error"],
        seconds: int,
    ) -> None:  # fmt: skip
        words = "\n".join(text.clip(line, LONGEST) for line in lines)
        self.app.notify(words, severity=severity, markup=False, timeout=seconds)

    def action_undo(self) -> None:
        self.replay(store.history.undo, actor=PLANNER)

    def action_redo(self) -> None:
        self.replay(store.history.redo)
