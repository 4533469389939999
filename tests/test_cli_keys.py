"""`infraday keys`: every key under the user's keymap, and all that is wrong with it."""

from importlib import import_module
from pathlib import Path

import pytest

from infraday import keymap, keys
from infraday.app import InfradayApp
from infraday.config import Config
from infraday.screens import bindings, modes
from tests.commands import Commands

WRONG = """
theme = "drakula"
[keys]
"block.finsh" = "d"
"Push" = "P"
"zzz" = "P"
"block.start" = "ctrl+i"
"block.move" = "ctlr+m"
"day.goto" = "Z, ctrl+D"
"block.push" = "j"
"place.fit" = "plus"
"app.palette_in_text" = "P"
"block.skip" = "F"
"""


def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    monkeypatch.setenv("INFRADAY_CONFIG", str(path))


def test_every_binding_of_ours_is_listed_once(infraday: Commands) -> None:
    data = infraday.data("keys")

    ids = [one["id"] for one in data["actions"]]
    assert len(ids) == len(set(ids))
    assert set(ids) == {action_id for bound in bindings.declared() for action_id in bound} | {
        action.id for own in (*keys.OWN.values(), *keys.FLOWS.values(), keys.SCREENS, keys.IN_TEXT)
        for action in own
    }  # fmt: skip
    assert all(one["keys"] and one["does"] for one in data["actions"])
    assert data["mistakes"] == []
    assert not infraday.path.exists()


def test_people_read_them_by_screen_with_their_own_marked(
    infraday: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(tmp_path, monkeypatch, '[keys]\n"block.finish" = "ctrl+d,F"\n"list.down" = "N"')

    result = infraday("keys")

    lines = result.out.splitlines()
    assert (result.code, result.err, lines[0]) == (0, "", "Day")
    assert {"", *keys.OWN, "Everywhere", "Lists"} <= set(lines)
    [done] = [line for line in lines if " block.finish " in line]
    assert done.split()[:4] == ["*", "ctrl+d", "F", "block.finish"]
    assert done.endswith("  Say what the block produced, and close it.")
    assert lines[-1] == "* from the config"


def test_all_that_is_wrong_is_named_with_file_and_line_and_the_rest_holds(
    infraday: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(tmp_path, monkeypatch, WRONG)

    result = infraday("keys")

    said = [line.partition("config.toml, ")[2] for line in result.err.splitlines()]
    assert result.code == 2
    assert said == [
        'line 2: theme: There is no theme "drakula". Did you mean dracula?',
        "line 4: keys.block.finsh: There is no such action. Did you mean block.finish?",
        "line 5: keys.Push: There is no such action. Did you mean block.push?",
        "line 6: keys.zzz: There is no such action. 'infraday keys' lists them all.",
        'line 7: keys.block.start: "ctrl+i" cannot be told from tab by most terminals. '
        "Choose another key.",
        'line 8: keys.block.move: "ctlr+m" is no key. Write it like d, ctrl+d, f5 or pageup.',
        'line 9: keys.day.goto: "ctrl+D" cannot be told from ctrl+d by most terminals. '
        "Write ctrl+d.",
        'line 10: keys.block.push: "j" is the key of day.later already. Give one of them another.',
        'line 11: keys.place.fit: "plus" is the key of place.longer already. '
        "Give one of them another.",
        f"line 12: keys.app.palette_in_text: {keymap.TYPES}",
    ]
    assert "* F               block.skip " in result.out
    assert "  r               block.start " in result.out
    assert "  M               block.move " in result.out


def test_programs_get_the_mistakes_too(
    infraday: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(tmp_path, monkeypatch, '[keys]\n"block.finish" = "j"')

    result = infraday("keys", "--json")

    [mistake] = result.json["mistakes"]
    assert (result.code, mistake["key"]) == (2, "keys.block.finish")
    assert mistake["problem"].startswith('"j" is the key of day.later already.')
    assert mistake["where"] == f"{tmp_path}/config.toml, line 2"


@pytest.mark.parametrize(
    ("key", "same"),
    [
        ("ctrl+i", "tab"), ("ctrl+I", "tab"), ("ctrl+m", "enter"), ("ctrl+j", "enter"),
        ("ctrl+[", "escape"), ("ctrl+h", "backspace"), ("shift+enter", "enter"),
        ("ctrl+enter", "enter"),
    ],
)  # fmt: skip
def test_what_a_terminal_sends_for_two_keys_is_refused(key: str, same: str) -> None:
    _, [mistake] = keymap.look_over(Config(keys={"block.finish": key}))

    assert mistake.problem.startswith(f'"{key}" cannot be told from {same} by most terminals.')


@pytest.mark.parametrize("key", ["ctrl+t", "shift+tab", "alt+D", "ctrl+pageup", "f12", "ctrl+]"])
def test_what_a_terminal_sends_apart_is_taken(key: str) -> None:
    assert keymap.look_over(Config(keys={"block.finish": key}))[1] == []


def test_in_a_flow_the_digits_of_the_screens_rest() -> None:
    assert keymap.look_over(Config(keys={"triage.do": "2", "triage.schedule": "1"}))[1] == []
    [clash] = keymap.look_over(Config(keys={"matrix.verb": "1"}))[1]
    assert clash.problem.startswith('"1" is the key of screen.day already.')


def test_help_lists_all_that_is_bound_on_a_screen() -> None:
    always = {action.id for action in (*keys.EVERYWHERE, *keys.SCREENS, keys.INTERRUPT)}
    for name, module in modes.MODES.items():
        screen = getattr(import_module(f"infraday.screens.{name}"), module)
        own = {action.id for action in screen.own_actions}
        bound = {it.id for it in bindings.bound(screen)}
        assert bound <= own | always
        assert own <= bound
        assert screen.own_actions in (keys.OWN | keys.FLOWS).values()
    assert {it.id for it in bindings.bound(InfradayApp)} <= always | {keys.PALETTE.id}
