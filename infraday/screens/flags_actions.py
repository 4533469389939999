"""What keys do to red flags: move, judge, turn into a risk or a task."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from infraday import store
from infraday.domain import RuleError, flag_picture, text
from infraday.domain.checklist import Checklist
from infraday.domain.flag import FlagState
from infraday.domain.flags import Flag
from infraday.domain.when import say_date
from infraday.screens import risk_entry
from infraday.screens.ask import AskScreen
from infraday.screens.flag_check import FlagCheckScreen, Question
from infraday.screens.forms import PlanForms
from infraday.screens.risk_entry import NO_RISK, Around, RiskEntry
from infraday.screens.risk_form import RiskForm
from infraday.store import flag_rows, risk_owners
from infraday.store.errors import StoreError
from infraday.store.flag_rows import Cell
from infraday.store.flag_view import FlagsView
from infraday.store.journal import Outcome
from infraday.store.traces import Trace
from infraday.widgets.flag_grid import FlagGrid

if TYPE_CHECKING:
    from infraday.store.flags import Wanted

NO_FLAG = "There is no flag here yet. {} captures a task, and #name in it makes a project."


class FlagsActions(PlanForms):
    """`FlagsScreen` holds the grid."""

    grid: FlagGrid
    seen: FlagsView
    checklist: Checklist

    @property
    def here(self) -> tuple[Flag, Cell] | None:
        raise NotImplementedError

    @property
    def project_keys(self) -> list[str]:
        return sorted(self.seen.projects.values())

    def elsewhere(self, trace: Trace) -> str:
        """A block that was made stands on the Day screen."""
        return f" · on {say_date(trace.days[0])}" if trace.days else ""

    def chosen(self) -> tuple[Flag, Cell] | None:
        """The flag under the cursor; a toast where there is none."""
        if self.here is None:
            self.refuse(RuleError(NO_FLAG.format(self.key_of("capture.open"))))
        return self.here

    def action_step(self, rows: int) -> None:
        self.grid.put(self.grid.row + rows, self.grid.column)

    def action_across(self, columns: int) -> None:
        self.grid.put(self.grid.row, self.grid.column + columns)

    def action_page(self, pages: int) -> None:
        """Down the flags; where all are in sight, to as many projects to the side."""
        if len(self.grid.grid.flags) > self.grid.page:
            self.action_step(pages * max(1, self.grid.page - 1))
        else:
            self.grid.turn(pages)

    def action_edge(self, way: int) -> None:
        self.grid.put(len(self.grid.grid.flags) if way > 0 else 0, self.grid.column)

    def action_check(self) -> None:
        """All flags of the project under the cursor, from the first one on."""
        if here := self.chosen():
            self._ask_check(self._questions(here[1].project), 0)

    def action_judge(self) -> None:
        """The one flag under the cursor."""
        if here := self.chosen():
            self._ask_check([Question(*here)], 0)

    def _questions(self, project: str) -> list[Question]:
        found = ((flag, self.seen.cells.get((project, flag.key))) for flag in self.checklist.flags)
        return [Question(flag, cell) for flag, cell in found if cell]

    def _ask_check(self, questions: Sequence[Question], at: int) -> None:
        screen = FlagCheckScreen(questions, self._answer, self.desk.today, at)

        def left(_: None) -> None:
            if screen.answered:
                told = [FlagState.RAISED, FlagState.WATCH, FlagState.CLEAR, FlagState.RESOLVED]
                counts = [
                    f"{list(screen.answered.values()).count(state)} {flag_picture.WORDS[state]}"
                    for state in told
                    if state in screen.answered.values()
                ]
                self.say(f"Checked {questions[0].cell.project}: {', '.join(counts)}.")

        self.app.push_screen(screen, left)

    def _answer(self, question: Question, state: FlagState, note: str) -> Cell | None:
        """Write a person's word; how the cell stands then."""
        flag, cell = question
        at = self.desk.clock()
        outcome = self.change(store.flags.check, cell.project_id, flag, state, note, at)
        return self.seen.cells.get((cell.project, flag.key)) if outcome else None

    def action_resolve(self) -> None:
        """Dealt with, says a person."""
        if not (here := self.chosen()):
            return
        flag, cell = here
        at, resolved = self.desk.clock(), FlagState.RESOLVED
        outcome = self.change(store.flags.check, cell.project_id, flag, resolved, "", at)
        if outcome:
            self.say(f"{outcome.label} · {self.undoes}", *self._still(flag, cell))

    def _still(self, flag: Flag, cell: Cell) -> list[str]:
        found = self.seen.cells.get((cell.project, flag.key))
        if not found or found.state is FlagState.RESOLVED:
            return []
        return [f"The data still says {flag_picture.WORDS[found.computed]}, and the worse counts."]

    def action_into_task(self) -> None:
        """A task, with the first response that the checklist suggests."""
        if here := self.chosen():
            flag, cell = here
            wanted = store.flags.task_of(flag, cell.project, cell.evidence, cell.note)
            self._ask_task(flag, cell, wanted)

    def _ask_task(self, flag: Flag, cell: Cell, wanted: "Wanted", error: str | None = None) -> None:
        hint = f"Important, and urgent while {flag.name.lower()} is raised in {cell.project}."
        screen = AskScreen(
            f"{flag.name}: a task", _title, lambda title: f"Task: {title}", wanted["title"],
            text.show(hint), error=error,
        )  # fmt: skip

        def answered(title: str | None) -> None:
            if title is not None:
                made: Wanted = {"title": title, "notes": wanted["notes"]}
                self.save(
                    lambda: self._write_task(flag, cell, made),
                    lambda why: self._ask_task(flag, cell, made, str(why)),
                )

        self.app.push_screen(screen, answered)

    def _write_task(self, flag: Flag, cell: Cell, wanted: "Wanted") -> Outcome:
        return self.desk.store.change(
            store.flags.into_task, cell.project_id, flag, wanted, self.desk.clock()
        )

    def action_into_risk(self) -> None:
        """A risk, its form filled in from the evidence."""
        if here := self.chosen():
            flag, cell = here
            change = store.flags.risk_of(flag, cell.project, cell.evidence, cell.note)
            names = ("title", "cause", "event", "effect", "project", "notes")
            values = {**NO_RISK, **{name: str(change.get(name) or "") for name in names}}
            self._ask_risk(flag, cell, values)

    def _ask_risk(
        self, flag: Flag, cell: Cell, values: risk_entry.Values, error: str | None = None
    ) -> None:
        around = Around(self.desk.today, self.project_keys, self.desk.config.bands)
        known = (self.project_keys, self._owners())
        title = f"{flag.name}: a risk"
        screen = RiskForm(title, NO_RISK, around, known, values=values, error=error)

        def answered(entry: RiskEntry | None) -> None:
            if entry is not None:
                self.save(
                    lambda: self._write_risk(flag, cell, entry),
                    lambda why: self._ask_risk(flag, cell, entry.values, str(why)),
                )

        self.app.push_screen(screen, answered)

    def _owners(self) -> Sequence[str]:
        try:
            return self.desk.look(risk_owners.names)
        except StoreError:
            return ()

    def _write_risk(self, flag: Flag, cell: Cell, entry: RiskEntry) -> Outcome:
        return self.desk.store.change(
            store.flags.into_risk, cell.project_id, flag, entry.change, self.desk.clock()
        )

    def action_yank(self) -> None:
        """Copy the flag with its evidence."""
        if not (here := self.chosen()):
            return
        flag, cell = here
        links = self.desk.look(flag_rows.links, cell.project_id, flag.key)
        verdict = flag_picture.verdict(cell, self.desk.today)
        lines = [f"{flag.name} in {cell.project}: {flag_picture.WORDS[cell.state]} ({verdict})"]
        lines += [*cell.evidence, *([f"Turned into {', '.join(links)}"] if links else [])]
        words = "\n".join(lines)
        self.app.copy_to_clipboard(words)
        self.desk.keep_copy(words)
        self.say("Sent to the terminal's clipboard.")


def _title(line: str) -> str:
    """What a task may be called."""
    title = " ".join(line.split())
    if not title:
        raise RuleError("A task needs a title. Write what is to be done.")
    return title
