"""The config file: TOML into a `Config`, every mistake named by line and key.

Imported by `config.load`, and only once there is a file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import time
from types import MappingProxyType
from typing import Any, TypeAlias

from infraday import holiday_places, toml_file
from infraday.config import Config, ConfigError, Hours
from infraday.domain.text import clip
from infraday.domain.when import DAY, clock_of, span_of
from infraday.domain.wording import nearest, quoted

Reader: TypeAlias = Callable[[str, object], Any]
"""Takes a key and its value, and gives what stands in the field of the Config."""

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFF = ("", "off")
TABLES = ("hours", "keys", "risk_bands")
LISTED = "'infraday doctor' lists all of it."


class WrongValueError(Exception):
    """A value that will not do: its key, and what is wrong with it in a sentence or two."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(problem)
        self.key = key
        self.problem = problem


def read(path: str, where: str) -> Config:
    """The config in a file; `where` is its name for messages."""
    try:
        values, text = toml_file.read(path, where)
    except toml_file.TomlError as error:
        raise ConfigError(str(error)) from error
    config, wrong = _sifted(values)
    if wrong:
        more = f" There is more: {LISTED}" if len(wrong) > 1 else ""
        raise _error(where, text, wrong[0].key, f"{wrong[0].problem}{more}")
    return config


def look_over(path: str, where: str) -> tuple[Config, list[str]]:
    """What of a config will do, and a sentence about each mistake in it."""
    try:
        values, text = toml_file.read(path, where)
    except toml_file.TomlError as error:
        return Config(path=path), [str(error)]
    config, wrong = _sifted(values)
    said = [str(_error(where, text, one.key, one.problem)) for one in wrong]
    return config._replace(path=path), said


def mistake(path: str, where: str, key: str, problem: str) -> ConfigError:
    """A mistake found later, with its line while the file still says where."""
    try:
        _, text = toml_file.read(path, where)
    except toml_file.TomlError:
        text = ""
    return _error(where, text, key, problem)


def _error(where: str, text: str, key: str, problem: str) -> ConfigError:
    line = toml_file.line_of(text, key)
    place = f"{where}, line {line}" if line else where
    return ConfigError(f"{place}: {clip(key, 60)}: {problem}")


def _sifted(values: Mapping[str, object]) -> tuple[Config, list[WrongValueError]]:
    """What will do, and all that will not."""
    found: dict[str, Any] = {}
    wrong: list[WrongValueError] = []
    for key, value in values.items():
        will_do = value
        if key in TABLES and isinstance(value, dict):  # each of its entries may be wrong
            will_do = {}
            for name, one in value.items():
                with _gathering(wrong):
                    _READERS[key](key, {name: one})
                    will_do[name] = one
        with _gathering(wrong):
            found[key] = _known(key, _READERS, "")(key, will_do)
    if "region" in found:
        country, region = found.get("country"), found.pop("region")
        if country is not None or "country" not in values:
            with _gathering(wrong):
                found["region"] = _region("region", region, country)
    return Config(**found), wrong


@contextmanager
def _gathering(wrong: list[WrongValueError]) -> Iterator[None]:
    try:
        yield
    except WrongValueError as one:
        wrong.append(one)


def _known(key: str, readers: Mapping[str, Reader], table: str) -> Reader:
    if key in readers:
        return readers[key]
    named = f"{table}.{key}" if table else key
    raise WrongValueError(named, f"there is no such key. {nearest(key, readers)}")


