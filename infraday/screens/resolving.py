"""What every screen asks after a change that ends what a red flag was turned into."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ParamSpec

from infraday import checklist, store
from infraday.domain.checklist import Checklist
from infraday.domain.flag import FlagState
from infraday.domain.flags import Flag
from infraday.domain.triage_signals import flag_named
from infraday.screens.base import PlanScreen
from infraday.screens.resolved import ResolvedScreen
from infraday.store import flag_asks
from infraday.store.errors import StoreError
from infraday.store.flag_asks import Ended
from infraday.store.journal import Outcome

if TYPE_CHECKING:
    from infraday.store.engine import Query

P = ParamSpec("P")


class Resolving(PlanScreen):
    """The question is never in the way of the change, which is saved before it is put."""

    def change(
        self, query: "Query[P, Outcome]", *args: P.args, **kwargs: P.kwargs
    ) -> Outcome | None:
        outcome = super().change(query, *args, **kwargs)
        if outcome:
            self.ask_resolved(outcome)
        return outcome

    def ask_resolved(self, outcome: Outcome) -> None:
        """Whether the flags are resolved whose task is done, or whose risk is closed, by this."""
        try:
            found = self.desk.read_plainly(flag_asks.ended, outcome.entry_id)
        except StoreError:  # held by another program: the Flags screen can say it, too
            return
        if found:
            self.call_after_refresh(self._put_question, outcome.label, found)

    def _put_question(self, saved: str, found: Sequence[Ended]) -> None:
        known = checklist.load(self.desk.config)
        told = [one.said(_named(known, one.key).name) for one in found]
        says = FlagState.RAISED, FlagState.WATCH
        evidence = [
            f"The data says {one.cell.computed}: {' '.join(one.cell.evidence)}"
            for one in found
            if one.cell.computed in says
        ]

        def answered(resolved: bool | None) -> None:
            if resolved:
                self._resolve(known, found)

        self.app.clear_notifications()  # it says what was saved, and they would cover it
        self.app.push_screen(ResolvedScreen(saved, told, evidence), answered)

    def _resolve(self, known: Checklist, found: Sequence[Ended]) -> None:
        at = self.desk.clock()
        resolved = FlagState.RESOLVED
        steps = [(one.cell.project_id, _named(known, one.key), one.how) for one in found]
        outcome = self.change(store.flags.check_all, steps, resolved, at)
        if outcome:
            still = any(one.cell.computed is FlagState.RAISED for one in found)
            more = ["The data still says raised, and the worse counts."] if still else []
            self.say(f"{outcome.label} · {self.undoes}", *more)


def _named(known: Checklist, key: str) -> Flag:
    return known.flag(key) or flag_named(key)
