"""Ratings that change in place: shown with their score and band before they are saved.

One that is not saved stays with its risk, wherever the cursor goes, until it is saved or given up;
it even waits for the next start.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from infraday import store
from infraday.domain import RuleError, refs, risk_text
from infraday.domain.risk import OPEN, SCALE, Rating
from infraday.domain.risk_row import rating_of
from infraday.domain.risk_view import View
from infraday.screens.risks_links import RisksLinks
from infraday.screens.typed import KeepsDrafts
from infraday.store import risk_rows
from infraday.store.errors import StoreError
from infraday.store.risk_rows import RiskRow

if TYPE_CHECKING:
    from infraday.store.risks import Change

DRAFT = "ratings"
MIDDLE = 3  # where a level begins that nobody has judged: as far up as down
FIELDS = {
    View.INHERENT: ("inherent_probability", "inherent_impact"),
    View.CURRENT: ("probability", "impact"),
    View.RESIDUAL: ("residual_probability", "residual_impact"),
}

Pending = dict[tuple[int, View], Rating]


class RisksRating(RisksLinks):
    """The keys change the rating that is looked at: inherent, current or residual."""

    view: View
    pending: Pending

    def show_rating(self) -> None:
        """Show what is pending in register, map and below."""
        raise NotImplementedError

    def shows(self, risk_id: int) -> bool:
        """Whether the register has it now."""
        raise NotImplementedError

    def pending_of(self, risk_id: int) -> Rating | None:
        """The rating of a risk that is looked at, as it would be saved."""
        return self.pending.get((risk_id, self.view))

    @property
    def unsaved(self) -> str:
        """What is not saved yet; nothing where all is."""
        named = [
            refs.risk_ref(risk_id) + ("" if view is self.view else f" {view}")
            for risk_id, view in sorted(self.pending)
        ]
        return risk_text.unsaved(named) if named else ""

    def action_rate(self, which: str, step: int) -> None:
        if not (risk := self.chosen()):
            return
        saved = rating_of(risk, self.view)
        before = self.pending_of(risk.id) or saved
        level = before.probability if which == "probability" else before.impact
        after = MIDDLE if level is None else max(SCALE[0], min(SCALE[-1], level + step))
        self._pend(risk.id, before._replace(**{which: after}), saved)

    def _pend(self, risk_id: int, rating: Rating, saved: Rating) -> None:
        """What comes back to what is saved is not pending any more."""
        key = (risk_id, self.view)
        if rating == saved:
            self.pending.pop(key, None)
        else:
            self.pending[key] = rating
        self._keep_pending()
        self.show_rating()

    def save_rating(self, risk: RiskRow, rating: Rating) -> None:
        """Write it; what the plan refuses stays pending."""
        if rating.score is None:
            self.refuse(RuleError(risk_text.half_rated(risk.id, rating)))
            return
        key = (risk.id, self.view)
        change = cast("Change", dict(zip(FIELDS[self.view], rating, strict=True)))
        del self.pending[key]
        outcome = self.change(store.risks.rate, risk.id, change, self.desk.clock())
        if outcome is None:
            self.pending[key] = rating
            self.show_rating()
        else:
            self._keep_pending()
            self.say(f"{outcome.label} · {self.undoes}", *outcome.remarks)

    def give_up_rating(self, risk_id: int) -> None:
        """The rating stays as it is saved."""
        self.pending.pop((risk_id, self.view), None)
        self._keep_pending()
        self.show_rating()

    def forget_gone(self) -> None:
        """What another process deleted, or rated just so, is pending no more; nor is what has
        ended, which the register does not show any longer, so that nobody could save it."""
        if not self.pending:
            return
        wanted = sorted({pk for pk, _ in self.pending})
        try:
            rows = {row.id: row for row in self.desk.look(risk_rows.of_ids, wanted)}
        except StoreError:  # held by another program: with the next look at it
            return
        for row in [row for row in rows.values() if row.status not in OPEN]:
            if not self.shows(row.id):
                self.say(f"{refs.risk_ref(row.id)} is {row.status} now: its rating was given up.")
                del rows[row.id]
        self.pending = {
            (risk_id, view): rating
            for (risk_id, view), rating in self.pending.items()
            if risk_id in rows and rating_of(rows[risk_id], view) != rating
        }
        self._keep_pending()

    def _keep_pending(self) -> None:
        app = cast(KeepsDrafts, self.app)
        app.take_draft(DRAFT)
        if self.pending:
            words = {f"{pk} {view}": _text(rating) for (pk, view), rating in self.pending.items()}
            app.keep_draft(DRAFT, words)

    def take_pending(self) -> None:
        """What was not saved when the planner ended."""
        self.pending = read_pending(cast(KeepsDrafts, self.app).take_draft(DRAFT) or {})
        self._keep_pending()


def _text(rating: Rating) -> str:
    return " ".join(str(level or 0) for level in rating)


def read_pending(kept: Mapping[str, str]) -> Pending:
    """As it was kept; what a hand has spoilt is left out."""
    found: Pending = {}
    for name, words in kept.items():
        risk_id, _, view = name.partition(" ")
        levels = [int(word) for word in words.split() if word in "012345"]
        if risk_id.isdecimal() and view in list(View) and len(levels) == 2:
            found[int(risk_id), View(view)] = Rating(levels[0] or None, levels[1] or None)
    return found
