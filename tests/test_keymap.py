"""The user's keys: by the id of an action, and every mistake named by line and key."""

from pathlib import Path

import pytest
from textual.binding import Binding

from infraday import config as settings
from infraday import keymap, keys
from infraday.app import InfradayApp
from infraday.config import Config, ConfigError
from infraday.screens import bindings, modes
from infraday.screens.day import DayScreen
from infraday.store.engine import Store
from tests.day_app import NARROW, TINY, planner
from tests.factories import block, planned


def checked(folder: Path, text: str) -> Config:
    """What is left of a config file once it was checked."""
    path = folder / "config.toml"
    path.write_text(text)
    return keymap.check(settings.load({"INFRADAY_CONFIG": str(path), "HOME": "/home/ana"}))


def refused(folder: Path, text: str) -> str:
    with pytest.raises(ConfigError) as error:
        checked(folder, text)
    return str(error.value).partition("config.toml")[2]


def test_keys_are_spelled_as_textual_spells_them(tmp_path: Path) -> None:
    config = checked(
        tmp_path,
        """
        [keys]
        "block.finish" = "ctrl+d, F"
        block.push = ";"
        "day.goto" = "pgdn"
        "day.next_block" = "shift+n"
        "app.back" = "esc"
        "capture.refuse_all" = "ctrl+t"
        "app.palette" = "f1,:"
        """,
    )
    assert config.keys == {
        "block.finish": "ctrl+d,F",
        "block.push": "semicolon",
        "day.goto": "pagedown",
        "day.next_block": "N",
        "app.back": "escape",
        "capture.refuse_all": "ctrl+t",
        "app.palette": "f1,colon",
    }
    assert keymap.anywhere(config.keys)["app.palette_in_text"] == "f1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('\n[keys]\n"block.finsh" = "d"', "keys.block.finsh: There is no such action. "
         "Did you mean block.finish?"),
        ('[keys]\n"block.finish" = "ctlr+d"', 'keys.block.finish: "ctlr+d" is no key. '
         "Write it like d, ctrl+d, f5 or pageup."),
        ('[keys]\n"block.finish" = ""', 'keys.block.finish: "" is no key. '
         "Write it like d, ctrl+d, f5 or pageup."),
        ('[keys]\n\n"block.finish" = "j"', 'keys.block.finish: "j" is the key of day.later '
         "already. Give one of them another."),
        ('[keys]\n"place.fit" = "plus"', 'keys.place.fit: "plus" is the key of place.longer '
         "already. Give one of them another."),
        ('[keys]\n"app.interrupt" = "Z"', "keys.app.interrupt: It acts while one types, too: "
         "give it a key with ctrl or alt, or one like f5."),
        ('ascii = true\ntheme = "drakula"', "theme: There is no theme \"drakula\". "
         "Did you mean dracula?"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_line_and_key(tmp_path: Path, text: str, said: str) -> None:
    key = said.partition(":")[0].rpartition(".")[2]
    line = next(number for number, row in enumerate(text.split("\n"), 1) if key in row)
    assert refused(tmp_path, text) == f", line {line}: {said}"


def test_two_actions_may_change_places(tmp_path: Path) -> None:
    config = checked(tmp_path, '[keys]\n"block.finish" = "r"\n"block.start" = "d"')
    assert config.keys == {"block.finish": "r", "block.start": "d"}


def test_without_keys_nothing_is_checked_and_nothing_changed() -> None:
    assert keymap.check(Config()) == Config()


def test_each_screen_has_its_key_and_each_action_its_words() -> None:
    own = [name for name in modes.MODES if name.capitalize() not in keys.FLOWS]
    assert [action.id for action in keys.SCREENS] == [f"screen.{name}" for name in own]
    into = {"triage": "flow.triage", "review": "risk.review"}
    assert {name for name in modes.MODES if name not in own} == into.keys()
    assert {*into.values()} <= {action.id for action in keys.EVERYWHERE + keys.RISKS}
    every = (
        *keys.DAY,
        *keys.RISKS,
        *keys.REVIEW,
        *keys.TRIAGE,
        *keys.EVERYWHERE,
        *keys.SCREENS,
        *keys.IN_TEXT,
    )
    assert len({action.id for action in every}) == len(every)
    for action in every:
        assert action.tooltip.endswith(".")
        assert len(action.label) <= 9
    taken = [key for action in keys.DAY + keys.EVERYWHERE for key in action.key.split(",")]
    assert len(taken) == len(set(taken))


def test_every_action_of_the_day_screen_is_there() -> None:
    for action in keys.DAY + keys.EVERYWHERE:
        name = action.method.partition("(")[0].removeprefix("app.")
        assert any(hasattr(place, f"action_{name}") for place in (DayScreen, InfradayApp)), name


def test_every_binding_of_ours_can_be_named() -> None:
    for bound in bindings.declared():
        for action_id, key in bound.items():
            assert "." in action_id
            assert key
    own = [binding for binding in InfradayApp.BINDINGS if isinstance(binding, Binding)]
    assert all(binding.id and binding.tooltip for binding in own)


async def test_footer_help_and_keys_follow_the_keymap(store: Store) -> None:
    planned(store, block("10:00", activity="Budget"))
    config = Config(keys={"block.start": "v", "day.later": "ctrl+d", "app.help": "f1"})
    async with planner(store, size=NARROW, config=config) as day:
        assert "v Start" in day.lines[-1]
        assert "f1 Help" in day.lines[-1]
        await day.press("r", "j")
        assert day.here
        assert (day.here.status, day.at) == ("planned", "10:00")
        await day.press("v", "ctrl+d", "f1")
        assert day.blocks[0].status == "active"
        assert day.dialog == "HelpScreen"
        await day.pilot.resize_terminal(100, 80)
        await day.settle()
        assert "ctrl+d" in day.text


async def test_the_palette_moves_with_its_key(store: Store) -> None:
    config = Config(keys={"app.palette": "f1,colon"})
    async with planner(store, size=TINY, config=config) as day:
        await day.press("n")
        await day.type("a:b")
        await day.press("f1")
        assert day.dialog == "Palette"
        await day.press("escape")
        assert "a:b" in day.text
