"""A risk register as XLSX: numbers and dates that a spreadsheet can compute with, text that it
never takes for a formula, a header that stays, and bands in their colours."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from infraday.domain.refs import risk_ref
from infraday.domain.risk import Band
from infraday.exchange.risk_columns import (
    COLUMNS,
    Column,
    Entry,
    Holds,
    clean,
    neutral,
    plain,
    risky,
)
from infraday.exchange.risk_csv import cleaned

LONGEST = 32_767
"""Characters in a cell (ECMA-376 leaves it open; every spreadsheet stops there)."""
SHEET = "Risks"

_FORMATS = {Holds.DATE: "yyyy-mm-dd", Holds.MONEY: "#,##0.00", Holds.PERCENT: "0.########"}
_WIDTHS = {Holds.LINES: 44, Holds.TEXT: 18, Holds.WORD: 13, Holds.DATE: 12, Holds.MONEY: 14}
_TITLE_WIDTH = 40
_ELSE = 11
_FILLS = {
    Band.CRITICAL: "F4B6B6",
    Band.HIGH: "F9D7A8",
    Band.MEDIUM: "FBF0B2",
    Band.LOW: "D3EBCD",
}
"""Behind dark text, which stays readable on them. The word says the same."""
_HEAD = "D9DEE5"


class Written(NamedTuple):
    """`problems` are whole sentences: what could not go out as it stands here."""

    data: bytes
    risks: int
    problems: list[str]


def write(entries: Iterable[Entry], made: datetime) -> Written:
    """`made` is the instant that the file says it was made at. OSError where there is no room for
    the sheet while it grows."""
    book = Workbook(write_only=True)
    book.properties.creator = "infraday"
    book.properties.created = book.properties.modified = made.astimezone(UTC).replace(
        tzinfo=None, microsecond=0
    )
    sheet = book.create_sheet(SHEET)
    known = list(entries)
    _frame(sheet, len(known) + 1)
    sheet.append([_headed(sheet, column) for column in COLUMNS])
    cells = _Cells(sheet)
    for entry in known:
        sheet.append([cells.of(column, entry) for column in COLUMNS])
    out = io.BytesIO()
    book.save(out)
    return Written(out.getvalue(), len(known), cells.problems)


def _frame(sheet: Worksheet, rows: int) -> None:
    """What holds for the whole sheet; a sheet that is only written wants it said first."""
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{rows}"
    for n, column in enumerate(COLUMNS, 1):
        width = _TITLE_WIDTH if column.field == "title" else _WIDTHS.get(column.holds, _ELSE)
        sheet.column_dimensions[get_column_letter(n)].width = width
    _colour(sheet, rows)


def _colour(sheet: Worksheet, rows: int) -> None:
    """Band and score by the word in the band's column, which whoever edits it may change."""
    names = [column.field for column in COLUMNS]
    band, score = (get_column_letter(names.index(it) + 1) for it in ("band", "score"))
    last = max(rows, 2)
    for name, colour in _FILLS.items():
        fill = PatternFill("solid", start_color=colour, end_color=colour)
        rule = FormulaRule([f'${band}2="{name}"'], fill=fill)  # type: ignore[no-untyped-call] # theirs
        for column in (score, band):
            sheet.conditional_formatting.add(f"{column}2:{column}{last}", rule)


class _Cells:
    """Makes the cells of a sheet. Ten thousand risks share a handful of styles."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._styles: dict[Style, StyleArray] = {}
        self.problems: list[str] = []

    def of(self, column: Column, entry: Entry) -> SheetCell | None:
        value = column.value(entry)
        if value is None:
            return None
        cell = WriteOnlyCell(self._sheet)
        style = Style(_FORMATS.get(column.holds), wraps=column.holds is Holds.LINES)
        if isinstance(value, str):
            value = self._text(value, risk_ref(entry.risk.id), column.header)
            style = style._replace(quoted=risky(value))
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # whatever it looks like: no formula, no error
        cell._style = self._style(style)  # type: ignore[attr-defined] # the stubs lack it
        return cell

    def _text(self, value: str, ref: str, header: str) -> str:
        text, odd = clean(value.replace("\r\n", "\n"))
        if odd:
            self.problems.append(cleaned(ref, header))
        if len(text) > LONGEST:
            self.problems.append(f"{ref}, {header}: only the first {LONGEST} characters fit.")
            text = f"{text[: LONGEST - 1]}…"
        # Whoever reads takes the sign for one that keeps a formula from being one.
        return neutral(text) if plain(text) != text else text

    def _style(self, style: "Style") -> StyleArray:
        if style not in self._styles:
            cell = WriteOnlyCell(self._sheet)
            cell.alignment = Alignment(vertical="top", wrap_text=style.wraps)
            if style.number_format:
                cell.number_format = style.number_format
            cell.quotePrefix = style.quoted
            self._styles[style] = cell._style  # type: ignore[attr-defined] # the same
        return self._styles[style]


class Style(NamedTuple):
    """`quoted` tells a spreadsheet that the text stays one, also once somebody edits it."""

    number_format: str | None
    wraps: bool
    quoted: bool = False


def _headed(sheet: Worksheet, column: Column) -> SheetCell:
    cell = WriteOnlyCell(sheet, column.header)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color=_HEAD, end_color=_HEAD)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
