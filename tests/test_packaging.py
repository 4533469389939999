"""What is shipped: the wheel and what is in it, the pinned versions, the one program they test."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import infraday
from infraday.commands import manpage
from tests import test_readme
from tests.test_readme import PLANNER

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([0-9][A-Za-z0-9.]*)")


def pins() -> dict[str, str]:
    """Each line of the constraints that is no comment, as name and exact version."""
    found: dict[str, str] = {}
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            pin = PIN.fullmatch(line)
            assert pin, f"constraints.txt: {line!r} is not name==version"
            found[canonicalize_name(pin[1])] = pin[2]
    return found


def needed(requirements: list[str]) -> set[str]:
    """The names of these packages and of all that they need in turn on this machine."""
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(text) for text in requirements]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if (name, frozenset(requirement.extras)) not in seen:
            seen.add((name, frozenset(requirement.extras)))
            extras = requirement.extras or {""}
            waiting += [
                it
                for it in map(Requirement, requires(name) or [])
                if it.marker is None or any(it.marker.evaluate({"extra": e}) for e in extras)
            ]
    return {name for name, _ in seen}


def shipped(folder: Path) -> dict[str, bytes]:
    """The files below a folder that are no leavings of the interpreter, by relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name[0] != "."
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [built] = place.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("elsewhere")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    return place


def python(place: Path, *arguments: str) -> str:
    """What a Python says that sees the wheel unpacked at this place, and not the tree."""
    done = subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=place.parent,
        env=os.environ | {"PYTHONPATH": str(place)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_wheel_holds_the_package_and_its_data_and_nothing_else(elsewhere: Path) -> None:
    expected = {f"infraday/{name}" for name in shipped(ROOT / "infraday")}
    expected |= {f"infraday/data/{name}" for name in shipped(ROOT / "data")}
    found = {name for name in shipped(elsewhere) if ".dist-info/" not in name}
    [page] = [name for name in found if name.endswith(".1")]

    assert found - {page} == expected
    assert page == f"infraday-{infraday.__version__}.data/data/share/man/man1/infraday.1"
    assert (elsewhere / page).read_text("utf-8") == manpage.page()
    assert "infraday/infraday.tcss" in found
    assert any(name.startswith("infraday/data/templates/") for name in found)


def test_the_wheel_carries_the_version_of_the_code(wheel: Path) -> None:
    assert wheel.name == f"infraday-{infraday.__version__}-py3-none-any.whl"


def test_an_unpacked_wheel_finds_its_own_content(elsewhere: Path) -> None:
    program = "from infraday import content; print(*content.files('templates'), sep='\\n')"

    assert python(elsewhere, "-c", program).splitlines() == [
        str(elsewhere / "infraday" / "data" / "templates" / path.name)
        for path in sorted((ROOT / "data" / "templates").iterdir())
    ]


def test_an_unpacked_wheel_runs(elsewhere: Path) -> None:
    assert infraday.__version__ in python(elsewhere, "-m", "infraday", "--version")


def test_an_unpacked_wheel_does_what_the_readme_says(elsewhere: Path, tmp_path: Path) -> None:
    """All of it in one process, with a home and a folder of its own."""
    (tmp_path / "work.ics").write_bytes(test_readme.CALENDAR)
    (tmp_path / "register.csv").write_text(test_readme.REGISTER, encoding="utf-8")
    typed = [words[1:] for words in test_readme.commands() if tuple(words) not in PLANNER]
    program = (
        "import json, os, sys, infraday.cli as it; os.chdir(sys.argv[1]);"
        "os.environ['HOME'] = sys.argv[1]; assert it.__file__.startswith(sys.argv[2]);"
        "wrong = [words for words in json.loads(sys.argv[3]) if it.main(words)];"
        "print(); print(wrong)"
    )

    said = python(elsewhere, "-c", program, str(tmp_path), str(elsewhere), json.dumps(typed))

    assert len(typed) >= 20
    assert said.splitlines()[-1] == "[]", said


def test_the_wheel_puts_the_command_on_the_path(elsewhere: Path) -> None:
    [entries] = elsewhere.glob("*.dist-info/entry_points.txt")

    assert "infraday = infraday.cli:main" in entries.read_text("utf-8")


def test_what_is_shipped_as_source_is_all_that_a_build_and_the_tests_need() -> None:
    named = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]

    assert all((ROOT / name.lstrip("/")).exists() for name in named)
    needed = "infraday data docs bench tests Makefile constraints.txt hatch_build.py LICENSE"
    assert {f"/{name}" for name in needed.split()} <= set(named)
    assert {f"/{page.name}" for page in ROOT.glob("*.md")} <= set(named)


def test_the_build_names_all_that_the_manual_is_made_of() -> None:
    [hook] = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"].values()

    assert hook["dependencies"] == [
        it for it in PROJECT["project"]["dependencies"] if it.startswith("python-dateutil")
    ]


def test_the_installed_program_is_the_code_under_test() -> None:
    """Tests import the tree, and start the installed script: both must be the same."""
    installed = Path(sysconfig.get_path("purelib")) / "infraday"
    if not installed.is_dir():
        pytest.skip("infraday is not installed here; `make test` installs it")
    tree = shipped(ROOT / "infraday")
    tree |= {f"data/{name}": content for name, content in shipped(ROOT / "data").items()}

    assert Path(infraday.__file__).parent == ROOT / "infraday"
    assert shipped(installed) == tree


def test_constraints_pin_all_that_is_installed_for_the_tests() -> None:
    project = PROJECT["project"]
    names = project["dependencies"] + project["optional-dependencies"]["test"]

    try:
        missing = needed(names) - pins().keys()
    except PackageNotFoundError as lacking:
        pytest.skip(f"{lacking.name} is not installed here; `make test` installs it")
    assert not missing


def test_constraints_pin_versions_that_the_program_accepts() -> None:
    for text in PROJECT["project"]["dependencies"]:
        requirement = Requirement(text)
        assert requirement.specifier.contains(pins()[canonicalize_name(requirement.name)]), text


def test_the_wheel_is_built_with_the_pinned_hatchling() -> None:
    assert PROJECT["build-system"]["requires"] == [f"hatchling=={pins()['hatchling']}"]


def test_constraints_name_no_registry_hash_or_path() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")

    assert pins()
    assert not re.search(r"://|@|--|/", text)
