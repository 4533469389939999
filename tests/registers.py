"""Registers as people keep them, made for tests: CSV as bytes, workbooks with openpyxl."""

import csv
import io
from collections.abc import Iterable, Sequence

import openpyxl

from infraday.domain.register import Register
from infraday.exchange import register
from infraday.exchange.register_mapping import Given

HEADER = ("ID", "Title", "Likelihood", "Impact", "Owner")
ROWS = (("X1", "Core switch late", 4, 5, "Ana"), ("X2", "Licence runs out", 2, 3, "Ben"))

Row = Sequence[object]


def csv_of(*rows: Row, separator: str = ",", encoding: str = "utf-8") -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue().encode(encoding)


def book(*rows: Row, title: str = "Sheet1", merged: Iterable[str] = ()) -> bytes:
    """A workbook with one sheet."""
    return books({title: rows}, merged)


def books(sheets: dict[str, Sequence[Row]], merged: Iterable[str] = ()) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def read(data: bytes, given: Given | None = None, path: str = "register.csv") -> Register:
    return register.mapped(data, path, given).register


def rated(*cells: object, column: str = "Likelihood") -> list[object]:
    """What each cell of a rating column was read as; None where it was not."""
    rows = [(f"X{i}", f"Risk {i}", cell) for i, cell in enumerate(cells)]
    found = read(book(("ID", "Title", column), *rows))
    by_uid = {entry.uid: entry.fields for entry in found.entries}
    name = column.split()[0].lower().replace("likelihood", "probability")
    return [by_uid.get(f"X{i}", {}).get(name) for i in range(len(cells))]


def column(found: Register, letter: str) -> tuple[str | None, str]:
    """The field that a column was taken for, and how."""
    return next((it.field, it.how) for it in found.readings if it.column == letter)
