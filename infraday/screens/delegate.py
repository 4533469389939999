"""Hand tasks over: to whom, and when to ask again."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from textual.containers import Vertical
from textual.widget import Widget

from infraday.domain import RuleError
from infraday.domain.text import clip, storable
from infraday.domain.when import read_date, say_date
from infraday.screens.typed import TypedDialog
from infraday.widgets.field import Field
from infraday.widgets.fluid import Words
from infraday.widgets.safe_input import SafeInput

WIDE = 60  # columns from which there is room beside a short field
NAMED = 60  # columns of a name at most, where it is spoken of


class Delegation(NamedTuple):
    """Who is to do it, and the date to ask again (None: never)."""

    who: str
    chase_on: date | None


def read_who(typed: str) -> str:
    """A name, with its `@` or without."""
    who = storable(" ".join(typed.split()).removeprefix("@"))[0]
    if not who:
        raise RuleError("Say to whom: a name.")
    return who


def read_chase(typed: str, today: date) -> date | None:
    if not typed.strip():
        return None
    day = read_date(typed, today)
    if day < today:
        raise RuleError(f"{say_date(day)} is over. Give a day from today on.")
    return day


class DelegateScreen(TypedDialog[Delegation]):
    """`owners` are known, the most frequent first; `who` stands there already; `error` is why the
    plan refused it."""

    def __init__(
        self,
        title: str,
        today: date,
        owners: Sequence[str],
        values: tuple[str, str] = ("", ""),
        *,
        error: str | None = None,
    ) -> None:
        super().__init__("Delegate", title)
        self._today, self._owners, self._error = today, owners, error or ""
        self._before = values
        self._tried = False
        who, chase = values
        self.who = SafeInput(who, complete=self._complete)
        self.chase = SafeInput(chase, select_on_focus=True)
        self.fields = {
            "who": Field("who", "Who", self.who, short=True),
            "chase": Field("chase", "Ask again", self.chase, short=True),
        }
        self.trouble = Words(id="trouble")

    def body(self) -> Iterable[Widget]:
        with Vertical(id="fields"):
            yield from self.fields.values()
        self.trouble.say((self._error, "urgent"))
        yield self.trouble

    def on_mount(self) -> None:
        self._show()
        (self.chase if self.who.value else self.who).focus()

    def on_resize(self) -> None:
        super().on_resize()
        for field in self.fields.values():
            field.stand(wide=self.app.size.width >= WIDE)

    def hints(self) -> list[tuple[str, str]]:
        return [("enter", "delegate"), ("tab", "next field"), ("app.back", "back")]

    @property
    def values(self) -> tuple[str, str]:
        """What stands in the fields."""
        return self.who.value, self.chase.value

    def typed(self) -> dict[str, str]:
        return {}

    def on_input_changed(self) -> None:
        self._show()

    def on_input_submitted(self) -> None:
        self._tried = True
        if found := self._show():
            self.dismiss(found)

    def _show(self) -> Delegation | None:
        """Say at each field how it is read; what both say together where they can be."""
        found = None
        try:
            who = self._spelt(read_who(self.who.value))
            self.fields["who"].say(self._known(who), "muted")
        except RuleError as refusal:
            who = ""
            self.fields["who"].say(str(refusal) if self._tried else "a name", "warn")
        try:
            day = read_chase(self.chase.value, self._today)
            said = say_date(day) if day else "nobody asks again: give a day such as fri"
            self.fields["chase"].say(said, "muted")
            found = Delegation(who, day) if who else None
        except RuleError as refusal:
            self.fields["chase"].say(str(refusal), "warn")
        if found is None and self._tried:
            (self.chase if who else self.who).focus()
        return found

    def _spelt(self, who: str) -> str:
        """As that person is written already: ben is Ben."""
        same = (name for name in self._owners if name.casefold() == who.casefold())
        return who if who in self._owners else next(same, who)

    def _known(self, who: str) -> str:
        return "" if who in self._owners else f"{clip(who, NAMED)} is new here"

    def _complete(self, typed: str) -> str:
        begun = typed.removeprefix("@").casefold()
        ways = (name[len(begun) :] for name in self._owners if name.casefold().startswith(begun))
        return next(ways, "") if begun else ""
