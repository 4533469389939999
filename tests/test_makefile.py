"""The Makefile: each target is explained, a Python that does not do is refused in a sentence."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
MAKE = shutil.which("make")

pytestmark = pytest.mark.skipif(MAKE is None, reason="make is not installed")


def make(
    folder: Path, *arguments: str, path: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Call make as from a shell, also when these tests were themselves started by it."""
    env = {
        name: text for name, text in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    return subprocess.run(
        [str(MAKE), *arguments],
        cwd=folder,
        env=env | {"PYTHON": "", "PATH": path or env["PATH"]},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def tools(folder: Path) -> Path:
    """A folder with the few commands that make needs before it has a Python."""
    place = folder / "bin"
    place.mkdir()
    for name in ("sh", "cat", "find", "sort", "printf"):
        (place / name).symlink_to(str(shutil.which(name)))
    shutil.copy(ROOT / "Makefile", folder)
    return place


def script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_make_alone_explains_every_target() -> None:
    [line] = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    listed = re.findall(r"^make ([a-z]+) +\S", make(ROOT).stdout, re.MULTILINE)

    assert sorted(listed) == sorted(set(line.split()) - {"again"})


def test_without_a_new_enough_python_one_sentence_says_so(tmp_path: Path) -> None:
    place = tools(tmp_path)
    script(place / "python3", "exit 1")
    script(place / "python3.12", 'echo "pyenv: python3.12: command not found" >&2; exit 127')

    refused = make(tmp_path, "run", path=str(place))

    assert refused.returncode != 0
    assert refused.stdout == ""
    assert refused.stderr.startswith("infraday needs Python 3.11 or later and none was found: ")


def test_a_python_without_ensurepip_names_the_package_to_install(tmp_path: Path) -> None:
    place = tools(tmp_path)
    script(place / "python3", 'case "$2" in *ensurepip*) exit 1;; *print*) echo python3.11;; esac')

    refused = make(tmp_path, "run", path=str(place))

    assert refused.returncode != 0
    assert "install the package python3.11-venv" in refused.stderr.splitlines()[0]


def test_a_python_that_can_do_it_is_taken_before_one_that_cannot(tmp_path: Path) -> None:
    place = tools(tmp_path)
    script(place / "python3.11", 'case "$2" in *ensurepip*) exit 1;; esac')
    script(place / "python3", '[ "$1" = -V ] && echo "Python 3.13.9"; [ "$1" != -m ]')

    refused = make(tmp_path, "run", path=str(place))

    assert "with Python 3.13.9." in refused.stdout
