"""Registers that come back, that are half right, and that are something else: what is said of
them, and that nothing changes where nothing did."""

import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from infraday.domain import RuleError
from infraday.exchange import files
from tests.commands import Commands
from tests.registers import HEADER, ROWS, book, column, csv_of, read

QUOTE = b'ID,Title,Impact\nX1,Late,3\nX2,"never closes,4\n'
RATED = (
    "--pct", "40%", "--cost", "1000", "--probability", "3", "--impact", "4",
)  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx", "nist"])
def test_what_was_added_by_hand_comes_back_without_a_change(
    infraday: Commands, tmp_path: Path, form: str
) -> None:
    infraday("risk", "add", "Late switch", "--response", "mitigate", "--plan", "Two", *RATED)
    infraday("risk", "add", "Reuse", "--kind", "opportunity", "--response", "share", *RATED)
    path = tmp_path / "out"
    infraday("export", "risks", "--format", form, "-o", str(path))
    before = infraday.data("risks", "--all")

    data = infraday.data("import", "nist" if form == "nist" else "risks", str(path))

    assert (data["updated"], data["unchanged"]) == (0, 2)
    assert infraday.data("risks", "--all") == before
    assert [it["label"] for it in infraday.data("log")] == [
        "Add R-002 Reuse", "Add R-001 Late switch",
    ]  # fmt: skip


def test_a_cost_of_nothing_in_nists_json_is_one_that_nobody_knows(
    infraday: Commands, tmp_path: Path
) -> None:
    record = {"riskId": "N-1", "riskDescription": "Late", "riskResponseCost": 0}
    path = tmp_path / "n.json"
    path.write_text(json.dumps([record]))

    data = infraday.data("import", "nist", str(path))

    assert infraday.data("risks")[0]["response_cost_cents"] is None
    [cost] = [it for it in data["columns"] if it["field"] == "response_cost_cents"]
    assert cost["how"] == "0 is taken for not known, since the schema wants a number"


def test_the_list_goes_by_the_rating_that_is_looked_at(infraday: Commands) -> None:
    inherent = ("--inherent-probability", "5", "--inherent-impact", "5")
    infraday("risk", "add", "Was worse", "--probability", "1", "--impact", "1", *inherent)
    infraday("risk", "add", "Is worse", *RATED)

    assert [it["title"] for it in infraday.data("risks")] == ["Is worse", "Was worse"]
    first = infraday.data("risks", "--view", "inherent")[0]
    assert first["title"] == "Was worse"


def test_share_is_another_response_to_a_threat_than_to_an_opportunity() -> None:
    found = read(csv_of(("ID", "Title", "Response"), ("X1", "Late", "Share")))

    assert column(found, "C") == ("response", '"Share" is transfer for a threat')


def test_a_score_that_nobody_computed_is_not_missed() -> None:
    rows = (("ID", "Title", "Likelihood", "Impact", "Score"), ("X1", "Late", 4, 5, "=C2*D2"))

    found = read(book(*rows))

    assert found.problems == ()
    assert found.entries[0].fields == {"probability": 4, "impact": 5}


def test_an_error_in_a_column_for_the_notes_leaves_the_row_in() -> None:
    found = read(book(("ID", "Title", "Asset"), ("X1", "Late", "#N/A"), ("X2", "Dear", "=A1")))

    assert [entry.kept for entry in found.entries] == [(("Asset", "#N/A"),), (("Asset", "=A1"),)]


def test_strict_takes_nothing_of_a_file_that_was_not_read_to_its_end(
    infraday: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "q.csv"
    path.write_bytes(QUOTE)

    assert infraday("import", "risks", str(path), "--strict").code == 1
    assert infraday.data("risks") == []
    data = infraday.data("import", "risks", str(path))
    assert data["errors"] == [
        {
            "where": "q.csv row 3",
            "reason": "A quote opens there and never closes: the rest became one cell.",
        }
    ]
    monkeypatch.setattr("infraday.exchange.register_csv.MOST_ROWS", 2)
    monkeypatch.setattr("infraday.exchange.register_xlsx.MOST_ROWS", 2)
    for data in (csv_of(HEADER, ROWS[0], ("",)), book(HEADER, ROWS[0], (" ",))):
        assert read(data).problems == ()
    for data in (csv_of(HEADER, *ROWS), book(HEADER, *ROWS)):
        [problem] = read(data).problems
        assert problem.where.endswith(" row 3")
        assert problem.reason == "It and what follows were not read: 2 rows are the most."


def test_a_hidden_sheet_is_called_one() -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(HEADER, *ROWS, title="Old")))
    made.create_sheet("Shown")
    made["Old"].sheet_state = "hidden"
    file = io.BytesIO()
    made.save(file)

    found = read(file.getvalue())

    assert 'Read the hidden sheet "Old", whose header fits best, and not "Shown".' in found.remarks


