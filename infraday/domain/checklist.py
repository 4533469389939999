"""The red-flag checklist as it stands in TOML: each flag read, or refused with its line."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from infraday.domain import RuleError
from infraday.domain.flags import SIGNALS, Flag, Threshold
from infraday.domain.text import clip
from infraday.domain.wording import nearest, quoted

KEYS = ("key", "name", "why", "question", "leads_to", "responses", "every_days", "signal")
SIGNAL_KEYS = ("signal", "watch", "raised", "least")
OFTEN = 7
"""Days after which a flag is looked at again, where nothing else is said."""

LONGEST = 60
"""Characters of a name: it stands at the head of a row."""

LineOf = Callable[[str], int | None]
"""In which line a key of the file stands."""


class Checklist(NamedTuple):
    """The flags in their order, and what is wrong with the files they came from."""

    flags: tuple[Flag, ...] = ()
    mistakes: tuple[str, ...] = ()
    place_of: Callable[[str], str] = str
    """Where a flag of a file stands, by its key: `mine.toml, line 7`."""

    def flag(self, key: str) -> Flag | None:
        return next((flag for flag in self.flags if flag.key == key), None)

    def named(self, key: str) -> Flag:
        """The flag that a typed key or name means. RuleError says which there are."""
        typed = key.strip().casefold().replace("-", "_")
        for flag in self.flags:
            if typed in (flag.key.casefold(), flag.name.casefold().replace("-", "_")):
                return flag
        near = nearest(typed.replace(" ", "_"), [flag.key for flag in self.flags])
        raise RuleError(f"There is no red flag {quoted(key)}. {near}")


def read(values: Mapping[str, object], where: str, line_of: LineOf) -> Checklist:
    """The flags of one file. A flag that cannot be read is a mistake, and the others stand."""
    tables = values.get("flag", [])
    mistakes = [
        f"{_placed(where, line_of(key))}: {clip(key, 60)}: there is no such key. Write [[flag]]."
        for key in values
        if key != "flag"
    ]
    if not isinstance(tables, list):
        wrong_kind = f"{_placed(where, line_of('flag'))}: flag: write [[flag]]."
        return Checklist((), (*mistakes, wrong_kind))
    found: dict[str, Flag] = {}
    keys: dict[str, str] = {}
    for number, table in enumerate(tables, 1):
        place = f"flag.{number}"
        try:
            flag = _flag(table, place)
            if flag.key in found:
                raise _WrongError(f"{place}.key", f"{quoted(flag.key)} is there twice. Rename one.")
            found[flag.key] = flag
            keys[flag.key] = f"{place}.key"
        except _WrongError as wrong:
            line = line_of(wrong.key) or line_of(wrong.key.rpartition(".")[0]) or line_of(place)
            mistakes.append(f"{_placed(where, line)}: {wrong}")

    def place_of(key: str) -> str:
        return _placed(where, line_of(keys[key]))

    return Checklist(tuple(found.values()), tuple(mistakes), place_of)


def merged(lists: Iterable[tuple[str, Checklist]]) -> Checklist:
    """Shipped flags first: what comes later replaces a flag of the same key in its place, and adds
    the others. Two files of one folder may not have the same key: the first holds."""
    found: dict[str, tuple[str, Checklist, Flag]] = {}
    mistakes: list[str] = []
    for folder, one in lists:
        mistakes += one.mistakes
        for flag in one.flags:
            if flag.key in found and found[flag.key][0] == folder:
                other = found[flag.key][1].place_of(flag.key)
                mistakes.append(
                    f"{one.place_of(flag.key)}: key: {quoted(flag.key)} stands in {other}, too. "
                    "Remove one of the two."
                )
            else:
                found[flag.key] = folder, one, flag
    return Checklist(tuple(flag for _, _, flag in found.values()), tuple(mistakes))


class _WrongError(Exception):
    """What is wrong with a key of the file."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"{key.rpartition('.')[2]}: {problem}")
        self.key = key


def _placed(where: str, line: int | None) -> str:
    return f"{where}, line {line}" if line else where


