"""Saving a day as a template: the file, the command, the planner."""

from datetime import time
from pathlib import Path

import pytest

from infraday import templates
from infraday.config import Config
from infraday.domain import RuleError
from infraday.domain.template import Template, TemplateBlock
from infraday.store.engine import Store
from tests.commands import Commands
from tests.day_app import NARROW, planner
from tests.factories import block, planned

BLOCK = TemplateBlock(time(10), 60, 'Say "hi" [/x] \x1b[31m', output="Liste")
SITE = Template("site", "Site day", (BLOCK,))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(templates=str(tmp_path / "config" / "templates"))


def test_what_is_saved_reads_back_the_same_and_is_its_owners_alone(config: Config) -> None:
    path = templates.save(SITE, config)

    assert templates.find("SITE", templates.folders(config)) == SITE
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [it.name for it in path.parent.iterdir()] == ["site.toml"]


def test_a_template_that_is_there_is_replaced_only_when_told(config: Config) -> None:
    path = templates.save(SITE, config)
    path = path.rename(path.with_name("other.toml"))
    changed = SITE._replace(title="Changed")

    with pytest.raises(RuleError, match=r"There is a template site already: .*other\.toml\."):
        templates.save(changed, config)
    assert templates.find("site", templates.folders(config)) == SITE
    assert templates.save(changed, config, replace=True) == path
    assert templates.find("site", templates.folders(config)) == changed


def test_the_name_of_a_shipped_template_is_taken_too(config: Config) -> None:
    with pytest.raises(RuleError, match="infraday ships a template cloud; yours would"):
        templates.save(SITE._replace(name="cloud"), config)
    templates.save(SITE._replace(name="cloud"), config, replace=True)
    assert templates.find("cloud", templates.folders(config)).title == "Site day"


@pytest.mark.parametrize("target", ["secret", "nothing"])
def test_a_link_is_never_followed(config: Config, tmp_path: Path, target: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("keep")
    path = templates.place("site", config)
    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / target)

    with pytest.raises(RuleError, match="There is a template site already"):
        templates.save(SITE, config)
    templates.save(SITE, config, replace=True)

    assert secret.read_text() == "keep"
    assert not (tmp_path / "nothing").exists()
    assert not path.is_symlink()


def test_a_place_that_cannot_be_written_is_said_and_left_as_it_is(config: Config) -> None:
    path = templates.place("site", config)
    path.mkdir(parents=True)

    with pytest.raises(RuleError, match=r"site\.toml cannot be written: "):
        templates.save(SITE, config, replace=True)
    assert [it.name for it in path.parent.iterdir()] == ["site.toml"]
    with pytest.raises(RuleError, match="There is no folder for templates"):
        templates.save(SITE, Config())


@pytest.fixture
def infraday(infraday: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """With an empty config, beside which templates are saved."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").touch()
    monkeypatch.setenv("INFRADAY_CONFIG", str(tmp_path / "config" / "config.toml"))
    infraday("add", "Walk the floor 9:00 30m #dc-move out: A list")
    infraday("add", "Stand-up 10:00 15m", "--every", "weekday")
    return infraday


def test_the_shell_saves_a_day_and_lays_it_over_another(infraday: Commands, tmp_path: Path) -> None:
    result = infraday("template", "save", "Site", "day")

    place = tmp_path / "config" / "templates" / "site-day.toml"
    assert result.out == f"Save Tue 24 Nov 2026 as site-day, 1 block: {place}\n"
    assert "Left out: 1 of a series. --all takes what repeats" in result.err
    laid = infraday("template", "apply", "site-day", "--date", "fri")
    assert laid.out == "Lay Site day on Fri 27 Nov 2026, 1 block\n"


def test_the_shell_overwrites_nothing_unless_told(infraday: Commands) -> None:
    infraday("template", "save", "Site day")

    code, line = infraday.refused("template", "save", "site DAY", "--all")
    assert (code, "--replace takes its place." in line) == (1, True)
    data = infraday.data("template", "save", "site DAY", "--all", "--replace")
    assert (data["name"], data["title"], len(data["blocks"])) == ("site-day", "site DAY", 2)
    assert data["left_out"] == ""
    assert data["path"].endswith("site-day.toml")


def test_the_shell_refuses_an_empty_day(infraday: Commands) -> None:
    code, line = infraday.refused("template", "save", "x", "--date", "sun")
    assert (code, "has no block" in line) == (1, True)


async def test_the_planner_saves_the_day_and_asks_before_it_replaces(
    store: Store, config: Config
) -> None:
    def saved() -> Template:
        return templates.find("site", templates.folders(config))

    planned(store, block("10:00"), block("11:00", activity="Stand-up", unplanned=True))
    async with planner(store, config=config, size=NARROW) as day:
        await day.press("O")
        await day.type("Site")
        assert "site: 1 block; without 1 unplanned" in day.text
        await day.press("enter")
        assert "Saved as the template site." in day.text
        assert [it.activity for it in saved().blocks] == ["Budget review"]

        await day.press("O")
        await day.type("site")
        await day.press("enter")
        assert "once more to save it" in day.text
        assert saved().title == "Site"
        await day.press("enter")
        assert day.dialog == ""
        assert saved().title == "site"


async def test_the_planner_says_so_where_there_is_nothing_to_save(
    store: Store, config: Config
) -> None:
    async with planner(store, config=config) as day:
        await day.press("O")
        assert not day.dialog
        assert "has no block to make a template of." in day.text
