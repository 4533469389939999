"""`infraday import`: brings in what other programs have. Each kind is one entry in KINDS."""

from collections.abc import Callable, Sequence
from sqlite3 import Connection
from typing import NamedTuple, TypeAlias

from infraday import clock, store
from infraday.commands import import_risks
from infraday.commands.command import Command, Given, Option, Words
from infraday.commands.printing import emit, json_line
from infraday.domain import RuleError
from infraday.domain.text import show
from infraday.exchange import files
from infraday.shell import Shell
from infraday.store import journal
from infraday.store.errors import NotFoundError
from infraday.store.journal import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.store.calendars import Report as Calendars
    from infraday.store.calendars import Source
    from infraday.store.register_merge import Report as Risks

    Report: TypeAlias = Calendars | Risks

MOST_SAID = 20  # problems that are said one by one
DONE = {"created", "updated", "unchanged", "cancelled"}
PATIENCE = 30_000  # milliseconds to wait for another writer

Take: TypeAlias = "Callable[[Connection, bool], tuple[Outcome, Report]]"
"""Brings what was read into the plan, or says with True what that would do."""


class Kind(NamedTuple):
    """`read` reads the files and gives how to take them in."""

    summary: str
    read: Callable[[Given, Shell], Take]
    options: tuple[Option, ...] = ()
    examples: tuple[str, ...] = ()


def _run(kind: str, given: Given, shell: Shell) -> int:
    take = KINDS[kind].read(given, shell)
    with shell.plan() as db:
        db.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        strict, dry = given.has("--strict"), given.has("--dry-run")
        report = _preview(db, take) if strict or dry else None
        if report is None or not (dry or report.errors):
            report = _write(db, shell, take)
            return _say(kind, shell, report)
    if report.errors and strict:
        return _refuse(kind, shell, report)
    return _say(kind, shell, report, dry=True)


def _preview(db: Connection, take: Take) -> "Report":
    """What would happen, at one moment of the plan."""
    db.execute("BEGIN")
    try:
        return take(db, True)[1]
    finally:
        db.execute("ROLLBACK")


def _write(db: Connection, shell: Shell, take: Take) -> "Report":
    found: list[Report] = []

    def work(db: Connection) -> Outcome:
        outcome, report = take(db, False)
        found.append(report)
        return outcome

    journal.transact(db, shell.now, journal.SHELL, work)
    return found[-1]


def _say(kind: str, shell: Shell, report: "Report", *, dry: bool = False) -> int:
    _say_errors(shell, report)
    if shell.json:
        emit(shell, json_line(_shape(kind, report)) + "\n")
        return 0
    label = f"Would {report.label[:1].lower()}{report.label[1:]}" if dry else report.label
    emit(shell, show(label) + "\n")
    if report.skipped:
        shell.say(f"Left out: {report.skipped} of {report.read}.")
    return 0


def _refuse(kind: str, shell: Shell, report: "Report") -> int:
    _say_errors(shell, report)
    if shell.json:
        nothing = dict.fromkeys(DONE & {*report._fields}, 0)
        emit(shell, json_line(_shape(kind, report) | nothing | {"skipped": report.read}) + "\n")
    count = len(report.errors)
    what = f"There are {count} problems" if count > 1 else "There is a problem"
    raise RuleError(f"{what}, and with --strict nothing is imported then. Nothing was changed.")


def _say_errors(shell: Shell, report: "Report") -> None:
    for fault in report.errors[:MOST_SAID]:
        shell.say(f"{fault.where}: {fault.reason}")
    if (more := len(report.errors) - MOST_SAID) > 0:
        shell.say(
            f"… and {more} more problem{'s' if more > 1 else ''}. With --json all are listed."
        )
    for remark in report.remarks:
        shell.say(remark)


def _shape(kind: str, report: "Report") -> dict[str, object]:
    errors = [fault._asdict() for fault in report.errors]
    shape = {"format": kind, **report._asdict(), "errors": errors}
    if "columns" in shape:
        shape["columns"] = [column._asdict() for column in shape["columns"]]
    del shape["remarks"]
    return shape


def _read_ics(given: Given, shell: Shell) -> Take:
    from infraday.exchange import ics_lines, ics_read  # noqa: PLC0415 - help needs none of it

    paths, name, force = _paths(given), given.text("--calendar"), given.has("--force")
    if name is not None and not name.strip():
        raise RuleError("--calendar needs a name. Give one such as Work.")
    sources: list[Source] = []
    for path in paths:
        try:
            data = files.content(path, ics_lines.LIMIT)
            found = ics_read.read(data, shell.wall.date(), clock.to_local)
        except files.MissingError as error:
            raise NotFoundError(str(error)) from error
        except RuleError as error:
            raise RuleError(_named(path, str(error))) from error
        sources += store.calendars.sources(path, found, name)

    def take(db: Connection, dry: bool) -> "tuple[Outcome, Calendars]":
        merge = store.calendars.preview if dry else store.calendars.take_in
        try:
            return merge(db, sources, shell.wall, clock.to_local, force=force)
        except store.calendars.SuddenlyEmptyError as error:
            raise RuleError(f"{error} With --force they become cancelled.") from error

    return take


def _paths(given: Given) -> Sequence[str]:
    """Each file once."""
    return list(dict.fromkeys(given.words))


def _named(path: str, said: str) -> str:
    """A refusal with the file that it is about, unless it says so itself."""
    file = "stdin" if path == files.STDIN else show(path)
    return said if said.startswith((file, "What stands on")) else f"{file}: {said}"


KINDS = {
    "ics": Kind(
        "bring in calendars; what you added to their events stays",
        _read_ics,
        (
            Option("--calendar", "call the calendar so, whatever the file says", "NAME"),
            Option("--force", "take also a calendar that is suddenly empty"),
        ),
        ("infraday import ics work.ics", "infraday import ics ~/Downloads/*.ics --dry-run"),
    ),
    "risks": Kind(
        "bring in a risk register in CSV or XLSX, columns matched by name",
        import_risks.read_risks,
        (*import_risks.OPTIONS, *import_risks.BOTH),
        import_risks.EXAMPLES,
    ),
    "nist": Kind(
        "bring in a risk register in the JSON of NIST IR 8286",
        import_risks.read_nist,
        import_risks.BOTH,
        ("infraday import nist register.json --dry-run",),
    ),
}

OPTIONS = (
    Option("--dry-run", "only say what would happen"),
    Option("--strict", "import nothing where anything cannot be read"),
)


def _command(name: str, kind: Kind) -> Command:
    words = Words("FILE", "the files; - reads stdin")
    return Command(
        kind.summary,
        lambda given, shell: _run(name, given, shell),
        words,
        (*OPTIONS, *kind.options),
        kind.examples,
        data=True,
    )


COMMANDS = {f"import {name}": _command(name, kind) for name, kind in KINDS.items()}
