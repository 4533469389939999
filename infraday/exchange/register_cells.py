"""A cell of a risk register read as what its column holds. Nothing is guessed: what cannot be
meant is a WrongError, what is not understood an UnknownError; both carry their sentence."""

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from infraday.domain.wording import quoted
from infraday.exchange.register_words import LONGEST, folded, head


class NoValue(str):
    """A cell that ought to have a value and has none. The text is what it has instead."""

    __slots__ = ()


Cell: TypeAlias = str | int | float | date | NoValue | None


class WrongError(Exception):
    """A value that cannot be."""


class UnknownError(Exception):
    """A value that is not understood, and stays in the notes."""


SCALES = {
    3: "a scale to 3 as low, medium and high: 2, 3 and 4 of 5",
    5: "",
    10: "a scale to 10 in pairs: 1 and 2 are 1, 9 and 10 are 5",
    100: "a scale to 100 in fifths: up to 20 is 1, above 80 is 5",
}
"""Scales that have a place on 1 to 5, and how."""

FIFTHS = "percentages in fifths: up to 20 % is 1, above 80 % is 5"
"""The middles of the fifths are 10, 30, 50, 70 and 90 %, the probabilities of PMBOK's table."""


class Scale(NamedTuple):
    """How the numbers and words of a column are meant. `words` are levels from 1 to 5."""

    what: str  # "probability" or "impact"
    words: Mapping[str, int]
    most: int = 5
    percent: bool = False  # numbers are per cent
    fraction: bool = False  # numbers are parts of 1


_DIGITS = r"\d{1,15}(?:[.,]\d{1,9})?"
_NUMBER = re.compile(_DIGITS)
_SIGNED = re.compile(rf"[+-]?{_DIGITS}")
_PERCENT = re.compile(rf"([<>≤≥~]|up to|over|under|more than|less than)?\s*(-?{_DIGITS})\s*%", re.I)
_RANGE = re.compile(rf"({_DIGITS})\s*%?\s*(?:to|-|–|—|\.\.)\s*({_DIGITS})\s*%", re.I)
_NUMBERED = re.compile(r"(\d{1,3})\s*(?:[-–—:=.)(/]\s*|\s)([^\d%]+)")
_WORDED = re.compile(r"(\D+?)\s*[-–—:=(\[]?\s*(\d{1,3})\s*[)\]]?")
_OF = re.compile(r"(\d{1,3})\s*/\s*(\d{1,3})")
_UPWARDS = frozenset({">", "≥", "over", "more than"})
_DOWNWARDS = frozenset({"<", "≤", "up to", "under", "less than"})


def number(text: str) -> float | None:
    """`3`, `3.0`, `-3,5`."""
    said = text.strip()
    return float(said.replace(",", ".")) if _SIGNED.fullmatch(said) else None


def percentage(value: Cell) -> float | None:
    """What a text with a % says, of a range its middle; None where it has none. WrongError beyond
    0 to 100."""
    said = str(value).strip() if isinstance(value, str) else ""
    if "%" not in said or len(said) > LONGEST:
        return None
    if found := _RANGE.fullmatch(said):
        low, high = (_checked(float(it.replace(",", ".")), said) for it in found.groups())
        if low > high:
            raise WrongError(f"It ends below where it begins. Write it as {high:g}% to {low:g}%.")
        return (low + high) / 2
    if found := _PERCENT.fullmatch(said):
        sign, one = (found[1] or "").lower(), _checked(float(found[2].replace(",", ".")), said)
        if sign in _UPWARDS:
            return (one + 100) / 2
        return one / 2 if sign in _DOWNWARDS else one
    return None


def is_range(text: str) -> bool:
    return len(text) <= LONGEST and _RANGE.fullmatch(text.strip()) is not None


def _checked(percent: float, said: str) -> float:
    if not 0 <= percent <= 100:
        side = "more than 100 %" if percent > 100 else "below 0 %"
        raise WrongError(f"It is {side}. A probability lies from 0 to 100 %.")
    return percent


def fifth(percent: float) -> int:
    """The level of a percentage: the fifth of 0 to 100 that it lies in."""
    return max(1, math.ceil(percent / 20))


def rating(value: Cell, scale: Scale) -> tuple[int, float | None]:
    """A level from 1 to 5, and the percentage that it was written as."""
    if isinstance(value, int | float):
        return _of_number(float(value), scale)
    if not isinstance(value, str):
        raise UnknownError(f"It is a date, and no {scale.what}")
    if (percent := percentage(value)) is not None:
        if scale.what != "probability":
            raise UnknownError("It is a percentage, and nobody says of what")
        return fifth(percent), percent
    if (found := number(value)) is not None:
        return _of_number(found, scale)
    return _of_words(value.strip(), scale), None


def _of_number(found: float, scale: Scale) -> tuple[int, float | None]:
    if scale.percent or scale.fraction:
        percent = _checked(found if scale.percent else round(found * 100, 6), str(found))
        return fifth(percent), percent
    return _level(found, scale), None


def _level(found: float, scale: Scale) -> int:
    if scale.most not in SCALES:
        raise UnknownError(f"A scale to {scale.most} has no place on 1 to 5")
    if not found.is_integer():
        raise WrongError(f"It is no whole step of the {scale.what}, which is 1 to {scale.most}.")
    if not 1 <= found <= scale.most:
        hint = _hint(found, scale)
        raise WrongError(f"It is off the scale of the {scale.what}, 1 to {scale.most}.{hint}")
    level = int(found)
    if scale.most == 3:
        return level + 1
    return math.ceil(level * 5 / scale.most)


