"""`infraday import ics`: files in, what came of them out, and what is refused."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.commands import Commands
from tests.hostile import STRINGS, is_harmless
from tests.processes import ROOT

CALENDAR = b"""BEGIN:VCALENDAR
X-WR-CALNAME:Work
BEGIN:VEVENT
UID:a@x
DTSTART:20261124T130000
DTEND:20261124T140000
SUMMARY:Steering committee
END:VEVENT
BEGIN:VEVENT
UID:s@x
DTSTART:20261124T090000
DTEND:20261124T091500
RRULE:FREQ=WEEKLY
SUMMARY:Stand-up
END:VEVENT
END:VCALENDAR
"""
BROKEN = b"""BEGIN:VEVENT
UID:broken@x
DTSTART:soon
SUMMARY:Never
END:VEVENT
"""
EMPTY = b"BEGIN:VCALENDAR\nX-WR-CALNAME:Work\nEND:VCALENDAR\n"


def with_broken(calendar: bytes = CALENDAR) -> bytes:
    return calendar.replace(b"BEGIN:VEVENT", BROKEN + b"BEGIN:VEVENT", 1)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    path = tmp_path / "work.ics"
    path.write_bytes(CALENDAR)
    return path


def day(infraday: Commands) -> list[str]:
    blocks = infraday.data("today")["blocks"]
    return [f"{block['start']} {block['activity']} {block['status']}" for block in blocks]


PLANNED = ["09:00 Stand-up planned", "13:00 Steering committee planned"]


def test_a_calendar_comes_in_and_one_undo_takes_it_back(infraday: Commands, work: Path) -> None:
    result = infraday("import", "ics", str(work))

    assert (result.code, result.out) == (0, "Import the calendar Work: 2 new\n")
    assert day(infraday) == PLANNED
    assert infraday("undo").code == 0
    assert day(infraday) == []
    assert infraday("redo").code == 0
    assert day(infraday) == PLANNED


def test_json_says_what_became_of_each_event(infraday: Commands, work: Path) -> None:
    work.write_bytes(with_broken())

    data = infraday.data("import", "ics", str(work))

    [error] = data.pop("errors")
    assert data == {
        "format": "ics", "calendars": ["Work"], "read": 3, "created": 2, "updated": 0,
        "unchanged": 0, "skipped": 1, "cancelled": 0,
    }  # fmt: skip
    assert error["where"] == f"{work}:3 broken@x"
    assert error["reason"] == 'Its DTSTART "soon" is no date and no time.'


def test_a_calendar_that_is_cut_off_counts_its_events_only(infraday: Commands, work: Path) -> None:
    work.write_bytes(CALENDAR.removesuffix(b"END:VCALENDAR\n"))

    data = infraday.data("import", "ics", str(work))

    assert (data["read"], data["created"], data["skipped"]) == (2, 2, 0)
    assert [error["where"] for error in data["errors"]] == [f"{work}:1"]


def test_of_very_many_problems_the_first_are_said(infraday: Commands, work: Path) -> None:
    work.write_bytes(CALENDAR.replace(b"BEGIN:VEVENT", BROKEN * 1000 + b"BEGIN:VEVENT", 1))

    lines = infraday("import", "ics", str(work)).err.splitlines()

    assert sum("Its DTSTART" in line for line in lines) == 20
    assert "… and 980 more problems. With --json all are listed." in lines
    assert len(infraday.data("import", "ics", str(work))["errors"]) == 1000


@pytest.mark.parametrize("written", [b"", CALENDAR])
def test_a_pipe_is_read_and_one_that_nobody_writes_to_is_not_waited_for(
    infraday: Commands, tmp_path: Path, written: bytes
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with open(pipe, "r+b", buffering=0) as writer:
        writer.write(written)
        closing = threading.Timer(0.2, writer.close)
        closing.start()
        result = infraday("import", "ics", str(pipe))
        closing.join()

    assert result.out.endswith("Import the calendar Work: 2 new\n" if written else "")
    assert result.code == (0 if written else 1)


def test_the_same_file_again_changes_nothing(infraday: Commands, work: Path) -> None:
    infraday("import", "ics", str(work))
    log = infraday.data("log")

    data = infraday.data("import", "ics", str(work), str(work))

    assert (data["read"], data["unchanged"]) == (2, 2)
    assert infraday.data("log") == log


def test_a_dry_run_says_the_same_and_writes_nothing(infraday: Commands, work: Path) -> None:
    dry = infraday.data("import", "ics", str(work), "--dry-run")
    assert infraday.data("log") == []

    assert infraday.data("import", "ics", str(work)) == dry
    assert infraday("import", "ics", str(work), "--dry-run").out == (
        "Would import the calendar Work: nothing new\n"
    )


def test_a_bad_record_is_named_and_the_rest_comes_in_unless_strict(
    infraday: Commands, work: Path
) -> None:
    work.write_bytes(with_broken())

    strict = infraday("import", "ics", "--strict", str(work))
    assert strict.code == 1
    assert strict.out == ""
    named = f'{work}:3 broken@x: Its DTSTART "soon" is no date and no time.'
    assert strict.err.splitlines()[-2:] == [
        named,
        "infraday: There is a problem, and with --strict nothing is imported then. "
        "Nothing was changed.",
    ]
    data = infraday("import", "ics", "--strict", "--json", str(work))
    assert (data.code, data.json["created"], data.json["skipped"]) == (1, 0, 3)
    assert day(infraday) == []

    result = infraday("import", "ics", str(work))
    assert result.code == 0
    assert named in result.err
    assert "Left out: 1 of 3." in result.err
    assert day(infraday) == PLANNED


def test_strict_takes_in_what_is_whole(infraday: Commands, work: Path) -> None:
    assert infraday("import", "ics", "--strict", str(work)).code == 0
    assert day(infraday) == PLANNED


def test_stdin_is_read_and_named(infraday: Commands) -> None:
    result = infraday("import", "ics", "-", "--calendar", "Mine", stdin=with_broken())

    assert result.out == "Import the calendar Mine: 2 new\n"
    again = infraday("import", "ics", "-", "--calendar", "Calendar", stdin=with_broken())
    assert again.out == "Import the calendar: 2 new\n"
    assert "stdin:3 broken@x: " in result.err


def test_files_without_a_name_are_told_apart_by_theirs(infraday: Commands, tmp_path: Path) -> None:
    for name in ("one", "two"):
        plain = CALENDAR.replace(b"X-WR-CALNAME:Work\n", b"")
        (tmp_path / f"{name}.ics").write_bytes(plain)

    result = infraday("import", "ics", str(tmp_path / "one.ics"), str(tmp_path / "two.ics"))

    assert result.out == "Import 2 calendars: 4 new\n"
    assert day(infraday) == [PLANNED[0]] * 2 + [PLANNED[1]] * 2


def test_an_empty_calendar_is_refused_without_force(infraday: Commands, work: Path) -> None:
    infraday("import", "ics", str(work))

    code, said = infraday.refused("import", "ics", "-", stdin=EMPTY)
    assert code == 1
    assert said == (
        "The calendar Work arrives empty, but the plan has 2 of its events. "
        "Nothing was changed. With --force they become cancelled."
    )
    assert day(infraday) == PLANNED

    assert infraday("import", "ics", "-", "--force", stdin=EMPTY).out == (
        "Import the calendar Work: 2 cancelled\n"
    )
    assert day(infraday) == [line.replace("planned", "cancelled") for line in PLANNED]


def test_what_is_no_calendar_is_refused_in_one_line(infraday: Commands, tmp_path: Path) -> None:
    no_calendar = tmp_path / "no.ics"
    no_calendar.write_text("Dear all,\n")
    huge = tmp_path / "huge.ics"
    with huge.open("wb") as file:
        file.truncate(200_000_000)

    infraday("log")
    for path, code, said in (
        (str(tmp_path / "none.ics"), 3, "is not there"),
        (str(tmp_path), 1, "is a folder"),
        (str(no_calendar), 1, "There is no calendar in it"),
        (str(huge), 1, "is larger than 50 MB"),
        ("/dev/null", 1, "There is no calendar in it"),
        ("nul\0l", 1, "cannot be read"),
    ):
        found, line = infraday.refused("import", "ics", path)
        assert (found, said in line) == (code, True), line
    assert infraday.refused("import", "ics", "-", stdin=b"")[0] == 1


@pytest.mark.parametrize(
    "words", [("import",), ("import", "ics"), ("import", "csv", "x"), ("import", "ics", "--no")]
)
def test_wrong_usage_is_said(infraday: Commands, words: tuple[str, ...]) -> None:
    assert infraday.refused(*words)[0] == 2


def test_nothing_is_imported_where_one_file_is_refused(
    infraday: Commands, work: Path, tmp_path: Path
) -> None:
    assert infraday.refused("import", "ics", str(work), str(tmp_path))[0] == 1
    assert day(infraday) == []


def test_hostile_texts_come_in_as_they_are_and_act_on_no_terminal(infraday: Commands) -> None:
    texts = [text for text in STRINGS if text.strip() == text and "\n" not in text]
    events = "".join(
        f"BEGIN:VEVENT\nUID:{at}\x1b]0;x\x07\nDTSTART:20261124T1{at % 10}0000\n"
        f"SUMMARY:{_escaped(text)}\nDTEND:never\x1b[2J\nEND:VEVENT\n"
        for at, text in enumerate(texts)
    )
    calendar = f"BEGIN:VCALENDAR\nX-WR-CALNAME:\x1b[31mRed\n{events}END:VCALENDAR\n"

    for words in (("--dry-run",), ("--strict",), ("--json",), ()):
        result = infraday(
            "import", "ics", "-", *words, stdin=calendar.encode("utf-8", "surrogateescape")
        )
        assert is_harmless(result.out)
        assert is_harmless(result.err)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\r", " ")


def test_every_real_calendar_comes_in_and_twice_changes_nothing(
    infraday: Commands, samples: Path
) -> None:
    paths = [str(path) for path in sorted((samples / "ics").glob("*.ics"))]
    assert len(paths) >= 20

    first = infraday.data("import", "ics", *paths)
    second = infraday.data("import", "ics", *paths)

    assert first["created"] > 400
    assert first["created"] + first["skipped"] == first["read"]
    assert (second["created"], second["updated"], second["cancelled"]) == (0, 0, 0)
    assert second["unchanged"] == first["created"]
    assert len(infraday.data("log")) == 1


SLOW = """
import os, signal, sys
from infraday.cli import main
from infraday.store import calendars
def write(db, *given, of=calendars.Merge.write):
    of(db, *given)
    os.kill(os.getpid(), signal.SIGKILL)
calendars.Merge.write = write
main(sys.argv[1:])
"""


def test_a_kill_in_the_middle_leaves_nothing_half_done(infraday: Commands, work: Path) -> None:
    infraday("add", "call Cisco")
    result = subprocess.run(
        [sys.executable, "-c", SLOW, "--db", str(infraday.path), "import", "ics", str(work)],
        cwd=ROOT,
        check=False,
    )

    assert result.returncode == -9
    assert day(infraday) == []
    assert len(infraday.data("log")) == 1
    assert infraday("doctor").code == 0
    assert infraday("import", "ics", str(work)).code == 0
    assert day(infraday) == PLANNED
