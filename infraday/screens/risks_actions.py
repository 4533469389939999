"""What one key does at once to the risks of the register. Each action is one change, also where it
is for all that are marked."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from infraday import store
from infraday.domain import RuleError, risk_rules, risk_text
from infraday.domain.rows import Project
from infraday.domain.when import say_date
from infraday.screens.forms import Prompt
from infraday.screens.risk_dialogs import RiskDialogs
from infraday.store import risk_rows
from infraday.store.errors import StoreError
from infraday.store.journal import Outcome
from infraday.store.risk_rows import RiskRow
from infraday.store.traces import Trace

if TYPE_CHECKING:
    from infraday.store.engine import Query

P = ParamSpec("P")
NO_RISK = "There is no risk here. Move to one, or add one with a."


class RisksActions(RiskDialogs):
    """The verbs; `RisksScreen` holds register, map and detail."""

    marked: frozenset[int]

    @property
    def projects(self) -> Mapping[int, Project]:
        raise NotImplementedError

    @property
    def here(self) -> RiskRow | None:
        """The risk under the cursor."""
        raise NotImplementedError

    def mark(self, marked: frozenset[int]) -> None:
        raise NotImplementedError

    def step_on(self) -> None:
        """The cursor goes on to the next risk."""
        raise NotImplementedError

    @property
    def project_keys(self) -> list[str]:
        return sorted(one.key for one in self.projects.values())

    def elsewhere(self, trace: Trace) -> str:
        """A block that was made or moved stands on the Day screen."""
        return f" · on {say_date(trace.days[0])}" if trace.days else ""

    @property
    def targets(self) -> list[int]:
        """The risks that an action is for: those marked, else the one under the cursor."""
        if self.marked:
            return sorted(self.marked)
        return [self.here.id] if self.here else []

    def chosen(self) -> RiskRow | None:
        """The risk under the cursor; a toast where there is none."""
        if self.here is None:
            self.refuse(RuleError(NO_RISK))
        return self.here

    def rows_of(self, risk_ids: Sequence[int]) -> Sequence[RiskRow]:
        """What the register says of these risks now."""
        try:
            return self.desk.look(risk_rows.of_ids, risk_ids)
        except StoreError as refusal:
            self.refuse(refusal)
            return ()

    def change_targets(
        self,
        query: "Query[Concatenate[Sequence[int], P], Outcome]",
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Outcome | None:
        """Change all that is marked, or the risk under the cursor, as one step."""
        if not (targets := self.targets):
            self.chosen()
            return None
        return self.change(query, targets, *args, **kwargs)

    def _let_go(self, outcome: Outcome | None, back: str) -> None:
        """What is closed or deleted is marked no longer."""
        if outcome:
            self.mark(frozenset())
            self.say(f"{outcome.label} · {back}", *outcome.remarks)

    def action_close(self) -> None:
        self._let_go(self.change_targets(store.risks.close, self.desk.clock()), self.undoes)

    def action_delete(self) -> None:
        self._let_go(self.change_targets(store.risks.delete, self.desk.clock()), self.brings_back)

    def action_reopen(self) -> None:
        self._let_go(self.change_targets(store.risks.reopen, self.desk.clock()), self.undoes)

    def action_reject(self) -> None:
        if not (rows := self._asked_of()):
            return
        ids = [row.id for row in rows]

        def read(typed: str) -> str:
            if not (reason := " ".join(typed.split())):
                raise RuleError("Say in a word or two why it is no risk.")
            return reason

        def write(reason: str) -> Outcome:
            outcome = self.desk.store.change(store.risks.reject, ids, self.desk.clock(), reason)
            self.mark(frozenset())
            return outcome

        hint = "why it is no risk of ours: the contract covers it"
        title = f"Reject {risk_text.named(rows)}"
        self.ask(Prompt(title, read, lambda reason: f"rejected: {reason}", hint=hint), write)

    def _asked_of(self) -> Sequence[RiskRow]:
        """The rows that a question is about; a toast where there are none."""
        if not (targets := self.targets):
            self.chosen()
            return ()
        return self.rows_of(targets)

    def action_mark(self) -> None:
        """Mark the risk, and go on to the next."""
        if risk := self.chosen():
            self.mark(self.marked ^ {risk.id})
            self.step_on()

    def action_yank(self) -> None:
        """Copy what the risks say; their references first."""
        if not (rows := self._asked_of()):
            return
        words = "\n\n".join(
            risk_text.plain(
                row, risk_rules.sentence(row), self.projects.get(row.project_id or 0),
                self.desk.config.bands,
            )
            for row in rows
        )  # fmt: skip
        self.app.copy_to_clipboard(words)
        self.desk.keep_copy(words)
        self.say("Sent to the terminal's clipboard.")
