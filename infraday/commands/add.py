"""`infraday add`: captures a task, or with a clock time a block; `-` reads a line for each."""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from sqlite3 import Connection
from typing import NamedTuple

from infraday.commands import facts, lines
from infraday.commands.command import Command, Given, Option, Words, understood
from infraday.commands.printing import emit, json_line
from infraday.commands.understood import told
from infraday.domain import RuleError
from infraday.domain.every import ends_before, first_day, read_every
from infraday.domain.grammar import read_owner
from infraday.domain.project import key as project_key
from infraday.domain.quickadd import Reading, read
from infraday.domain.text import cut_title
from infraday.domain.when import read_date
from infraday.shell import OutputError, Shell
from infraday.store import capture, journal
from infraday.store.capture import Captured
from infraday.store.errors import LockedError
from infraday.store.journal import Outcome

NO_CLOCK = "Only what has a clock time can recur. Add one behind the text, such as 09:00."


class Options(NamedTuple):
    """What the options say of every line, on top of what stands in it."""

    literal: bool
    important: bool
    urgent: bool
    project: str | None
    owner: str | None
    due: date | None
    output: str | None
    every: str | None


def _run(given: Given, shell: Shell) -> int:
    options = _options(given, shell)
    readings: list[Reading] = []
    refused = 0
    for line in lines.wanted(given.words, shell):
        try:
            readings.append(_read(line.text, options, shell))
        except RuleError as error:
            if line.number is None or given.has("--strict"):
                raise RuleError(line.remark(str(error))) from error
            shell.say(line.remark(str(error)))
            refused += 1
    if readings:
        try:
            _add(readings, shell)
        except LockedError as error:
            _keep(readings, shell, error)
    return 1 if refused else 0


def _options(given: Given, shell: Shell) -> Options:
    due, project = given.text("--due"), given.text("--project")
    owner, every = given.text("--owner"), given.text("--every")
    return Options(
        literal=given.has("--literal"),
        important=given.has("--important"),
        urgent=given.has("--urgent"),
        project=None if project is None else understood("--project", project, project_key),
        owner=None if owner is None else understood("--owner", owner, read_owner),
        due=None if due is None else understood("--due", due, read_date, shell.wall.date()),
        output=given.text("--output") or None,
        every=None if every is None else understood("--every", every, _rule, shell),
    )


def _rule(text: str, shell: Shell) -> str:
    """How often, and where it ends: `2 weeks until 30 jun`."""
    words = text.lower().split()
    if "until" not in words and words[-1:] not in (["time"], ["times"]):
        return read_every(text)
    from infraday.domain import recurrence_words  # noqa: PLC0415 - dateutil, and seldom needed

    return recurrence_words.read(text, shell.wall.date())


def _read(line: str, options: Options, shell: Shell) -> Reading:
    # Literal is as typed, down to the last sign; of a blank line `read` says that it is one.
    as_typed = options.literal and line.strip()
    reading = Reading(line) if as_typed else read(line, shell.wall)
    if not any(options[1:]):
        return reading
    if options.every and not (reading.start and reading.day):
        raise RuleError(NO_CLOCK)
    day, due = reading.day, reading.due
    if options.due:
        in_tail = any(token.kind == "date" for token in reading.tokens)
        day, due = (day or due if in_tail else day), options.due
    if options.every and day:
        day = first_day(options.every, day)
        if ends_before(options.every, day):
            raise RuleError("The series would end before it begins. Give a later end.")
    return reading._replace(
        day=day,
        due=due,
        important=reading.important or options.important,
        urgent=reading.urgent or options.urgent,
        project=options.project or reading.project,
        owner=options.owner or reading.owner,
        output=options.output or reading.output,
        every=options.every or reading.every,
    )


def _add(readings: Sequence[Reading], shell: Shell) -> None:
    """Write them as one entry, and say what became of each once that is on the disk."""
    found: list[Captured] = []

    def work(db: Connection) -> Outcome:
        captured, outcome = capture.add(db, readings, defaults)
        found.extend(captured)
        return outcome

    with shell.plan() as db:
        _take_in(db, shell)
        unsaid = any(reading.is_block and not reading.minutes for reading in readings)
        minutes = shell.config.block_minutes if unsaid else 0
        defaults = capture.Defaults(shell.now, minutes)
        journal.transact(db, shell.now, journal.SHELL, work)
        if shell.json:
            emit(shell, "".join(_as_json(shell, db, readings, found)))
        else:
            emit(shell, "".join(_as_text(shell, readings, found, minutes)))


