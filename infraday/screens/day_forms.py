"""What the Day screen writes through forms: captures and blocks. A form that is refused opens
again with its text, and a row that changed meanwhile is never overwritten unseen."""

from collections.abc import Callable
from datetime import datetime

from infraday import store
from infraday.domain import dayview, refs, schedule
from infraday.domain.headline import say_day_off
from infraday.domain.rows import Block
from infraday.domain.schedule import Gap
from infraday.domain.timeline import free_gaps
from infraday.screens import repeats
from infraday.screens.block_entry import BlockEntry, BlockValues
from infraday.screens.block_form import BlockForm
from infraday.screens.day_actions import DayActions
from infraday.screens.meanwhile import Form, merge
from infraday.screens.repeats import SCOPES
from infraday.store.errors import NotFoundError, StoreError
from infraday.store.journal import Outcome


class DayForms(DayActions):
    """Each form answers with a value, or None; the change is made here."""

    @property
    def project_keys(self) -> list[str]:
        return sorted(project.key for project in self.rows.projects.values())

    @property
    def at(self) -> datetime:
        """Where the cursor is, naive local; on an all-day block where the free time begins."""
        view = self.timeline.view
        if view.cursor.slot >= 0:
            return dayview.time_at(view)
        return next((gap.begin for gap in self.gaps), dayview.time_at(view))

    @property
    def gaps(self) -> list[Gap]:
        """What is free on the day shown."""
        moment = self.timeline.view.moment
        return free_gaps(self.rows, moment.now, moment.hours)

    @property
    def off(self) -> str:
        """What is said of the day shown where it is a day off; else nothing."""
        hours = self.timeline.view.moment.hours
        return say_day_off(self.rows.holiday) if hours is None else ""

    def room(self, at: datetime) -> int | None:
        """The minutes until the next block begins; None where none does."""
        begins = (schedule.begins(one) for one in self.rows.blocks if schedule.takes_time(one))
        coming = min((begin for begin in begins if begin > at), default=None)
        return None if coming is None else (coming - at) // schedule.MINUTE

    def action_add(self) -> None:
        if self.on_waiting:
            self.ask_capture()
            return
        values = self._values_here()
        self._ask_block(Form(None, values), values)

    def _values_here(self) -> BlockValues:
        """A new block where the cursor is; beside the all-day blocks, one more of them."""
        if self.timeline.view.cursor.slot < 0:
            return BlockValues(day=str(self.rows.day))
        minutes, room = self.desk.config.block_minutes, self.room(self.at)
        if room is not None and room >= schedule.SHORTEST:
            minutes = min(minutes, room)
        return BlockValues.of_times(schedule.lasting(self.at.date(), self.at.time(), minutes))

    def action_edit(self) -> None:
        if block := self.chosen():
            form = self._form_of(block)
            self._ask_block(form, form.base)

    def _form_of(self, block: Block) -> Form:
        """The form as it opens over a row."""
        links = self.read(store.blocks.links_of, block.id) or ()
        project = self.rows.projects.get(block.project_id or 0)
        series = self.read(store.series.of_block, block.id) if block.series_id else None
        words = repeats.typed(series.rrule) if series else ""
        values = BlockValues.of_block(block, project.key if project else "", links, words)
        return Form(block, values, series)

    def _ask_block(self, form: Form, values: BlockValues, error: str | None = None) -> None:
        screen = BlockForm(
            values, form.title, self.desk.today, self.project_keys, recurs=form.recurs, error=error
        )

        def answered(entry: BlockEntry | None) -> None:
            if entry is not None:
                work = self._writing(entry, form)
                self.save(work, lambda why: self._ask_again(form, entry.values, why))

        self.app.push_screen(screen, answered)

    def _writing(self, entry: BlockEntry, form: Form) -> Callable[[], Outcome]:
        at, block = self.desk.clock(), form.block

        def write() -> Outcome:
            draft = store.blocks.Draft(
                times=entry.times, activity=entry.activity, purpose=entry.purpose,
                output=entry.output, kind=entry.kind, project=entry.project,
                task_id=block.task_id if block else None, notes=entry.notes, fixed=entry.fixed,
                unplanned=entry.unplanned, links=entry.links,
            )  # fmt: skip
            change, every = self.desk.store.change, entry.every
            if block is None:
                if every:
                    return change(store.series.add, draft, every, at)
                return change(store.blocks.add, draft, at)
            scope = repeats.scope_of(entry.values.scope)
            if form.seen and scope != SCOPES[0]:
                seen = store.series.Seen(*form.seen)
                return change(store.series.edit, block.id, seen, draft, scope, every, at)
            if every:
                return change(store.series.repeat, block.id, block.version, draft, every, at)
            return change(store.blocks.edit, block.id, block.version, draft, at)

        return write

    def _ask_again(self, form: Form, typed: BlockValues, refusal: Exception) -> None:
        """With the text; where the row was changed meanwhile, over what it says now."""
        if form.block is None:
            self._ask_block(form, typed, str(refusal))
            return
        name = refs.block_ref(form.block.id)
        try:
            self.load()
            now: Block = self.desk.store.read(store.blocks.peek, form.block.id)
            fresh = self._form_of(now)
        except NotFoundError:
            gone = f"{name} was deleted meanwhile. Saved, it is added anew."
            alone = form.series is not None and typed.scope == SCOPES[0]
            again = typed._replace(repeats="") if alone else typed
            self._ask_block(Form(None, BlockValues()), again, gone)
            return
        except StoreError:
            self._ask_block(form, typed, str(refusal))
            return
        if (now.id, now.version, fresh.seen) == (form.block.id, form.block.version, form.seen):
            self._ask_block(form, typed, str(refusal))
            return
        merged, clash = merge(form.base, typed, fresh.base)
        said = f"{name} was changed meanwhile, and nothing was saved. {clash}"
        self._ask_block(fresh, merged, f"{said}Look at it, then save once more.")
