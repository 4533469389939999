"""Registers in CSV and XLSX: which sheet, row and columns they are, and what their cells say."""

from datetime import date
from pathlib import Path

import pytest

from infraday.domain import RuleError
from infraday.exchange import register
from infraday.exchange.register_header import match
from infraday.exchange.register_mapping import Given
from tests.registers import HEADER, ROWS, book, books, column, csv_of, rated, read


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_separator_and_encoding_of_csv_is_read(separator: str, encoding: str) -> None:
    rows = (("X1", "Käfig, zu\nspät", 4, 5, "Zoë"), *ROWS[1:])

    found = read(csv_of(HEADER, *rows, separator=separator, encoding=encoding))

    assert [entry.title for entry in found.entries] == ["Käfig, zu spät", "Licence runs out"]
    assert found.entries[0].fields == {"probability": 4, "impact": 5, "owner": "Zoë"}
    assert found.problems == ()
    assert any("Windows-1252" in it for it in found.remarks) == (encoding == "cp1252")


def test_excels_line_that_names_the_separator_keeps_the_rows_numbers() -> None:
    found = read(b"sep=;\n" + csv_of(HEADER, *ROWS, separator=";"))

    assert [entry.where for entry in found.entries] == ["register.csv row 3", "register.csv row 4"]


def test_a_quote_that_never_closes_is_said() -> None:
    found = read(b'ID,Title,Likelihood\n1,Late,3\n2,"Never closed,4\n')

    assert [entry.uid for entry in found.entries] == ["1", "2"]
    [problem] = found.problems
    assert problem.where == "register.csv row 3"
    assert problem.reason == "A quote opens there and never closes: the rest became one cell."


def test_the_header_may_stand_on_line_six_and_rows_may_be_empty() -> None:
    above = (("Register of the move",), (), ("Owner: Ana",), (), ())

    found = read(book(*above, HEADER, ROWS[0], (), ROWS[1], ("X3",), (None, "  ")))

    assert [entry.where for entry in found.entries] == ["Sheet1 row 7", "Sheet1 row 9"]
    assert "The header is row 6; what stands above it was not read." in found.remarks
    assert "Sheet1 row 10 holds only an ID: skipped." in found.remarks
    assert (found.read, found.skipped) == (3, 1)


def test_the_sheet_whose_header_fits_best_is_read_and_that_is_said() -> None:
    lists = [("Type", "Status"), ("Quality", "Active")]
    data = books({"Lists": lists, "Risks": [HEADER, *ROWS], "Old": [HEADER[:3], ROWS[0][:3]]})

    assert len(read(data).entries) == 2
    assert read(data).remarks[0] == (
        'Read the sheet "Risks", whose header fits best, and not "Lists" and "Old".'
    )
    assert len(read(data, Given(sheet="old")).entries) == 1
    with pytest.raises(RuleError, match='There is no sheet "New"'):
        read(data, Given(sheet="New"))


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Risk_ID", "uid"),
        ("L_1to5", "probability"),
        ("residual_I_1to5", "residual_impact"),
        ("Inherent Likelihood (1-5)", "inherent_probability"),
        ("Pre-mitigation impact", "inherent_impact"),
        ("Likelihood after treatment", "residual_probability"),
        ("Post-Mitigation Risk Rating", "residual_score"),
        ("Current risk rating", "score"),
        ("Impact\n(monetary)", "impact_cost_cents"),
        ("Impact (€)", "impact_cost_cents"),
        ("Probability (%)", "probability_pct"),
        ("Target date", "response_due"),
        ("Review every (days)", "review_every_days"),
    ],
)
def test_a_header_is_known_by_its_synonyms(header: str, field: str) -> None:
    assert match(header).fields[0] == field


@pytest.mark.parametrize("header", ["Asset ID", "Review date", "Date raised", "Threat", "Net cost"])
def test_a_header_that_may_mean_several_things_means_none(header: str) -> None:
    assert match(header).fields == ()


def test_words_of_five_levels_and_of_three_are_the_same_levels() -> None:
    """PM²'s words, which NIST SP 800-30 has in tables G-2 and H-3."""
    assert rated("very low", "Low", "MEDIUM", "high", "Very High") == [1, 2, 3, 4, 5]
    assert rated("L", "M", "H") == [2, 3, 4]
    likely = ("rare", "unlikely", "possible", "likely", "almost certain")
    assert rated(*likely) == [1, 2, 3, 4, 5]
    assert rated("negligible", "minor", "moderate", "major", "severe", column="Impact") == [
        1, 2, 3, 4, 5,
    ]  # fmt: skip
    assert rated("severe", "catastrophic", column="Impact") == [4, 5]


def test_numbers_with_words_and_other_scales() -> None:
    assert rated("4 - Likely", "Likely (4)", "2/5", "3.0", 5) == [4, 4, 2, 3, 5]
    assert rated(1, 2, 3, column="Likelihood (1-3)") == [2, 3, 4]
    assert rated(1, 2, 7, 10, column="Likelihood 1 to 10") == [1, 1, 4, 5]


def test_percentages_are_kept_and_rated_by_their_fifth() -> None:
    found = read(book(("ID", "Title", "Probability"), (1, "a", "75% to 100%"), (2, "b", "20 %"),
                      (3, "c", "21%"), (4, "d", "<10%"), (5, "e", "0%")))  # fmt: skip

    said = [(it.fields["probability_pct"], it.fields["probability"]) for it in found.entries]
    assert said == [(87.5, 5), (20, 1), (21, 2), (5, 1), (0, 1)]
    assert "percentages in fifths" in column(found, "C")[1]
    assert rated(0.3, 0.75, 1) == [2, 4, 5]


