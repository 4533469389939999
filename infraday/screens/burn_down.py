"""The burn-down over the screen: score and exposure of the whole portfolio, or of one project."""

from collections.abc import Iterable
from datetime import timedelta
from sqlite3 import Connection
from typing import ClassVar, cast

from textual.binding import BindingType
from textual.widget import Widget

from infraday.domain import burn_down_picture
from infraday.domain.burn_down import Point
from infraday.domain.burn_down_picture import BurnDown, Share
from infraday.domain.picture import Line
from infraday.domain.risk import RiskKind
from infraday.keys import Action
from infraday.screens.bindings import bindings
from infraday.screens.desk import Desk
from infraday.screens.dialog import Dialog
from infraday.store import burn_down, quick, risk_rows
from infraday.store.errors import StoreError
from infraday.widgets.painted import Inked
from infraday.widgets.picker import Sheet

KEYS = (
    Action("burn_down.project", "p", "Project", "The next project, after the last all of them.",
           "Burn-down", "project(1)"),
    Action("burn_down.project_back", "P", "Before", "The project before.", "Burn-down",
           "project(-1)"),
    Action("burn_down.zoom", "z", "Span", "Three months, a year, or all of it.", "Burn-down",
           "zoom"),
)  # fmt: skip
ALL = "all projects"
SPANS: tuple[tuple[str, int | None], ...] = (("3 months", 91), ("a year", 365), ("all", None))
"""How far one looks back, in days; a third as far ahead."""
TOP = 12
SHORTEST = 28
"""Days ahead at least: what is planned for the next weeks is what one asks about."""


class BurnDownScreen(Dialog[None]):
    """`project` is the key of the one that is shown first; None: all of them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, desk: Desk, project: str | None = None) -> None:
        super().__init__("Burn-down")
        self._desk, self._project = desk, project
        self._span = 0
        self._shown: BurnDown | None = None
        self._refusal = ""
        self._lines: tuple[tuple[int, int], list[Line]] = ((0, 0), [])
        self._known: list[tuple[str | None, int | None]] = [(None, None)]
        self.sheet = Sheet("burn-down")

    def body(self) -> Iterable[Widget]:
        yield self.sheet

    def hints(self) -> list[tuple[str, str]]:
        following = SPANS[(self._span + 1) % len(SPANS)][0]
        project = [("burn_down.project", "next project")] if len(self._known) > 1 else []
        return [*project, ("burn_down.zoom", following), ("app.back", "back")]

    def on_mount(self) -> None:
        self._load()
        self.sheet.focus()

    def on_resize(self) -> None:
        self._show()
        self.call_after_refresh(self._show)

    def _load(self) -> None:
        """Read what is shown; where another program holds the plan, say so in its place."""
        try:
            projects = self._desk.read_plainly(quick.projects)
            keys = sorted((it.key, it.id) for it in projects.values())
            self._known = [(None, None), *keys]
            self._shown = self._desk.read_plainly(self._read, dict(self._known)[self._project])
            self._refusal = ""
        except StoreError as refusal:
            self._shown, self._refusal = None, str(refusal)
        self.heading.say(f"Burn-down: {self._project or ALL}", SPANS[self._span][0])
        self._lines = ((0, 0), [])
        self._show()
        self.call_after_refresh(self._show)
        self.show_keys()

    def _read(self, db: Connection, project_id: int | None) -> BurnDown:
        today, days = self._desk.today, SPANS[self._span][1]
        first = today - timedelta(days=days) if days else None
        kinds = (RiskKind.THREAT, RiskKind.OPPORTUNITY)
        past = [burn_down.read(db, first, today, today, kind, project_id) for kind in kinds]
        begin = min((it.on for course in past for it in course if it.open), default=None)
        both: list[list[Point]] = [[], []]
        if begin:  # not the days before there was any risk
            ahead = today + timedelta(days=max(SHORTEST, (today - begin).days // 3))
            both = [burn_down.read(db, begin, ahead, today, kind, project_id) for kind in kinds]
        threats, opportunities = both
        shares = burn_down.top(db, today, TOP, project_id)
        titles = {row.id: row.title for row in risk_rows.of_ids(db, [it for it, _ in shares])}
        top = [Share(risk_id, titles[risk_id], cents) for risk_id, cents in shares]
        if not any(point.open for point in opportunities):
            opportunities = []
        return BurnDown(threats, opportunities, top, burn_down.reserve(db, project_id), today)

    def _show(self) -> None:
        """Draw the page anew where it is of another size now."""
        size = (self.sheet.cells, self.sheet.size.height)
        if size == self._lines[0] or not all(size):
            return
        self._draw(*size)
        self.sheet.show(len(self._lines[1]), self._line)
        self.sheet.refresh()

    def _draw(self, cells: int, rows: int) -> None:
        if self._shown is None:
            lines: list[Line] = [((self._refusal, "warn"),)]
        else:
            plain = cast(Inked, self.app).ascii
            page = burn_down_picture.Sheet(cells, rows, plain=plain)
            lines = burn_down_picture.page(self._shown, page)
        self._lines = ((cells, rows), lines)

    def _line(self, y: int, cells: int) -> Line:
        """In the cells that there are when it is painted: a scrollbar may have come meanwhile."""
        (drawn_in, rows), lines = self._lines
        if cells != drawn_in:
            self._draw(cells, rows)
            lines = self._lines[1]
        return lines[y] if y < len(lines) else ()

    def action_project(self, step: int) -> None:
        keys = [key for key, _ in self._known]
        at = keys.index(self._project) if self._project in keys else 0
        self._project = keys[(at + step) % len(keys)]
        self._load()

    def action_zoom(self) -> None:
        self._span = (self._span + 1) % len(SPANS)
        self._load()
