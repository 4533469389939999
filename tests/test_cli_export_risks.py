"""`infraday export risks`: CSV, XLSX and NIST's risk JSON, on stdout or in a file."""

import io
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands import Commands
from tests.nist_schema import mistakes

RATED = ("--probability", "4", "--impact", "5", "--pct", "40%", "--cost", "12500.50")


@pytest.fixture
def register(infraday: Commands) -> Commands:
    answer = ("--response", "mitigate", "--response-cost", "0", "--project", "dc-move")
    infraday("risk", "add", "Core switch late – Büro", *RATED, *answer)
    infraday("risk", "add", "=1+1", "--response", "escalate", *RATED)
    infraday("risk", "add", "Gone")
    infraday("risk", "close", "R-003")
    return infraday


def test_csv_on_stdout(register: Commands) -> None:
    code, out, err = register("export", "risks", "--format", "csv")

    assert (code, err) == (0, "")
    lines = out.split("\r\n")
    assert lines[0].startswith("ID,Title,Cause,")
    assert [line.split(",")[:2] for line in lines[1:-1]] == [
        ["R-001", "Core switch late – Büro"],
        ["R-002", "'=1+1"],
    ]


def test_files_are_named_by_their_ending(register: Commands, tmp_path: Path) -> None:
    table, sheet = tmp_path / "r.csv", tmp_path / "r.XLSX"

    assert register("export", "risks", "--all", "-o", str(table)).err == f"Risks in {table}: 3.\n"
    told = register.data("export", "risks", "--project", "dc-move", "-o", str(sheet))

    assert table.read_bytes().startswith(b"\xef\xbb\xbfID,Title,")  # which Excel reads as UTF-8
    assert table.stat().st_mode & 0o777 == 0o600
    assert told == {"format": "xlsx", "risks": 1, "errors": []}
    assert load_workbook(sheet)["Risks"]["B2"].value == "Core switch late – Büro"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_went_out_comes_in_the_same(register: Commands, tmp_path: Path, ending: str) -> None:
    words = ("--notes", "- a\n- b", "--lesson", "'=x", "--trigger", "@home", "--due", "15 Jan",
             "--response-cost", "0.50", "--residual-probability", "2", "--residual-impact", "2",
             "--inherent-probability", "5", "--inherent-impact", "5", "--review-every", "14",
             "--proximity", "this_month", "--category", "network", "--cause", "a\nb")  # fmt: skip
    register("risk", "edit", "R-001", *words, "--plan", "=two")
    register("risk", "occurred", "R-002")
    before = register.data("risks", "--all")
    file = str(tmp_path / f"register.{ending}")
    register("export", "risks", "--all", "-o", file)
    register.path = tmp_path / "another.db"

    assert register("import", "risks", file).code == 0

    assert register.data("risks", "--all") == before
    assert register.data("import", "risks", file)["unchanged"] == 3


def test_a_spreadsheet_goes_into_a_pipe_and_not_onto_a_terminal(
    register: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    octets = io.BytesIO()
    stdout = io.TextIOWrapper(octets, "utf-8")
    monkeypatch.setattr(sys, "stdout", stdout)
    assert register("export", "risks", "--format", "xlsx").code == 0
    assert load_workbook(io.BytesIO(octets.getvalue()))["Risks"].max_row == 3

    monkeypatch.setattr(stdout, "isatty", lambda: True)
    code, _, err = register("export", "risks", "--format", "xlsx")
    assert code == 2
    assert err == (
        "infraday: A spreadsheet is nothing to read in a terminal. Name a file with -o FILE.\n"
    )


def test_nist_json_is_valid_and_says_what_it_leaves_out(register: Commands) -> None:
    result = register("export", "risks", "--format", "nist", "--all")

    assert [record["riskId"] for record in result.json] == ["R-001"]
    assert [mistakes(record) for record in result.json] == [[]]
    assert result.err.splitlines() == [
        "Left out, to be escalated, for which NIST has no word: R-002.",
        "Left out, without a probability in percent: R-003.",
        "Left out, without an impact in money: R-003.",
        "Left out, without a response: R-003.",
    ]


REFUSED: tuple[tuple[tuple[str, ...], int, str], ...] = (
    ((), 2, "Which form is it to have? Give --format csv, xlsx or nist."),
    (("--format", "pdf"), 2, '--format: there is no "pdf".'),
    (("-o", "risks.pdf"), 2, "Which form is it to have?"),
    (("--format", "csv", "--json"), 2, "The register is printed as it is."),
    (("--format", "csv", "--project", "nope"), 3, "There is no project #nope."),
    (("-o", "/nowhere/r.xlsx"), 1, "/nowhere/r.xlsx cannot be written"),
)


def test_what_cannot_be_is_said(register: Commands) -> None:
    for words, code, said in REFUSED:
        found, line = register.refused("export", "risks", *words)
        assert (found, line[: len(said)]) == (code, said)


def test_a_disk_without_room_is_told(
    register: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("infraday.exchange.risk_xlsx.write", full)

    found = register.refused("export", "risks", "-o", str(tmp_path / "r.xlsx"))

    assert found == (1, "The spreadsheet cannot be written: No space left on device.")
