"""Scores, bands and exposure against published examples; and the bands that a config replaces."""

from pathlib import Path

import pytest

from infraday.config import Config, ConfigError, load
from infraday.domain import risk_bands
from infraday.domain.risk import BANDS, SCALE, Band, Rating, band, exposure_cents
from tests.test_config import written

LOW, MEDIUM, HIGH, CRITICAL = Band
WORDS = {"L": LOW, "M": MEDIUM, "H": HIGH, "C": CRITICAL}

NIST_800_30 = ("LLLLL", "LLLLM", "LLMMH", "LLMHC", "LLMHC")
"""NIST SP 800-30 rev. 1, table I-2, by likelihood very low to very high, then by impact: very low
and low are L here, very high is C. It is no function of the product."""

NPSA = ("LLLMM", "LMMHH", "LMHHC", "MHHCC", "MHCCC")
"""National Patient Safety Agency (NHS), A risk matrix for risk managers, 2008: 1 to 3 low, 4 to 6
moderate, 8 to 12 high, 15 to 25 extreme."""


def cells(table: tuple[str, ...]) -> dict[str, str]:
    return {
        f"p{p}i{i}": str(WORDS[letter])
        for p, row in enumerate(table, 1)
        for i, letter in enumerate(row, 1)
    }


def test_the_default_bands_are_those_of_the_score() -> None:
    least = {LOW: 1, MEDIUM: 5, HIGH: 10, CRITICAL: 15}
    for score in (p * i for p in SCALE for i in SCALE):
        expected = max((it for it in Band if least[it] <= score), key=lambda it: least[it])
        found = {band(Rating(p, i)) for p in SCALE for i in SCALE if p * i == score}
        assert found == {expected}


@pytest.mark.parametrize("table", [NIST_800_30, NPSA])
def test_a_published_matrix_replaces_the_default_cell_by_cell(table: tuple[str, ...]) -> None:
    found = risk_bands.of(cells(table))

    for p in SCALE:
        assert [band(Rating(p, i), found) for i in SCALE] == [WORDS[it] for it in table[p - 1]]


def test_the_same_product_may_lie_in_two_bands() -> None:
    nist = risk_bands.of(cells(NIST_800_30))

    assert Rating(5, 2).score == Rating(2, 5).score == 10
    assert (band(Rating(5, 2), nist), band(Rating(2, 5), nist)) == (LOW, MEDIUM)


def test_what_is_not_assessed_has_neither_score_nor_band() -> None:
    for rating in (Rating(), Rating(5, None), Rating(None, 5)):
        assert (rating.score, band(rating)) == (None, None)


@pytest.mark.parametrize(
    ("probability_pct", "cost", "expected"),
    [
        (80, 10_000, 8_000),
        (30, 30_000, 9_000),
        (50, 8_000, 4_000),
        (10, 40_000, 4_000),
        (30, 20_000, 6_000),
        (25, 10_000, 2_500),
    ],
)
def test_exposure_is_that_of_a_published_contingency_budget(
    probability_pct: float, cost: int, expected: int
) -> None:
    """The six risks of TenStep, Use Expected Monetary Value to Create a Risk Contingency Budget;
    the formula is the one of PMBOK (EMV) and of NIST IR 8286 (exposureRating)."""
    assert exposure_cents(probability_pct, cost * 100) == expected * 100


def test_exposure_needs_both_halves_and_rounds_halves_up() -> None:
    assert exposure_cents(None, 100) is None
    assert exposure_cents(10, None) is None
    assert exposure_cents(0, 100) == 0
    assert exposure_cents(50, 1) == 1


def test_the_config_replaces_the_cells_it_names(tmp_path: Path) -> None:
    found = load(written(tmp_path, '[risk_bands]\np1i5 = "critical"\np5i1 = "low"\n'))

    assert Config().bands == BANDS
    assert band(Rating(1, 5), found.bands) is CRITICAL
    assert band(Rating(5, 1), found.bands) is LOW
    others = [(p, i) for p in SCALE for i in SCALE if {p, i} != {1, 5}]
    assert all(band(Rating(*it), found.bands) is band(Rating(*it)) for it in others)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('p6i1 = "low"', "risk_bands.p6i1: there is no such cell. Write probability and impact"),
        ('p1i1 = "hihg"', 'risk_bands.p1i1: "hihg" is no band. Did you mean high?'),
        ("p1i1 = 3", "risk_bands.p1i1: 3 is no band. Known are low, medium, high and critical."),
        ("p1i1 = ['low']", "risk_bands.p1i1: a list is no band."),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_key(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(written(tmp_path, f"[risk_bands]\n{line}\n"))
    assert f"line 3: {message}" in str(refusal.value)
