"""`infraday task`: changes a task, drops it, brings it back."""

from infraday import store
from infraday.commands import named, records
from infraday.commands.command import Command, Given, Option, Words, understood
from infraday.domain.grammar import read_owner
from infraday.domain.project import key as project_key
from infraday.domain.when import read_date, read_duration
from infraday.shell import Shell, UsageError
from infraday.store import quick

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.store.tasks import Change

REFS = Words("REF", "tasks, such as T-7")
URGENT = {"yes": True, "no": False, "auto": None}


def _edit(given: Given, shell: Shell) -> int:
    change = _change(given, shell)
    if not change:
        raise UsageError("Nothing is to be changed. Give at least one option.")
    with shell.plan() as db:
        task_id = named.task(db, given.words[0])
        [(row, _)] = quick.task_rows(db, "id = ?", (task_id,))
    return records.change(shell, store.tasks.edit, task_id, row.version, change, shell.now)


def _change(given: Given, shell: Shell) -> "Change":
    """What the options say. An empty value takes away what was there."""
    change: Change = {}
    if (title := given.text("--title")) is not None:
        change["title"] = title
    if (notes := given.text("--notes")) is not None:
        change["notes"] = notes
    if given.has("--output"):
        change["output"] = given.text("--output") or None
    if (key := given.text("--project")) is not None:
        change["project"] = understood("--project", key, project_key) if key else None
    if (owner := given.text("--owner")) is not None:
        change["owner"] = understood("--owner", owner, read_owner) if owner else None
    if (important := given.either("--important")) is not None:
        change["important"] = important
    if urgent := given.text("--urgent"):
        change["urgent_override"] = URGENT[urgent]
    _dates(given, shell, change)
    return change


def _dates(given: Given, shell: Shell, change: "Change") -> None:
    today = shell.today
    if (due := given.text("--due")) is not None:
        change["due"] = understood("--due", due, read_date, today) if due else None
    if (day := given.text("--scheduled")) is not None:
        change["scheduled"] = understood("--scheduled", day, read_date, today) if day else None
    if (length := given.text("--estimate")) is not None:
        minutes = understood("--estimate", length, read_duration) if length else None
        change["estimate_minutes"] = minutes


def _drop(given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        task_ids = named.tasks(db, given.words)
    return records.change(shell, store.tasks.drop, task_ids, given.text("--reason"), shell.now)


def _reopen(given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        task_ids = named.tasks(db, given.words)
    return records.change(shell, store.tasks.reopen, task_ids, shell.now)


COMMANDS = {
    "task edit": Command(
        "change what a task says; an empty value takes away what was there",
        _edit,
        Words("REF", "a task, such as T-7", most=1),
        (
            Option("--title", "what is to be done", "TEXT"),
            Option("--project", "its project, made when new", "KEY"),
            Option("--owner", "who answers for it", "NAME"),
            Option("--important", "a judgement of yours", negative=True),
            Option("--urgent", "yes, no, or auto: as its dates say", "YES", tuple(URGENT)),
            Option("--due", "when it must be done by", "DATE"),
            Option("--scheduled", "when it is planned for", "DATE"),
            Option("--estimate", "how long it takes: 45m, 1h30; '' where nobody knows", "MINUTES"),
            Option("--output", "what it is to produce", "TEXT"),
            Option("--notes", "anything else", "TEXT"),
        ),
        ("infraday task edit T-7 --due fri --important", "infraday task edit T-7 --owner ''"),
    ),
    "task drop": Command(
        "give tasks up; with a reason they are archived",
        _drop,
        REFS,
        (Option("--reason", "why", "TEXT"),),
    ),
    "task reopen": Command("bring done or dropped tasks back", _reopen, REFS),
}
