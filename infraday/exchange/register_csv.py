"""A register in CSV: its encoding, its separator, its rows."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from infraday.domain import RuleError
from infraday.exchange.register_table import HEAD, LIMIT, MOST_ROWS, Fault, Table, too_many

SEPARATORS = (",", ";", "\t", "|")
_UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_UTF_32 = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
_BOM = b"\xef\xbb\xbf"
_NO_TEXT = "It is no text and no workbook. Save the register as CSV or XLSX."
_SAMPLE = 1 << 16  # characters by which a separator is chosen


def table(data: bytes, name: str, matches: Callable[[Sequence[str]], int]) -> Table:
    """The rows of a CSV file. `matches` says how many columns of a row a header would have: the
    separator is the one that finds most. RuleError for what is no text."""
    text, remarks = _text(data)
    text, separator = _separator(text, matches)
    before = csv.field_size_limit(LIMIT)
    try:
        rows, faults = _rows(text, separator)
    finally:
        csv.field_size_limit(before)
    if any(cell.strip() for row in rows[MOST_ROWS:] for cell in row):
        faults += too_many(MOST_ROWS)
    return Table(name, rows[:MOST_ROWS], remarks=tuple(remarks), faults=faults)


def _text(data: bytes) -> tuple[str, list[str]]:
    if data.startswith(_UTF_32):
        raise RuleError(_NO_TEXT)
    if encoding := _UTF_16.get(data[:2]) or _without_mark(data):
        return data.decode(encoding, "replace"), []
    try:
        return data.removeprefix(_BOM).decode(), []
    except UnicodeDecodeError as error:
        odd = sum(data[: 1 << 16].count(code) for code in range(9))
        if odd > 32:
            raise RuleError(_NO_TEXT) from error
        return _windows(data), ["Read as Windows-1252 (Western European), since it is no UTF-8."]


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without its mark has a zero in every other byte."""
    head = data[:2000]
    half = len(head) // 2
    if half and head[1::2].count(0) > half * 0.7 and not head[::2].count(0):
        return "utf-16-le"
    return "utf-16-be" if half and head[::2].count(0) > half * 0.7 else None


def _windows(data: bytes) -> str:
    """The five bytes that Windows-1252 leaves open are what Latin-1 has there."""
    return "".join(
        part.decode("cp1252") if part not in _OPEN else part.decode("latin-1")
        for part in _parts(data)
    )


_OPEN = frozenset(bytes([code]) for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D))


def _parts(data: bytes) -> Iterator[bytes]:
    begin = 0
    if any(it in data for it in _OPEN):
        for place, code in enumerate(data):
            if bytes([code]) in _OPEN:
                yield from (data[begin:place], data[place : place + 1])
                begin = place + 1
    yield data[begin:]


def _separator(text: str, matches: Callable[[Sequence[str]], int]) -> tuple[str, str]:
    """Excel writes the separator into a line of its own."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return "\n" + rest, first.strip()[4]  # the rows keep their numbers
    sample = text[:_SAMPLE]

    def found(separator: str) -> tuple[int, int]:
        try:
            rows = list(islice(csv.reader(_lines(sample), delimiter=separator), HEAD))
        except csv.Error:
            return (0, 0)
        return max(map(matches, rows), default=0), max(map(len, rows), default=0)

    return text, max(SEPARATORS, key=found)


def _lines(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")


def _rows(text: str, separator: str) -> tuple[list[list[str]], tuple[Fault, ...]]:
    """All rows; quotes that do not pair are taken as they stand, and said."""
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(_lines(text), delimiter=separator, strict=True))
    except csv.Error as error:
        if "end of data" in str(error):
            why = "A quote opens there and never closes: the rest became one cell."
        else:
            why = "Its quotes do not pair: they were read as they stand."
        fault = Fault(len(rows) + 1, why)
        return list(csv.reader(_lines(text), delimiter=separator)), (fault,)
    return rows, ()
