"""Config: what a user set in one TOML file, read once; and the places where things stand.

Most have no such file, and every capture starts here: what reads TOML is imported only once
there is one, and platformdirs only off Linux.
"""

import os
import sys
from collections.abc import Container, Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.domain.risk import Bands

Hours: TypeAlias = tuple[time, time] | None
"""From when to when one works on a weekday; None on a day off."""

WORKDAY: Hours = (time(8), time(17, 30))


class ConfigError(Exception):
    """The config or the environment is wrong. Users read the message as is; exit code 2."""


class Config(NamedTuple):
    """What the user chose, else the defaults. `data/config.toml` explains each."""

    hours: tuple[Hours, ...] = (WORKDAY,) * 5 + (None,) * 2  # Monday to Sunday
    capacity_minutes: int | None = None  # None: the working hours less the breaks
    day_boundary: time = time(0)
    block_minutes: int = 60
    theme: str = "auto"
    ascii: bool = False
    urgent_days: int = 2
    urgent_share: float = 0.8
    zone: str | None = None  # IANA's name for this machine's; None: the machine says it
    country: str | None = None  # whose public holidays are days off, by its ISO 3166 code
    region: str | None = None  # of the country
    keys: Mapping[str, str] = MappingProxyType({})  # by binding id, as Textual's keymap takes them
    risk_bands: Mapping[str, str] = MappingProxyType({})  # by cell: p4i5; the others keep theirs
    path: str | None = None  # the file that was read
    templates: str | None = None  # the folder of the user's own; it need not exist

    @property
    def bands(self) -> "Bands":
        """The band of each cell of the risk matrix."""
        from infraday.domain import risk_bands  # noqa: PLC0415 - 5 ms, and no capture asks

        return risk_bands.of(self.risk_bands)


def working(config: Config, day: date, holidays: Container[date] = ()) -> Hours:
    """The working hours of a date, or None on a day off, as a public holiday is one."""
    return None if day in holidays else config.hours[day.weekday()]


def holiday_place(config: Config) -> str | None:
    """The country, or its region, whose public holidays count: DE, DE-BY."""
    if config.country is None or config.region is None:
        return config.country
    return f"{config.country}-{config.region}"


def today(config: Config, now: datetime) -> date:
    """The date whose day it is: before the day boundary still yesterday's."""
    late = now.time() < config.day_boundary
    return now.date() - timedelta(days=1) if late else now.date()


def load(env: Mapping[str, str]) -> Config:
    """Read the config file; without one, the defaults. ConfigError names the line and the key."""
    try:
        path = config_path(env)
    except ConfigError:  # nowhere to look for one; who needs a place hears of it there
        return Config()
    if not _is_there(path):
        if env.get("INFRADAY_CONFIG"):
            named = said(path, env)
            raise ConfigError(
                f"INFRADAY_CONFIG names {named}, which is not there. Write or unset it."
            )
        return Config(templates=template_folder(env))
    from infraday import config_file  # noqa: PLC0415 - 20 ms, and most have no file

    return config_file.read(path, said(path, env))._replace(
        path=path, templates=template_folder(env)
    )


def _is_there(path: str) -> bool:
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # there, but out of reach: reading it says why
        return True
    return True


def mistake(config: Config, key: str, problem: str) -> ConfigError:
    """What only the app can find wrong with a key, said like every other mistake of the file:
    `mistake(config, "keys.block.finish", '"ctlr+d" is no key. Write it as ctrl+d.')`"""
    if config.path is None:
        return ConfigError(f"{key}: {problem}")
    from infraday import config_file  # noqa: PLC0415 - only when something is wrong

    return config_file.mistake(config.path, said(config.path, os.environ), key, problem)


def look_over(path: str, env: Mapping[str, str]) -> tuple[Config, list[str]]:
    """What of the config in a file will do, and a sentence about each mistake in it."""
    from infraday import config_file  # noqa: PLC0415 - only when something is wrong

    return config_file.look_over(path, said(path, env))


def config_path(env: Mapping[str, str]) -> str:
    """Where the config file stands, or would."""
    if chosen := env.get("INFRADAY_CONFIG"):
        return os.path.abspath(chosen)
    return os.path.join(_folder(env, "config"), "config.toml")


def template_folder(env: Mapping[str, str]) -> str:
    """The user's own templates stand beside the config file."""
    return os.path.join(os.path.dirname(config_path(env)), "templates")


def data_path(env: Mapping[str, str]) -> str:
    """The database where no `--db` names one: INFRADAY_DB, else one in the data folder."""
    return env.get("INFRADAY_DB") or os.path.join(_folder(env, "data"), "infraday.db")


def state_folder(env: Mapping[str, str]) -> str:
    """What may be lost: logs, drafts, the last copy to the clipboard."""
    return _folder(env, "state")


def said(path: str, env: Mapping[str, str]) -> str:
    """A path as messages name it: `~/.config/infraday/config.toml`."""
    home = env.get("HOME", "").rstrip("/")
    return "~" + path[len(home) :] if home and path.startswith(home + "/") else path


# By the XDG Base Directory Specification.
_HOMES = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", ".local/share"),
    "state": ("XDG_STATE_HOME", ".local/state"),
}


def _folder(env: Mapping[str, str], kind: str) -> str:
    if sys.platform != "linux":
        return _platform_folder(kind)
    variable, below_home = _HOMES[kind]
    base = env.get(variable, "")
    if os.path.isabs(base):  # a relative one is to be ignored, says the specification
        return os.path.join(base, "infraday")
    home = env.get("HOME", "")
    if not os.path.isabs(home):
        wrong = f'HOME is "{home}", which is no absolute path' if home else "HOME is not set"
        raise ConfigError(f"{wrong}, so infraday has no {kind} folder. Set HOME or {variable}.")
    return os.path.join(home, below_home, "infraday")


def _platform_folder(kind: str) -> str:
    import platformdirs  # noqa: PLC0415 - 15 ms, and Linux needs none of it

    places = {
        "config": platformdirs.user_config_dir,
        "data": platformdirs.user_data_dir,
        "state": platformdirs.user_state_dir,
    }
    return places[kind]("infraday", appauthor=False)
