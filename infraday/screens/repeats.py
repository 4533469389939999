"""How often a block comes back, as the form holds it: what is typed, in words, and its days."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

from infraday.domain import RuleError
from infraday.domain.schedule import Times

if TYPE_CHECKING:  # dateutil waits until a rule is read
    from infraday.domain.series import Scope

SCOPES = ("one", "following", "all")
SAID = ("this one", "this and the following", "all")
DATES = 5
EXAMPLE = "e.g. weekday, 2 weeks, month last thu until 30 Jun"
_MISSING = {
    29: "The 29th is missing in most years' February",
    30: "The 30th is missing in February",
    31: "The 31st is missing in 5 months",
}


class Recurs(NamedTuple):
    """What a form over an occurrence knows of its series, and of its own day in it: where it is
    here, and by which it is named."""

    first_day: date
    rrule: str
    exdate: str
    typed: str
    day: date
    recurrence_id: date


class Rule(NamedTuple):
    """What the field says. `every` is the rule, "" where it no longer repeats, None where it is
    left as it was."""

    every: str | None
    said: str


def scope_of(name: str) -> "Scope":
    from infraday.domain.series import Scope  # noqa: PLC0415 - only where something repeats

    return Scope(name)


class Ruled(Protocol):
    @property
    def first_day(self) -> date: ...
    @property
    def rrule(self) -> str: ...


def say(series: Ruled) -> str:
    """The rule of a series in words."""
    from infraday.domain import recurrence_words  # noqa: PLC0415 - dateutil

    return recurrence_words.say(series.rrule, series.first_day)


def typed(rrule: str) -> str:
    """How one would type the rule of a series."""
    from infraday.domain import recurrence_words  # noqa: PLC0415 - dateutil

    return recurrence_words.typed(rrule)


def read(typed: str, scope: str, times: Times, recurs: Recurs | None, today: date) -> Rule:
    """Read the field of a block at these times. RuleError where it cannot be."""
    words = " ".join(typed.split())
    if recurs is None and not words:
        return Rule(None, "")
    if recurs is not None and words != recurs.typed and scope == SCOPES[0]:
        raise RuleError(
            "One occurrence alone cannot repeat otherwise. Choose another of Applies to first."
        )
    if not words:
        return Rule("", "It no longer repeats.")
    if recurs is not None and words == recurs.typed:
        return Rule(None, _as_it_is(recurs, scope, times.day, today))
    from infraday.domain import recurrence_words, series  # noqa: PLC0415 - dateutil

    rule = recurrence_words.read(words, times.day)
    since = recurs.first_day if recurs and scope == SCOPES[2] else times.day
    return Rule(rule, _say(rule, series.begin_for(rule, times.day, since), times.day, today))


def _as_it_is(recurs: Recurs, scope: str, day: date, today: date) -> str:
    """The rule of the series, moved along where the day is another one now."""
    from infraday.domain import series  # noqa: PLC0415 - dateutil

    if day == recurs.day or scope == SCOPES[0]:
        return _say(recurs.rrule, recurs.first_day, recurs.recurrence_id, today, recurs.exdate)
    named = recurs.recurrence_id
    to = named + (day - recurs.day)
    try:
        moved = series.along(recurs.rrule, recurs.first_day, named, to)
    except RuleError as refusal:  # which the plan will say, too
        return str(refusal)
    return _say(moved.rrule, moved.first_day, to, today)


def _say(rule: str, first: date, after: date, today: date, exdate: str = "") -> str:
    """A rule in words, with its next days."""
    from infraday.domain import recurrence, recurrence_words, series  # noqa: PLC0415 - dateutil

    days = recurrence.upcoming(series.Ruled(first, rule, exdate=exdate), after, DATES)
    parts = [recurrence_words.say(rule, first), series.say_days(days, today)]
    if recurrence.on_last_of_month(rule, first):
        parts.append(f"{_MISSING[first.day]}: write “month last” for the last day")
    return " · ".join(part for part in parts if part)
