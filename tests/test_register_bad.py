"""Registers that are wrong: told by sheet, row and column, and nothing is guessed."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infraday.domain import RuleError
from infraday.domain.register import Problem
from infraday.exchange.register_mapping import Given
from tests.hostile import STRINGS
from tests.registers import HEADER, ROWS, book, csv_of, read


def only_problem(cell: object, header: str = "Likelihood") -> Problem:
    found = read(book(("ID", "Title", header), ("X1", "Late", cell), ("X2", "Good", None)))
    [problem] = found.problems
    assert [entry.uid for entry in found.entries][-1] == "X2"
    assert (len(found.entries) == 1) is problem.left_out is (found.skipped == 1)
    return problem


@pytest.mark.parametrize(
    ("cell", "header", "said"),
    [
        ("140 %", "Probability", '"140 %"'),
        (7, "Likelihood", '"7"'),
        (0, "Impact", '"0"'),
        (3.5, "Impact", '"3.5"'),
        (-5, "Impact cost", '"-5"'),
        (1e300, "Impact cost", '"1e+300"'),
        ("2026-02-30", "Due date", '"2026-02-30"'),
        ("80% to 20%", "Probability", '"80% to 20%"'),
        ("#REF!", "Likelihood", '"#REF!"'),
    ],
)
def test_a_value_that_cannot_be_is_named_by_its_cell(cell: object, header: str, said: str) -> None:
    problem = only_problem(cell, header)

    assert problem.where == f"Sheet1 row 2 column C {said}"
    assert problem.left_out


def test_a_number_off_the_scale_is_helped_on() -> None:
    assert "1 to 5. If the scale goes to 10, say --scale" in only_problem(8).reason
    assert "--map impact_cost=COLUMN" in only_problem(15_000, "Impact").reason


def test_a_rating_that_is_not_understood_comes_in_without_it() -> None:
    problem = only_problem("Purple")

    assert not problem.left_out
    assert problem.where == 'Sheet1 row 2 column C "Purple"'
    assert "its notes have it" in problem.reason


def test_a_formula_that_nobody_computed_is_no_empty_cell() -> None:
    problem = only_problem("=1+2")

    assert problem.where == 'Sheet1 row 2 column C "=1+2"'
    assert "a formula that nobody has computed" in problem.reason


def test_two_columns_that_look_like_the_impact_are_refused_until_one_is_named() -> None:
    data = book(("ID", "Title", "Impact", "Severity (1-5)"), ("X1", "Late", 4, 2))

    with pytest.raises(RuleError) as refusal:
        read(data)
    assert str(refusal.value) == (
        'Sheet1: columns C "Impact" and D "Severity (1-5)" look like the impact. '
        "Say which is meant: --map impact=C"
    )
    for name in ("d", "severity"):
        [entry] = read(data, Given({"impact": name if name == "d" else "Severity (1-5)"})).entries
        assert entry.fields == {"impact": 2}
        assert entry.kept == (("Impact", "4"),)
    assert "impact" not in read(data, Given({"impact": ""})).entries[0].fields


def test_a_column_that_is_not_there_or_twice_is_refused() -> None:
    data = csv_of(("ID", "Title", "Note", "Note"), (1, "a", "b", "c"))

    with pytest.raises(RuleError, match='There is no column "Cost"'):
        read(data, Given({"impact_cost_cents": "Cost"}))
    with pytest.raises(RuleError, match="Columns C and D are called"):
        read(data, Given({"cause": "Note"}))
    with pytest.raises(RuleError, match="header of column A and the letter of another"):
        read(csv_of(("B", "Title", "Owner"), (1, "a", "b")), Given({"impact": "B"}))


def test_merged_cells_say_the_same_in_each_row_and_that_is_said() -> None:
    rows = (HEADER, ("X1", "a", 1, 1, "Ana"), ("X2", "b", 2, 2, None), (None, None, 3, 3, None))

    found = read(book(*rows, merged=["E2:E3", "B3:B4"]))

    assert [entry.fields["owner"] for entry in found.entries] == ["Ana", "Ana"]
    assert "Sheet1: merged cells say the same in each of their rows: E2:E3." in found.remarks
    assert "Sheet1: merged cells count only where they begin: B3:B4." in found.remarks
    assert found.problems[0].where == "Sheet1 row 4"
    assert found.problems[0].reason.startswith("It has no title.")


def test_a_residual_above_the_current_rating_comes_in_and_is_said() -> None:
    header = (*HEADER, "Residual likelihood", "Residual impact")

    found = read(csv_of(header, (*ROWS[1], 4, 4)))

    assert len(found.entries) == 1
    assert any("row 2: the residual score 16 lies above" in it for it in found.remarks)


def test_long_prose_and_endless_blanks_are_read_at_once() -> None:
    blanks, header = " " * 200_000, ("Title", "Impact", "Status", "Probability", "Impact cost")
    cells = (f"a{blanks}b", f"Open{blanks}x", f"5{blanks}%-", f"1{blanks}x")

    found = read(csv_of(header, ("a", *cells)))

    assert found.entries[0].fields["effect"] == cells[0]
    assert [it[1] for it in found.entries[0].kept] == list(cells[1:])


def test_what_is_no_register_is_refused_with_a_sentence() -> None:
    for data, said in (
        (b"", "It is empty."),
        (b"just some text\nand more", "No row among the first 30 looks like the header"),
        (b"\xd0\xcf\x11\xe0 old", "It is an old XLS, or locked with a password."),
        (b"PK\x03\x04 not a zip at all", "It is no workbook that can be read."),
        (bytes(range(256)) * 20, "It is no text and no workbook."),
        (csv_of(("ID", "Likelihood"), (1, 2)), "has no column with the titles"),
    ):
        with pytest.raises(RuleError, match=said):
            read(data)
    with pytest.raises(RuleError, match="It is no workbook"):
        read(b"ID,Title\n1,a\n", path="register.xlsx")


def zipped(*entries: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(RuleError, match="times its size"):
        read(zipped(("xl/worksheets/sheet1.xml", b"0" * 2_000_000)))
    with pytest.raises(RuleError, match="It unpacks to 60 MB"):
        read(zipped(("a", b"0" * 30_000_000), ("b", b"0" * 30_000_000)))
    with pytest.raises(RuleError, match="It holds 1001 files"):
        read(zipped(*((f"{i}.xml", b"") for i in range(1001))))


def test_xml_that_declares_entities_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(book(HEADER, *ROWS))) as archive:
        entries = [(it, archive.read(it)) for it in archive.namelist()]
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    utf_16 = bomb.decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")

    for content in (bomb, utf_16):
        changed = [(n, content if n == "xl/workbook.xml" else it) for n, it in entries]
        with pytest.raises(RuleError, match="Its XML declares entities"):
            read(zipped(*changed))


def test_a_sheet_that_names_a_cell_far_away_is_read_all_the_same() -> None:
    wide: list[object] = [*ROWS[0], *[None] * 400, "far"]

    found = read(book(HEADER, wide))

    assert found.entries[0].fields == {"probability": 4, "impact": 5, "owner": "Ana"}


@pytest.mark.parametrize("text", STRINGS)
def test_any_text_comes_in_as_it_stands(text: str) -> None:
    data = csv_of(("ID", "Title", "Owner", "Cause", "Asset"), ("X1", "a", text, text, text))

    [entry] = read(data).entries
    if text.strip():
        assert entry.fields["owner"] == entry.fields["cause"] == text
        assert entry.kept == (("Asset", text),)


@settings(max_examples=60)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    for head in (b"", b"ID,Title,Likelihood,Due date,Impact cost\n", b"PK\x03\x04"):
        with suppress(RuleError):
            found = read(head + data)
            assert found.read == len(found.entries) + found.skipped


def test_the_samples_of_formula_injection_are_texts(samples: Path) -> None:
    lines = (samples / "hostile" / "csv-payload.txt").read_text("utf-8").splitlines()
    rows = [(f"X{i}", f"{line}", line) for i, line in enumerate(lines)]

    found = read(csv_of(("ID", "Title", "Cause"), *rows))

    assert [entry.fields["cause"] for entry in found.entries] == lines
    assert [entry.title for entry in found.entries] == lines
