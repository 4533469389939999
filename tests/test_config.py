import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path

import pytest

from infraday import config
from infraday.config import Config, ConfigError, load, today, working

EXAMPLE = Path(__file__).parent.parent / "data" / "config.toml"
MONDAY, SATURDAY = date(2026, 3, 2), date(2026, 3, 7)


def written(folder: Path, text: str) -> dict[str, str]:
    """An environment whose config file has this text, on its second line and below."""
    place = folder / ".config" / "infraday"
    place.mkdir(parents=True)
    (place / "config.toml").write_text("# mine\n" + text, encoding="utf-8")
    return {"HOME": str(folder)}


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    found = load({"HOME": str(tmp_path)})
    assert found == Config(templates=str(tmp_path / ".config/infraday/templates"))
    assert working(found, MONDAY) == (time(8), time(17, 30))
    assert working(found, SATURDAY) is None


def test_every_setting_is_read(tmp_path: Path) -> None:
    env = written(
        tmp_path,
        """
capacity_minutes = 300
day_boundary = 04:00:00
block_minutes = 45
theme = "nord"
ascii = true
urgent_days = 3
urgent_share = 1
zone = "Europe/Berlin"
hours = { mon = "7:00 – 15:00", fri = "off", sat = "10:00-12:00" }
[keys]
"block.finish" = "ctrl+d"
block.start = "R,f5"
""",
    )
    found = load(env)
    assert found._replace(hours=(), keys={}) == Config(
        hours=(),
        capacity_minutes=300,
        day_boundary=time(4),
        block_minutes=45,
        theme="nord",
        ascii=True,
        urgent_days=3,
        urgent_share=1.0,
        zone="Europe/Berlin",
        keys={},
        path=str(tmp_path / ".config/infraday/config.toml"),
        templates=str(tmp_path / ".config/infraday/templates"),
    )
    assert working(found, MONDAY) == (time(7), time(15))
    assert found.hours[1] == (time(8), time(17, 30))
    assert (found.hours[4], found.hours[5]) == (None, (time(10), time(12)))
    assert dict(found.keys) == {"block.finish": "ctrl+d", "block.start": "R,f5"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('zone = "Berlin"', 'zone: "Berlin" is no zone. Write one such as "Europe/Berlin".'),
        ("zone = 1", "zone: 1 is no zone."),
        ('country = "Germany"', 'country: "Germany" is no country whose holidays are known. Write'),
        ("country = 49", "country: 49 is no country whose holidays are known."),
        ('country = ""', 'country: "" is no country'),
        ('region = "BY"', 'region: it needs a country beside it, such as country = "DE".'),
        (
            'region = "XX"\ncountry = "SI"',
            'region: "XX" is no region of SI. Those with holidays',
        ),
        ('region = "Berlin"\ncountry = "DE"', 'region: "Berlin" is no region of DE. Those with'),
        ("region = 7", "region: 7 is no name."),
        ('zone = "../../etc/passwd"', 'zone: "../../etc/passwd" is no zone.'),
        ('hours.mon = "8 to 17"', 'hours.mon: "8 to 17" is no time range. Write it as "08:00-17'),
        ('hours.mon = "08:00-08:00"', 'hours.mon: "08:00-08:00" ends when it starts. Write it as'),
        ('hours.mon = "22:00-06:00"', 'hours.mon: "22:00-06:00" goes past midnight. Working'),
        ('hours.mon = "22:00-24:00"', 'hours.mon: "22:00-24:00" goes past midnight. Working'),
        ('hours.mon = "08:00-25:00"', 'hours.mon: "08:00-25:00" is no time range.'),
        ("hours.mon = false", "hours.mon: false is no time range."),
        ('hours.monday = ""', "hours.monday: there is no such key. Did you mean mon?"),
        ("hours = 8", "hours: 8 is no table. Write [hours] on a line of its own."),
        ('sound = "on"', "sound: there is no such key. Known are hours, capacity_minutes,"),
        ('themes = "nord"', "themes: there is no such key. Did you mean theme?"),
        ('path = "/etc"', "path: there is no such key."),
        ('block_minutes = "60"', 'block_minutes: "60" is no whole number. Write it as a number of'),
        ("block_minutes = true", "block_minutes: true is no whole number."),
        ("block_minutes = 0", "block_minutes: 0 is out of range. Write it as a number of minutes"),
        ("block_minutes = 1.5", "block_minutes: 1.5 is no whole number."),
        (f"capacity_minutes = 0x{'f' * 9999}", "capacity_minutes: a huge number is out of range."),
        ("urgent_days = -1", "urgent_days: -1 is out of range."),
        ("urgent_share = 80", "urgent_share: 80 is no share. Write 0.8 for 80 %; 1 is the most."),
        ("urgent_share = nan", "urgent_share: nan is no share."),
        ("ascii = 'yes'", 'ascii: "yes" is neither yes nor no. Write true or false.'),
        ("theme = ''", 'theme: "" is no name.'),
        ("day_boundary = '4'", 'day_boundary: "4" is no clock time. Write it as "04:00".'),
        ("day_boundary = 18:00:00", "day_boundary: 18:00:00 is too late. A day begins before"),
        ("keys.block.finish = ['d']", 'keys.block.finish: a list is no key. Write "d" or "d,'),
        ("keys = 'd'", 'keys: "d" is no table.'),
    ],
)
def test_a_mistake_is_named_by_file_line_and_key(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(written(tmp_path, f"\n{line}\n"))
    assert str(refusal.value).startswith(f"~/.config/infraday/config.toml, line 3: {message}")
    assert str(refusal.value).endswith(".") or "?" in str(refusal.value)


def test_a_place_is_known_in_any_letters(tmp_path: Path) -> None:
    found = load(written(tmp_path, 'region = "by"\ncountry = "de"'))

    assert (found.country, found.region) == ("DE", "BY")
    assert config.holiday_place(found) == "DE-BY"
    assert config.holiday_place(found._replace(region=None)) == "DE"
    assert config.holiday_place(Config()) is None


def test_a_broken_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"config\.toml, line 2: this is no TOML: "):
        load(written(tmp_path, "theme =\n"))


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    env = {"INFRADAY_CONFIG": str(tmp_path), "HOME": "/"}
    with pytest.raises(ConfigError, match="is a folder"):
        load(env)
    missing = {"INFRADAY_CONFIG": str(tmp_path / "no.toml"), "HOME": str(tmp_path)}
    with pytest.raises(ConfigError, match=r"names ~/no\.toml, which is not there"):
        load(missing)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read_it_is_told(tmp_path: Path) -> None:
    env = written(tmp_path, "")
    (tmp_path / ".config/infraday/config.toml").chmod(0)
    with pytest.raises(ConfigError, match="may not be read"):
        load(env)


