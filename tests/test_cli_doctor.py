"""`infraday doctor`: it says where things are, and never calls damaged what it cannot see."""

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from infraday import clock
from infraday.store import file
from tests.commands import Commands
from tests.zones import living_in


def checks(commands: Commands, code: int = 0) -> dict[str, Any]:
    result = commands("doctor", "--json")
    assert result.code == code
    assert result.json["ok"] is (code == 0)
    return {check["name"]: check for check in result.json["checks"]}


def test_a_sound_plan_is_all_well(infraday: Commands) -> None:
    infraday("add", "one")

    found = checks(infraday)

    assert all(check["ok"] for check in found.values())
    assert sqlite3.sqlite_version in found["library"]["detail"]
    assert found["plan"]["detail"].startswith(str(infraday.path))
    assert found["content"]["detail"] == "0 blocks, 1 task, 0 projects, 1 entry in the log"
    assert found["schema"]["detail"].startswith(f"schema {file.SCHEMA_VERSION}")


def test_it_is_a_line_for_each(infraday: Commands) -> None:
    result = infraday("doctor")

    assert result.code == 0
    assert all(line.startswith("ok ") for line in result.out.splitlines())
    assert f"{infraday.path} is not there yet" in result.out
    assert not infraday.path.exists()


def test_a_zone_that_this_machine_does_not_know_is_named(
    infraday: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    with living_in("Europe/Berlin"):
        assert checks(infraday)["clock"]["detail"].endswith("Europe/Berlin, UTC+00:00")
    monkeypatch.setattr(clock, "unknown_zone", lambda: "TZ is Mars")

    assert checks(infraday, 4)["clock"]["detail"] == "TZ is Mars"


@pytest.mark.parametrize("content", [b"not a database, but long enough to be looked at" * 9, b"x"])
def test_a_foreign_file_is_named_and_left_alone(infraday: Commands, content: bytes) -> None:
    infraday.path.write_bytes(content)

    assert checks(infraday, 4)["plan"]["ok"] is False
    assert infraday.refused("today")[0] == 4
    assert infraday.path.read_bytes() == content


def test_a_damaged_file_is_called_damaged(infraday: Commands) -> None:
    infraday("add", "-", stdin=b"".join(b"task %d\n" % number for number in range(2000)))
    with infraday.path.open("r+b") as file:
        file.seek(8 * 4096)
        file.write(b"\xa5" * 4096 * 20)

    assert checks(infraday, 4)["integrity"]["ok"] is False


def test_a_plan_of_a_newer_infraday_is_refused_with_both_versions(infraday: Commands) -> None:
    infraday("add", "one")
    with sqlite3.connect(infraday.path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    before = infraday.path.read_bytes()

    for command in ("today", "tasks", "log"):
        code, line = infraday.refused(command)
        assert code == 4
        assert f"has schema 99; this infraday knows schema {file.SCHEMA_VERSION}" in line
    assert "99" in checks(infraday, 4)["plan"]["detail"]
    assert infraday.path.read_bytes() == before


def test_a_folder_is_no_plan(infraday: Commands) -> None:
    infraday.path.mkdir()

    assert infraday.refused("today")[0] == 4
    assert checks(infraday, 4)["plan"]["ok"] is False


def test_a_locked_plan_cannot_be_checked_which_is_not_damaged(
    infraday: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infraday.store.checkup.PATIENCE", 0.05)
    infraday("add", "one")
    holder = sqlite3.connect(infraday.path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        found = checks(infraday)
    finally:
        holder.close()

    assert found["integrity"]["ok"] is None
    assert "cannot be checked now" in found["integrity"]["detail"]


def test_what_others_may_read_is_said(infraday: Commands) -> None:
    infraday("add", "one")
    infraday.path.chmod(0o644)

    assert checks(infraday, 4)["permissions"]["ok"] is False
    infraday("today")
    assert checks(infraday)["permissions"]["ok"] is True


def test_a_mistake_in_the_config_is_named(
    infraday: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("block_minutes = 0\n")
    monkeypatch.setenv("INFRADAY_CONFIG", str(config))

    assert "line 1" in checks(infraday, 4)["config"]["detail"]
    assert infraday.refused("today")[0] == 2
    assert infraday("add", "a task needs no config").code == 0


def test_kept_captures_are_told_of(infraday: Commands) -> None:
    infraday("add", "one")
    Path(f"{infraday.path}.spool").write_text("")

    assert "captures wait" in checks(infraday)["spool"]["detail"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(infraday: Commands) -> None:
    infraday("add", "one")
    infraday.path.chmod(0)
    try:
        assert checks(infraday, 4)["plan"]["ok"] is False
        assert infraday.refused("today")[0] == 1
    finally:
        infraday.path.chmod(0o600)


def test_of_a_damaged_file_it_says_what_can_still_be_read(infraday: Commands) -> None:
    infraday("add", "-", stdin=b"".join(b"task %d\n" % number for number in range(2000)))
    os.truncate(infraday.path, infraday.path.stat().st_size // 2)

    found = checks(infraday, 4)

    assert found["plan"]["detail"].endswith("is damaged: it is shorter than it says")
    assert "cannot be read" in found["content"]["detail"]
    assert "doctor" not in infraday("doctor").out


def test_a_key_that_the_planner_would_refuse_is_named(
    infraday: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[keys]\n"block.finsh" = "d"\n')
    monkeypatch.setenv("INFRADAY_CONFIG", str(config))

    found = checks(infraday, 4)

    assert "line 2: keys.block.finsh" in found["config"]["detail"]
    assert found["templates"]["ok"] is True


def test_every_mistake_in_the_config_is_listed(
    infraday: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        'block_minutes = 0\ntheme = "nrod"\n[hours]\nmon = "8"\ntue = "09:00-17:00"\nwen = ""\n'
        '[keys]\n"block.finsh" = "d"\n"block.push" = "r"\n"block.add" = 7\n'
    )
    monkeypatch.setenv("INFRADAY_CONFIG", str(config))

    result = infraday("doctor")

    said = [line.partition("config.toml, ")[2] for line in result.out.splitlines()]
    assert [line.split(": ")[:2] for line in said if line] == [
        ["line 1", "block_minutes"], ["line 4", "hours.mon"], ["line 6", "hours.wen"],
        ["line 10", "keys.block.add"], ["line 2", "theme"], ["line 8", "keys.block.finsh"],
        ["line 9", "keys.block.push"],
    ]  # fmt: skip
    assert result.code == 4
    assert infraday.refused("today")[1].endswith(
        "There is more: 'infraday doctor' lists all of it."
    )


def test_templates_are_not_blamed_for_the_config(
    infraday: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("them = 1\n")
    monkeypatch.setenv("INFRADAY_CONFIG", str(config))

    assert checks(infraday, 4)["templates"]["ok"] is None
