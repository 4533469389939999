"""What the Day screen asks before it changes something: prompts and lists."""

from datetime import date, datetime, time, timedelta

from infraday import config as settings
from infraday import keys, store, templates
from infraday.domain import RuleError, schedule, when
from infraday.domain import block as rules
from infraday.domain.rows import Block
from infraday.screens.ask import AskScreen
from infraday.screens.day_forms import Prompt
from infraday.screens.day_tasks import DayTasks
from infraday.screens.finish import Finish, FinishScreen
from infraday.screens.help import HelpScreen, sections
from infraday.screens.lay import Lay, LayScreen
from infraday.screens.log import LogScreen
from infraday.store import history
from infraday.store.errors import StoreError
from infraday.store.journal import Outcome

PUSH_HINT = "minutes or a length, such as 15 or 1h30; -15 pulls the rest earlier"
MOVE_HINT = "a date, and a time where that changes too: fri, 14 Mar, tomorrow 10:30"


class DayDialogs(DayTasks):
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
        screen = FinishScreen(block, self.now, self.project_keys, minutes)

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
            self.say(outcome.label, *outcome.remarks)
        return outcome is not None

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

        prompt = Prompt("Move to a date", self._read_place, _say_place, hint=MOVE_HINT)
        self.ask(prompt, write)

    def _read_place(self, typed: str) -> tuple[date, time | None]:
        words, _, last = typed.strip().rpartition(" ")
        clock = when.clock_of(last) if words else None
        if clock is None or clock >= when.DAY:
            return schedule.in_calendar(when.read_date(typed, self.desk.today)), None
        day = schedule.in_calendar(when.read_date(words, self.desk.today))
        return day, time(clock // 60, clock % 60)

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

    def action_lay(self) -> None:
        found, problems = templates.load_all(templates.folders(self.desk.config))
        day = self.rows.day

        def chosen(lay: Lay | None) -> None:
            if lay is None:
                return
            at = self.desk.clock()
            if outcome := self.change(store.blocks.lay, lay.template, day, at, lay.forced):
                self.say(f"{outcome.label} · u undoes it", *outcome.remarks)

        screen = LayScreen(
            found,
            lambda template: self.read(store.blocks.preview, template, day) or [],
            day,
            problems,
        )
        self.app.push_screen(screen, chosen)

    def action_log(self) -> None:
        try:
            entries = self.desk.read_plainly(history.log, 500)
        except StoreError as refusal:
            self.refuse(refusal)
            return
        undone = {entry.id: entry.undone for entry in entries}

        def chosen(entry_id: int | None) -> None:
            if entry_id is not None:
                step = history.redo if undone[entry_id] else history.undo
                self.replay(step, entry_id)

        self.app.push_screen(LogScreen(entries), chosen)

    def action_help(self) -> None:
        found = sections(
            (*keys.DAY, *keys.EVERYWHERE, *keys.SCREENS, keys.INTERRUPT), self.desk.config.keys
        )
        self.app.push_screen(HelpScreen(found))


def _say_place(place: tuple[date, time | None]) -> str:
    day, start = place
    return when.say_date(day) + (f" {when.say_time(start)}" if start else "")


def _read_push(typed: str) -> int:
    words = typed.strip()
    minutes = when.read_duration(words.lstrip("+-"))
    return -minutes if words.startswith("-") else minutes


def _say_push(minutes: int) -> str:
    way = "later" if minutes > 0 else "earlier"
    return f"{when.say_minutes(abs(minutes))} {way}; fixed blocks stay where they are"
