"""`infraday intake`: overnight reports of monitoring and builds become tasks for Triage."""

import os
import sys
from collections.abc import Sequence
from typing import BinaryIO, NamedTuple

from infraday.commands import facts
from infraday.commands.command import Command, Given, Option, Words
from infraday.commands.printing import emit, json_line
from infraday.domain.intake import read_mark, say_when
from infraday.domain.refs import task_ref
from infraday.domain.text import storable
from infraday.shell import OutputError, Shell, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.exchange.intake_report import Report
    from infraday.store.intake import Taken

STDIN = "stdin"


class _Source(NamedTuple):
    name: str
    data: bytes
    size: int  # all of it, as far as that is known


def _run(given: Given, shell: Shell) -> int:
    from infraday.exchange import intake as exchange  # noqa: PLC0415 - json, which help does without

    source = _source(given.words[0] if given.words else "-", asked=bool(given.words))
    report = exchange.read(source.data, source.name, source.size)
    taken = _take_in(report, shell, dry=given.has("--dry-run"))
    _say(report, taken, shell, dry=given.has("--dry-run"))
    if shell.json:
        emit(shell, json_line(_shape(report, taken)) + "\n")
    else:
        emit(shell, "".join(f"{_line(one, shell)}\n" for one in taken if one.state != "unchanged"))
    return 1 if report.problems else 0


def _source(path: str, *, asked: bool) -> _Source:
    if path == "-":
        if sys.stdin is None or (sys.stdin.isatty() and not asked):
            raise UsageError(
                "There is no report to read. Name a file, or give it on stdin: "
                "infraday intake < report.txt"
            )
        return _of(STDIN, sys.stdin.buffer, 0)
    try:
        with open(path, "rb") as file:
            return _of(os.path.basename(path), file, os.fstat(file.fileno()).st_size)
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror}.") from error


def _of(name: str, file: BinaryIO, size: int) -> _Source:
    from infraday.exchange.intake import LIMIT  # noqa: PLC0415 - as above

    data = file.read(LIMIT + 1)
    return _Source(storable(name)[0], data, max(size, len(data)))


def _take_in(report: "Report", shell: Shell, *, dry: bool) -> "list[Taken]":
    from infraday.store import intake  # noqa: PLC0415 - what cannot be read needs no models

    taken: list[Taken] = []
    with shell.store() as store:
        if dry:
            taken += store.read(intake.expected, report.items, shell.now)
        elif report.items:
            store.change(intake.take_in, report.items, shell.now, taken)
    return taken


def _say(report: "Report", taken: "Sequence[Taken]", shell: Shell, *, dry: bool) -> None:
    from infraday.store import intake  # noqa: PLC0415 - the same

    for problem in report.problems:
        shell.say(f"{problem.where}: {problem.reason}")
    for remark in report.remarks:
        shell.say(remark)
    calm = f" {report.skipped} of {report.read} said that all is well." if report.skipped else ""
    shell.say(f"{'Nothing was changed. It would be: ' if dry else ''}{intake.said(taken)}{calm}")


def _line(one: "Taken", shell: Shell) -> str:
    mark = read_mark(one.task.notes)
    known = [say_when(mark, shell.today)] if mark else []
    known += [f"#{one.project}"] if one.project else []
    known += ["came more often"] if one.state == "updated" else []
    ref = task_ref(one.task.id) if one.task.id else "new"
    return facts.line(ref, one.task.title, filter(None, known))


def _shape(report: "Report", taken: "Sequence[Taken]") -> dict[str, object]:
    states = [one.state for one in taken]
    return {
        "format": report.format,
        "read": report.read,
        "created": states.count("created"),
        "updated": states.count("updated"),
        "unchanged": states.count("unchanged"),
        "skipped": report.skipped,
        "errors": [problem._asdict() for problem in report.problems],
    }


COMMANDS = {
    "intake": Command(
        "take in overnight reports of monitoring and builds, for Triage",
        _run,
        Words("FILE", "plain text, JSON or JUnit XML; - or nothing: from stdin", least=0, most=1),
        (Option("--dry-run", "only say what would come in"),),
        ("infraday intake overnight.log", "curl -s alertmanager/api/v2/alerts | infraday intake"),
        data=True,
    )
}
