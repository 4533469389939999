"""`infraday export`: the plan in the form of other programs."""

import sys
from datetime import date

from infraday import clock
from infraday.commands.command import Command, Given, Option, understood
from infraday.commands.printing import emit, json_line
from infraday.config import mistake
from infraday.domain.schedule import FIRST_DAY, LAST_DAY
from infraday.domain.text import show
from infraday.domain.when import read_date
from infraday.shell import Shell, UsageError, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.exchange.ics_write import Written

NAME = "infraday"
FORMATS = ("csv", "xlsx", "nist")


def _ics(given: Given, shell: Shell) -> int:
    from infraday.exchange import ics_write  # noqa: PLC0415 - icalendar, which help does without
    from infraday.store import outgoing  # noqa: PLC0415 - and the rules of recurrence

    if shell.json and shell.output is None:
        raise UsageError("A calendar is no JSON. With -o FILE, --json says what was written.")
    wanted = outgoing.Wanted(
        _day(given, shell, "--from", FIRST_DAY),
        _day(given, shell, "--to", LAST_DAY),
        given.text("--calendar"),
    )
    if wanted.last < wanted.first:
        raise UsageError("--to lies before --from. Give the first day and then the last one.")
    with shell.plan() as db:
        plan = outgoing.read(db, wanted)
    made = ics_write.write(plan, wanted.calendar or NAME, shell.now, _zone(shell))
    put(made.text, shell)
    _tell(made, shell)
    return 0


def _day(given: Given, shell: Shell, option: str, without: date) -> date:
    said = given.text(option)
    return without if said is None else understood(option, said, read_date, shell.today)


def _zone(shell: Shell) -> str | None:
    said = shell.config.zone
    found = clock.iana_zone(shell.now, said)
    if found is None and said is not None:
        raise mistake(
            shell.config,
            "zone",
            f'this machine\'s clock does not go like "{said}". Leave it out, or name its zone.',
        )
    if found is None:
        shell.say(
            "This machine does not say which zone it is in, so the times have none. "
            'zone = "Europe/Berlin" in the config file says it.'
        )
    return found


def put(text: str, shell: Shell) -> None:
    """Letter for letter, and UTF-8 whatever the locale says; harmless where a terminal reads."""
    if shell.output is None and sys.stdout:
        if sys.stdout.isatty():
            text = "".join(f"{show(line)}\n" for line in text.split("\r\n")[:-1])
        elif reconfigure := getattr(sys.stdout, "reconfigure", None):
            reconfigure(encoding="utf-8", newline="")
    emit(shell, text)


def _tell(made: "Written", shell: Shell) -> None:
    if shell.json:
        counts = {"series": made.series, "blocks": made.blocks, "errors": made.problems}
        write(json_line({"format": "ics", **counts}) + "\n")
        return
    for problem in made.problems:
        shell.say(problem)
    if shell.output is not None:
        shell.say(f"Series and blocks in {shell.output}: {made.series} and {made.blocks}.")


def _risks(given: Given, shell: Shell) -> int:
    from infraday.commands import export_risks  # noqa: PLC0415 - openpyxl, which help does without

    return export_risks.run(given, shell)


COMMANDS = {
    "export ics": Command(
        "print series and blocks as a calendar that other programs import (iCalendar); "
        "a series that falls into the period is exported whole",
        _ics,
        None,
        (
            Option("--from", "leave out what ends before this day", "DATE"),
            Option("--to", "leave out what begins after this day", "DATE"),
            Option("--calendar", "only what came from the calendar of this name", "NAME"),
        ),
        ("infraday export ics -o plan.ics", "infraday export ics --from mon --to fri > week.ics"),
        data=True,
    ),
    "export risks": Command(
        "print the risk register as CSV, as a spreadsheet (XLSX), or as the risk JSON of NIST "
        "IR 8286",
        _risks,
        None,
        (
            Option("--format", "csv, xlsx or nist; by default as FILE ends", "FORMAT", FORMATS),
            Option("--project", "of this project", "KEY"),
            Option("--all", "those that are closed, rejected or occurred as well"),
        ),
        (
            "infraday export risks --format xlsx -o register.xlsx",
            "infraday export risks --format nist --project dc-move > risks.json",
        ),
        data=True,
    ),
}
