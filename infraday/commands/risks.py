"""`infraday risks`: the register as a list, what is due for review, the largest exposures, the heat
map and the burn-down."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from sqlite3 import Connection

from infraday.commands import burn_down_lines, records, risk_lines
from infraday.commands.command import Command, Given, Option, Words, number, understood
from infraday.commands.printing import emit, json_line, json_list
from infraday.domain import risk_row
from infraday.domain.money import say_money
from infraday.domain.project import key as project_key
from infraday.domain.rating_picture import SIGNS
from infraday.domain.refs import risk_ref
from infraday.domain.risk import (
    LEVELS,
    OPEN,
    SCALE,
    Band,
    Category,
    Rating,
    RiskKind,
    RiskStatus,
    band,
)
from infraday.domain.risk_view import Column, Heat, View, Wanted
from infraday.shell import Shell, UsageError
from infraday.store import burn_down, lists, risk_lists, risk_rows

ALL = "all"
DAYS = 7
"""A review due within these days is listed."""
_AT_ONCE = 500


def _run(given: Given, shell: Shell) -> int:
    asked = [option for option in _WAYS if option and given.has(option)]
    if len(asked) > 1:
        raise UsageError(f"{asked[0]} and {asked[1]} print different things. Give one of them.")
    way = asked[0] if asked else ""
    for option in (*given.values, *(["WORD"] if given.words else [])):
        if option not in (way, *_COMMON, *_TAKEN[way]):
            raise UsageError(f"{way or 'A list'} takes no {option}. Leave one of the two out.")
    return _WAYS[way](given, shell)


def _list(given: Given, shell: Shell) -> int:
    view = View(given.text("--view") or View.CURRENT)
    column = risk_row.order_of(Column(given.text("--sort") or Column.SCORE), view)
    descending = column.descending is not given.has("--reverse")
    with shell.plan() as db:
        db.execute("BEGIN")  # all of it as it was at one moment
        wanted = wanted_of(given, db)
        bands, today = shell.config.bands, shell.today
        found = risk_lists.ids(db, wanted, column, descending, today, bands)
        _print(given, shell, db, found)
    if not found and not shell.json:
        shell.say(_none(given))
    return 0


def _none(given: Given) -> str:
    if given.words or given.values.keys() - {"--db", "--json", "-o", "--sort", "--reverse"}:
        return "No risk fits. 'infraday risks --all' lists every one."
    return "No risk is open. 'infraday risk add' adds one."


def _print(given: Given, shell: Shell, db: Connection, found: Sequence[int]) -> None:
    if shell.json:
        emit(shell, json_list(records.risks(shell, db, found).values()) + "\n")
        return
    emit(shell, "".join(f"{line}\n" for line in _lines(given, shell, db, found)))


def _lines(given: Given, shell: Shell, db: Connection, found: Sequence[int]) -> Iterator[str]:
    keys, view = lists.project_keys(db), View(given.text("--view") or View.CURRENT)
    rest = iter(found)
    while some := list(islice(rest, _AT_ONCE)):
        for row in risk_rows.of_ids(db, some):
            key = keys.get(row.project_id or 0)
            yield risk_lines.line(row, key, shell.config.bands, shell.today, view)


def wanted_of(given: Given, db: Connection) -> Wanted:
    """Which risks the options ask for. NotFoundError for a project that there is not."""
    project, owner = given.text("--project"), given.text("--owner")
    if project is not None:
        project = understood("--project", project, project_key)
        lists.project_id(db, project)
    category, kind = given.text("--category"), given.text("--kind")
    statuses = given.all("--status")
    chosen = frozenset(RiskStatus(it) for it in statuses if it != ALL) if statuses else OPEN
    return Wanted(
        words=tuple(" ".join(given.words).split()),
        project=project,
        owner=None if owner is None else owner.removeprefix("@"),
        category=Category(category) if category else None,
        kind=RiskKind(kind) if kind else None,
        statuses=frozenset() if given.has("--all") or ALL in statuses else chosen,
        bands=frozenset(Band(it) for it in given.all("--band")),
        overdue=given.has("--overdue"),
        unassessed=given.has("--unassessed"),
        view=View(given.text("--view") or View.CURRENT),
    )


def _reviews(given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        db.execute("BEGIN")
        wanted = wanted_of(given, db)
        every = frozenset(
            risk_lists.ids(db, wanted, Column.REF, False, shell.today, shell.config.bands)
        )
        found = [it for it in risk_lists.reviews(db, shell.today, DAYS) if it in every]
        _print(given, shell, db, found)
    if not found and not shell.json:
        shell.say(f"No review is due within {DAYS} days.")
    return 0


def _top(given: Given, shell: Shell) -> int:
    most = understood("--top", given.text("--top") or "", number)
    with shell.plan() as db:
        db.execute("BEGIN")
        project_id = _project_id(given, db)
        found = burn_down.top(db, shell.today, most, project_id)
        reserve = burn_down.reserve(db, project_id)
        rows = risk_rows.of_ids(db, [risk_id for risk_id, _ in found])
    cents = dict(found)
    if shell.json:
        top = [
            {"ref": risk_ref(row.id), "title": row.title, "kind": row.kind,
             "contributes_cents": cents[row.id]}
            for row in rows
        ]  # fmt: skip
        emit(shell, json_line({"reserve_cents": reserve, "top": top}) + "\n")
        return 0
    width = max((len(say_money(amount)) for amount in (*cents.values(), reserve)), default=0)
    lines = [f"{say_money(cents[row.id]):>{width}}  {risk_lines.name(row)}" for row in rows]
    lines.append(
        f"{say_money(reserve):>{width}}  contingency reserve: the exposure of all open threats "
        "less that of opportunities"
    )
    emit(shell, "".join(f"{line}\n" for line in lines))
    return 0


def _project_id(given: Given, db: Connection) -> int | None:
    project = given.text("--project")
    if project is None:
        return None
    return lists.project_id(db, understood("--project", project, project_key))


def _heat_map(given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        wanted = wanted_of(given, db)
        heat = risk_lists.heat(db, wanted, wanted.view, shell.today)
    if shell.json:
        cells = [_cell(Rating(p, i), heat, shell) for p in SCALE for i in SCALE]
        whole = {"view": wanted.view, "cells": cells, "unassessed": heat.unassessed}
        emit(shell, json_line(whole) + "\n")
        return 0
    emit(shell, "".join(f"{line}\n" for line in _map(heat, shell)))
    return 0


def _cell(rated: Rating, heat: Heat, shell: Shell) -> dict[str, object]:
    return {
        **rated._asdict(),
        "score": rated.score,
        "band": band(rated, shell.config.bands),
        "count": heat.cells.get((rated.probability or 0, rated.impact or 0), 0),
    }


def _map(heat: Heat, shell: Shell) -> Iterator[str]:
    """The map as text: the sign of each cell's band, and how many risks stand in it."""
    label = max(len(word) for word in LEVELS.values())
    width = max(3, *(len(str(count)) + 2 for count in (0, *heat.cells.values())))
    for p in reversed(SCALE):
        signs = (SIGNS[band(Rating(p, i), shell.config.bands)][0] for i in SCALE)
        counts = (str(heat.cells.get((p, i), "")) for i in SCALE)
        cells = "".join(
            f"  {sign + count:<{width}}" for sign, count in zip(signs, counts, strict=True)
        )
        yield f"P{p} {LEVELS[p]:<{label}}{cells}".rstrip()
    yield f"{'':<{label + 3}}" + "".join(f"  {f'I{i}':<{width}}" for i in SCALE).rstrip()
    signs_said = "  ".join(f"{SIGNS[it][0]} {it}" for it in reversed(Band))
    yield f"{signs_said}  {SIGNS[None][0]} not assessed: {heat.unassessed}"


