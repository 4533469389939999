"""`infraday triage`: what waits for a decision. Deciding is done in the planner."""

from infraday.commands.command import Command, Given, Option
from infraday.commands.printing import emit, json_line
from infraday.shell import Shell, UsageError
from infraday.store import triage
from infraday.store.triage import Counts

LABELS = Counts._fields


def _run(given: Given, shell: Shell) -> int:
    if not given.has("--count"):
        raise UsageError("'infraday triage' counts: give --count. Deciding is done in the planner.")
    with shell.plan() as db:
        db.execute("BEGIN")  # all of it as it was at one moment
        found = triage.count(db, shell.today)
    if shell.json:
        emit(shell, json_line(found._asdict()) + "\n")
        return 0
    emit(
        shell, "".join(f"{label:<8} {count}\n" for label, count in zip(LABELS, found, strict=True))
    )
    return 0


COMMANDS = {
    "triage": Command(
        "count what waits for a decision",
        _run,
        None,
        (Option("--count", "how much waits, by where it comes from"),),
        ("infraday triage --count --json",),
        data=True,
    )
}
