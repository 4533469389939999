"""Hostile text: in and out unchanged, and never a byte of it that acts on a terminal."""

import json
from pathlib import Path
from sqlite3 import Connection

import pytest

from infraday.domain.quickadd import Reading
from infraday.store import capture, file, journal
from infraday.store.journal import Outcome
from tests import factories
from tests.commands import Commands
from tests.hostile import STRINGS, is_harmless


def fits_a_line(text: str) -> bool:
    return bool(text.strip()) and "\n" not in text and not text.endswith("\r")


def whole(task: dict[str, str]) -> str:
    """A title as it was typed: one that is too long stands in the notes."""
    return task["notes"] or task["title"]


def check_round_trip(infraday: Commands, texts: list[str]) -> None:
    """Through stdin into the plan, and as JSON out again; harmless wherever it is shown."""
    lines = "".join(f"{text}\n" for text in texts).encode()

    added = infraday("add", "--literal", "-", stdin=lines)

    assert added.code == 0
    listed = infraday("tasks", "--json")
    assert is_harmless(listed.out)
    assert [whole(task) for task in json.loads(listed.out)] == texts
    for shown in (added, infraday("tasks"), infraday("log")):
        assert is_harmless(shown.out)
        assert is_harmless(shown.err)
    assert added.out.count("\n") == len(texts)


def test_our_own_hostile_lines_come_out_as_typed(infraday: Commands) -> None:
    check_round_trip(infraday, [text for text in STRINGS if fits_a_line(text)])


def test_every_naughty_string_comes_out_as_typed(infraday: Commands, samples: Path) -> None:
    naughty = json.loads((samples / "hostile" / "blns.json").read_text())

    check_round_trip(infraday, [text for text in naughty if fits_a_line(text)])


def test_what_fits_no_line_can_be_captured_too(infraday: Commands) -> None:
    texts = [*STRINGS, "one\ntwo", "one\r\ntwo\r"]

    def work(db: Connection) -> Outcome:
        return capture.add(db, map(Reading, texts), capture.Defaults(factories.NOW))[1]

    db = file.connect(str(infraday.path))
    journal.transact(db, factories.NOW, journal.SHELL, work)
    db.close()

    assert [whole(task) for task in infraday.data("tasks")] == texts
    listed = infraday("tasks").out
    assert is_harmless(listed)
    assert listed.count("\n") == len(texts)


@pytest.mark.parametrize("text", STRINGS)
def test_a_line_that_is_read_is_harmless_too(infraday: Commands, text: str) -> None:
    result = infraday("add", "--", f"call {text}")

    assert result.code == 0
    assert is_harmless(result.out + result.err)
    done = infraday("done", result.out.split()[0], "--output", text)
    assert done.code == 0
    assert is_harmless(done.out + done.err)
    assert is_harmless(infraday("today").out)
    assert is_harmless(infraday("undo").out)


@pytest.mark.parametrize("text", STRINGS)
def test_text_in_the_wrong_place_is_refused_in_one_harmless_line(
    infraday: Commands, text: str
) -> None:
    infraday("today")
    for words in (
        (f"x{text}",),
        ("block", text),
        ("add", f"--{text}"),
        ("done", f"x{text}"),
        ("today", "--date", text),
        ("tasks", "--project", f"x{text}"),
        ("tasks", "--status", text),
        ("add", "call", "--every", text, "--owner", text),
        ("template", "show", text),
        ("block", "add", "it", "--start", text),
        ("task", "edit", text, "--due", text),
        ("undo", f"x{text}"),
        ("log", "-n", text),
    ):
        code, line = infraday.refused(*words)
        assert code in (2, 3)
        assert is_harmless(line)


@pytest.mark.parametrize("text", [text for text in STRINGS if text.strip()])
def test_every_field_takes_every_text(infraday: Commands, text: str) -> None:
    block = infraday.data(
        *("block", "add", "--start", "10:00", "--purpose", text, "--output", text),
        *("--notes", text, "x", text),
    )["records"][0]

    assert (block["purpose"], block["output"]) == (text, text)
    assert block["activity"] == f"x {text}" or block["notes"].startswith(f"x {text}")
    shown = infraday("today").out
    assert is_harmless(shown)
    assert shown.count("\n") == infraday("today").out.count("\n")
