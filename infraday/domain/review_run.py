"""Where a run of reviews stands: which risks are to be looked at, which have been, what was changed
on the way and is not saved yet."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from infraday.domain import RuleError, risk_rules, risk_typed
from infraday.domain.risk import SCALE, Bands, Rating, RiskStatus, band

MIDDLE = 3  # where a level begins that nobody has judged
STATUSES = (
    RiskStatus.IDENTIFIED, RiskStatus.ASSESSED, RiskStatus.PLANNED, RiskStatus.MONITORING,
)  # fmt: skip


class Reviewed(Protocol):
    """A risk that is looked at, read only."""

    @property
    def status(self) -> RiskStatus: ...
    @property
    def current(self) -> Rating: ...
    @property
    def review_every_days(self) -> int | None: ...


class Verdict(NamedTuple):
    """What the review says of a risk so far; None where it is to stay as it is."""

    rating: Rating | None = None
    status: RiskStatus | None = None
    next_review: date | None = None
    note: str = ""

    def rated(self, saved: Rating, which: str, step: int) -> "Verdict":
        """A level up or down; what is the same again is no change."""
        before = self.rating or saved
        level = before.probability if which == "probability" else before.impact
        after = MIDDLE if level is None else max(SCALE[0], min(SCALE[-1], level + step))
        rating = before._replace(**{which: after})
        return self._replace(rating=None if rating == saved else rating)

    def moved_on(self, saved: RiskStatus) -> "Verdict":
        """The next status of a risk that is open."""
        at = STATUSES.index(self.status or saved)
        status = STATUSES[(at + 1) % len(STATUSES)]
        return self._replace(status=None if status is saved else status)


def written(verdict: Verdict) -> str:
    """A verdict as text, to be kept until the next start."""
    rating = risk_typed.rating_text(verdict.rating) if verdict.rating else ""
    return "\n".join((rating, verdict.status or "", str(verdict.next_review or ""), verdict.note))


def read_written(kept: str) -> Verdict:
    """What `written` gave; none of it where it says nothing that can be."""
    rating, status, day, note = [*kept.split("\n", 3), "", "", ""][:4]
    try:
        return Verdict(
            risk_typed.read_rating(rating) if rating else None,
            RiskStatus(status) if status else None,
            date.fromisoformat(day) if day else None,
            note,
        )
    except (RuleError, ValueError):
        return Verdict()


def next_review(risk: Reviewed, verdict: Verdict, today: date, bands: Bands) -> date:
    """When it is looked at again: as said, else so many days on as it says, else as its band
    does."""
    found = band(verdict.rating or risk.current, bands)
    days = risk.review_every_days or risk_rules.default_review_days(found)
    return verdict.next_review or today + timedelta(days=days)


class Run:
    """The risks in the order in which they are asked about; after the last one comes the end.
    `done` holds, in their order, those that were answered, each with its journal entry."""

    def __init__(self) -> None:
        self.queue: list[int] = []
        self.done: dict[int, int] = {}
        self.verdicts: dict[int, Verdict] = {}
        self.place = 0
        self._gone: set[int] = set()

    def begin(self, due: Iterable[int], first: int | None = None) -> None:
        """Take what is due, this risk before all others; what was answered stays answered."""
        self.done.pop(first or 0, None)
        wanted = dict.fromkeys([*([first] if first else []), *due])
        self.queue = [*self.done, *(it for it in wanted if it not in self.done)]
        self.place = len(self.done)

    @property
    def here(self) -> int | None:
        """The risk that is asked about; none at the end."""
        return self.queue[self.place] if self.place < len(self.queue) else None

    @property
    def left(self) -> list[int]:
        return [it for it in self.queue if it not in self.done]

    def verdict(self, risk_id: int) -> Verdict:
        return self.verdicts.get(risk_id, Verdict())

    def say(self, risk_id: int, verdict: Verdict) -> None:
        """What is not saved stays with its risk, also while one looks at others."""
        if verdict == Verdict():
            self.verdicts.pop(risk_id, None)
        else:
            self.verdicts[risk_id] = verdict

    def answer(self, risk_id: int, entry_id: int) -> None:
        """It was answered: on to the next that was not, first of those below."""
        self.verdicts.pop(risk_id, None)
        if risk_id not in self.queue:  # its answer has ended it, so it had left already
            self._gone.discard(risk_id)
            self.queue.insert(self.place, risk_id)
        self.done.pop(risk_id, None)
        self.done[risk_id] = entry_id
        after = (at for at, it in enumerate(self.queue) if at > self.place and it not in self.done)
        before = (at for at, it in enumerate(self.queue) if it not in self.done)
        self.place = next(after, next(before, len(self.queue)))

    def keep(self, there: Sequence[int]) -> None:
        """Only those that are still open, or were answered; the place stays on its risk."""
        here = self.here
        kept = [it for it in self.queue if it in there or it in self.done]
        ahead = sum(it in kept for it in self.queue[: self.place])
        self._gone |= set(self.queue) - set(kept)
        self.queue = kept
        self.place = kept.index(here) if here in kept else ahead

    def take_back(self, risk_id: int) -> None:
        """Its answer, or what made it leave the run, was undone: it is asked about again."""
        if self.done.pop(risk_id, None) is not None:
            self.place = self.queue.index(risk_id)
        elif risk_id in self._gone:
            self._gone.remove(risk_id)
            self.queue.insert(self.place, risk_id)

    def step(self, risks: int) -> bool:
        """To another risk that was not answered, or past the last one to the end."""
        at = self.place + risks
        while 0 <= at < len(self.queue) and self.queue[at] in self.done:
            at += risks
        if not 0 <= at <= len(self.queue):
            return False
        self.place = at
        return True
