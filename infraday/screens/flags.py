"""The red flags: the quiet signs of each project, with their evidence and what came of them."""

from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from infraday import checklist, keys
from infraday.domain import flag_picture
from infraday.domain.checklist import Checklist
from infraday.domain.flag import FlagState
from infraday.domain.flags import Flag
from infraday.domain.picture import Line
from infraday.domain.when import say_date
from infraday.screens.bindings import bindings
from infraday.screens.desk import Desk
from infraday.screens.flags_actions import FlagsActions
from infraday.splash import Opened
from infraday.store import file, flag_rows, flag_view
from infraday.store.errors import StoreError
from infraday.store.flag_rows import Cell
from infraday.store.flag_view import FlagsView
from infraday.store.traces import Trace
from infraday.widgets.flag_grid import FlagGrid, Grid
from infraday.widgets.hints import Hints
from infraday.widgets.painted import Lines

UNKNOWN = FlagsView({}, {})


class FlagsScreen(FlagsActions):
    """What the data says is computed beside the planner; the screen shows what was found last."""

    own_actions = keys.FLAGS
    own_signs = flag_picture.SAID
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        (*keys.FLAGS, *keys.EVERYWHERE, keys.INTERRUPT)
    )

    def __init__(self, desk: Desk, _opened: Opened) -> None:
        super().__init__(desk)
        self.checklist = Checklist()
        self._told: tuple[str, ...] = ()
        self.seen = UNKNOWN
        self.at: datetime = desk.clock()
        self._stale = False
        self.grid = FlagGrid(self.key_of("capture.open"))
        self.parts = {name: Lines(name) for name in ("header", "rule", "foot", "detail")}
        self.hints = Hints(keys.footer_actions(desk.config.keys, keys.FLAGS))

    def compose(self) -> ComposeResult:
        yield from self.parts.values()
        yield self.grid
        yield self.hints

    def on_mount(self) -> None:
        self.load()

    def on_resize(self, _: events.Resize) -> None:
        self.lay_out()

    def load(self) -> None:
        """The checklist's files are read anew, too: they may have been edited meanwhile."""
        self.checklist = checklist.load(self.desk.config)
        if self.checklist.mistakes != self._told:
            self._told = self.checklist.mistakes
            if self._told:
                self.say(*self._told)
        try:
            self._read()
        except StoreError as refusal:
            self._stale = True
            self.refuse(refusal)
        self.lay_out()

    def _read(self) -> None:
        self.at = self.desk.clock()
        self.desk.is_changed()
        self.seen = self.desk.look(flag_view.read)
        self._stale = False
        flags, today = self.checklist.flags, self.desk.today
        projects = sorted(self.seen.projects.values())
        self.grid.show(Grid(flags, projects, self.seen.cells, today))

    def lay_out(self) -> None:
        """Give each part its place."""
        frame = flag_picture.frame(*self.app.size, len(self.checklist.flags))
        regions = frame._asdict()
        for name, part in self.parts.items():
            part.place(regions[name])
        self.grid.place(frame.grid)
        self.hints.place(frame.footer)
        cells = frame.header.width
        self.parts["header"].show([self._header(cells)])
        for name in ("rule", "foot"):
            self.parts[name].show([(("─" * cells, "faint"),)])
        self._show_detail()

    def _header(self, cells: int) -> Line:
        known = [flag.key for flag in self.checklist.flags]
        raised, watched = (
            self.seen.number(state, known) for state in (FlagState.RAISED, FlagState.WATCH)
        )
        days = {one.checked_on for one in self.seen.cells.values()}
        checked = f"checked {say_date(max(days))}" if days else "not checked yet"
        note = "read-only" if file.is_read_only(self.desk.path) else ""
        return flag_picture.header(raised, watched, checked, note, cells)

    @property
    def here(self) -> tuple[Flag, Cell] | None:
        """The flag under the cursor, and how it stands."""
        if not (place := self.grid.here):
            return None
        flag, cell = self.checklist.flag(place[1]), self.seen.cells.get(place)
        return (flag, cell) if flag and cell else None

    def _show_detail(self) -> None:
        frame = flag_picture.frame(*self.app.size, len(self.checklist.flags))
        region = frame.detail
        if not (here := self.here):
            waits = "Checked in a moment." if self.seen.projects else ""
            self.parts["detail"].show([((f" {waits}", "muted"),)])
            return
        flag, cell = here
        try:
            checks = self.desk.look(flag_rows.history, cell.project_id, flag.key)
            links = self.desk.look(flag_rows.links, cell.project_id, flag.key)
        except StoreError:  # held by another program: with the next tick
            self._stale = True
            return
        lines = flag_picture.detail(
            flag, cell, checks, links, self.desk.today, region.width, region.height
        )
        self.parts["detail"].show(lines)

    def tick(self) -> None:
        """Follow the clock, and show what another process or the check changed."""
        taken, changed = self.desk.take_in(), self.desk.is_changed()
        self._stale |= changed is True or taken is not None
        turned = self.desk.clock().date() != self.at.date()
        if changed is not None and (self._stale or turned):
            try:
                self._read()
            except StoreError:
                self._stale = True
            self.lay_out()
        if taken:
            self.say(taken.label, *taken.remarks)

    def point_out(self, trace: Trace) -> str:
        return self.elsewhere(trace)

    def on_flag_grid_moved(self) -> None:
        self._show_detail()

    def on_flag_grid_opened(self) -> None:
        self.action_judge()

    def action_back(self) -> None:
        """There is nothing to step back from."""
