"""Amounts as people type them: money, percentages, and the levels of probability and impact."""

from infraday.domain import RuleError
from infraday.domain.refs import LARGEST
from infraday.domain.risk import LEVELS
from infraday.domain.risk_rules import check_cost, check_pct, rate
from infraday.domain.wording import quoted

_SPACES = "_'’"  # which some write between groups of digits, as well as all kinds of spaces
_LONGEST = 24
_LEVEL = {word: level for level, word in LEVELS.items()}


def read_money(text: str) -> int:
    """Cents, from units of money: `12000`, `12 500.50`, `12500,5`. One separator with three
    digits behind it may be either sign, so it is refused."""
    words = "".join(" " if it.isspace() or it in _SPACES else it for it in text.strip())
    cents = _cents(words.removeprefix("-")) if len(words) <= _LONGEST else None
    if cents is None:
        raise RuleError(f"{quoted(text)} is no amount of money. Write it as 12500 or 12 500.50.")
    check_cost(-cents if words.startswith("-") else cents)
    return cents


def read_percent(text: str) -> float:
    """0 to 100, from `40%`, `40 %`, `40` or `2.5`; a bare 0.4 is less than one percent."""
    words = text.strip().removesuffix("%").rstrip().replace(",", ".")
    whole, dot, rest = words.removeprefix("-").partition(".")
    if len(words) > _LONGEST or not _digits(whole) or (dot and not _digits(rest)):
        raise RuleError(f"{quoted(text)} is no percentage. Write it as 40% or 2.5%.")
    percent = float(words)
    check_pct(percent)
    return percent


def read_level(text: str, what: str = "probability") -> int:
    """1 to 5, as a number or in its words: `4` or `high`."""
    words = " ".join(text.lower().replace("_", " ").split())
    if words in _LEVEL:
        return _LEVEL[words]
    if not _digits(words.removeprefix("-")) or len(words) > _LONGEST:
        raise RuleError(
            f"{quoted(text)} is no {what}. Rate it from 1 ({LEVELS[1]}) to 5 ({LEVELS[5]})."
        )
    level = int(words)
    rate(*((level, None) if what == "probability" else (None, level)))
    return level


def read_days(text: str) -> int:
    """A count of days: `14`."""
    words = text.strip().removesuffix("d").rstrip()
    if not _digits(words) or len(words) > 6:
        raise RuleError(f"{quoted(text)} is no number of days. Write it as 14.")
    return int(words)


def _cents(words: str) -> int | None:
    """None for what is no amount, or may be two."""
    marks = [it for it in words if it in ".,"]
    if not marks:
        whole, rest = words, ""
    elif marks.count(marks[-1]) == 1:
        whole, _, rest = words.rpartition(marks[-1])
        if not 1 <= len(rest) <= 2 or not _digits(rest):
            return None
    else:
        return None
    between = " " if " " in whole else marks[0] if len(marks) > 1 else " "
    groups = whole.split(between)
    if not all(map(_digits, groups)) or not _grouped(groups):
        return None
    cents = int("".join(groups)) * 100 + int((rest + "00")[:2])
    return cents if cents <= LARGEST else None


def _grouped(groups: list[str]) -> bool:
    return len(groups) == 1 or (
        1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    )


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
