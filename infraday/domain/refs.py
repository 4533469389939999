"""Refs: the short names by which people and commands call a record, such as T-7 or B-12."""

from datetime import date
from typing import NamedTuple

from infraday.domain import RuleError
from infraday.domain.wording import quoted

KINDS = "TBSRCI"  # task, block, series, risk, change, issue
LARGEST = 2**63 - 1  # of an id in the database
PADDED = "RCI"


class Ref(NamedTuple):
    """`day` names one occurrence of a series; every other ref has none."""

    kind: str
    id: int
    day: date | None = None

    def __str__(self) -> str:
        number = f"{self.id:03}" if self.kind in PADDED else str(self.id)
        return f"{self.kind}-{number}" + (f"@{self.day}" if self.day else "")


def task_ref(task_id: int) -> str:
    return f"T-{task_id}"


def risk_ref(risk_id: int) -> str:
    return f"R-{risk_id:03}"


def issue_ref(issue_id: int) -> str:
    """What occurred, for which the field has no letter: I-001 (*ours*)."""
    return f"I-{issue_id:03}"


def series_ref(series_id: int) -> str:
    return f"S-{series_id}"


def block_ref(block_id: int) -> str:
    """B-12; of an occurrence that nobody touched yet S-3@2026-11-24."""
    return f"B-{block_id}" if block_id > 0 else occurrence_ref(*occurrence_of(block_id))


def occurrence_ref(series_id: int, day: date) -> str:
    """An occurrence that nobody touched yet, so that it has no row of its own."""
    return f"S-{series_id}@{day}"


DAYS = 4_000_000  # more than there are dates


def occurrence_id(series_id: int, day: date) -> int:
    """What stands for the id of an occurrence that has no row of its own: below 0, and the same
    as long as there is that series. The view `quick_occurrence` computes the same."""
    return -(series_id * DAYS + day.toordinal())


def occurrence_of(block_id: int) -> tuple[int, date]:
    """The series and the day that such an id stands for."""
    series_id, ordinal = divmod(-block_id, DAYS)
    return series_id, date.fromordinal(ordinal)


def parse(text: str) -> Ref:
    """Read a ref as people type it: t-7 and T7 are T-7."""
    head, at, day = text.strip().partition("@")
    kind, digits = head[:1].upper(), head[1:].removeprefix("-")
    read = _day(day) if at and kind == "S" else None
    if kind in KINDS and digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST)):
        number = int(digits)
        if 0 < number <= LARGEST and bool(at) == bool(read):
            return Ref(kind, number, read)
    raise RuleError(f"{quoted(text)} is no reference. References look like T-7 or B-12.")


def _day(text: str) -> date | None:
    """Only 2026-11-24: fromisoformat alone would take 20261124 and 2026-W48-2 as well."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
