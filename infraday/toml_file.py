"""Reads a TOML file that a person wrote, and says in which line of it a key stands.

Imported only once there is such a file: most starts do without it.
"""

import os
import re
import stat
import tomllib
from collections.abc import Iterator

LARGEST = 1_000_000
"""Bytes. A config or a template is a page of text; more is another file, or a device."""

_TOKEN = r"""(?xs)
    (?P<text> \"{3} (?:\\.|[^\\])*? \"{3} \"{0,2}
            | '{3} .*? '{3} '{0,2}
            | " (?:\\.|[^"\\])* "
            | ' [^']* ' )
  | (?P<comment> \# [^\n]* )
  | (?P<sign> [\[\]{}=,.\n] )
  | (?P<bare> [^\s\#"'\[\]{}=,.]+ )
"""


class TomlError(Exception):
    """The file cannot be read. The message names the file and where it can, the line."""


def read(path: str, where: str) -> tuple[dict[str, object], str]:
    """The values of a TOML file, and its text; `where` is the file's name for the message."""
    try:
        raw = _bytes(path, where)
    except IsADirectoryError as error:
        raise TomlError(f"{where} is a folder. Put a file in its place.") from error
    except PermissionError as error:
        raise TomlError(f"{where} may not be read. Give yourself the right to read it.") from error
    except OSError as error:
        raise TomlError(f"{where} cannot be read: {_reason(error)}.") from error
    if len(raw) > LARGEST:
        raise TomlError(f"{where} is larger than 1 MB. Name another file, or shorten this one.")
    return _parsed(_decoded(raw, where), where)


def _bytes(path: str, where: str) -> bytes:
    """What stands in a file, and a byte more than is allowed. A pipe would be waited for without
    end, and a terminal that is read from too."""
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY), "rb") as file:
        if stat.S_ISFIFO(os.fstat(file.fileno()).st_mode):
            raise TomlError(f"{where} is a pipe, no file. Put a file in its place.")
        return file.read(LARGEST + 1) or b""


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _decoded(raw: bytes, where: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise TomlError(f"{where}, line {line}: this is no UTF-8. Save it as UTF-8.") from error


def _parsed(text: str, where: str) -> tuple[dict[str, object], str]:
    try:
        return tomllib.loads(text), text
    except RecursionError as error:
        raise TomlError(f"{where} nests too deeply. Write it flatter.") from error
    except ValueError as error:
        raise TomlError(_explained(str(error), text, where)) from error


def _explained(problem: str, text: str, where: str) -> str:
    """One sentence from `Invalid value (at line 3, column 6)`."""
    what, _, place = problem.partition(" (at ")
    if line := re.match(r"line (\d+), column (\d+)", place):
        where = f"{where}, line {line[1]}"
        place = f" (column {line[2]})"
    elif place:
        where = f"{where}, line {text.rstrip().count(chr(10)) + 1}"
        place = " (at the end of the file)"
    what = what[:1].lower() + what[1:].rstrip(".")
    return f"{where}: this is no TOML: {what}{place}. Texts and times stand in quotes."


def line_of(text: str, key: str) -> int | None:
    """The line where a key stands: `hours.mon`, or `block.2.kind` in the second `[[block]]`.

    Dots part tables as well as words in a quoted key: `keys.block.finish` finds both
    `[keys]` with `"block.finish"` and `[keys.block]` with `finish`. The text is valid TOML.
    """
    return _Lines(text).found.get(key)


class _Lines:
    """Walks over the tokens of valid TOML and notes where each key begins."""

    def __init__(self, text: str) -> None:
        self.found: dict[str, int] = {}
        self._tables: dict[str, int] = {}
        self._tokens = [*_tokens(text), ("", 0)]
        self._place = -1
        self._token, self._line = "", 0
        self._walk()

    def _next(self) -> str:
        self._place = min(self._place + 1, len(self._tokens) - 1)
        self._token, self._line = self._tokens[self._place]
        return self._token

    def _walk(self) -> None:
        table = ""
        while self._next():
            if self._token == "[":
                table = self._header()
            elif self._token != "\n":
                self._pair(table)

    def _header(self) -> str:
        """`[a.b]` or `[[a.b]]`, whose n-th is named `a.b.n`."""
        listed = self._next() == "["
        if listed:
            self._next()
        line = self._line
        table = self._numbered(self._key(until="]"))
        if listed:
            self._next()
            self._tables[table] = self._tables.get(table, 0) + 1
            self.found.setdefault(table, line)
            table = f"{table}.{self._tables[table]}"
        self._note(table, line)
        return table

    def _numbered(self, parts: list[str]) -> str:
        """`[a.b]` below `[[a]]` lies in the last of these."""
        name = ""
        for part in parts:
            if name in self._tables:
                name = f"{name}.{self._tables[name]}"
            name = _joined(name, part)
        return name

    def _pair(self, table: str) -> None:
        line = self._line
        key = _joined(table, *self._key(until="="))
        self._note(key, line)
        self._next()
        self._value(key)

    def _key(self, until: str) -> list[str]:
        parts = []
        while self._token not in (until, ""):
            if self._token != ".":
                parts.append(_unquoted(self._token))
            self._next()
        return parts

    def _value(self, key: str) -> None:
        """Walk to the value's last token; keys of inline tables in it are noted."""
        if self._token == "[":
            while self._next() not in ("]", ""):
                if self._token not in (",", "\n"):
                    self._value(key)
        elif self._token == "{":
            while self._next() not in ("}", ""):
                if self._token not in (",", "\n"):
                    self._pair(key)
        else:  # a date with a space or a number with a point is several tokens
            while self._tokens[self._place + 1][0] not in (",", "]", "}", "\n", ""):
                self._next()

    def _note(self, key: str, line: int) -> None:
        """The key, and the tables that it lies in where nothing named them before."""
        while key:
            self.found.setdefault(key, line)
            key = key.rpartition(".")[0]


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for match in re.finditer(_TOKEN, text):
        if match.lastgroup != "comment":
            yield match[0], line
        line += match[0].count("\n")


def _joined(*parts: str) -> str:
    return ".".join(part for part in parts if part)


def _unquoted(token: str) -> str:
    if token[0] not in "\"'":
        return token
    [key] = tomllib.loads(f"{token} = 0")
    return key
