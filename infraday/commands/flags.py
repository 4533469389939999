"""`infraday flags` and `infraday flag …`: the quiet signs of each project, checked anew."""

import sqlite3
from collections.abc import Iterable, Iterator
from sqlite3 import Connection

from infraday import checklist, store
from infraday.commands import records
from infraday.commands.command import Command, Given, Option, Words, understood
from infraday.commands.printing import emit, json_list
from infraday.domain import RuleError, flag_picture, shape_flag
from infraday.domain.checklist import Checklist
from infraday.domain.flag import FlagState
from infraday.domain.flags import Flag
from infraday.domain.project import key as project_key
from infraday.domain.shape import Shape
from infraday.domain.text import show
from infraday.shell import Shell, UsageError
from infraday.store import flag_checks, flag_figures, flag_rows, lists
from infraday.store.errors import NotFoundError
from infraday.store.flag_rows import Cell

SIGNS = {
    FlagState.RAISED: "⚑ raised",
    FlagState.WATCH: "◐ watch",
    FlagState.CLEAR: "○ clear",
    FlagState.RESOLVED: "✔ resolved",
    FlagState.NO_DATA: "? no data yet",
}
FAILING = {
    "raised": (FlagState.RAISED,),
    "watch": (FlagState.RAISED, FlagState.WATCH),
}
SAID = ("clear", "watch", "raised", "resolved")


def _run(given: Given, shell: Shell) -> int:
    known = _checklist(shell)
    with shell.plan() as db:
        project_id = _project(given, db)
        _check_anew(db, known, shell)
        every = _known(known, flag_rows.cells(db, project_id))
        states = given.all("--state")
        cells = [cell for cell in every if not states or cell.state in states]
        if shell.json:
            shapes = (_shape(db, cell, known, shell) for cell in cells)
            emit(shell, json_list(shapes) + "\n")
        else:
            emit(shell, "".join(_lines(db, cells, known, shell)))
            if not cells:
                shell.say(_none(db, project_id))
    levels = FAILING.get(given.text("--fail-on") or "", ())
    return int(any(cell.state in levels for cell in every))


def _none(db: Connection, project_id: int | None) -> str:
    open_ones = flag_figures.projects(db)
    if project_id is not None and project_id not in open_ones:
        return "The project is closed. Its flags rest."
    if not open_ones:
        return "There is no project yet. '#name' in a capture makes one."
    return "No red flag fits. 'infraday flags' lists every one."


def _checklist(shell: Shell) -> Checklist:
    known = checklist.load(shell.config)
    for mistake in known.mistakes:
        shell.say(mistake)
    return known


def _check_anew(db: Connection, known: Checklist, shell: Shell) -> None:
    """What the data says now, also where it cannot be kept."""
    try:
        flag_checks.refresh(db, known, shell.config, shell.now)
    except sqlite3.OperationalError as error:
        shell.say(f"The check could not be kept ({error}): a trend will not have it.")
        flag_checks.refresh_aside(db, known, shell.config, shell.now)


def _project(given: Given, db: Connection) -> int | None:
    key = given.text("--project")
    return None if key is None else lists.project_id(db, understood("--project", key, project_key))


def _known(known: Checklist, cells: Iterable[Cell]) -> list[Cell]:
    """Those of the checklist, in its order."""
    order = {flag.key: place for place, flag in enumerate(known.flags)}
    here = [cell for cell in cells if cell.key in order]
    return sorted(here, key=lambda cell: (cell.project, order[cell.key]))


def _shape(db: Connection, cell: Cell, known: Checklist, shell: Shell) -> Shape:
    links = flag_rows.links(db, cell.project_id, cell.key)
    return shape_flag.flag(cell, known.named(cell.key).name, links, shell.today)


def _lines(db: Connection, cells: Iterable[Cell], known: Checklist, shell: Shell) -> Iterator[str]:
    project = ""
    for cell in cells:
        if cell.project != project:
            project = cell.project
            yield f"{show(project)}\n"
        yield f"  {SIGNS[cell.state]:<14} {show(known.named(cell.key).name)}{_age(cell, shell)}\n"
        if cell.state in (FlagState.WATCH, FlagState.RAISED) or cell.disagrees:
            for sentence in cell.evidence:
                yield f"{'':17}{show(sentence)}\n"
            yield from _said(cell)
            yield f"{'':16}{_history(db, cell, shell)}\n"
        elif links := flag_rows.links(db, cell.project_id, cell.key):
            yield f"{'':17}turned into {', '.join(map(show, links))}\n"