_WAYS: dict[str, Callable[[Given, Shell], int]] = {
    "": _list,
    "--burn-down": burn_down_lines.run,
    "--reviews": _reviews,
    "--top": _top,
    "--heat-map": _heat_map,
}

_FILTERS = (
    Option("--project", "of this project", "KEY"),
    Option("--owner", "of this person", "NAME"),
    Option("--category", f"{', '.join(Category)}", "WORD", tuple(map(str, Category))),
    Option(
        *("--status", f"{', '.join(RiskStatus)} or all; by default the open ones", "WORD"),
        (*map(str, RiskStatus), ALL),
        many=True,
    ),
    Option("--all", "those that are closed, rejected or occurred as well"),
    Option("--band", f"rated {', '.join(Band)}", "WORD", tuple(map(str, Band)), many=True),
    Option("--kind", "threat or opportunity", "WORD", tuple(map(str, RiskKind))),
    Option("--overdue", "whose review is overdue"),
    Option("--unassessed", "which nobody has rated"),
    Option("--view", f"rated {', '.join(View)}; by default current", "WORD", tuple(map(str, View))),
)
_COMMON = ("--db", "--json", "-o", "--project")
_ASKED = ("WORD", *(option.name for option in _FILTERS))
_TAKEN: dict[str, tuple[str, ...]] = {
    "": (*_ASKED, "--sort", "--reverse"),
    "--burn-down": ("--from", "--to"),
    "--reviews": _ASKED,
    "--top": (),
    "--heat-map": _ASKED,
}
"""What each way to look at the register goes with."""

COMMANDS = {
    "risks": Command(
        "list risks, what is due for review, the largest exposures, the heat map, the burn-down",
        _run,
        Words("WORD", "each stands in the text", least=0),
        (
            *_FILTERS,
            Option("--sort", f"by {', '.join(Column)}", "COLUMN", tuple(map(str, Column))),
            Option("--reverse", "in the opposite order"),
            Option("--reviews", f"whose review is overdue, or due within {DAYS} days"),
            Option("--top", "the largest exposures, and the contingency reserve", "N"),
            Option("--heat-map", "how many stand in each cell of the map"),
            Option("--burn-down", "score and exposure of the open threats, day by day"),
            *burn_down_lines.OPTIONS,
        ),
        (
            "infraday risks --project dc-move --band critical --band high",
            "infraday risks --reviews",
            "infraday risks --burn-down --from '1 Sep' --json",
        ),
        data=True,
    )
}
