"""The risk register beside its heat map, and the selected risk in full."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from infraday import keys
from infraday.domain import risk_picture, risk_row
from infraday.domain.heat_picture import Place
from infraday.domain.picture import Line
from infraday.domain.risk_filter import HINT, Typed
from infraday.domain.risk_picture import Banner, Pane, RiskFrame
from infraday.domain.risk_row import Around
from infraday.domain.risk_view import View
from infraday.domain.rows import Project
from infraday.screens import risks_kept
from infraday.screens.bindings import bindings
from infraday.screens.desk import Desk
from infraday.screens.risks_filter import said
from infraday.screens.risks_kept import Look
from infraday.screens.risks_told import RisksTold
from infraday.splash import Opened
from infraday.store import file, risk_overview, risk_rows
from infraday.store.errors import StoreError
from infraday.store.risk_overview import Overview
from infraday.store.risk_rows import RiskRow
from infraday.store.traces import Trace
from infraday.widgets.heat_map import HeatMap
from infraday.widgets.hints import Hints
from infraday.widgets.painted import Lines
from infraday.widgets.register import Register, Row
from infraday.widgets.risk_detail import RiskDetail
from infraday.widgets.safe_input import SafeInput

PARTS = ("header", "tabs", "rule", "side", "middle", "foot", "why")


class RisksScreen(RisksTold):
    """Three panes over the plan; of the register only what is on screen is read."""

    own_actions = keys.RISKS
    own_signs = risk_picture.SAID
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        (*keys.RISKS, *keys.EVERYWHERE, keys.INTERRUPT)
    )

    def __init__(self, desk: Desk, _opened: Opened) -> None:
        super().__init__(desk)
        self.seen: Overview | None = None
        self.active = Pane.REGISTER
        self.view = View.CURRENT
        self.typed = Typed()
        self.cell: Place | None = None
        self.marked: frozenset[int] = frozenset()
        self.pending = {}
        self.look = risks_kept.load()
        self.register = Register(self._fetch, self._paint, self._heading)
        self.heat_map = HeatMap(self.heat_view)
        self.detail = RiskDetail(self.detail_lines)
        self.parts = {name: Lines(name) for name in PARTS}
        self.filter = SafeInput(id="filter", placeholder=HINT)
        self.hints = Hints(keys.footer_actions(desk.config.keys, keys.RISKS))
        self._stale = False

    def compose(self) -> ComposeResult:
        yield from self.parts.values()
        yield self.register
        yield self.heat_map
        yield self.detail
        yield self.hints
        yield self.filter

    def on_mount(self) -> None:
        self.filter.display = False
        self.watch(self.filter, "value", self.filter_typed, init=False)
        self.take_pending()
        self.load()
        self.lay_out()

    def on_resize(self, _: events.Resize) -> None:
        self.lay_out()

    @property
    def projects(self) -> Mapping[int, Project]:
        return self.seen.projects if self.seen else {}

    @property
    def count_of_all(self) -> int:
        return max(self.seen.figures.of_all, self.register.length) if self.seen else 0

    def shows(self, risk_id: int) -> bool:
        return self.seen is not None and risk_id in self.seen.ids

    @property
    def here(self) -> RiskRow | None:
        return cast("RiskRow | None", self.register.current)

    def lay_out(self) -> None:
        frame = self.frame
        regions = frame._asdict()
        self.filter.styles.width = risk_picture.typing_room(self._banner(), frame.header.width)
        for name, part in self.parts.items():
            part.place(regions[name])
        for pane, one in self._panes.items():
            one.activate(pane is self.active)
            one.place(regions[pane.value])
        self.hints.place(frame.footer)
        for name in ("rule", "middle", "foot"):
            self.parts[name].show(risk_picture.rule(frame, getattr(frame, name)))
        self.parts["side"].show(risk_picture.side(frame))
        self._show_words(frame)

    @property
    def _panes(self) -> "dict[Pane, Register | HeatMap | RiskDetail]":
        return {Pane.REGISTER: self.register, Pane.MAP: self.heat_map, Pane.DETAIL: self.detail}

    def _show_words(self, frame: RiskFrame) -> None:
        cells = frame.header.width
        self.parts["header"].show([risk_picture.header(self._banner(), cells)])
        where = said(Typed(), self.cell)
        tabs = risk_picture.tabs(self.active, self.register.length, where, cells)
        self.parts["tabs"].show([tabs])
        why = frame.why
        told = self.told(narrow=not frame.side.height, short=cells < risk_picture.SHORT)
        self.parts["why"].show(risk_picture.why(told, why.width, why.height))

    def _banner(self) -> Banner:
        note = "read-only" if file.is_read_only(self.desk.path) else ""
        return Banner(
            self.seen.figures if self.seen else None, self.filter_said, self.register.length,
            self.view, len(self.marked), self.unsaved, note,
            self.seen.raised if self.seen else 0, self.filter.display,
        )  # fmt: skip

    def load(self) -> None:
        """Read the register anew as far as it is shown; the cursor stays on its risk."""
        row = self.here
        try:
            self._read()
        except StoreError as refusal:
            self._stale = True
            self.refuse(refusal)
        else:
            self._show(row.id if row else None)

    def _read(self) -> None:
        """What was written by ourselves is seen with it, and is no change by another process."""
        self.desk.is_changed()
        order = risk_row.order_of(self.look.order, self.view)
        self.seen = self.desk.look(
            risk_overview.read, self.wanted, order, self.look.descending,
            self.desk.today, self.desk.config.bands,
        )  # fmt: skip
        self._stale = False

    def _show(self, risk_id: int | None) -> None:
        """`risk_id` is that of the risk which the cursor stood on."""
        assert self.seen
        self.forget_gone()
        if self.marked:
            self.marked = frozenset(row.id for row in self.rows_of(sorted(self.marked)))
        ids = self.seen.ids
        place = ids.index(risk_id) if risk_id in ids else None
        empty = risk_picture.HIDDEN if self.filter_said else self.empty_said
        self.register.show(ids, empty, place)
        self.heat_map.show_anew()
        self.detail.show_anew(top=place is None)
        self.lay_out()

    def _fetch(self, ids: Sequence[int]) -> Sequence[Row]:
        try:
            return self.desk.look(risk_rows.of_ids, ids)
        except StoreError:  # held by another program: with the next tick
            self._stale = True
            return ()

    def _paint(self, row: Row, cells: int, here: bool) -> Line:
        risk = cast(RiskRow, row)
        columns = risk_row.layout(self.look.columns, cells)
        marked = risk.id in self.marked
        return risk_row.row(risk, self.around(risk), columns, here=here, marked=marked)

    def around(self, risk: RiskRow) -> Around:
        at, today = self.desk.clock(), self.seen.today if self.seen else self.desk.today
        project = self.projects.get(risk.project_id or 0)
        pending = self.pending_of(risk.id)
        return Around(today, self.desk.config.bands, self.view, project, pending, at.tzinfo)

    def _heading(self, cells: int) -> Line:
        columns = risk_row.layout(self.look.columns, cells)
        look = self.look
        return risk_row.heading(columns, look.order, descending=look.descending, view=self.view)

    def set_look(self, look: Look) -> None:
        self.look = look
        risks_kept.save(look)
        self.load()

    def tick(self) -> None:
        """Follow the clock, and show what another process changed."""
        taken, changed = self.desk.take_in(), self.desk.is_changed()
        self._stale |= changed is True or taken is not None
        turned = self.seen is None or self.desk.today != self.seen.today
        if changed is not None and (self._stale or turned):
            row = self.here
            try:
                self._read()
            except StoreError:
                self._stale = True
            else:
                self._show(row.id if row else None)
        if taken:
            self.say(taken.label, *taken.remarks)

    def show_rating(self) -> None:
        self.register.paint_anew()
        self.heat_map.show_anew()
        self._show_words(self.frame)

    def mark(self, marked: frozenset[int]) -> None:
        self.marked = marked
        self.show_rating()

    def on_register_moved(self) -> None:
        self.heat_map.show_anew()
        self.detail.show_anew()
        self._show_words(self.frame)

    def on_register_picked(self, event: Register.Picked) -> None:
        self.activate(Pane.REGISTER)
        if event.opened:
            self.action_edit()

    def on_register_headed(self, event: Register.Headed) -> None:
        columns = risk_row.layout(self.look.columns, self.register.size.width)
        self.sort_by(risk_row.column_at(columns, event.x))

    def on_heat_map_picked(self, event: HeatMap.Picked) -> None:
        self.activate(Pane.MAP)
        if event.opened:
            self.show_cell(self.heat_map.at)
        else:
            self.show_rating()

    def on_click(self, event: events.Click) -> None:
        """On the names of the panes, and of the ratings."""
        cells = self.app.size.width
        if event.widget is self.parts["tabs"]:
            if pane := risk_picture.tab_at(self.parts["tabs"].picture(0), event.x):
                self.activate(pane)
        elif event.widget is self.parts["header"]:
            view = risk_picture.view_at(self.view, cells, event.x)
            if view is self.view:
                self.action_view()
            elif view:
                self.look_at(view)

    def on_risk_detail_picked(self) -> None:
        self.activate(Pane.DETAIL)

    def point_out(self, trace: Trace) -> str:
        """The cursor goes to the risk that was changed, where it is shown."""
        ids = self.seen.ids if self.seen else ()
        shown = [risk_id for risk_id in trace.risk_ids if risk_id in ids]
        if shown and not (self.here and self.here.id in trace.risk_ids):
            self.register.put(list(ids).index(shown[0]))
        hides = not shown and trace.risk_ids and self.filter_said
        return " · the filter hides it" if hides else self.elsewhere(trace)
