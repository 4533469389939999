"""What else Triage asks of an item: its due date, project, owner, length and slot. None of it
judges the item."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from infraday import store
from infraday.domain import RuleError, quickadd, triage_plan
from infraday.domain import task as rules
from infraday.domain.project import key as project_key
from infraday.domain.text import storable
from infraday.domain.triage import Item
from infraday.domain.when import read_duration, say_date, say_minutes, say_time
from infraday.screens.ask import AskScreen
from infraday.screens.triage_verbs import TriageVerbs
from infraday.screens.when import When, WhenScreen
from infraday.store import triage_queue
from infraday.store.errors import StoreError

if TYPE_CHECKING:
    from infraday.store.tasks import Change

T = TypeVar("T")

SLOT_HINT = "a clock time, and a day where it is not today: 16:00, fri 9:30, tomorrow 14:00 45m"


class Asked(NamedTuple):
    """How a field is asked for: `names` are known, and completed."""

    title: str
    line: str
    hint: str
    names: Sequence[str] = ()


class TriageFields(TriageVerbs):
    """Each field is one entry of the journal."""

    def edit(self, item: Item, change: "Change") -> None:
        """By that a review or a flag becomes a task, and stays in its place."""
        task, at = item.task, self.desk.clock()
        if item.signal and not task.id:
            self.change(store.triage_decisions.edit, item.signal, change, at)
        else:
            self.change(store.tasks.edit, task.id, task.version, change, at)

    def _ask_field(
        self,
        asked: Asked,
        read: Callable[[str], T],
        say: Callable[[T], str],
        write: Callable[[T], None],
    ) -> None:
        def answered(found: T | None) -> None:
            if found is not None:
                write(found)

        title, line, hint, names = asked
        complete = _completing(names)
        screen = AskScreen(title, read, say, line, hint, draft_name="", complete=complete)
        self.app.push_screen(screen, answered)

    def action_due(self) -> None:
        if not (item := self.chosen()):
            return

        def chosen(found: When | None) -> None:
            if found is not None:
                self.edit(item, {"due": found.day})

        title, week = f"{item.said} is due", self.week(self.desk.today)
        any_day, allows_none = (lambda _: None), item.task.due is not None
        screen = WhenScreen(title, week, self.desk.config.keys, any_day, allows_none=allows_none)
        self.app.push_screen(screen, chosen)

    def action_project(self) -> None:
        if not (item := self.chosen()):
            return
        known = self.project_keys

        def say(key: str) -> str:
            if not key:
                return "of no project"
            return f"#{key}" if key in known else f"#{key}, which is new"

        hint = "its key, such as dc-move; right completes it; nothing: of no project"
        self._ask_field(
            Asked(f"Project of {item.said}", item.project or "", hint, known),
            lambda typed: project_key(typed) if typed.strip() else "",
            say,
            lambda key: self.edit(item, {"project": key or None}),
        )

    def action_owner(self) -> None:
        if not (item := self.chosen()):
            return

        def read(typed: str) -> str:
            return storable(" ".join(typed.split()).removeprefix("@"))[0]

        def say(who: str) -> str:
            asks = self.key_of("triage.delegate")
            return f"@{who}. That asks nobody for anything: {asks} does." if who else "nobody"

        hint = "a name; right completes it; nothing: nobody"
        self._ask_field(
            Asked(f"Owner of {item.said}", item.task.owner or "", hint, self.owners()),
            read,
            say,
            lambda who: self.edit(item, {"owner": who or None}),
        )

    def action_minutes(self) -> None:
        if not (item := self.chosen()):
            return

        def read(typed: str) -> int | None:
            return rules.check_estimate(read_duration(typed) if typed.strip("0 ") else 0)

        known = item.task.estimate_minutes
        hint = "minutes or a length, such as 30 or 1h30"
        self._ask_field(
            Asked(f"Length of {item.said}", say_minutes(known) if known else "", hint),
            read,
            lambda minutes: say_minutes(minutes or 0),
            lambda minutes: self.edit(item, {"estimate_minutes": minutes}),
        )

    def action_slot(self) -> None:
        """Into the next gap of today that holds it; where none does, it is asked when."""
        if not (item := self.chosen()):
            return
        task, today, now = item.task, self.desk.today, self.desk.clock()
        try:
            taken = self.desk.read_plainly(triage_queue.slot_of, task.id, today)
            gaps = self.desk.read_plainly(triage_queue.gaps, self.desk.config, now)
        except StoreError as refusal:
            self.refuse(refusal)
            return
        if taken is not None:
            self.refuse(RuleError(f"{item.said} has a slot already. u takes it back."))
            return
        wanted = triage_plan.want(task.id, task.estimate_minutes, item.worked_minutes)
        if begin := triage_plan.first_fit(wanted.minutes, gaps):
            self._place(item, begin, wanted.minutes)
        else:
            self._ask_slot(item, wanted.minutes)

    def _place(self, item: Item, begin: datetime, minutes: int) -> None:
        """The item says where it stands; nothing else need."""
        day, start = begin.date(), begin.time()
        slot = store.triage_decisions.Slot(item.task.id, day, start, minutes)
        signal = None if item.task.id else item.signal
        self.change(store.triage_decisions.slot, slot, self.desk.clock(), signal)

    def _ask_slot(self, item: Item, minutes: int) -> None:
        def say(found: tuple[datetime, int]) -> str:
            begin, length = found
            return f"{say_date(begin.date())} {say_time(begin.time())}, {say_minutes(length)}"

        title = f"No gap of {say_minutes(minutes)} is left today. {item.said} at"
        self._ask_field(
            Asked(title, "", SLOT_HINT),
            lambda typed: read_slot(typed, self.now, minutes),
            say,
            lambda found: self._place(item, *found),
        )


def read_slot(typed: str, now: datetime, minutes: int) -> tuple[datetime, int]:
    """When, and how long unless it is said: so many minutes. All of it naive local."""
    reading = quickadd.read(f"slot {typed}", now)
    if reading.title != "slot" or reading.start is None:
        raise RuleError("Give a clock time, such as 16:00 or tomorrow 9:30.")
    day: date = reading.day or now.date()
    start: time = reading.start
    return datetime.combine(day, start), reading.minutes or minutes


def _completing(names: Sequence[str]) -> Callable[[str], str]:
    """The rest of the name that a line begins with."""

    def complete(line: str) -> str:
        begun = line.lstrip("@#").casefold()
        found = (name for name in names if begun and name.casefold().startswith(begun))
        return next((name[len(begun) :] for name in found), "")

    return complete
