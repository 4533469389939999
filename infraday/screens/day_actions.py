"""What one key does at once to the blocks of the Day screen. Each action is one change."""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from infraday import store
from infraday.domain import RuleError, panels, refs, schedule
from infraday.domain.block import Kind, Status
from infraday.domain.rows import Block, DayRows, Waiting, standing
from infraday.domain.when import say_date
from infraday.screens.forms import PlanForms
from infraday.store import register_block, risk_lists
from infraday.store.errors import StoreError
from infraday.store.journal import Outcome
from infraday.store.traces import Trace
from infraday.widgets.timeline import Timeline
from infraday.widgets.waiting import WaitingList

if TYPE_CHECKING:
    from infraday.store.engine import Query

P = ParamSpec("P")

NO_BLOCK = "There is no block here. Move to one, or add one with {add}."
ON_A_TASK = "That is for blocks, and the cursor is on a task. {pane} goes back to the day."


class DayActions(PlanForms):
    """The verbs; `DayScreen` holds the rows and the panes."""

    rows: DayRows
    timeline: Timeline
    waiting: WaitingList
    on_waiting: bool
    marked: frozenset[int]

    def mark(self, marked: frozenset[int]) -> None:
        raise NotImplementedError

    def follow(self, block_id: int) -> None:
        """Keep the cursor on a block, wherever its start has gone."""
        here = self.timeline.block
        stands = here is not None and block_id in (here.id, standing(here))
        if not stands and (cursor := self.timeline.find(block_id)):
            self.timeline.put(cursor)

    @property
    def block(self) -> Block | None:
        """The block under the cursor."""
        return None if self.on_waiting else self.timeline.block

    @property
    def task_here(self) -> Waiting | None:
        """The task under the cursor."""
        return self.waiting.current if self.on_waiting else None

    @property
    def targets(self) -> list[Block]:
        """The blocks that an action is for: those marked, else the one under the cursor."""
        if self.marked and not self.on_waiting:
            return [block for block in self.rows.blocks if block.id in self.marked]
        return [self.block] if self.block else []

    def chosen(self) -> Block | None:
        """The block under the cursor; a toast where there is none."""
        if self.block is None:
            add, pane = self.key_of("block.add"), self.key_of("day.pane")
            why = ON_A_TASK if self.on_waiting else NO_BLOCK
            self.refuse(RuleError(why.format(add=add, pane=pane)))
        return self.block

    def change_targets(
        self,
        query: "Query[Concatenate[Sequence[int], P], Outcome]",
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Outcome | None:
        """Change all that is marked, or the block under the cursor, as one step."""
        if not (targets := self.targets):
            self.chosen()
            return None
        return self.change(query, [block.id for block in targets], *args, **kwargs)

    def point_out(self, trace: Trace) -> str:
        """The cursor goes to a block on this day; a block of another day is named by its date."""
        here = {block.id for block in self.rows.blocks}
        shown = [block_id for block_id in trace.block_ids if block_id in here]
        if shown and not any(block.id in shown for block in self.targets):
            self.follow(shown[0])
        return self.elsewhere(trace)

    def elsewhere(self, trace: Trace) -> str:
        """The date of a change that was not made on the day shown."""
        if not trace.days or self.rows.day in trace.days:
            return ""
        return f" · on {say_date(trace.days[0])}"

    def opens(self, block: Block) -> Callable[[], None]:
        """What a block of today that is still to be done opens, by its kind; else its form."""
        if is_to_do(block, Kind.TRIAGE, self.desk.today):
            return self.action_triage
        if is_to_do(block, Kind.RISK, self.desk.today):
            return self.open_register
        return self.action_edit

    def action_edit(self) -> None:
        raise NotImplementedError

    def open_register(self) -> None:
        """The register at what is due for review."""
        try:
            due = self.desk.read_plainly(risk_lists.reviews, self.desk.today)
        except StoreError as refusal:
            self.refuse(refusal)
            return
        self.app.switch_mode("risks")
        show_due: Callable[[Sequence[int]], None] | None
        if show_due := getattr(self.app.screen, "show_due", None):
            self.app.screen.call_after_refresh(show_due, due)

    def proposed(self, block: Block) -> str:
        """What a block is known to have produced: what its flow, or the register, came to."""
        if is_to_do(block, Kind.TRIAGE, self.desk.today):
            return self.said_of_run()
        if block.kind is not Kind.RISK:
            return ""
        config, now = self.desk.config, self.desk.clock()
        try:
            return self.desk.read_plainly(register_block.output, block, config, now)
        except StoreError:
            return ""

    def action_start(self) -> None:
        if block := self.chosen():
            verb = store.blocks.stop if block.status is Status.ACTIVE else store.blocks.start
            self.change(verb, block.id, self.desk.clock())

    def action_skip(self) -> None:
        self.change_targets(store.blocks.skip, self.desk.clock())

    def action_reopen(self) -> None:
        self.change_targets(store.blocks.reopen, self.desk.clock())

    def action_duplicate(self) -> None:
        if block := self.chosen():
            outcome = self.change(store.blocks.duplicate, block.id, self.desk.clock())
            if outcome and (where := self.point_out(self.trace(outcome))):
                self.say(f"{outcome.label}{where}")

    def action_delete(self) -> None:
        recurring = False
        if wait := self.task_here:
            outcome = self.change(store.tasks.drop, [wait.task.id], None, self.desk.clock())
        else:
            recurring = any(block.series_id is not None for block in self.targets)
            outcome = self.change_targets(store.blocks.delete)
        if outcome:
            more = f" · {self.key_of('series.delete')} ends the series" if recurring else ""
            self.say(f"{outcome.label} · {self.brings_back}{more}", *outcome.remarks)

    def action_shift(self, minutes: int) -> None:
        """What leaves the day this way says where it went."""
        going = set(map(standing, self.targets))
        outcome = self.change_targets(store.blocks.shift, minutes, self.desk.clock())
        if outcome and not going <= set(map(standing, self.rows.blocks)):
            self.say(f"{outcome.label} · {self.undoes}", *outcome.remarks)

    def action_resize(self, minutes: int) -> None:
        self.change_targets(store.blocks.resize, minutes, self.desk.clock())

    def action_to_day(self, days: int) -> None:
        """From the day they lie on, which is not the one shown for what began the day before."""
        if first := min((block.day for block in self.targets), default=None):
            self.move(self.targets, first + timedelta(days=days))
        else:
            self.chosen()

    def move(self, blocks: Sequence[Block], day: date, start: time | None = None) -> None:
        ids, at = [block.id for block in blocks], self.desk.clock()
        if outcome := self.change(store.blocks.move, ids, day, start, at):
            self.say(f"{outcome.label} · {self.undoes}", *outcome.remarks)

    def action_mark(self) -> None:
        """Mark the block, and go on to the next."""
        if block := self.chosen():
            self.mark(self.marked ^ {block.id})
            self.timeline.jump(1)

    def action_yank(self) -> None:
        """Copy what the blocks, or the task, say; their references first."""
        if wait := self.task_here:
            words = f"{refs.task_ref(wait.task.id)} {wait.task.title}"
        elif blocks := self.targets:
            words = "\n\n".join("\n".join(panels.plain_text(one, self.rows)) for one in blocks)
        else:
            self.chosen()
            return
        self.app.copy_to_clipboard(words)
        self.desk.keep_copy(words)
        self.say("Sent to the terminal's clipboard.")


def is_to_do(block: Block, kind: Kind, today: date) -> bool:
    """Whether a block is one of today, of this kind, that is still to be done."""
    return (
        block.kind is kind
        and schedule.touches(block, today)
        and block.status in (Status.PLANNED, Status.ACTIVE)
    )
