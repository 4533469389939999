"""Writes the demo into a plan as one change, and plainly: nobody waits for SQLModel."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import filterfalse
from sqlite3 import Connection

from infraday import clock
from infraday.demo import agenda, checks, chores, outcomes, register, story
from infraday.demo.chores import Chore
from infraday.demo.moments import DAY, Here, is_weekend
from infraday.demo.moments import clock as at
from infraday.demo.outcomes import Happened, Planned
from infraday.demo.rows import Row, add, change
from infraday.demo.story import Story
from infraday.domain.block import Kind, Source, Status
from infraday.domain.refs import block_ref, risk_ref, task_ref
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
        self._risks: dict[str, int] = {}

    def write(self, told: Story) -> Outcome:
        self._write_projects(told)
        found = list(chores.chores(told.tasks, self._here))
        self._write_tasks(found)
        self._write_series(told)
        self._write_blocks(agenda.blocks(told, self._here))
        self._link(found)
        self._write_risks(told)
        self._write_flags(told)
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
            self._projects[one.key] = add(self._db, "project", row)

    def _write_tasks(self, found: Iterable[Chore]) -> None:
        usual: Row = {"important": False, "notes": "", "due_moved": 0, "unplanned": False}
        for one in found:
            row = {**usual, **one.row, "project_id": self._projects.get(one.project)}
            dates = [*one.moved, row.get("due")]
            row |= {"due_moved": 0, "due": dates[0]}
            pk = self._tasks[str(row["title"])] = add(self._db, "task", row)
            for moved, due in enumerate(dates[1:], start=1):  # so that the journal has each time
                change(self._db, "task", pk, {"due": due, "due_moved": moved})

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
            self._series[one.uid] = {"id": add(self._db, "series", row)}
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
            if one.status is Status.DONE or self._is_for_risks(one.planned):
                self._blocks[one.planned.activity] = ids[one.planned]
        for left, target in targets.items():
            change(self._db, "block", ids[left], {"moved_to_id": ids[target]})

    def _is_for_risks(self, one: Planned) -> bool:
        """Today's, done or not."""
        return one.kind == Kind.RISK and one.times.day == self._here.today

    def _write_block(self, one: Happened) -> int:
        planned = one.planned
        outcome: Row = {
            "status": one.status, "actual_start": one.began, "actual_end": one.ended,
            "output_state": one.state, "output_note": one.note,
        }  # fmt: skip
        if planned.is_new:
            return add(self._db, "block", {**self._row(planned), **outcome})
        [found] = self._db.execute("SELECT id FROM block WHERE uid = ?", (planned.uid,)).fetchone()
        change(self._db, "block", found, outcome)
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
                add(self._db, "link", {"task_id": task_id, "target": target})

    def _write_risks(self, told: Story) -> None:
        """With what was said of each, its issue, and what helps with it."""
        for one in register.risks(told.risks, self._here):
            its: Row = {"project_id": self._projects[one.told.project]}
            pk = self._risks[one.told.title] = add(self._db, "risk", {**one.row, **its})
            for assessment in one.assessments:
                add(self._db, "assessment", {**assessment, "risk_id": pk})
            if one.issue:
                add(self._db, "issue", {**one.issue, **its, "risk_id": pk})
            for title in one.told.tasks:
                row: Row = {"task_id": self._tasks[title], "target": risk_ref(pk)}
                add(self._db, "link", row)
            for activity in one.told.blocks:
                if activity in self._blocks:
                    row = {"block_id": self._blocks[activity], "target": risk_ref(pk)}
                    add(self._db, "link", row)

    def _write_flags(self, told: Story) -> None:
        """What was said of them by people and by the data, and what became of them."""
        for verdict in checks.verdicts(told.flags, self._here):
            row = {**verdict.row, "project_id": self._projects[verdict.project]}
            add(self._db, "flag_verdict", row)
        for one in checks.turned(told.flags, self._here):
            task, risk = self._tasks.get(one.into), self._risks.get(one.into)
            target = task_ref(task) if task else risk_ref(risk or 0)
            row = {**one.row, "project_id": self._projects[one.project], "target": target}
            add(self._db, "flag_link", row)
        checks.write(self._db, told, self._here, self._projects, self._tasks)

    def _write_days(self) -> None:
        """Each working day that is over was begun with Triage and closed."""
        for day in filterfalse(is_weekend, self._here.days):
            triaged, closed = (datetime.combine(day, at(text)) for text in ("08:40", "17:25"))
            if triaged <= self._here.now:
                row: Row = {"day": day, "notes": "", "triaged_at": triaged}
                add(
                    self._db,
                    "day",
                    row | ({"closed_at": closed} if closed <= self._here.now else {}),
                )
