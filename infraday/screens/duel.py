"""Rank by duels: which of two comes first, until all have a place; an order is suggested beside."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.widget import Widget

from infraday.domain import duel_picture, ranking
from infraday.domain.duel_picture import Contender
from infraday.domain.picture import Line
from infraday.domain.ranking import Answer, Standing
from infraday.keys import Action
from infraday.screens.bindings import bindings
from infraday.screens.dialog import Dialog
from infraday.screens.typed import LOW
from infraday.widgets.fluid import Fluid
from infraday.widgets.framing import Note
from infraday.widgets.picker import Sheet

KEYS = (
    Action("duel.first", "1,left,h", "Left", "The first of the two comes first.", "Duel",
           "answer(0)"),
    Action("duel.second", "2,right,l", "Right", "The second of the two comes first.", "Duel",
           "answer(1)"),
    Action("duel.take", "enter", "Take", "As it is suggested; at the end, take the order.", "Duel",
           "take"),
    Action("duel.even", "equals_sign,0", "Even", "No matter which one.", "Duel", "even"),
    Action("duel.back", "backspace", "Back", "Take the last answer back.", "Duel", "take_back"),
    Action("duel.suggested", "s", "Suggested", "Take the suggested order as a whole.", "Duel",
           "suggested"),
    Action("duel.anew", "N", "Anew", "Forget all answers and the order, and begin anew.", "Duel",
           "anew"),
)  # fmt: skip


class Ranking(NamedTuple):
    """What is ranked: the tasks in the order that is suggested, what was answered already, and
    those that have an order. `more` counts those that are left out."""

    contenders: Mapping[int, Contender]
    answers: Sequence[Answer]
    ranked: Sequence[int]
    more: int = 0


class Ranked(NamedTuple):
    """The order taken, and whether it is the suggested one as it stands."""

    ids: tuple[int, ...]
    suggested: bool


class _Pair(Fluid):
    """The two of a question, or the order in words."""

    def __init__(self, lay: Callable[[int], Sequence[Line]]) -> None:
        super().__init__(id="pair")
        self._lay = lay

    def lay(self, cells: int) -> Sequence[Line]:
        return self._lay(cells)


class DuelScreen(Dialog[Ranked | None]):
    """Each answer is kept at once: `keep` says whether it could be. `esc` leaves; what was
    answered is gone on with later."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(
        self,
        what: Ranking,
        today: date,
        keep: Callable[[Sequence[Answer]], bool],
    ) -> None:
        super().__init__("Which one first?")
        self._all, self._today, self._keep = what.contenders, today, keep
        self._answers = list(what.answers)
        self._ranked, self._more = what.ranked, what.more
        self._suggested = list(what.contenders)
        self.pair = _Pair(self._lay)
        self.note = Note("why")
        self.sheet = Sheet("suggested")

    @property
    def standing(self) -> Standing:
        # By id, so that the questions stay the same while the suggestion changes with the clock.
        return ranking.standing(sorted(self._all), self._answers, self._ranked)

    def body(self) -> Iterable[Widget]:
        yield self.pair
        yield self.note
        yield self.sheet

    def on_mount(self) -> None:
        self._say()
        self.sheet.focus()

    def hints(self) -> list[tuple[str, str]]:
        done = self.standing.question is None
        hints = [("duel.take", "take this order" if done else "as suggested")]
        if not done:
            hints += [
                ("duel.first", "first"),
                ("duel.second", "second"),
                ("duel.even", "no matter"),
            ]
        if self._answers:
            hints.append(("duel.back", "take back"))
        if self.low:
            return [*hints, ("app.back", "leave")]
        hints.append(("duel.suggested", "all as suggested"))
        if self._answers or self._ranked:
            hints.append(("duel.anew", "anew"))
        return [*hints, ("app.back", "leave" if done or not self._answers else "leave, it is kept")]

    @property
    def low(self) -> bool:
        """Too few rows for what one can do without."""
        return self.app.size.height < LOW

    def on_resize(self) -> None:
        super().on_resize()
        self._say()

    def _say(self) -> None:
        standing = self.standing
        asked = len(self._answers)
        if standing.question:
            left = f"at most {standing.left} left"
            aside = left if self.narrow else f"{asked} answered · {left}"
            self.heading.say("Which one first?", aside)
        else:
            self.heading.say("The order", f"{asked} answered")
        more = f"{self._more} more are left out: these are suggested first." if self._more else ""
        self.note.say(("", "" if self.low else more, "muted"))
        self.sheet.display = not self.low or standing.question is None
        order = standing.order or tuple(self._suggested)
        title = "In this order" if standing.order else "Suggested"

        def line(y: int, cells: int) -> Line:
            if y == 0:
                return ((title, "title"),)
            one = self._all[order[y - 1]]
            return duel_picture.suggested_line(y, one, cells)

        self.sheet.show(len(order) + 1, line)
        self.pair.relay()
        self.show_keys()

    def _lay(self, cells: int) -> Sequence[Line]:
        if not (question := self.standing.question):
            return [(("Every one has its place.", "good"),)]
        one, other = (self._all[task_id] for task_id in question)
        first = min(question, key=self._suggested.index)
        keys = ("1", "2")
        return duel_picture.pair(one, other, keys, first, self._today, cells, low=self.low)

    def _add(self, answer: Answer) -> None:
        self._put([*self._answers, answer])

    def _put(self, answers: list[Answer]) -> None:
        if self._keep(answers):
            self._answers = answers
            self._say()

    def action_answer(self, which: int) -> None:
        if question := self.standing.question:
            self._add(Answer(question[which], question[1 - which]))

    def action_even(self) -> None:
        """They stand as it is suggested."""
        if question := self.standing.question:
            first, then = sorted(question, key=self._suggested.index)
            self._add(Answer(first, then, even=True))

    def action_take(self) -> None:
        standing = self.standing
        if standing.question is None:
            self.dismiss(Ranked(standing.order, suggested=False))
            return
        first, then = sorted(standing.question, key=self._suggested.index)
        self._add(Answer(first, then))

    def action_take_back(self) -> None:
        if self._answers:
            self._put(self._answers[:-1])

    def action_suggested(self) -> None:
        self.dismiss(Ranked(tuple(self._suggested), suggested=True))

    def action_anew(self) -> None:
        self._ranked = ()
        self._put([])
