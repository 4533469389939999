"""What the Day screen does with tasks: edit, close and drop them, and give them a slot."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import cast

from infraday import store
from infraday.domain import RuleError, dayview, refs, schedule, taskline, when
from infraday.domain.panels import remaining
from infraday.domain.quickadd import Reading
from infraday.domain.rows import Task, Waiting
from infraday.domain.timeline import free_at_any_hour
from infraday.screens.ask import AskScreen
from infraday.screens.day_forms import DayForms
from infraday.screens.place import Place, PlaceScreen
from infraday.store.journal import Outcome

HINT = "as captured: title, 2h, #project, @owner, ! or !!, due: fri, out: what it gives"
ROUND = 5  # minutes: what is placed now begins on the next of them


class DayTasks(DayForms):
    """What waits for a slot, and the free time that it goes to."""

    def action_edit(self) -> None:
        if wait := self.task_here:
            self._ask_task(wait.task)
        else:
            super().action_edit()

    def _written(self, task: Task) -> str:
        project = self.rows.projects.get(task.project_id or 0)
        return taskline.written(task, project.key if project else None)

    def _ask_task(self, task: Task, line: str | None = None, error: str | None = None) -> None:
        """A task is edited as the line that would capture it."""
        written = self._written(task)
        screen = AskScreen(
            f"Edit {refs.task_ref(task.id)}",
            lambda typed: taskline.read(typed, self.now),
            taskline.say,
            written if line is None else line,
            HINT,
            error=error,
        )

        def edited(reading: Reading | None) -> None:
            if reading is not None:
                self.save(
                    lambda: self._edit_task(task, written, reading),
                    lambda why: self._ask_task_again(task, screen.line, str(why)),
                )

        self.app.push_screen(screen, edited)

    def _edit_task(self, task: Task, written: str, reading: Reading) -> Outcome:
        """Only what was changed in the line is written."""
        change = dict(taskline.fields(task, reading))
        with suppress(RuleError):  # a title that reads like a clock time
            before = taskline.fields(task, taskline.read(written, self.now))
            change = dict(change.items() - before.items())
        fields = cast("store.tasks.Change", change)
        at = self.desk.clock()
        return self.desk.store.change(store.tasks.edit, task.id, task.version, fields, at)

    def _ask_task_again(self, task: Task, line: str, why: str) -> None:
        """With what was typed; where the task was changed meanwhile, what it says now."""
        self.load()
        found = (wait.task for wait in self.rows.waiting if wait.task.id == task.id)
        now = next(found, task)
        if now.version != task.version:
            name = refs.task_ref(task.id)
            why = f"{name} was changed meanwhile, and nothing was saved. It now says: "
            why += f"{self._written(now)} · Saved once more, what you changed replaces it."
        self._ask_task(now, line, why)

    def finish_task(self, task: Task) -> None:
        if outcome := self.change(store.tasks.finish, [task.id], self.desk.clock()):
            self.say(f"{outcome.label} · {self.undoes}", *outcome.remarks)

    def action_open(self) -> None:
        """A block opens what it is for, else its form; free time takes the task that is suggested
        there, and time that has passed a block of what was done."""
        if wait := self.task_here:
            self._place_next(wait)
        elif self.block:
            self.opens(self.block)()
        elif (begin := self._free_from()) and (found := dayview.suggestion(self.timeline.view)):
            self._place_into(found, begin)
        else:
            self.action_add()

    def _free_from(self) -> datetime | None:
        """Where in the row under the cursor free time begins; None where it is over."""
        end = self.at + timedelta(minutes=self.timeline.view.timeline.zoom)
        now = self.now.replace(second=0, microsecond=0)
        soon = now + timedelta(minutes=-now.minute % ROUND)
        return max(self.at, soon) if now < end and soon < end else None

    def _place_into(self, wait: Waiting, begin: datetime) -> None:
        """As long as the task, or as the time is free."""
        wanted = self._minutes(wait)
        gap = next((gap for gap in self.gaps if gap.begin <= begin < gap.end), None)
        room = (gap.end - begin) // schedule.MINUTE if gap else self.room(begin)
        minutes = wanted if room is None or room < schedule.SHORTEST else min(wanted, room)
        self._place(Place(wait.task.id, begin.date(), begin.time(), minutes), wanted)

    def _minutes(self, wait: Waiting) -> int:
        return remaining(wait) or self.desk.config.block_minutes

    def _place_next(self, wait: Waiting) -> None:
        """Into the next gap that holds it."""
        gap = schedule.next_gap(self.gaps, minutes := self._minutes(wait))
        if gap is None:
            length = when.say_minutes(minutes)
            key = self.key_of("task.place")
            left = (
                f"This is a {self.off}" if self.off else f"No gap of {length} is left on this day"
            )
            self.refuse(RuleError(f"{left}. Place it with {key}."))
            return
        begin = gap.begin + timedelta(minutes=-gap.begin.minute % ROUND)
        fits = begin + minutes * schedule.MINUTE <= gap.end
        begin = begin if fits else gap.begin
        self._place(Place(wait.task.id, begin.date(), begin.time(), minutes), minutes)

    def _place(self, place: Place, wanted: int) -> None:
        at = self.desk.clock()
        outcome = self.change(
            store.blocks.place, place.task_id, place.day, place.start, place.minutes, at
        )
        if outcome is None:
            return
        where = self.point_out(self.trace(outcome))
        if place.minutes < wanted:
            lengths = when.say_minutes(place.minutes), when.say_minutes(wanted)
            cut = f"{lengths[0]} of the {lengths[1]} it still takes"
            self.say(f"{outcome.label}{where}: {cut} · {self.undoes}")
        elif where:
            self.say(f"{outcome.label}{where}")

    def action_place(self) -> None:
        self._ask_place()

    def action_find(self) -> None:
        """Find a task as one types, and place it."""
        self._ask_place(filtering=True)

    def _ask_place(self, *, filtering: bool = False) -> None:
        def placed(found: Place | None) -> None:
            if found is not None:
                self._place(found, found.minutes)

        minutes = self.desk.config.block_minutes
        task_id = self.task_here.task.id if self.task_here else None
        screen = PlaceScreen(
            self.rows.waiting, self.at, self.gaps, self.now, minutes, task_id,
            around=free_at_any_hour(self.rows), off=self.off, more=self.rows.waiting_more,
            filtering=filtering,
        )  # fmt: skip
        self.app.push_screen(screen, placed)
