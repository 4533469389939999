"""`infraday delegate`: hands tasks over to somebody, and says when to ask again."""

from datetime import date

from infraday import config as settings
from infraday import store
from infraday.commands import named, records
from infraday.commands.command import Command, Given, Option, Words, understood
from infraday.domain import triage
from infraday.domain.grammar import read_owner
from infraday.domain.when import read_date
from infraday.shell import Shell, UsageError
from infraday.store import quadrants, worktime


def _run(given: Given, shell: Shell) -> int:
    *refs, who = given.words
    if not refs:
        raise UsageError("Who is to do it? Give a name behind the tasks: delegate T-7 ana.")
    if who.strip().removeprefix("@"):
        who = understood("WHO", who, read_owner)
    with shell.plan() as db:
        task_ids = named.tasks(db, refs)
        off = worktime.days_off(db, shell.config, shell.today)
        dues = [task.due for task, _ in quadrants.of_ids(db, task_ids)]

    def works(day: date) -> bool:
        return settings.working(shell.config, day, off) is not None

    chase_on: date | None = triage.chase_day(shell.today, works, dues)
    if (text := given.text("--chase")) is not None:
        chase_on = understood("--chase", text, read_date, shell.today) if text else None
    return records.change(
        shell, store.delegating.delegate, task_ids, who, chase_on, shell.today, shell.now
    )


COMMANDS = {
    "delegate": Command(
        "hand tasks over to somebody",
        _run,
        Words("REF… WHO", "tasks, such as T-7, and behind them who is to do them"),
        (
            Option(
                "--chase",
                "when to ask again, by default in two working days, or once it is due; '' is never",
                "DATE",
            ),
        ),
        ("infraday delegate T-22 ana --chase fri", "infraday delegate T-22 T-23 ana"),
    )
}
