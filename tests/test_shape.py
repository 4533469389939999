"""The JSON shapes: their fields to the letter, since programs rely on them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from infraday.domain import shape
from infraday.domain.block import Kind, OutputState, Source, Status
from infraday.domain.quickadd import Reading
from infraday.domain.schedule import Gap
from infraday.domain.task import TaskStatus
from infraday.store.quick import BlockRow, TaskRow

DAY = date(2026, 11, 24)
NOON = datetime.combine(DAY, time(12))
INSTANT = datetime(2026, 11, 24, 9, 2, 3, 456, tzinfo=UTC)

BLOCK = BlockRow(
    id=12, version=3, day=DAY, start=time(14), end_day=DAY, end=time(15, 30),
    activity="Budget review", purpose=None, output="forecast", kind=Kind.FINANCE, project_id=1,
    task_id=7, notes="", status=Status.ACTIVE, actual_start=INSTANT, actual_end=None,
    output_state=OutputState.PARTIAL, output_note=None, unplanned=False, fixed=True,
    source=Source.ICS, uid="x@y", series_id=None, recurrence_id=None, moved_to_id=None,
)  # fmt: skip
TASK = TaskRow(
    id=7, version=1, title="Runbook", project_id=None, status=TaskStatus.OPEN, important=True,
    urgent_override=None, due=DAY, scheduled=None, estimate_minutes=90, owner="ana",
    asked_on=None, chase_on=None, output=None, notes="n", drop_reason=None, snoozed_until=None,
    rank=None, unplanned=False, created_at=INSTANT, done_at=None,
)  # fmt: skip


def test_a_block_has_the_promised_fields() -> None:
    found = shape.block(BLOCK, "dc-move", NOON)

    started = found.pop("actual_start")
    assert isinstance(started, str)
    assert datetime.fromisoformat(started) == INSTANT.replace(microsecond=0)
    assert found == {
        "ref": "B-12",
        "day": "2026-11-24",
        "start": "14:00",
        "end_day": "2026-11-24",
        "end": "15:30",
        "activity": "Budget review",
        "purpose": None,
        "output": "forecast",
        "kind": "finance",
        "project": "dc-move",
        "status": "active",
        "actual_end": None,
        "output_state": "partial",
        "output_note": None,
        "source": "ics",
        "uid": "x@y",
        "fixed": True,
        "all_day": False,
        "late": False,
        "unplanned": False,
        "task": "T-7",
        "notes": "",
    }


def test_an_all_day_block_has_no_clock_times() -> None:
    found = shape.block(BLOCK._replace(start=None, end=None), None, NOON)

    assert (found["start"], found["end"], found["all_day"]) == (None, None, True)


def test_a_block_is_late_past_its_end() -> None:
    assert shape.block(BLOCK, None, NOON + timedelta(hours=4))["late"] is True


def test_a_task_has_the_promised_fields() -> None:
    found = shape.task(TASK, None, True, "due today")

    assert found.pop("created_at") is not None
    assert found == {
        "ref": "T-7",
        "title": "Runbook",
        "project": None,
        "status": "open",
        "quadrant": "do",
        "important": True,
        "urgent": True,
        "urgent_because": "due today",
        "urgent_override": None,
        "due": "2026-11-24",
        "scheduled": None,
        "estimate_minutes": 90,
        "owner": "ana",
        "asked_on": None,
        "chase_on": None,
        "output": None,
        "done_at": None,
        "snoozed_until": None,
        "drop_reason": None,
        "rank": None,
        "unplanned": False,
        "notes": "n",
    }


def test_nobody_has_judged_what_is_in_the_inbox() -> None:
    inbox = TASK._replace(status=TaskStatus.INBOX)

    assert shape.task(inbox, None, True, "due today")["quadrant"] is None


def test_an_instant_has_the_offset_of_its_own_day() -> None:
    summer = INSTANT.replace(month=7)

    for at in (INSTANT, summer):
        text: Any = shape.task(TASK._replace(created_at=at), None, False, None)["created_at"]
        assert datetime.fromisoformat(text).utcoffset() == at.astimezone().utcoffset()


def test_what_was_understood_names_every_sign() -> None:
    found = shape.understood(Reading("call", project="x", start=time(9), day=DAY, minutes=30))

    assert found == {
        "project": "x",
        "owner": None,
        "important": False,
        "urgent": False,
        "due": None,
        "day": "2026-11-24",
        "start": "09:00",
        "minutes": 30,
        "output": None,
        "every": None,
    }


def test_free_time_is_a_start_an_end_and_minutes() -> None:
    assert shape.free([Gap(NOON, NOON + timedelta(minutes=45))]) == [
        {"start": "12:00", "end": "12:45", "minutes": 45}
    ]
