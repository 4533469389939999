"""The demo's red flags before today: what the data said day by day, what a person said, and what
became of them. States and evidence follow from figures by the rules that today's follow from."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from sqlite3 import Connection
from typing import Any, NamedTuple

from infraday import content
from infraday.demo.moments import DAY, Here, hour_of
from infraday.demo.rows import Row
from infraday.demo.story import Story
from infraday.domain import checklist, flags
from infraday.domain.flags import Computed, Count, Effort, Figure, Flag, Late, Share
from infraday.domain.refs import task_ref
from infraday.domain.text import clip
from infraday.store import flag_rows


class Said(NamedTuple):
    """Of a flag of a project, with what is said of it as a row."""

    project: str
    row: Row


class Turned(NamedTuple):
    """What a flag was turned into: the title of a risk or a task."""

    project: str
    into: str
    row: Row


class Course(NamedTuple):
    """What is known of a project by the day: the steps of each signal, its due date, and the task
    whose chase is late, with the day on which it was to be chased."""

    steps: Mapping[str, Sequence[Mapping[str, int]]]
    due: date
    chased: tuple[str, date] | None = None


def verdicts(told: Mapping[str, Any], here: Here) -> Iterator[Said]:
    for one in told["verdict"]:
        day = here.office(-one["ago"])
        at = datetime.combine(day, hour_of(one["flag"], one["note"]))
        row = {"key": one["flag"], "day": day, "state": one["state"], "note": one["note"], "at": at}
        yield Said(one["project"], row)


def turned(told: Mapping[str, Any], here: Here) -> Iterator[Turned]:
    for one in told["turned"]:
        row: Row = {"key": one["flag"], "made_on": here.office(-one["ago"])}
        yield Turned(one["project"], one.get("risk") or one["task"], row)


def write(
    db: Connection,
    told: Story,
    here: Here,
    projects: Mapping[str | None, int],
    tasks: Mapping[str, int],
) -> None:
    """The snapshots of the days before today, which are in no journal."""
    days = [here.today - DAY * ago for ago in range(told.flags["days"], 0, -1)]
    ends = {one.key: here.today + one.due * DAY for one in told.projects}
    shipped, rows = _shipped(), []
    for one in told.flags["course"]:
        chased = _chased(db, tasks, one.get("chased"))
        course = Course(one, ends[one["project"]], chased)
        pk = projects[one["project"]]
        for flag in shipped:
            found = [(day, flags.compute(flag, figures(course, day, here))) for day in days]
            rows += [(pk, flag.key, *it) for it in _snapshots(found)]
    db.executemany(
        "INSERT INTO flag_check (project_id, key, day, computed_state, since, evidence) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        rows,
    )


def _chased(db: Connection, tasks: Mapping[str, int], title: str | None) -> tuple[str, date] | None:
    """What is late, as its evidence calls it, and since when."""
    if title is None:
        return None
    pk = tasks[title]
    [day] = db.execute("SELECT chase_on FROM task WHERE id = ?", (pk,)).fetchone()
    return f"chase of {task_ref(pk)} {clip(title, 40)}", date.fromisoformat(day)


def _shipped() -> Sequence[Flag]:
    name = "red-flags.toml"
    values = tomllib.loads((content.folder("flags") / name).read_text("utf-8"))
    return checklist.read(values, name, lambda _key: 0).flags


def figures(course: Course, day: date, here: Here) -> dict[str, Figure]:
    """What was known on a day. Before its first step nothing is known of a signal."""
    found: dict[str, Figure] = {}
    ago = (here.today - day).days
    for signal, make in FIGURES.items():
        begun = [step for step in course.steps.get(signal, ()) if step["ago"] >= ago]
        if begun:
            found[signal] = make(begun[-1], course)
    if found:
        what, chase_on = course.chased or ("", day)
        found["late_word"] = Late(max(0, (day - chase_on).days), what)
    return found


def _share(step: Mapping[str, int], course: Course) -> Figure:
    return Share(step["part"], step["whole"])


def _count(step: Mapping[str, int], course: Course) -> Figure:
    return Count(step["number"])


def _effort(step: Mapping[str, int], course: Course) -> Figure:
    return Effort(step["remaining"] * 60, step["free"] * 60, course.due)


FIGURES = {
    "tasks_without_output": _share,
    "remaining_effort": _effort,
    "due_dates_moved": _count,
    "overcommitted_days": _count,
    "without_owner": _share,
}
"""How the steps of a signal are read."""


def _snapshots(found: Iterable[tuple[date, Computed]]) -> Iterator[tuple[str, str, str, str]]:
    """Day, state, since when, evidence: a state stands since the first day of its run."""
    before, since = None, ""
    for day, computed in found:
        if computed.level is not before:
            before, since = computed.level, str(day)
        yield str(day), str(computed.level), since, flag_rows.as_json(computed.evidence)
