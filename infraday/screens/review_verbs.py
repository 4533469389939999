"""What one does with the risk that is reviewed: each answer is saved at once, as one step."""

from typing import TYPE_CHECKING

from infraday import store
from infraday.domain import RuleError, review_run, risk_text, schedule
from infraday.domain.refs import risk_ref
from infraday.domain.review_run import Run, Verdict
from infraday.domain.risk import OPEN
from infraday.domain.when import read_date, say_date
from infraday.screens.ask import AskScreen
from infraday.screens.finish import Finish, FinishScreen
from infraday.screens.forms import Prompt
from infraday.screens.risk_dialogs import RiskDialogs
from infraday.store import history, register_block
from infraday.store.errors import StoreError
from infraday.store.journal import Outcome
from infraday.store.plain_rows import BlockRow
from infraday.store.risk_rows import RiskRow

if TYPE_CHECKING:
    from infraday.store.risks import Change

FIRST = "This is the first one."


class ReviewVerbs(RiskDialogs):
    """`ReviewScreen` holds the run and shows it."""

    run: Run

    @property
    def here(self) -> RiskRow | None:
        """The risk that is asked about."""
        raise NotImplementedError

    @property
    def block(self) -> BlockRow | None:
        """The block of today that the run is for."""
        raise NotImplementedError

    def show(self) -> None:
        """Show where the run stands."""
        raise NotImplementedError

    def leave(self) -> None:
        """Back to where one was; the next run begins anew."""
        raise NotImplementedError

    def _say(self, verdict: Verdict) -> None:
        if self.here:
            self.run.say(self.here.id, verdict)
            self.show()

    def action_rate(self, which: str, step: int) -> None:
        if risk := self.here:
            self._say(self.run.verdict(risk.id).rated(risk.current, which, step))

    def action_status(self) -> None:
        if (risk := self.here) and risk.status in OPEN:
            self._say(self.run.verdict(risk.id).moved_on(risk.status))

    def action_next(self) -> None:
        if not (risk := self.here):
            return
        today, ref = self.desk.today, risk_ref(risk.id)

        def read(typed: str) -> Verdict:
            day = schedule.in_calendar(read_date(typed, today))
            if day <= today:
                raise RuleError(f"{say_date(day)} is not ahead. Give a day after today.")
            return self.run.verdict(risk.id)._replace(next_review=day)

        def say(verdict: Verdict) -> str:
            return say_date(verdict.next_review) if verdict.next_review else ""

        bands = self.desk.config.bands
        again = review_run.next_review(risk, self.run.verdict(risk.id), today, bands)
        title, hint = f"When is {ref} reviewed again?", "fri, 14 Mar, 2026-03-14"
        self._ask_verdict(Prompt(title, read, say, str(again), hint))

    def action_note(self) -> None:
        if risk := self.here:
            before = self.run.verdict(risk.id)

            def read(typed: str) -> Verdict:
                return before._replace(note=typed.strip())

            title = f"A note to the review of {risk_ref(risk.id)}"
            hint = "it stands in the history of the risk, beside the rating of this day"
            self._ask_verdict(Prompt(title, read, lambda it: it.note, before.note, hint))

    def _ask_verdict(self, prompt: Prompt[Verdict]) -> None:
        """What is understood waits to be saved with the review."""
        screen = AskScreen(
            prompt.title, prompt.read, prompt.say, prompt.line, prompt.hint, draft_name=""
        )

        def answered(verdict: Verdict | None) -> None:
            if verdict is not None:
                self._say(verdict)

        self.app.push_screen(screen, answered)

    def action_confirm(self) -> None:
        """It was looked at, also where nothing changes."""
        if not (risk := self.here):
            self._finish()
            return
        verdict = self.run.verdict(risk.id)
        change: Change = {}
        if verdict.rating and verdict.rating.score is None:
            self.refuse(RuleError(risk_text.half_rated(risk.id, verdict.rating)))
            return
        if verdict.rating:
            change["probability"], change["impact"] = verdict.rating
        if verdict.status:
            change["status"] = verdict.status
        outcome = self.change(
            store.risks.review, risk.id, change, self.desk.clock(), verdict.next_review,
            verdict.note or None, self.desk.config.bands,
        )  # fmt: skip
        self._answered(risk, outcome)

    def _answered(self, risk: RiskRow, outcome: Outcome | None, *, told: bool = False) -> None:
        """On to the next risk, where the answer was written; `told` says so, as a warning does."""
        if outcome is not None:
            self.run.answer(risk.id, outcome.entry_id)
            self.show()
            if told or outcome.remarks:
                self.say(f"{outcome.label} · {self.undoes}", *outcome.remarks)

    def action_close(self) -> None:
        if risk := self.here:
            outcome = self.change(store.risks.close, [risk.id], self.desk.clock())
            self._answered(risk, outcome, told=True)

    def action_reject(self) -> None:
        if not (risk := self.here):
            return

        def read(typed: str) -> str:
            if not (reason := " ".join(typed.split())):
                raise RuleError("Say in a word or two why it is no risk.")
            return reason

        def write(reason: str) -> Outcome:
            at = self.desk.clock()
            outcome = self.desk.store.change(store.risks.reject, [risk.id], at, reason)
            self.run.answer(risk.id, outcome.entry_id)
            return outcome

        title = f"Why is {risk_ref(risk.id)} no risk of ours?"
        self.ask(Prompt(title, read, str, hint="such as: the contract covers it"), write)

    def action_occurred(self) -> None:
        if risk := self.here:
            self.occur(risk.id)

    def action_edit(self) -> None:
        if risk := self.here:
            self.edit_risk(risk.id)

    def action_respond(self) -> None:
        if risk := self.here:
            self.respond(risk.id)

    def action_add(self) -> None:
        self.add_risk()

    def action_before(self) -> None:
        """Back to the risk that was answered last, its answer taken back; where none was, to the
        one above."""
        if self.run.done:
            self.replay(history.undo, list(self.run.done.values())[-1])
        elif self.run.step(-1):
            self.show()
        else:
            self.say(FIRST)

    def action_step(self, risks: int) -> None:
        """To another risk, this one unanswered; what was changed on it waits there."""
        if self.run.step(risks):
            self.show()

    def action_rest(self) -> None:
        """The screens' digits do nothing here."""

    def _finish(self) -> None:
        """At the end: close the block of today that this was for, with what was done."""
        if (block := self.block) is None:
            self.leave()
            return
        try:
            said = self.desk.read_plainly(
                register_block.output, block, self.desk.config, self.desk.clock()
            )
        except StoreError as refusal:
            self.refuse(refusal)
            return
        minutes = self.desk.config.block_minutes
        screen = FinishScreen(block, self.now, self.project_keys, minutes, note=said)

        def finished(found: Finish | None) -> None:
            if found is not None and self._close_block(block, found):
                self.leave()

        self.app.push_screen(screen, finished)

    def _close_block(self, block: BlockRow, found: Finish) -> bool:
        outcome = self.change(
            store.blocks.finish, block.id, self.desk.clock(), found.note, found.state,
            found.items, block_minutes=self.desk.config.block_minutes,
        )  # fmt: skip
        return outcome is not None
