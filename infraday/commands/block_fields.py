"""The options that say what a block is, and the draft that they make."""

from datetime import date
from sqlite3 import Connection
from typing import Any

from infraday import store
from infraday.commands import named, times
from infraday.commands.command import Given, Option, understood
from infraday.domain import refs
from infraday.domain.block import Kind
from infraday.domain.project import key as project_key
from infraday.shell import Shell
from infraday.store import lists
from infraday.store.quick import BlockRow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.store.blocks import Draft

_TEXTS = ("activity", "purpose", "output", "notes")
_SAME = (*_TEXTS, "kind", "task_id", "fixed", "unplanned")
_WHAT = (
    Option("--purpose", "what it is for", "TEXT"),
    Option("--output", "what it is to produce", "TEXT"),
    Option("--kind", f"by default other: {', '.join(Kind)}", "KIND", tuple(map(str, Kind))),
    Option("--project", "its project, made when new", "KEY"),
    Option("--task", "the task that it is a slot of", "REF"),
    Option("--notes", "anything else", "TEXT"),
    Option("--fixed", "it stays when the rest of the day is pushed", negative=True),
    Option("--unplanned", "it came in between", negative=True),
    Option("--link", "what it is about: R-4, C-1, T-7", "REF", many=True),
)
ADD = (*times.OPTIONS, *_WHAT)
EDIT = (
    Option("--activity", "what is done in it", "TEXT"),
    times.OWN_DATE,
    *times.OPTIONS[1:],
    *_WHAT,
    Option("--unlink", "what it is no longer about", "REF", many=True),
)

EVERY = Option("--every", "how often: weekday, 2 weeks until 30 jun, month last, FREQ=…", "RULE")


def read_rule(text: str, first_day: date) -> str:
    """The rule of an option."""
    from infraday.domain import recurrence_words  # noqa: PLC0415 - only where something repeats

    return recurrence_words.read(text, first_day)


def draft_of(given: Given, shell: Shell, db: Connection, row: BlockRow | None = None) -> "Draft":
    """The block of `row`, changed as the options say; without a row a new one."""
    span = times.of(given, shell, row)
    if row is None:
        draft = store.blocks.Draft(span, " ".join(given.words))
    else:
        key = lists.project_keys(db).get(row.project_id or 0)
        about = {name: getattr(row, name) for name in _SAME}
        draft = store.blocks.Draft(span, project=key, links=lists.links_of(db, row.id), **about)
    changed: dict[str, Any] = {
        name: given.text(f"--{name}") for name in _TEXTS if given.has(f"--{name}")
    }
    return draft._replace(**changed, **_others(given, db, draft))


def _others(given: Given, db: Connection, draft: "Draft") -> dict[str, Any]:
    found: dict[str, Any] = {}
    if kind := given.text("--kind"):
        found["kind"] = Kind(kind)
    if (project := given.text("--project")) is not None:
        found["project"] = understood("--project", project, project_key) if project else None
    if (task := given.text("--task")) is not None:
        found["task_id"] = named.task(db, task) if task else None
    for name in ("fixed", "unplanned"):
        if (state := given.either(f"--{name}")) is not None:
            found[name] = state
    gone = {str(understood("--unlink", ref, refs.parse)) for ref in given.all("--unlink")}
    new = [str(understood("--link", ref, refs.parse)) for ref in given.all("--link")]
    found["links"] = (*(ref for ref in draft.links if ref not in gone), *new)
    return found