def _table(key: str, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise WrongValueError(
            key, f"{quoted(value)} is no table. Write [{key}] on a line of its own."
        )
    return value


def _whole(least: int, most: int, unit: str) -> Reader:
    def reader(key: str, value: object) -> int:
        example = f"Write it as a number of {unit} from {least} to {most}, without quotes."
        if not isinstance(value, int) or isinstance(value, bool):
            raise WrongValueError(key, f"{quoted(value)} is no whole number. {example}")
        if not least <= value <= most:
            raise WrongValueError(key, f"{quoted(value)} is out of range. {example}")
        return value

    return reader


def _share(key: str, value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= 1:
        return float(value)
    raise WrongValueError(key, f"{quoted(value)} is no share. Write 0.8 for 80 %; 1 is the most.")


def _switch(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError(key, f"{quoted(value)} is neither yes nor no. Write true or false.")
    return value


def _name(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise WrongValueError(
            key, f'{quoted(value)} is no name. Write one in quotes, such as "auto".'
        )
    return value


def _zone(key: str, value: object) -> str:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - hardly any config names one

    try:
        if isinstance(value, str) and value.strip():
            return ZoneInfo(value.strip()).key
    except (KeyError, ValueError, OSError):
        pass
    raise WrongValueError(key, f'{quoted(value)} is no zone. Write one such as "Europe/Berlin".')


def _country(key: str, value: object) -> str:
    code = value.strip().upper() if isinstance(value, str) else ""
    if holiday_places.regions(code) is None:
        raise WrongValueError(
            key, f'{quoted(value)} is no country whose holidays are known. Write its code: "DE".'
        )
    return code


def _region(key: str, code: str, country: str | None) -> str:
    if country is None:
        raise WrongValueError(key, 'it needs a country beside it, such as country = "DE".')
    regions = holiday_places.regions(country) or ()
    same = [it for it in regions if it.casefold() == code.strip().casefold()]
    if not same:
        they = ", ".join(regions) if regions else "none"
        raise WrongValueError(
            key, f"{quoted(code)} is no region of {country}. Those with holidays of theirs: {they}."
        )
    return same[0]


def _boundary(key: str, value: object) -> time:
    at = value.hour * 60 + value.minute if isinstance(value, time) else None
    if isinstance(value, str):
        at = clock_of(value.strip())
    if at is None:
        raise WrongValueError(key, f'{quoted(value)} is no clock time. Write it as "04:00".')
    if at >= DAY // 2:
        raise WrongValueError(
            key, f'{quoted(value)} is too late. A day begins before noon: "04:00".'
        )
    return _time(at)


def _hours(key: str, value: object) -> tuple[Hours, ...]:
    week = list(Config().hours)
    readers: dict[str, Reader] = dict.fromkeys(WEEK, _span)
    for day, words in _table(key, value).items():
        _known(day, readers, key)
        week[WEEK.index(day)] = _span(f"{key}.{day}", words)
    return tuple(week)


def _span(key: str, value: object) -> Hours:
    advice = 'Write it as "08:00-17:30", or "" for a day off.'
    if not isinstance(value, str):
        raise WrongValueError(key, f"{quoted(value)} is no time range. {advice}")
    words = "".join(value.split())
    if words.lower() in OFF:
        return None
    left, dash, right = words.replace("–", "-").replace("—", "-").partition("-")
    if dash and (begin := clock_of(left)) is not None and begin == clock_of(right):
        raise WrongValueError(key, f"{quoted(value)} ends when it starts. {advice}")
    span = span_of(words)
    if span is None:
        raise WrongValueError(key, f"{quoted(value)} is no time range. {advice}")
    start, minutes = span
    if start + minutes >= DAY:
        raise WrongValueError(
            key, f"{quoted(value)} goes past midnight. Working hours lie in one day."
        )
    return _time(start), _time(start + minutes)


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _keys(key: str, value: object) -> Mapping[str, str]:
    return MappingProxyType(dict(_bindings(key, _table(key, value))))


def _bindings(key: str, table: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    """Binding ids, whether written `"block.finish"` or, as TOML then reads it, block.finish."""
    for name, value in table.items():
        if isinstance(value, dict):
            for below, keys in _bindings(f"{key}.{name}", value):
                yield f"{name}.{below}", keys
        elif isinstance(value, str):
            yield name, value
        else:
            raise WrongValueError(
                f"{key}.{name}", f'{quoted(value)} is no key. Write "d" or "d,ctrl+d".'
            )


def _risk_bands(key: str, value: object) -> Mapping[str, str]:
    from infraday.domain.risk import Band  # noqa: PLC0415 - hardly any config names one
    from infraday.domain.risk_bands import CELLS  # noqa: PLC0415 - as above

    words = [band.value for band in Band]
    for cell, word in (table := _table(key, value)).items():
        if cell not in CELLS:
            raise WrongValueError(
                f"{key}.{cell}",
                "there is no such cell. Write probability and impact, each 1 to 5, as p4i5.",
            )
        if word not in words:
            raise WrongValueError(
                f"{key}.{cell}", f"{quoted(word)} is no band. {nearest(word, words)}"
            )
    return MappingProxyType({cell: str(word) for cell, word in table.items()})


_READERS: dict[str, Reader] = {
    "hours": _hours,
    "capacity_minutes": _whole(1, DAY, "minutes"),
    "day_boundary": _boundary,
    "block_minutes": _whole(1, DAY, "minutes"),
    "theme": _name,
    "ascii": _switch,
    "urgent_days": _whole(0, 60, "working days"),
    "urgent_share": _share,
    "zone": _zone,
    "country": _country,
    "region": _name,
    "keys": _keys,
    "risk_bands": _risk_bands,
}
