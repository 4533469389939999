"""The register as CSV and XLSX: what people get, and what a spreadsheet must not make of it."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from infraday.exchange import risk_csv, risk_xlsx
from infraday.exchange.risk_columns import COLUMNS, Entry, clean, neutral, plain, risky
from tests import factories as make
from tests.hostile import STRINGS
from tests.risk_entries import entry, whole

FORMULAS = ("=1+1", "+1", "-1+1", "@SUM(A1)", "\tx", "\r=1", "\n=1", " =1", "＝1+1", "'=1")


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sheet_of(*entries: Entry) -> Worksheet:
    book = load_workbook(io.BytesIO(risk_xlsx.write(entries, make.NOW).data))
    assert book.sheetnames == ["Risks"]
    sheet = book["Risks"]
    assert isinstance(sheet, Worksheet)
    return sheet


def cells(sheet: Worksheet, row: int = 2) -> dict[str, Any]:
    """The cells of a row by the names of their columns."""
    return {str(head.value): cell for head, cell in zip(sheet[1], sheet[row], strict=True)}


def test_csv_has_a_line_for_each_risk_with_its_ratings_worked_out() -> None:
    made = risk_csv.write([whole(), entry(id=5)])

    first, second = read_csv(made.text)
    assert made.risks == 2
    assert made.problems == []
    assert made.text.count("\r\n") == 3
    assert {head: first[head] for head in ("ID", "Project", "Score", "Band", "Exposure")} == {
        "ID": "R-004",
        "Project": "dc-move",
        "Score": "20",
        "Band": "critical",
        "Exposure": "1543.21",
    }
    assert first["Probability %"] == "12.5"
    assert first["Impact cost"] == "12345.67"
    assert first["Response due"] == "2027-01-15"
    assert first["Response plan"] == "Order two\nand a spare"
    assert {head for head, value in second.items() if value} == {
        *("ID", "Title", "Kind", "Status", "Created")
    }


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_begins_as_a_formula_would(text: str) -> None:
    [row] = read_csv(risk_csv.write([entry(title=text, notes=text)]).text)

    assert row["Title"] == row["Notes"] == f"'{text}"
    assert plain(row["Title"]) == text


@given(st.text(alphabet="'=+-@ \t\r\nax＝"))
def test_what_was_made_harmless_comes_back(text: str) -> None:
    assert plain(neutral(text)) == text
    assert not risky(text) or neutral(text).startswith("'")


@pytest.mark.parametrize("text", STRINGS)
def test_hostile_text_leaves_no_control_character(text: str) -> None:
    made = risk_csv.write([entry(title=text or "x")])

    [row] = read_csv(made.text)
    shown, odd = clean(text)
    assert plain(row["Title"]) == shown
    assert bool(made.problems) == odd
    assert not any(ord(sign) < 32 and sign not in "\t\r\n" for sign in row["Title"])


def test_a_spreadsheet_gets_real_numbers_and_dates() -> None:
    row = cells(sheet_of(whole()))

    assert [row[head].value for head in ("Probability", "Score", "Review every (days)")] == [
        4,
        20,
        7,
    ]
    assert Decimal(str(row["Impact cost"].value)) == Decimal("12345.67")
    assert row["Impact cost"].number_format == "#,##0.00"
    assert row["Probability %"].value == 12.5
    assert row["Response due"].is_date
    assert row["Response due"].value.date() == date(2027, 1, 15)
    assert row["Inherent score"].value is None
    assert row["Response plan"].alignment.wrap_text


def test_its_header_stays_and_its_bands_have_colours() -> None:
    sheet = sheet_of(whole(), entry(id=5))

    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:AP3"
    assert [cell.value for cell in sheet[1]] == [column.header for column in COLUMNS]
    ruled = {
        str(it.sqref): [rule.formula for rule in it.rules] for it in sheet.conditional_formatting
    }
    expected = [[f'$N2="{band}"'] for band in ("critical", "high", "medium", "low")]
    assert ruled == {"M2:M3": expected, "N2:N3": expected}
    assert (sheet["M1"].value, sheet["N1"].value) == ("Score", "Band")


@pytest.mark.parametrize("text", [*FORMULAS, "#N/A", "#REF!", "12", "2026-01-01", "TRUE"])
def test_text_stays_text_in_a_spreadsheet(text: str) -> None:
    row = cells(sheet_of(entry(title=text)))

    assert row["Title"].data_type == "s"
    assert plain(row["Title"].value) == text.replace("\r", "\n")  # which XML does to a bare one
    assert row["Title"].value.startswith("'") is text.startswith("'")
    assert row["Title"].quotePrefix is risky(text)


def test_what_no_spreadsheet_holds_is_said() -> None:
    made = risk_xlsx.write([entry(title="a\x1b[31m", notes="n" * 40_000)], make.NOW)

    sheet = load_workbook(io.BytesIO(made.data))["Risks"]
    row = cells(sheet)
    assert row["Title"].value == "a␛[31m"
    assert (len(row["Notes"].value), row["Notes"].value[-1]) == (risk_xlsx.LONGEST, "…")
    assert made.problems == [
        "R-004, Title: control characters were written as visible signs.",
        "R-004, Notes: only the first 32767 characters fit.",
    ]


def test_an_empty_register_is_a_header() -> None:
    assert len(read_csv(risk_csv.write([]).text)) == 0
    assert sheet_of().max_row == 1
