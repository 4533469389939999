"""Reports in JSON, one document or a value a line: alerts of Prometheus and Grafana, and any
records that have a severity and say something."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from infraday.domain.text import storable
from infraday.exchange import intake_alerts, intake_records
from infraday.exchange.intake_report import Gathering, Report

MOST_VALUES = 5_000
"""Alerts and records that are looked at."""

MOST_CALM = 30_000
"""Those that say that all is well come on top."""

MOST_BROKEN = 200
"""Broken values behind which a report is given up."""

_BETWEEN = re.compile(r"[ \t\r\n,\0\x1e]*")

NEAR = 10_000
"""Characters that are read once more in search of the next value."""

Record: TypeAlias = dict[str, Any]


class Shape(NamedTuple):
    """A kind of JSON object: how it is known, and how what it says is taken in."""

    name: str
    fits: Callable[[Record], bool]
    take: Callable[[Record, str, Gathering], None]


SHAPES = (
    Shape("grafana", intake_alerts.is_grafana, intake_alerts.take_webhook),
    Shape("alertmanager", intake_alerts.is_webhook, intake_alerts.take_webhook),
    Shape("grafana", intake_alerts.is_legacy, intake_alerts.take_legacy),
    Shape("alertmanager", intake_alerts.is_alert, intake_alerts.take_alert),
    Shape("json", intake_records.says_something, intake_records.take),
)
"""The first one that fits reads an object. What fits none, but holds a list of objects, is read
as that list."""


class Broken(NamedTuple):
    """What stands there is no JSON, or nested too deep."""

    reason: str


def read(data: bytes, source: str) -> Report:
    """Every alert that fires and every record that is no good news is an item."""
    text, odd = storable(data.decode(errors="surrogateescape"))
    gathering = Gathering(source)
    names: list[str] = []
    broken = 0
    for line, value in _values(text):
        if isinstance(value, Broken):
            gathering.read += 1
            gathering.problem(f"line {line}", value.reason)
            broken += 1
        else:
            names += _take(value, f"line {line}", gathering, 0)
        if _is_enough(gathering) or broken >= MOST_BROKEN:
            gathering.problem(source, f"What stands behind line {line} was not read: too much.")
            break
    if odd:
        gathering.remarks.append("Bytes that are no UTF-8 were kept as \\xE9 and the like.")
    kinds = list(dict.fromkeys(names))
    return gathering.report(kinds[0] if len(kinds) == 1 else "json")


def _values(text: str) -> Iterator[tuple[int, object]]:
    """Each value with the line on which it begins. Behind what cannot be read it goes on at the
    next line that begins an object."""
    decoder = json.JSONDecoder()
    at, line, counted = _skip(text, 0), 1, 0
    while at < len(text):
        line += text.count("\n", counted, at)
        counted = at
        try:
            value, at = decoder.raw_decode(text, at)
            yield line, value
        except RecursionError:
            yield line, Broken("It is nested too deep. Give the alerts alone.")
            at = _next(text, at)
        except json.JSONDecodeError as error:
            where = f"line {error.lineno}, column {error.colno}"
            yield line, Broken(f"It is no whole JSON: {error.msg.lower()} at {where}.")
            at = _next(text, at if error.pos - at < NEAR else error.pos)
        except ValueError:  # a number of thousands of digits
            yield line, Broken("It holds a number that is too large.")
            at = _next(text, at)
        at = _skip(text, at)


def _skip(text: str, at: int) -> int:
    """Past blanks, and the commas between objects that ought to be a list."""
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _next(text: str, at: int) -> int:
    found = text.find("\n{", at)
    return len(text) if found < 0 else found + 1


def _take(value: object, where: str, gathering: Gathering, depth: int) -> list[str]:
    """Take in all that a value says; the names of the shapes that it had."""
    if isinstance(value, dict):
        for shape in SHAPES:
            if shape.fits(value):
                shape.take(value, where, gathering)
                return [shape.name]
        if depth < 3 and (inner := _records_in(list(value.values()))):
            return [name for it in inner for name in _take(it, where, gathering, depth + 1)]
    elif isinstance(value, list) and depth < 3:
        names = []
        for number, it in enumerate(value, 1):
            if _is_enough(gathering):
                left = len(value) - number + 1
                gathering.problem(where, f"{left} of its {len(value)} records were not read.")
                break
            place = where if len(value) == 1 else f"{where}, record {number}"
            names += _take(it, place, gathering, depth + 1)
        return names
    gathering.read += 1
    gathering.problem(where, "It has neither a summary nor a message that says what is wrong.")
    return []


def _is_enough(gathering: Gathering) -> bool:
    calm = gathering.skipped
    return calm >= MOST_CALM or gathering.read - calm >= MOST_VALUES


def _records_in(values: Sequence[object]) -> list[object]:
    """The lists of objects, and the objects that hold such lists."""
    return [
        it
        for it in values
        if (isinstance(it, list) and it and all(isinstance(one, dict) for one in it))
        or (isinstance(it, dict) and any(isinstance(one, list) for one in it.values()))
    ]
