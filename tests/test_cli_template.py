"""`infraday template`: prepared days, listed, shown, laid."""

from pathlib import Path

import pytest

from tests.commands import Commands

TEMPLATE = """
name = "short"
title = "A short day"
[[block]]
start = "09:00"
activity = "Stand-up"
[[block]]
start = "10:00"
activity = "Budget review"
project = "dc-move"
"""


@pytest.fixture
def infraday(infraday: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """With a template of the user's own."""
    config = tmp_path / "config" / "config.toml"
    folder = config.parent / "templates"
    folder.mkdir(parents=True)
    config.write_text("")
    (folder / "short.toml").write_text(TEMPLATE)
    monkeypatch.setenv("INFRADAY_CONFIG", str(config))
    return infraday


def test_the_users_own_and_the_shipped_ones_are_listed(infraday: Commands) -> None:
    lines = infraday("template", "list").out.splitlines()

    assert [line.split()[0] for line in lines] == ["cloud", "financial-services", "short"]
    assert lines[-1].endswith(" 2 blocks  A short day")
    assert [one["name"] for one in infraday.data("template", "list")][-1] == "short"


def test_one_block_is_counted_as_one(infraday: Commands, tmp_path: Path) -> None:
    only = TEMPLATE[: TEMPLATE.rindex("[[block]]")]
    (tmp_path / "config" / "templates" / "short.toml").write_text(only)

    assert infraday("template", "list").out.splitlines()[-1].endswith("  1 block   A short day")


def test_one_is_shown_as_toml(infraday: Commands) -> None:
    shown = infraday("template", "show", "SHORT").out

    assert shown.startswith('name = "short"\n')
    assert infraday.data("template", "show", "short")["blocks"][0]["start"] == "09:00"


def test_it_is_laid_over_a_day_and_nothing_doubles(infraday: Commands) -> None:
    result = infraday("template", "apply", "short", "--date", "wed")

    assert result.out == "Lay A short day on Wed 25 Nov 2026, 2 blocks\n"
    assert "The project #dc-move is new." in result.err
    code, line = infraday.refused("template", "apply", "short", "--date", "wed")
    assert (code, "already" in line) == (1, True)
    assert len(infraday.data("today", "--date", "wed")["blocks"]) == 2


def test_what_is_taken_is_left_out_unless_forced(infraday: Commands) -> None:
    infraday("add", "call 10:30")

    result = infraday("template", "apply", "short")
    assert result.out.endswith(", 1 block\n")
    assert "Left out: 10:00 Budget review" in result.err
    assert infraday("template", "apply", "short", "--force").out.endswith(", 1 block\n")
    assert len(infraday.data("today")["blocks"]) == 3


def test_where_nothing_fits_the_shell_says_what_would_lay_it(infraday: Commands) -> None:
    infraday("add", "call 9:00 2h")

    code, line = infraday.refused("template", "apply", "short")
    assert (code, "--force" in line) == (1, True)


def test_a_dry_run_only_says(infraday: Commands) -> None:
    infraday("add", "call 10:30")

    words = ("template", "apply", "short", "--dry-run")
    assert infraday(*words).out.splitlines() == [
        "Tue 24 Nov 2026",
        "+ 09:00  1h00  Stand-up",
        "- 10:00  1h00  Budget review  meets B-1 call",
    ]
    assert infraday(*words, "--force").out.splitlines()[2].startswith("+ 10:00")
    assert [one["meets"] for one in infraday.data(*words)] == [[], ["B-1"]]
    assert len(infraday.data("today")["blocks"]) == 1


def test_what_begins_before_now_is_pointed_out_and_can_stay_out(infraday: Commands) -> None:
    words = ("template", "apply", "short", "--from-now")

    assert infraday(*words, "--dry-run").out.splitlines()[1:] == [
        "- 09:00  1h00  Stand-up  begins before now",
        "+ 10:00  1h00  Budget review",
    ]
    result = infraday(*words)
    assert (result.out[-9:], "1 that begin before now" in result.err) == (" 1 block\n", True)
    infraday("undo")
    assert "1 of 2 began before now." in infraday("template", "apply", "short").err
    assert "began" not in infraday("template", "apply", "short", "--date", "wed").err


def test_an_unknown_template_is_not_found(infraday: Commands) -> None:
    assert infraday.refused("template", "show", "shrt") == (
        3,
        'There is no template "shrt". Did you mean short?',
    )


def test_a_broken_template_is_told_of_and_hides_no_other(
    infraday: Commands, tmp_path: Path
) -> None:
    (tmp_path / "config" / "templates" / "bad.toml").write_text("name = 7")

    result = infraday("template", "list")
    assert result.code == 0
    assert "bad.toml" in result.err
    assert "short" in result.out
