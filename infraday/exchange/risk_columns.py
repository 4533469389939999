"""The columns of a risk register in CSV and XLSX, under the names by which they come back in.

What is written and what is read share this table, so that a register that goes out and comes in
again is the same. A column that is `computed` is for people: whoever reads passes over it.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from infraday.domain.refs import risk_ref
from infraday.domain.risk import Bands, Rating, band, exposure_cents
from infraday.domain.shape_risk import Risk

Cell: TypeAlias = str | int | float | Decimal | date | None


class Holds(StrEnum):
    """How the value of a column is written, and to be read."""

    TEXT = "text"  # one line
    LINES = "lines"  # a text that may have line breaks
    WORD = "word"  # of an enumeration
    NUMBER = "number"  # a whole one: a rating, a score, days
    PERCENT = "percent"  # 40 is 40 %
    MONEY = "money"  # 1234.50, in units of money
    DATE = "date"  # 2026-11-24


class Entry(NamedTuple):
    """A risk with what its row does not say itself. `project` is the key."""

    risk: Risk
    project: str | None
    bands: Bands


class Column(NamedTuple):
    """`field` is the name that the JSON shape has for it."""

    header: str
    field: str
    holds: Holds
    value: Callable[[Entry], Cell]
    computed: bool = False


def _of_risk(header: str, field: str, holds: Holds) -> Column:
    return Column(header, field, holds, lambda entry: _cell(getattr(entry.risk, field), holds))


def _cell(value: object, holds: Holds) -> Cell:
    if value is None or value == "":
        return None
    if holds is Holds.MONEY and isinstance(value, int):
        return Decimal(value) / 100
    if holds is Holds.PERCENT and isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, int | float | date):
        return value
    return str(value)


def _rating(risk: Risk, prefix: str = "") -> Rating:
    return Rating(getattr(risk, f"{prefix}probability"), getattr(risk, f"{prefix}impact"))


def _rated(prefix: str = "") -> tuple[Column, ...]:
    """Probability, impact, and the score of both."""
    label = prefix.replace("_", " ").capitalize()
    names = ("probability", "impact", "score")
    headers = [f"{label}{name}" if label else name.capitalize() for name in names]
    return (
        _of_risk(headers[0], f"{prefix}probability", Holds.NUMBER),
        _of_risk(headers[1], f"{prefix}impact", Holds.NUMBER),
        Column(
            *(headers[2], f"{prefix}score", Holds.NUMBER),
            lambda entry: _rating(entry.risk, prefix).score,
            computed=True,
        ),
    )


def _exposure(entry: Entry) -> Cell:
    risk = entry.risk
    return _cell(exposure_cents(risk.probability_pct, risk.impact_cost_cents), Holds.MONEY)


COLUMNS: tuple[Column, ...] = (
    Column("ID", "ref", Holds.TEXT, lambda entry: risk_ref(entry.risk.id)),
    _of_risk("Title", "title", Holds.TEXT),
    _of_risk("Cause", "cause", Holds.LINES),
    _of_risk("Event", "event", Holds.LINES),
    _of_risk("Effect", "effect", Holds.LINES),
    _of_risk("Kind", "kind", Holds.WORD),
    _of_risk("Category", "category", Holds.WORD),
    _of_risk("Status", "status", Holds.WORD),
    Column("Project", "project", Holds.TEXT, lambda entry: entry.project),
    _of_risk("Owner", "owner", Holds.TEXT),
    *_rated(),
    Column(
        *("Band", "band", Holds.WORD),
        lambda entry: _cell(band(_rating(entry.risk), entry.bands), Holds.WORD),
        computed=True,
    ),
    *_rated("inherent_"),
    *_rated("residual_"),
    _of_risk("Probability %", "probability_pct", Holds.PERCENT),
    _of_risk("Impact cost", "impact_cost_cents", Holds.MONEY),
    Column("Exposure", "exposure_cents", Holds.MONEY, _exposure, computed=True),
    _of_risk("Response", "response", Holds.WORD),
    _of_risk("Response plan", "response_plan", Holds.LINES),
    _of_risk("Response due", "response_due", Holds.DATE),
    _of_risk("Response cost", "response_cost_cents", Holds.MONEY),
    _of_risk("Contingency plan", "contingency_plan", Holds.LINES),
    _of_risk("Fallback plan", "fallback_plan", Holds.LINES),
    _of_risk("Trigger", "trigger", Holds.LINES),
    _of_risk("Proximity", "proximity", Holds.WORD),
    _of_risk("Accepted by", "accepted_by", Holds.TEXT),
    _of_risk("Accepted on", "accepted_on", Holds.DATE),
    _of_risk("Accept until", "accept_until", Holds.DATE),
    _of_risk("Justification", "justification", Holds.LINES),
    _of_risk("Review every (days)", "review_every_days", Holds.NUMBER),
    _of_risk("Last reviewed", "last_reviewed", Holds.DATE),
    _of_risk("Next review", "next_review", Holds.DATE),
    _of_risk("Occurred on", "occurred_on", Holds.DATE),
    _of_risk("Lesson", "lesson", Holds.LINES),
    _of_risk("Notes", "notes", Holds.LINES),
    Column(
        *("Created", "created_at", Holds.DATE),
        lambda entry: entry.risk.created_at.astimezone().date(),
        computed=True,
    ),
)

_STARTS = "=+\\-@＝＋－＠"
_RISKY = re.compile(rf"'*(?:[\t\r\n]|\s*[{_STARTS}])")
_NEUTRAL = re.compile(rf"'+(?:[\t\r\n]|\s*[{_STARTS}])")


def risky(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula: it begins with `= + - @`, their
    wide twins, or a tab or line break (OWASP, CSV injection). So does one that has our sign
    before those, else it would lose it on its way back."""
    return _RISKY.match(text) is not None


def neutral(text: str) -> str:
    """The text so that a spreadsheet only shows it: an apostrophe stands before what is risky."""
    return f"'{text}" if risky(text) else text


def plain(text: str) -> str:
    """What a cell said before `neutral`."""
    return text[1:] if _NEUTRAL.match(text) else text


# What no XML can hold, and a CSV must not: control characters, and the two that are no character.
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def clean(text: str) -> tuple[str, bool]:
    """The text with a visible sign for each control character but tab and line break, and whether
    it had any."""
    if not _ODD.search(text):
        return text, False
    return _ODD.sub(lambda found: _sign(ord(found[0])), text), True


def _sign(code: int) -> str:
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"⟨U+{code:04X}⟩"
