"""`infraday series`: what repeats, from the shell; and blocks named by a day of their series."""

import pytest

from tests.commands import Commands

STAND_UP = (
    "block",
    "add",
    "Stand-up",
    "--date",
    "2026-11-24",
    "--start",
    "09:00",
    "--minutes",
    "15",
)


@pytest.fixture
def planned(infraday: Commands) -> Commands:
    infraday(*STAND_UP, "--every", "weekday", "--project", "dc-move")
    infraday("add", "steering 2026-11-26 14:00 1h every: month last thu")
    return infraday


def test_series_are_listed_with_words_and_next_day(planned: Commands) -> None:
    assert planned("series", "list").out.splitlines() == [
        "S-1  Stand-up  ·  every weekday · 09:00, 15m · next today · #dc-move",
        "S-2  steering  ·  every month on the last Thursday · 14:00, 1h00 · next Thu",
    ]


def test_the_json_of_a_series(planned: Commands) -> None:
    [one, _] = planned.data("series", "list")
    assert one == planned.data("series", "show", "S-1") == {
        "ref": "S-1", "activity": "Stand-up", "rrule": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "words": "every weekday", "first_day": "2026-11-24", "start": "09:00", "minutes": 15,
        "all_day": False, "tz": None, "until": None, "next": "2026-11-24", "rdate": [],
        "exdate": [], "purpose": None, "output": None, "kind": "other", "project": "dc-move",
        "fixed": False, "notes": "", "source": "manual", "calendar": None, "uid": None,
        "split_from": None,
    }  # fmt: skip


def test_a_series_is_shown_whole(planned: Commands) -> None:
    planned("block", "delete", "S-1@2026-11-25")
    shown = planned("series", "show", "S-1").out
    assert "  Next      24 Nov, 26 Nov, 27 Nov, 30 Nov, 1 Dec\n" in shown
    assert "  Left out  2026-11-25\n" in shown


def test_an_edit_is_for_all_or_from_a_day_on(planned: Commands) -> None:
    assert planned("series", "edit", "S-1", "--purpose", "Progress").out == (
        "Edit all of S-1 Stand-up\n"
    )
    result = planned("series", "edit", "S-1@2026-11-26", "--start", "09:30", "--json")
    assert result.json["label"] == "Edit S-1 Stand-up from 26 Nov on"
    assert [one["ref"] for one in result.json["records"]] == ["S-1", "S-3"]
    assert result.err == "From then on it is S-3.\n"
    found = planned.data("today", "--date", "2026-11-27")["blocks"]
    assert [(one["ref"], one["start"], one["purpose"]) for one in found] == [
        ("S-3@2026-11-27", "09:30", "Progress")
    ]


def test_a_rule_is_edited_and_refused(planned: Commands) -> None:
    planned("series", "edit", "S-1", "--every", "2 weeks until 30 jun")
    assert planned.data("series", "show", "S-1")["words"] == (
        "every second Tuesday until 30 June 2027"
    )
    code, said = planned.refused("series", "edit", "S-1", "--every", "hourly")
    assert code == 2
    assert said.startswith('--every: "hourly" is no recurrence.')
    assert planned.refused("series", "edit", "S-1")[0] == 2


def test_blocks_are_named_by_the_day_of_their_series(planned: Commands) -> None:
    assert planned("block", "start", "S-1@2026-11-24").out == "Start B-1 Stand-up\n"
    assert planned("done", "S-1@2026-11-24", "--output", "2 owners").out == (
        "Finish B-1 Stand-up\n"
    )
    assert planned("block", "move", "S-1@2026-11-25", "--date", "2026-11-28").code == 0
    assert planned("block", "edit", "S-1@2026-11-25", "--activity", "Huddle").out == (
        "Edit B-2 Huddle\n"
    )
    assert planned.refused("block", "start", "S-1@2026-11-29") == (
        3, "There is no S-1@2026-11-29.",
    )  # fmt: skip


