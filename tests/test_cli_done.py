"""`infraday done`: tasks and blocks, with what they produced."""

import pytest

from tests.commands import Commands


@pytest.fixture
def planned(infraday: Commands) -> Commands:
    infraday("add", "-", stdin=b"Order optics\nBudget review 10:00 out: forecast\nCall jo\n")
    return infraday


def test_a_task_is_finished(planned: Commands) -> None:
    assert planned("done", "t-1") == (0, "Finish T-1 Order optics\n", "")
    assert planned.data("tasks", "--status", "done")[0]["ref"] == "T-1"


def test_a_block_is_finished_with_its_output(planned: Commands) -> None:
    found = planned.data("done", "B-1", "--output", "forecast v7")

    assert found["label"] == "Finish B-1 Budget review"
    [block] = found["records"]
    assert (block["status"], block["output_state"], block["output_note"]) == (
        "done",
        "produced",
        "forecast v7",
    )


@pytest.mark.parametrize(
    ("words", "state"),
    [
        (("--partial", "--output", "half"), "partial"),
        (("--none",), "none"),
        (("--partial",), "partial"),
        ((), "none"),
    ],
)
def test_the_state_of_the_output_is_what_was_said(
    planned: Commands, words: tuple[str, ...], state: str
) -> None:
    assert planned.data("done", "B-1", *words)["records"][0]["output_state"] == state


def test_several_are_one_step(planned: Commands) -> None:
    assert planned("done", "T-1", "B-1", "T-2", "T-1").out == (
        "Finish B-1 Budget review, Finish 2 tasks\n"
    )

    planned("undo")
    assert len(planned.data("tasks")) == 2
    assert planned.data("today")["blocks"][0]["status"] == "planned"


def test_what_is_done_already_changes_nothing(planned: Commands) -> None:
    planned("done", "T-1")

    assert planned("done", "T-1") == (0, "", "Nothing was changed: it is so already.\n")
    assert len(planned.data("log")) == 2


@pytest.mark.parametrize(
    ("word", "code"), [("T-99", 3), ("R-1", 3), ("S-1@2026-11-24", 3), ("foo", 2), ("T-0", 2)]
)
def test_what_there_is_not_is_refused_and_the_rest_as_well(
    planned: Commands, word: str, code: int
) -> None:
    assert planned.refused("done", "T-1", word)[0] == code
    assert len(planned.data("tasks")) == 2


def test_an_occurrence_is_the_block_that_it_became(infraday: Commands) -> None:
    infraday("add", "stand-up 10:00 15m every: day")

    assert infraday("done", "s-1@2026-11-24").out == "Finish B-1 stand-up\n"


@pytest.mark.parametrize(
    "words",
    [("T-1", "--partial"), ("B-1", "--partial", "--none"), ("B-1", "--none", "--output", "x")],
)
def test_what_contradicts_itself_is_wrong_usage(planned: Commands, words: tuple[str, ...]) -> None:
    assert planned.refused("done", *words)[0] == 2


def test_a_dropped_task_is_refused(planned: Commands) -> None:
    planned("task", "drop", "T-1")

    code, line = planned.refused("done", "T-1")
    assert (code, line) == (1, "This task was dropped. Bring it back before you finish it.")
