"""The day, hour by hour: what is planned, the block under the cursor, what waits for a slot."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Thread
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from infraday import clock, keys, store
from infraday.domain import RuleError, dayview, picture, schedule
from infraday.domain.dayview import DayView
from infraday.domain.headline import Moment, current_block
from infraday.domain.picture import Frame, Region
from infraday.domain.rows import DayRows, standing
from infraday.domain.timeline import ZOOMS
from infraday.screens.bindings import bindings
from infraday.screens.day_week import DayWeek
from infraday.screens.desk import Desk
from infraday.splash import Opened, banner
from infraday.store.errors import StoreError
from infraday.widgets.detail import Detail
from infraday.widgets.hints import Hints
from infraday.widgets.painted import Lines
from infraday.widgets.timeline import Timeline, carried
from infraday.widgets.waiting import WaitingList

LEFT_ALONE = timedelta(minutes=5)
NOWHERE = Region(0, 0, 0, 0)


class DayScreen(DayWeek):
    """Opened with the rows that the first paint drew; it reads its own from then on."""

    own_actions = keys.DAY
    BINDINGS: ClassVar[list[BindingType]] = bindings((*keys.DAY, *keys.EVERYWHERE, keys.INTERRUPT))

    def __init__(self, desk: Desk, opened: Opened) -> None:
        super().__init__(desk)
        self.rows: DayRows = opened.rows
        self._at = opened.now
        self._today = self.rows.day  # what was today when the rows were read
        self._zoom: int | None = None
        self._alone = False
        self._stale = False
        self._touched = opened.now
        self.marked: frozenset[int] = frozenset()
        self.on_waiting = False
        view = dayview.open_view(self.rows, self.moment, 20)
        self.timeline = Timeline(view)
        self.detail = Detail(view)
        self.waiting = WaitingList(self.rows, self.moment)
        self.parts = {name: Lines(name) for name in ("header", "rule", "side", "foot")}
        self.hints = Hints(keys.footer_actions(desk.config.keys))

    @property
    def day(self) -> date:
        """The date shown."""
        return self.rows.day

    @property
    def moment(self) -> Moment:
        found = clock.moment(self.desk.config, self._at, self.rows.day, self.rows.holiday)
        return found._replace(key_of=self.key_of)

    def compose(self) -> ComposeResult:
        yield from self.parts.values()
        yield self.week
        yield self.timeline
        yield self.detail
        yield self.waiting
        yield self.hints

    def on_mount(self) -> None:
        self._place_parts()
        height = max(1, self.frame.timeline.height)
        self._show(dayview.open_view(self.rows, self.moment, height))
        self.call_after_refresh(self._aside, self.desk.prepare)

    def _aside(self, work: Callable[[], None]) -> None:
        """In a thread that nobody waits for, whoever leaves meanwhile least of all."""
        Thread(target=work, daemon=True).start()

    def on_resize(self, _: events.Resize) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Give each part its place; a coarser or finer zoom where the user chose none."""
        if self.on_waiting and self._alone:
            self._activate(waiting=False)
        self._place_parts()
        self._lay_out(zoom=self._zoom)

    def _place_parts(self) -> None:
        regions = self.frame._asdict()
        for name, lines in self.parts.items():
            lines.place(regions[name])
        for widget in (self.week, self.timeline, self.detail, self.waiting):
            widget.place(regions[widget.id or ""])
        self.hints.place(self.frame.footer)

    @property
    def frame(self) -> Frame:
        """Where the parts stand; on a small screen one of the two lists has the place of both."""
        if self._alone:
            return picture.focused(picture.frame(*self.app.size))
        frame = self.whole_frame
        if self.on_waiting and not frame.waiting.height:
            return frame._replace(waiting=frame.timeline, timeline=NOWHERE)
        return frame

    def load(self) -> None:
        self.show_day(self.day)

    def show_day(self, day: date) -> None:
        """Read a date and show it; the same date with the cursor on the same block."""
        try:
            self._take(self._read(schedule.in_calendar(day)))
        except (RuleError, StoreError) as refusal:
            self._stale = isinstance(refusal, StoreError)
            self.refuse(refusal)

    def _read(self, day: date) -> DayRows:
        """What was written by ourselves is seen with it, and is no change by another process."""
        self._at = self.desk.clock()
        self.desk.is_changed()
        rows = self.desk.store.read(store.days.view, day, self._at, self.desk.config)
        self.read_week(day)
        return rows

    def _take(self, rows: DayRows) -> None:
        block, same = self.timeline.block, rows.day == self.rows.day
        self.rows, self._today, self._stale = rows, self.desk.today, False
        self.marked = frozenset(
            block.id for block in rows.blocks if {block.id, standing(block)} & self.marked
        )
        if same:
            self._lay_out(zoom=self.timeline.view.timeline.zoom)
        else:
            self._show(dayview.open_view(rows, self.moment, self._height, self._zoom))
        if same and block is not None:
            self.follow(standing(block))
        if self.on_waiting and not rows.waiting:
            self._activate(waiting=False)

    @property
    def _height(self) -> int:
        return max(1, self.whole_frame.timeline.height)

    def _lay_out(self, *, zoom: int | None) -> None:
        """Lay the rows out anew around the cursor, at a zoom, or the finest that fits."""
        before = self.timeline.view
        view = dayview.open_view(self.rows, self.moment, self._height, zoom)
        top = before.top if view.timeline.zoom == before.timeline.zoom else view.top
        self._show(view._replace(cursor=carried(before, view), top=top))

    def _show(self, view: DayView) -> None:
        self.timeline.show(view, self.marked)
        frame = self.frame
        for region, lines, name in dayview.frame_parts(view, frame, self._banner()):
            self.parts[name].show(lines)
            self.parts[name].place(region)
        self.show_week(frame)
        self.waiting.show(view.rows, view.moment)
        self.detail.show(self.timeline.view, self.task_here)

    def _banner(self) -> str:
        marked = f"{len(self.marked)} marked" if self.marked else ""
        return marked or banner(self.desk.path)

    def tick(self) -> None:
        """Follow the clock, past midnight too, and show what another process changed."""
        taken, changed = self.desk.take_in(), self.desk.is_changed()
        follows, before = self.day == self._today, self._at
        self._stale |= changed is True or taken is not None
        can_read = changed is not None and not store.is_loading()
        turned = self.desk.today != self._today
        if can_read and (self._stale or turned):
            if turned:
                self._aside(self.desk.keep_up)
            self._catch_up(self.desk.today if follows else self.day)
        if taken:
            self.say(taken.label, *taken.remarks)
        self._at = self.desk.clock()
        if self._at.replace(second=0, microsecond=0) != before.replace(second=0, microsecond=0):
            self._lay_out(zoom=self.timeline.view.timeline.zoom)
            self._keep_current()
            self._keep_now_in_sight()

    def _catch_up(self, day: date) -> None:
        """Show what another process wrote; while that one holds the file, at the next tick."""
        try:
            self._take(self._read(day))
        except StoreError:
            self._stale = True

    def _keep_current(self) -> None:
        """Alone, the block that is on gives way to the one after it."""
        current = current_block(self.rows.today, self.moment)
        if self._alone and current and self.day == self._today:
            self.follow(current.id)

    def _keep_now_in_sight(self) -> None:
        """Left alone for a while, the day is shown as if it were opened now."""
        idle = self._at - self._touched >= LEFT_ALONE
        if idle and not self.on_waiting and not self.timeline.shows_now:
            self._show(dayview.open_view(self.rows, self.moment, self._height, self._zoom))

    def on_timeline_moved(self) -> None:
        self._touched = self.desk.clock()
        self.detail.show(self.timeline.view, self.task_here)

    def on_waiting_list_moved(self) -> None:
        self.detail.show(self.timeline.view, self.task_here)

    def on_timeline_picked(self) -> None:
        self._activate(waiting=False)

    def on_waiting_list_picked(self) -> None:
        self._activate(waiting=True)

    def on_timeline_opened(self) -> None:
        self.action_open()

    def on_waiting_list_opened(self) -> None:
        self.action_open()

    def _activate(self, *, waiting: bool) -> None:
        if waiting == self.on_waiting:
            return
        self.on_waiting = waiting
        self.waiting.activate(waiting)
        self.timeline.activate(not waiting)
        self._place_parts()

    def action_step(self, rows: int) -> None:
        (self.waiting if self.on_waiting else self.timeline).step(rows)

    def action_across(self, lanes: int) -> None:
        if not self.on_waiting:
            self.timeline.across(lanes)

    def action_jump(self, way: int) -> None:
        if self.on_waiting:
            self.waiting.step(way * self.waiting.page)
        else:
            self.timeline.jump(way)

    def action_edge(self, way: int) -> None:
        if self.on_waiting:
            self.waiting.step(way * len(self.rows.waiting))
        else:
            self.timeline.edge(way)

    def action_pane(self) -> None:
        """To what waits, and back."""
        if self.rows.waiting and not self._alone:
            self._activate(waiting=not self.on_waiting)
        elif not self._alone:
            capture = self.key_of("capture.open")
            self.say(f"Nothing waits for a slot. {capture} captures a task.")

    def action_day(self, days: int) -> None:
        self.show_day(self.day + timedelta(days=days))

    def action_today(self) -> None:
        self.show_day(self.desk.today)
        if self.day == self._today:
            self._show(dayview.open_view(self.rows, self.moment, self._height, self._zoom))

    def action_zoom(self) -> None:
        """The next coarser zoom, after the coarsest the finest; the cursor keeps its place."""
        zoom = self.timeline.view.timeline.zoom
        self._zoom = ZOOMS[(ZOOMS.index(zoom) + 1) % len(ZOOMS)]
        self._lay_out(zoom=self._zoom)

    def action_alone(self) -> None:
        """Only the block that is on, with its purpose and output; the same key goes back."""
        self._alone = not self._alone
        self._keep_current()
        self._arrange()

    def action_back(self) -> None:
        """One step back: out of the marks, the focus, the other pane."""
        if self.marked:
            self.mark(frozenset())
        elif self._alone:
            self.action_alone()
        elif self.on_waiting:
            self._activate(waiting=False)

    def mark(self, marked: frozenset[int]) -> None:
        self.marked = marked
        self._lay_out(zoom=self.timeline.view.timeline.zoom)
