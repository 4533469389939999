"""What was done with the register since its block began, and the tasks in a contingency plan."""

from datetime import timedelta
from typing import Any

import pytest

from infraday.config import Config
from infraday.domain.block import Kind
from infraday.models import Block
from infraday.screens.occurred import tasks_of
from infraday.store import register_block, risks
from infraday.store.engine import Store, plain
from tests import factories
from tests.factories import NOW, TODAY, YESTERDAY, block
from tests.risk_rows import RATED


def register(begin: str, **fields: Any) -> Block:
    return block(begin, activity="Register", kind=Kind.RISK, **fields)


def test_the_work_since_the_block_really_began_counts() -> None:
    begun = NOW - timedelta(minutes=20)
    assert register_block.since(register("09:00", actual_start=begun), NOW) == begun


def test_without_a_start_the_plan_says_when_it_began() -> None:
    assert register_block.since(register("09:00"), NOW).hour == 9
    assert register_block.since(register("14:00", day=YESTERDAY), NOW).date() == YESTERDAY


def test_a_block_that_is_closed_before_its_time_has_all_of_today() -> None:
    begun = register_block.since(register("14:00"), NOW)
    assert (begun.date(), begun.hour, begun.minute) == (TODAY, 0, 0)


def test_its_output_is_what_was_done_since(store: Store) -> None:
    store.change(risks.add, RATED, NOW - timedelta(hours=2))
    store.change(risks.review, 1, {"probability": 2}, NOW)
    store.change(risks.add, {"title": "New"}, NOW)

    def output(row: Block) -> str:
        return store.read(lambda it: register_block.output(plain(it), row, Config(), NOW))

    assert output(register("09:00")) == "1 reviewed, 1 new, R-001 down to medium"
    assert output(register("09:00", actual_start=NOW + timedelta(minutes=1))) == ""


def test_the_block_of_today_is_the_one_that_runs_else_the_first(store: Store) -> None:
    factories.planned(
        store, register("08:00", status="done"), register("09:00"),
        register("13:00", status="active", actual_start=NOW), block("07:00"),
        register("07:00", day=YESTERDAY),
    )  # fmt: skip

    def found() -> int:
        row = store.read(lambda it: register_block.of_today(plain(it), Config(), NOW))
        return row.id if row else 0

    assert found() == 3


@pytest.mark.parametrize(
    ("plan", "tasks"),
    [
        ("Rent one\nMove the freeze", ["Rent one", "Move the freeze"]),
        ("- Rent one\n\n * Tell Ana \n☐ Call", ["Rent one", "Tell Ana", "Call"]),
        ("\n  \n-\n", []),
        (None, []),
        ("1) Rent one [b]", ["1) Rent one [b]"]),
    ],
)
def test_each_line_of_a_contingency_plan_is_a_task(plan: str | None, tasks: list[str]) -> None:
    assert tasks_of(plan) == tasks
