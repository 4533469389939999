"""`infraday snooze`: puts tasks out of sight until a day."""

from infraday import store
from infraday.commands import named, records
from infraday.commands.command import Command, Given, Words, understood
from infraday.domain.when import read_date
from infraday.shell import Shell, UsageError


def _run(given: Given, shell: Shell) -> int:
    *refs, last = given.words
    if not refs:
        raise UsageError("Until when? Give a date behind the tasks: snooze T-7 mon.")
    until = understood("DATE", last, read_date, shell.today)
    with shell.plan() as db:
        task_ids = named.tasks(db, refs)
    return records.change(shell, store.tasks.snooze, task_ids, until, shell.today, shell.now)


COMMANDS = {
    "snooze": Command(
        "put tasks out of sight until a day",
        _run,
        Words("REF… DATE", "tasks, such as T-7, and behind them a day"),
        (),
        ("infraday snooze T-7 mon", "infraday snooze T-7 T-9 2026-12-01"),
    )
}
