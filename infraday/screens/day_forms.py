"""What the Day screen writes through forms: captures and blocks. A form that is refused opens
again with its text, and a row that changed meanwhile is never overwritten unseen."""

from collections.abc import Callable
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar, cast

from infraday import store
from infraday.domain import RuleError, dayview, refs, schedule
from infraday.domain.quickadd import Reading
from infraday.domain.rows import Block
from infraday.domain.schedule import Gap
from infraday.domain.timeline import free_gaps
from infraday.screens.ask import AskScreen
from infraday.screens.block_entry import BlockEntry, BlockValues
from infraday.screens.block_form import BlockForm
from infraday.screens.capture import CaptureScreen
from infraday.screens.day_actions import DayActions
from infraday.screens.drafts import Drafting
from infraday.screens.meanwhile import Form, merge
from infraday.screens.typed import KeepsDrafts
from infraday.store.errors import NotFoundError, StoreError
from infraday.store.journal import Outcome

T = TypeVar("T")


class Prompt(NamedTuple, Generic[T]):
    """One line that is asked for; `error` is why the plan refused it before."""

    title: str
    read: Callable[[str], T]
    say: Callable[[T], str]
    line: str = ""
    hint: str = ""
    error: str | None = None


class DayForms(DayActions):
    """Each form answers with a value, or None; the change is made here."""

    @property
    def project_keys(self) -> list[str]:
        return sorted(project.key for project in self.rows.projects.values())

    @property
    def now(self) -> datetime:
        """The clock's time, naive local."""
        return self.desk.clock().replace(tzinfo=None)

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

    def room(self, at: datetime) -> int | None:
        """The minutes until the next block begins; None where none does."""
        begins = (schedule.begins(one) for one in self.rows.blocks if schedule.takes_time(one))
        coming = min((begin for begin in begins if begin > at), default=None)
        return None if coming is None else (coming - at) // schedule.MINUTE

    def keep_text(self, dialog: Drafting) -> None:
        """What was typed into a dialog that was refused is there when it opens again."""
        if draft := dialog.draft():
            cast(KeepsDrafts, self.app).keep_draft(*draft)

    def save(self, work: Callable[[], Outcome], again: Callable[[Exception], None]) -> None:
        """Write what a form held, and go to it; a refusal is handed to `again`."""
        try:
            outcome = work()
        except (RuleError, StoreError) as refusal:
            again(refusal)
            return
        self.load()
        where = self.point_out(self.trace(outcome))
        self.say(f"{outcome.label}{where} · u undoes it", *outcome.remarks)

    def ask(self, prompt: Prompt[T], write: Callable[[T], Outcome]) -> None:
        """Ask for a line, and write what was understood."""
        screen = AskScreen(
            prompt.title, prompt.read, prompt.say, prompt.line, prompt.hint, error=prompt.error
        )

        def answered(value: T | None) -> None:
            if value is not None:
                self.save(
                    lambda: write(value),
                    lambda why: self.ask(prompt._replace(line=screen.line, error=str(why)), write),
                )

        self.app.push_screen(screen, answered)

    def action_capture(self) -> None:
        self.ask_capture()

    def ask_capture(self, line: str = "", error: str | None = None) -> None:
        minutes = self.desk.config.block_minutes
        screen = CaptureScreen(self.now, minutes, self.project_keys, line=line, error=error)

        def captured(reading: Reading | None) -> None:
            if reading is not None:
                self._capture(reading, lambda why: self.ask_capture(screen.line, why))

        self.app.push_screen(screen, captured)

    def _capture(self, reading: Reading, again: Callable[[str], None]) -> None:
        """The cursor stays where it was."""
        try:
            outcome = self.desk.capture(reading)
        except (RuleError, StoreError) as refusal:
            again(str(refusal))
            return
        if not outcome.entry_id:
            self.say(outcome.label)
            return
        self.load()
        where = self.elsewhere(self.trace(outcome))
        self.say(f"{outcome.label}{where} · u undoes it", *outcome.remarks)

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
            values = self._values_of(block)
            self._ask_block(Form(block, values), values)

    def _values_of(self, block: Block) -> BlockValues:
        links = self.read(store.blocks.links_of, block.id) or ()
        project = self.rows.projects.get(block.project_id or 0)
        return BlockValues.of_block(block, project.key if project else "", links)

    def _ask_block(self, form: Form, values: BlockValues, error: str | None = None) -> None:
        screen = BlockForm(values, form.title, self.desk.today, self.project_keys, error=error)

        def answered(entry: BlockEntry | None) -> None:
            if entry is not None:
                work = self._writing(entry, form.block)
                self.save(work, lambda why: self._ask_again(form, entry.values, why))

        self.app.push_screen(screen, answered)

    def _writing(self, entry: BlockEntry, block: Block | None) -> Callable[[], Outcome]:
        at = self.desk.clock()

        def write() -> Outcome:
            draft = store.blocks.Draft(
                times=entry.times, activity=entry.activity, purpose=entry.purpose,
                output=entry.output, kind=entry.kind, project=entry.project,
                task_id=block.task_id if block else None, notes=entry.notes, fixed=entry.fixed,
                unplanned=entry.unplanned, links=entry.links,
            )  # fmt: skip
            change = self.desk.store.change
            if block is None:
                return change(store.blocks.add, draft, at)
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
            now: Block = self.desk.store.read(store.blocks.get, form.block.id)
        except NotFoundError:
            gone = f"{name} was deleted meanwhile. Saved, it is added anew."
            self._ask_block(Form(None, BlockValues()), typed, gone)
            return
        except StoreError:
            now = form.block
        if now.version == form.block.version:
            self._ask_block(form, typed, str(refusal))
            return
        values = self._values_of(now)
        merged, clash = merge(form.base, typed, values)
        said = f"{name} was changed meanwhile, and nothing was saved. {clash}"
        self._ask_block(Form(now, values), merged, f"{said}Look at it, then save once more.")