def _hint(found: float, scale: Scale) -> str:
    """What it may have been meant as."""
    if scale.most == 5 and 5 < found <= 10:
        return f" If the scale goes to 10, say --scale {scale.what}=10."
    if found > 100 and scale.what == "impact":
        return " If it is money, say --map impact_cost=COLUMN."
    if 5 < found <= 100 and scale.what == "probability":
        return " If it is a percentage, say --map probability_pct=COLUMN."
    return ""


def _of_words(said: str, scale: Scale) -> int:
    if len(said) > LONGEST:
        raise UnknownError(f"It is no {scale.what} that is known here")
    if found := _OF.fullmatch(said):
        return _level(float(found[1]), scale._replace(most=int(found[2])))
    if found := _NUMBERED.fullmatch(said):
        return _level(float(found[1]), scale)
    if level := scale.words.get(folded(said)) or scale.words.get(folded(head(said))):
        return level
    if (found := _WORDED.fullmatch(said)) and folded(found[1]) in scale.words:
        return _level(float(found[2]), scale)
    raise UnknownError(f"It is no {scale.what} that is known here")


_MONEY_SIGNS = re.compile(r"[$€£¥₹]|\b(?:USD|EUR|GBP|CHF|AUD|CAD|SEK|NOK|DKK|PLN|JPY|INR)\b", re.I)
_AMOUNT = re.compile(r"([+-]?)([\d.,'’\s]*\d)\s*(k|m|mn|mio|million|thousand)?", re.I)
_TIMES = {"k": 1_000, "thousand": 1_000}
MOST_CENTS = 10**15


def currencies(text: str) -> set[str]:
    return {it.upper() for it in _MONEY_SIGNS.findall(text)}


def money(value: Cell) -> int:
    """Whole cents: `15,000`, `€ 15 000.50`, `15.000,50`, `1.2m`."""
    if isinstance(value, int | float):
        return _cents(value)
    if not isinstance(value, str) or len(value) > LONGEST:
        raise UnknownError("It is no amount of money")
    said = _MONEY_SIGNS.sub("", value).strip()
    is_below = said.startswith("(") and said.endswith(")")
    found = _AMOUNT.fullmatch(said.strip("()").strip())
    if not found:
        raise UnknownError("It is no amount of money")
    amount = float(_decimal(found[2]))
    if unit := (found[3] or "").lower():
        amount *= _TIMES.get(unit, 1_000_000)
    return _cents(-amount if is_below or found[1] == "-" else amount)


def _cents(amount: float) -> int:
    if amount < 0:
        raise WrongError("It is below nothing. Write an amount of money without a sign.")
    if not amount <= MOST_CENTS // 100:
        raise WrongError("It is larger than any amount of money.")
    return round(amount * 100)


def _decimal(text: str) -> str:
    """Of points and commas the last is the decimal one, unless it stands twice or before three
    digits: money has two of them."""
    digits = re.sub(r"['’\s]", "", text)
    last = max(digits.rfind("."), digits.rfind(","))
    sign = digits[last] if last >= 0 else ""
    other = {".": ",", ",": "."}.get(sign, "")
    before_three = len(digits) - last == 4 and other not in digits
    if sign and (digits.count(sign) > 1 or before_three):
        return digits.replace(",", "").replace(".", "")
    return digits.replace(other, "").replace(",", ".") if sign else digits


_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?:\s.*)?")
_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{4}|\d{2})", re.I
)
_NAMED_FIRST = re.compile(r"([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.I)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def slashed(text: str) -> tuple[int, int] | None:
    """The first two numbers of `3/4/2026`, which people order in two ways."""
    found = _SLASHED.fullmatch(text.strip())
    return (int(found[1]), int(found[2])) if found else None


def day(value: Cell, order: str | None) -> date:
    """A date. `order` says what `3/4/2026` is: dmy, mdy, or None where nobody knows."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    said = str(value).strip()
    if found := _ISO.fullmatch(said):
        return _date(found[1], found[2], found[3])
    if found := _GERMAN.fullmatch(said):
        return _date(found[3], found[2], found[1])
    if found := _NAMED.fullmatch(said):
        return _date(found[3], _month(found[2]), found[1])
    if found := _NAMED_FIRST.fullmatch(said):
        return _date(found[3], _month(found[1]), found[2])
    if found := _SLASHED.fullmatch(said):
        if order is None:
            raise UnknownError("Nobody knows whether its day or its month comes first")
        month, of_month = (2, 1) if order == "dmy" else (1, 2)
        return _date(found[3], found[month], found[of_month])
    raise UnknownError("It is no date")


def _month(name: str) -> int:
    if name.lower() not in _MONTHS:
        raise UnknownError("It is no date")
    return _MONTHS.index(name.lower()) + 1


def _date(year: str, month: str | int, of_month: str) -> date:
    whole = int(year) + 2000 if len(year) == 2 else int(year)
    try:
        return date(whole, int(month), int(of_month))
    except ValueError:
        raise WrongError("There is no such date.") from None


def whole(value: Cell) -> int:
    """A number of days."""
    found = float(value) if isinstance(value, int | float) else number(str(value))
    if found is None:
        raise UnknownError("It is no number")
    if not found.is_integer() or not 1 <= found <= 3660:
        raise WrongError("It is no number of days from 1 to 3660.")
    return int(found)


def shown(value: Cell) -> str:
    """A cell as text, as it is kept in the notes."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return str(value.date())
    return "" if value is None else str(value)


def named(value: Cell) -> str:
    """A cell as a sentence names it: `"140 %"`."""
    return quoted(shown(value))
