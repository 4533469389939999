"""What Triage does with the item that it asks about. Each answer is written at once."""

from collections.abc import Callable, Container, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, ParamSpec

from infraday import config as settings
from infraday import store
from infraday.domain import RuleError, triage
from infraday.domain import task as rules
from infraday.domain.matrix import Quadrant
from infraday.domain.task import TaskStatus
from infraday.domain.triage import Item, Suggestion
from infraday.domain.triage_run import Run
from infraday.domain.triage_signals import Signal
from infraday.domain.when import say_date
from infraday.screens.delegate import DelegateScreen, Delegation
from infraday.screens.forms import PlanForms
from infraday.screens.reason import ReasonScreen
from infraday.screens.when import Week, When, WhenScreen
from infraday.store import history, overview, worktime
from infraday.store.errors import StoreError
from infraday.store.journal import Outcome

if TYPE_CHECKING:
    from infraday.store.engine import Query

P = ParamSpec("P")

NOTHING = "There is no item here. k goes back to one, esc leaves."
FIRST = "There is no item before this one."


class TriageVerbs(PlanForms):
    """The decisions; `TriageScreen` shows the item."""

    run: Run

    @property
    def suggestion(self) -> Suggestion | None:
        """What is suggested for the item."""
        item = self.run.current
        return triage.suggest(item, self.desk.today) if item else None

    def finish_run(self) -> None:
        """After the last item: the plan."""
        raise NotImplementedError

    def chosen(self) -> Item | None:
        """The item that is asked about; a toast where there is none."""
        if self.run.current is None:
            self.refuse(RuleError(NOTHING))
        return self.run.current

    def decide(
        self, item: Item, query: "Query[P, Outcome]", *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        """Write a decision, and go on to the next item, or to the plan after the last."""
        try:
            outcome = self.desk.store.change(query, *args, **kwargs)
        except (RuleError, StoreError) as refusal:
            self.refuse(refusal)
            self.load()
            return False
        if outcome.entry_id:
            self.run.note(item.name, outcome.entry_id)
        self.load()
        if outcome.remarks:
            self.say(*outcome.remarks)
        if not self.run.items:
            self.finish_run()
        return True

    def action_put(self, quadrant: str) -> None:
        if not (item := self.chosen()):
            return
        if quadrant == Quadrant.DELEGATE:
            self._ask_whom(item)
            return
        self.decide(
            item, store.triage_decisions.put, item.what, Quadrant(quadrant), self.desk.config,
            self.desk.clock(),
        )  # fmt: skip

    def action_take(self) -> None:
        """What is suggested; at the end of the run the plan."""
        if found := self.suggestion:
            self.action_put(found.quadrant)
        else:
            self.finish_run()

    def _ask_whom(
        self, item: Item, values: tuple[str, str] | None = None, error: str | None = None
    ) -> None:
        task, today = item.task, self.desk.today
        again = ", asked again" if task.status is TaskStatus.WAITING else ""
        chase = say_date(triage.chase_day(today, self.works(), (task.due,))).partition(" ")[2]
        screen = DelegateScreen(
            f"{item.titled}{again}", today, self.owners(),
            values or (item.owner or "", chase), error=error,
        )  # fmt: skip

        def answered(found: Delegation | None) -> None:
            if found is not None:
                self.decide(
                    item, store.triage_decisions.delegate, item.what, found.who, found.chase_on,
                    today, self.desk.clock(),
                )  # fmt: skip

        self.app.push_screen(screen, answered)

    def works(self) -> Callable[[date], bool]:
        """Says of a day whether one works on it."""
        config = self.desk.config
        off: Container[date] = ()
        with suppress(StoreError):
            off = self.desk.read_plainly(worktime.days_off, config, self.desk.today)
        return lambda day: settings.working(config, day, off) is not None

    def owners(self) -> Sequence[str]:
        """Whom tasks were given to, the most frequent first."""
        try:
            return self.desk.read_plainly(overview.owners)
        except StoreError:
            return ()

    def week(self, near: date) -> Week:
        """What the quick keys for a day stand for now."""
        return Week(self.desk.today, near, triage.end_of_week(self.desk.today, self.works()))

    def action_snooze(self) -> None:
        if not (item := self.chosen()):
            return
        task, today = item.task, self.desk.today

        def refuse(day: date) -> None:
            rules.snooze(task.status, day, today)

        def chosen(found: When | None) -> None:
            if found is not None and found.day is not None:
                self.decide(
                    item, store.triage_decisions.snooze, item.what, found.day, today,
                    self.desk.clock(),
                )  # fmt: skip

        title, week = f"Snooze {item.said} until", self.week(today + timedelta(days=1))
        screen = WhenScreen(title, week, self.desk.config.keys, refuse, allows_none=False)
        self.app.push_screen(screen, chosen)

    def action_drop(self) -> None:
        if not (item := self.chosen()):
            return
        task, today = item.task, self.desk.today
        if item.signal and not task.id:
            self._leave_out(item, item.signal)
            return

        def chosen(reason: str | None) -> None:
            if reason is not None:
                at = self.desk.clock()
                self.decide(item, store.triage_decisions.drop, task.id, reason, at, today)

        self.app.push_screen(ReasonScreen(item.titled), chosen)

    def _leave_out(self, item: Item, signal: Signal) -> None:
        """A review or a flag cannot be dropped: it comes back as long as it is due."""
        at, today = self.desk.clock(), self.desk.today
        if self.decide(item, store.triage_decisions.leave_out, signal, today, at):
            self.say(f"{item.said} is left out for today · {self.undoes}")

    def action_before(self) -> None:
        """Back to the item that was decided on last, its decision taken back; where none was, to
        the item above."""
        if self.run.decided:
            self.replay(history.undo, self.run.decided[-1].entry_id)
        elif not self.run.step(-1):
            self.say(FIRST)
        else:
            self.show()

    def show(self) -> None:
        """Show where the run stands."""
        raise NotImplementedError
