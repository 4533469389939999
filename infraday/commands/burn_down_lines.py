"""The burn-down in numbers, for people and programs."""

from collections.abc import Iterator, Sequence
from datetime import date
from sqlite3 import Connection
from typing import NamedTuple

from infraday.commands.command import Given, Option, understood
from infraday.commands.printing import emit, json_list
from infraday.domain.burn_down import Point
from infraday.domain.money import say_money
from infraday.domain.project import key as project_key
from infraday.domain.risk import RiskKind
from infraday.domain.when import read_date
from infraday.shell import Shell, UsageError
from infraday.store import burn_down, lists

OPTIONS = (
    Option("--from", "the burn-down's first day, by default that of the first risk", "DATE"),
    Option("--to", "its last day, by default today; later ones are planned", "DATE"),
)
LONGEST = 100 * 366
"""Days in one burn-down."""


class Day(NamedTuple):
    """What was open on a date."""

    threats: Point
    opportunities: Point


def run(given: Given, shell: Shell) -> int:
    first, last = _date(given, shell, "--from"), _date(given, shell, "--to") or shell.today
    if first is not None and last < first:
        raise UsageError("--to lies before --from. Give the first day and then the last one.")
    if first is not None and (last - first).days > LONGEST:
        raise UsageError("A burn-down has at most a hundred years. Give a shorter period.")
    project = given.text("--project")
    if project is not None:
        project = understood("--project", project, project_key)
    with shell.plan() as db:
        db.execute("BEGIN")
        project_id = None if project is None else lists.project_id(db, project)
        days = _days(db, first, last, shell.today, project_id)
    if shell.json:
        emit(shell, json_list(map(_shape, days)) + "\n")
        return 0
    emit(shell, "".join(f"{line}\n" for line in _table(days)))
    if not days:
        shell.say("No risk was open in that time, so nothing burns down.")
    return 0


def _date(given: Given, shell: Shell, option: str) -> date | None:
    text = given.text(option)
    return None if text is None else understood(option, text, read_date, shell.today)


def _days(
    db: Connection, first: date | None, last: date, today: date, project_id: int | None
) -> list[Day]:
    """Both lines over the same days."""

    def read(begin: date | None, kind: RiskKind) -> list[Point]:
        return burn_down.read(db, begin, last, today, kind, project_id)

    if first is None:
        begun = [points[0].on for kind in RiskKind if (points := read(None, kind))]
        if not begun:
            return []
        first = min(begun)
    both = zip(*(read(first, kind) for kind in RiskKind), strict=True)
    return [Day(threats, opportunities) for threats, opportunities in both]


def _shape(day: Day) -> dict[str, object]:
    threats, opportunities = day
    return {
        "on": str(threats.on),
        "score": threats.score,
        "exposure_cents": threats.exposure_cents,
        "planned_score": threats.planned_score,
        "open": threats.open,
        "unassessed": threats.unassessed,
        "opportunity_score": opportunities.score,
        "opportunity_exposure_cents": opportunities.exposure_cents,
        "opportunity_planned_score": opportunities.planned_score,
        "opportunity_open": opportunities.open,
        "opportunity_unassessed": opportunities.unassessed,
    }


_HEAD = ("", "score", "exposure", "planned", "open", "not assessed")


def _table(days: Sequence[Day]) -> Iterator[str]:
    """The days on which something changed, and the last one."""
    yield from _lines([day.threats for day in days], "Threats")
    if any(day.opportunities.open for day in days):
        yield from _lines([day.opportunities for day in days], "Opportunities")


def _lines(points: Sequence[Point], title: str) -> Iterator[str]:
    cells = [(title, *_HEAD[1:]), *(_cells(point) for point in _steps(points))]
    if len(cells) == 1:
        return
    widths = [max(len(row[n]) for row in cells) for n in range(len(_HEAD))]
    for row in cells:
        begin, *rest = (f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True))
        yield "  ".join((f"{row[0]:<{len(begin)}}", *rest))


def _steps(points: Sequence[Point]) -> Iterator[Point]:
    before: tuple[object, ...] = ()
    for point in points:
        if point[1:] != before or point is points[-1]:
            yield point
        before = point[1:]


def _cells(point: Point) -> tuple[str, ...]:
    return (
        str(point.on),
        "" if point.score is None else str(point.score),
        "" if point.exposure_cents is None else say_money(point.exposure_cents),
        str(point.planned_score),
        str(point.open),
        str(point.unassessed),
    )
