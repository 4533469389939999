"""What the Risks screen tells of the risk under the cursor: in the map, in full, in a line."""

from collections.abc import Sequence

from infraday.domain import heat_picture, risk_detail, risk_picture, risk_rules, risk_text
from infraday.domain.heat_picture import HeatView, Place, Selected
from infraday.domain.picture import Line, Run
from infraday.domain.refs import risk_ref
from infraday.domain.risk_detail import Told
from infraday.domain.risk_picture import Pane
from infraday.domain.risk_row import Around, rating_of
from infraday.domain.risk_view import View
from infraday.screens.risks_filter import RisksFilter
from infraday.store import risk_lists
from infraday.store.errors import StoreError
from infraday.store.risk_overview import Overview
from infraday.store.risk_rows import RiskRow


class RisksTold(RisksFilter):
    """Worked out when it is painted: the cursor may pass many risks before it rests."""

    seen: Overview | None

    def around(self, risk: RiskRow) -> Around:
        """What its line is worked out with."""
        raise NotImplementedError

    @property
    def empty_said(self) -> str:
        """What to press where there is no open risk."""
        return risk_picture.EMPTY.format(
            add=self.key_of("risk.add"), bring=self.key_of("risks.import")
        )

    def heat_view(self, cursor: Place | None) -> HeatView | None:
        """What the map shows, with its own cursor while keys act on it."""
        if self.seen is None:
            return None
        selected = None
        if risk := self.here:
            ratings = {view: rating_of(risk, view) for view in View}
            selected = Selected(risk.id, ratings, self.pending_of(risk.id))
        bands = self.desk.config.bands
        return HeatView(self.seen.heat, self.view, bands, selected, self.cell, cursor)

    def detail_lines(self, cells: int) -> Sequence[Line]:
        """The risk under the cursor in full."""
        if not (risk := self.here):
            return ()
        try:
            related = self.desk.look(risk_lists.detail, risk.id)
        except StoreError as refusal:
            return [((str(refusal), "warn"),)]
        warnings = risk_rules.out_of_order(risk.kind, risk.inherent, risk.current, risk.residual)
        alone = not self.frame.side.height
        told = Told(risk_rules.sentence(risk), warnings, self.burn_down_said if alone else "")
        return risk_detail.lines(risk, related, told, self.around(risk), cells)

    @property
    def burn_down_said(self) -> str:
        """The last weeks in a line."""
        course = self.seen.course if self.seen else ()
        scores = [point.score or 0 for point in course]
        if not self.seen or not course:
            return ""
        planned, since = course[-1].planned_score, course[0].on
        return risk_text.burn_down(scores, planned, since, self.seen.today)

    def told(self, *, narrow: bool, short: bool) -> Sequence[Run]:
        """What stands below: what is pending, what the map's cursor is on, else the risk itself
        where its detail is not on screen; with all on screen the burn-down."""
        risk = self.here
        named: list[Run] = []
        if narrow and risk and self.seen:
            named = [(risk_text.brief(risk, self.seen.today), "text")]
        if risk and (rating := self.pending_of(risk.id)):
            ref, saved, bands = (
                risk_ref(risk.id),
                rating_of(risk, self.view),
                self.desk.config.bands,
            )
            said = (
                risk_text.pending_short(ref, saved, rating, bands)
                if short
                else risk_text.pending(ref, self.view, saved, rating, bands)
            )
            return [*named, (said, "accent")]
        if self.active is Pane.MAP and (view := self.heat_view(None)):
            verb = "shows all again" if self.cell == self.heat_map.at else "shows these alone"
            at = heat_picture.named(view, self.heat_map.at)
            return [*named, (f"{at} · enter {verb}", "text")]
        if narrow:
            roomy = self.frame.why.height > len(named)
            return [*named, (risk_rules.sentence(risk), "muted")] if risk and roomy else named
        words = self.burn_down_said
        return [(f"Burn-down  {words}", "muted")] if words else []
