"""`infraday block`: what becomes of a block, from the shell."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.commands import Commands


@pytest.fixture
def planned(infraday: Commands) -> Commands:
    infraday("add", "-", stdin=b"Budget review 10:00\nVendor call 11:00 30m\nOrder optics\n")
    return infraday


def changed(commands: Commands, *words: str) -> dict[str, Any]:
    """The one block that a command changes."""
    records = commands.data("block", *words)["records"]
    [block] = [record for record in records if record["ref"].startswith("B-")]
    assert isinstance(block, dict)
    return block


def span(block: dict[str, Any]) -> str:
    return f"{block['day']} {block['start']} {block['end_day']} {block['end']}"


def test_a_block_is_added_with_all_that_it_says(planned: Commands) -> None:
    block = changed(
        planned,
        *("add", "Cutover", "rehearsal", "--date", "fri", "--start", "2pm", "--minutes", "1h30"),
        *("--purpose", "find gaps", "--output", "runbook", "--kind", "change", "--fixed"),
        *("--project", "dc-move", "--task", "T-1", "--notes", "bring tea", "--unplanned"),
    )

    assert span(block) == "2026-11-27 14:00 2026-11-27 15:30"
    assert (
        block
        | {
            "activity": "Cutover rehearsal",
            "purpose": "find gaps",
            "output": "runbook",
            "kind": "change",
            "fixed": True,
            "project": "dc-move",
            "task": "T-1",
            "notes": "bring tea",
            "unplanned": True,
        }
        == block
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--start", "14:00"), "2026-11-24 14:00 2026-11-24 15:00"),
        (("--start", "14:00", "--end", "16:15"), "2026-11-24 14:00 2026-11-24 16:15"),
        (("--start", "22:00", "--end", "02:00"), "2026-11-24 22:00 2026-11-25 02:00"),
        (
            ("--start", "22:00", "--end", "02:00", "--until", "thu"),
            "2026-11-24 22:00 2026-11-26 02:00",
        ),
        (("--all-day",), "2026-11-24 None 2026-11-24 None"),
        (("--all-day", "--until", "fri"), "2026-11-24 None 2026-11-27 None"),
    ],
)
def test_times_are_read(planned: Commands, words: tuple[str, ...], expected: str) -> None:
    assert span(changed(planned, "add", "it", *words)) == expected


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("--start", "14:00", "--end", "15:00", "--minutes", "60"), 2),
        (("--start", "14:00", "--until", "fri"), 2),
        (("--all-day", "--start", "14:00"), 2),
        (("--start", "25:00"), 2),
        (("--start", "14:00", "--minutes", "x"), 2),
        (("--start", "14:00", "--date", "x"), 2),
        (("--start", "14:00", "--kind", "party"), 2),
        (("--start", "14:00", "--end", "14:00"), 1),
        (("--start", "14:00", "--end", "15:00", "--until", "2027-12-31"), 1),
        (("--start", "14:00", "--minutes", "-5"), 1),
        (("--start", "14:00", "--task", "T-9"), 3),
        (("--start", "14:00", "--task", "B-1"), 2),
        (("--start", "14:00", "--link", "T-9"), 3),
    ],
)
def test_what_makes_no_block_is_refused(
    planned: Commands, words: tuple[str, ...], code: int
) -> None:
    assert planned.refused("block", "add", "it", *words)[0] == code
    assert len(planned.data("today")["blocks"]) == 2


def test_all_day_and_a_clock_time_exclude_each_other(planned: Commands) -> None:
    words = ("block", "add", "it", "--all-day", "--start", "14:00")
    assert planned.refused(*words)[1].endswith("no --start: leave one out.")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--start", "10:30"), "2026-11-24 10:30 2026-11-24 11:30"),
        (("--minutes", "30"), "2026-11-24 10:00 2026-11-24 10:30"),
        (("--end", "12:00"), "2026-11-24 10:00 2026-11-24 12:00"),
        (("--date", "wed"), "2026-11-25 10:00 2026-11-25 11:00"),
        (("--until", "wed"), "2026-11-24 10:00 2026-11-25 11:00"),
        (("--all-day",), "2026-11-24 None 2026-11-24 None"),
    ],
)
def test_an_edit_changes_the_times_that_it_names(
    planned: Commands, words: tuple[str, ...], expected: str
) -> None:
    assert span(changed(planned, "edit", "B-1", *words)) == expected


def test_an_all_day_block_gets_a_clock_time_by_a_start(planned: Commands) -> None:
    planned("block", "edit", "B-1", "--all-day", "--until", "thu")

    assert span(changed(planned, "edit", "B-1", "--date", "wed")) == (
        "2026-11-25 None 2026-11-27 None"
    )
    code, line = planned.refused("block", "edit", "B-1", "--minutes", "30")
    assert (code, "no --minutes: give --start as well" in line) == (2, True)
    assert span(changed(planned, "edit", "B-1", "--start", "9:00")) == (
        "2026-11-25 09:00 2026-11-25 10:00"
    )


def test_an_edit_leaves_the_rest_as_it_is(planned: Commands) -> None:
    planned(
        *("block", "edit", "B-1", "--purpose", "why", "--project", "dc-move", "--fixed"),
        *("--link", "R-4", "--link", "T-1", "--notes", "n"),
    )

    block = changed(planned, "edit", "B-1", "--activity", "Forecast", "--no-fixed")
    assert (block["activity"], block["purpose"], block["project"], block["fixed"]) == (
        "Forecast",
        "why",
        "dc-move",
        False,
    )
    assert changed(planned, "edit", "B-1", "--unlink", "r4", "--link", "C-1")["ref"] == "B-1"
    block = changed(planned, "edit", "B-1", "--purpose", "", "--project", "")
    assert (block["purpose"], block["project"], block["notes"]) == (None, None, "n")


def test_an_edit_of_nothing_is_wrong_usage(planned: Commands) -> None:
    assert planned.refused("block", "edit", "B-1")[0] == 2
    assert planned("block", "edit", "B-1", "--activity", "Budget review").err == (
        "Nothing was changed: it is so already.\n"
    )


def test_blocks_move_to_another_day_or_time(planned: Commands) -> None:
    assert planned("block", "move", "B-1", "B-2", "--date", "mon").out == (
        "Move 2 blocks to Mon 30 Nov 2026\n"
    )
    assert span(changed(planned, "move", "B-1", "--start", "8:00")) == (
        "2026-11-30 08:00 2026-11-30 09:00"
    )
    assert span(changed(planned, "move", "B-1", "--by", "-15")).startswith("2026-11-30 07:45")


@pytest.mark.parametrize("words", [(), ("--by", "15", "--date", "mon"), ("--by", "x")])
def test_a_move_to_nowhere_is_wrong_usage(planned: Commands, words: tuple[str, ...]) -> None:
    assert planned.refused("block", "move", "B-1", *words)[0] == 2


def test_the_rest_of_the_day_is_pushed(planned: Commands) -> None:
    found = planned.data("block", "push", "15")

    assert [span(block) for block in found["records"]] == [
        "2026-11-24 10:15 2026-11-24 11:15",
        "2026-11-24 11:15 2026-11-24 11:45",
    ]
    found = planned.data("block", "push", "-15", "--from", "11:00")
    assert [block["start"] for block in found["records"]] == ["11:00"]
    assert planned.refused("block", "push", "15", "--date", "fri")[0] == 1
    assert planned.refused("block", "push", "soon")[0] == 2


def test_a_block_is_started_stopped_skipped_and_reopened(planned: Commands) -> None:
    assert changed(planned, "start", "B-1")["status"] == "active"
    planned.now = later = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)

    stopped = changed(planned, "stop")
    assert stopped["status"] == "planned"
    assert datetime.fromisoformat(stopped["actual_end"]) == later
    assert changed(planned, "skip", "B-1")["status"] == "skipped"
    assert changed(planned, "reopen", "B-1")["status"] == "planned"
    assert planned.refused("block", "stop")[0] == 1
    assert planned.refused("block", "stop", "B-1")[0] == 1


def test_a_block_is_duplicated_and_deleted(planned: Commands) -> None:
    assert planned("block", "duplicate", "B-1").out == "Duplicate B-1 Budget review as B-3\n"
    records = planned.data("block", "delete", "B-3", "B-1")["records"]
    assert sorted(record["ref"] for record in records) == ["B-1", "B-3"]
    assert all(record["deleted"] for record in records)
    assert planned.refused("block", "delete", "B-1")[0] == 3


def test_a_task_is_placed_where_it_is_said_or_fits(planned: Commands) -> None:
    placed = changed(planned, "place", "T-1", "--start", "15:00", "--minutes", "45")
    assert (placed["start"], placed["end"], placed["task"]) == ("15:00", "15:45", "T-1")

    assert changed(planned, "place", "T-1")["start"] == "11:30"
    code, line = planned.refused("block", "place", "T-1", "--date", "sat")
    assert (code, line) == (1, "No gap of 1h00 is left on Sat 28 Nov 2026. Give --start.")
    assert planned.refused("block", "place", "B-1")[0] == 2
