"""What the README tells a reader to type works as it stands there."""

import re
import shlex
from pathlib import Path

import pytest

from infraday.cli import main

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def commands() -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("infraday ")]


def test_every_command_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INFRADAY_DB", str(tmp_path / "plan.db"))
    assert len(commands()) >= 10

    for words in commands():
        code = main(words)
        assert code == 0, f"infraday {shlex.join(words)}: {capsys.readouterr().err}"


def test_every_file_that_the_readme_shows_is_there() -> None:
    root = Path(__file__).parent.parent
    named = re.findall(r"\]\(([^)#:]+)\)", README)
    assert named

    for name in named:
        assert (root / name).exists(), name
