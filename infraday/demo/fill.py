"""Writes the demo into a plan as one change, and plainly: nobody waits for SQLModel."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import filterfalse
from sqlite3 import Connection

from infraday import clock
from infraday.demo import agenda, chores, outcomes, story
from infraday.demo.chores import Chore, Row
from infraday.demo.moments import DAY, Here, is_weekend
from infraday.demo.moments import clock as at
from infraday.demo.outcomes import Happened, Planned
from infraday.demo.story import Story
from infraday.domain.block import Source, Status
from infraday.domain.refs import block_ref
from infraday.store import calendars, file, journal
from infraday.store.journal import Outcome
from infraday.store.plain_rows import clock_text

LABEL = "Fill the demo portfolio"


def fill(path: str, here: Here) -> Outcome:
    """Write the portfolio as it stands at that moment. Raises StoreError."""
    told = story.read()
    db = file.connect(path)
    try:
        now = here.now.astimezone()
        return journal.transact(db, now, journal.SHELL, lambda db: _Writer(db, here).write(told))
    finally:
        db.close()


class _Writer:
    """Inside a change of a plan that is empty."""

    def __init__(self, db: Connection, here: Here) -> None:
        self._db = db
        self._here = here
        self._projects: dict[str | None, int] = {}
        self._tasks: dict[str, int] = {}
        self._series: dict[str, Row] = {}
        self._blocks: dict[str, int] = {}  # the last one that is done, by its activity

    def write(self, told: Story) -> Outcome:
        self._write_projects(told)
        found = list(chores.chores(told.tasks, self._here))
        self._write_tasks(found)
        self._write_series(told)
        self._write_blocks(agenda.blocks(told, self._here))
        self._link(found)
        self._write_days()
        return Outcome(LABEL)

    def _write_projects(self, told: Story) -> None:
        for one in told.projects:
            row: Row = {
                **one._asdict(),
                "started_on": self._here.today + one.started * DAY,
                "due_on": self._here.today + one.due * DAY,
            }
            del row["started"], row["due"]
            self._projects[one.key] = self._add("project", row)

    def _write_tasks(self, found: Iterable[Chore]) -> None:
        usual: Row = {"important": False, "notes": "", "due_moved": 0, "unplanned": False}
        for one in found:
            row = {**usual, **one.row, "project_id": self._projects.get(one.project)}
            self._tasks[str(row["title"])] = self._add("task", row)

    def _write_series(self, told: Story) -> None:
        """Our own, and the calendar as its file would bring it in."""
        for one in told.series:
            row: Row = {
                "activity": one.activity, "purpose": one.purpose, "output": one.output,
                "kind": one.kind, "project_id": self._projects.get(one.project),
                "notes": one.notes, "fixed": True, "source": Source.MANUAL,
                "first_day": agenda.first_day(one, self._here),
                "start": clock_text(at(one.start)), "minutes": one.minutes, "rrule": one.rrule,
                "rdate": "", "exdate": "",
            }  # fmt: skip
            self._series[one.uid] = {"id": self._add("series", row)}
        source = calendars.Source("work.ics", agenda.CALENDAR, agenda.events(told, self._here))
        calendars.take_in(self._db, [source], self._here.now, clock.to_local)
        query = "SELECT id, uid, calendar, imported FROM series WHERE calendar IS NOT NULL"
        for pk, uid, calendar, imported in self._db.execute(query).fetchall():
            self._series[uid] = {"id": pk, "calendar": calendar, "imported": imported}

    def _write_blocks(self, planned: Sequence[Planned]) -> None:
        targets = outcomes.carried(planned, self._here)
        ids: dict[Planned, int] = {}
        for one in outcomes.happened([*planned, *targets.values()], self._here):
            ids[one.planned] = self._write_block(one)
            if one.status is Status.DONE:
                self._blocks[one.planned.activity] = ids[one.planned]
        for left, target in targets.items():
            self._set("block", ids[left], {"moved_to_id": ids[target]})

    def _write_block(self, one: Happened) -> int:
        planned = one.planned
        outcome: Row = {
            "status": one.status, "actual_start": one.began, "actual_end": one.ended,
            "output_state": one.state, "output_note": one.note,
        }  # fmt: skip
        if planned.is_new:
            return self._add("block", {**self._row(planned), **outcome})
        [found] = self._db.execute("SELECT id FROM block WHERE uid = ?", (planned.uid,)).fetchone()
        self._set("block", found, outcome)
        return int(found)

    def _row(self, planned: Planned) -> Row:
        series = self._series[planned.series] if planned.series else {}
        times = planned.times
        return {
            "day": times.day, "start": times.start and clock_text(times.start),
            "end_day": times.end_day, "end": times.end and clock_text(times.end),
            "activity": planned.activity, "purpose": planned.purpose, "output": planned.output,
            "kind": planned.kind, "project_id": self._projects.get(planned.project),
            "task_id": self._tasks[planned.task] if planned.task else None,
            "notes": planned.notes, "unplanned": planned.unplanned, "fixed": planned.fixed,
            "source": planned.source, "uid": planned.uid, "series_id": series.get("id"),
            "recurrence_id": times.day if series else None,
            "calendar": series.get("calendar"), "imported": series.get("imported"),
        }  # fmt: skip

    def _link(self, found: Iterable[Chore]) -> None:
        """Tasks that came out of a block to the last one of its kind that is done."""
        for one in found:
            if one.of in self._blocks:
                task_id = self._tasks[str(one.row["title"])]
                target = block_ref(self._blocks[one.of])
                self._add("link", {"task_id": task_id, "target": target})

    def _write_days(self) -> None:
        """Each working day that is over was begun with Triage and closed."""
        for day in filterfalse(is_weekend, self._here.days):
            triaged, closed = (datetime.combine(day, at(text)) for text in ("08:40", "17:25"))
            if triaged <= self._here.now:
                row: Row = {"day": day, "notes": "", "triaged_at": triaged}
                self._add("day", row | ({"closed_at": closed} if closed <= self._here.now else {}))

    def _add(self, table: str, row: Row) -> int:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        cursor = self._db.execute(
            f'INSERT INTO "{table}" (version, {names}) VALUES (1, {marks})',
            [_cell(value) for value in row.values()],
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _set(self, table: str, pk: int, row: Row) -> None:
        names = ", ".join(f'"{name}" = ?' for name in row)
        self._db.execute(
            f'UPDATE "{table}" SET version = version + 1, {names} WHERE id = ?',
            [*(_cell(value) for value in row.values()), pk],
        )


def _cell(value: object) -> object:
    """As the models store it: naive local moments are instants."""
    if isinstance(value, datetime):
        return journal.instant(value.astimezone())
    return str(value) if isinstance(value, date) else value
