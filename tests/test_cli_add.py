"""`infraday add`: one line from the command's words."""

import io
import sys

import pytest

from infraday.cli import main
from tests.commands import Commands


def test_a_task_is_told_with_what_was_understood(infraday: Commands) -> None:
    result = infraday("add", "call Cisco about RMA tomorrow #dc-move @ana !!")

    assert result.code == 0
    assert result.out == (
        "T-1  call Cisco about RMA  ·  due Wed 25 Nov 2026 · #dc-move (new project) · @ana · "
        "important and urgent\n"
    )


def test_a_project_is_new_once(infraday: Commands) -> None:
    infraday("add", "call Cisco #dc-move")

    assert infraday("add", "call Arista #dc-move").out == "T-2  call Arista  ·  #dc-move\n"


def test_with_a_clock_time_it_is_a_block(infraday: Commands) -> None:
    result = infraday("add", "cutover", "rehearsal", "fri", "22:00", "4h", "out:", "timed", "plan")

    assert result.out == (
        "B-1  cutover rehearsal  ·  Fri 27 Nov 2026 22:00 – 02:00 +1 · output: timed plan\n"
    )


def test_what_a_block_has_no_field_for_is_said(infraday: Commands) -> None:
    infraday("today")

    result = infraday("add", "call Cisco 09:00 @ana")

    assert result.out.startswith("B-1  call Cisco  ·  Tue 24 Nov 2026 09:00 – 10:00")
    assert "09:00 has passed today." in result.err
    assert "its notes keep “@ana”" in result.err


def test_words_need_no_quotes(infraday: Commands) -> None:
    assert infraday("add", "call", "Cisco").out == "T-1  call Cisco\n"


def test_each_sign_has_an_option(infraday: Commands) -> None:
    infraday(
        *("add", "--project", "dc-move", "order", "--owner", "ana", "--important", "--urgent"),
        *("--due", "2026-12-18", "--output", "an order number", "optics"),
    )

    [task] = infraday.data("tasks")
    assert task["title"] == "order optics"
    assert (task["project"], task["owner"], task["due"]) == ("dc-move", "ana", "2026-12-18")
    assert (task["important"], task["urgent_override"]) == (True, True)
    assert task["output"] == "an order number"


def test_an_option_wins_over_the_text(infraday: Commands) -> None:
    infraday("add", "call Cisco tomorrow #dc-move", "--due", "fri", "--project", "net-up")

    [task] = infraday.data("tasks")
    assert (task["project"], task["scheduled"], task["due"]) == (
        "net-up",
        "2026-11-25",
        "2026-11-27",
    )


def test_a_recurring_block_begins_on_a_day_that_its_rule_names(infraday: Commands) -> None:
    result = infraday("add", "stand-up 10:00 15m", "--every", "fri")

    said = "S-1@2026-11-27  stand-up  ·  Fri 27 Nov 2026 10:00 – 10:15 · every Friday\n"
    assert result.out == said


def test_only_what_has_a_clock_time_recurs(infraday: Commands) -> None:
    code, line = infraday.refused("add", "stand-up", "--every", "week")

    assert code == 1
    assert line.startswith("Only what has a clock time can recur.")


def test_literal_reads_nothing_into_the_text(infraday: Commands) -> None:
    text = "  tomorrow 14:00 30m #dc-move @ana !! due: fri out: x"

    infraday("add", "--literal", text)

    [task] = infraday.data("tasks")
    assert (task["title"], task["due"], task["project"]) == (text, None, None)


def test_behind_two_dashes_nothing_is_an_option(infraday: Commands) -> None:
    assert infraday("add", "--", "--force the door", "-x").out == "T-1  --force the door -x\n"


def test_a_dash_before_a_space_is_text(infraday: Commands) -> None:
    assert infraday("add", "- buy milk").out == "T-1  - buy milk\n"


def test_a_number_below_zero_is_text(infraday: Commands) -> None:
    assert infraday("add", "measured", "-5", "dB").out == "T-1  measured -5 dB\n"


@pytest.mark.parametrize(
    ("option", "value"),
    [("--due", "someday"), ("--project", "#"), ("--owner", "@1"), ("--every", "never")],
)
def test_an_option_that_cannot_be_read_is_wrong_usage(
    infraday: Commands, option: str, value: str
) -> None:
    code, line = infraday.refused("add", "call", option, value)

    assert code == 2
    assert line.startswith(f"{option}: ")
    assert not infraday.path.exists()


def test_as_json_it_is_one_object(infraday: Commands) -> None:
    found = infraday.data("add", "call Cisco fri 14:00 30m #dc-move")

    assert (found["kind"], found["record"]["ref"]) == ("block", "B-1")
    assert found["record"]["end"] == "14:30"
    assert found["understood"] == {
        "project": "dc-move",
        "owner": None,
        "important": False,
        "urgent": False,
        "due": None,
        "day": "2026-11-27",
        "start": "14:00",
        "minutes": 30,
        "output": None,
        "every": None,
    }


def test_a_title_too_long_is_kept_whole_in_the_notes(infraday: Commands) -> None:
    text = "x" * 501

    result = infraday("add", "--literal", text)

    assert "its whole text is in the notes" in result.err
    assert result.out == f"T-1  {'x' * 499}…\n"
    assert infraday.data("tasks")[0]["notes"] == text


def test_bytes_that_are_no_text_are_kept_and_told_of(infraday: Commands) -> None:
    result = infraday("add", "caf\udce9", "--output", "na\udcefve")

    assert "\\xE9" in result.err
    [task] = infraday.data("tasks")
    assert (task["title"], task["output"]) == ("caf\\xE9", "na\\xEFve")


def test_nothing_to_add_is_wrong_usage(infraday: Commands) -> None:
    assert infraday.refused("add")[0] == 2
    assert infraday.refused("add", " ")[0] == 1
    assert not infraday.path.exists()


def test_on_a_terminal_it_asks_for_one_line(
    infraday: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(io.BytesIO(b"call Cisco #dc-move !!\nmore\n")))
    words = ["--db", str(infraday.path), "add", "--literal"]

    assert main(words) == 0
    captured = capsys.readouterr()
    assert captured.out == "T-1  call Cisco #dc-move !!\n"
    assert captured.err.startswith("Add: ")

    monkeypatch.setattr(sys, "stdin", Terminal(io.BytesIO(b"\n")))
    assert main(words) == 2
