"""Importing a risk register from the planner: the path, how it is read, what came of it."""

import asyncio
from pathlib import Path

import pytest

from infraday.domain import RuleError
from infraday.exchange import register_mapping
from infraday.exchange.register_mapping import Given
from infraday.store import file
from infraday.store.engine import Store
from tests import factories
from tests.day_app import NARROW, TINY
from tests.registers import HEADER, ROWS, book, csv_of
from tests.risks_app import REGISTER, Risks, register

BAD = ("X3", "Too likely", "140 %", 1, "")
TWO = csv_of(("ID", "Title", "Likelihood", "Impact", "Severity"), ("X1", "Late", 4, 5, 2))


async def until(it: Risks, dialog: str = "ImportRegisterScreen") -> None:
    """Wait for the thread, and for what it says."""
    for _ in range(2000):
        await asyncio.sleep(0.005)
        if not it.planner.app.screen.workers._workers or it.dialog != dialog:
            break
    await it.planner.settle()


async def look(it: Risks, path: Path) -> None:
    await it.press("ctrl+o")
    await it.type(f"{path}\n")
    await until(it)


async def test_a_register_is_looked_at_then_comes_in_and_can_be_undone(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "dc.xlsx"
    path.write_bytes(book((*HEADER, "Asset"), (*ROWS[0], "SW-1"), (*ROWS[1], ""), (*BAD, "")))
    async with register(store) as it:
        assert "ctrl+o imports a register" in it.text
        await look(it, path)

        assert it.dialog == "ImportRegisterScreen"
        assert "Would import the register dc: 2 new" in it.text
        assert "1 of 3 rows left out" in it.text
        assert 'Sheet1 row 4 column C "140 %"' in it.text
        assert 'C "Likelihood": probability' in it.text
        assert 'F "Asset": kept in the notes' in it.text
        assert it.labels == []

        await it.press("enter")
        await until(it)
        assert it.dialog == ""
        assert it.titles == ["Core switch late", "Licence runs out"]
        assert "Import the register dc: 2 new · u undoes it" in it.toasts
        await look(it, path)
        assert "nothing new" in it.text
        assert "2 unchanged" in it.text
        await it.press("escape", "escape", "u")
        assert it.titles == []


@pytest.mark.parametrize("size", [NARROW, TINY])
async def test_columns_that_may_be_the_same_are_told_with_how_to_name_them(
    store: Store, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(TWO)
    async with register(store, size=size) as it:
        await look(it, path)

        assert "--map impact=D" in " ".join(it.text.split())
        await it.type("--map impact=E\n")
        await until(it)
        assert "1 new" in it.text
        await it.press("escape", "escape")
        assert it.dialog == ""
        await it.press("ctrl+o")
        assert "r.csv" in it.text
        assert "--map impact=E" in it.text
        await it.press("enter")
        await until(it)
        await it.press("enter")
        await until(it)
        assert it.risk(1).impact == 2


async def test_what_cannot_be_read_or_written_keeps_the_path(store: Store, tmp_path: Path) -> None:
    path, json = tmp_path / "r.xlsx", tmp_path / "r.json"
    path.write_bytes(b"PK\x03\x04 no zip")
    json.write_text("[]")
    async with register(store, REGISTER[0]) as it:
        await look(it, path)
        assert "It is no workbook that can be read." in it.text
        path.write_bytes(book(HEADER, *ROWS))
        await it.press("enter")
        await until(it)
        with factories.locked(store.path):
            await it.press("enter")
            await until(it)
        assert "Another program is writing" in it.text
        await it.press("escape")
        assert it.titles == ["Core switch late"]
        await it.press("ctrl+o")
        await it.planner.press(*["backspace"] * len("xlsx"))
        await it.type("json\n")
        await until(it)
        assert "No risk stands in it." in it.text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", Given()),
        ("--map impact=E --map 'title=Name of risk'", {"impact": "E", "title": "Name of risk"}),
        ("--scale=impact=10 --dates dmy", Given({}, None, None, {"impact": 10}, "dmy")),
        ("--sheet 'Risk Log' --header 6", Given({}, "Risk Log", 6)),
    ],
)
def test_a_line_says_what_the_options_of_the_shell_say(line: str, said: object) -> None:
    given = register_mapping.options(line)

    assert (given.columns if isinstance(said, dict) else given) == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--mpa impact=E", "Did you mean --map?"),
        ("impact=E", '"impact" is no option here.'),
        ("--map", "--map lacks what it is to be."),
        ("--map 'impact", "A quote opens there"),
        ("--dates ymd", "Write dmy or mdy."),
        ("--header x", "from 1 up"),
    ],
)
def test_a_line_that_says_anything_else_is_refused(line: str, said: str) -> None:
    with pytest.raises(RuleError, match=said):
        register_mapping.options(line)


async def test_esc_stops_what_is_written_and_the_path_is_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(csv_of(HEADER, *ROWS))
    async with register(store) as it:
        await look(it, path)
        with factories.locked(store.path):  # so that it cannot be done before it is stopped
            monkeypatch.setattr(file, "KEY_TIMEOUT", 5.0)
            await it.press("enter")
            assert "Writing" in it.text
            await it.press("escape")
            assert "Stopping" in it.text
        await until(it)

        assert (it.dialog, it.titles) == ("", [])
        assert "Stopped. Nothing was changed." in it.toasts
        await it.press("ctrl+o")
        assert "r.csv" in it.text