def test_what_stands_in_a_column_settles_what_it_is() -> None:
    header = ("Title", "Impact", "Impact score", "Response", "Type")
    row = ("a", "The move is late", 4, "Order a second switch", "Opportunity")
    prose = read(csv_of(header, row))

    assert prose.entries[0].fields == {
        "effect": "The move is late", "impact": 4, "response_plan": "Order a second switch",
        "kind": "opportunity",
    }  # fmt: skip
    words = read(csv_of(("Title", "Impact", "Response", "Type"), ("a", "High", "Reduce", "Legal")))
    assert words.entries[0].fields == {"impact": 4, "response": "mitigate", "category": "legal"}


@pytest.mark.parametrize(
    ("kind", "word", "response"),
    [
        ("threat", "Eliminate", "avoid"),
        ("threat", "reduce", "mitigate"),
        ("threat", "Share", "transfer"),
        ("threat", "Tolerate", "accept"),
        ("threat", "Treat", "mitigate"),
        ("threat", "Terminate", "avoid"),
        ("opportunity", "Share", "share"),
        ("opportunity", "Realize", "exploit"),
    ],
)
def test_responses_have_their_words(kind: str, word: str, response: str) -> None:
    [entry] = read(csv_of(("Title", "Kind", "Response"), ("a", kind, word))).entries

    assert entry.fields["response"] == response


def test_a_response_that_cannot_answer_stays_in_the_notes() -> None:
    found = read(csv_of(("Title", "Kind", "Response"), ("a", "threat", "Exploit")))

    assert "response" not in found.entries[0].fields
    assert found.entries[0].kept == (("Response", "exploit"),)
    assert any('row 2 "exploit"' in it for it in found.remarks)


def test_dates_and_money_are_read_where_they_are_certain() -> None:
    header = ("Title", "Due date", "Impact cost")
    found = read(csv_of(header, ("a", "2026-12-01", "€ 15.000,50"), ("b", "24.12.2026", "15,000"),
                        ("c", "3 Mar 2027", "1.2m"), ("d", "TBD", "12.5")))  # fmt: skip

    said = [(it.fields.get("response_due"), it.fields["impact_cost_cents"]) for it in found.entries]
    assert said == [
        (date(2026, 12, 1), 1_500_050),
        (date(2026, 12, 24), 1_500_000),
        (date(2027, 3, 3), 120_000_000),
        (None, 1_250),
    ]


def test_dates_in_two_orders_are_not_guessed() -> None:
    rows = [("Title", "Due date"), ("a", "3/4/2026")]

    unknown = read(csv_of(*rows))
    assert unknown.entries[0].fields == {}
    assert unknown.entries[0].kept == (("Due date", "3/4/2026"),)
    assert "--dates dmy" in column(unknown, "B")[1]
    known = read(csv_of(*rows, ("b", "24/12/2026")))
    assert known.entries[0].fields["response_due"] == date(2026, 4, 3)
    said = read(csv_of(*rows), Given(dates="mdy"))
    assert said.entries[0].fields["response_due"] == date(2026, 3, 4)


def test_what_has_no_field_is_kept_in_the_notes_and_said() -> None:
    found = read(csv_of((*HEADER, "Asset", "Category"), (*ROWS[0], "SW-1", "IAM / Phishing")))

    assert found.entries[0].kept == (("Category", "IAM / Phishing"), ("Asset", "SW-1"))
    assert column(found, "F") == (None, "")
    assert '"IAM / Phishing" not understood' in column(found, "G")[1]
    assert found.remarks[-1].endswith('column F "Asset".')


def test_a_score_is_held_against_ours() -> None:
    found = read(csv_of((*HEADER, "Score"), (*ROWS[0], 20), (*ROWS[1], 9)))

    assert "score" not in found.entries[0].fields
    assert found.remarks[0] == (
        "register.csv: the score differs from probability × impact in row 3: 9, here 6."
    )


def test_a_group_above_the_header_says_which_rating_it_is() -> None:
    groups = ("", "", "Inherent risk", None, "Residual risk", None)
    header = ("ID", "Title", "Likelihood", "Impact", "Likelihood", "Impact")

    found = read(book(groups, header, (1, "a", 5, 4, 2, 1), merged=["C1:D1", "E1:F1"]))

    assert found.entries[0].fields == {
        "inherent_probability": 5, "inherent_impact": 4, "residual_probability": 2,
        "residual_impact": 1,
    }  # fmt: skip


def test_the_samples_come_in(samples: Path) -> None:
    folder = samples / "registers"
    it = register.read(str(folder / "it_risk_register_5x5.csv"))
    quality = register.read(str(folder / "quality_risk_register.csv"))
    prince2 = register.read(str(folder / "prince2_risk_register.xlsx"))

    assert (len(it.entries), it.skipped, it.problems) == (30, 0, ())
    assert sum("residual_impact" in entry.fields for entry in it.entries) == 30
    assert {entry.fields["response"] for entry in it.entries} == {"mitigate"}
    assert [it.fields["probability"] for it in quality.entries] == [5, 4]
    assert [it.fields["impact"] for it in quality.entries] == [5, 3]
    assert (len(prince2.entries), prince2.skipped) == (3, 3)
    assert [it.fields["probability_pct"] for it in prince2.entries] == [87.5, 62.5, 62.5]
    assert prince2.entries[1].fields["impact_cost_cents"] == 2_000_000
