"""The plan at the end of Triage: nothing lost, nothing twice, nothing over what is planned."""

from datetime import datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from infraday.domain import triage_plan
from infraday.domain.schedule import MINUTE, Gap
from infraday.domain.triage_plan import LEAST, USUAL, Want
from tests import day_rows

MORNING = datetime.combine(day_rows.TUESDAY, time(8))


def at(clock: str) -> datetime:
    return datetime.combine(day_rows.TUESDAY, time.fromisoformat(clock))


def gap(begin: str, end: str) -> Gap:
    return Gap(at(begin), at(end))


def shown(*minutes: int, gaps: list[Gap]) -> list[str]:
    plan = triage_plan.lay([Want(n, length) for n, length in enumerate(minutes, 1)], gaps)
    placed = [f"{it.want.task_id} {it.begin:%H:%M}-{it.end:%H:%M}" for it in plan.placed]
    return placed + [f"{want.task_id} over" for want in plan.overflow]


lengths = st.lists(st.integers(1, 400), max_size=12)
edges = st.lists(st.integers(0, 900), min_size=0, max_size=12, unique=True).map(sorted)


def _gaps(minutes: list[int]) -> list[Gap]:
    pairs = zip(minutes[::2], minutes[1::2], strict=False)
    return [Gap(MORNING + begin * MINUTE, MORNING + end * MINUTE) for begin, end in pairs]


@given(lengths, edges)
def test_every_task_is_placed_once_or_named_as_overflow(
    minutes: list[int], ends: list[int]
) -> None:
    wants = [Want(number, length) for number, length in enumerate(minutes)]
    plan = triage_plan.lay(wants, _gaps(ends))

    found = [it.want for it in plan.placed] + list(plan.overflow)
    assert sorted(found) == wants


@given(lengths, edges)
def test_what_is_placed_lies_whole_in_a_gap_and_meets_no_other(
    minutes: list[int], ends: list[int]
) -> None:
    gaps = _gaps(ends)
    plan = triage_plan.lay([Want(n, length) for n, length in enumerate(minutes)], gaps)

    for it in plan.placed:
        assert any(free.begin <= it.begin and it.end <= free.end for free in gaps)
        assert it.begin.minute % triage_plan.STEP == 0
    assert all(one.end <= other.begin for one, other in pairwise(plan.placed))


@given(lengths, edges)
def test_no_gap_is_left_that_would_hold_what_is_over(minutes: list[int], ends: list[int]) -> None:
    gaps = _gaps(ends)
    plan = triage_plan.lay([Want(n, length) for n, length in enumerate(minutes)], gaps)

    left = triage_plan.free_after(plan, gaps)
    assert all(free.minutes < want.minutes for free in left for want in plan.overflow)


@given(st.permutations(range(8)))
def test_the_order_of_rank_is_total(numbers: list[int]) -> None:
    tasks = [
        day_rows.task(task_id=n, rank=n % 3 or None, due=[None, day_rows.TUESDAY][n % 2])
        for n in numbers
    ]
    order = [task.id for task in sorted(tasks, key=triage_plan.order)]

    assert order == [1, 7, 4, 5, 2, 3, 0, 6]


def test_the_first_gap_that_holds_it_whole_is_taken() -> None:
    gaps = [gap("09:00", "09:30"), gap("10:00", "12:00")]

    assert shown(60, 30, 90, gaps=gaps) == ["2 09:00-09:30", "1 10:00-11:00", "3 over"]


def test_a_rest_of_less_than_a_quarter_of_an_hour_is_no_gap() -> None:
    assert shown(50, 10, gaps=[gap("09:00", "10:00")]) == ["1 09:00-09:50", "2 over"]
    assert LEAST == 15


def test_a_task_begins_on_the_next_five_minutes() -> None:
    begin = at("09:42") + timedelta(seconds=7)

    assert shown(30, gaps=[Gap(begin, at("10:15"))]) == ["1 09:45-10:15"]
    assert shown(30, gaps=[Gap(begin, at("10:14"))]) == ["1 over"]


def test_a_task_of_which_nobody_said_how_long_takes_half_an_hour() -> None:
    assert triage_plan.want(7, None, 0) == Want(7, USUAL, guessed=True)
    assert triage_plan.want(7, 60, 45) == Want(7, 15)
    assert triage_plan.want(7, 60, 90) == Want(7, USUAL, guessed=True)


def test_nothing_fits_into_a_full_day() -> None:
    assert shown(30, gaps=[]) == ["1 over"]
    assert triage_plan.first_fit(30, []) is None
    assert triage_plan.first_fit(30, [gap("09:00", "09:20"), gap("11:00", "12:00")]) == at("11:00")
