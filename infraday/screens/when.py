"""Ask for a day: today, the end of the week, so many days on with one key, or typed."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import ClassVar, NamedTuple

from textual.binding import BindingType

from infraday.domain import RuleError, schedule
from infraday.domain import when as times
from infraday.keys import Action
from infraday.screens.ask import AskScreen
from infraday.screens.bindings import bindings
from infraday.widgets.quick_input import QuickInput

KEYS = (
    Action("when.today", "t", "Today", "Today; what is snoozed comes back tomorrow.", "When",
           "near"),
    Action("when.week", "w", "Week", "The end of the week.", "When", "week"),
    Action("when.none", "minus", "None", "No date.", "When", "none"),
    *(
        Action(f"when.in_{days}", str(days), "Days", f"In {days} day{'s' if days > 1 else ''}.",
               "When", f"days({days})")
        for days in range(1, 10)
    ),
)  # fmt: skip
HINT = "or typed: fri, 14 Mar, 2026-03-14; after a space also 10d, 2w, thu"


class When(NamedTuple):
    """The day that was chosen; None: no longer any."""

    day: date | None


class Week(NamedTuple):
    """What the keys stand for: `near` is today, or where that makes no sense tomorrow."""

    today: date
    near: date
    end: date  # of the week


class WhenScreen(AskScreen[When]):
    """`refuse` says no to a day; `allows_none` whether there may be none."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(
        self,
        title: str,
        week: Week,
        keymap: Mapping[str, str],
        refuse: Callable[[date], None],
        *,
        allows_none: bool,
    ) -> None:
        super().__init__(title, self._understand, self._in_words, hint=HINT, draft_name="")
        self._week = week
        self._refuse = refuse
        self._allows_none = allows_none
        quick = ",".join(keymap.get(action.id, action.key) for action in KEYS)
        self.input = QuickInput(quick.split(","))

    def _understand(self, typed: str) -> When:
        day = schedule.in_calendar(read(typed, self._week.today))
        self._refuse(day)
        return When(day)

    def _in_words(self, found: When) -> str:
        if found.day is None:
            return "no date"
        past = ", which has passed" if found.day < self._week.today else ""
        return f"{times.say_date(found.day)}{past}"

    def hints(self) -> list[tuple[str, str]]:
        back = ("app.back", "back")
        if not self.input.is_quick or self.input.value:  # type: ignore[attr-defined]
            return [("enter", "accept"), back]
        near = "today" if self._week.near == self._week.today else "tomorrow"
        end = times.say_day_short(self._week.end, self._week.today)
        week = ("when.week", f"end of week, {end}")
        none = [("when.none", "no date")] if self._allows_none else []
        days = [("when.in_1", "… 9 so many days"), ("space", "type it")]
        return [("when.today", near), week, *days, *none, back]

    def on_input_changed(self, event: QuickInput.Changed) -> None:
        super().on_input_changed(event)
        self.show_keys()

    def on_key(self) -> None:
        self.show_keys()

    def _choose(self, day: date) -> None:
        try:
            self._refuse(day)
        except RuleError as refusal:
            self.answer.say((str(refusal), "urgent"))
        else:
            self.dismiss(When(day))

    def action_near(self) -> None:
        self._choose(self._week.near)

    def action_week(self) -> None:
        self._choose(self._week.end)

    def action_days(self, days: int) -> None:
        self._choose(self._week.today + timedelta(days=days))

    def action_none(self) -> None:
        if self._allows_none:
            self.dismiss(When(None))


def read(typed: str, today: date) -> date:
    """A date as anywhere, or so many days or weeks on: `10d`, `2w`."""
    words = "".join(typed.split()).lower()
    number, unit = words[:-1], words[-1:]
    if times.is_number(number, 1, 3) and unit in ("d", "w"):
        return today + timedelta(days=int(number) * (7 if unit == "w" else 1))
    return times.read_date(typed, today)