def _flag(table: object, place: str) -> Flag:
    if not isinstance(table, dict):
        raise _WrongError(place, "a flag is a table. Write [[flag]].")
    _check_keys(table, KEYS, place)
    key = _text(table, "key", place)
    if not key.replace("_", "").isalnum() or not key.isascii() or len(key) > 40:
        raise _WrongError(f"{place}.key", f"{quoted(key)} is no key. Use letters, digits and _.")
    return Flag(
        key.casefold(),
        _name(table, place),
        _text(table, "why", place, ""),
        _text(table, "question", place, "How does it stand?"),
        _text(table, "leads_to", place, ""),
        _responses(table, place),
        _days(table, place),
        _signals(table, place),
    )


def _check_keys(table: Mapping[str, object], known: Iterable[str], place: str) -> None:
    for key in table:
        if key not in known:
            raise _WrongError(f"{place}.{key}", f"there is no such key. {nearest(key, known)}")


def _text(table: Mapping[str, object], key: str, place: str, without: str | None = None) -> str:
    """In one line, whatever lines it is written in."""
    if key not in table and without is not None:
        return without
    value = table.get(key)
    if value is None:
        raise _WrongError(f"{place}.{key}", 'is missing. Write it in quotes, such as "…".')
    if not isinstance(value, str) or not value.strip():
        raise _WrongError(f"{place}.{key}", f"{quoted(value)} is no text. Write it in quotes.")
    return " ".join(value.split())


def _name(table: Mapping[str, object], place: str) -> str:
    name = _text(table, "name", place)
    if len(name) > LONGEST:
        raise _WrongError(f"{place}.name", f"is longer than {LONGEST} characters. Shorten it.")
    return name


def _responses(table: Mapping[str, object], place: str) -> tuple[str, ...]:
    value = table.get("responses", [])
    if not isinstance(value, list) or not all(
        isinstance(one, str) and one.strip() for one in value
    ):
        raise _WrongError(f"{place}.responses", 'is no list of texts. Write ["one", "two"].')
    return tuple(" ".join(one.split()) for one in value)


def _days(table: Mapping[str, object], place: str) -> int:
    value = table.get("every_days", OFTEN)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 366:
        raise _WrongError(
            f"{place}.every_days", f"{quoted(value)} is no number of days from 1 to 366."
        )
    return value


def _signals(table: Mapping[str, object], place: str) -> tuple[Threshold, ...]:
    """A flag without signals is a person's to judge."""
    tables = table.get("signal", [])
    if not isinstance(tables, list):
        raise _WrongError(f"{place}.signal", "signals are tables. Write [[flag.signal]].")
    found: dict[str, Threshold] = {}
    for number, one in enumerate(tables, 1):
        threshold = _threshold(one, f"{place}.signal.{number}")
        if threshold.signal in found:
            raise _WrongError(
                f"{place}.signal.{number}.signal", f"{quoted(threshold.signal)} is there twice."
            )
        found[threshold.signal] = threshold
    return tuple(found.values())


def _threshold(table: object, place: str) -> Threshold:
    if not isinstance(table, dict):
        raise _WrongError(place, "a signal is a table. Write [[flag.signal]].")
    _check_keys(table, SIGNAL_KEYS, place)
    name = _text(table, "signal", place)
    if name not in SIGNALS:
        near = nearest(name, SIGNALS)
        raise _WrongError(f"{place}.signal", f"there is no signal {quoted(name)}. {near}")
    watch, raised = (_level(table, key, place) for key in ("watch", "raised"))
    if watch is None and raised is None:
        raise _WrongError(f"{place}.watch", "is missing. Say from where on it is watched.")
    both = watch is not None and raised is not None and watch != raised
    if both and SIGNALS[name].is_worse(watch or 0, raised or 0):
        raise _WrongError(f"{place}.raised", "is reached before watch. Swap the two.")
    least = table.get("least", 1)
    if not isinstance(least, int) or isinstance(least, bool) or least < 1:
        raise _WrongError(f"{place}.least", f"{quoted(least)} is no count from 1 up.")
    return Threshold(name, watch, raised, least)


def _level(table: Mapping[str, object], key: str, place: str) -> float | None:
    value = table.get(key)
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= float(value) < 1e9:  # type: ignore[arg-type]
        raise _WrongError(
            f"{place}.{key}", f"{quoted(value)} is no number from 0 up. Write it without quotes."
        )
    return float(value)  # type: ignore[arg-type]
