"""The way to a command: which one is meant, what it is given, how it is refused."""

import os
import stat
from pathlib import Path

import pytest

from infraday import __version__
from infraday.cli import main
from infraday.commands import MODULES, commands_of, parser
from tests.commands import Commands


def test_the_version_is_one_line(infraday: Commands) -> None:
    assert infraday("--version").out == f"infraday {__version__}\n"


def test_help_lists_every_command(infraday: Commands) -> None:
    result = infraday("--help")

    assert result.code == 0
    for name in MODULES:
        assert f"\n    {name} " in result.out.replace(f" {name}\n", f" {name} ")


@pytest.mark.parametrize("name", [name for first in MODULES for name in commands_of(first)])
def test_every_command_has_its_help(infraday: Commands, name: str) -> None:
    result = infraday(*name.split(), "--help")

    assert result.code == 0
    assert result.out.startswith(f"usage: infraday {name} ")
    assert '"' not in result.out  # a shell expands ! in double quotes: examples have single ones


def test_a_group_lists_its_actions(infraday: Commands) -> None:
    result = infraday("block", "--help")

    assert result.code == 0
    assert "delete blocks; 'infraday undo' brings them back" in result.out


def test_the_whole_command_line_is_one_parser() -> None:
    given = parser().parse_args(["block", "move", "B-1", "--by", "15"])

    assert (given.words, given.by) == (["B-1"], "15")


def test_a_misspelt_command_is_named_with_the_nearest(infraday: Commands) -> None:
    assert infraday.refused("tady") == (2, "There is no command tady. Did you mean today?")


def test_a_misspelt_action_is_named_with_the_nearest(infraday: Commands) -> None:
    code, line = infraday.refused("block", "mvoe")

    assert code == 2
    assert line == "There is no action mvoe of 'infraday block'. Did you mean move?"


def test_a_group_without_an_action_says_which_there_are(infraday: Commands) -> None:
    code, line = infraday.refused("task")

    assert (code, line) == (2, "'infraday task' needs an action behind it: edit, drop, reopen.")


def test_a_misspelt_option_is_named_with_the_nearest(infraday: Commands) -> None:
    code, line = infraday.refused("add", "--projct", "x", "call")

    assert code == 2
    assert line.startswith("There is no option --projct. Did you mean --project?")


@pytest.mark.parametrize("option", ["--imp", "--pro=x"])
def test_an_abbreviated_option_is_none(infraday: Commands, option: str) -> None:
    assert infraday.refused("add", "call", option)[0] == 2


def test_an_option_without_its_value_is_refused(infraday: Commands) -> None:
    code, line = infraday.refused("tasks", "--due-by", "--json")

    assert code == 2
    assert line.startswith("--due-by needs a value behind it: DATE.")


def test_a_switch_takes_no_value(infraday: Commands) -> None:
    assert infraday.refused("today", "--json=yes")[0] == 2


def test_a_choice_that_there_is_not_is_refused_with_the_nearest(infraday: Commands) -> None:
    code, line = infraday.refused("tasks", "--status", "opne")

    assert code == 2
    assert line.startswith('--status: there is no "opne". Did you mean open?')


def test_a_word_too_many_is_refused(infraday: Commands) -> None:
    assert infraday.refused("undo", "1", "2")[0] == 2
    assert infraday.refused("redo", "1")[0] == 2


def test_a_missing_word_is_refused(infraday: Commands) -> None:
    assert infraday.refused("done") == (
        2,
        "REF is missing. 'infraday done --help' shows how it is written.",
    )


def test_db_may_stand_before_or_behind_the_command(
    tmp_path: Path, infraday: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.db"

    infraday("add", "call", f"--db={other}")

    assert main(["--db", str(other), "tasks"]) == 0
    assert "call" in capsys.readouterr().out
    assert not infraday.path.exists()


def test_the_environment_names_the_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INFRADAY_DB", str(tmp_path / "named.db"))

    assert main(["add", "call"]) == 0
    assert (tmp_path / "named.db").exists()


def test_without_any_name_the_plan_is_in_the_data_folder(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = home / ".local" / "share" / "infraday" / "infraday.db"
    try:
        assert main(["add", "call"]) == 0
        assert plan.exists()
    finally:
        plan.unlink()


def test_a_new_plan_is_told_of_once(infraday: Commands) -> None:
    assert f"A new plan was begun: {infraday.path}" in infraday("today").err
    assert infraday("today").err == ""


def test_an_empty_db_is_refused(infraday: Commands, capsys: pytest.CaptureFixture[str]) -> None:
    assert infraday.refused("tasks", "--db", "")[0] == 2
    assert main(["--db"]) == 2
    assert main(["--db="]) == 2
    assert main(["--verbose"]) == 2


def test_without_a_terminal_the_planner_says_so(infraday: Commands) -> None:
    code, line = infraday.refused()

    assert code == 2
    assert line.startswith("The planner needs a terminal")


def test_what_is_written_is_its_owners_alone(infraday: Commands, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        infraday("add", "call")
        infraday("tasks", "-o", str(tmp_path / "list.txt"))
    finally:
        os.umask(before)

    for path in (infraday.path, tmp_path / "list.txt"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["today", "tasks", "log", "doctor"])
def test_data_goes_into_a_file_whole(
    infraday: Commands, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = os.statvfs(tmp_path)  # others write to it meanwhile
    monkeypatch.setattr("infraday.store.checkup.os.statvfs", lambda _: disk)
    infraday("add", "call")
    target = tmp_path / "out.txt"
    target.write_text("what was there before")

    result = infraday(name, "-o", str(target))

    assert (result.code, result.out) == (0, "")
    assert target.read_text() == infraday(name).out
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_a_link_is_replaced_and_not_followed(infraday: Commands, tmp_path: Path) -> None:
    victim, link = tmp_path / "victim", tmp_path / "link"
    victim.write_text("keep me")
    link.symlink_to(victim)

    infraday("tasks", "-o", str(link))

    assert victim.read_text() == "keep me"
    assert not link.is_symlink()


def test_a_file_that_cannot_be_written_is_named(infraday: Commands, tmp_path: Path) -> None:
    infraday("add", "call")

    assert infraday.refused("tasks", "-o", str(tmp_path / "no" / "x")) == (
        1,
        f"{tmp_path / 'no' / 'x'} cannot be written: No such file or directory.",
    )
    assert infraday.refused("tasks", "-o", str(tmp_path))[0] == 1
    assert infraday.refused("tasks", "-o", "")[0] == 2


@pytest.mark.parametrize(
    "name", ["a b'c.db", "ünï%20?#.db", "new\nline.db", "caf\udce9.db", "[/x].db"]
)
def test_odd_names_of_files_will_do(infraday: Commands, name: str) -> None:
    infraday.path = infraday.path.parent / name

    assert infraday("add", "call").code == 0
    assert infraday("tasks").out == "  T-1     call\n"
    assert infraday("doctor").code == 0
    assert infraday.path.exists()
