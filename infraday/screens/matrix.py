"""The matrix: what is to be done, planned, handed over or let go of, over all projects."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer

from infraday import keys
from infraday.domain import matrix as rules
from infraday.domain import matrix_filter, matrix_picture, matrix_row
from infraday.domain.matrix import Quadrant
from infraday.domain.matrix_picture import Banner, Beside, MatrixFrame
from infraday.domain.picture import Line
from infraday.domain.task import TaskStatus
from infraday.screens.bindings import bindings
from infraday.screens.desk import Desk
from infraday.screens.matrix_cursor import MatrixCursor
from infraday.splash import Opened
from infraday.store import file, overview, quadrants
from infraday.store.errors import StoreError
from infraday.store.overview import Overview
from infraday.store.quadrants import Filter, Near
from infraday.store.traces import Trace
from infraday.widgets.hints import Hints
from infraday.widgets.painted import Lines
from infraday.widgets.quadrant import Fetch, Place, QuadrantList, Row
from infraday.widgets.safe_input import SafeInput

STILL = (TaskStatus.OPEN, TaskStatus.WAITING)
FEW = 2000  # tasks among which a filter finds its own between two keys
PAUSE = 0.08  # seconds without a key, after which it looks among more of them


class MatrixScreen(MatrixCursor):
    """Four lists over the plan; of each only what is on screen is read."""

    own_actions = keys.MATRIX
    own_signs = matrix_picture.SAID
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        (*keys.MATRIX, *keys.EVERYWHERE, keys.INTERRUPT)
    )

    def __init__(self, desk: Desk, _opened: Opened) -> None:
        super().__init__(desk)
        self.seen: Overview | None = None
        self.at: datetime = desk.clock()
        self.active = Quadrant.DO
        self.marked: frozenset[int] = frozenset()
        self.lists = {
            quadrant: QuadrantList(quadrant, self._fetcher(quadrant), self._paint)
            for quadrant in Quadrant
        }
        names = ("header", "counts", "rule", "side", "middle", "foot", "why")
        self.parts = {name: Lines(name) for name in names}
        self.filter = SafeInput(id="filter", placeholder="#project @owner words")
        self._wanted = matrix_filter.Wanted()
        self._stale = False
        self._later: Timer | None = None
        self.hints = Hints(keys.footer_actions(desk.config.keys, keys.MATRIX))

    def compose(self) -> ComposeResult:
        yield from self.parts.values()
        yield from self.lists.values()
        yield self.hints
        yield self.filter

    def on_mount(self) -> None:
        self.filter.display = False
        self.watch(self.filter, "value", self._filter_typed, init=False)
        self.load()
        self.lay_out()

    def on_resize(self, _: events.Resize) -> None:
        self.lay_out()

    def lay_out(self) -> None:
        """Give each part its place."""
        frame = self.frame
        regions = frame._asdict()
        for name, part in self.parts.items():
            part.place(regions[name])
        for quadrant, one in self.lists.items():
            one.activate(quadrant is self.active)
            one.place(frame.quadrants[quadrant])
        self.hints.place(frame.footer)
        self._show_parts(frame)

    def _show_parts(self, frame: MatrixFrame) -> None:
        cells = frame.header.width
        self.parts["header"].show([matrix_picture.header(self._banner(), cells)])
        for name in ("rule", "middle", "foot"):
            self.parts[name].show(matrix_picture.rule(frame, getattr(frame, name)))
        self.parts["side"].show(matrix_picture.side(frame))
        if seen := self.seen:
            line = matrix_picture.counts(seen.figures.cells, self.active, cells)
            self.parts["counts"].show([line])
        self._show_why(frame)

    def _show_why(self, frame: MatrixFrame) -> None:
        region = frame.why
        self.parts["why"].show(matrix_picture.why(self.verdict(), region.width, region.height))

    def _banner(self) -> Banner:
        note = "read-only" if file.is_read_only(self.desk.path) else ""
        if not (seen := self.seen):
            return Banner(note=note)
        figures = seen.figures
        over = figures.cells[Quadrant.DO].minutes - seen.free(seen.today)
        triage = self.key_of("flow.triage")
        filtered = not self._wanted.is_empty
        return Banner(
            str(self._wanted), len(self.marked), figures.inbox, figures.snoozed,
            0 if filtered else over, note, triage, seen.raised,
            self.key_of("matrix.filter"), self.key_of("app.back"), self.filter.display,
        )  # fmt: skip

    def load(self) -> None:
        """Read the figures anew, and the lists as far as they are shown; the cursor stays on its
        task, wherever that has gone."""
        row = self.here
        try:
            self._read()
            self._show_lists(row.task.id if row else None)
        except StoreError as refusal:
            self._stale = True
            self.refuse(refusal)

    def _read(self) -> None:
        """What was written by ourselves is seen with it, and is no change by another process."""
        self.at = self.desk.clock()
        self.desk.is_changed()
        self.seen = self.desk.look(
            overview.read, self.desk.config, self.at, self._filter_of(self._wanted)
        )
        self._stale = False

    def _filter_of(self, wanted: matrix_filter.Wanted) -> Filter:
        if wanted.unknown:
            return Filter((), -1, None)  # of which there is none
        ids = {one.key: one.id for one in self.seen.projects.values()} if self.seen else {}
        project_id = ids.get(wanted.project, -1) if wanted.project else None
        return Filter(wanted.words, project_id, wanted.owner)

    def _show_lists(self, task_id: int | None) -> None:
        """`task_id` is that of the task which the cursor stood on."""
        self.marked = self._still_marked()
        places: dict[Quadrant, int] = {}
        if task_id is not None and (found := self.find(task_id)):
            self.active = found[0]
            places = {found[0]: found[1]}
        assert self.seen
        figures = self.seen.figures
        beside = Beside(figures.chases_due, figures.archived)
        hidden = not self._wanted.is_empty
        for quadrant, one in self.lists.items():
            words, action = matrix_picture.HIDDEN if hidden else matrix_picture.EMPTY[quadrant]
            empty = words.format(self.key_of(action))

            def title(cells: int, active: bool, of: Quadrant = quadrant) -> Line:
                cell = figures.cells[of]
                return matrix_picture.title(of, cell, beside, cells, active=active)

            one.show(figures.cells[quadrant].count, title, empty, places.get(quadrant))
        self.lay_out()

    def _still_marked(self) -> frozenset[int]:
        """Of what is marked the tasks that there still are, to be done, in whatever quadrant."""
        if not self.marked:
            return self.marked
        rows = self.desk.look(quadrants.of_ids, self.marked)
        return frozenset(row.task.id for row in rows if row.task.status in STILL)

    def find(self, task_id: int) -> tuple[Quadrant, int] | None:
        """In which quadrant a task stands, and at which place; None where it does not."""
        if not self.seen:
            return None
        for task, worked in self.desk.look(quadrants.of_ids, [task_id]):
            urgent = self.seen.judge(task, worked).urgent
            quadrant = rules.quadrant(task.status, task.important, urgent)
            if quadrant is None:
                return None
            place = self.desk.look(quadrants.place_of, self.seen.view, quadrant, task_id)
            return None if place is None else (quadrant, place)
        return None

    def _fetcher(self, quadrant: Quadrant) -> Fetch:
        def fetch(first: int, count: int, near: Place | None) -> Sequence[Row]:
            if not self.seen:
                return ()
            try:
                known = Near(*near) if near else None
                return self.desk.look(
                    quadrants.window, self.seen.view, quadrant, first, count, known
                )
            except StoreError:  # held by another program: with the next tick
                self._stale = True
                return ()

        return fetch

    def _paint(self, row: Row, cells: int, here: bool) -> Line:
        assert self.seen
        task = row.task
        project = self.seen.projects.get(task.project_id or 0)
        marked = task.id in self.marked
        today = self.seen.today
        return matrix_row.row(
            task, row.worked_minutes, today, project, cells, here=here, marked=marked
        )

    def tick(self) -> None:
        """Follow the clock, and show what another process changed."""
        taken, changed = self.desk.take_in(), self.desk.is_changed()
        self._stale |= changed is True or taken is not None
        now = self.desk.clock()
        turned = now.replace(second=0, microsecond=0) != self.at.replace(second=0, microsecond=0)
        if changed is not None and (self._stale or turned):
            row = self.here
            try:
                self._read()
                self._show_lists(row.task.id if row else None)
            except StoreError:
                self._stale = True
        if taken:
            self.say(taken.label, *taken.remarks)

    def on_quadrant_list_moved(self) -> None:
        self._show_why(self.frame)

    def on_quadrant_list_picked(self, event: QuadrantList.Picked) -> None:
        self.activate(event.quadrant)
        if event.opened:
            self.action_edit()

    def mark(self, marked: frozenset[int]) -> None:
        self.marked = marked
        for one in self.lists.values():
            one.paint_anew()
        self._show_parts(self.frame)

    def point_out(self, trace: Trace) -> str:
        """The cursor goes to the task that was changed, where it stands in a quadrant."""
        here = self.here
        if here and here.task.id in trace.task_ids:
            return ""
        for task_id in trace.task_ids[:5]:
            if found := self.find(task_id):
                self.activate(found[0])
                self.pane.put(found[1])
                break
        return self.elsewhere(trace)

    def action_filter(self) -> None:
        self.filter.display = True
        self.filter.focus()
        self._show_parts(self.frame)

    def _filter_typed(self) -> None:
        if not self.seen:
            return
        owners = self.owners() if "@" in self.filter.value else ()
        wanted = matrix_filter.read(self.filter.value, self.project_keys, owners)
        if wanted != self._wanted:
            self._wanted = wanted
            if self._later:
                self._later.stop()
            few = sum(cell.count for cell in self.seen.figures.cells.values()) < FEW
            self._later = None if few else self.set_timer(PAUSE, self.load)
            if few:
                self.load()

    def on_input_submitted(self) -> None:
        self._leave_filter()

    def _leave_filter(self) -> None:
        self.filter.display = False
        self.set_focus(None)
        self._show_parts(self.frame)

    def action_back(self) -> None:
        """One step back: out of the marks, out of the filter."""
        if self.filter.has_focus or not self._wanted.is_empty:
            self._leave_filter()
            self.filter.value = ""
        elif self.marked:
            self.mark(frozenset())
