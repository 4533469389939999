"""Records as programs read them, and what a command says of a change."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from sqlite3 import Connection
from typing import ParamSpec

from infraday.commands.printing import emit, json_line
from infraday.domain import shape
from infraday.domain.refs import block_ref, issue_ref, risk_ref, series_ref, task_ref
from infraday.domain.shape import Shape
from infraday.domain.text import show
from infraday.shell import Shell
from infraday.store import lists, quick, series_rows, worktime
from infraday.store.journal import Outcome
from infraday.store.series_rows import SeriesRow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.store.engine import Query

P = ParamSpec("P")

_AT_ONCE = 500  # ids in one query


def change(shell: Shell, query: "Query[P, Outcome]", *args: P.args, **kwargs: P.kwargs) -> int:
    """Make one change through the models, and say what it did; the exit code."""
    with shell.store() as store:
        outcome = store.change(query, *args, **kwargs)
    say_change(shell, outcome)
    _say_ended(shell, outcome.entry_id)
    return 0


def _say_ended(shell: Shell, entry_id: int) -> None:
    """What a red flag was turned into is over: whether the flag is, a person says."""
    from infraday.store import flag_asks  # noqa: PLC0415 - a plain capture needs none of it

    with shell.plan() as db:
        found = flag_asks.ended(db, entry_id)
    if not found:
        return
    from infraday import checklist  # noqa: PLC0415 - the same

    known = checklist.load(shell.config)
    for one in found:
        flag = known.flag(one.key)
        key, project = show(one.key), show(one.project)
        shell.say(f"{one.said(flag.name if flag else key)} If it is resolved, say so:")
        shell.say(f"  infraday flag check {key} --project {project} --state resolved")


def say_change(shell: Shell, outcome: Outcome) -> None:
    """The label of a change, and what a user should know of it; as JSON the records, too."""
    for remark in outcome.remarks:
        shell.say(remark)
    if not outcome.entry_id:
        shell.say("Nothing was changed: it is so already.")
    if not shell.json:
        if outcome.entry_id:
            emit(shell, show(outcome.label) + "\n")
        return
    with shell.plan() as db:
        records = of_entry(shell, db, outcome.entry_id)
    emit(shell, json_line({"label": outcome.label, "records": records}) + "\n")


def together(steps: Sequence["Query[[], Outcome]"]) -> "Query[[], Outcome]":
    """Several changes as one, which is one entry in the log."""
    return lambda session: _joined([step(session) for step in steps])


def _joined(done: Sequence[Outcome]) -> Outcome:
    remarks = tuple(remark for outcome in done for remark in outcome.remarks)
    return Outcome(", ".join(outcome.label for outcome in done), remarks)


def of_entry(shell: Shell, db: Connection, entry_id: int) -> list[Shape]:
    """The blocks, series, tasks, risks, issues and red flags that a journal entry touched, as they
    are now."""
    from infraday.store import history  # noqa: PLC0415 - a plain capture needs none of it

    linked = (*lists.linking(db, entry_id), *lists.assessed(db, entry_id))
    touched = dict.fromkeys((*history.touched(db, entry_id), *linked))
    found = {
        "series": series(shell, db, [pk for table, pk in touched if table == "series"]),
        "block": blocks(shell, db, [pk for table, pk in touched if table == "block"]),
        "task": tasks(shell, db, [pk for table, pk in touched if table == "task"]),
        "risk": risks(shell, db, [pk for table, pk in touched if table == "risk"]),
        "issue": issues(db, [pk for table, pk in touched if table == "issue"]),
    }
    refs = {
        "block": block_ref, "series": series_ref, "task": task_ref,
        "risk": risk_ref, "issue": issue_ref,
    }  # fmt: skip
    return [
        *(
            found[table].get(pk) or {"ref": refs[table](pk), "deleted": True}
            for table, pk in touched
            if table in found
        ),
        *flags(shell, db, lists.flagged(db, entry_id)),
    ]


def blocks(shell: Shell, db: Connection, ids: Sequence[int]) -> dict[int, Shape]:
    """The blocks with these ids that there are."""
    keys = lists.project_keys(db) if ids else {}
    return {
        row.id: shape.block(row, keys.get(row.project_id or 0), shell.wall)
        for some in _parts(ids)
        for row in quick.blocks(db, some)
    }


def series(shell: Shell, db: Connection, ids: Sequence[int]) -> dict[int, Shape]:
    """The series with these ids that there are."""
    keys = lists.project_keys(db) if ids else {}
    found = (series_rows.one(db, series_id) for series_id in ids)
    return {one.id: of_series(shell, one, keys) for one in found if one}


def of_series(shell: Shell, one: SeriesRow, keys: dict[int, str]) -> Shape:
    from infraday.domain import recurrence, recurrence_words  # noqa: PLC0415 - dateutil

    words = recurrence_words.say(one.rrule, one.first_day)
    coming = next(iter(recurrence.upcoming(one, shell.today, 1)), None)
    key = keys.get(one.project_id or 0)
    return shape.series(one, key, words, recurrence.last_day(one), coming)


def tasks(shell: Shell, db: Connection, ids: Sequence[int]) -> dict[int, Shape]:
    """The tasks with these ids that there are."""
    if not ids:
        return {}
    keys = lists.project_keys(db)
    judge = worktime.judge(db, shell.config, shell.now)
    return {
        row.id: shape.task(row, keys.get(row.project_id or 0), *judge(row, worked))
        for some in _parts(ids)
        for row, worked in quick.task_rows(db, f"id IN ({', '.join(map(str, some))})")
    }


def risks(shell: Shell, db: Connection, ids: Sequence[int]) -> dict[int, Shape]:
    """The risks with these ids that there are, in this order."""
    if not ids:
        return {}
    from infraday.domain import shape_risk  # noqa: PLC0415 - what has no risk needs none of it
    from infraday.store import risk_rows  # noqa: PLC0415 - the same

    keys = lists.project_keys(db)
    became = {
        row.risk_id: row.id
        for some in _parts(ids)
        for row in risk_rows.issues(db, f"risk_id IN ({', '.join(map(str, some))}) ORDER BY id")
    }
    bands, today = shell.config.bands, shell.today
    return {
        row.id: shape_risk.risk(
            row, keys.get(row.project_id or 0), bands, today, became.get(row.id)
        )
        for row in risk_rows.of_ids(db, ids)
    }


def issues(db: Connection, ids: Sequence[int]) -> dict[int, Shape]:
    """The issues with these ids that there are."""
    if not ids:
        return {}
    from infraday.domain import shape_risk  # noqa: PLC0415 - what has no risk needs none of it
    from infraday.store import risk_rows  # noqa: PLC0415 - the same

    keys = lists.project_keys(db)
    where = f"id IN ({', '.join(map(str, ids))})"
    return {
        row.id: shape_risk.issue(row, keys.get(row.project_id or 0))
        for row in risk_rows.issues(db, where)
    }


def flags(shell: Shell, db: Connection, wanted: Sequence[tuple[int, str]]) -> list[Shape]:
    """These red flags, by project and key, in this order."""
    if not wanted:
        return []
    from infraday import checklist  # noqa: PLC0415 - what has no flag needs none of it
    from infraday.domain import shape_flag  # noqa: PLC0415 - the same
    from infraday.domain.triage_signals import flag_named  # noqa: PLC0415 - the same
    from infraday.store import flag_rows  # noqa: PLC0415 - the same

    known = checklist.load(shell.config)
    found = []
    for project_id, key in wanted:
        for cell in flag_rows.cells(db, project_id):
            if cell.key == key:
                name = (known.flag(key) or flag_named(key)).name
                links = flag_rows.links(db, project_id, key)
                found.append(shape_flag.flag(cell, name, links, shell.today))
    return found


def _parts(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
