"""What the README tells a reader to type works as it stands there."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from infraday.cli import main
from tests.factories import NOW
from tests.processes import ROOT

CALENDAR = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VEVENT
UID:1@example.com
DTSTAMP:20261101T090000Z
DTSTART:20261124T100000Z
DTEND:20261124T110000Z
SUMMARY:Steering committee
END:VEVENT
END:VCALENDAR
""".replace(b"\n", b"\r\n")

REGISTER = """ID,Risk,Likelihood,Impact,Lead,Response,Target date
7,Optics are late,high,4,ben,reduce,2026-12-04
8,Fibre path is shared,20%,5,ana,,
"""

README = (ROOT / "README.md").read_text(encoding="utf-8")
PLANNER = {("infraday",), ("infraday", "demo")}
"""What opens the planner, which the tests of the planner do."""


def lines() -> list[str]:
    """What is to be typed into a shell, without its comments."""
    blocks = re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
    return [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines()]


def commands() -> list[list[str]]:
    return [shlex.split(line) for line in lines() if line.startswith("infraday")]


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody with an empty home, in a folder with what the README imports."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "work.ics").write_bytes(CALENDAR)
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")
    return tmp_path


def test_every_command_of_the_readme_runs(reader: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(commands()) >= 20

    for words in commands():
        code = main(words[1:], lambda: NOW)
        said = capsys.readouterr().err
        if tuple(words) in PLANNER:
            assert (code, "needs a terminal" in said) == (2, True), said
        else:
            assert code == 0, f"{shlex.join(words)}: {said}"
    made = {"plan.ics", "infraday.bash", "register.toml", "risks.csv", "risks.xlsx", "risks.json"}
    assert {it.name for it in reader.glob("*.*")} >= made


def test_the_backup_of_the_readme_is_a_plan(
    reader: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not shutil.which("sqlite3"):
        pytest.skip("sqlite3 is not installed here")
    assert main(["add", "order optics"]) == 0
    [line] = [line for line in lines() if line.startswith("sqlite3 ")]

    subprocess.run(line, shell=True, check=True, env=os.environ)

    capsys.readouterr()
    assert main(["--db", "plan-copy.db", "tasks"]) == 0
    assert "order optics" in capsys.readouterr().out


def test_every_target_of_make_in_the_readme_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = [line.split()[1] for line in lines() if line.startswith("make ")]

    assert targets == ["run", "test"]
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


def test_nothing_else_is_to_be_typed() -> None:
    assert {line.split()[0] for line in lines()} == {"make", "infraday", "sqlite3"}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
def test_every_file_that_a_page_shows_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target
    if name == "README.md":
        assert "docs/images/day-dark.svg" in text
