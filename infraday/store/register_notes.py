"""What a register says that no field of a risk holds: lines of its notes, `Header: value`."""

import re
from collections.abc import Iterable


def composed(said: str | None, kept: Iterable[tuple[str, str]]) -> str:
    """The notes of a risk that is new."""
    lines = [_line(header, value) for header, value in kept]
    return "\n\n".join(part for part in (said or "", "\n".join(lines)) if part)


def merged(now: str, said: str | None, kept: Iterable[tuple[str, str]]) -> str:
    """The notes of one that the plan has: a line of the register takes the place of what it said
    before, and nothing that a person wrote is lost."""
    notes = now
    if said and said not in notes:
        notes = said if notes in said else f"{notes}\n\n{said}"
    for header, value in kept:
        line = _line(header, value)
        if _stands(line, notes):
            continue
        before = re.compile(rf"^{re.escape(_head(header))}:(?: .*|$)(?:\n  .*)*", re.M)
        if before.search(notes):
            notes = before.sub(lambda found, line=line: line, notes, count=1)  # type: ignore[misc]
        else:
            notes = f"{notes}\n{line}" if notes else line
    return notes


def _stands(line: str, notes: str) -> bool:
    """Whether it stands there as whole lines."""
    return f"\n{line}\n" in f"\n{notes}\n"


def _line(header: str, value: str) -> str:
    """A value with line breaks goes on below, moved in."""
    return f"{_head(header)}: " + "\n  ".join(value.replace("\r\n", "\n").split("\n"))


def _head(header: str) -> str:
    return " ".join(header.split())
