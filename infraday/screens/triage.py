"""Triage: what came in, was carried over or is to be asked for again, one item at a time."""

from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from infraday import checklist, keys
from infraday.config import Config
from infraday.domain import triage_picture
from infraday.domain.picture import Line, Region
from infraday.domain.refs import task_ref
from infraday.domain.triage import QUADRANTS
from infraday.domain.triage_picture import Progress
from infraday.domain.triage_run import Run
from infraday.domain.when import say_day_short, say_time
from infraday.screens.bindings import bindings
from infraday.screens.desk import Desk
from infraday.screens.triage_end import TriageEnd
from infraday.screens.typed import KeepsDrafts
from infraday.splash import Opened
from infraday.store import file, pressing, quick, triage_queue
from infraday.store.errors import StoreError
from infraday.store.traces import Trace
from infraday.store.triage_queue import Queue
from infraday.widgets.fluid import Chips
from infraday.widgets.hints import Hints
from infraday.widgets.painted import Lines

OTHERS = tuple(action for action in keys.EVERYWHERE if action.id != "flow.triage")
DRAFT = "triage"
PUTS = ("triage.do", "triage.schedule", "triage.delegate", "triage.eliminate")


class TriageScreen(TriageEnd):
    """One item fills the screen; what follows stands below it where there is room."""

    own_actions = keys.TRIAGE
    BINDINGS: ClassVar[list[BindingType]] = bindings((*keys.TRIAGE, *OTHERS, keys.INTERRUPT))

    def __init__(self, desk: Desk, _opened: Opened) -> None:
        super().__init__(desk)
        self.run = Run()
        self.at = desk.clock()
        self._stale = False
        self._most = triage_queue.MOST  # items that are read of the run
        self._slot = ""
        self._projects: list[str] = []
        self._raised = 0
        self._flags = {flag.key: flag for flag in checklist.load(desk.config).flags}
        self.parts = {name: Lines(name) for name in ("header", "rule", "item", "coming", "foot")}
        self.choices = Chips(gap=3, id="choices")
        self.reason = Lines("reason")
        shown = keys.footer_actions(desk.config.keys, keys.TRIAGE)
        self.hints = Hints([action for action in shown if action.id != "flow.triage"])

    @property
    def project_keys(self) -> list[str]:
        return self._projects

    def compose(self) -> ComposeResult:
        yield from self.parts.values()
        yield self.choices
        yield self.reason
        yield self.hints

    def on_mount(self) -> None:
        kept = cast(KeepsDrafts, self.app).take_draft(DRAFT)
        self.run = Run(kept, str(self.desk.today))
        self.load()

    def draft(self) -> tuple[str, dict[str, str]] | None:
        """Where the run stands, for the next time."""
        kept = self.run.draft()
        return (DRAFT, kept) if kept else None

    def on_screen_suspend(self) -> None:
        super().on_screen_suspend()
        if draft := self.draft():
            cast(KeepsDrafts, self.app).keep_draft(*draft)

    def on_resize(self, _: events.Resize) -> None:
        self.show()

    def load(self) -> None:
        """Read what waits for a decision, the cursor on its item."""
        try:
            self._read()
        except StoreError as refusal:
            self._stale = True
            self.refuse(refusal)
        self.show()

    def _read(self) -> None:
        """What was written by ourselves is seen with it, and is no change by another process."""
        self.at, config = self.desk.clock(), self.desk.config
        self.desk.is_changed()
        if str(self.desk.today) != self.run.day:
            self.run = Run(self.run.draft(), str(self.desk.today))
        queue = self._queue(config)
        while self.run.wants_more(queue.items) and len(queue.items) < queue.total:
            self._most *= 2
            queue = self._queue(config)
        self.run.show(queue.items, queue.counts)
        if not self.run.wants_more(queue.items[: triage_queue.MOST]):
            self._most = triage_queue.MOST
        projects = self.desk.read_plainly(quick.projects)
        self._projects = sorted(project.key for project in projects.values())
        self._raised = self.desk.read_plainly(pressing.raised)
        self._stale = False

    def _queue(self, config: Config) -> Queue:
        """The items as far as they are needed."""
        read = triage_queue.read
        return self.desk.read_plainly(read, config, self.at, self._most, self._flags)

    def tick(self) -> None:
        """Follow the clock, and show what another process changed."""
        taken, changed = self.desk.take_in(), self.desk.is_changed()
        self._stale |= changed is True or taken is not None
        now = self.desk.clock()
        turned = now.replace(second=0, microsecond=0) != self.at.replace(second=0, microsecond=0)
        if changed is not None and (self._stale or turned):
            try:
                self._read()
            except StoreError:
                self._stale = True
            self.show()
        if taken:
            self.say(taken.label, *taken.remarks)

    def show(self) -> None:
        """Show where the run stands, each part at its place."""
        frame = triage_picture.frame(*self.app.size)
        cells = frame.header.width
        note = "read-only" if file.is_read_only(self.desk.path) else ""
        progress = Progress(self.run.number, self.run.total, self.run.counts, self._raised)
        self._put("header", frame.header, [triage_picture.header(progress, note, cells)])
        self._put("rule", frame.rule, [triage_picture.rule(cells)])
        self._put("foot", frame.foot, [triage_picture.rule(cells)])
        self.hints.place(frame.footer)
        if self.run.current and self.suggestion:
            self._show_item(frame.body)
        else:
            self._show_end(frame.body, progress)

    def _put(self, name: str, region: Region, lines: list[Line]) -> None:
        self.parts[name].show(lines)
        self.parts[name].place(region)

    def _show_item(self, body: Region) -> None:
        item, found, today = self.run.current, self.suggestion, self.desk.today
        assert item
        assert found
        roomy, cells = body.height >= triage_picture.ROOMY - 4, body.width
        gap = int(roomy)
        take = keys.say_key(self.desk.config.keys.get("triage.take", "enter"))
        why = triage_picture.reason(found, take, cells, 3 if roomy else 2)
        below = 1 + len(why) + 2 * gap
        top = body.y + gap
        card = triage_picture.card(
            item, self._slot_of(item.task.id), today, cells, body.height - below - gap
        )
        self._put("item", Region(0, top, cells, len(card)), card)
        at = top + max(len(card), 3 * gap) + gap  # a line of notes moves nothing
        keymap = self.desk.config.keys
        labels = [keys.say_key(keymap.get(it.id, it.key)) for it in keys.TRIAGE if it.id in PUTS]
        edge = triage_picture.EDGE
        self.choices.show(triage_picture.choices(found.quadrant, labels, cells))
        self.choices.place(Region(edge, at, cells - edge, 1))
        self.reason.show(why)
        self.reason.place(Region(0, at + 1, cells, len(why)))
        y = at + 1 + len(why) + 2 * gap
        rest = self.run.items[self.run.place + 1 :]
        coming = triage_picture.coming(rest, today, cells, body.y + body.height - y)
        self._put("coming", Region(0, y, cells, len(coming)), coming)

    def _show_end(self, body: Region, progress: Progress) -> None:
        key_of = keys.saying(self.desk.config.keys)
        lines = triage_picture.end(progress, self.run.left, body.width, key_of)[: body.height]
        self._put("item", Region(0, body.y, body.width, len(lines)), lines)
        for part in (self.choices, self.reason, self.parts["coming"]):
            part.place(Region(0, 0, 0, 0))

    def _slot_of(self, task_id: int) -> str:
        """Where the item stands in the plan; nothing where it does not."""
        try:
            block = self.desk.read_plainly(triage_queue.slot_of, task_id, self.desk.today)
        except StoreError:
            return ""
        if block is None or block.start is None or block.end is None:
            return ""
        day = f"{say_day_short(block.day, self.desk.today)} "
        return f"{day}{say_time(block.start)} – {say_time(block.end)}"

    def point_out(self, trace: Trace) -> str:
        """The item whose decision was taken back is asked about again."""
        names = (*self.run.back, *map(task_ref, trace.task_ids))
        if any(self.run.go_to(name) for name in names):
            self.show()
            return ""
        return self.elsewhere(trace)

    def elsewhere(self, trace: Trace) -> str:
        here = self.run.current.task.id if self.run.current else 0
        others = [task_id for task_id in trace.task_ids if task_id != here]
        return f" · {task_ref(others[0])}" if len(others) == 1 and not trace.days else ""

    def on_chips_clicked(self, event: Chips.Clicked) -> None:
        if event.chips is self.choices:
            self.action_put(QUADRANTS[event.index])

    def action_step(self, items: int) -> None:
        """To another item, this one undecided."""
        if not self.run.step(items):
            return
        if self.run.wants_more(self.run.items) and len(self.run.items) < self.run.left:
            self.load()
        else:
            self.show()

    def action_rest(self) -> None:
        """The screens' digits do nothing here."""

    def action_back(self) -> None:
        self.leave()

    def leave(self) -> None:
        self.app.switch_mode(self.desk.came_from)
