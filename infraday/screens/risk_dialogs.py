"""What is asked about a risk over any screen: its form, the answer to it, what occurred, the review
flow, the burn-down. A form that is refused opens again with its text."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from infraday import store
from infraday.domain.refs import risk_ref
from infraday.domain.wording import listed
from infraday.screens import risk_entry, task_entry
from infraday.screens.burn_down import BurnDownScreen
from infraday.screens.forms import PlanForms
from infraday.screens.import_register import ImportRegisterScreen
from infraday.screens.occurred import Occurred, OccurredScreen
from infraday.screens.register_importing import ImportingRegister
from infraday.screens.respond import RespondForm
from infraday.screens.risk_entry import NO_RISK, Around, RiskEntry, Values
from infraday.screens.risk_fields import RiskFields
from infraday.screens.risk_form import RiskForm
from infraday.store import quick, risk_owners, risk_rows
from infraday.store.errors import StoreError
from infraday.store.journal import Outcome
from infraday.store.risk_rows import RiskRow

if TYPE_CHECKING:
    from infraday.store.register_merge import Report


class RiskDialogs(PlanForms):
    """A screen over the register inherits these; each makes its change, and loads the screen."""

    def add_risk(self) -> None:
        """The empty form."""
        self._ask_risk(RiskForm, None, NO_RISK)

    def edit_risk(self, risk_id: int) -> None:
        """The form of a risk."""
        self._open(RiskForm, risk_id)

    def respond(self, risk_id: int) -> None:
        """Another response to a risk: do its residual rating, plan and date still hold?"""
        self._open(RespondForm, risk_id)

    def _open(self, kind: type[RiskFields], risk_id: int) -> None:
        if risk := self.risk(risk_id):
            self._ask_risk(kind, risk, self._values(risk))

    def risk(self, risk_id: int) -> RiskRow | None:
        """A risk as the register has it now; None where it is gone, or cannot be read."""
        try:
            return self.desk.read_plainly(risk_rows.one, risk_id)
        except StoreError as refusal:
            self.refuse(refusal)
            return None

    def _values(self, risk: RiskRow) -> dict[str, str]:
        projects = self.desk.read_plainly(quick.projects)
        project = projects.get(risk.project_id or 0)
        return risk_entry.values_of(risk, project.key if project else "")

    def owners(self) -> Sequence[str]:
        """Whom risks and tasks belong to, the most frequent first."""
        try:
            return self.desk.read_plainly(risk_owners.names)
        except StoreError:
            return ()

    def _ask_risk(
        self,
        kind: type[RiskFields],
        risk: RiskRow | None,
        base: Values,
        values: Values | None = None,
        error: str | None = None,
    ) -> None:
        verb = "Respond to" if kind is RespondForm else "Edit"
        title = f"{verb} {risk_ref(risk.id)}" if risk else "Add a risk"
        around = Around(self.desk.today, self.project_keys, self.desk.config.bands)
        known = (self.project_keys, self.owners())
        screen = kind(title, base, around, known, values=values, error=error)

        def answered(entry: RiskEntry | None) -> None:
            if entry is not None and entry.change:
                self.save(
                    lambda: self._write(risk, entry),
                    lambda why: self._ask_again(kind, risk, base, entry.values, str(why)),
                )

        self.app.push_screen(screen, answered)

    def _write(self, risk: RiskRow | None, entry: RiskEntry) -> Outcome:
        change, at = self.desk.store.change, self.desk.clock()
        if risk is None:
            return change(store.risks.add, entry.change, at)
        return change(store.risks.edit, risk.id, risk.version, entry.change, at)

    def _ask_again(
        self, kind: type[RiskFields], risk: RiskRow | None, base: Values, typed: Values, why: str
    ) -> None:
        """With the text; where the risk was changed meanwhile, over what it says now."""
        if risk is None:
            self._ask_risk(kind, None, base, typed, why)
            return
        self.load()
        if not (now := self.risk(risk.id)):
            gone = f"{risk_ref(risk.id)} was deleted meanwhile. Saved, it is added anew."
            self._ask_risk(RiskForm, None, NO_RISK, {**typed, "status": ""}, gone)
            return
        if now.version == risk.version:
            self._ask_risk(kind, risk, base, typed, why)
            return
        merged, both = task_entry.merge(base, typed, self._values(now))
        clash = f" It has another {listed(both)} now; here stands what you typed." if both else ""
        said = f"{risk_ref(risk.id)} was changed meanwhile, and nothing was saved.{clash}"
        again = f"{said} Look at it, then save once more."
        self._ask_risk(kind, now, self._values(now), merged, again)

    def occur(self, risk_id: int) -> None:
        """It happened: on which date, at what cost, what is to be done now."""
        if not (risk := self.risk(risk_id)):
            return
        self._ask_occurred(risk, OccurredScreen(risk, self.desk.today))

    def _ask_occurred(self, risk: RiskRow, screen: OccurredScreen) -> None:
        def answered(found: Occurred | None) -> None:
            if found is not None:
                self.save(
                    lambda: self._write_occurred(risk.id, found),
                    lambda why: self._ask_occurred(
                        risk, OccurredScreen(risk, self.desk.today, screen.values, error=str(why))
                    ),
                )

        self.app.push_screen(screen, answered)

    def _write_occurred(self, risk_id: int, found: Occurred) -> Outcome:
        return self.desk.store.change(
            store.risks.occur, risk_id, found.on, self.desk.clock(), found.cost_cents, found.tasks
        )

    def review(self, risk_id: int | None = None) -> None:
        """Into the review flow, with this risk first."""
        self.app.switch_mode("review")
        begin: Callable[[int | None], None] | None = getattr(self.app.screen, "begin", None)
        if begin:
            begin(risk_id)

    def burn_down(self, project: str | None = None) -> None:
        """The chart of score and exposure, of one project (its key) or of all."""
        self.app.push_screen(BurnDownScreen(self.desk, project))

    def import_register(self) -> None:
        """A register from a file, looked at before it comes in."""
        desk = self.desk

        def imported(report: "Report | None") -> None:
            if report is not None:
                self.load()
                changed = report.created or report.updated
                self.say(f"{report.label} · {self.undoes}" if changed else report.label)

        self.app.push_screen(
            ImportRegisterScreen(
                lambda path, options: ImportingRegister(desk.path, desk.clock, path, options)
            ),
            imported,
        )
