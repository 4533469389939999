"""`r` on the matrix: what is to be done now gets an order, by duels or as it is suggested."""

from collections.abc import Sequence

from infraday import store
from infraday.domain import RuleError, matrix_text, ranking
from infraday.domain.duel_picture import Contender
from infraday.domain.matrix import Quadrant
from infraday.domain.ranking import Answer, Suggested
from infraday.screens.duel import DuelScreen, Ranked, Ranking
from infraday.screens.matrix_actions import NARROW
from infraday.screens.matrix_verbs import MatrixVerbs
from infraday.store import duels, pressing, quadrants
from infraday.store.errors import StoreError
from infraday.store.journal import Outcome
from infraday.store.overview import Overview
from infraday.store.quadrants import Row

WEIGHED = 500  # tasks of Do that a suggestion looks at


class MatrixRanking(MatrixVerbs):
    """Those that are marked are ranked alone, else the first of what is suggested."""

    _first: tuple[Overview, Suggested | None] | None = None

    def verdict(self) -> tuple[str, str]:
        """In Do also what is suggested first there, and why."""
        named, why = super().verdict()
        wide = self.app.size.width >= NARROW
        if self.active is Quadrant.DO and self.here and wide and (first := self._suggested_first()):
            why = f"{why} {matrix_text.suggested(first, self.here.task.id)}"
        return named, why

    def _suggested_first(self) -> Suggested | None:
        """Of several tasks; worked out once for what the plan says."""
        if not (seen := self.seen):
            return None
        if self._first is None or self._first[0] is not seen:
            try:
                rows = self.desk.look(quadrants.window, seen.view, Quadrant.DO, 0, WEIGHED)
                found = self._suggest(seen, rows) if len(rows) > 1 else [None]
            except StoreError:  # held by another program: with what is read next
                return None
            self._first = seen, found[0]
        return self._first[1]

    def action_rank(self) -> None:
        if not (seen := self.seen):
            return
        if self.active is not Quadrant.DO and not self.marked:
            self.refuse(RuleError("What is to be done now can be ranked. Move to Do first."))
            return
        rows = self._rows_to_rank(seen)
        if len(rows) < 2:
            self.refuse(RuleError("There is nothing to rank: Do has less than two tasks here."))
            return
        try:
            suggested = self._suggest(seen, rows)
            what = self._ranking(seen, rows, suggested[: ranking.MOST])
        except StoreError as refusal:
            self.refuse(refusal)
        else:
            self._ask_order(what)

    def _suggest(self, seen: Overview, rows: Sequence[Row]) -> list[Suggested]:
        """In the suggested order, with the risks and red flags that hang on each."""
        ties = self.desk.look(pressing.ties, [row.task.id for row in rows])
        return ranking.suggest(
            rows, seen.today, seen.free, lambda task_id: ties.get(task_id, ranking.NOTHING)
        )

    def _rows_to_rank(self, seen: Overview) -> Sequence[Row]:
        """Of those marked the ones that stand in Do; with less than two marked, all of Do."""
        try:
            found = self.desk.look(quadrants.window, seen.view, Quadrant.DO, 0, WEIGHED)
        except StoreError as refusal:
            self.refuse(refusal)
            return ()
        marked = [row for row in found if row.task.id in self.marked]
        return marked if self.marked else found

    def _ranking(
        self, seen: Overview, rows: Sequence[Row], suggested: Sequence[ranking.Suggested]
    ) -> Ranking:
        by_id = {row.task.id: row for row in rows}
        contenders = {}
        for one in suggested:
            task, worked = by_id[one.id]
            project = seen.projects.get(task.project_id or 0)
            contenders[one.id] = Contender(task, worked, one.because, project)
        ranks = sorted((one.task.rank, one.task.id) for one in contenders.values()
                       if one.task.rank is not None)  # fmt: skip
        said = self.desk.look(duels.answers, list(contenders), seen.today)
        ranked = [task_id for _, task_id in ranks]
        return Ranking(contenders, said, ranked, len(rows) - len(contenders))

    def _ask_order(self, what: Ranking) -> None:
        ids, today = list(what.contenders), self.desk.today

        def keep(answers: Sequence[Answer]) -> bool:
            try:
                self.desk.store.change_plainly(duels.keep, ids, answers, today)
            except (RuleError, StoreError) as refusal:
                self.refuse(refusal)
                return False
            return True

        def ranked(found: Ranked | None) -> None:
            if found is None:
                return
            if found.suggested:
                keep(())
            outcome = self.change(store.quadrant_moves.rank, found.ids, self.desk.clock())
            self._told_order(outcome)

        self.app.push_screen(DuelScreen(what, today, keep), ranked)

    def _told_order(self, outcome: Outcome | None) -> None:
        if outcome:
            self.mark(frozenset())
            self.say(f"{outcome.label} · {self.undoes}", *outcome.remarks)
