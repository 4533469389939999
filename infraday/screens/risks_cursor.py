"""The cursor of the Risks screen: in the register, in the map, through the detail."""

from infraday.domain import heat_picture, risk_picture
from infraday.domain.heat_picture import Place
from infraday.domain.risk_picture import Pane, RiskFrame
from infraday.domain.risk_view import Column, View
from infraday.screens.columns import ColumnsScreen, SortScreen
from infraday.screens.risks_kept import Look
from infraday.screens.risks_rating import RisksRating
from infraday.widgets.heat_map import HeatMap
from infraday.widgets.register import Register
from infraday.widgets.risk_detail import RiskDetail

PANES = tuple(Pane)
VIEWS = tuple(View)


class RisksCursor(RisksRating):
    """`RisksScreen` fills the panes."""

    active: Pane
    cell: Place | None
    register: Register
    heat_map: HeatMap
    detail: RiskDetail
    look: Look

    def lay_out(self) -> None:
        """Give each part its place."""
        raise NotImplementedError

    def set_look(self, look: Look) -> None:
        """Other columns, or another order."""
        raise NotImplementedError

    @property
    def frame(self) -> RiskFrame:
        return risk_picture.frame(*self.app.size, self.active)

    def activate(self, pane: Pane) -> None:
        if pane is not self.active:
            self.active = pane
            self.lay_out()

    def step_on(self) -> None:
        self.register.put(self.register.at + 1)

    def action_step(self, rows: int) -> None:
        if self.active is Pane.MAP:
            self.walk(0, rows)
        elif self.active is Pane.DETAIL:
            self.detail.roll(rows)
        else:
            self.register.put(self.register.at + rows)

    def action_across(self, columns: int) -> None:
        """In the map to the cell beside; at its edge, and elsewhere, to the pane beside."""
        if (
            self.active is Pane.MAP
            and heat_picture.moved(self.heat_map.at, columns, 0) != self.heat_map.at
        ):
            self.walk(columns, 0)
            return
        at = PANES.index(self.active) + columns
        if 0 <= at < len(PANES):
            self.activate(PANES[at])

    def walk(self, columns: int, rows: int) -> None:
        """Through the map."""
        self.heat_map.put(heat_picture.moved(self.heat_map.at, columns, rows))
        self.show_rating()

    def action_pane(self, step: int) -> None:
        self.activate(PANES[(PANES.index(self.active) + step) % len(PANES)])

    def action_page(self, pages: int) -> None:
        if self.active is Pane.DETAIL:
            self.detail.roll(pages * max(1, self.detail.page - 1))
        else:
            self.register.put(self.register.at + pages * max(1, self.register.page - 1))

    def action_edge(self, way: int) -> None:
        if self.active is Pane.DETAIL:
            self.detail.roll(way * len(self.detail.lines))
        else:
            self.register.put(self.register.length - 1 if way > 0 else 0)

    def action_open(self) -> None:
        """What is pending is saved; in the map the register shows that cell; else the form."""
        if self.here and (rating := self.pending_of(self.here.id)):
            self.save_rating(self.here, rating)
        elif self.active is Pane.MAP:
            self.show_cell(self.heat_map.at)
        else:
            self.action_edit()

    def show_cell(self, place: Place) -> None:
        """Only the risks of a cell, or all again."""
        self.cell = None if self.cell == place else place
        if self.cell:
            self.active = Pane.REGISTER
        self.load()

    def action_view(self) -> None:
        """Another rating. A cell that was chosen is then one of that."""
        self.look_at(VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)])

    def look_at(self, view: View) -> None:
        self.view = view
        self.load()

    def action_edit(self) -> None:
        if risk := self.chosen():
            self.edit_risk(risk.id)

    def action_add(self) -> None:
        self.add_risk()

    def action_review(self) -> None:
        """The review flow, with the risk under the cursor first."""
        self.review(self.here.id if self.here else None)

    def action_respond(self) -> None:
        if risk := self.chosen():
            self.respond(risk.id)

    def action_occurred(self) -> None:
        if risk := self.chosen():
            self.occur(risk.id)

    def action_import(self) -> None:
        self.import_register()

    def action_burn_down(self) -> None:
        self.burn_down(self.project_shown)

    @property
    def project_shown(self) -> str | None:
        """The key of the project that the filter leaves alone."""
        raise NotImplementedError

    def action_columns(self) -> None:
        def chosen(columns: tuple[Column, ...] | None) -> None:
            if columns:
                self.set_look(self.look._replace(columns=columns))

        self.app.push_screen(ColumnsScreen(self.look.columns), chosen)

    def action_sort(self) -> None:
        screen = SortScreen(self.look.order, descending=self.look.descending)
        self.app.push_screen(screen, self.sort_by)

    def sort_by(self, column: Column | None) -> None:
        """By the same once more means the other way round."""
        if column:
            same = column is self.look.order
            way = not self.look.descending if same else column.descending
            self.set_look(self.look._replace(order=column, descending=way))