def _history(db: Connection, cell: Cell, shell: Shell) -> str:
    checks = flag_rows.history(db, cell.project_id, cell.key)
    links = flag_rows.links(db, cell.project_id, cell.key)
    return "".join(words for words, _ in flag_picture.history(checks, links, shell.today))


def _age(cell: Cell, shell: Shell) -> str:
    if cell.state not in (FlagState.WATCH, FlagState.RAISED):
        return ""
    return f"  ·  {flag_picture.age(cell.since_when, shell.today)} d"


def _said(cell: Cell) -> Iterator[str]:
    if cell.person is None:
        return
    note = f": {show(cell.note)}" if cell.note else ""
    data = cell.computed.replace("_", " ")
    yield f"{'':17}the data says {data}, you said {cell.person} on {cell.said_on}{note}\n"


def _check(given: Given, shell: Shell) -> int:
    state = given.text("--state")
    if state is None:
        raise UsageError("--state is missing: clear, watch, raised or resolved.")
    return _say(given, shell, FlagState(state))


def _raise(given: Given, shell: Shell) -> int:
    return _say(given, shell, FlagState.RAISED)


def _say(given: Given, shell: Shell, state: FlagState) -> int:
    flag, project_id, _ = _named(given, shell)
    note = given.text("--note") or ""
    return records.change(shell, store.flags.check, project_id, flag, state, note, shell.now)


def _turn(given: Given, shell: Shell) -> int:
    flag, project_id, project = _named(given, shell)
    into, title = given.text("--into") or "task", given.text("--title")
    with shell.plan() as db:
        cells = [cell for cell in flag_rows.cells(db, project_id) if cell.key == flag.key]
    evidence, note = (cells[0].evidence, cells[0].note) if cells else ((), "")
    if into == "risk":
        change = store.flags.risk_of(flag, project, evidence, note)
        if title is not None:
            change["title"] = title
        return records.change(shell, store.flags.into_risk, project_id, flag, change, shell.now)
    wanted = store.flags.task_of(flag, project, evidence, note)
    if title is not None:
        wanted["title"] = title
    return records.change(shell, store.flags.into_task, project_id, flag, wanted, shell.now)


def _named(given: Given, shell: Shell) -> tuple[Flag, int, str]:
    """The flag that the words name, and the project's id and key."""
    known = _checklist(shell)
    try:
        flag = known.named(" ".join(given.words))
    except RuleError as unknown:
        raise NotFoundError(str(unknown)) from unknown
    key = given.text("--project")
    if key is None:
        raise UsageError("--project is missing: of which project is it?")
    key = understood("--project", key, project_key)
    with shell.plan() as db:
        project_id = lists.project_id(db, key)
        if project_id not in flag_figures.projects(db):
            raise NotFoundError(f"The project #{show(key)} is closed. Its flags rest.")
        _check_anew(db, known, shell)
    return flag, project_id, key


FLAG = Words("FLAG", "its key or name, such as scope_creep")
PROJECT = Option("--project", "of this project", "KEY")
NOTE = Option("--note", "what you saw", "TEXT")

COMMANDS = {
    "flags": Command(
        "check the red flags of each project, and list them",
        _run,
        None,
        (
            PROJECT,
            Option(
                "--state",
                "only what stands so: no_data, clear, watch, raised or resolved",
                "STATE",
                tuple(map(str, FlagState)),
                many=True,
            ),
            Option(
                "--fail-on",
                "end with exit code 1 when one is raised, or with watch also when one is watched",
                "STATE",
                tuple(FAILING),
            ),
        ),
        ("infraday flags --project dc-move", "infraday flags --fail-on raised --json"),
        data=True,
    ),
    "flag check": Command(
        "say how a flag stands; your word stands beside what the data says",
        _check,
        FLAG,
        (PROJECT, Option("--state", ", ".join(SAID), "STATE", SAID), NOTE),
        ("infraday flag check scope_creep --project dc-move --state watch",),
    ),
    "flag raise": Command(
        "raise a flag",
        _raise,
        FLAG,
        (PROJECT, NOTE),
        ("infraday flag raise poor_communication --project dc-move --note 'client is silent'",),
    ),
    "flag turn": Command(
        "turn a flag into a risk or a task, filled in from its evidence",
        _turn,
        FLAG,
        (
            PROJECT,
            Option("--into", "task or risk", "KIND", ("task", "risk")),
            Option("--title", "what to call it", "TEXT"),
        ),
        ("infraday flag turn unrealistic_deadlines --project dc-move --into risk",),
    ),
}
