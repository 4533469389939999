"""A rating in one field, as people type it."""

import pytest

from infraday.domain import RuleError
from infraday.domain.risk import Rating
from infraday.domain.risk_typed import rating_text, read_rating, say_levels


@pytest.mark.parametrize(
    ("typed", "rating"),
    [
        ("4x5", (4, 5)),
        ("4 × 5", (4, 5)),
        ("4 5", (4, 5)),
        ("high, very high", (4, 5)),
        ("Very Low x m", (1, 3)),
        ("H/VH", (4, 5)),
        ("4x?", (4, None)),
        ("-,2", (None, 2)),
        ("?", (None, None)),
        ("  ", (None, None)),
    ],
)
def test_a_rating_is_read_as_people_write_it(typed: str, rating: tuple[int | None, ...]) -> None:
    assert read_rating(typed) == Rating(*rating)


@pytest.mark.parametrize(
    ("typed", "why"),
    [("4", "Give probability and impact"), ("4x6", "6 is off the scale"), ("0 1", "off the"),
     ("4x5x1", "is no rating"), ("tall, low", "is no probability")],
)  # fmt: skip
def test_what_is_no_rating_is_refused_with_an_example(typed: str, why: str) -> None:
    with pytest.raises(RuleError, match=why):
        read_rating(typed)


def test_a_rating_is_said_in_words_and_typed_again_it_is_the_same() -> None:
    assert say_levels(Rating(1, 4)) == "very low × high"
    assert say_levels(Rating(1, None)) == ""
    for rating in (Rating(4, 5), Rating(None, 2), Rating()):
        assert read_rating(rating_text(rating)) == rating
