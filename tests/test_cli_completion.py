"""`infraday completion`: the shells themselves say whether they can use it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from infraday.commands import MODULES, commands_of, completion
from tests.commands import Commands

ASK = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 ))
[[ $(complete -p infraday) =~ -F\\ ([^ ]+) ]] && "${BASH_REMATCH[1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""
"""Complete the last of these words as bash does when tab is pressed behind it."""


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("completion")
    found = {name: place / name for name in completion.SHELLS}
    for name, path in found.items():
        path.write_text(completion.script(name))
    return found


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed here")
    return found


def said(*words: str | Path) -> list[str]:
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


def completed(script: Path, *words: str) -> list[str]:
    return said(program("bash"), "--norc", "-c", ASK, "bash", script, "infraday", *words)


@pytest.mark.parametrize("name", completion.SHELLS)
def test_the_shell_finds_nothing_wrong_with_it(scripts: dict[str, Path], name: str) -> None:
    said(program(name), "-n", scripts[name])


def test_bash_completes_commands_actions_options_and_choices(scripts: dict[str, Path]) -> None:
    script = scripts["bash"]

    assert set(completed(script, "")) >= MODULES.keys()
    assert completed(script, "unde") == []
    assert completed(script, "und") == ["undo"]
    assert completed(script, "template", "ap") == ["apply"]
    assert completed(script, "template", "apply", "cloud", "--dr") == ["--dry-run"]
    assert completed(script, "block", "add", "--kind", "ven") == ["vendor"]
    assert completed(script, "today", "--js") == ["--json"]


def test_bash_completes_shells_and_the_templates_there_are(
    scripts: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    infraday = tmp_path / "infraday"
    infraday.write_text(
        '#!/bin/sh\n[ "$*" = "template list" ] && printf "cloud   9 blocks  A day\\n"\n'
    )
    infraday.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    assert completed(scripts["bash"], "completion", "b") == ["bash"]
    assert completed(scripts["bash"], "template", "apply", "cl") == ["cloud"]
    assert completed(scripts["bash"], "template", "show", "") == ["cloud"]


def test_bash_completes_the_names_of_files(scripts: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "plan.db").touch()

    assert completed(scripts["bash"], "today", "--db", f"{tmp_path}/pl") == [f"{tmp_path}/plan.db"]


@pytest.mark.parametrize("name", completion.SHELLS)
def test_every_command_is_in_it(scripts: dict[str, Path], name: str) -> None:
    text = scripts[name].read_text()

    missing = {
        word
        for first in MODULES
        for full in commands_of(first)
        for word in full.split()
        if word not in text
    }
    assert not missing


def test_fish_completes_an_action(scripts: dict[str, Path]) -> None:
    ask = 'source $argv[1]; complete --do-complete "infraday template ap"'

    assert said(program("fish"), "-N", "-c", ask, scripts["fish"])[0] == "apply"


def test_it_is_printed_and_written(infraday: Commands, tmp_path: Path) -> None:
    printed = infraday("completion", "fish")
    assert printed.code == 0
    assert infraday("completion", "fish", "-o", str(tmp_path / "it")).out == ""
    assert (tmp_path / "it").read_text() == printed.out
    assert not infraday.path.exists()


def test_another_shell_is_refused(infraday: Commands) -> None:
    assert infraday.refused("completion", "bsh") == (
        2,
        'There is no completion for "bsh". Did you mean bash?',
    )
