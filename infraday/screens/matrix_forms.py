"""The task form over the matrix: opened, written, and opened again where the plan refuses it."""

from collections.abc import Mapping

from infraday import store
from infraday.domain import refs
from infraday.domain.wording import listed
from infraday.screens import task_entry
from infraday.screens.matrix_actions import MatrixActions
from infraday.screens.task_entry import TaskEntry
from infraday.screens.task_form import TaskForm
from infraday.store.journal import Outcome
from infraday.store.plain_rows import TaskRow

Values = Mapping[str, str]


class MatrixForms(MatrixActions):
    """A row that changed meanwhile is never overwritten unseen."""

    def action_edit(self) -> None:
        if row := self.chosen():
            found = self.rows_of([row.task.id])
            if found:
                self._ask_task(found[0])

    def _values(self, task: TaskRow) -> dict[str, str]:
        project = self.seen.projects.get(task.project_id or 0) if self.seen else None
        return task_entry.values_of(task, project.key if project else "")

    def _ask_task(
        self, task: TaskRow, values: Values | None = None, error: str | None = None
    ) -> None:
        title = f"Edit {refs.task_ref(task.id)}"
        known = (self.project_keys, self.owners())
        base = self._values(task)
        screen = TaskForm(title, base, self.desk.today, known, values=values, error=error)

        def answered(entry: TaskEntry | None) -> None:
            if entry is not None and entry.change:
                self.save(
                    lambda: self._edit(task, entry),
                    lambda why: self._ask_again(task, base, entry.values, str(why)),
                )

        self.app.push_screen(screen, answered)

    def _edit(self, task: TaskRow, entry: TaskEntry) -> Outcome:
        at = self.desk.clock()
        return self.desk.store.change(store.tasks.edit, task.id, task.version, entry.change, at)

    def _ask_again(self, task: TaskRow, base: Values, typed: Values, why: str) -> None:
        """With the text; where the task was changed meanwhile, over what it says now."""
        self.load()
        found = self.rows_of([task.id])
        if not found:
            return
        now = found[0]
        if now.version == task.version:
            self._ask_task(task, typed, why)
            return
        merged, both = task_entry.merge(base, typed, self._values(now))
        clash = f" It has another {listed(both)} now; here stands what you typed." if both else ""
        name = refs.task_ref(task.id)
        said = f"{name} was changed meanwhile, and nothing was saved.{clash}"
        self._ask_task(now, merged, f"{said} Look at it, then save once more.")
