"""`infraday intake`: a report from a file or stdin."""

import io
import sys
from pathlib import Path

import pytest

from infraday.cli import main
from infraday.exchange import intake
from tests.commands import Commands
from tests.hostile import STRINGS, is_harmless

REPORT = b"""2026-11-24 02:11:03 CRITICAL san-02: controller failover
2026-11-24 02:12:03 CRITICAL san-02: controller failover
2026-11-24 02:13:03 INFO backup done
check the tapes #dc-move
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "night.log"
    path.write_bytes(REPORT)
    return path


def test_each_new_item_is_a_line(infraday: Commands, report: Path) -> None:
    infraday("add", "x #dc-move")

    result = infraday("intake", str(report))

    assert result.code == 0
    assert result.out == (
        "T-2  CRITICAL san-02: controller failover (×2)  ·  overnight, 02:11\n"
        "T-3  check the tapes #dc-move  ·  #dc-move\n"
    )
    assert result.err == "2 new. 1 of 4 said that all is well.\n"
    assert infraday.data("tasks")[0]["status"] == "inbox"


@pytest.mark.parametrize("words", [(), ("-",)])
def test_stdin_is_a_report_too(infraday: Commands, words: tuple[str, ...]) -> None:
    result = infraday("intake", *words, stdin=REPORT)

    assert result.out.count("\n") == 2
    assert "from stdin" in infraday.data("tasks")[0]["notes"]


def test_on_a_terminal_a_file_is_asked_for(
    infraday: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)

    assert main(["--db", str(infraday.path), "intake"]) == 2
    assert "There is no report to read." in capsys.readouterr().err


def test_a_second_time_nothing_is_new(infraday: Commands, report: Path) -> None:
    infraday("intake", str(report))

    result = infraday("intake", str(report))

    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("0 new, 2 were there already.")


def test_what_came_more_often_is_told(infraday: Commands) -> None:
    infraday("intake", stdin=REPORT)

    result = infraday(
        "intake", stdin=b"2026-11-24 02:10:00 CRITICAL san-02: controller failover\n" + REPORT
    )

    assert "failover (×3)  ·  overnight, 02:11 · came more often\n" in result.out


def test_a_dry_run_changes_nothing(infraday: Commands, report: Path) -> None:
    result = infraday("intake", "--dry-run", str(report))

    assert result.out.startswith("new  CRITICAL san-02: controller failover (×2)")
    assert "Nothing was changed. It would be: 2 new." in result.err
    assert infraday.data("tasks") == []


def test_as_json_it_is_counted(infraday: Commands, report: Path) -> None:
    assert infraday.data("intake", str(report)) == {
        "format": "text",
        "read": 4,
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "skipped": 1,
        "errors": [],
    }


def test_what_cannot_be_read_is_named_and_the_rest_comes_in(infraday: Commands) -> None:
    lines = b'{"severity": "high", "title": "a"}\n{"severity": "high"}\n'

    result = infraday("intake", "--json", stdin=lines)

    assert result.code == 1
    assert (result.json["created"], result.json["errors"][0]["where"]) == (1, "line 2")
    assert "line 2: It has neither a summary nor a message" in result.err


def test_of_a_huge_file_the_size_is_said(
    infraday: Commands, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "LIMIT", 80)

    result = infraday("intake", str(report))

    assert result.code == 1
    assert result.out.count("\n") == 1
    assert "the rest was not" in result.err


def test_an_empty_report_is_done(infraday: Commands) -> None:
    result = infraday("intake", stdin=b"")

    assert (result.code, result.out) == (0, "")
    assert result.err.endswith("There is nothing to take in.\n")


def test_no_text_is_refused_in_one_line(infraday: Commands) -> None:
    code, line = infraday.refused("intake", stdin=bytes(range(256)) * 20)

    assert (code, line.split(".")[0]) == (1, "This is no text")
    assert not infraday.path.exists()


@pytest.mark.parametrize("name", ["gone.log", ""])
def test_a_file_that_cannot_be_read_is_named(infraday: Commands, tmp_path: Path, name: str) -> None:
    code, line = infraday.refused("intake", str(tmp_path / name))

    assert code == 1
    assert "cannot be read" in line


def test_hostile_text_comes_in_and_acts_on_nothing(infraday: Commands) -> None:
    lines = "".join(f"ERROR n{at} {it}\n" for at, it in enumerate(STRINGS)).encode()

    shown = infraday("intake", stdin=lines)

    assert shown.code == 0
    for result in (shown, infraday("tasks"), infraday("tasks", "--json"), infraday("log")):
        assert is_harmless(result.out)
        assert is_harmless(result.err)


def test_one_undo_takes_all_of_it_back(infraday: Commands, report: Path) -> None:
    infraday("intake", str(report))

    assert infraday("undo").out == "Undone: Take in 2 items\n"
    assert infraday.data("tasks") == []
