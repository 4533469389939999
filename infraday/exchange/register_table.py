"""A sheet of a register as rows of cells, and how columns are called in it."""

from collections.abc import Sequence
from typing import NamedTuple

from infraday.exchange.register_cells import Cell

LIMIT = 50_000_000
"""Bytes of a register that are read, and of a workbook once it is unpacked."""

MOST_ROWS = 100_000
MOST_COLUMNS = 300
HEAD = 30
"""Rows among which the header is looked for."""


class Merged(NamedTuple):
    """A range of cells shown as one; counted from 0, the ends among them."""

    top: int
    left: int
    bottom: int
    right: int


class Fault(NamedTuple):
    """From a row on, counted from 1, the sheet was not read as it was meant."""

    row: int
    reason: str


class Table(NamedTuple):
    """`rows[0]` is row 1 of the sheet."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: tuple[Merged, ...] = ()
    hidden: bool = False
    remarks: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def letters(index: int) -> str:
    """`A` for 0, `AA` for 26."""
    name, rest = "", index + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        name = chr(ord("A") + place) + name
    return name


def index_of(name: str) -> int | None:
    """0 for `a`; None for what is no column."""
    if not (name.isascii() and name.isalpha() and len(name) <= 3):
        return None
    index = 0
    for letter in name.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def too_many(most: int) -> tuple[Fault, ...]:
    """What is said of the row after the last one that is read."""
    return (Fault(most + 1, f"It and what follows were not read: {most} rows are the most."),)
