"""What every screen asks for and writes through forms: captures, lines, the log. A form that is
refused opens again with its text."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Generic, NamedTuple, TypeVar, cast

from infraday import keys
from infraday.domain import RuleError, schedule, text, when
from infraday.domain.picture import ROOMY
from infraday.domain.quickadd import Reading
from infraday.keys import Action
from infraday.screens.ask import AskScreen
from infraday.screens.capture import CaptureScreen
from infraday.screens.drafts import Drafting
from infraday.screens.help import SIGNS, HelpScreen, sections
from infraday.screens.log import LogScreen
from infraday.screens.resolving import Resolving
from infraday.screens.typed import KeepsDrafts
from infraday.store import history, traces, triage_runs
from infraday.store.errors import StoreError
from infraday.store.journal import Outcome
from infraday.store.traces import Trace

T = TypeVar("T")

TOAST, TOAST_EDGE = 60, 3  # cells that a toast may have, and those of its edge


class Prompt(NamedTuple, Generic[T]):
    """One line that is asked for; `error` is why the plan refused it before."""

    title: str
    read: Callable[[str], T]
    say: Callable[[T], str]
    line: str = ""
    hint: str = ""
    error: str | None = None


class PlanForms(Resolving):
    """Each form answers with a value, or None; the change is made here."""

    own_actions: tuple[Action, ...] = ()  # of the screen, as its help shows them
    own_signs: Sequence[tuple[str, str]] = SIGNS

    @property
    def project_keys(self) -> list[str]:
        """The keys of all projects, in the order of the alphabet."""
        raise NotImplementedError

    @property
    def now(self) -> datetime:
        """The clock's time, naive local."""
        return self.desk.clock().replace(tzinfo=None)

    def elsewhere(self, trace: Trace) -> str:
        """Where a change was made that this screen does not show; nothing where it does."""
        raise NotImplementedError

    def trace(self, outcome: Outcome) -> Trace:
        """Where a change was made."""
        try:
            return self.desk.read_plainly(traces.of, outcome.entry_id)
        except StoreError:  # held by another program: it was written all the same
            return Trace((), ())

    def say(self, *lines: str) -> None:
        """On a low terminal in two rows: the toast stands on what one looks at."""
        cells, rows = self.app.size
        if rows < ROOMY:
            most = 1 if len(lines) > 1 else 2
            cells = max(1, min(cells, TOAST) - TOAST_EDGE)
            lines = tuple(row for line in lines[:2] for row in text.wrap(line, cells, most))
        super().say(*lines)

    def keep_text(self, dialog: Drafting) -> None:
        """What was typed into a dialog that was refused is there when it opens again."""
        if draft := dialog.draft():
            cast(KeepsDrafts, self.app).keep_draft(*draft)

    def save(self, work: Callable[[], Outcome], again: Callable[[Exception], None]) -> None:
        """Write what a form held, and go to it; a refusal is handed to `again`."""
        try:
            outcome = work()
        except (RuleError, StoreError) as refusal:
            again(refusal)
            return
        self.load()
        where = self.point_out(self.trace(outcome))
        self.say(f"{outcome.label}{where} · {self.undoes}", *outcome.remarks)
        self.ask_resolved(outcome)

    def ask(self, prompt: Prompt[T], write: Callable[[T], Outcome]) -> None:
        """Ask for a line, and write what was understood."""
        screen = AskScreen(
            prompt.title, prompt.read, prompt.say, prompt.line, prompt.hint, error=prompt.error
        )

        def answered(value: T | None) -> None:
            if value is not None:
                self.save(
                    lambda: write(value),
                    lambda why: self.ask(prompt._replace(line=screen.line, error=str(why)), write),
                )

        self.app.push_screen(screen, answered)

    def action_capture(self) -> None:
        self.ask_capture()

    def ask_capture(self, line: str = "", error: str | None = None) -> None:
        minutes = self.desk.config.block_minutes
        screen = CaptureScreen(self.now, minutes, self.project_keys, line=line, error=error)

        def captured(reading: Reading | None) -> None:
            if reading is not None:
                self._capture(reading, lambda why: self.ask_capture(screen.line, why))

        self.app.push_screen(screen, captured)

    def _capture(self, reading: Reading, again: Callable[[str], None]) -> None:
        """The cursor stays where it was."""
        try:
            outcome = self.desk.capture(reading)
        except (RuleError, StoreError) as refusal:
            again(str(refusal))
            return
        if not outcome.entry_id:
            self.say(outcome.label)
            return
        self.load()
        where = self.elsewhere(self.trace(outcome))
        self.say(f"{outcome.label}{where} · {self.undoes}", *outcome.remarks)

    def said_of_run(self) -> str:
        """What Triage came to today: `41 items ranked, 9 for now`, or nothing."""
        try:
            found = self.desk.read_plainly(triage_runs.of_day, self.desk.config, self.desk.clock())
        except StoreError:
            return ""
        return found.said

    def action_triage(self) -> None:
        self.desk.came_from = self.app.current_mode
        self.app.switch_mode("triage")

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
        every = (*self.own_actions, *keys.EVERYWHERE, *keys.SCREENS, keys.INTERRUPT)
        self.app.push_screen(HelpScreen(sections(every, self.desk.config.keys), self.own_signs))


def read_place(typed: str, today: date) -> tuple[date, time | None]:
    """A date, and a clock time where one is named: `fri`, `14 Mar`, `tomorrow 10:30`."""
    words, _, last = typed.strip().rpartition(" ")
    clock = when.clock_of(last) if words else None
    if clock is None or clock >= when.DAY:
        return schedule.in_calendar(when.read_date(typed, today)), None
    day = schedule.in_calendar(when.read_date(words, today))
    return day, time(clock // 60, clock % 60)


def say_place(place: tuple[date, time | None]) -> str:
    day, start = place
    return when.say_date(day) + (f" {when.say_time(start)}" if start else "")
