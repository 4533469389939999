"""A risk register as CSV (RFC 4180), which spreadsheets open without computing anything."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from infraday.domain.refs import risk_ref
from infraday.exchange.risk_columns import COLUMNS, Cell, Entry, clean, neutral

BOM = "\ufeff"
"""What tells a spreadsheet that a file is UTF-8."""


class Written(NamedTuple):
    """`problems` are whole sentences: what could not go out as it stands here."""

    text: str
    risks: int
    problems: list[str]


def write(entries: Iterable[Entry]) -> Written:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.header for column in COLUMNS)
    count, problems = 0, []
    for entry in entries:
        count += 1
        cells = []
        for column in COLUMNS:
            text, odd = _text(column.value(entry))
            cells.append(text)
            if odd:
                problems.append(cleaned(risk_ref(entry.risk.id), column.header))
        writer.writerow(cells)
    return Written(out.getvalue(), count, problems)


def cleaned(ref: str, header: str) -> str:
    return f"{ref}, {header}: control characters were written as visible signs."


def _text(cell: Cell) -> tuple[str, bool]:
    """What stands in a field, and whether signs stand for something in it."""
    if cell is None:
        return "", False
    if isinstance(cell, Decimal):
        return f"{cell:.2f}", False
    if isinstance(cell, float):
        return f"{cell:.12g}", False
    if not isinstance(cell, str):
        return str(cell), False
    text, odd = clean(cell)
    return neutral(text), odd
