"""A risk register as somebody else keeps it, read: its risks, and what its columns are."""

from datetime import date
from typing import NamedTuple

from infraday.domain.text import clip


class Problem(NamedTuple):
    """A row that was left out, or else a cell that was: `Sheet1 row 7 column F "140 %"`."""

    where: str
    reason: str
    left_out: bool = False


class Reading(NamedTuple):
    """What a column was taken for: a field of the risk, "computed" for what is computed here, or
    None: it is kept in the notes. `how` says what became of its values, where that is not plain."""

    column: str
    header: str
    field: str | None
    how: str = ""

    @property
    def said(self) -> str:
        """`C "Likelihood": probability (numbers are parts of 1)`."""
        name = self.column
        if self.column != self.header:
            name = f'{self.column} "{clip(self.header, 40)}"'
        return f"{name}: {_taken(self.field)}{f' ({self.how})' if self.how else ''}"


class Entry(NamedTuple):
    """A row. `fields` are those of the risk that the row says something of, in their own types:
    money in cents, dates, words of the enumerations, the project as it is called there. `is_open`
    where the status says only that. `kept` is what has no field, under its header. `implied` is
    the probability that a percentage comes to, for a risk that nobody has rated."""

    where: str
    uid: str | None
    title: str
    fields: dict[str, object]
    kept: tuple[tuple[str, str], ...] = ()
    is_open: bool = False
    created: date | None = None
    implied: int | None = None


class Register(NamedTuple):
    """`name` is what its risks are said to come from. `own` where infraday wrote it: its IDs are
    refs then. `read` counts the rows that hold anything, `skipped` those that are no entry."""

    name: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    readings: tuple[Reading, ...] = ()
    remarks: tuple[str, ...] = ()
    read: int = 0
    skipped: int = 0
    own: bool = False


def _taken(field: str | None) -> str:
    if field is None:
        return "kept in the notes"
    if field.endswith(("score", "exposure")) or field in ("band", "created"):
        return "computed here, so not taken"
    words = {"uid": "ID", "probability_pct": "probability in percent", "description": "notes"}
    return words.get(field) or field.removesuffix("_cents").replace("_", " ")
