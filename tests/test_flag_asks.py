"""When what a red flag was turned into is over, it is asked whether the flag is resolved."""

import pytest

from infraday.domain.flag import FlagState
from infraday.domain.flags import Flag
from infraday.models import Task
from infraday.screens.resolved import ResolvedScreen
from infraday.store import flag_asks, flag_rows, flags, risks, tasks
from infraday.store.engine import Store, plain
from infraday.store.journal import Outcome
from tests import factories as make
from tests.commands import Commands
from tests.day_app import NARROW, planner
from tests.factories import NOW
from tests.signals import DEADLINES, LIST, raise_flag

SCOPE = LIST.named("scope_creep")


def into_task(store: Store, flag: Flag = DEADLINES) -> Task:
    store.change(flags.into_task, 1, flag, flags.task_of(flag, "dc-move", ()), NOW)
    return make.tasks(store)[-1]


@pytest.fixture
def plan(store: Store) -> Store:
    """A raised flag that was turned into T-1."""
    make.planned(store, make.project())
    raise_flag(store)
    into_task(store)
    return store


def asked(store: Store, outcome: Outcome) -> list[str]:
    found = store.read(lambda it: flag_asks.ended(plain(it), outcome.entry_id))
    return [one.said(LIST.named(one.key).name) for one in found]


def states(store: Store) -> dict[str, FlagState]:
    return {one.key: one.state for one in store.read(lambda it: flag_rows.cells(plain(it)))}


def test_it_is_asked_when_the_task_is_done_and_not_before_or_twice(plan: Store) -> None:
    edited = plan.change(tasks.edit, 1, None, {"owner": "ana"}, NOW)
    assert asked(plan, edited) == []
    done = plan.change(tasks.finish, [1], NOW)
    assert asked(plan, done) == [
        "Unrealistic deadlines in dc-move was turned into T-1, which is done."
    ]
    again = plan.change(tasks.edit, 1, None, {"owner": "jo"}, NOW)
    assert asked(plan, again) == []


def test_it_is_asked_when_the_risk_is_closed(plan: Store) -> None:
    plan.change(flags.into_risk, 1, DEADLINES, flags.risk_of(DEADLINES, "dc-move", ()), NOW)

    [said] = asked(plan, plan.change(risks.close, [1], NOW))
    assert said == "Unrealistic deadlines in dc-move was turned into R-001, which is closed."


@pytest.mark.parametrize("state", [FlagState.CLEAR, FlagState.RESOLVED])
def test_what_is_raised_no_longer_is_not_asked_about(plan: Store, state: FlagState) -> None:
    raise_flag(plan, state=state)

    assert asked(plan, plan.change(tasks.finish, [1], NOW)) == []


def test_a_dropped_task_resolves_nothing(plan: Store) -> None:
    assert asked(plan, plan.change(tasks.drop, [1], None, NOW)) == []


async def test_the_question_comes_after_the_change_and_yes_resolves_all(plan: Store) -> None:
    raise_flag(plan, "scope_creep")
    plan.change(flags.turn_into, 1, SCOPE, "T-1", NOW)
    async with planner(plan, size=NARROW) as p:
        await p.press("2", "d")
        assert isinstance(p.app.screen, ResolvedScreen)
        assert make.tasks(plan)[0].done_at == NOW
        assert "Are they resolved?" in p.text
        assert "Unrealistic deadlines in dc-move was turned into T-1, which is done." in p.text
        assert "Scope creep in dc-move was turned into T-1" in p.text
        await p.press("escape")
        assert states(plan)["scope_creep"] is FlagState.RAISED
        await p.press("u", "d", "y")

        assert {states(plan)[key] for key in ("unrealistic_deadlines", "scope_creep")} == {
            FlagState.RESOLVED
        }
        assert "resolved" in p.toasts[0]
        await p.press("u")
        assert states(plan)["scope_creep"] is FlagState.RAISED
        assert make.tasks(plan)[0].done_at == NOW


async def test_on_the_day_and_in_the_register_too(plan: Store) -> None:
    plan.change(flags.into_risk, 1, SCOPE, flags.risk_of(SCOPE, "dc-move", ()), NOW)
    raise_flag(plan, "scope_creep")
    async with planner(plan, size=NARROW) as p:
        assert "⚑2" in p.lines[0]
        await p.press("tab", "d")
        assert "Is the red flag resolved?" in p.text
        await p.press("y", "3")
        assert "⚑1" in p.lines[0]
        await p.press("d")
        assert "Scope creep in dc-move was turned into R-001, which is closed." in p.text
        await p.press("n", "2")

        assert states(plan) == {
            **states(plan),
            "unrealistic_deadlines": FlagState.RESOLVED,
            "scope_creep": FlagState.RAISED,
        }
        assert "⚑1" in p.lines[0]


def test_the_shell_says_how_to_say_so(infraday: Commands) -> None:
    infraday("add", "Kick-off #dc-move")
    named = ("scope_creep", "--project", "dc-move")
    raised = infraday.data("flag", "raise", *named)
    assert [(one["key"], one["state"]) for one in raised["records"]] == [("scope_creep", "raised")]
    turned = infraday.data("flag", "turn", *named)
    assert [one.get("ref", one.get("key")) for one in turned["records"]] == ["T-2", "scope_creep"]
    assert turned["records"][1]["turned_into"] == ["T-2"]

    done = infraday("done", "T-2")
    assert done.err.splitlines() == [
        "Scope creep in dc-move was turned into T-2, which is done. If it is resolved, say so:",
        "  infraday flag check scope_creep --project dc-move --state resolved",
    ]
    assert infraday("done", "T-1").err == ""
