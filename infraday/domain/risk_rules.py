"""What may become of a risk: its ratings, its response, its reviews, and how it ends."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple, Protocol

from infraday.domain import RuleError
from infraday.domain.refs import risk_ref
from infraday.domain.risk import (
    LEVELS,
    OPEN,
    RESPONSES,
    SCALE,
    Band,
    Rating,
    Response,
    RiskKind,
    RiskStatus,
)
from infraday.domain.when import say_date
from infraday.domain.wording import listed

REVIEW_DAYS = {Band.CRITICAL: 7, Band.HIGH: 14, Band.MEDIUM: 30, Band.LOW: 90, None: 7}
"""Days between two reviews where nothing else is said (*ours*); None: not assessed."""

LONGEST_REVIEW = 3660
"""Days: who reviews less often than every ten years does not review."""

_FINISHED = {
    RiskStatus.CLOSED: "This risk is closed",
    RiskStatus.REJECTED: "This risk was rejected",
    RiskStatus.OCCURRED: "This risk has occurred",
}


class Told(Protocol):
    """What the sentence of a risk is made of; every part but the title may be missing."""

    @property
    def title(self) -> str: ...
    @property
    def cause(self) -> str | None: ...
    @property
    def event(self) -> str | None: ...
    @property
    def effect(self) -> str | None: ...


class Move(NamedTuple):
    """A risk whose band is another one now; None where it was, or is, not assessed."""

    risk_id: int
    before: Band | None
    after: Band | None


def rate(probability: int | None, impact: int | None) -> Rating:
    """A rating on the scale 1 to 5; a missing half stays missing."""
    for value, what in ((probability, "probability"), (impact, "impact")):
        if value is not None and value not in SCALE:
            scale = f"from 1 ({LEVELS[1]}) to 5 ({LEVELS[5]})"
            raise RuleError(f"{value} is off the scale. Rate the {what} {scale}.")
    return Rating(probability, impact)


def check_pct(probability_pct: float | None) -> float | None:
    """A probability in percent, 0 to 100."""
    if probability_pct is not None and not 0 <= probability_pct <= 100:
        raise RuleError(f"{probability_pct:g} % is no probability. Write one from 0 to 100 %.")
    return probability_pct


def check_cost(cents: int | None) -> int | None:
    """Money is never below nothing: what an opportunity brings is its impact, too."""
    if cents is not None and not 0 <= cents < 2**63:
        raise RuleError("A cost is an amount from 0 on. Write it without a sign: 12500.")
    return cents


def check_review_days(days: int | None) -> int | None:
    if days is not None and not 0 < days <= LONGEST_REVIEW:
        raise RuleError("A risk is reviewed every 1 to 3660 days. Write a number of days: 14.")
    return days


def close(status: RiskStatus) -> RiskStatus:
    """It can no longer happen, or it has happened and is dealt with. Twice changes nothing."""
    if status is RiskStatus.REJECTED:
        raise RuleError("This risk was rejected. Reopen it before you close it.")
    return RiskStatus.CLOSED


def reject(status: RiskStatus, reason: str | None = None) -> RiskStatus:
    """It was none. Where a reason is asked for (not None), an empty one is refused."""
    if status in (RiskStatus.CLOSED, RiskStatus.OCCURRED):
        raise RuleError(f"{_FINISHED[status]}. Reopen it before you reject it.")
    if reason is not None and not reason.strip():
        raise RuleError("A rejected risk keeps its reason. Say in a word or two why it is none.")
    return RiskStatus.REJECTED


def reopen(status: RiskStatus) -> RiskStatus:
    """It may happen, or happen again; `after_rating` says how far it was brought already."""
    if status in OPEN:
        raise RuleError("This risk is open already. Close or reject it; then it can be reopened.")
    return RiskStatus.IDENTIFIED


def occur(status: RiskStatus) -> RiskStatus:
    """A risk *may* happen, an issue *is* happening (PM²)."""
    if status not in OPEN:
        raise RuleError(f"{_FINISHED[status]} already. Reopen it if it may happen again.")
    return RiskStatus.OCCURRED


def check_occurred(on: date, today: date) -> None:
    if on > today:
        raise RuleError(
            f"{say_date(on)} is ahead, so nothing has occurred on it. "
            f"Name a day up to {say_date(today)}."
        )


def check_resolved(on: date, occurred_on: date, today: date) -> None:
    if not occurred_on <= on <= today:
        raise RuleError(
            f"The issue cannot be resolved on {say_date(on)}: it occurred on "
            f"{say_date(occurred_on)}, and today is {say_date(today)}. Name a day between."
        )


def check_response(kind: RiskKind, response: Response | None) -> None:
    """Which responses answer which kind (PMBOK)."""
    if response is not None and response not in RESPONSES[kind]:
        a_kind = "a threat" if kind is RiskKind.THREAT else "an opportunity"
        raise RuleError(
            f"{response.value.capitalize()} is no response to {a_kind}. "
            f"Choose among {listed(RESPONSES[kind])}."
        )


def missing_acceptance(
    response: Response | None,
    accepted_by: str | None,
    accept_until: date | None,
    justification: str | None,
) -> list[str]:
    """What an accepted risk does not say: by whom, until when, why."""
    if response is not Response.ACCEPT:
        return []
    asked = {"by whom": accepted_by, "until when": accept_until, "why": justification}
    return [what for what, said in asked.items() if not said or not str(said).strip()]


def check_acceptance(
    response: Response | None,
    accepted_by: str | None,
    accept_until: date | None,
    justification: str | None,
) -> None:
    """Accepting is somebody's decision for some time; nothing else is accepted."""
    if missing := missing_acceptance(response, accepted_by, accept_until, justification):
        raise RuleError(
            f"An accepted risk says by whom, until when and why. Still missing: {listed(missing)}."
        )
    if response is not Response.ACCEPT and (accepted_by or accept_until or justification):
        raise RuleError(
            "Only a risk whose response is accept says by whom, until when and why. "
            "Choose that response, or leave these empty."
        )


