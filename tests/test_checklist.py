"""The checklist's files: shipped flags, the user's own over them, and what is wrong with a file."""

from pathlib import Path

import pytest

from infraday import checklist
from infraday.config import Config
from infraday.domain import RuleError, flag_picture, flags
from infraday.domain.checklist import Checklist
from infraday.domain.flags import Threshold
from tests.commands import Commands

GOOD = """
[[flag]]
key = "tired_team"
name = "Tired team"
"""


def own(tmp_path: Path, **files: str) -> Checklist:
    """The checklist with these files in the user's folder."""
    folder = tmp_path / "flags"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return checklist.load(Config(templates=str(tmp_path / "templates")))


def test_a_flag_of_ones_own_stands_behind_the_shipped_ones(tmp_path: Path) -> None:
    found = own(tmp_path, mine=GOOD)
    assert not found.mistakes
    assert len(found.flags) == 8
    assert found.flags[-1].name == "Tired team"
    assert found.flags[-1].signals == ()  # a person's to judge
    assert found.flags[-1].every_days == 7


def test_a_threshold_changes_by_replacing_the_shipped_flag(tmp_path: Path) -> None:
    mine = """
        [[flag]]
        key = "poor_communication"
        name = "Silence"
        [[flag.signal]]
        signal = "late_word"
        watch = 1
        raised = 3.5
    """
    found = own(tmp_path, mine=mine)
    assert len(found.flags) == 7
    assert found.flags[4].name == "Silence"  # in the place of the shipped one
    assert found.flags[4].signals == (Threshold("late_word", 1.0, 3.5),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD + '[[flag.signal]]\nsignal = "mood"\nwatch = 1', 'line 6: signal: there is no '),
        (GOOD + '[[flag.signal]]\nsignal = "cpi"\nwatch = "low"', 'line 7: watch: "low" is no num'),
        (GOOD + '[[flag.signal]]\nsignal = "cpi"\nwatch = true', "line 7: watch: "),
        (GOOD + '[[flag.signal]]\nsignal = "cpi"\nwatch = 0.5\nraised = 0.9', "line 8: raised: is"),
        (GOOD + '[[flag.signal]]\nsignal = "cpi"', "watch: is missing"),
        (GOOD + '[[flag.signal]]\nsignal = "cpi"\nwatch = 1\nleast = 0', "line 8: least: "),
        (GOOD + "wy = 1", "line 5: wy: there is no such key. "),
        (GOOD + "every_days = 0", "line 5: every_days: "),
        (GOOD + 'responses = "call"', "line 5: responses: "),
        (GOOD + GOOD, 'line 7: key: "tired_team" is there twice'),
        (f'[[flag]]\nkey = "k"\nname = "{"n" * 61}"', "line 3: name: is longer than 60"),
        ('[[flag]]\nkey = "k"\nname = ""', "line 3: name: "),
        (GOOD + 'why = " "', "line 5: why: "),
        ('[[flag]]\nname = "No key"', "line 1: key: is missing"),
        ('[[flag]]\nkey = "a b"\nname = "x"', 'line 2: key: "a b" is no key'),
        ('[[flags]]\nkey = "x"', "line 1: flags: there is no such key"),
        ('flag = 7', "flag: write [[flag]]"),
        ("[[flag]\nkey = 1", "mine.toml, line 1: this is no TOML"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_and_the_other_flags_work(tmp_path: Path, text: str, said: str) -> None:
    found = own(tmp_path, mine=text, other=GOOD.replace("tired_team", "lone_expert"))
    assert len(found.mistakes) == 1
    assert found.mistakes[0].startswith("mine.toml")
    assert said in found.mistakes[0]
    keys = [flag.key for flag in found.flags]
    assert keys[:7] == [flag.key for flag in checklist.load(Config()).flags]
    assert "lone_expert" in keys


def test_two_files_may_not_have_the_same_flag(tmp_path: Path) -> None:
    found = own(tmp_path, a=GOOD, b=GOOD)
    assert len(found.flags) == 8
    assert found.mistakes == (
        'b.toml, line 3: key: "tired_team" stands in a.toml, line 3, too. Remove one of the two.',
    )


def test_a_text_of_several_lines_is_one_and_what_is_left_out_is_empty(tmp_path: Path) -> None:
    more = 'question = """\nWho is\n  tired?"""\nresponses = ["Rest\\nmore"]'
    [flag] = [it for it in own(tmp_path, mine=GOOD + more).flags if it.key == "tired_team"]
    assert (flag.question, flag.responses) == ("Who is tired?", ("Rest more",))
    assert (flag.why, flag.leads_to, flag_picture.meaning(flag)) == ("", "", "")
    assert flags.compute(flag, {}).evidence == [flags.UNFED]


def test_a_flag_is_found_by_its_key_or_its_name() -> None:
    found = checklist.load(Config())
    assert found.named("Scope Creep") is found.named("scope-creep") is found.flag("scope_creep")
    with pytest.raises(RuleError, match="There is no red flag"):
        found.named("moon")


def test_the_doctor_names_what_is_wrong_with_the_checklist(
    infraday: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "flags").mkdir()
    (tmp_path / "flags" / "mine.toml").write_text(GOOD + "wy = 1", encoding="utf-8")
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    monkeypatch.setenv("INFRADAY_CONFIG", str(tmp_path / "config.toml"))
    infraday("add", "One task #dc-move")
    result = infraday("doctor", "--json")
    assert result.code == 4
    [check] = [one for one in result.json["checks"] if one["name"] == "flags"]
    assert (check["ok"], "mine.toml, line 5: wy: there is no such key" in check["detail"]) == (
        False, True,
    )  # fmt: skip
    assert "mine.toml, line 5" in infraday("flags").err
