"""`infraday manual`: one page about all commands, as text and as `man` takes it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from infraday import commands
from infraday.commands import MODULES, commands_of, manpage
from infraday.commands.command import Command
from tests.commands import Commands
from tests.processes import ROOT


def table() -> list[tuple[str, Command]]:
    return [one for first in MODULES for one in commands_of(first).items()]


def test_every_command_and_option_stands_in_the_text(infraday: Commands) -> None:
    text = infraday("manual").out
    lines = [line.strip() for line in text.splitlines()]

    told = [line for line in text.splitlines() if not line.startswith("    $ ")]
    assert max(map(len, told)) <= manpage.WIDTH
    for name, command in table():
        begin = next(
            at for at, line in enumerate(lines) if f"{line} ".startswith(f"infraday {name} ")
        )
        rest = lines[begin : begin + 80]
        for option in command.options:
            assert any(
                f"{line} ".startswith((f"{option.name} ", f"{option.name},")) for line in rest
            )
        assert all(f"$ {example}" in rest for example in command.examples)


def test_exit_codes_and_places_stand_in_it(infraday: Commands) -> None:
    text = infraday("manual").out

    for title in ("NAME", "SYNOPSIS", "EXIT STATUS", "ENVIRONMENT", "FILES"):
        assert f"\n{title}\n" in f"\n{text}"
    assert "INFRADAY_DB" in text


def test_man_prints_the_page_without_a_complaint(infraday: Commands, tmp_path: Path) -> None:
    page = tmp_path / "infraday.1"
    assert infraday("manual", "--man", "-o", str(page)).code == 0
    assert page.read_text().isascii()
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("groff is not installed here")

    done = subprocess.run(
        [groff, "-man", "-ww", "-Tutf8", "-P-cbou", str(page)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr == ""
    shown = " ".join(done.stdout.split())
    for name, command in table():
        assert f"infraday {name}" in shown
        for example in command.examples:
            assert " ".join(example.split()) in shown, example


def test_a_line_that_begins_with_a_point_is_no_request() -> None:
    assert manpage._safe(".ics files - C:\\x") == "\\&.ics files \\- C:\\(rsx"
    assert manpage._safe("'quoted' → ~") == "\\(aqquoted\\(aq \\[u2192] \\(ti"


def test_the_page_is_made_of_the_standard_library_and_what_the_build_names() -> None:
    """A wheel is built where nothing of what infraday needs is installed."""
    script = (
        "import sys; from infraday.commands import manpage; manpage.page(); "
        "print(*{it.split('.')[0] for it in sys.modules} - sys.stdlib_module_names)"
    )
    ran = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {script}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )

    found = {name for name in ran.stdout.split() if not name.startswith("_")}
    assert found <= {"infraday", "dateutil", "six"}


def test_the_parser_knows_every_command() -> None:
    text = commands.parser().format_help()

    assert set(text.split()) >= MODULES.keys()
