"""The plan at the end of Triage: what would go where today, before anything goes there."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from infraday.domain import triage_plan, triage_plan_picture
from infraday.domain.picture import CURSOR, Line
from infraday.domain.schedule import Gap
from infraday.domain.triage_plan import Placed, Plan, Want
from infraday.domain.triage_plan_picture import Row
from infraday.keys import Action
from infraday.screens.bindings import bindings
from infraday.screens.dialog import Dialog
from infraday.store.quadrants import Row as TaskRow
from infraday.widgets.framing import Note
from infraday.widgets.picker import Picker

KEYS = (
    Action("plan.leave_out", "space,x", "Leave out", "Leave the task out, or take it in again.",
           "Plan", "leave_out"),
    Action("plan.up", "K", "Up", "Before the task above: it gets its gap first.", "Plan",
           "move(-1)"),
    Action("plan.down", "J", "Down", "After the task below.", "Plan", "move(1)"),
)  # fmt: skip


class TriagePlanScreen(Dialog[tuple[Placed, ...] | None]):
    """`rows` are what is to be done, in the order of the quadrant; `gaps` is what is free today,
    naive local; `said` is what the run came to. Dismisses what is to be laid."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(
        self, rows: Sequence[TaskRow], gaps: Sequence[Gap], today: date, said: str
    ) -> None:
        super().__init__("The plan for today", said)
        self._tasks = {row.task.id: row.task for row in rows}
        self._wants = [
            _want(row) for row in sorted(rows, key=lambda it: triage_plan.order(it.task))
        ]
        self._gaps, self._today = gaps, today
        self._out: frozenset[int] = frozenset()
        self.picker = Picker("plan", "Nothing is left to be done now.", rest=CURSOR)
        self.note = Note("why")

    def body(self) -> Iterable[Widget]:
        yield self.picker
        yield self.note

    def on_mount(self) -> None:
        self._show(0)
        self.picker.focus()

    @property
    def plan(self) -> Plan:
        """What goes where, without what is left out."""
        return triage_plan.lay(
            (want for want in self._wants if want.task_id not in self._out), self._gaps
        )

    def _show(self, cursor: int) -> None:
        plan = self.plan
        places = {it.want.task_id: it for it in plan.placed}
        rows = [
            Row(self._tasks[want.task_id], want, places.get(want.task_id),
                want.task_id in self._out)
            for want in self._wants
        ]  # fmt: skip

        def line(y: int, cells: int) -> Line:
            return triage_plan_picture.line(rows[y], self._today, cells)

        self.picker.fill_with(len(rows), line, cursor)
        free = sum(gap.minutes for gap in self._gaps)
        guessed = any(it.want.guessed for it in plan.placed)
        usual = f"~ nobody said how long it takes: {triage_plan.USUAL}m." if guessed else ""
        self.note.say(
            ("", triage_plan_picture.summary(plan, free) if rows else "", "text"),
            ("", triage_plan_picture.overflow(plan), "warn"),
            ("", usual, "muted"),
        )
        self.show_keys()

    def hints(self) -> list[tuple[str, str]]:
        count = len(self.plan.placed)
        lay = f"lay {count} into today" if count else "finish, lay nothing"
        hints = [("list.choose" if self._wants else "plan.accept", lay)]
        if self._wants:
            out = bool(self._wants[self.picker.cursor].task_id in self._out)
            hints.append(("plan.leave_out", "take in" if out else "leave out"))
        if len(self._wants) > 1:
            hints += [("plan.down", "later"), ("plan.up", "sooner")]
        return [*hints, ("app.back", "not now")]

    def on_picker_moved(self) -> None:
        self.show_keys()

    def on_picker_chosen(self) -> None:
        self.dismiss(self.plan.placed)

    def on_key(self, event: object) -> None:
        """Without a task there is no line to take."""
        if not self._wants and getattr(event, "key", "") == "enter":
            self.dismiss(())

    def action_leave_out(self) -> None:
        if self._wants:
            at = self.picker.cursor
            self._out ^= {self._wants[at].task_id}
            self._show(at)

    def action_move(self, lines: int) -> None:
        """Another order is another plan: who stands higher gets its gap first."""
        at, to = self.picker.cursor, self.picker.cursor + lines
        if 0 <= to < len(self._wants):
            self._wants[at], self._wants[to] = self._wants[to], self._wants[at]
            self._show(to)


def _want(row: TaskRow) -> Want:
    return triage_plan.want(row.task.id, row.task.estimate_minutes, row.worked_minutes)
