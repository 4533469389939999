"""How severe a line is, and what the notes of a task keep of its report."""

from datetime import date, datetime, time

import pytest

from infraday.domain import intake, severity
from infraday.domain.intake import Item, Mark
from infraday.domain.severity import Severity

DAY = date(2026, 11, 24)
NIGHT = datetime.combine(DAY, time(2, 11))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("CRITICAL san-02: controller failover", Severity.CRITICAL),
        ("[WARN] disk at 91%", Severity.WARNING),
        ('level=error msg="no route"', Severity.ERROR),
        ("Build #12 failed", Severity.ERROR),
        ("warning: disk is filling", Severity.WARNING),
        ("host;disk;CRITICAL;HARD;4;full", Severity.CRITICAL),
        ("SERVICE ALERT: host;disk;OK;HARD;1;fine", Severity.CALM),
        ("SERVICE ALERT: host;disk;WARNING;SOFT", Severity.WARNING),
        ("ALERT on the core switch", Severity.CRITICAL),
        ("P1 database is down", Severity.CRITICAL),
        ("Sev-2: packet loss", Severity.ERROR),
        ("P5 wiki is slow", Severity.LOW),
        ("[RESOLVED] CRITICAL san-02: failover", Severity.CALM),
        ("INFO backup started", Severity.CALM),
        ("UNRESOLVED ticket", Severity.UNRATED),
        ("120 passed, 0 failed", Severity.UNRATED),
        ("no errors were found", Severity.UNRATED),
        ("high time to check the tapes", Severity.UNRATED),
        ("rack P1-03 has no cable", Severity.UNRATED),
    ],
)
def test_the_severity_of_a_line(line: str, expected: Severity) -> None:
    assert severity.of_line(line) is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Critical", Severity.CRITICAL),
        ("SEV-1", Severity.CRITICAL),
        (50, Severity.ERROR),
        ("3", Severity.WARNING),
        (True, None),
        ("page", None),
        (["critical"], None),
    ],
)
def test_the_severity_of_a_field(word: object, expected: Severity | None) -> None:
    assert severity.of_word(word) is expected


def test_the_most_severe_stands_first() -> None:
    shuffled = [Severity.LOW, Severity.UNRATED, Severity.CRITICAL, Severity.WARNING, Severity.ERROR]

    assert [str(it) for it in sorted(shuffled, key=lambda it: it.place)] == [
        *("critical", "error", "warning", "unrated", "low"),
    ]


@pytest.mark.parametrize(
    "mark",
    [
        Mark(Severity.CRITICAL, NIGHT, 4, "alerts.log"),
        Mark(Severity.ERROR, time(2, 11), 1, "stdin"),
        Mark(Severity.UNRATED, None, 12, "02:11 · ×3 · from me.log"),
    ],
)
def test_the_notes_keep_what_a_report_said(mark: Mark) -> None:
    assert intake.read_mark(f"{intake.mark_line(mark)}\nthe line") == mark


@pytest.mark.parametrize(
    "notes", ["", "a note", "Intake: grave · from x", "Intake: error · 2026-13-41 02:11 · from x"]
)
def test_notes_that_say_something_else_hold_no_mark(notes: str) -> None:
    assert intake.read_mark(notes) is None
    assert intake.of_task(notes) is Severity.UNRATED


def test_a_task_tells_how_severe_its_report_was() -> None:
    item = Item("x", Severity.ERROR, "key", ("a line",), more=3, source="a.log")

    notes = intake.notes_of(item, NIGHT)

    assert intake.of_task(notes) is Severity.ERROR
    assert notes.split("\n") == [
        *("Intake: error · 2026-11-24 02:11 · from a.log", "a line", "… and 3 more lines"),
    ]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NIGHT, "overnight, 02:11"),
        (datetime.combine(date(2026, 11, 23), time(17)), "overnight, 17:00"),
        (datetime.combine(DAY, time(9)), "09:00"),
        (datetime.combine(date(2026, 11, 20), time(2, 11)), "Fri 20 Nov, 02:11"),
        (time(2, 11), "overnight, 02:11"),
        (time(12), "12:00"),
        (None, ""),
    ],
)
def test_when_it_was_is_said_shortly(at: datetime | time | None, said: str) -> None:
    assert intake.say_when(Mark(Severity.ERROR, at, 1, "x"), DAY) == said


def test_a_long_title_keeps_its_count() -> None:
    title = intake.counted("x" * 600, 12)

    assert len(title) == 500
    assert title.endswith("x… (×12)")
