"""The order that is suggested for what is all urgent, and why."""

from collections.abc import Callable
from datetime import date, timedelta

from infraday.domain import ranking
from infraday.domain.ranking import Ties
from infraday.models import Task
from tests.factories import TODAY, TOMORROW, YESTERDAY, task


def free(day: date) -> int:
    """Three hours today, six on each day after it."""
    return 180 + 360 * max(0, (day - TODAY).days)


def order(*tasks: Task, ties: Callable[[int], Ties] = lambda _: ranking.NOTHING) -> list[str]:
    for number, one in enumerate(tasks, 1):
        one.id = number
    titles = {one.id: one.title for one in tasks}
    found = ranking.suggest(((one, 0) for one in tasks), TODAY, free, ties)
    return [f"{titles[it.id]}: {it.because}" for it in found]


def test_what_has_the_least_time_to_spare_comes_first() -> None:
    assert order(
        task("No date"),
        task("Thursday", due=TODAY + timedelta(days=2), estimate_minutes=120),
        task("Too much", due=TODAY + timedelta(days=2), estimate_minutes=900),
        task("Today", due=TODAY, estimate_minutes=45),
        task("Late", due=YESTERDAY, estimate_minutes=30),
    ) == [
        "Late: overdue since Mon 23 Nov, 30 min of work",
        "Too much: due Thursday, 15 h of work, 15 h free before it",
        "Today: due today, 45 min of work, 3 h free before it",
        "Thursday: due Thursday, 2 h of work, 15 h free before it",
        "No date: no due date",
    ]


def test_of_equals_the_shorter_one_comes_first() -> None:
    found = order(
        task("Long", due=TOMORROW, estimate_minutes=540),
        task("Short", due=TODAY, estimate_minutes=180),
    )
    assert [line.partition(":")[0] for line in found] == ["Short", "Long"]


def test_what_hangs_on_it_brings_it_forward_and_is_named() -> None:
    ties = {2: Ties(risk=20), 3: Ties(flag=True), 4: Ties(power=5)}
    found = order(
        task("Plain", due=TOMORROW),
        task("Risk", due=TOMORROW),
        task("Flag", due=TOMORROW + timedelta(days=1)),
        task("Power", due=TOMORROW),
        ties=lambda task_id: ties.get(task_id, ranking.NOTHING),
    )
    assert found == [
        "Risk: due tomorrow, a risk of 20 hangs on it",
        "Power: due tomorrow, somebody powerful waits for it",
        "Flag: due Thursday, a red flag hangs on it",
        "Plain: due tomorrow",
    ]


def test_what_was_worked_on_counts_no_more() -> None:
    one = task("Half done", id=1, due=TODAY, estimate_minutes=120)
    [found] = ranking.suggest([(one, 90)], TODAY, free)
    assert found.because == "due today, 30 min of work, 3 h free before it"


def test_where_no_time_is_free_it_says_so() -> None:
    one = task("Now", id=1, due=TODAY, estimate_minutes=120)
    [found] = ranking.suggest([(one, 0)], TODAY, lambda _: 0)
    assert found.because == "due today, 2 h of work, no time free before it"
