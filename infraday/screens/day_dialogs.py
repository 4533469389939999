"""What the Day screen asks before it changes something: prompts and lists."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, cast

from infraday import config as settings
from infraday import store
from infraday.domain import RuleError, refs, schedule, when
from infraday.domain import block as rules
from infraday.domain.rows import Block
from infraday.screens import repeats
from infraday.screens.ask import AskScreen
from infraday.screens.day_templates import DayTemplates
from infraday.screens.demo import open_demo
from infraday.screens.ending import EndingScreen
from infraday.screens.finish import Finish, FinishScreen
from infraday.screens.forms import Prompt, read_place, say_place
from infraday.screens.import_screen import ImportScreen
from infraday.screens.importing import Importing
from infraday.store import throwaway
from infraday.store.journal import Outcome

if TYPE_CHECKING:
    from textual.app import App

    from infraday.store.calendars import Report

PUSH_HINT = "minutes or a length, such as 15 or 1h30; -15 pulls the rest earlier"
MOVE_HINT = "a date, and a time where that changes too: fri, 14 Mar, tomorrow 10:30"


class DayDialogs(DayTemplates):
    """Each dialog answers with a value, or None; the change is made here."""

    def show_day(self, day: date) -> None:
        raise NotImplementedError

    def action_finish(self) -> None:
        """Several that are marked are asked for one after the other, each a step of its own."""
        if wait := self.task_here:
            self.finish_task(wait.task)
        elif targets := self.targets:
            self._ask_output(targets)
        else:
            self.chosen()

    def _ask_output(self, blocks: list[Block]) -> None:
        block, *rest = blocks
        try:
            rules.finish(block.status)
        except RuleError as refusal:
            self.refuse(refusal)
            return
        minutes = self.desk.config.block_minutes
        note = self.proposed(block)
        screen = FinishScreen(block, self.now, self.project_keys, minutes, note=note)

        def finished(found: Finish | None) -> None:
            if found is None:
                return
            if not self._finish(block, found):
                self.keep_text(screen)
                self._ask_output(blocks)
            elif rest:
                self._ask_output(rest)

        self.app.push_screen(screen, finished)

    def _finish(self, block: Block, found: Finish) -> bool:
        outcome = self.change(
            store.blocks.finish, block.id, self.desk.clock(), found.note, found.state,
            found.items, block_minutes=self.desk.config.block_minutes,
        )  # fmt: skip
        if outcome and found.items:
            self.say(f"{outcome.label} · {self.undoes}", *outcome.remarks)
        return outcome is not None

    def action_delete_series(self) -> None:
        """Ask how much of the series under the cursor is to go."""
        if not (block := self._occurrence()):
            return
        if not (series := self.read(store.series.of_block, block.id)):
            return

        def chosen(scope: str | None) -> None:
            if scope is not None:
                self._delete_series(block, scope)

        named = f"{refs.series_ref(series.id)} {series.activity}"
        self.app.push_screen(EndingScreen(named, repeats.say(series)), chosen)

    def action_end_series(self) -> None:
        if block := self._occurrence():
            self._delete_series(block, "after")

    def _occurrence(self) -> Block | None:
        """The occurrence under the cursor; a toast where there is none."""
        block = self.chosen()
        if block and block.series_id is None:
            delete = self.key_of("block.delete")
            self.refuse(RuleError(f"This block does not repeat. {delete} deletes it."))
            return None
        return block

    def _delete_series(self, block: Block, scope: str) -> None:
        at, of = self.desk.clock(), repeats.scope_of(scope)
        if outcome := self.change(store.series.delete, block.id, of, at):
            self.say(f"{outcome.label} · {self.brings_back}", *outcome.remarks)

    def action_goto(self) -> None:
        def chosen(day: date | None) -> None:
            if day is not None:
                self.show_day(day)

        today = self.desk.today
        screen = AskScreen(
            "Go to a date",
            lambda typed: schedule.in_calendar(when.read_date(typed, today)),
            when.say_date,
            hint="today, fri, 14 Mar, 2026-03-14",
        )
        self.app.push_screen(screen, chosen)

    def action_move(self) -> None:
        if not (ids := [block.id for block in self.targets]):
            self.chosen()
            return

        def write(place: tuple[date, time | None]) -> Outcome:
            at = self.desk.clock()
            return self.desk.store.change(store.blocks.move, ids, *place, at)

        def read(typed: str) -> tuple[date, time | None]:
            return read_place(typed, self.desk.today)

        prompt = Prompt("Move to a date", read, say_place, hint=MOVE_HINT)
        self.ask(prompt, write)

    def action_push(self) -> None:
        """From the start of the block under the cursor, else from the row."""
        day, block = self.rows.day, self.block
        timed = block is not None and not schedule.is_all_day(block)
        begin = schedule.begins(block) if block and timed else self.at
        hours = settings.working(self.desk.config, day)
        midnight = datetime.combine(day, time()) + timedelta(days=1)
        end = datetime.combine(day, hours[1]) if hours else midnight

        def write(minutes: int) -> Outcome:
            at = self.desk.clock()
            return self.desk.store.change(store.blocks.push, day, begin, minutes, end, at)

        title = f"Push what begins at {when.say_time(begin.time())} or later"
        self.ask(Prompt(title, _read_push, _say_push, "15", PUSH_HINT), write)

    def action_demo(self) -> None:
        try:
            if throwaway.is_one(self.desk.path):
                raise RuleError(f"This is the demo. {self.key_of('app.quit')} leaves it.")
            open_demo(cast("App[object]", self.app))
        except RuleError as refusal:
            self.refuse(refusal)

    def action_import(self) -> None:
        desk = self.desk

        def imported(report: "Report | None") -> None:
            if report is not None:
                self.load()
                changed = report.created or report.updated or report.cancelled
                self.say(f"{report.label} · {self.undoes}" if changed else report.label)

        screen = ImportScreen(
            lambda path, force: Importing(desk.path, desk.clock, path, force=force)
        )
        self.app.push_screen(screen, imported)


def _read_push(typed: str) -> int:
    words = typed.strip()
    minutes = when.read_duration(words.lstrip("+-"))
    return -minutes if words.startswith("-") else minutes


def _say_push(minutes: int) -> str:
    way = "later" if minutes > 0 else "earlier"
    return f"{when.say_minutes(abs(minutes))} {way}; fixed blocks stay where they are"
