"""`infraday add -`: a line for each item."""

from tests.commands import Commands


def test_each_line_is_an_item_and_all_are_one_step(infraday: Commands) -> None:
    result = infraday("add", "-", stdin=b"call Cisco #dc-move\n\nstand-up 10:00\n  \nlast")

    assert [line.split()[0] for line in result.out.splitlines()] == ["T-1", "B-1", "T-2"]
    assert infraday("undo").out == "Undone: Add 3 lines\n"
    assert infraday.data("tasks") == []


def test_as_json_it_is_one_object_a_line(infraday: Commands) -> None:
    result = infraday("add", "-", "--json", stdin=b"one\ntwo 10:00\n")

    assert [found["record"]["ref"] for found in result.lines] == ["T-1", "B-1"]


def test_options_hold_for_every_line(infraday: Commands) -> None:
    infraday("add", "-", "--project", "dc-move", stdin=b"one\ntwo\n")

    assert [task["project"] for task in infraday.data("tasks")] == ["dc-move", "dc-move"]


def test_a_line_that_is_refused_is_named_and_stops_no_other(infraday: Commands) -> None:
    result = infraday("add", "-", "--every", "week", stdin=b"\none\ntwo 10:00\n")

    assert result.code == 1
    assert result.out.startswith("S-1@2026-11-24  two")
    assert "Line 2: Only what has a clock time can recur." in result.err


def test_strict_adds_all_or_none(infraday: Commands) -> None:
    code, line = infraday.refused(
        "add", "-", "--strict", "--every", "week", stdin=b"one 10:00\ntwo\n"
    )

    assert code == 1
    assert line.startswith("Line 2: ")
    assert not infraday.path.exists()


def test_bytes_that_are_no_text_are_told_of_by_line(infraday: Commands) -> None:
    result = infraday("add", "--literal", "-", stdin=b"one\r\ncaf\xe9\n")

    assert "Line 2: bytes that are no UTF-8 were kept" in result.err
    assert [task["title"] for task in infraday.data("tasks")] == ["one", "caf\\xE9"]


def test_the_mark_that_editors_put_first_is_no_text(infraday: Commands) -> None:
    infraday("add", "--literal", "-", stdin=b"\xef\xbb\xbfone\n\xef\xbb\xbftwo\n")

    assert [task["title"] for task in infraday.data("tasks")] == ["one", "\ufefftwo"]


def test_nothing_on_stdin_adds_nothing(infraday: Commands) -> None:
    assert infraday("add", "-") == (0, "", "")
    assert infraday("log").out == ""


def test_thousands_of_lines_come_in_at_once(infraday: Commands) -> None:
    lines = b"".join(b"item %d\n" % number for number in range(3000))

    result = infraday("add", "--literal", "-", stdin=lines)

    assert result.out.splitlines()[-1] == "T-3000  item 2999"
    assert len(infraday.data("log")) == 1
