"""How Triage takes items in and how it ends: a pasted report, the plan for today, the block that
the run was for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from infraday import store
from infraday.domain.refs import task_ref
from infraday.domain.rows import Block
from infraday.domain.triage_plan import Placed
from infraday.exchange.intake_report import Report
from infraday.screens.finish import Finish, FinishScreen
from infraday.screens.paste_report import ReportScreen
from infraday.screens.triage_fields import TriageFields
from infraday.screens.triage_plan import TriagePlanScreen
from infraday.store import triage_queue
from infraday.store.errors import StoreError

if TYPE_CHECKING:
    from infraday.store.intake import Taken

PASTED = "what was pasted"


class TriageEnd(TriageFields):
    """Nothing is laid before the user says so."""

    def leave(self) -> None:
        """Back to where one was."""
        raise NotImplementedError

    def finish_run(self) -> None:
        """Show the plan; what it holds is laid as one step."""
        config, now = self.desk.config, self.desk.clock()
        try:
            rows = self.desk.read_plainly(triage_queue.to_do, config, now)
            gaps = self.desk.read_plainly(triage_queue.gaps, config, now)
        except StoreError as refusal:
            self.refuse(refusal)
            return
        said = self.said_of_run()

        def answered(placed: Sequence[Placed] | None) -> None:
            if placed is not None:
                self._lay(placed, said)

        self.app.push_screen(TriagePlanScreen(rows, gaps, self.desk.today, said), answered)

    def _lay(self, placed: Sequence[Placed], said: str) -> None:
        at = self.desk.clock()
        slots = [
            store.triage_decisions.Slot(
                it.want.task_id, it.begin.date(), it.begin.time(), it.want.minutes
            )
            for it in placed
        ]
        outcome = self.change(store.triage_decisions.lay, slots, said, self.desk.today, at)
        if outcome is None:
            return
        label = f"{outcome.label} · {self.undoes}" if placed else outcome.label
        self.offer_block(said, label)

    def offer_block(self, said: str, label: str) -> None:
        """Close the block of today that the run was for, with what it came to."""
        try:
            block = self.desk.read_plainly(
                triage_queue.block_of_today, self.desk.config, self.desk.clock()
            )
        except StoreError:
            block = None
        if block is None or not said:
            self.leave()
            self._tell(label)
            return
        minutes = self.desk.config.block_minutes
        screen = FinishScreen(block, self.now, self.project_keys, minutes, note=said)

        def finished(found: Finish | None) -> None:
            if found is not None:
                self._finish(block, found)
            self.leave()
            self._tell(label)

        self.app.push_screen(screen, finished)

    def _finish(self, block: Block, found: Finish) -> None:
        self.change(
            store.blocks.finish, block.id, self.desk.clock(), found.note, found.state, found.items,
            block_minutes=self.desk.config.block_minutes,
        )  # fmt: skip

    def _tell(self, label: str) -> None:
        """On whatever screen one is back on."""
        self.app.notify(label, markup=False, timeout=6)

    def action_report(self) -> None:
        from infraday.exchange import intake as exchange  # noqa: PLC0415 - few paste reports

        def read(typed: str) -> Report:
            return exchange.read(typed.encode(errors="surrogateescape"), PASTED)

        def pasted(report: Report | None) -> None:
            if report is not None:
                self._take_in(report)

        self.app.push_screen(ReportScreen(read), pasted)

    def _take_in(self, report: Report) -> None:
        """The items stand in the run at once, the most severe first."""
        from infraday.store import intake  # noqa: PLC0415 - the models, once they are loaded

        taken: list[Taken] = []
        at = self.desk.clock()
        outcome = self.change(intake.take_in, report.items, at, taken)
        if outcome is None:
            return
        calm = f"{report.skipped} of {report.read} said that all is well." if report.skipped else ""
        problems = [f"{one.where}: {one.reason}" for one in report.problems]
        new = [one.task.id for one in taken if one.state == "created"]
        if new:
            self.run.go_to(task_ref(new[0]))
            self.show()
        lines = [intake.said(taken), calm, *report.remarks, *problems]
        self.say(*filter(None, lines))
