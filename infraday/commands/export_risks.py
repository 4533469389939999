"""`infraday export risks`: the register as CSV, XLSX or NIST's risk JSON."""

import sys
from collections.abc import Sequence
from typing import NamedTuple

from infraday.commands.command import Given, understood
from infraday.commands.export import FORMATS, put
from infraday.commands.printing import emit, emit_bytes, json_line, json_list
from infraday.domain.project import key as project_key
from infraday.domain.risk import OPEN
from infraday.domain.risk_view import Column, Wanted
from infraday.exchange import risk_csv, risk_nist, risk_xlsx
from infraday.exchange.risk_columns import Entry
from infraday.shell import OutputError, Shell, UsageError, write
from infraday.store import lists, risk_lists, risk_rows

MOST_SAID = 20
"""Problems that are said one by one."""
_ENDINGS = {".csv": "csv", ".xlsx": "xlsx", ".json": "nist"}


class Told(NamedTuple):
    """What was written, and what not."""

    risks: int
    problems: Sequence[str]


def run(given: Given, shell: Shell) -> int:
    kind = given.text("--format") or _by_ending(shell)
    if shell.json and shell.output is None:
        raise UsageError(
            "The register is printed as it is. With -o FILE, --json says what was written."
        )
    if kind == "xlsx" and shell.output is None and (not sys.stdout or sys.stdout.isatty()):
        raise UsageError(
            "A spreadsheet is nothing to read in a terminal. Name a file with -o FILE."
        )
    entries = _entries(given, shell)
    made = {"csv": _csv, "xlsx": _xlsx, "nist": _nist}[kind](entries, shell)
    _tell(kind, made, shell)
    return 0


def _by_ending(shell: Shell) -> str:
    for ending, kind in _ENDINGS.items():
        if shell.output is not None and shell.output.lower().endswith(ending):
            return kind
    raise UsageError(
        f"Which form is it to have? Give --format {', '.join(FORMATS[:-1])} or {FORMATS[-1]}."
    )


def _entries(given: Given, shell: Shell) -> list[Entry]:
    """The risks by their ref."""
    project = given.text("--project")
    if project is not None:
        project = understood("--project", project, project_key)
    wanted = Wanted(project=project, statuses=frozenset() if given.has("--all") else OPEN)
    bands = shell.config.bands
    with shell.plan() as db:
        db.execute("BEGIN")  # all of it as it was at one moment
        if project is not None:
            lists.project_id(db, project)
        found = risk_lists.ids(db, wanted, Column.REF, False, shell.today, bands)
        keys = lists.project_keys(db)
        rows = risk_rows.of_ids(db, found)
    return [Entry(row, keys.get(row.project_id or 0), bands) for row in rows]


def _csv(entries: Sequence[Entry], shell: Shell) -> Told:
    made = risk_csv.write(entries)
    put(made.text if shell.output is None else risk_csv.BOM + made.text, shell)
    return Told(made.risks, made.problems)


def _xlsx(entries: Sequence[Entry], shell: Shell) -> Told:
    try:
        made = risk_xlsx.write(entries, shell.now)
    except OSError as error:
        raise OutputError(f"The spreadsheet cannot be written: {error.strerror}.") from error
    emit_bytes(shell, made.data)
    return Told(made.risks, made.problems)


def _nist(entries: Sequence[Entry], shell: Shell) -> Told:
    made = risk_nist.write(entries)
    emit(shell, json_list(made.records) + "\n")
    return Told(len(made.records), made.problems)


def _tell(kind: str, made: Told, shell: Shell) -> None:
    if shell.json:
        told = {"format": kind, "risks": made.risks, "errors": list(made.problems)}
        write(json_line(told) + "\n")
        return
    for problem in made.problems[:MOST_SAID]:
        shell.say(problem)
    if (more := len(made.problems) - MOST_SAID) > 0:
        listed = " With --json all are listed." if shell.output is not None else ""
        shell.say(f"… and {more} more.{listed}")
    if shell.output is not None:
        shell.say(f"Risks in {shell.output}: {made.risks}.")
