"""The options that say what a risk is, and the change that they make."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple, cast

from infraday.commands.command import Given, Option, understood
from infraday.domain import amounts
from infraday.domain.grammar import read_owner
from infraday.domain.project import key as project_key
from infraday.domain.risk import OPEN, Category, Proximity, Response, RiskKind, RiskStatus
from infraday.domain.when import read_date
from infraday.shell import Shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.store.risks import Change

Read = Callable[[str, date], object]
NONE = "none"


class Field(NamedTuple):
    """An option, the field that it sets, and how its text is read; `empty` is what an empty
    value leaves there."""

    option: Option
    name: str
    read: Read
    empty: object = None


def _text(text: str, _today: date) -> str:
    return text


def _word(option: str, help: str, kinds: Iterable[StrEnum], *, none: bool = True) -> Field:
    """One of an enumeration; `none` takes it away, where a risk can do without."""
    known = {str(kind): kind for kind in kinds}
    words = (*known, NONE) if none else tuple(known)
    name = option.removeprefix("--")
    return Field(
        Option(option, f"{help}: {', '.join(words)}", "WORD", words),
        name,
        lambda text, _today: known.get(text),
    )


def _level(option: str, help: str) -> Field:
    what = "impact" if option.endswith("impact") else "probability"
    return Field(
        Option(option, f"{help}, 1 (very low) to 5 (very high)", "1-5"),
        option.removeprefix("--").replace("-", "_"),
        lambda text, _today: amounts.read_level(text, what),
    )


def _line(option: str, help: str, name: str | None = None) -> Field:
    return Field(Option(option, help, "TEXT"), name or option.removeprefix("--"), _text)


def _date(option: str, help: str, name: str | None = None) -> Field:
    field = name or option.removeprefix("--").replace("-", "_")
    return Field(Option(option, help, "DATE"), field, read_date)


def _money(option: str, help: str, name: str) -> Field:
    return Field(
        Option(option, f"{help}: 12000 or 12500.50", "AMOUNT"),
        name,
        lambda text, _today: amounts.read_money(text),
    )


def _days(text: str, _today: date) -> int:
    return amounts.read_days(text)


def _percent(text: str, _today: date) -> float:
    return amounts.read_percent(text)


def _owner(text: str, _today: date) -> str:
    return read_owner(text)


def _project(text: str, _today: date) -> str:
    return project_key(text)


RATINGS = (
    _level("--probability", "how likely it is now"),
    _level("--impact", "how much it would matter now"),
    _level("--inherent-probability", "how likely it was before anything was done"),
    _level("--inherent-impact", "how much it mattered before anything was done"),
    _level("--residual-probability", "how likely it is to be once the plan is carried out"),
    _level("--residual-impact", "how much it will matter once the plan is carried out"),
    Field(Option("--pct", "how likely it is, in percent", "PCT"), "probability_pct", _percent),
    _money("--cost", "what it would cost, or bring", "impact_cost_cents"),
)
STATUS = _word("--status", "how far it is", [it for it in RiskStatus if it in OPEN], none=False)
_TITLE = _line("--title", "what may happen, in a few words")
_OTHERS = (
    _line("--cause", "what it comes from"),
    _line("--event", "what may happen"),
    _line("--effect", "what that would lead to"),
    _word("--kind", "whether it hurts or helps", RiskKind, none=False),
    _word("--category", "where it lies", Category),
    Field(Option("--project", "its project, made when new", "KEY"), "project", _project),
    Field(Option("--owner", "who answers for it", "NAME"), "owner", _owner),
    STATUS,
    *RATINGS,
    _word("--response", "what is done about it", Response),
    _line("--plan", "how that is done", "response_plan"),
    _date("--due", "when the plan is carried out", "response_due"),
    _money("--response-cost", "what the response costs", "response_cost_cents"),
    _line("--contingency", "what is done once it happens", "contingency_plan"),
    _line("--fallback", "what is done when that fails", "fallback_plan"),
    _line("--trigger", "what tells that it is about to happen"),
    _word("--proximity", "when it would strike", Proximity),
    _line("--accepted-by", "who accepted it", "accepted_by"),
    _date("--accepted-on", "when it was accepted"),
    _date("--accept-until", "how long that holds"),
    _line("--justification", "why it is accepted"),
    Field(
        Option("--review-every", "how often it is looked at, in days", "DAYS"),
        "review_every_days",
        _days,
    ),
    _date("--next-review", "when it is looked at next"),
    _line("--lesson", "what was learnt"),
    Field(Option("--notes", "anything else", "TEXT"), "notes", _text, ""),
)
ADD = _OTHERS
EDIT = (_TITLE, *_OTHERS)


def options(fields: Iterable[Field]) -> tuple[Option, ...]:
    return tuple(field.option for field in fields)


def change(given: Given, shell: Shell, fields: Iterable[Field]) -> "Change":
    """What the options say. An empty value takes away what was there."""
    found: dict[str, object] = {}
    for field in fields:
        name = field.option.name
        text = given.text(name)
        if text is None:
            continue
        needs = field.name == "title"
        found[field.name] = (
            understood(name, text, field.read, shell.today)
            if text.strip() or needs
            else field.empty
        )
    return cast("Change", found)
