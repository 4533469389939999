"""Place a task: into the slot under the cursor, or into the next gap that holds it."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType

from infraday.domain import placing
from infraday.domain.panels import remaining
from infraday.domain.picture import CURSOR, Line
from infraday.domain.place_picture import place_line
from infraday.domain.placing import Spot
from infraday.domain.refs import task_ref
from infraday.domain.rows import Waiting
from infraday.domain.schedule import Gap
from infraday.domain.when import say_day_short, say_minutes, say_near, say_time
from infraday.keys import Action
from infraday.screens.bindings import bindings
from infraday.screens.dialog import Dialog
from infraday.widgets.framing import Note
from infraday.widgets.picker import Picker
from infraday.widgets.safe_input import SafeInput

KEYS = (
    Action("place.gap", "tab,g", "Gap", "Into the slot of the cursor, or the next gap that fits.",
           "Place", "gap"),
    Action("place.fit", "f", "Fit", "As long as the free time there.", "Place", "fit"),
    Action("place.longer", "plus", "Longer", "15 minutes longer.", "Place", "stretch(15)"),
    Action("place.shorter", "minus", "Shorter", "15 minutes shorter.", "Place", "stretch(-15)"),
    Action("place.filter", "slash", "Filter", "Only tasks with these words.", "Place", "filter"),
    Action("place.down", "down", "Down", "The next task.", "Place", "step(1)"),
    Action("place.up", "up", "Up", "The task before.", "Place", "step(-1)"),
)  # fmt: skip
STEP = 15  # minutes


class Place(NamedTuple):
    """A task and where it goes, naive local."""

    task_id: int
    day: date
    start: time
    minutes: int


class PlaceScreen(Dialog[Place | None]):
    """`at` is the cursor's time, `gaps` is what is free, both naive local; `minutes` is for tasks
    without an estimate. The cursor begins on the task given, else on what ranks first; where the
    slot is taken, with the next gap. `more` says that not all of what waits is in the list;
    `around` is what is free at any hour of the day, `off` what is said of a day off, `has` names
    the slot that the one task in the list has already."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(
        self,
        waiting: Sequence[Waiting],
        at: datetime,
        gaps: Sequence[Gap],
        now: datetime,
        minutes: int = 60,
        task_id: int | None = None,
        *,
        around: Sequence[Gap] = (),
        off: str = "",
        has: str = "",
        more: bool = False,
        filtering: bool = False,
    ) -> None:
        """`filtering` begins in the filter."""
        super().__init__("Place a task")
        self._filtering = filtering
        self._waiting = waiting
        self._shown = waiting
        self._at, self._gaps, self._around, self._off = at, gaps, around, off
        self._now, self._today = now.replace(second=0, microsecond=0), now.date()
        self._default = minutes
        self._first, self._more, self._has = task_id, more, has
        self._lengths: dict[int, int] = {}
        self._into_gap = bool(gaps) and not placing.in_slot(at, 0, gaps).room
        self.filter = SafeInput(placeholder="words to find", id="filter")
        self.picker = Picker("tasks", rest=CURSOR)
        self.note = Note("why")

    def _say_none(self) -> str:
        if self._waiting:
            return "No task has these words."
        back, capture = self.key_of("app.back"), self.key_of("capture.open")
        return f"Nothing waits. {back}, {capture} captures one."

    def body(self) -> ComposeResult:
        yield self.filter
        yield self.picker
        yield self.note

    def on_mount(self) -> None:
        ids = [wait.task.id for wait in self._waiting]
        self.filter.display = False
        self.picker.empty = self._say_none()
        self._show_tasks(ids.index(self._first) if self._first in ids else 0)
        # A message would come after the frame that shows the letter.
        self.watch(self.filter, "value", lambda: self._show_tasks(0), init=False)
        self.picker.focus()
        if self._filtering:
            self.action_filter()

    @property
    def current(self) -> Waiting | None:
        """The task under the cursor."""
        return self._shown[self.picker.cursor] if self._shown else None

    def length(self, wait: Waiting) -> int:
        """How long it is to last: as set here, else what is left of it, else the usual."""
        return self._lengths.get(wait.task.id) or remaining(wait) or self._default

    def spot(self, wait: Waiting) -> Spot | None:
        """Where it would go; None where no gap holds it."""
        if self._into_gap:
            return placing.in_next_gap(self._at, self.length(wait), self._gaps)
        return self._in_slot(self.length(wait))

    def _in_slot(self, minutes: int) -> Spot:
        """What is free in the evening, or on a day off, is a place, too."""
        spots = [placing.in_slot(self._at, minutes, gaps) for gaps in (self._gaps, self._around)]
        return max(spots, key=lambda spot: spot.room)

    @property
    def _room(self) -> int:
        """How many minutes can be free at most where it is to go."""
        if self._into_gap:
            return placing.longest(self._gaps)
        return self._in_slot(1).room

    def hints(self) -> list[tuple[str, str]]:
        if not self._waiting:
            return [("app.back", "back")]
        wait = self.current
        spot = self.spot(wait) if wait else None
        hints = [("list.choose" if self.picker.has_focus else "enter", "place")] if spot else []
        hints += [("place.gap", "the cursor's slot" if self._into_gap else "next gap")]
        if wait and not (spot and spot.fits) and self._room:
            hints += [("place.fit", "shorten to fit")]
        if not self.narrow:
            hints += [("place.longer", "longer"), ("place.shorter", "shorter")]
        return [*hints, ("place.filter", "filter"), ("app.back", "back")]

    def _show_tasks(self, cursor: int) -> None:
        words = self.filter.value.casefold().split()
        self._shown = [wait for wait in self._waiting if _has(wait, words)]
        self.picker.fill_with(len(self._shown), self._line, cursor)
        self._say()

    def _line(self, y: int, cells: int) -> Line:
        wait = self._shown[y]
        return place_line(wait, self.length(wait), self.spot(wait), self._today, cells)

    def _say(self) -> None:
        """Title, note and keys for the task under the cursor."""
        at = say_time(self._at.time())
        if self._at.date() != self._today:
            at = f"{say_day_short(self._at.date(), self._today)} {at}"
        self.heading.say("Place a task", "next gap that fits" if self._into_gap else f"at {at}")
        wait, why = self.current, ""
        if wait and wait.urgent and wait.because:
            why = f"{task_ref(wait.task.id)} is urgent: {wait.because}"
        more = (
            f"Only the first {len(self._waiting)} of what waits are listed." if self._more else ""
        )
        doubt = self._doubt(wait) if wait else ""
        has = f"It has {self._has} already: this is one more." if self._has else ""
        self.note.say(
            ("", has, "warn"), ("", doubt, "warn"), ("", why, "muted"), ("", more, "muted")
        )
        self.show_keys()

    def _doubt(self, wait: Waiting) -> str:
        """What speaks against the place; nothing where it fits."""
        spot, minutes = self.spot(wait), say_minutes(self.length(wait))
        if spot is None:
            most = placing.longest(self._gaps)
            none = self._say_off() or "The working hours have no free time."
            rest = f"The longest has {say_minutes(most)}." if most else none
            return f"No gap holds {minutes}. {rest}"
        at = say_time(spot.begin.time())
        if spot.fits:
            return self._beside(spot, at)
        free = f"only {say_minutes(spot.room)} is free" if spot.room else "nothing is free"
        return f"{minutes} does not fit: at {at} {free}. It would clash with what is planned."

    def _beside(self, spot: Spot, at: str) -> str:
        """What is to be known of a place that is free, yet no gap of the working hours."""
        if spot.minutes <= placing.in_slot(spot.begin, 0, self._gaps).room:
            return ""
        if said := self._say_off():
            return said
        if spot.begin < self._now:
            return f"{at} is over."
        if placing.in_slot(spot.begin, 0, self._gaps).room:
            return "It goes on beyond your working hours."
        return f"{at} is outside your working hours."

    def _say_off(self) -> str:
        """`Saturday is a day off.`"""
        day = say_near(self._at.date(), self._today)
        return f"{day[:1].upper()}{day[1:]} is a {self._off}." if self._off else ""

    def on_picker_moved(self) -> None:
        self._say()

    def on_picker_chosen(self) -> None:
        self._choose()

    def on_input_submitted(self) -> None:
        self._choose()

    def _choose(self) -> None:
        wait = self.current
        if wait and (spot := self.spot(wait)):
            begin = spot.begin
            self.dismiss(Place(wait.task.id, begin.date(), begin.time(), spot.minutes))

    def action_step(self, lines: int) -> None:
        self.picker.action_step(lines)

    def action_gap(self) -> None:
        self._into_gap = not self._into_gap
        self.picker.refresh()
        self._say()

    def action_fit(self) -> None:
        if wait := self.current:
            self._set_length(wait, min(self.length(wait), self._room))

    def action_stretch(self, minutes: int) -> None:
        if wait := self.current:
            self._set_length(wait, max(STEP, self.length(wait) + minutes))

    def _set_length(self, wait: Waiting, minutes: int) -> None:
        if minutes > 0:
            self._lengths[wait.task.id] = minutes
            self.picker.refresh()
            self._say()

    def action_filter(self) -> None:
        self.filter.display = True
        self.filter.focus()

    def action_back(self) -> None:
        """Out of the filter first."""
        if self.filter.display:
            self.filter.display = False
            self.filter.value = ""
            self.picker.focus()
        else:
            super().action_back()


def _has(wait: Waiting, words: Sequence[str]) -> bool:
    task = wait.task
    found = f"{task_ref(task.id)} {task.title} @{task.owner or ''}".casefold()
    return all(word in found for word in words)
