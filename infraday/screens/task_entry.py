"""A task as the form holds it: the user's text, how it is read, and what of it is to be changed."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from infraday.domain import RuleError, project, text
from infraday.domain import task as rules
from infraday.domain.rows import Task
from infraday.domain.when import read_date, read_duration, say_date, say_minutes
from infraday.screens.field_form import Read

if TYPE_CHECKING:
    from infraday.store.tasks import Change

T = TypeVar("T")
IMPORTANT = {"": "☐ no", "yes": "☑ yes"}
URGENCY = {"": "derived: as the dates say", "yes": "yes, by hand", "no": "no, by hand"}
_OVERRIDE: dict[str, bool | None] = {"": None, "yes": True, "no": False}
FIELDS = (
    "title", "project", "due", "scheduled", "estimate", "owner", "important", "urgency", "output",
    "notes",
)  # fmt: skip
Values = Mapping[str, str]


class TaskEntry(NamedTuple):
    """What the form says, checked: the fields that were changed. `values` open it again where the
    plan refuses that."""

    change: "Change"
    values: Values


def values_of(task: Task, project_key: str) -> dict[str, str]:
    """A task as one would type it; read again it makes the same task."""
    override = {None: "", True: "yes", False: "no"}[task.urgent_override]
    minutes = task.estimate_minutes
    texts = (
        task.title, project_key, str(task.due or ""), str(task.scheduled or ""),
        say_minutes(minutes) if minutes else "", task.owner or "",
        "yes" if task.important else "", override, task.output or "", task.notes,
    )  # fmt: skip
    return dict(zip(FIELDS, texts, strict=True))


class _Reading:
    """What was found so far."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}
        self.doubts: dict[str, str] = {}
        self.wrong: dict[str, str] = {}

    def take(
        self, name: str, typed: str, read: Callable[[str], T], say: Callable[[T], str]
    ) -> T | None:
        """Read a field that may be empty; how it is read stands beside it, unless that is what
        was typed."""
        if not typed.strip():
            return None
        try:
            value = read(typed)
        except RuleError as refusal:
            self.wrong[name] = str(refusal)
            return None
        if (words := say(value)) != typed.strip():
            self.said[name] = words
        return value


def read(values: Values, base: Values, today: date, projects: Collection[str]) -> Read[TaskEntry]:
    """Read every field. `projects` are those known; another one is new, and said so. `base` is
    what stood in the fields before."""
    found = _Reading()
    title, whole = text.cut_title(_clean(values["title"]))
    if not title:
        found.wrong["title"] = "A task needs a title. Say what is to be done."
    if whole is not None:
        found.said["title"] = f"Longer than {text.TITLE_LIMIT} characters: kept whole in the notes."

    def say_project(key: str) -> str:
        return key if key in projects else f"#{key} is new: made with the task"

    key = found.take("project", values["project"], project.key, say_project)
    due = found.take("due", values["due"], lambda typed: read_date(typed, today), say_date)
    planned = found.take(
        "scheduled", values["scheduled"], lambda typed: read_date(typed, today), say_date
    )
    for name, day in (("due", due), ("scheduled", planned)):
        if day and day < today and values[name] != base[name]:
            found.doubts[name] = f"{say_date(day)} has passed."
    minutes = found.take("estimate", values["estimate"], _minutes, say_minutes)
    if found.wrong:
        return Read(found.said, found.doubts, found.wrong, None)
    change: Change = {
        "title": title, "project": key, "due": due, "scheduled": planned,
        "estimate_minutes": minutes,
        "owner": _clean(values["owner"]).removeprefix("@") or None,
        "important": bool(values["important"]),
        "urgent_override": _OVERRIDE[values["urgency"]],
        "output": _clean(values["output"]) or None,
        "notes": "\n".join(filter(None, (whole, text.storable(values["notes"])[0]))),
    }  # fmt: skip
    entry = TaskEntry(_changed(change, values, base), values)
    return Read(found.said, found.doubts, found.wrong, entry)


_COLUMN = {"estimate": "estimate_minutes", "urgency": "urgent_override"}


def _changed(change: "Change", values: Values, base: Values) -> "Change":
    """Only what was changed in the form: the rest stays as another program left it. A title that
    is cut puts its whole into the notes."""
    names = {_COLUMN.get(name, name) for name in FIELDS if values[name] != base[name]}
    if "title" in names and change["notes"] != base["notes"]:
        names.add("notes")
    kept = {name: value for name, value in change.items() if name in names}
    return cast("Change", kept)


def _minutes(typed: str) -> int:
    minutes = rules.check_estimate(_duration(typed))
    assert minutes is not None
    return minutes


def _duration(typed: str) -> int:
    return 0 if typed.strip().strip("0hm ") == "" else read_duration(typed)


def _clean(typed: str) -> str:
    """As typed, without the spaces around it and what no file can hold."""
    return text.storable(typed)[0].strip(" ") if typed.strip() else ""


def merge(base: Values, typed: Values, now: Values) -> tuple[dict[str, str], list[str]]:
    """What was typed over what the row says now, and the fields that both have changed."""
    own = {name for name in typed if typed[name] != base[name]}
    both = [name for name in typed if name in own and now[name] not in (base[name], typed[name])]
    return {name: typed[name] if name in own else now[name] for name in typed}, both
