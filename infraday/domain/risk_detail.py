"""The selected risk in full: its sentence, what is planned, what helps with it, how it went."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from infraday.domain import risk_related, risk_row, text
from infraday.domain.money import say_money
from infraday.domain.picture import Line, Run, fill
from infraday.domain.refs import risk_ref
from infraday.domain.risk import OPEN, Response
from infraday.domain.risk_related import LABEL, Related
from infraday.domain.risk_row import Around
from infraday.domain.when import say_day_short

TWO = 96  # columns from which the history stands beside the plan
RULE = 3  # columns between the two
PARAGRAPH = 4  # lines that a text takes at most


class Risk(risk_row.Risk, Protocol):
    """A whole risk, read only."""

    @property
    def probability_pct(self) -> float | None: ...
    @property
    def response_plan(self) -> str | None: ...
    @property
    def response_cost_cents(self) -> int | None: ...
    @property
    def contingency_plan(self) -> str | None: ...
    @property
    def fallback_plan(self) -> str | None: ...
    @property
    def trigger(self) -> str | None: ...
    @property
    def accepted_by(self) -> str | None: ...
    @property
    def accepted_on(self) -> date | None: ...
    @property
    def justification(self) -> str | None: ...
    @property
    def review_every_days(self) -> int | None: ...
    @property
    def lesson(self) -> str | None: ...
    @property
    def notes(self) -> str: ...


class Told(NamedTuple):
    """What is said besides the fields: the sentence, what is out of order, the burn-down of all."""

    sentence: str
    warnings: Sequence[str] = ()
    burn_down: str = ""


def lines(one: Risk, related: Related, told: Told, around: Around, cells: int) -> list[Line]:
    """Every line of the detail, in one column or, with room, in two: it may be longer than what
    is on screen."""
    if cells < TWO:
        return [
            fill(line, cells)
            for line in (
                *_own(one, told, around, cells),
                *risk_related.lines(related, around, cells),
            )
        ]
    left = (cells - RULE) * 11 // 20
    right = cells - RULE - left
    own, others = _own(one, told, around, left), risk_related.lines(related, around, right)
    count = max(len(own), len(others))
    own += [()] * (count - len(own))
    others += [()] * (count - len(others))
    between: Run = (" │ ", "faint")
    return [
        (*fill(mine, left), between, *fill(other, right))
        for mine, other in zip(own, others, strict=True)
    ]


def _own(one: Risk, told: Told, around: Around, cells: int) -> list[Line]:
    found: list[Line] = [((line, "title"),) for line in text.wrap(told.sentence, cells, PARAGRAPH)]
    if told.sentence.strip() != one.title.strip():
        found.insert(0, ((f"{risk_ref(one.id)} {text.clip(one.title, cells - 6)}", "muted"),))
    for warning in told.warnings:
        found += [((line, "warn"),) for line in text.wrap(warning, cells, PARAGRAPH)]
    for label, words, role in _fields(one, around):
        found += _field(label, words, cells, role)
    if told.burn_down:
        found += _field("Burn-down", told.burn_down, cells)
    return found


def _field(label: str, words: str, cells: int, role: str = "text") -> list[Line]:
    head = f"{label:<{LABEL}}"
    found: list[Line] = []
    for line in text.wrap(words, max(8, cells - LABEL), PARAGRAPH):
        found.append(((head, "muted"), (line, role)))
        head = " " * LABEL
    return found


def _fields(one: Risk, around: Around) -> list[tuple[str, str, str]]:
    """Label, words, role; what is empty is left out."""
    today = around.today
    accepted = one.response is Response.ACCEPT
    ran_out = accepted and one.accept_until is not None and one.accept_until < today
    every = (
        ("Response", _response(one), "text"),
        ("Plan", _plan(one, today), "text"),
        ("Trigger", one.trigger, "text"),
        ("Contingency", one.contingency_plan, "text"),
        ("Fallback", one.fallback_plan, "text"),
        ("Accepted", _accepted(one, today) if accepted else "", "urgent" if ran_out else "text"),
        ("Exposure", _exposure(one), "text"),
        ("Proximity", one.proximity.replace("_", " ") if one.proximity else "", "text"),
        ("Review", *_review(one, today)),
        ("Lesson", one.lesson, "text"),
        ("Notes", one.notes, "muted"),
    )
    return [(label, words, role) for label, words, role in every if words]


def _response(one: Risk) -> str:
    """`mitigate · threat, vendor, monitoring`."""
    kind = ", ".join(word for word in (one.kind, one.category or "", one.status) if word)
    return f"{one.response or 'none yet'} · {kind}"


def _plan(one: Risk, today: date) -> str:
    if not one.response_plan and one.response_due is None and one.response_cost_cents is None:
        return ""
    parts = [one.response_plan or "not written yet"]
    if one.response_due:
        late = one.response_due < today and one.status in OPEN
        parts.append(f"{'◷ was due' if late else 'by'} {say_day_short(one.response_due, today)}")
    if one.response_cost_cents is not None:
        parts.append(f"costs {say_money(one.response_cost_cents)}")
    return " · ".join(parts)


def _accepted(one: Risk, today: date) -> str:
    parts = [f"by {one.accepted_by}"] if one.accepted_by else []
    if one.accepted_on:
        parts.append(f"on {say_day_short(one.accepted_on, today)}")
    if one.accept_until:
        ran_out = one.accept_until < today
        parts.append(
            f"{'ran out' if ran_out else 'until'} {say_day_short(one.accept_until, today)}"
        )
    parts += [one.justification] if one.justification else []
    return " · ".join(parts)


def _exposure(one: Risk) -> str:
    """`12 000 = 30 % of 40 000`."""
    cost, share = one.impact_cost_cents, one.probability_pct
    if one.exposure_cents is not None and cost is not None and share is not None:
        return f"{say_money(one.exposure_cents)} = {share:g} % of {say_money(cost)}"
    if cost is not None:
        return f"costs {say_money(cost)}, the percentage is missing"
    return f"{share:g} %, the cost is missing" if share is not None else ""


def _review(one: Risk, today: date) -> Run:
    words, role = risk_row.review(one, today)
    parts = [words] if words != risk_row.NONE[0] else []
    if one.last_reviewed:
        parts.append(f"last {say_day_short(one.last_reviewed, today)}")
    if one.review_every_days:
        parts.append(f"every {one.review_every_days} d")
    return " · ".join(parts), role
