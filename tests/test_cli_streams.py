"""Pipes, signals, odd environments: one line, the right exit code, nothing half done."""

import io
import json
import os
import signal
import sys
from pathlib import Path

import pytest

from infraday.clock import Clock
from infraday.config import Config
from infraday.shell import Shell
from tests.processes import run, start


@pytest.fixture
def plan(tmp_path: Path) -> str:
    return str(tmp_path / "plan.db")


def test_a_reader_that_leaves_is_no_error(plan: str) -> None:
    lines = b"".join(b"item %d\n" % number for number in range(5000))
    run("--db", plan, "add", "--literal", "-", stdin=lines)

    process = start("--db", plan, "tasks")
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()

    assert process.stderr is not None
    assert (process.stderr.read(), process.wait()) == (b"", 0)
    process.stderr.close()
    assert process.stdin is not None
    process.stdin.close()


@pytest.mark.parametrize("words", [("add", "call"), ("today",), ("--version",), ("add", "--help")])
def test_a_closed_stdout_is_no_error(plan: str, words: tuple[str, ...]) -> None:
    result = run("--db", plan, *words, shell='"$@" >&-')

    assert result.returncode == 0
    assert b"Traceback" not in result.stderr


def test_closed_streams_do_not_write_into_the_plan(plan: str) -> None:
    assert run("--db", plan, "add", "caf\\xe9", shell='"$@" <&- >&- 2>&-').returncode == 0
    assert [task["ref"] for task in json.loads(run("--db", plan, "tasks", "--json").stdout)] == [
        "T-1"
    ]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
def test_output_that_cannot_be_written_is_said(plan: str) -> None:
    result = run("--db", plan, "today", shell='"$@" >/dev/full')

    assert result.returncode == 1
    assert b"infraday: The output could not be written: No space left on device.\n" in result.stderr


@pytest.mark.parametrize("shell", ['"$@" | cat', '"$@" </dev/null', '"$@" <&-'])
def test_without_a_terminal_the_planner_says_so_and_ends(plan: str, shell: str) -> None:
    result = run("--db", plan, shell=f"{shell}; exit $?")

    assert result.returncode == (0 if "|" in shell else 2)
    assert result.stderr.startswith(b"infraday: The planner needs a terminal")
    assert result.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_it_with_its_code_and_adds_nothing(
    plan: str, number: signal.Signals, code: int
) -> None:
    process = start("--db", plan, "add", "--literal", "-")
    assert process.stdin is not None
    assert process.stderr is not None
    process.stdin.write(b"caf\xe9\n")
    process.stdin.flush()
    assert process.stderr.readline().startswith(b"Line 1: bytes")  # it reads its stdin by now

    process.send_signal(number)

    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (code, b"", b"")
    assert not os.path.exists(plan)


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "PYTHONUTF8": None},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_any_locale_will_do(plan: str, env: dict[str, str | None]) -> None:
    text = "Zürich 東京 😀"
    run("--db", plan, "add", "--literal", "-", stdin=text.encode())

    result = run("--db", plan, "tasks", env=env)
    assert (result.returncode, result.stderr) == (0, b"")
    [task] = json.loads(run("--db", plan, "tasks", "--json", env=env).stdout.decode())
    assert task["title"] == text


@pytest.mark.parametrize("home", [None, "", "relative"])
def test_without_a_home_a_plan_must_be_named(plan: str, home: str | None) -> None:
    env = {"HOME": home, "XDG_DATA_HOME": None, "XDG_CONFIG_HOME": None}

    refused = run("today", env=env)
    assert refused.returncode == 2
    assert refused.stderr.count(b"\n") == 1
    assert run("--db", plan, "today", env=env).returncode == 0


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    env = {"HOME": str(tmp_path / "file"), "XDG_DATA_HOME": None}

    result = run("add", "call", env=env)
    assert result.returncode == 1
    assert result.stderr.startswith(b"infraday: ")
    assert result.stderr.count(b"\n") == 1


def test_a_terminal_that_cannot_show_other_signs_gets_plain_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[bool] = []

    def look(_path: str, config: Config, _clock: Clock) -> int:
        opened.append(config.ascii)
        return 0

    monkeypatch.setattr(Shell, "need_terminal", lambda _: None)
    for encoding in ("utf-8", "ascii", "latin-1"):
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding))
        Shell(open_planner=look).open_planner("plan.db")
    assert opened == [False, True, True]
