"""Runs commands as the shell does, inside the test's own process."""

import io
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from infraday.cli import main
from tests import factories


class Result(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The data on stdout, where all of it is one value."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The same with one value a line."""
        return [json.loads(line) for line in self.out.splitlines()]


class Commands:
    """A plan in a file of its own, and the commands that work on it on a Tuesday morning."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self.now = factories.NOW
        self._capsys = capsys

    def __call__(self, *words: str, stdin: bytes | None = None) -> Result:
        """Run one, with these bytes on stdin, and nothing where there are none."""
        before = sys.stdin
        sys.stdin = io.TextIOWrapper(io.BytesIO(stdin or b""))
        self._capsys.readouterr()
        try:
            code = main(["--db", str(self.path), *words], lambda: self.now)
        finally:
            sys.stdin = before
        out, err = self._capsys.readouterr()
        return Result(code, out, err)

    def data(self, *words: str) -> Any:
        """What a command that succeeds prints as JSON."""
        result = self(*words, "--json")
        assert result.code == 0, result.err
        return result.json

    def refused(self, *words: str, stdin: bytes | None = None) -> tuple[int, str]:
        """The exit code of one that fails, and its one line on stderr."""
        result = self(*words, stdin=stdin)
        assert result.out == ""
        [line] = result.err.splitlines()
        assert line.startswith("infraday: ")
        return result.code, line.removeprefix("infraday: ")