def test_a_title_that_was_cut_is_named_by_its_row() -> None:
    found = read(csv_of(("ID", "Title"), ("X1", "long " * 200)))

    said = "titles longer than 500 characters were cut, and are whole in the notes: row 2."
    assert found.remarks[0] == f"register.csv: {said}"


def archive(**files: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "It is an ODS."),
        (archive(a="b"), "It is an archive, and no workbook."),
        (b'[{"riskId": "R-1"}]', "It is JSON. `infraday import nist` reads that of NIST IR 8286."),
        (b'\n {"a": 1}', "It is JSON."),
        (b"%PDF-1.7\n...", "It is a PDF."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "It is a picture."),
        ("ID,Title,Impact\n1,a,3\n".encode("utf-32"), "It is no text and no workbook."),
    ],
)
def test_what_is_something_else_is_called_by_its_name(data: bytes, said: str) -> None:
    with pytest.raises(RuleError, match=re.escape(said)):
        read(data)


def test_a_file_that_is_too_large_is_asked_for_with_less(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_bytes(b"x" * 11)

    with pytest.raises(RuleError, match=r"large.csv is larger than 0 MB. Export less."):
        files.content(str(path), 10)


def test_many_signs_are_not_said_one_by_one(infraday: Commands, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_bytes(csv_of(("ID", "Title"), *((f"X{i}", f"Bell\a {i}") for i in range(30))))
    infraday("import", "risks", str(path))

    result = infraday("export", "risks", "--format", "csv", "-o", str(tmp_path / "out.csv"))

    assert len(result.err.splitlines()) == 22
    assert "… and 10 more. With --json all are listed." in result.err


def test_every_naughty_string_goes_in_and_out_and_in_again(
    infraday: Commands, tmp_path: Path, samples: Path
) -> None:
    hostile = samples / "hostile"
    strings = json.loads((hostile / "blns.json").read_text("utf-8"))
    strings += (hostile / "csv-payload.txt").read_text("utf-8").splitlines()
    path, out = tmp_path / "naughty.csv", tmp_path / "out.xlsx"
    header = ("ID", "Title", "Cause", "Owner", "Response plan", "Trigger", "Lesson")
    path.write_bytes(csv_of(header, *((f"X{i}", f"Risk {i}", *[it] * 5)
                                      for i, it in enumerate(strings))))  # fmt: skip
    fields = ("cause", "owner", "response_plan", "trigger", "lesson")

    infraday("import", "risks", str(path))

    found = {it["title"]: [it[field] for field in fields] for it in infraday.data("risks")}
    assert found == {f"Risk {i}": [it if it.strip() else None] * 5 for i, it in enumerate(strings)}
    infraday("export", "risks", "-o", str(out))
    assert infraday.data("import", "risks", str(out))["unchanged"] == len(strings)
    sheet = openpyxl.load_workbook(out)["Risks"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} == {"s", "n", "d"}


def test_an_id_without_an_end_is_cut_where_it_is_named(infraday: Commands, tmp_path: Path) -> None:
    long = "X" * 5000
    sheet, nist = tmp_path / "r.csv", tmp_path / "r.json"
    sheet.write_bytes(csv_of(("ID", "Title"), (long, "a"), (long, "b")))
    record = {"riskId": long, "riskDescription": "c"}
    nist.write_text(json.dumps([record, record]))

    for kind, path in (("risks", sheet), ("nist", nist)):
        [error] = infraday.data("import", kind, str(path))["errors"]
        assert "XXX…" in error["reason"]
        assert len(error["where"] + error["reason"]) < 300