def test_one_is_skipped_the_rest_ended_or_deleted(planned: Commands) -> None:
    assert planned("series", "skip", "S-1").out == "Skip B-1 Stand-up\n"
    assert planned("series", "skip", "S-1@2026-11-26").out == "Skip B-2 Stand-up\n"
    assert planned("series", "end", "S-1", "--on", "2026-11-27").out == (
        "End S-1 Stand-up on 27 Nov\n"
    )
    assert planned.data("series", "show", "S-1")["until"] == "2026-11-27"
    assert planned("series", "delete", "S-1@2026-11-25").out == (
        "Delete S-1 Stand-up from 25 Nov on\n"
    )
    planned("block", "start", "S-1@2026-11-24")
    result = planned("series", "delete", "S-1", "--json")
    assert result.err == "1 that was worked on stays as a single block.\n"
    assert {one["ref"]: one.get("deleted", False) for one in result.json["records"]} == {
        "S-1": True, "B-1": False,
    }  # fmt: skip
    for _ in range(3):
        planned("undo")
    assert planned.data("series", "show", "S-1")["until"] == "2026-11-27"


def test_what_is_no_series_is_refused(planned: Commands) -> None:
    planned("add", "alone 2026-11-24 15:00")
    assert planned.refused("series", "show", "S-9") == (
        3, "There is no S-9. 'infraday series list' shows them.",
    )  # fmt: skip
    assert planned.refused("series", "end", "B-1") == (1, "B-1 does not repeat.")
    assert planned.refused("series", "end", "T-1")[0] == 2
    assert planned.refused("series", "end", "S-1@2026-11-24", "--on", "today")[0] == 2


def test_a_block_leads_to_its_series(planned: Commands) -> None:
    planned("block", "start", "S-1@2026-11-24")
    assert planned("series", "show", "B-1").out.startswith("S-1  Stand-up")


def test_the_day_stays_aligned_beside_long_references(planned: Commands) -> None:
    planned("add", "alone 2026-11-24 15:00 1h")
    lines = planned("today").out.splitlines()
    shown = [line for line in lines if "Stand-up" in line or "alone" in line]
    assert [line.index(name) for line, name in zip(shown, ("↻", "alone"), strict=True)] == [35, 35]


def test_a_capture_takes_a_rule_with_its_end(infraday: Commands) -> None:
    result = infraday("add", "review tue 14:00", "--every", "2 weeks until 30 jun")
    assert "every second Tuesday until 30 June 2027" in result.out
    assert infraday.data("series", "show", "S-1")["rrule"] == (
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270630"
    )


def test_an_old_reference_names_what_the_occurrence_is_by_now(planned: Commands) -> None:
    planned("add", "review 10:00 30m every: tue")
    planned("series", "edit", "S-3@2026-12-08", "--date", "2026-12-09")
    assert planned("block", "edit", "S-3@2026-12-08", "--activity", "Talk").out == (
        "Edit B-1 Talk\n"
    )
    assert '"ref": "B-1"' in planned("today", "--date", "2026-12-09", "--json").out
    planned("series", "edit", "S-3@2026-12-15", "--activity", "Other")
    assert planned("series", "show", "S-4").out.startswith("S-4  review  ·  every Wednesday")
    assert planned("series", "show", "S-3@2026-12-15").out.startswith("S-5  Other")
    assert "S-5@2026-12-16" in planned("today", "--date", "2026-12-16").out


def test_a_line_may_say_where_a_series_ends(planned: Commands) -> None:
    found = planned("add", "retro fri 15:00 1h every: other fri 4 times")
    assert found.out == (
        "S-3@2026-11-27  retro  ·  Fri 27 Nov 2026 15:00 – 16:00 · every second Friday, 4 times\n"
    )
    assert planned.refused("add", "x 2027-08-01 10:00 1h", "--every", "day until 30 jun") == (
        1, "The series would end before it begins. Give a later end.",
    )  # fmt: skip