def _as_text(
    shell: Shell, readings: Iterable[Reading], found: Sequence[Captured], minutes: int
) -> Iterator[str]:
    for reading, one in zip(readings, found, strict=True):
        known = told(reading, _is_new(reading, one), minutes)
        yield facts.line(one.ref, cut_title(reading.title)[0], known) + "\n"
    _say_remarks(shell, readings, found)


def _as_json(
    shell: Shell, db: Connection, readings: Iterable[Reading], found: Sequence[Captured]
) -> Iterator[str]:
    from infraday.commands import records  # noqa: PLC0415 - people do not wait for it
    from infraday.domain import shape  # noqa: PLC0415 - the same

    made = {
        "block": records.blocks(shell, db, [one.id for one in found if one.kind == "block"]),
        "task": records.tasks(shell, db, [one.id for one in found if one.kind == "task"]),
    }
    for reading, one in zip(readings, found, strict=True):
        record, known = made[one.kind][one.id], shape.understood(reading)
        yield json_line({"kind": one.kind, "record": record, "understood": known}) + "\n"
    _say_remarks(shell, readings, found)


def _say_remarks(shell: Shell, readings: Iterable[Reading], found: Sequence[Captured]) -> None:
    for reading, one in zip(readings, found, strict=True):
        for remark in one.remarks:
            if not _is_new(reading, one, remark):
                shell.say(remark if len(found) == 1 else f"{one.ref}: {remark}")


def _is_new(reading: Reading, one: Captured, remark: str | None = None) -> bool:
    """Whether this capture made its project, which its line says."""
    if reading.project is None:
        return False
    said = capture.say_new(reading.project)
    return said in one.remarks if remark is None else said == remark


def _take_in(db: Connection, shell: Shell) -> None:
    """What was kept while the plan was locked goes in first."""
    if not os.path.exists(f"{shell.path}.spool"):
        return
    from infraday.store import spool  # noqa: PLC0415 - there hardly ever is any

    outcome = spool.take_in(db, shell.path, shell.now, journal.SHELL, shell.config.block_minutes)
    for said in (outcome.label, *outcome.remarks) if outcome else ():
        shell.say(said)


def _keep(readings: Sequence[Reading], shell: Shell, locked: LockedError) -> None:
    """The plan is held by another program: keep the capture beside it."""
    from infraday.store import spool  # noqa: PLC0415 - a plan is hardly ever locked

    try:
        spool.keep(shell.path, readings, shell.now)
    except OSError as error:
        raise OutputError(f"{locked} It could not be kept either: {error.strerror}.") from error
    what = "It is" if len(readings) == 1 else f"All {len(readings)} lines are"
    raise LockedError(
        "Another program is writing to the plan, so nothing was added yet. "
        f"{what} kept in {spool.path_of(shell.path)} and taken in with the next capture."
    ) from locked


COMMANDS = {
    "add": Command(
        "capture a task, or with a clock time a block",
        _run,
        Words("TEXT", "what is to be done; - reads a line for each from stdin", least=0),
        (
            Option("--project", "its project, made when new, as #KEY in the text", "KEY"),
            Option("--owner", "who answers for it, as @NAME in the text", "NAME"),
            Option("--important", "as ! in the text"),
            Option("--urgent", "with --important as !! in the text"),
            Option("--due", "when it must be done by, as due: in the text", "DATE"),
            Option("--output", "what it is to produce, as out: in the text", "TEXT"),
            Option("--every", "how often, as every: in the text", "RULE"),
            Option("--literal", "read nothing into the text"),
            Option("--strict", "add all the lines of - or none"),
        ),
        (
            "infraday add 'call Cisco about RMA tomorrow 14:00 30m #dc-move @ana !!'",
            "infraday add 'order optics' --due fri --project dc-move",
            "grep TODO notes.txt | infraday add --literal -",
        ),
    )
}
