"""`infraday import risks` and `import nist`: the preview, the mapping, what is refused."""

import json
from pathlib import Path

import pytest

from tests.commands import Commands
from tests.registers import HEADER, ROWS, book, csv_of

AMBIGUOUS = csv_of(("ID", "Title", "Likelihood", "Impact", "Severity"), ("X1", "Late", 4, 5, 2))
NIST = {
    "riskId": "N-1", "riskDescription": "Core switch late", "riskCategory": "Supply chain",
    "riskLikelihood": 40, "riskImpact": 12000.5, "exposureRating": 4800.2,
    "riskResponseType": ["Mitigate"], "riskResponseCost": 900,
    "riskResponseDescription": "Order early", "riskOwnerPointOfContact": "Ana", "status": "Open",
}  # fmt: skip


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "register.xlsx"
    path.write_bytes(book((*HEADER, "Score", "Asset"), (*ROWS[0], 20, "SW-1"), (*ROWS[1], 6, "")))
    return path


def test_a_preview_says_how_each_column_is_read_and_changes_nothing(
    infraday: Commands, sheet: Path
) -> None:
    result = infraday("import", "risks", str(sheet), "--dry-run")

    assert (result.code, result.out) == (0, "Would import the register register: 2 new\n")
    assert result.err.splitlines()[-8:] == [
        'A "ID": ID', 'B "Title": title', 'C "Likelihood": probability', 'D "Impact": impact',
        'E "Owner": owner', 'F "Score": computed here, so not taken',
        'G "Asset": kept in the notes',
        'Kept in the notes, since no field is like them: column G "Asset".',
    ]  # fmt: skip
    assert infraday.data("log") == []


def test_it_comes_in_once_and_one_undo_takes_it_back(infraday: Commands, sheet: Path) -> None:
    first = infraday("import", "risks", str(sheet))
    again = infraday.data("import", "risks", str(sheet))

    assert (first.code, first.out) == (0, "Import the register register: 2 new\n")
    columns = again.pop("columns")
    assert columns[2] == {"column": "C", "header": "Likelihood", "field": "probability", "how": ""}
    assert again == {
        "format": "risks", "register": "register", "read": 2, "created": 0, "updated": 0,
        "unchanged": 2, "skipped": 0, "errors": [],
    }  # fmt: skip
    assert infraday("undo").out == "Undone: Import the register register: 2 new\n"


