"""What helps with a risk: a task that is made for it, or a task or block that there is."""

from datetime import date
from typing import NamedTuple

from infraday import store
from infraday.domain import RuleError, quickadd, refs
from infraday.domain.when import say_date
from infraday.screens.forms import Prompt
from infraday.screens.risks_actions import RisksActions
from infraday.store import risk_lists
from infraday.store.errors import StoreError
from infraday.store.journal import Outcome

READ = ("date", "due", "owner")  # of what quick-add reads, what such a task has


class Helps(NamedTuple):
    """A task that is to be made."""

    title: str
    due: date | None
    owner: str | None


class RisksLinks(RisksActions):
    """A response is done by somebody, some day: so it stands in the matrix, too."""

    def action_act(self) -> None:
        """A task for the risk under the cursor."""
        if not (risk := self.chosen()):
            return
        risk_id, usual = risk.id, risk.owner

        def read(typed: str) -> Helps:
            found = quickadd.read(typed, self.now)
            others = {token.key for token in found.tokens if token.kind not in READ}
            found = quickadd.read(typed, self.now, others)
            return Helps(found.title, found.due or found.day, found.owner or usual)

        def say(task: Helps) -> str:
            due = f" · due {say_date(task.due)}" if task.due else ""
            return f"{task.title}{due}{f' · @{task.owner}' if task.owner else ''}"

        def write(task: Helps) -> Outcome:
            at = self.desk.clock()
            return self.desk.store.change(store.risks.add_action, risk_id, *task, at)

        hint = "a task, when it is due, whose it is: Order a second line 15 Jan @ana"
        self.ask(Prompt(f"A task for {refs.risk_ref(risk_id)}", read, say, hint=hint), write)

    def action_link(self) -> None:
        """Link what is not linked yet, and part with what is."""
        if not (risk := self.chosen()):
            return
        risk_id, linked = risk.id, self._linked(risk.id)

        def read(typed: str) -> str:
            found = refs.parse(typed)
            if found.kind not in "TBS":
                raise RuleError("Only tasks and blocks help with a risk: T-31, B-12.")
            return str(found)

        def say(ref: str) -> str:
            return f"{ref} is linked: enter parts with it" if ref in linked else f"links {ref}"

        def write(ref: str) -> Outcome:
            query = store.risks.unlink if ref in linked else store.risks.link
            return self.desk.store.change(query, risk_id, ref, self.desk.clock())

        now = f"linked now: {', '.join(linked)}" if linked else "such as T-31 or B-12"
        self.ask(Prompt(f"Link to {refs.risk_ref(risk_id)}", read, say, hint=now), write)

    def _linked(self, risk_id: int) -> list[str]:
        try:
            found = self.desk.look(risk_lists.detail, risk_id)
        except StoreError:
            return []
        tasks = [refs.task_ref(task.id) for task in found.actions]
        return tasks + [refs.block_ref(block.id) for block in found.blocks]
