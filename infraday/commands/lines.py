"""Where the text of a capture comes from: the command's words, one asked line, or stdin."""

import sys
from collections.abc import Iterator
from typing import NamedTuple

from infraday.domain import text
from infraday.shell import Shell, UsageError

_BOM = b"\xef\xbb\xbf"  # editors put it before the first line


class Line(NamedTuple):
    """`number` counts the lines of stdin from 1; other text has none."""

    number: int | None
    text: str

    def remark(self, said: str) -> str:
        return said if self.number is None else f"Line {self.number}: {said}"


def wanted(words: list[str], shell: Shell) -> Iterator[Line]:
    """The lines to capture, blank ones left out; bytes that are no UTF-8 are kept and told of."""
    if words == ["-"]:
        yield from _of_stdin(shell)
    elif words:
        yield Line(None, " ".join(words))
    elif sys.stdin and sys.stdin.isatty():
        yield Line(None, text.decode(_asked())[0])
    else:
        raise UsageError(
            "There is nothing to add. Write it in single quotes: infraday add 'call Cisco !', "
            "or give - to read a line for each from stdin."
        )


def _of_stdin(shell: Shell) -> Iterator[Line]:
    for number, raw in enumerate(sys.stdin.buffer if sys.stdin else (), 1):
        plain = raw.removeprefix(_BOM) if number == 1 else raw
        line, odd = text.decode(plain.removesuffix(b"\n").removesuffix(b"\r"))
        if not line.strip():
            continue
        if odd:
            shell.say(f"Line {number}: bytes that are no UTF-8 were kept as \\xE9 and the like.")
        yield Line(number, line)


def _asked() -> bytes:
    """One line that the shell never sees, so that it eats none of its signs."""
    if sys.stderr:
        sys.stderr.write("Add: ")
        sys.stderr.flush()
    line = sys.stdin.buffer.readline().removesuffix(b"\n")
    if not line.strip():
        raise UsageError("There is nothing to add.")
    return line
