"""`infraday risk`: added, rated, reviewed, ended, shown."""

from typing import Any

import pytest

from tests.commands import Commands
from tests.hostile import STRINGS, is_harmless

LATE = ("--project", "dc-move", "--owner", "ana", "--probability", "4", "--impact", "5")


@pytest.fixture
def register(infraday: Commands) -> Commands:
    infraday("risk", "add", "Core switch late", *LATE)
    return infraday


def changed(commands: Commands, *words: str) -> dict[str, Any]:
    """The risk that a change touched."""
    risk = next(it for it in commands.data("risk", *words)["records"] if it["ref"][0] == "R")
    assert isinstance(risk, dict)
    return risk


def test_a_risk_is_added_with_all_that_is_known_of_it(infraday: Commands) -> None:
    fields = {
        "cause": "one duct",
        "event": "a cut",
        "effect": "both sites are down",
        "trigger": "works permit",
        "justification": "cheap",
        "lesson": "ask twice",
        "notes": "more",
        "category": "network",
        "proximity": "this_month",
        "response": "accept",
        "status": "monitoring",
    }
    named = {"--plan": "second carrier", "--contingency": "reroute", "--fallback": "LTE",
             "--accepted-by": "ana", "--accept-until": "2027-01-31", "--due": "15 Jan",
             "--pct": "40%", "--cost": "12 500.50", "--response-cost": "800",
             "--inherent-probability": "5", "--inherent-impact": "very high",
             "--residual-probability": "1", "--residual-impact": "2", "--probability": "3",
             "--impact": "high", "--review-every": "14", "--next-review": "tomorrow"}  # fmt: skip
    options = {f"--{name}": value for name, value in fields.items()} | named

    words = [word for pair in options.items() for word in pair]
    risk = changed(infraday, "add", "Fibre path", "shared", *words)

    assert fields.items() <= risk.items()
    expected = {
        **{"ref": "R-001", "title": "Fibre path shared", "kind": "threat", "project": None},
        **{"score": 12, "band": "high", "inherent_score": 25, "residual_score": 2},
        **{"probability_pct": 40.0, "impact_cost_cents": 1_250_050, "exposure_cents": 500_020},
        **{"response_plan": "second carrier", "contingency_plan": "reroute"},
        **{"fallback_plan": "LTE", "response_due": "2027-01-15", "response_cost_cents": 80_000},
        **{"accepted_by": "ana", "accept_until": "2027-01-31", "review_every_days": 14},
        **{"next_review": "2026-11-25", "review_overdue": False, "issue": None},
        "created_at": "2026-11-24T09:42:00+00:00",
    }
    assert expected.items() <= risk.items()


def test_a_rating_says_its_score_and_keeps_its_note(register: Commands) -> None:
    words = ("--probability", "2", "--impact", "4", "--note", "supplier confirmed")

    risk = changed(register, "rate", "R-001", *words)

    assert (risk["score"], risk["band"], risk["status"]) == (8, "medium", "assessed")
    shown = register.data("risk", "show", "r1")
    assert [then["score"] for then in shown["history"]] == [8, 20]
    assert shown["history"][0]["note"] == "supplier confirmed"
    warned = register("risk", "rate", "R-1", "--residual-probability=5", "--residual-impact=5")
    assert warned.code == 0
    assert "residual" in warned.err


REFUSED: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (("rate", "R-001", "--probability", "6"), 2, "--probability: 6 is off the scale."),
    (("rate", "R-001", "--impact", "x"), 2, '--impact: "x" is no impact.'),
    (("rate", "R-001", "--pct", "140%"), 2, "--pct: 140 % is no probability."),
    (("rate", "R-001", "--cost", "12,500"), 2, '--cost: "12,500" is no amount of money.'),
    (("rate", "R-001"), 2, "No rating is given."),
    (("edit", "R-001"), 2, "Nothing is to be changed."),
    (("edit", "R-001", "--response", "exploit"), 1, "Exploit is no response to a threat."),
    (("edit", "R-001", "--response", "mitgate"), 2, '--response: there is no "mitgate".'),
    (("edit", "R-001", "--title", " "), 1, "A risk needs a name."),
    (("rate", "R-009", "--impact", "3"), 3, "There is no R-009."),
    (("close", "R-001", "T-1"), 2, "T-1 will not do here. This takes a risk"),
    (("reject", "R-001"), 1, "A rejected risk keeps its reason."),
    (("reopen", "R-001"), 1, "This risk is open already."),
    (("resolve", "R-001"), 3, "There is no issue R-001."),
    (("resolve", "T-1"), 2, "T-1 will not do here. This takes an issue"),
    (("link", "R-001", "T-9"), 3, "There is no T-9 to link to."),
    (("link", "T-1", "T-2"), 2, "Name one risk and one task or block"),
    (("review", "R-001", "--next", "today"), 1, "Tue 24 Nov 2026 is not ahead."),
)


def test_what_cannot_be_is_said(register: Commands) -> None:
    for words, code, said in REFUSED:
        found, line = register.refused("risk", *words)
        assert (found, line[: len(said)]) == (code, said)


def test_an_empty_value_takes_away_what_was_there(register: Commands) -> None:
    words = ("--response", "mitigate", "--plan", "order two", "--due", "fri", "--notes", "x")
    register("risk", "edit", "R-001", *words)

    gone_by = ("--response", "none", "--plan", "", "--due", "", "--owner", "", "--probability", "")
    risk = changed(register, "edit", "R-001", *gone_by, "--notes", "", "--project", "")

    gone = ("response", "response_plan", "response_due", "owner", "project", "probability", "score")
    assert [risk[name] for name in gone] == [None] * len(gone)
    assert risk["notes"] == ""