def test_infraday_config_names_another_file(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text("ascii = true", encoding="utf-8")
    found = load({"INFRADAY_CONFIG": str(path)})
    assert (found.ascii, found.path) == (True, str(path))
    assert found.templates == str(tmp_path / "templates")


def test_places_follow_the_xdg_variables_and_ignore_relative_ones() -> None:
    env = {"HOME": "/home/ana", "XDG_CONFIG_HOME": "/cfg", "XDG_DATA_HOME": "data"}
    assert config.config_path(env) == "/cfg/infraday/config.toml"
    assert config.template_folder(env) == "/cfg/infraday/templates"
    assert config.data_path(env) == "/home/ana/.local/share/infraday/infraday.db"
    assert config.state_folder(env) == "/home/ana/.local/state/infraday"
    assert config.data_path({**env, "INFRADAY_DB": "team.db"}) == "team.db"


@pytest.mark.parametrize(
    ("env", "message"),
    [
        ({}, "HOME is not set, so infraday has no data folder. Set HOME or XDG_DATA_HOME."),
        ({"HOME": ""}, "HOME is not set, so infraday has no data folder."),
        ({"HOME": "ana"}, 'HOME is "ana", which is no absolute path, so infraday has no data'),
    ],
)
def test_an_odd_home_is_one_sentence(env: Mapping[str, str], message: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        config.data_path(env)
    assert str(refusal.value).startswith(message)


def test_without_a_home_the_defaults_hold() -> None:
    assert load({}) == Config()
    assert load({"HOME": "/dev/null"}).hours == Config().hours


def test_off_linux_the_platform_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert Path(config.data_path({})).name == "infraday.db"
    assert Path(config.config_path({})).parent.name == "infraday"


def test_before_the_day_boundary_it_is_still_yesterday() -> None:
    late = Config(day_boundary=time(4))
    assert today(late, datetime.combine(MONDAY, time(3, 59))) == date(2026, 3, 1)
    assert today(late, datetime.combine(MONDAY, time(4))) == MONDAY
    assert today(Config(), datetime.combine(MONDAY, time(0))) == MONDAY


def test_what_the_app_finds_wrong_has_its_line_too(tmp_path: Path) -> None:
    found = load(written(tmp_path, '[keys]\n"block.fnish" = "d"\n'))
    told = config.mistake(found, "keys.block.fnish", "there is no such action.")
    assert str(told).endswith("config.toml, line 3: keys.block.fnish: there is no such action.")
    assert found.path is not None
    Path(found.path).unlink()
    assert "line" not in str(config.mistake(found, "theme", "gone."))


def test_the_example_shows_every_setting_at_its_default(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    found = load({"INFRADAY_CONFIG": str(EXAMPLE)})
    assert found._replace(path=None, templates=None, keys={}) == Config(keys={})
    for field in set(Config._fields) - {"path", "templates"}:
        assert f"\n{field} = " in text or f"\n# {field} = " in text or f"\n[{field}]" in text
    uncommented = text.replace("# capacity_minutes", "capacity_minutes").replace('# "b', '"b')
    assert load(written(tmp_path, uncommented)).keys == {"block.finish": "d,ctrl+d"}
    assert tomllib.loads(uncommented)["capacity_minutes"] == 360


def test_a_start_without_a_file_imports_nothing_dear() -> None:
    code = (
        "import sys; from infraday.config import load; load({'HOME': '/nowhere'}); "
        "print([n for n in ('tomllib', 'pathlib', 'dataclasses', 'platformdirs', 'difflib') "
        "if n in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("[]\n", "")
