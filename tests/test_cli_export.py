"""`infraday export ics`: a calendar on stdout or in a file, and what is said beside it."""

import io
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infraday.commands import export
from infraday.shell import Shell
from tests.commands import Commands
from tests.hostile import is_harmless
from tests.ics_plans import lines_of
from tests.zones import living_in


@pytest.fixture(autouse=True)
def _berlin() -> Iterator[None]:
    with living_in("Europe/Berlin"):
        yield


def titles(text: str) -> list[str]:
    return [line.partition(":")[2] for line in lines_of(text, "SUMMARY")]


def test_it_prints_series_and_blocks(infraday: Commands) -> None:
    infraday("add", "Vendor call 11:00 30m")
    infraday("add", "stand-up 9:00 15m every: weekday")

    code, out, err = infraday("export", "ics")

    assert (code, err) == (0, "")
    assert sorted(titles(out)) == ["Vendor call", "stand-up"]
    assert "DTSTART;TZID=Europe/Berlin:20261124T110000\r\n" in out


def test_an_empty_plan_is_an_empty_calendar(infraday: Commands) -> None:
    infraday("log")

    code, out, _ = infraday("export", "ics")

    assert code == 0
    assert "VEVENT" not in out


def test_a_period_counts_both_its_days(infraday: Commands) -> None:
    for day in ("2026-11-23", "2026-11-24", "2026-11-26", "2026-11-27"):
        infraday("block", "add", day, "--date", day, "--start", "10:00")

    words = ("export", "ics", "--from", "today", "--to", "2026-11-26")

    assert titles(infraday(*words).out) == ["2026-11-24", "2026-11-26"]


def test_into_a_file_for_its_owner_alone(infraday: Commands, tmp_path: Path) -> None:
    infraday("add", "Büro 11:00")
    file = tmp_path / "plan.ics"
    file.write_text("what was there")

    code, out, err = infraday("export", "ics", "-o", str(file))

    assert (code, out) == (0, "")
    assert err == f"Series and blocks in {file}: 0 and 1.\n"
    assert "SUMMARY:Büro\r\n" in file.read_bytes().decode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [it.name for it in tmp_path.glob("*.part")] == []


def test_as_json_it_says_what_was_written(infraday: Commands, tmp_path: Path) -> None:
    infraday("add", "call 11:00")

    found = infraday.data("export", "ics", "-o", str(tmp_path / "plan.ics"))

    assert found == {"format": "ics", "series": 0, "blocks": 1, "errors": []}
    code, line = infraday.refused("export", "ics", "--json")
    assert code == 2
    assert line == "A calendar is no JSON. With -o FILE, --json says what was written."


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--from", "someday"), 2, '--from: "someday" is no date.'),
        (("--from", "fri", "--to", "wed"), 2, "--to lies before --from."),
        (("--calendar", "Work"), 3, 'There is no calendar "Work". No calendar was imported yet.'),
        (("-o", "/nowhere/plan.ics"), 1, "/nowhere/plan.ics cannot be written"),
    ],
)
def test_what_cannot_be_is_said(
    infraday: Commands, words: tuple[str, ...], code: int, said: str
) -> None:
    infraday("log")

    found = infraday.refused("export", "ics", *words)

    assert found[0] == code
    assert found[1].startswith(said)


def test_a_config_may_name_the_zone(
    infraday: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    monkeypatch.setenv("INFRADAY_CONFIG", str(config))
    infraday("log")
    config.write_text('zone = "Europe/Vienna"')
    infraday("add", "call 11:00")

    assert "TZID=Europe/Vienna:" in infraday("export", "ics").out

    config.write_text('zone = "Asia/Tokyo"')
    code, line = infraday.refused("export", "ics")
    assert code == 2
    assert 'line 1: zone: this machine\'s clock does not go like "Asia/Tokyo".' in line


def test_a_machine_that_does_not_say_its_zone_is_told_how(
    infraday: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infraday.clock.iana_zone", lambda now, said: None)
    infraday("add", "call 11:00")

    _, out, err = infraday("export", "ics")

    assert "DTSTART:20261124T110000\r\n" in out
    assert err.startswith("This machine does not say which zone it is in")


def test_it_is_utf_8_whatever_the_locale_says(
    infraday: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    infraday("add", "Büro 表 11:00")
    octets = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(octets, "latin-1"))

    infraday("export", "ics")

    assert "SUMMARY:Büro 表\r\n".encode() in octets.getvalue()


def test_a_terminal_is_shown_signs_for_what_would_act_on_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shell, said = Shell(), io.StringIO()
    monkeypatch.setattr(said, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdout", said)

    export.put("SUMMARY:\u202eback\r\n", shell)

    assert is_harmless(said.getvalue())
    assert said.getvalue().count("\n") == 1
