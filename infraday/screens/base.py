"""What screens share: changes with their refusals, undo and redo, and one toast that says it."""

from collections.abc import Callable
from sqlite3 import Connection
from typing import TYPE_CHECKING, Concatenate, Literal, ParamSpec, TypeVar

from textual.screen import Screen

from infraday import store
from infraday.domain import RuleError, text
from infraday.screens.desk import Desk
from infraday.store import traces
from infraday.store.errors import StoreError
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


class PlanScreen(Screen[None]):
    """A screen over the plan. It never sees a session: it reads, and it changes by name."""

    AUTO_FOCUS = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        keep_lines(self)
        self.desk = desk

    def on_screen_suspend(self) -> None:
        self._show_toasts(shown=False)
        self._refresh_layout()  # which Textual leaves undone below a dialog
        self.app.screen.refresh()

    def on_screen_resume(self) -> None:
        self._show_toasts(shown=True)

    def _show_toasts(self, *, shown: bool) -> None:
        """A toast goes with the dialog that opens: it would stand below it until that closes."""
        for toast in self.query("ToastHolder"):
            toast.display = shown

    def load(self) -> None:
        """Read this screen's rows and show them, the cursor where it was."""
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
        self.load()
        if outcome.remarks:
            self.say(*outcome.remarks)
        return outcome

    def replay(
        self,
        step: "Callable[Concatenate[Connection, P], Entry]",
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Undo or redo, then show what the plan now says."""

        def traced(db: Connection) -> "tuple[Entry, Trace]":
            entry = step(db, *args, **kwargs)
            return entry, traces.of(db, entry.id)

        try:
            entry, trace = self.desk.store.replay(traced)
        except (RuleError, StoreError) as refusal:
            self.refuse(refusal)
            return
        self.load()
        where = self.point_out(trace)
        self.say(f"{'Undone' if entry.undone else 'Redone'}: {entry.label}{where}")

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