def out_of_order(kind: RiskKind, inherent: Rating, current: Rating, residual: Rating) -> list[str]:
    """Warnings, one a sentence, unless residual ≤ current ≤ inherent by score (the practice of
    ISO 27005); for opportunities the other way round. What is not assessed is passed over."""
    named = {"inherent": inherent, "current": current, "residual": residual}
    scores = [(name, it.score) for name, it in named.items() if it.score is not None]
    sign, side, should = (
        (1, "above", "lower") if kind is RiskKind.THREAT else (-1, "below", "raise")
    )
    return [
        f"The {name} score {score} lies {side} the {before} one of {than}: "
        f"a response should {should} it."
        for (before, than), (name, score) in pairwise(scores)
        if sign * (score or 0) > sign * (than or 0)
    ]


def after_rating(
    status: RiskStatus, current: Rating, response: Response | None, plan: str | None
) -> RiskStatus:
    """How far a risk is once it was rated or answered: assessed with a score, planned with a
    response and its plan as well. Being monitored or ended is said by people."""
    if status not in (RiskStatus.IDENTIFIED, RiskStatus.ASSESSED):
        return status
    if current.score is None:
        return RiskStatus.IDENTIFIED
    return RiskStatus.PLANNED if response and plan else RiskStatus.ASSESSED


def default_review_days(band: Band | None) -> int:
    """How often a risk of this band is looked at (*ours*)."""
    return REVIEW_DAYS[band]


def next_review(every_days: int | None, reviewed_on: date) -> date | None:
    """The day of the next review; None where none was agreed."""
    return None if every_days is None else reviewed_on + timedelta(days=every_days)


def is_overdue(next_review: date | None, status: RiskStatus, today: date) -> bool:
    """Whether the day of an open risk's review has passed; on the day itself it is due."""
    return status in OPEN and next_review is not None and next_review < today


def has_lapsed(accept_until: date | None, response: Response | None, today: date) -> bool:
    """Whether an acceptance has run out: it holds up to its last day."""
    return response is Response.ACCEPT and accept_until is not None and accept_until < today


def sentence(risk: Told) -> str:
    """`Because of CAUSE, EVENT may happen, leading to EFFECT.` (PM²), without the parts that are
    not known. Without an event it is the title that may happen."""
    cause, effect = _part(risk.cause), _part(risk.effect)
    event = _part(risk.event) or _part(risk.title)
    if cause:
        began = f"Because of {cause}, {event} may happen"
    else:
        began = f"{event[:1].upper()}{event[1:]} may happen"
    return f"{began}, leading to {effect}." if effect else f"{began}."


def _part(words: str | None) -> str:
    """Words as they stand inside a sentence: on one line, without a full stop of their own."""
    return " ".join((words or "").split()).removesuffix(".")


def changed_summary(
    reviewed: int, added: int, moves: Sequence[Move], closed: int = 0, occurred: int = 0
) -> str:
    """`7 reviewed, 2 new, R-004 up to critical`; nothing where nothing was done."""
    counts = ((reviewed, "reviewed"), (added, "new"), (closed, "closed"), (occurred, "occurred"))
    parts = [f"{count} {what}" for count, what in counts if count]
    return ", ".join([*parts, *_moved(moves)])


def _moved(moves: Iterable[Move]) -> list[str]:
    """Those that went the same way together, the worst band first, and upwards before downwards."""
    ways: dict[tuple[int, bool, str], list[str]] = {}
    for move in moves:
        rank = _rank(move.after)
        is_down = rank < _rank(move.before)
        way = (-rank, is_down, _way(move, is_down))
        ways.setdefault(way, []).append(risk_ref(move.risk_id))
    return [f"{_several(refs)} {way}" for (_, _, way), refs in sorted(ways.items())]


def _way(move: Move, is_down: bool) -> str:
    if move.after is None:
        return "no longer assessed"
    if move.before is None:
        return f"assessed {move.after}"
    return f"{'down' if is_down else 'up'} to {move.after}"


def _several(refs: list[str]) -> str:
    return listed(refs) if len(refs) <= 3 else f"{len(refs)} risks"


def _rank(band: Band | None) -> int:
    return -1 if band is None else list(Band).index(band)
