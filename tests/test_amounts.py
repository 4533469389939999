"""Money, percentages and levels as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.domain import RuleError
from infraday.domain.amounts import read_days, read_level, read_money, read_percent
from infraday.domain.money import say_money


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("0", 0),
        ("12000", 1_200_000),
        ("12 500.50", 1_250_050),
        ("12\u202f500,5", 1_250_050),
        ("12,500.50", 1_250_050),
        ("12.500,50", 1_250_050),
        ("1,250,000.5", 125_000_050),
        ("12'500", 1_250_000),
        (" 7.05 ", 705),
    ],
)
def test_money_is_read_to_the_cent(text: str, cents: int) -> None:
    assert read_money(text) == cents


@pytest.mark.parametrize(
    "text",
    ["", "x", "-", "12,500", "12.500", "12.5001", "1 2", "1,25,000.00", "1.2.3", "12k", "٣",
     "9" * 25, "9" * 20, "1 250,000.5", ".5", "5."],
)  # fmt: skip
def test_what_is_no_amount_or_may_be_two_is_refused(text: str) -> None:
    with pytest.raises(RuleError, match=r"is no amount of money. Write it as 12500 or 12 500.50."):
        read_money(text)


def test_a_cost_below_nothing_is_refused() -> None:
    with pytest.raises(RuleError, match="A cost is an amount from 0 on"):
        read_money("-5")


@given(st.integers(0, 10**15))
def test_money_as_it_is_shown_is_read_back(cents: int) -> None:
    assert read_money(say_money(cents)) == cents


@pytest.mark.parametrize(
    ("text", "percent"),
    [("40%", 40), ("40 %", 40), ("40", 40), ("2,5%", 2.5), ("0.4", 0.4), ("100%", 100)],
)
def test_percentages(text: str, percent: float) -> None:
    assert read_percent(text) == percent


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("140%", "140 % is no probability. Write one from 0 to 100 %."),
        ("-3", "-3 % is no probability."),
        ("x", '"x" is no percentage. Write it as 40% or 2.5%.'),
        ("%", "is no percentage"),
        ("1e3", "is no percentage"),
        ("nan", "is no percentage"),
    ],
)
def test_what_is_no_percentage_is_refused(text: str, said: str) -> None:
    with pytest.raises(RuleError) as refusal:
        read_percent(text)

    assert said in str(refusal.value)


def test_levels_are_numbers_or_their_words() -> None:
    assert [read_level(it) for it in ("1", "5", "high", "Very  Low", "very_high")] == [
        1,
        5,
        4,
        1,
        5,
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("6", "6 is off the scale. Rate the impact from 1 (very low) to 5 (very high)."),
        ("0", "0 is off the scale."),
        ("x", '"x" is no impact. Rate it from 1 (very low) to 5 (very high).'),
        ("4.5", '"4.5" is no impact.'),
    ],
)
def test_what_is_off_the_scale_is_refused(text: str, said: str) -> None:
    with pytest.raises(RuleError) as refusal:
        read_level(text, "impact")

    assert str(refusal.value).startswith(said)


def test_days() -> None:
    assert (read_days("14"), read_days(" 7d ")) == (14, 7)
    with pytest.raises(RuleError, match="is no number of days"):
        read_days("a week")
