"""What a person says about the columns of a register: in options, or in a file that is kept."""

import os
import shlex
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from infraday import toml_file
from infraday.domain import RuleError
from infraday.domain.text import show
from infraday.domain.wording import nearest, quoted
from infraday.exchange.register_cells import SCALES
from infraday.exchange.register_header import FIELDS, NAMES

ORDERS = ("dmy", "mdy")
_CALLED = {NAMES.get(field, field): field for field in FIELDS} | {field: field for field in FIELDS}
_TABLES = {"columns", "scales"}
_KEYS = ("sheet", "header", "dates", "columns", "scales")


class Given(NamedTuple):
    """`columns` has the header or the letter of the column for a field, or nothing where none is
    to be read. `scales` says where the scale of a rating ends. `dates` is dmy or mdy."""

    columns: Mapping[str, str] = {}
    sheet: str | None = None
    header: int | None = None
    scales: Mapping[str, int] = {}
    dates: str | None = None


def field(name: str) -> str:
    """The field that a person names. RuleError where there is none."""
    said = name.strip().lower().replace(" ", "_").replace("-", "_").removeprefix("current_")
    if said in _CALLED:
        return _CALLED[said]
    known = [it for it in _CALLED if not it.endswith("_cents") and it != "uid"]
    raise RuleError(f"{quoted(name)} is no field of a risk. {nearest(said, known)}")


def pair(text: str) -> tuple[str, str]:
    """`impact=F` or `title=Name of risk`. RuleError for anything else."""
    name, sign, column = text.partition("=")
    if not sign:
        raise RuleError(f"{quoted(text)} names no column. Write FIELD=COLUMN, such as impact=F.")
    return field(name), column.strip()


def scale(text: str) -> tuple[str, int]:
    """`impact=10`. RuleError for anything else."""
    name, _, most = text.partition("=")
    said = most.strip()
    return _rated(name), _most(int(said) if said.isdecimal() and len(said) < 5 else most)


def _rated(name: str) -> str:
    found = field(name)
    if not found.endswith(("probability", "impact")):
        raise RuleError(f"{quoted(name)} has no scale. Probability and impact have one.")
    return found


def _most(value: object) -> int:
    if value in SCALES and isinstance(value, int):
        return value
    ends = ", ".join(map(str, SCALES))
    raise RuleError(f"A scale that ends at {quoted(value)} is not known. Known ends are {ends}.")


def row(text: str) -> int:
    """The number of a row. RuleError for anything else."""
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) < 1_000_000 and len(text) < 8:
        return int(text)
    raise RuleError("Name a row by its number, from 1 up.")


def _order(text: str) -> str:
    if text in ORDERS:
        return text
    raise RuleError(f"{quoted(text)} is no order of dates. Write dmy or mdy.")


_READERS: dict[str, Callable[[str], object]] = {
    "--map": pair, "--scale": scale, "--sheet": str, "--header": row, "--dates": _order,
    "--mapping": lambda path: load(os.path.expanduser(path)),
}  # fmt: skip


def options(line: str) -> Given:
    """What a line says about the columns, in the options of the shell: `--map impact=E --dates
    dmy`. RuleError for anything else."""
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise RuleError("A quote opens there, and never closes. Close it.") from error
    found: dict[str, list[object]] = {name: [] for name in _READERS}
    while words:
        name, _, value = words.pop(0).partition("=")
        if name not in _READERS:
            raise RuleError(f"{quoted(name)} is no option here. {nearest(name, _READERS)}")
        if not value and not words:
            raise RuleError(f"{name} lacks what it is to be. Write it behind it.")
        found[name].append(_READERS[name](value or words.pop(0)))
    return _joined(found)


def _joined(found: Mapping[str, list[Any]]) -> Given:
    def last(name: str) -> Any:
        return found[name][-1] if found[name] else None

    scales = dict(found["--scale"])
    said = Given(dict(found["--map"]), last("--sheet"), last("--header"), scales, last("--dates"))
    for saved in found["--mapping"]:
        said = joined(saved, said)
    return said


def load(path: str) -> Given:
    """A mapping that was saved. RuleError where the file cannot be read."""
    where = show(path)
    try:
        values, _ = toml_file.read(path, where)
    except (toml_file.TomlError, ValueError) as error:
        raise RuleError(str(error)) from error
    try:
        return _given(values)
    except RuleError as error:
        raise RuleError(f"{where}: {error}") from error


def _given(values: Mapping[str, object]) -> Given:
    for key, value in values.items():
        if key not in _KEYS:
            raise RuleError(f"There is no {quoted(key)} in a mapping. {nearest(key, _KEYS)}")
        if (key in _TABLES) is not isinstance(value, dict):
            raise RuleError(f"{key} is {'a' if key in _TABLES else 'no'} table.")
    columns, scales = values.get("columns", {}), values.get("scales", {})
    assert isinstance(columns, dict)
    assert isinstance(scales, dict)
    header, dates, sheet = values.get("header"), values.get("dates"), values.get("sheet")
    if header is not None and (type(header) is not int or header < 1):
        raise RuleError("header is the number of a row, from 1 up.")
    if dates is not None and dates not in ORDERS:
        raise RuleError('dates is "dmy" or "mdy".')
    return Given(
        {field(name): _text(name, column) for name, column in columns.items()},
        None if sheet is None else _text("sheet", sheet),
        header,
        {_rated(name): _most(most) for name, most in scales.items()},
        str(dates) if dates else None,
    )


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise RuleError(f"{quoted(name)} names a column by its header or letter, in quotes.")


def joined(saved: Given, said: Given) -> Given:
    """Both together; what was `said` goes before what was saved."""
    return Given(
        {**saved.columns, **said.columns},
        said.sheet or saved.sheet,
        said.header or saved.header,
        {**saved.scales, **said.scales},
        said.dates or saved.dates,
    )


def save(path: str, given: Given) -> None:
    """Write a mapping into a new file. RuleError where it cannot be written, or is there."""
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(number, "w", encoding="utf-8") as file:
            file.write("\n".join(_lines(given)) + "\n")
    except FileExistsError as error:
        raise RuleError(f"{show(path)} is there already. Name a new file.") from error
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "no file has that name"
        raise RuleError(f"{show(path)} cannot be written: {why}.") from error


def _lines(given: Given) -> Iterable[str]:
    yield "# How infraday reads the columns of this register: by header, or by letter."
    if given.sheet is not None:
        yield f"sheet = {_toml(given.sheet)}"
    if given.header is not None:
        yield f"header = {given.header}"
    if given.dates is not None:
        yield f"dates = {_toml(given.dates)}"
    yield from ("", "[columns]")
    for name, column in given.columns.items():
        yield f"{NAMES.get(name, name)} = {_toml(column)}"
    if given.scales:
        yield from ("", "[scales]")
        for name, most in given.scales.items():
            yield f"{name} = {most}"


def _toml(text: str) -> str:
    signs = {'"': '\\"', "\\": "\\\\"}
    said = (
        signs.get(it) or (f"\\u{ord(it):04X}" if ord(it) < 0x20 or ord(it) == 0x7F else it)
        for it in text
    )
    return f'"{"".join(said)}"'