def test_an_ambiguous_column_is_refused_named_saved_and_named_again(
    infraday: Commands, tmp_path: Path
) -> None:
    path, saved = tmp_path / "r.csv", tmp_path / "mapping.toml"
    path.write_bytes(AMBIGUOUS)

    code, said = infraday.refused("import", "risks", str(path))
    assert code == 1
    assert said == (
        'r.csv: columns D "Impact" and E "Severity" look like the impact. '
        "Say which is meant: --map impact=D"
    )
    words = ("import", "risks", str(path), "--name", "move")
    assert infraday(*words, "--map", "impact=E", "--save-mapping", str(saved)).code == 0
    assert 'impact = "Severity"' in saved.read_text()
    assert infraday(*words, "--mapping", str(saved)).out == (
        "Import the register move: nothing new\n"
    )
    twice = infraday.refused(*words, "--map", "impact=E", "--save-mapping", str(saved))
    assert "is there already" in twice[1]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--map", "impct=E"), 2, "Did you mean impact?"),
        (("--map", "impact"), 2, "Write FIELD=COLUMN"),
        (("--scale", "impact=7"), 2, "Known ends are 3, 5, 10, 100."),
        (("--header", "0"), 2, "from 1 up"),
        (("--mapping", "no.toml"), 1, "no.toml cannot be read"),
        (("--sheet", "Other"), 1, 'There is no sheet "Other"'),
        (("--project", "7"), 2, "is no project key"),
    ],
)
def test_what_is_said_wrongly_is_refused(
    infraday: Commands, sheet: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    found, line = infraday.refused("import", "risks", str(sheet), *words)

    assert (found, said in line) == (code, True), line


def test_a_mapping_that_is_wrong_is_refused_by_its_key(
    infraday: Commands, sheet: Path, tmp_path: Path
) -> None:
    for text, said in (
        ("colums = 1", "Did you mean columns?"),
        ("columns = 1", "columns is a table"),
        ("[columns]\nimpact = 5", "in quotes"),
        ("header = true", "header is the number of a row"),
        ("[scales]\nimpact = 4", "A scale that ends at 4"),
        ("[columns", "this is no TOML"),
    ):
        path = tmp_path / "m.toml"
        path.write_text(text)
        code, line = infraday.refused("import", "risks", str(sheet), "--mapping", str(path))
        assert code == 1
        assert said in line


def test_the_good_rows_come_in_unless_strict(infraday: Commands, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(csv_of(HEADER, *ROWS, ("X3", "Too likely", "140 %", 1, "")))

    code = infraday("import", "risks", str(path), "--strict").code
    assert code == 1
    assert infraday.data("log") == []
    result = infraday("import", "risks", str(path))
    assert result.out == "Import the register r: 2 new\n"
    assert 'r.csv row 4 column C "140 %": It is more than 100 %.' in result.err
    assert "Left out: 1 of 3." in result.err


def test_several_registers_are_one_change_and_stdin_is_one(
    infraday: Commands, sheet: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    other.write_bytes(csv_of(("Title", "Impact"), ("Cooling fails", "High"), ("", "9")))

    data = infraday.data("import", "risks", str(sheet), str(other))
    assert (data["register"], data["created"], data["skipped"]) == ("2 registers", 3, 1)
    assert data["errors"][0]["where"] == f'{other} other.csv row 3 column B "9"'
    result = infraday("import", "risks", "-", stdin=csv_of(HEADER, *ROWS))
    assert result.out == "Import the register stdin: nothing new\n"
    assert infraday.refused("import", "risks", str(tmp_path / "no.csv"))[0] == 3


def test_nists_json_comes_in(infraday: Commands, tmp_path: Path) -> None:
    path = tmp_path / "nist.json"
    bad = {**NIST, "riskId": "N-2", "riskLikelihood": 140}
    up = {**NIST, "riskId": "N-3", "riskDescription": "Early", "riskResponseType": ["Realize"]}
    path.write_text(json.dumps([NIST, bad, up, 7]), "utf-8")

    data = infraday.data("import", "nist", str(path))

    assert (data["created"], data["skipped"]) == (2, 2)
    assert [it["where"] for it in data["errors"]] == [
        'nist.json risk 2 N-2 riskLikelihood "140"', "nist.json risk 4",
    ]  # fmt: skip
    first, early = infraday.data("risks")
    wanted = {
        "title": "Core switch late", "category": "vendor", "probability_pct": 40.0,
        "impact_cost_cents": 1_200_050, "exposure_cents": 480_020, "response": "mitigate",
        "response_cost_cents": 90_000, "response_plan": "Order early", "owner": "Ana",
        "probability": 2, "impact": None,
    }  # fmt: skip
    found = {it["title"]: it for it in (first, early)}
    assert {key: found["Core switch late"][key] for key in wanted} == wanted
    assert (found["Early"]["kind"], found["Early"]["response"]) == ("opportunity", "exploit")
    assert infraday.data("import", "nist", str(path))["unchanged"] == 2
    for text in ("{", '{"a": 1}', "7"):
        path.write_text(text)
        assert infraday.refused("import", "nist", str(path))[0] == 1


@pytest.mark.parametrize("form", ["csv", "xlsx", "nist"])
def test_what_infraday_wrote_comes_back_without_a_change(
    infraday: Commands, sheet: Path, tmp_path: Path, form: str
) -> None:
    infraday("import", "risks", str(sheet))
    path = tmp_path / "out"
    assert infraday("export", "risks", "--format", form, "-o", str(path)).code == 0

    kind = "nist" if form == "nist" else "risks"
    data = infraday.data("import", kind, str(path))

    assert data["errors"] == []
    assert data["created"] == data["updated"] == data["skipped"] == 0
    assert data["unchanged"] == data["read"]
