"""What one types to see only some tasks of the matrix: `#project`, `@owner`, words of the title."""

from collections.abc import Iterable
from typing import NamedTuple


class Wanted(NamedTuple):
    """What a line asks for; `unknown` says of a project that there is none."""

    words: tuple[str, ...] = ()
    project: str | None = None
    owner: str | None = None
    unknown: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.project or self.owner or self.unknown)

    def __str__(self) -> str:
        """As the header tells it."""
        parts = (
            f"#{self.project}" if self.project else "",
            f"@{self.owner}" if self.owner else "",
            *self.words,
            f"(there is no #{self.unknown})" if self.unknown else "",
        )
        return " ".join(part for part in parts if part)


def read(typed: str, projects: Iterable[str], owners: Iterable[str]) -> Wanted:
    """A project or an owner may be typed in part: the first that begins so is taken."""
    wanted = Wanted()
    for word in typed.split():
        sign, name = word[:1], word[1:].casefold()
        if sign == "#" and name:
            key = first_that_begins(name, projects)
            wanted = wanted._replace(project=key, unknown="" if key else word[1:])
        elif sign == "@" and name:
            wanted = wanted._replace(owner=first_that_begins(name, owners) or word[1:])
        elif word not in ("#", "@"):
            wanted = wanted._replace(words=(*wanted.words, word))
    return wanted


def first_that_begins(begun: str, known: Iterable[str]) -> str | None:
    """The name itself, else the first that begins so; `begun` is casefolded."""
    found = [name for name in known if name.casefold().startswith(begun)]
    exact = [name for name in found if name.casefold() == begun]
    return next(iter(exact or found), None)