def test_reviews_are_stamped_also_where_nothing_changes(register: Commands) -> None:
    register("risk", "add", "Spare optics", "--kind", "opportunity")
    words = ("R-001", "R-002", "--next", "1 Dec", "--status", "monitoring", "--note", "ok")

    found = register.data("risk", "review", *words)

    assert found["label"] == "Review R-001 Core switch late, Review R-002 Spare optics"
    assert [(it["last_reviewed"], it["next_review"]) for it in found["records"]] == [
        ("2026-11-24", "2026-12-01")
    ] * 2
    assert changed(register, "review", "R-001")["next_review"] == "2026-12-01"  # critical: a week
    history = register.data("risk", "show", "R-001")["history"]
    assert [then["occasion"] for then in history] == ["reviewed", "reviewed", "added"]


def test_risks_end_and_come_back(register: Commands) -> None:
    closed = changed(register, "close", "R-001", "--lesson", "order early")
    assert (closed["status"], closed["lesson"]) == ("closed", "order early")
    assert changed(register, "reopen", "R-001")["status"] == "assessed"
    assert changed(register, "reject", "R-001", "--reason", "not ours")["status"] == "rejected"
    [gone] = register.data("risk", "delete", "R-001")["records"]
    assert gone == {"ref": "R-001", "deleted": True}
    assert register("undo").out == "Undone: Delete R-001 Core switch late\n"
    assert register.data("risk", "show", "R-001")["status"] == "rejected"


def test_what_occurs_is_an_issue_with_tasks(register: Commands) -> None:
    register("risk", "edit", "R-001", "--contingency", "Rent a switch\nTell ana")
    words = ("--on", "yesterday", "--cost", "8000", "--task", "Rent a switch")

    risk, issue, task = register.data("risk", "occurred", "R-001", *words)["records"]

    assert (risk["status"], risk["occurred_on"], risk["issue"]) == (
        "occurred",
        "2026-11-23",
        "I-001",
    )
    assert (issue["risk"], issue["actual_cost_cents"], issue["status"]) == (
        "R-001",
        800_000,
        "open",
    )
    assert (task["title"], task["quadrant"], task["urgent"]) == ("Rent a switch", "do", True)
    [issue] = register.data("risk", "resolve", "R-001", "--cost", "9000")["records"]
    assert (issue["status"], issue["actual_cost_cents"]) == ("resolved", 900_000)
    assert register.refused("risk", "resolve", "I-001")[0] == 1


def test_a_contingency_plan_is_offered_where_no_task_is_named(register: Commands) -> None:
    register("risk", "edit", "R-001", "--contingency", "Rent a switch")

    _, out, err = register("risk", "occurred", "R-001")

    assert out == "Mark R-001 Core switch late as occurred\n"
    assert "Its contingency plan: Rent a switch\n'infraday risk action R-001 TITLE'" in err


def test_actions_and_links_are_shown_with_the_risk(register: Commands) -> None:
    register("add", "Visit 14:00")
    register("add", "Call ana")
    task = register.data("risk", "action", "R-001", "Order", "two", "--due", "fri", "--owner", "jo")
    assert task["label"] == "Add T-2 Order two for R-001 Core switch late"
    register("risk", "link", "R-001", "T-1")
    register("risk", "link", "B-1", "R-001")
    register("risk", "unlink", "T-1", "R-001")

    shown = register.data("risk", "show", "R-001")

    assert [(it["ref"], it["due"], it["owner"]) for it in shown["actions"]] == [
        ("T-2", "2026-11-27", "jo")
    ]
    assert shown["blocks"] == ["B-1"]
    assert shown["sentence"] == "Core switch late may happen."
    assert (shown["flags"], shown["issues"]) == ([], [])


def test_a_risk_is_shown_whole_for_people(register: Commands) -> None:
    words = ("--plan", "order two\nand a spare", "--due", "15 Jan", "--pct", "12.5", "--cost", "80")
    register("risk", "edit", "R-001", "--response", "mitigate", *words, "--cause", "one supplier")
    register("risk", "action", "R-001", "Order two")
    register("risk", "occurred", "R-001", "--cost", "50")

    lines = register("risk", "show", "R-001").out.splitlines()

    assert lines[0].startswith("▲ 20 critical   R-001  Core switch late  ·  occurred · @ana · ")
    assert lines[1] == "  Because of one supplier, Core switch late may happen."
    for line in (
        "  Current          4×5 ▲ 20 critical",
        "  Probability      12.5 %",
        "  Exposure         10",
        "  Plan             order two",
        "                   and a spare",
        "  Plan due         Fri 15 Jan 2027",
        "  Issue            I-001, open, since Tue 24 Nov 2026, cost 50",
        "  Action           T-1 Order two, open",
        "  History          Tue 24 Nov 2026  ▲ 20 critical   occurred, changed",
    ):
        assert line in lines


def test_whatever_people_write_is_kept_and_harmless(infraday: Commands) -> None:
    text = " ".join(STRINGS)
    infraday("risk", "add", "--notes", text, "--plan", text, "--", "x\x1b[2J\u202e")

    assert is_harmless(infraday("risk", "show", "R-001").out)
    shown = infraday.data("risk", "show", "R-001")
    assert (shown["title"], shown["notes"]) == ("x\x1b[2J\u202e", text)
    assert is_harmless(infraday("risks").out)


def test_no_other_command_takes_a_risk_for_a_task(register: Commands) -> None:
    code, line = register.refused("done", "R-001")

    assert (code, line) == (2, "R-001 is a risk. 'infraday risk' lists what can be done with it.")
