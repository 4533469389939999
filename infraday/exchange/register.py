"""Risk registers as people keep them, in CSV and XLSX, read into entries.

No formula is computed and no link followed. What a column was taken for is said; what has no
field is kept in the notes; what cannot be is named by its cell.
"""

import os
from typing import NamedTuple

from infraday.domain import RuleError
from infraday.domain.register import Register
from infraday.domain.text import storable
from infraday.exchange import files
from infraday.exchange import register_columns as columns
from infraday.exchange.register_mapping import Given
from infraday.exchange.register_readers import Column
from infraday.exchange.register_rows import Rows
from infraday.exchange.register_table import LIMIT, Table, letters
from infraday.exchange.risk_columns import COLUMNS

_OWN = frozenset(it.header for it in COLUMNS if it.field in (
    "ref", "inherent_probability", "residual_probability", "accept_until", "review_every_days",
))  # fmt: skip
"""Headers by which a register is known that infraday wrote."""


_JSON = "It is JSON. `infraday import nist` reads that of NIST IR 8286."
_OTHERS = {
    b"[{": _JSON, b"{": _JSON, b"%PDF": "It is a PDF. Save the register as CSV or XLSX.",
    b"\x89PNG": "It is a picture. Save the register as CSV or XLSX.",
}  # fmt: skip
"""What a file that is no register begins with."""


class Mapped(NamedTuple):
    """A register, and the mapping by which it would be read the same once more."""

    register: Register
    mapping: Given


def read(path: str, mapping: Given | None = None, name: str | None = None) -> Register:
    """What a plain file says. Raises RuleError where nothing of it can be read."""
    return mapped(files.content(path, LIMIT, plain=True), path, mapping, name).register


def mapped(data: bytes, path: str, mapping: Given | None = None, name: str | None = None) -> Mapped:
    """The same of its bytes. `name` is what the register is called, else its file is."""
    given = mapping or Given()
    found, said = columns.place(_tables(data, path), given)
    chosen = columns.choose(found, given)
    its = [_column(found, chosen, index, field) for field, index in _wanted(chosen)]
    below = found.table.rows[found.row + 1 :]
    for column in its:
        if column.needs_all:
            at = column.index
            values = dict.fromkeys(row[at] for row in below if at < len(row))
            values.pop(None, None)
            column.prepare(list(values), _most(chosen, given, column), given.dates)
    own = frozenset(found.headers) >= _OWN
    rows = Rows(found, its, own=own)
    rows.take_all()
    remarks = (*found.table.remarks, *said, *chosen.remarks, *rows.remarks())
    register = Register(
        storable(name or _stem(path))[0],
        tuple(rows.entries),
        tuple(rows.problems),
        tuple(column.reading() for column in sorted(its, key=lambda it: it.index)),
        remarks,
        rows.read,
        rows.skipped,
        own=own,
    )
    return Mapped(register, _again(found, chosen, given))


def _tables(data: bytes, path: str) -> list[Table]:
    from infraday.exchange import register_csv, register_xlsx  # noqa: PLC0415 - one of them

    if data.startswith((register_xlsx.ZIP, register_xlsx.OLD)) or path.lower().endswith(
        (".xlsx", ".xlsm")
    ):
        return register_xlsx.tables(data)
    for begin, said in _OTHERS.items():
        if data.lstrip()[: len(begin)] == begin:
            raise RuleError(said)
    if not data.strip():
        raise RuleError("It is empty. Save the register as CSV or XLSX once more.")
    name = "stdin" if path == files.STDIN else os.path.basename(path)
    return [register_csv.table(data, name, columns.count)]


def _stem(path: str) -> str:
    return "stdin" if path == files.STDIN else os.path.splitext(os.path.basename(path))[0] or path


def _most(chosen: columns.Chosen, given: Given, column: Column) -> int | None:
    """Where the scale of a rating ends, if anybody says so."""
    match = chosen.matches.get(column.index)
    return given.scales.get(column.field or "") or (match.most if match else None)


def _wanted(chosen: columns.Chosen) -> list[tuple[str | None, int]]:
    return [*chosen.columns.items(), *chosen.checked, *((None, index) for index in chosen.kept)]


def _column(found: columns.Place, chosen: columns.Chosen, index: int, field: str | None) -> Column:
    name = found.headers[index] if index < len(found.headers) else ""
    return Column(
        index, letters(index), " ".join(name.split()) or f"Column {letters(index)}", field
    )


def _again(found: columns.Place, chosen: columns.Chosen, given: Given) -> Given:
    """Columns by their header where it is theirs alone, else by their letter."""
    names = list(found.headers)
    by_field = {}
    for field, index in chosen.columns.items():
        name = names[index] if index < len(names) else ""
        is_plain = name and names.count(name) == 1 and not (name.isalpha() and len(name) <= 3)
        by_field[field] = name if is_plain and "\n" not in name else letters(index)
    by_field |= {field: "" for field, name in given.columns.items() if not name}
    return Given(by_field, given.sheet, given.header, given.scales, given.dates)
