"""`infraday flags` and `infraday flag …`: the check from the shell, for people and for scripts."""

from datetime import timedelta

import pytest

from infraday.store import file
from tests.commands import Commands


@pytest.fixture
def slipping(infraday: Commands) -> Commands:
    """A project with far more work than there is time for before tomorrow evening."""
    infraday("add", "Cutover #dc-move due:tomorrow @ana ! out: signed runbook")
    assert infraday("task", "edit", "T-1", "--estimate", "100h").code == 0
    return infraday


def test_each_flag_of_each_project_is_checked_and_printed(slipping: Commands) -> None:
    result = slipping("flags")
    assert result.code == 0, result.err
    first, *rest = result.out.splitlines()
    assert first == "dc-move"
    assert "  ⚑ raised       Unrealistic deadlines  ·  0 d" in rest
    assert any("Remaining work 100 h" in line for line in rest)
    assert sum("? no data yet" in line for line in rest) == 6


def test_the_shape_is_what_programs_were_promised(slipping: Commands) -> None:
    [flag] = slipping.data("flags", "--state", "raised", "--project", "dc-move")
    assert flag["key"] == "unrealistic_deadlines"
    assert flag["name"] == "Unrealistic deadlines"
    assert (flag["project"], flag["state"]) == ("dc-move", "raised")
    assert (flag["computed_state"], flag["person_state"]) == ("raised", None)
    assert (flag["raised_on"], flag["age_days"]) == ("2026-11-24", 0)
    assert flag["evidence"][0].startswith("Remaining work 100 h, ")
    slipping.now += timedelta(days=3)
    [later] = slipping.data("flags", "--state", "raised")
    assert (later["raised_on"], later["age_days"]) == ("2026-11-24", 3)


def test_a_script_fails_on_a_raised_flag(slipping: Commands) -> None:
    assert slipping("flags", "--fail-on", "raised").code == 1
    assert slipping("task", "edit", "T-1", "--estimate", "10m").code == 0
    assert slipping("flags", "--fail-on", "watch").code == 0


def test_a_script_fails_on_a_raised_flag_that_is_not_listed(slipping: Commands) -> None:
    result = slipping("flags", "--state", "no_data", "--fail-on", "raised")
    assert (result.code, "Unrealistic" in result.out) == (1, False)


def test_a_plan_that_may_not_be_written_is_checked_all_the_same(
    slipping: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "is_read_only", lambda _: True)
    result = slipping("flags", "--fail-on", "raised")
    assert result.code == 1
    assert "⚑ raised       Unrealistic deadlines" in result.out
    assert "The check could not be kept" in result.err
    monkeypatch.undo()
    db = file.connect(str(slipping.path))
    assert db.execute("SELECT count(*) FROM flag_check").fetchone() == (0,)
    db.close()


def test_the_last_checks_and_the_way_they_went_are_printed(slipping: Commands) -> None:
    assert slipping("task", "edit", "T-1", "--estimate", "10m").code == 0
    slipping("flags")
    slipping.now += timedelta(days=1)
    assert slipping("task", "edit", "T-1", "--estimate", "100h").code == 0
    assert "Last 2 checks  ○ ⚑  worse since Wed 25 Nov\n" in slipping("flags").out


def test_a_flag_that_a_person_raised_without_data_carries_their_note(slipping: Commands) -> None:
    words = ("scope_creep", "--project", "dc-move")
    slipping("flag", "raise", *words, "--note", "two favours this week")
    slipping("flag", "turn", *words, "--into", "risk")
    [risk] = slipping.data("risks")
    assert (risk["cause"], risk["event"]) == ("two favours this week", "scope creep")
    assert risk["notes"].startswith("Noted: two favours this week\n- ")
    assert "No data yet" not in risk["notes"]


def test_the_flags_of_a_closed_project_rest(slipping: Commands) -> None:
    db = file.connect(str(slipping.path))
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO journal_current (entry_id) VALUES (0)")
    db.execute("UPDATE project SET status = 'closed'")
    db.execute("DELETE FROM journal_current")
    db.execute("COMMIT")
    db.close()
    result = slipping("flags", "--project", "dc-move", "--fail-on", "raised")
    assert (result.code, result.out) == (0, "")
    assert "The project is closed. Its flags rest." in result.err
    assert slipping("flag", "raise", "scope_creep", "--project", "dc-move").code == 3


def test_a_persons_word_stands_beside_the_computed_one(slipping: Commands) -> None:
    said = ("--project", "dc-move", "--state", "clear", "--note", "we add a shift")
    assert slipping("flag", "check", "Unrealistic", "deadlines", *said).code == 0
    out = slipping("flags", "--project", "dc-move").out
    assert "the data says raised, you said clear on 2026-11-24: we add a shift" in out
    [flag] = slipping.data("flags", "--state", "raised")
    assert (flag["computed_state"], flag["person_state"]) == ("raised", "clear")
    done = slipping("flag", "raise", "scope_creep", "--project", "dc-move", "--note", "extras")
    assert done.out == "Raise Scope creep in dc-move\n"
    assert len(slipping.data("flags", "--state", "raised")) == 2
    slipping("undo")
    assert len(slipping.data("flags", "--state", "raised")) == 1


def test_a_flag_becomes_a_task_that_is_urgent_while_it_is_raised(slipping: Commands) -> None:
    words = ("flag", "turn", "unrealistic_deadlines", "--project", "dc-move")
    assert slipping(*words, "--title", "Tell the client").out == (
        "Turn Unrealistic deadlines in dc-move into T-2\n"
    )
    [task] = slipping.data("tasks", "Tell")
    assert (task["urgent"], task["quadrant"]) == (True, "do")
    assert task["urgent_because"] == "red flag in dc-move: unrealistic deadlines"
    assert "Remaining work 100 h" in task["notes"]
    assert [one["ref"] for one in slipping.data("tasks", "--quadrant", "do")] == ["T-1", "T-2"]
    [flag] = slipping.data("flags", "--state", "raised")
    assert flag["turned_into"] == ["T-2"]
    assert slipping(*words, "--into", "risk").out.endswith("into R-001\n")
    [risk] = slipping.data("risks")
    assert risk["title"] == "Unrealistic deadlines in dc-move"
    assert risk["cause"].startswith("remaining work 100 h")
    assert risk["project"] == "dc-move"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("flags", "--project", "moon"), 3, "There is no project #moon."),
        (("flag", "check", "scope_creep", "--project", "dc-move"), 2, "--state is missing"),
        (("flag", "check", "scope_creep", "--state", "clear"), 2, "--project is missing"),
        (("flag", "raise", "moon", "--project", "dc-move"), 3, 'There is no red flag "moon".'),
        (("flags", "--state", "bad"), 2, '--state: there is no "bad".'),
    ],
)
def test_what_is_wrong_is_one_sentence(
    slipping: Commands, words: tuple[str, ...], code: int, said: str
) -> None:
    found, sentence = slipping.refused(*words)
    assert found == code
    assert said in sentence


def test_without_a_project_it_says_what_to_do(infraday: Commands) -> None:
    result = infraday("flags")
    assert (result.code, result.out) == (0, "")
    assert "There is no project yet." in result.err
    assert infraday.data("flags") == []
