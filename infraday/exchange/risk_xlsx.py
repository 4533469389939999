"""A risk register as XLSX: numbers and dates that a spreadsheet can compute with, text that it
never takes for a formula, a header that stays, and bands in their colours."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from itertools import product
from typing import NamedTuple
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from infraday.domain.refs import risk_ref
from infraday.domain.risk import Band
from infraday.exchange.risk_columns import (
    COLUMNS,
    Cell,
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


_LETTERS = tuple(get_column_letter(n) for n in range(1, len(COLUMNS) + 1))
_DAY_0 = date(1899, 12, 30)
"""What a spreadsheet counts days from (ECMA-376, 18.17.4.1, from March 1900 on)."""
_SHEET_PART = "xl/worksheets/sheet1.xml"
_SIZE = re.compile(rb'<dimension ref="[^"]*"')


class Style(NamedTuple):
    """`quoted` tells a spreadsheet that the text stays one, also once somebody edits it."""

    number_format: str | None
    wraps: bool
    quoted: bool = False


class Written(NamedTuple):
    """`problems` are whole sentences: what could not go out as it stands here."""

    data: bytes
    risks: int
    problems: list[str]


def write(entries: Iterable[Entry], made: datetime) -> Written:
    """`made` is the instant that the file says it was made at. OSError where there is no room for
    the sheet while it grows."""
    book = Workbook()
    book.properties.creator = "infraday"
    book.properties.created = book.properties.modified = made.astimezone(UTC).replace(
        tzinfo=None, microsecond=0
    )
    [sheet] = book.worksheets
    sheet.title = SHEET
    known = list(entries)
    _frame(sheet, len(known) + 1)
    for n, column in enumerate(COLUMNS, 1):
        _head(sheet.cell(1, n, column.header))
    rows = _Rows(_styles(sheet))
    text = "".join(rows.row(number, entry) for number, entry in enumerate(known, 2))
    out = io.BytesIO()
    book.save(out)
    size = f"A1:{_LETTERS[-1]}{len(known) + 1}"
    return Written(_filled(out.getvalue(), text, size), len(known), rows.problems)


def _frame(sheet: Worksheet, rows: int) -> None:
    """What holds for the whole sheet."""
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


def _styles(sheet: Worksheet) -> dict[Style, int]:
    """The number of each style that a cell may have; ten thousand risks share this handful."""
    numbers = {}
    for holds, quoted in product(Holds, (False, True)):
        style = _style(holds, quoted=quoted)
        cell = SheetCell(sheet, 1, 1)
        cell.alignment = Alignment(vertical="top", wrap_text=style.wraps)
        if style.number_format:
            cell.number_format = style.number_format
        cell.quotePrefix = style.quoted
        numbers[style] = cell.style_id
    return numbers


def _style(holds: Holds, *, quoted: bool = False) -> Style:
    return Style(_FORMATS.get(holds), holds is Holds.LINES, quoted)


class _Rows:
    """Writes the rows of a sheet. openpyxl takes twenty times as long for them."""

    def __init__(self, styles: Mapping[Style, int]) -> None:
        self._styles = styles
        self.problems: list[str] = []

    def row(self, number: int, entry: Entry) -> str:
        cells = (
            self._cell(f"{letters}{number}", column, value, entry)
            for letters, column in zip(_LETTERS, COLUMNS, strict=True)
            if (value := column.value(entry)) is not None
        )
        return f'<row r="{number}">{"".join(cells)}</row>'

    def _cell(self, place: str, column: Column, value: Cell, entry: Entry) -> str:
        if isinstance(value, str):
            text = self._text(value, risk_ref(entry.risk.id), column.header)
            style = self._styles[_style(column.holds, quoted=risky(text))]
            # Whatever it looks like: no formula, no error.
            kept = ' xml:space="preserve"' if "\n" in text or text != text.strip() else ""
            inside = f"<is><t{kept}>{escape(text)}</t></is>"
            return f'<c r="{place}" s="{style}" t="inlineStr">{inside}</c>'
        if isinstance(value, date):
            value = (value - _DAY_0).days
        return f'<c r="{place}" s="{self._styles[_style(column.holds)]}"><v>{value}</v></c>'

    def _text(self, value: str, ref: str, header: str) -> str:
        text, odd = clean(value.replace("\r\n", "\n"))
        if odd:
            self.problems.append(cleaned(ref, header))
        if len(text) > LONGEST:
            self.problems.append(f"{ref}, {header}: only the first {LONGEST} characters fit.")
            text = f"{text[: LONGEST - 1]}…"
        # Whoever reads takes the sign for one that keeps a formula from being one.
        return neutral(text) if plain(text) != text else text


def _filled(book: bytes, rows: str, size: str) -> bytes:
    """A workbook of one sheet, with these rows below its own and a size that is right."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as framed, zipfile.ZipFile(out, "w") as filled:
        for entry in framed.infolist():
            content = framed.read(entry)
            if entry.filename == _SHEET_PART:
                content = _SIZE.sub(f'<dimension ref="{size}"'.encode(), content, count=1)
                head, end, rest = content.partition(b"</sheetData>")
                assert end
                content = b"".join((head, rows.encode(), end, rest))
            filled.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _head(cell: SheetCell) -> None:
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color=_HEAD, end_color=_HEAD)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
