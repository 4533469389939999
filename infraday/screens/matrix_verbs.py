"""What each quadrant does with its tasks: a slot today, a date, another person, the archive."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time

from infraday import clock, store
from infraday.domain import RuleError, refs, schedule, triage, triage_plan
from infraday.domain.headline import say_day_off
from infraday.domain.matrix import Quadrant, is_weekday
from infraday.domain.panels import say_span
from infraday.domain.rows import DayRows, Waiting
from infraday.domain.schedule import Gap
from infraday.domain.task import TaskStatus, remaining
from infraday.domain.timeline import free_at_any_hour, free_gaps
from infraday.domain.when import say_date
from infraday.screens.archive import ArchiveScreen
from infraday.screens.delegate import DelegateScreen, Delegation
from infraday.screens.forms import Prompt, read_place, say_place
from infraday.screens.matrix_actions import named
from infraday.screens.matrix_forms import MatrixForms
from infraday.screens.place import Place, PlaceScreen
from infraday.screens.reason import ReasonScreen
from infraday.store import overview, triage_queue
from infraday.store.errors import StoreError
from infraday.store.journal import Outcome
from infraday.store.plain_rows import TaskRow
from infraday.store.quadrants import Row

DATE_HINT = "a date, or a date and a time for a slot: fri, 14 Mar, tomorrow 10:30"


class MatrixVerbs(MatrixForms):
    """`v` does the verb of the quadrant that the cursor is in."""

    def action_verb(self) -> None:
        if not self.targets:
            self.chosen()
            return
        verbs = {
            Quadrant.DO: self._offer_gap,
            Quadrant.SCHEDULE: self._ask_date,
            Quadrant.DELEGATE: self._ask_who,
            Quadrant.ELIMINATE: self._ask_reason,
        }
        verbs[self.active]()

    def _today(self) -> tuple[DayRows, Sequence[Gap], str] | None:
        """Today's blocks, what is free of it from now on, and what is said of a day off."""
        at, config = self.desk.clock(), self.desk.config
        rows = self.read(store.days.view, self.desk.today, at, config)
        if rows is None:
            return None
        moment = clock.moment(config, at, rows.day, rows.holiday)
        off = say_day_off(rows.holiday) if moment.hours is None else ""
        return rows, free_gaps(rows, moment.now, moment.hours), off

    def _offer_gap(self) -> None:
        """The next gap today; several are laid into the gaps one after the other."""
        if not (found := self._today()):
            return
        today, gaps, off = found
        if len(self.targets) > 1:
            self._lay(gaps)
            return
        if not (rows := self.worked_rows_of(self.targets)):
            return
        task, worked = rows[0]
        wait = Waiting(task, worked, True, None)

        def placed(place: Place | None) -> None:
            if place is not None:
                self._place(place)

        minutes = self.desk.config.block_minutes
        at = gaps[0].begin if gaps else self.now
        screen = PlaceScreen(
            [wait], at, gaps, self.now, minutes, task.id,
            around=free_at_any_hour(today), off=off, has=self._slot_of(task.id),
        )  # fmt: skip
        self.app.push_screen(screen, placed)

    def _slot_of(self, task_id: int) -> str:
        """The slot that it has already today; else nothing."""
        today = self.desk.today
        with suppress(StoreError):
            if block := self.desk.read_plainly(triage_queue.slot_of, task_id, today):
                return say_span(block, today)
        return ""

    def _place(self, place: Place) -> None:
        at = self.desk.clock()
        outcome = self.change(
            store.blocks.place, place.task_id, place.day, place.start, place.minutes, at
        )
        if outcome:
            self.say(f"{outcome.label} · {self.undoes}", *outcome.remarks)

    def _lay(self, gaps: Sequence[Gap]) -> None:
        rows = self.worked_rows_of(self.targets)
        wants = [
            triage_plan.want(task.id, task.estimate_minutes, worked)
            for task, worked in sorted(rows, key=lambda row: triage_plan.order(row.task))
        ]
        plan = triage_plan.lay(wants, gaps)
        left = ", ".join(refs.task_ref(want.task_id) for want in plan.overflow)
        if not plan.placed:
            self.refuse(RuleError(f"No gap of today holds any of them: {left}."))
            return
        slots = [
            (it.want.task_id, it.begin.date(), it.begin.time(), it.want.minutes)
            for it in plan.placed
        ]
        outcome = self.change(store.blocks.place_all, slots, self.desk.clock())
        if outcome:
            over = [f"No gap holds {left}."] if left else []
            self.say(f"{outcome.label} · {self.undoes}", *outcome.remarks, *over)

    def _ask_date(self) -> None:
        targets, rows = self.targets, self.worked_rows_of(self.targets)
        if not rows:
            return

        def read(typed: str) -> tuple[date, time | None]:
            place = read_place(typed, self.desk.today)
            if place[0] < self.desk.today:
                raise RuleError(f"{say_date(place[0])} is over. Give a day from today on.")
            return place

        def write(place: tuple[date, time | None]) -> Outcome:
            day, start = place
            at = self.desk.clock()
            if start is None:
                return self.desk.store.change(store.tasks.schedule, targets, day, at)
            slots = _one_after_the_other(rows, day, start, self.desk.config.block_minutes)
            return self.desk.store.change(store.blocks.place_all, slots, at)

        name = named([row.task for row in rows])
        self.ask(Prompt(f"Schedule {name}", read, say_place, hint=DATE_HINT), write)

    def _ask_who(self, values: tuple[str, str] | None = None, error: str | None = None) -> None:
        """Of what is with somebody already it asks when to ask again."""
        tasks = self.rows_of(self.targets)
        if not tasks:
            return
        today = self.desk.today
        owner = tasks[0].owner or ""
        with_them = tasks[0].status is TaskStatus.WAITING
        works = self.seen.works if self.seen else is_weekday
        chase = triage.chase_day(today, works, [task.due for task in tasks])
        usual = say_date(chase).split(" ", 1)[1]
        title = f"{named(tasks)}{', asked again' if with_them else ''}"
        screen = DelegateScreen(title, today, self.owners(), values or (owner, usual), error=error)

        def answered(found: Delegation | None) -> None:
            if found is not None:
                self.save(
                    lambda: self._hand_over(tasks, found),
                    lambda why: self._ask_who(screen.values, str(why)),
                )

        self.app.push_screen(screen, answered)

    def _hand_over(self, tasks: Sequence[TaskRow], to: Delegation) -> Outcome:
        """What is with that person already was asked again."""
        at, today = self.desk.clock(), self.desk.today
        ids, change = [task.id for task in tasks], self.desk.store.change
        if all(task.status is TaskStatus.WAITING and task.owner == to.who for task in tasks):
            return change(store.delegating.chase, ids, to.chase_on, today, at)
        return change(store.delegating.delegate, ids, to.who, to.chase_on, today, at)

    def _ask_reason(self) -> None:
        targets, tasks = self.targets, self.rows_of(self.targets)
        if not tasks:
            return

        def chosen(reason: str | None) -> None:
            if reason is not None:
                at = self.desk.clock()
                if outcome := self.change(store.tasks.archive, targets, reason, at):
                    self.mark(frozenset())
                    shows = self.key_of("matrix.archived")
                    back = f"{shows} shows the archive, {self.brings_back}"
                    self.say(f"{outcome.label} · {back}")

        self.app.push_screen(ReasonScreen(named(tasks)), chosen)

    def action_archived(self) -> None:
        """What was let go of, and the way back."""

        def rows(first: int, count: int) -> Sequence[TaskRow]:
            try:
                return self.desk.look(overview.archived, first, count)
            except StoreError:
                return ()

        def chosen(task_id: int | None) -> None:
            if task_id is not None:
                outcome = self.change(store.tasks.reopen, [task_id], self.desk.clock())
                if outcome:
                    self.say(f"{outcome.label} · {self.undoes}")
                    self.point_out(self.trace(outcome))

        count = self.seen.figures.archived if self.seen else 0
        self.app.push_screen(ArchiveScreen(count, rows), chosen)


def _one_after_the_other(
    rows: Sequence[Row], day: date, start: time, usual: int
) -> list[tuple[int, date, time, int]]:
    """From a time on, each as long as what is left of it."""
    at, slots = datetime.combine(day, start), []
    for task, worked in rows:
        minutes = remaining(task.estimate_minutes, worked) or usual
        slots.append((task.id, at.date(), at.time(), minutes))
        at += schedule.MINUTE * minutes
    return slots
