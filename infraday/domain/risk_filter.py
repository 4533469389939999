"""What one types to see only some risks: `#project`, `@owner`, the words of a band, a status, a
category or a kind, `overdue`, `due`; any other word stands in the text."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from infraday.domain.matrix_filter import first_that_begins
from infraday.domain.rating_picture import UNASSESSED
from infraday.domain.risk import OPEN, Band, Category, RiskKind, RiskStatus
from infraday.domain.risk_view import Wanted

HINT = "words #project @owner critical vendor due closed all"
DUE = "due"
"""What asks for the reviews that are due within a week, and before."""
_PLURALS = {"threats": RiskKind.THREAT, "opportunities": RiskKind.OPPORTUNITY}


class Typed(NamedTuple):
    """What a line asks for; `unknown` names a project of which there is none."""

    wanted: Wanted = Wanted()
    unknown: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Typed()

    def __str__(self) -> str:
        """As the header tells it."""
        wanted = self.wanted
        parts = (
            f"#{wanted.project}" if wanted.project else "",
            f"@{wanted.owner}" if wanted.owner else "",
            _statuses(wanted.statuses),
            *(band for band in Band if band in wanted.bands),
            wanted.category or "",
            wanted.kind or "",
            "overdue" if wanted.overdue else "",
            DUE if wanted.due else "",
            UNASSESSED if wanted.unassessed else "",
            *(f'"{word}"' if word.casefold() in _WORDS else word for word in wanted.words),
            f"(there is no #{self.unknown})" if self.unknown else "",
        )
        return " ".join(part for part in parts if part)


def read(typed: str, projects: Iterable[str], owners: Iterable[str]) -> Typed:
    """A project or an owner may be typed in part: the first that begins so is taken. Several
    bands, or several statuses, mean any of them. In quotes a word is nothing but a word."""
    found = Typed()
    for word in typed.split():
        sign, name = word[:1], word[1:].casefold()
        if word in ("#", "@", '"'):
            continue
        if sign == "#":
            key = first_that_begins(name, projects)
            wanted = found.wanted._replace(project=key)
            found = Typed(wanted, "" if key else word[1:])
        elif sign == "@":
            owner = first_that_begins(name, owners) or word[1:]
            found = found._replace(wanted=found.wanted._replace(owner=owner))
        else:
            found = found._replace(wanted=_with_word(found.wanted, word))
    return found


def _with_word(wanted: Wanted, word: str) -> Wanted:
    known = _WORDS.get(word.casefold())
    if known:
        return known(wanted)
    plain = word.strip('"')
    return wanted._replace(words=(*wanted.words, plain)) if plain else wanted


def _with_status(*statuses: RiskStatus) -> Callable[[Wanted], Wanted]:
    def add(wanted: Wanted) -> Wanted:
        before = frozenset() if wanted.statuses == OPEN else wanted.statuses
        return wanted._replace(statuses=before | frozenset(statuses))

    return add


def _with_band(band: Band) -> Callable[[Wanted], Wanted]:
    return lambda wanted: wanted._replace(bands=wanted.bands | {band})


def _with_category(category: Category) -> Callable[[Wanted], Wanted]:
    return lambda wanted: wanted._replace(category=category)


def _with_kind(kind: RiskKind) -> Callable[[Wanted], Wanted]:
    return lambda wanted: wanted._replace(kind=kind)


_WORDS: dict[str, Callable[[Wanted], Wanted]] = {
    **{band.value: _with_band(band) for band in Band},
    **{status.value: _with_status(status) for status in RiskStatus},
    **{category.value: _with_category(category) for category in Category},
    **{kind.value: _with_kind(kind) for kind in RiskKind},
    **{word: _with_kind(kind) for word, kind in _PLURALS.items()},
    "open": lambda wanted: wanted._replace(statuses=OPEN),
    "all": lambda wanted: wanted._replace(statuses=frozenset()),
    "overdue": lambda wanted: wanted._replace(overdue=True),
    DUE: lambda wanted: wanted._replace(due=True),
    "unassessed": lambda wanted: wanted._replace(unassessed=True),
    "?": lambda wanted: wanted._replace(unassessed=True),
}


def _statuses(statuses: frozenset[RiskStatus]) -> str:
    if statuses == OPEN:
        return ""
    return " ".join(status for status in RiskStatus if status in statuses) or "all"
