"""A rating as people type it into one field: probability, then impact."""

from infraday.domain import RuleError
from infraday.domain.amounts import read_level
from infraday.domain.risk import LEVELS, Rating
from infraday.domain.wording import quoted

UNKNOWN = "?"
"""What stands for half of a rating that nobody has judged."""
_PARTED = str.maketrans(dict.fromkeys("×xX*,;/", " "))
_SHORT = {"vl": "1", "l": "2", "m": "3", "h": "4", "vh": "5"}


def read_rating(typed: str) -> Rating:
    """`4x5`, `4 5`, `high, very high`, `h/vh`: 1 to 5 each; `?` for what nobody has judged.
    Empty is not assessed."""
    words = typed.lower().replace("very ", "very_").translate(_PARTED).split()
    if not words or words == [UNKNOWN]:
        return Rating()
    if len(words) != 2:
        raise RuleError(
            f"{quoted(typed)} is no rating. Give probability and impact, such as 4x5 or high, low."
        )
    return Rating(_level(words[0], "probability"), _level(words[1], "impact"))


def _level(word: str, what: str) -> int | None:
    return None if word in (UNKNOWN, "-") else read_level(_SHORT.get(word, word), what)


def rating_text(rating: Rating) -> str:
    """As one would type it: `4x5`; nothing where nothing is judged."""
    if rating == Rating():
        return ""
    return "x".join(UNKNOWN if it is None else str(it) for it in rating)


def say_levels(rating: Rating) -> str:
    """`high × very high`; nothing where a half is missing."""
    if rating.probability is None or rating.impact is None:
        return ""
    return f"{LEVELS[rating.probability]} × {LEVELS[rating.impact]}"
