"""What `infraday import risks` and `import nist` read, and how they say what each column was."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from sqlite3 import Connection
from typing import TypeAlias

from infraday import store
from infraday.commands.command import Given, Option, understood
from infraday.domain import RuleError
from infraday.domain.project import key as project_key
from infraday.domain.text import show
from infraday.exchange import files
from infraday.shell import Shell, UsageError
from infraday.store.errors import NotFoundError
from infraday.store.journal import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.domain.register import Register
    from infraday.exchange.register import Mapped
    from infraday.exchange.register_mapping import Given as Mapping
    from infraday.store.register_merge import Fault, Report

Take: TypeAlias = "Callable[[Connection, bool], tuple[Outcome, Report]]"

OPTIONS = (
    Option("--map", "read FIELD from the column with this header or letter", "FIELD=COLUMN",
           many=True),
    Option("--mapping", "read the columns as this file says", "FILE"),
    Option("--save-mapping", "write how the columns were read into a new file", "FILE"),
    Option("--sheet", "read this sheet of the workbook", "NAME"),
    Option("--header", "the row in which the headers stand", "ROW"),
    Option("--scale", "where the scale of a rating ends: 3, 5, 10 or 100", "FIELD=END", many=True),
    Option("--dates", "what comes first in 3/4/2026", "ORDER", ("dmy", "mdy")),
)  # fmt: skip
BOTH = (
    Option("--name", "call the register so, whatever its file is called", "NAME"),
    Option("--project", "the project of risks whose row names none", "KEY"),
)
EXAMPLES = (
    "infraday import risks register.xlsx --dry-run",
    "infraday import risks register.csv --map impact=F --save-mapping register.toml",
    "infraday import risks register.csv --mapping register.toml --project dc-move",
)


def read_risks(given: Given, shell: Shell) -> Take:
    """Registers in CSV and XLSX."""
    from infraday.exchange import register, register_mapping  # noqa: PLC0415 - help needs none

    mapping = _mapping(given)
    saved = given.text("--save-mapping")
    if saved is not None and len(given.words) > 1:
        raise UsageError("--save-mapping keeps how one file was read. Name one file.")
    found: list[Mapped] = []
    for path, data in _contents(given):
        try:
            found.append(register.mapped(data, path, mapping, given.text("--name")))
        except RuleError as error:
            raise RuleError(_named(path, str(error))) from error
    if saved is not None:
        register_mapping.save(saved, found[0].mapping)
    return _take([it.register for it in found], given, shell)


def read_nist(given: Given, shell: Shell) -> Take:
    """Registers in the JSON of NIST IR 8286."""
    from infraday.exchange import register_nist  # noqa: PLC0415 - help needs none of it

    found = []
    for path, data in _contents(given):
        try:
            found.append(register_nist.of_bytes(data, path, given.text("--name")))
        except RuleError as error:
            raise RuleError(_named(path, str(error))) from error
    return _take(found, given, shell)


def _contents(given: Given) -> Iterator[tuple[str, bytes]]:
    from infraday.exchange import register_table  # noqa: PLC0415 - the same

    for path in dict.fromkeys(given.words):
        try:
            yield path, files.content(path, register_table.LIMIT)
        except files.MissingError as error:
            raise NotFoundError(str(error)) from error


def _shown(path: str) -> str:
    return "stdin" if path == files.STDIN else show(path)


def _named(path: str, said: str) -> str:
    """A refusal with the file that it is about, unless it begins with it."""
    file = _shown(path)
    return said if said.startswith((file, file.rpartition("/")[2])) else f"{file}: {said}"


def _mapping(given: Given) -> "Mapping":
    from infraday.exchange import register_mapping  # noqa: PLC0415 - the same

    header = given.text("--header")
    said = register_mapping.Given(
        dict(understood("--map", it, register_mapping.pair) for it in given.all("--map")),
        given.text("--sheet"),
        understood("--header", header, register_mapping.row) if header is not None else None,
        dict(understood("--scale", it, register_mapping.scale) for it in given.all("--scale")),
        given.text("--dates"),
    )
    path = given.text("--mapping")
    return said if path is None else register_mapping.joined(register_mapping.load(path), said)


def _take(registers: "Sequence[Register]", given: Given, shell: Shell) -> Take:
    project = given.text("--project")
    if project is not None:
        understood("--project", project, project_key)
    is_dry = given.has("--dry-run")

    def take(db: Connection, dry: bool) -> "tuple[Outcome, Report]":
        merge = store.register_merge.preview if dry else store.register_merge.take_in
        reports = [merge(db, it, shell.now, project)[1] for it in registers]
        report = _joined(reports, [_shown(path) for path in dict.fromkeys(given.words)])
        said = tuple(_said_of(reports, everything=is_dry))
        return Outcome(report.label), report._replace(remarks=(*said, *report.remarks))

    return take


def _joined(reports: "Sequence[Report]", names: Sequence[str]) -> "Report":
    """Several registers as one: their faults say of which file they are."""
    if len(reports) == 1:
        return reports[0]
    first = reports[0]
    return first._replace(
        register=f"{len(reports)} registers",
        read=sum(it.read for it in reports),
        created=sum(it.created for it in reports),
        updated=sum(it.updated for it in reports),
        unchanged=sum(it.unchanged for it in reports),
        skipped=sum(it.skipped for it in reports),
        errors=tuple(
            fault if fault.where.startswith(name) else _of_file(fault, name)
            for name, report in zip(names, reports, strict=True)
            for fault in report.errors
        ),
        remarks=tuple(said for report in reports for said in report.remarks),
        columns=tuple(column for report in reports for column in report.columns),
    )


def _of_file(fault: "Fault", name: str) -> "Fault":
    return fault._replace(where=f"{name} {fault.where}")


def _said_of(reports: "Iterable[Report]", *, everything: bool) -> Iterator[str]:
    """How each column was read: all of them in a preview, else what is not plain."""
    for report in reports:
        for column in report.columns:
            if everything or column.how:
                yield column.said
