"""A register in XLSX: its sheets as rows of cells. It is looked at before it is opened, since a
small file can unpack to a huge one; nothing in it is computed, followed or run."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import unescape

from infraday.domain import RuleError
from infraday.exchange.register_cells import Cell, NoValue
from infraday.exchange.register_table import (
    LIMIT,
    MOST_COLUMNS,
    MOST_ROWS,
    Fault,
    Merged,
    Table,
    blank,
    index_of,
    too_many,
)

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

ZIP = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0"
MOST_ENTRIES = 1_000
MOST_RATIO = 100
_SMALL = 1_000_000  # bytes unpacked that nobody need fear, however well they pack
MOST_SHEETS = 50
_LARGEST = 10**15  # of a number; a spreadsheet holds no more digits of one
MOST_MERGED = 1_000_000  # rows under merged cells; ranges that overlap could name any number

_BROKEN = "It is no workbook that can be read. Save it as XLSX or CSV once more."
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\""
)
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>([^<]*)</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_PERCENT = re.compile(rb"formatCode=\"[^\"]*%|<(?:\w+:)?xf\s[^<>]*numFmtId=\"(?:9|10)\"")
_PLACE = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_ERRORS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!"}
)


class _Sheet(NamedTuple):
    """What the XML of a sheet says that openpyxl's reading does not. `missing` are the formulas
    that nobody has computed yet, by row and column counted from 0."""

    merged: tuple[Merged, ...] = ()
    missing: tuple[tuple[int, int, str], ...] = ()


class _Parts(NamedTuple):
    """The sheets by their path, and whether a format means per cent."""

    sheets: dict[str, _Sheet]
    percents: bool


def tables(data: bytes) -> list[Table]:
    """All its sheets. RuleError for what is no workbook, or unpacks to too much."""
    parts = _parts(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out
            return list(_tables(data, parts))
    except RuleError:
        raise
    except Exception as error:  # openpyxl answers broken files with anything
        raise RuleError(_BROKEN) from error


def _parts(data: bytes) -> _Parts:
    """Look into the archive, never unpacking more than is allowed. RuleError where it is none."""
    if data.startswith(OLD):
        raise RuleError(
            "It is an old XLS, or locked with a password. Save it as XLSX without a password."
        )
    found, percents = {}, False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive.infolist(), len(data))
            _check_kind(archive.namelist())
            for entry in archive.infolist():
                content = archive.read(entry)
                _check_xml(entry.filename, content)
                percents = percents or _PERCENT.search(content) is not None
                if re.fullmatch(r"/?xl/worksheets/[^/]+\.xml", entry.filename):
                    found[entry.filename.removeprefix("/")] = _sheet(content)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError,
            NotImplementedError) as error:  # fmt: skip
        raise RuleError(_BROKEN) from error
    return _Parts(found, percents)


def _check_kind(names: Sequence[str]) -> None:
    """Other archives begin like a workbook."""
    if "mimetype" in names:
        raise RuleError("It is an ODS. Save it as XLSX or CSV.")
    if names and not any(name.lstrip("/").startswith(("xl/", "[Content")) for name in names):
        raise RuleError("It is an archive, and no workbook. Save the register as XLSX or CSV.")


def _check_size(entries: Sequence[zipfile.ZipInfo], packed: int) -> None:
    """What the archive says of itself: `zipfile` unpacks no more than that."""
    if len(entries) > MOST_ENTRIES:
        raise RuleError(f"It holds {len(entries)} files; a workbook has at most {MOST_ENTRIES}.")
    size = sum(entry.file_size for entry in entries)
    if size > LIMIT:
        raise RuleError(
            f"It unpacks to {size // 1_000_000} MB, and at most {LIMIT // 1_000_000} MB are read. "
            "Save only the register, as CSV."
        )
    if size > _SMALL and size > MOST_RATIO * packed:
        raise RuleError(
            f"It unpacks to {size // max(1, packed)} times its size, as no register does. "
            "Save it as CSV if it is one."
        )


def _check_xml(name: str, content: bytes) -> None:
    """Entities are what XML attacks are made of, and no workbook declares any. Pictures may, and
    are not read; what would be read from there all the same, defusedxml refuses."""
    if not name.startswith("xl/media/"):
        plain = content.replace(b"\0", b"").upper()
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise RuleError(
                "Its XML declares entities, as no workbook does: it was not read. "
                "Save it as XLSX or CSV once more."
            )


def _sheet(content: bytes) -> _Sheet:
    merged, rows = [], 0
    for found in _MERGED.finditer(content):
        left, right = index_of(found[1].decode()), index_of(found[3].decode())
        rows += abs(int(found[4]) - int(found[2]))
        if left is not None and right is not None and rows < MOST_MERGED:
            merged.append(Merged(int(found[2]) - 1, left, int(found[4]) - 1, right))
    return _Sheet(tuple(merged), tuple(_missing(content)))


def _missing(content: bytes) -> Iterator[tuple[int, int, str]]:
    """Formulas without a value. One whose value is an empty text says so by its type."""
    for found in _FORMULA.finditer(content):
        place = _PLACE.search(found[1])
        if place is None or b't="str"' in found[1]:
            continue
        column = index_of(place[1].decode())
        if column is not None:
            formula = (found[2] or b"").decode("utf-8", "replace")
            yield int(place[2]) - 1, column, f"={unescape(formula)}"


def _tables(data: bytes, parts: _Parts) -> Iterator[Table]:
    book = _open(data)
    try:
        for sheet in book.worksheets[:MOST_SHEETS]:
            path = str(getattr(sheet, "_worksheet_path", "")).removeprefix("/")
            part = parts.sheets.get(path, _Sheet())
            rows, faults = _rows(sheet, percents=parts.percents)
            for row, column, formula in part.missing:
                if row < len(rows) and column < MOST_COLUMNS:
                    cells = rows[row]
                    cells.extend([None] * (column + 1 - len(cells)))
                    cells[column] = NoValue(formula)
            hidden = sheet.sheet_state != "visible"
            yield Table(sheet.title, rows, part.merged, hidden, faults=faults)
    finally:
        book.close()


def _open(data: bytes) -> "Workbook":
    import openpyxl  # noqa: PLC0415 - few imports are workbooks

    return openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )


def _rows(sheet: Any, *, percents: bool) -> tuple[list[list[Cell]], tuple[Fault, ...]]:
    """What a sheet says of its own size is not asked: a wrong one would hide rows. Cells with
    their formats cost twice as much as their values, so they are asked for only where a format
    of the workbook means per cent."""
    sheet.reset_dimensions()
    rows: list[list[Cell]] = []
    read = _cell if percents else _value
    for row in sheet.iter_rows(values_only=not percents):
        if len(rows) == MOST_ROWS:
            if all(blank(read(cell)) for cell in row):
                continue
            return rows, too_many(MOST_ROWS)
        rows.append(list(map(read, row[:MOST_COLUMNS])))
    return rows, ()


def _cell(cell: Any) -> Cell:
    value = cell.value
    if type(value) in (int, float) and "%" in (cell.number_format or ""):
        return f"{round(value * 100, 6):g}%"
    return _value(value)


def _value(value: Any) -> Cell:
    kind = type(value)
    if kind is str:
        return NoValue(value) if value[:1] == "#" and value in _ERRORS else str(value)
    if value is None or kind is float or (kind is int and abs(value) < _LARGEST):
        return value  # type: ignore[no-any-return]
    if kind is bool:
        return str(value).lower()
    return value if isinstance(value, datetime | date) else str(value)
