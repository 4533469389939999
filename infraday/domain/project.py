"""What a project is: its status, and the key that `#` names."""

import unicodedata
from enum import StrEnum

from infraday.domain import RuleError
from infraday.domain.wording import quoted

LONGEST_KEY = 40


class ProjectStatus(StrEnum):
    PROPOSED = "proposed"
    ACTIVE = "active"
    ON_HOLD = "on_hold"
    CLOSED = "closed"


def key(text: str) -> str:
    """The key that a typed name stands for: lower case, spaces as dashes, without its `#`."""
    words = unicodedata.normalize("NFC", text).strip().removeprefix("#").split()
    slug = unicodedata.normalize("NFC", "-".join(words).lower())
    if slug[:1].isalpha() and len(slug) <= LONGEST_KEY and all(map(_may_stand, slug)):
        return slug
    raise RuleError(
        f"{quoted(text)} is no project key. A key starts with a letter, has letters, digits, - "
        f"and _ in it, and is at most {LONGEST_KEY} characters long."
    )


def _may_stand(sign: str) -> bool:
    """Marks belong to the letter before them: Hindi and Thai have no key without them."""
    return (
        sign in "-_"
        or sign.isalpha()
        or sign.isdecimal()
        or unicodedata.category(sign).startswith("M")
    )
