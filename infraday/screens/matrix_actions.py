"""What one key does at once to the tasks of the matrix. Each action is one change, also where it
is for all that are marked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from infraday import store
from infraday.domain import RuleError, matrix_text
from infraday.domain.matrix import Quadrant
from infraday.domain.refs import task_ref
from infraday.domain.when import say_date
from infraday.screens.forms import PlanForms
from infraday.store import overview, quadrants
from infraday.store.errors import StoreError
from infraday.store.journal import Outcome
from infraday.store.overview import Overview
from infraday.store.plain_rows import TaskRow
from infraday.store.traces import Trace
from infraday.widgets.quadrant import QuadrantList, Row

if TYPE_CHECKING:
    from infraday.store.engine import Query

P = ParamSpec("P")
NO_TASK = "There is no task here. Move to one, or capture one with n."
GRID = ((Quadrant.DO, Quadrant.SCHEDULE), (Quadrant.DELEGATE, Quadrant.ELIMINATE))
ORDER = tuple(Quadrant)
NARROW = 60  # columns below which a verdict is said in few words


class MatrixActions(PlanForms):
    """The verbs; `MatrixScreen` holds the lists."""

    seen: Overview | None
    active: Quadrant
    marked: frozenset[int]

    @property
    def pane(self) -> QuadrantList:
        raise NotImplementedError

    def mark(self, marked: frozenset[int]) -> None:
        raise NotImplementedError

    @property
    def here(self) -> Row | None:
        """The task under the cursor."""
        return self.pane.current

    @property
    def project_keys(self) -> list[str]:
        return sorted(one.key for one in self.seen.projects.values()) if self.seen else []

    def owners(self) -> Sequence[str]:
        """Whom tasks were given to, the most frequent first."""
        try:
            return self.desk.look(overview.owners)
        except StoreError:
            return ()

    def elsewhere(self, trace: Trace) -> str:
        """A block that was made or moved stands on the Day screen."""
        return f" · on {say_date(trace.days[0])}" if trace.days else ""

    @property
    def targets(self) -> list[int]:
        """The tasks that an action is for: those marked, else the one under the cursor."""
        if self.marked:
            return sorted(self.marked)
        return [self.here.task.id] if self.here else []

    def chosen(self) -> Row | None:
        """The task under the cursor; a toast where there is none."""
        if self.here is None:
            self.refuse(RuleError(NO_TASK))
        return self.here

    def rows_of(self, task_ids: Sequence[int]) -> Sequence[TaskRow]:
        """What the plan says of these tasks now."""
        return [row.task for row in self.worked_rows_of(task_ids)]

    def worked_rows_of(self, task_ids: Sequence[int]) -> Sequence[quadrants.Row]:
        """The same with the minutes worked on each."""
        try:
            return self.desk.look(quadrants.of_ids, task_ids)
        except StoreError as refusal:
            self.refuse(refusal)
            return ()

    def verdict(self) -> tuple[str, str]:
        """What stands below the lists: the task under the cursor, and why it is where it is."""
        row, seen = self.here, self.seen
        if row is None or seen is None:
            return "", ""
        found = seen.judge(row.task, row.worked_minutes)
        named = matrix_text.named(row.task, seen.today)
        if self.app.size.width < NARROW:
            return named, matrix_text.short_verdict(row.task, found, seen.today)
        return named, matrix_text.verdict(row.task, found)

    def change_targets(
        self,
        query: "Query[Concatenate[Sequence[int], P], Outcome]",
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Outcome | None:
        """Change all that is marked, or the task under the cursor, as one step."""
        if not (targets := self.targets):
            self.chosen()
            return None
        return self.change(query, targets, *args, **kwargs)

    def action_finish(self) -> None:
        self._let_go(self.change_targets(store.tasks.finish, self.desk.clock()))

    def action_drop(self) -> None:
        self._let_go(self.change_targets(store.tasks.drop, None, self.desk.clock()))

    def _let_go(self, outcome: Outcome | None) -> None:
        """What is done or dropped is marked no longer."""
        if outcome:
            self.mark(frozenset())
            self.say(f"{outcome.label} · {self.brings_back}", *outcome.remarks)

    def action_carry(self, columns: int, lines: int) -> None:
        """Move to the quadrant beside; the cursor goes along."""
        at = ORDER.index(self.active)
        column, line = at % 2 + columns, at // 2 + lines
        if 0 <= column <= 1 and 0 <= line <= 1:
            to = GRID[line][column]
            outcome = self.change_targets(
                store.quadrant_moves.place, to, self.desk.config, self.desk.clock()
            )
            if outcome and outcome.entry_id:
                self.say(f"{outcome.label} · {self.undoes}", *outcome.remarks)

    def action_important(self) -> None:
        self._told(self.change_targets(store.quadrant_moves.toggle_important, self.desk.clock()))

    def action_urgency(self) -> None:
        self._told(self.change_targets(store.quadrant_moves.cycle_urgency, self.desk.clock()))

    def _told(self, outcome: Outcome | None) -> None:
        if outcome:
            self.say(outcome.label, *outcome.remarks)

    def action_mark(self) -> None:
        """Mark the task, and go on to the next."""
        if row := self.chosen():
            self.mark(self.marked ^ {row.task.id})
            self.pane.put(self.pane.at + 1)

    def action_yank(self) -> None:
        """Copy what the tasks say; their references first."""
        if not (targets := self.targets):
            self.chosen()
            return
        projects = self.seen.projects if self.seen else {}
        words = "\n".join(
            matrix_text.plain(task, projects.get(task.project_id or 0))
            for task in self.rows_of(targets)
        )
        self.app.copy_to_clipboard(words)
        self.desk.keep_copy(words)
        self.say("Sent to the terminal's clipboard.")


def named(rows: Sequence[TaskRow]) -> str:
    """`T-40 Answer the auditor`, or how many there are."""
    if len(rows) == 1:
        return f"{task_ref(rows[0].id)} {rows[0].title}"
    return f"{len(rows)} tasks"
