"""A risk as its forms hold it: the user's text, how it is read, and what of it is to be changed."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from infraday.domain import (
    RuleError,
    amounts,
    project,
    rating_picture,
    risk_rules,
    risk_typed,
    text,
)
from infraday.domain.money import say_money
from infraday.domain.risk import (
    BANDS,
    Bands,
    Category,
    Proximity,
    Rating,
    Response,
    RiskKind,
    RiskStatus,
    exposure_cents,
)
from infraday.domain.when import read_date, say_date
from infraday.screens.field_form import Read
from infraday.store.risk_rows import RiskRow

if TYPE_CHECKING:
    from infraday.store.risks import Change

T = TypeVar("T")
Values = Mapping[str, str]

COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title",), "kind": ("kind",), "category": ("category",), "project": ("project",),
    "owner": ("owner",), "proximity": ("proximity",), "status": ("status",),
    "cause": ("cause",), "event": ("event",), "effect": ("effect",),
    "current": ("probability", "impact"),
    "inherent": ("inherent_probability", "inherent_impact"),
    "residual": ("residual_probability", "residual_impact"),
    "chance": ("probability_pct",), "cost": ("impact_cost_cents",),
    "response": ("response",), "plan": ("response_plan",), "due": ("response_due",),
    "price": ("response_cost_cents",), "contingency": ("contingency_plan",),
    "fallback": ("fallback_plan",), "trigger": ("trigger",),
    "accepted_by": ("accepted_by",), "accepted_on": ("accepted_on",),
    "accept_until": ("accept_until",), "why": ("justification",),
    "every": ("review_every_days",), "review": ("next_review",),
    "lesson": ("lesson",), "notes": ("notes",),
}  # fmt: skip
"""The fields of the form, and the columns that each of them fills."""
TEXTS = (
    "owner", "cause", "event", "effect", "plan", "contingency", "fallback", "trigger",
    "accepted_by", "why", "lesson",
)  # fmt: skip
ACCEPTANCE = ("accepted_by", "accepted_on", "accept_until", "why")
"""What is asked only where the response is to accept."""
NO_RISK = dict.fromkeys(COLUMNS, "") | {"kind": RiskKind.THREAT.value}


class Around(NamedTuple):
    """What a form is read by: the date, the projects that are known, the bands of the cells."""

    today: date
    projects: Collection[str] = ()
    bands: Bands = BANDS


class RiskEntry(NamedTuple):
    """What the form says, checked: the fields that were changed. `values` open it again where the
    register refuses that."""

    change: "Change"
    values: Values


def values_of(risk: RiskRow, project_key: str) -> dict[str, str]:
    """A risk as one would type it; read again it makes the same risk."""
    cents = {"cost": risk.impact_cost_cents, "price": risk.response_cost_cents}
    days = risk.review_every_days
    found = {
        "title": risk.title, "kind": risk.kind, "category": risk.category or "",
        "project": project_key, "proximity": risk.proximity or "", "status": risk.status,
        "current": risk_typed.rating_text(risk.current),
        "inherent": risk_typed.rating_text(risk.inherent),
        "residual": risk_typed.rating_text(risk.residual),
        "chance": "" if risk.probability_pct is None else say_percent(risk.probability_pct),
        "response": risk.response or "", "due": risk.response_due,
        "accepted_on": risk.accepted_on, "accept_until": risk.accept_until,
        "every": str(days) if days else "", "review": risk.next_review, "notes": risk.notes,
    }  # fmt: skip
    found |= {name: getattr(risk, COLUMNS[name][0]) for name in TEXTS}
    found |= {it: None if of is None else say_money(of) for it, of in cents.items()}
    return {name: str(found[name] or "") for name in COLUMNS}


class _Reading:
    """What was found so far."""

    def __init__(self, values: Values, base: Values, around: Around) -> None:
        self.values, self.base, self.around = values, base, around
        self.said: dict[str, str] = {}
        self.doubts: dict[str, str] = {}
        self.wrong: dict[str, str] = {}

    def take(self, name: str, read: Callable[[str], T], say: Callable[[T], str]) -> T | None:
        """Read a field that may be empty; how it is read stands beside it, unless that is what
        was typed."""
        typed = self.values[name]
        if not typed.strip():
            return None
        try:
            value = read(typed)
        except RuleError as refusal:
            self.wrong[name] = str(refusal)
            return None
        if (words := say(value)) != typed.strip():
            self.said[name] = words
        return value

    def day(self, name: str) -> date | None:
        return self.take(name, lambda typed: read_date(typed, self.around.today), say_date)

    def is_other(self, name: str) -> bool:
        return self.values[name] != self.base[name]

    @property
    def accepts(self) -> bool:
        return self.values["response"] == Response.ACCEPT


def read(values: Values, base: Values, around: Around) -> Read[RiskEntry]:
    """Read every field. `base` is what stood in them before."""
    found = _Reading(values, base, around)
    change: dict[str, object] = {
        **_read_words(found), **_read_ratings(found), **_read_response(found),
        **_read_reviews(found),
    }  # fmt: skip
    _doubt(found)
    if found.wrong:
        return Read(found.said, found.doubts, found.wrong, None)
    entry = RiskEntry(_changed(change, found), values)
    return Read(found.said, found.doubts, found.wrong, entry)


def _read_words(found: _Reading) -> dict[str, object]:
    values = found.values
    title, whole = text.cut_title(_clean(values["title"]))
    if not title:
        found.wrong["title"] = "A risk needs a title. Say in a few words what may happen."
    if whole is not None:
        found.said["title"] = f"Longer than {text.TITLE_LIMIT} characters: kept whole in the notes."

    def say_project(key: str) -> str:
        return key if key in found.around.projects else f"#{key} is new: made with the risk"

    words: dict[str, object] = {COLUMNS[name][0]: _clean(values[name]) or None for name in TEXTS}
    for name in ("owner", "accepted_by"):
        words[name] = _clean(values[name]).removeprefix("@") or None
    if values["contingency"].strip() or not values["response"]:
        found.said["contingency"] = "The contingency plan: once it occurs, each line can be a task."
    return words | {
        "title": title,
        "kind": RiskKind(values["kind"]),
        "category": Category(values["category"]) if values["category"] else None,
        "project": found.take("project", project.key, say_project),
        "proximity": Proximity(values["proximity"]) if values["proximity"] else None,
        "status": RiskStatus(values["status"]) if values["status"] else None,
        "notes": "\n".join(filter(None, (whole, text.storable(values["notes"])[0]))),
    }


def _read_ratings(found: _Reading) -> dict[str, object]:
    """The three ratings, what they come to, and the money."""
    change: dict[str, object] = {}
    ratings = []
    for name in ("inherent", "current", "residual"):
        rating = found.take(name, risk_typed.read_rating, lambda it: _say(it, found.around.bands))
        ratings.append(rating or Rating())
        change |= zip(COLUMNS[name], ratings[-1], strict=True)
    if not found.values["current"].strip():
        found.said["current"] = "? not assessed: probability and impact, such as 4x5"
    for words in risk_rules.out_of_order(RiskKind(found.values["kind"]), *ratings):
        name = "inherent" if "inherent" in words.lower() else "residual"
        found.doubts[name] = " ".join(filter(None, (found.doubts.get(name), words)))
    percent = found.take("chance", amounts.read_percent, say_percent)
    cents = found.take("cost", amounts.read_money, say_money)
    exposure = exposure_cents(percent, cents)
    if exposure is not None and cents is not None:
        both = f"{say_money(cents)} · exposure {say_money(exposure)}"
        found.said["cost"] = both
    return change | {"probability_pct": percent, "impact_cost_cents": cents}


def _say(rating: Rating, bands: Bands) -> str:
    levels = risk_typed.say_levels(rating)
    return f"{rating_picture.said(rating, bands)}{f' · {levels}' if levels else ''}"


def _read_response(found: _Reading) -> dict[str, object]:
    values = found.values
    due = found.day("due")
    if due and due < found.around.today and found.is_other("due"):
        found.doubts["due"] = f"{say_date(due)} has passed."
    until = found.day("accept_until")
    price = found.take("price", amounts.read_money, say_money)
    change: dict[str, object] = {
        "response": Response(values["response"]) if values["response"] else None,
        "response_due": due,
        "response_cost_cents": price,
        "accepted_on": found.day("accepted_on"),
        "accept_until": until,
    }
    if found.accepts:
        if until and until < found.around.today:
            found.doubts["accept_until"] = f"{say_date(until)} has passed: it has run out."
        if change["accepted_on"] is None and found.is_other("response"):
            change["accepted_on"] = found.around.today
            found.said["accepted_on"] = "today"
        _ask_acceptance(found)
    elif found.base["response"] == Response.ACCEPT:
        change |= {column: None for name in ACCEPTANCE for column in COLUMNS[name]}
    return change


def _ask_acceptance(found: _Reading) -> None:
    """By whom, until when and why; of one that was taken over without, that is only doubted."""
    asked = {
        "accepted_by": "Say who accepts it.",
        "accept_until": "Say until when: a date on which it is looked at anew.",
        "why": "Say why it is accepted.",
    }
    new = found.is_other("response") or any(map(found.is_other, ACCEPTANCE))
    for name, words in asked.items():
        if not found.values[name].strip():
            (found.wrong if new else found.doubts)[name] = words


def _read_reviews(found: _Reading) -> dict[str, object]:
    review = found.day("review")
    if review and review < found.around.today and found.is_other("review"):
        found.doubts["review"] = f"{say_date(review)} has passed: it is due now."
    days = found.take("every", _read_days, _say_days)
    return {"review_every_days": days, "next_review": review}


def _read_days(typed: str) -> int:
    days = amounts.read_days(typed)
    risk_rules.check_review_days(days)
    return days


def _say_days(days: int) -> str:
    return f"every {days} days" if days > 1 else "every day"


def say_percent(percent: float) -> str:
    """`30 %`, `2.5 %`."""
    return f"{percent:.6g} %"


def still_to_hold(values: Values, base: Values) -> list[str]:
    """The fields that were answers to another response, and that nobody has changed since."""
    if not base["response"] or values["response"] == base["response"]:
        return []
    names = ("residual", "plan", "due")
    return [name for name in names if values[name].strip() and values[name] == base[name]]


def _doubt(found: _Reading) -> None:
    was = found.base["response"]
    for name in still_to_hold(found.values, found.base):
        found.doubts.setdefault(name, f"This was for {was}. Does it still hold?")


def _changed(change: Mapping[str, object], found: _Reading) -> "Change":
    """Only what was changed in the form: the rest stays as another program left it. A title that
    is cut puts its whole into the notes."""
    names = {it for it in COLUMNS if found.is_other(it)}
    if "title" in names and change["notes"] != found.base["notes"]:
        names.add("notes")
    if "response" in names:
        names |= set(ACCEPTANCE)
    columns = {column for name in names for column in COLUMNS[name]}
    return cast("Change", {name: value for name, value in change.items() if name in columns})


def _clean(typed: str) -> str:
    """As typed, without the spaces around it and what no file can hold."""
    return text.storable(typed)[0].strip() if typed.strip() else ""
