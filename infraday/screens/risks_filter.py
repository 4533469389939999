"""Which risks the register shows: those that fit what is typed, and the cell that was chosen."""

from collections.abc import Sequence

from textual.timer import Timer

from infraday.domain import risk_filter
from infraday.domain.heat_picture import BESIDE, Place
from infraday.domain.risk_filter import Typed
from infraday.domain.risk_view import View, Wanted
from infraday.screens.risks_cursor import RisksCursor
from infraday.store.traces import Trace
from infraday.widgets.safe_input import SafeInput

FEW = 2000  # risks among which a filter finds its own between two keys
PAUSE = 0.08  # seconds without a key, after which it looks among more of them


def wanted(typed: Typed, cell: Place | None, view: View) -> Wanted:
    """What is read for it; of a project that there is not, nothing."""
    found = typed.wanted._replace(view=view)
    if typed.unknown:
        found = found._replace(project=typed.unknown)
    if cell == BESIDE:
        return found._replace(unassessed=True)
    return found._replace(cell=cell)


def said(typed: Typed, cell: Place | None) -> str:
    """As the header tells it."""
    if cell is None:
        return str(typed)
    where = "not assessed" if cell == BESIDE else f"P{cell[0]}×I{cell[1]}"
    return f"{typed} {where}".strip()


class RisksFilter(RisksCursor):
    """The line stands in the header while one types."""

    typed: Typed
    filter: SafeInput
    _later: Timer | None = None

    @property
    def wanted(self) -> Wanted:
        return wanted(self.typed, self.cell, self.view)

    @property
    def filter_said(self) -> str:
        return said(self.typed, self.cell)

    @property
    def project_shown(self) -> str | None:
        return self.typed.wanted.project

    def action_filter(self) -> None:
        self.filter.display = True
        self.lay_out()
        self.filter.focus()

    def filter_typed(self) -> None:
        owners = self.owners() if "@" in self.filter.value else ()
        typed = risk_filter.read(self.filter.value, self.project_keys, owners)
        if typed != self.typed:
            self.typed = typed
            if self._later:
                self._later.stop()
            few = self.count_of_all < FEW
            self._later = None if few else self.set_timer(PAUSE, self.load)
            if few:
                self.load()

    @property
    def count_of_all(self) -> int:
        """The risks among which a filter looks."""
        raise NotImplementedError

    def show_due(self, due: Sequence[int]) -> None:
        """Only what is due for review, these, the cursor on the first; all where nothing is."""
        self.typed = risk_filter.read(risk_filter.DUE if due else "", (), ())
        self.filter.value = risk_filter.DUE if due else ""
        self.cell = None
        self.load()
        self.point_out(Trace((), (), (), tuple(due[:1])))
        risks = "1 risk is" if len(due) == 1 else f"{len(due) or 'No'} risks are"
        review = f" {self.key_of('risk.review')} goes through them." if due else ""
        self.say(f"{risks} due for review this week.{review}")

    def on_input_submitted(self) -> None:
        self._leave_filter()

    def _leave_filter(self) -> None:
        self.filter.display = False
        self.lay_out()
        self.set_focus(None)

    def action_back(self) -> None:
        """One step back: out of the line, out of a rating that is not saved, out of the cell, the
        filter, the marks."""
        if self.filter.has_focus:
            self._clear_filter()
        elif self.here and self.pending_of(self.here.id):
            self.give_up_rating(self.here.id)
        elif self.cell:
            self.show_cell(self.cell)
        elif not self.typed.is_empty:
            self._clear_filter()
        elif self.marked:
            self.mark(frozenset())

    def _clear_filter(self) -> None:
        self._leave_filter()
        self.filter.value = ""
