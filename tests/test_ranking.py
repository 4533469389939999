"""An order by duels: total, in few questions, and gone on with where one left."""

from itertools import combinations, permutations
from math import ceil, factorial, log2
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.domain import ranking
from infraday.domain.ranking import Answer, Standing


def duel(order: list[int], ids: list[int], ranked: list[int] | None = None) -> list[Answer]:
    """Answer as a person would who has this order in mind; all answers that were asked for."""
    answers: list[Answer] = []
    while pair := ranking.standing(ids, answers, ranked or []).question:
        first, then = sorted(pair, key=order.index)
        answers.append(Answer(first, then))
    return answers


def bound(count: int) -> int:
    """As many questions as are needed to tell so many orders apart."""
    return ceil(log2(factorial(count)))


@pytest.mark.parametrize("count", range(1, 7))
def test_every_order_is_found_in_the_fewest_questions(count: int) -> None:
    ids = list(range(1, count + 1))
    for order in map(list, permutations(ids)):
        answers = duel(order, ids)

        assert ranking.standing(ids, answers).order == tuple(order)
        assert len(answers) <= bound(count)


@pytest.mark.parametrize("count", range(7, 13))
def test_up_to_twelve_it_is_at_most_one_question_more_than_must_be(count: int) -> None:
    assert ranking.questions(count) <= bound(count) + (count == 12)
    chance, ids = Random(count), list(range(1, count + 1))
    for _ in range(40):
        order = chance.sample(ids, count)
        answers = duel(order, ids)
        assert len(answers) <= ranking.questions(count)
        assert ranking.standing(ids, answers).order == tuple(order)


@given(st.permutations(range(1, 16)), st.integers(0, 40))
def test_left_and_resumed_it_goes_on_with_the_same_question(order: list[int], at: int) -> None:
    ids = sorted(order)
    answers = duel(order, ids)
    resumed = ranking.standing(ids, answers[:at])

    expected = None if at >= len(answers) else {answers[at].first, answers[at].then}
    assert (set(resumed.question) if resumed.question else None) == expected


@given(st.permutations(range(1, 12)), st.sets(st.integers(1, 11)), st.integers(0, 30))
def test_what_goes_meanwhile_and_what_comes_leave_the_order_total(
    order: list[int], gone: set[int], at: int
) -> None:
    early = [task_id for task_id in sorted(order) if task_id <= 8]
    answers = duel([it for it in order if it <= 8], early)[:at]
    here = [task_id for task_id in sorted(order) if task_id not in gone]
    while pair := ranking.standing(here, answers).question:
        first, then = sorted(pair, key=order.index)
        answers.append(Answer(first, then))

    expected = tuple(task_id for task_id in order if task_id not in gone)
    assert ranking.standing(here, answers).order == expected


@given(st.permutations(range(1, 13)), st.integers(1, 11))
def test_new_ones_are_put_into_an_order_that_stands(order: list[int], count: int) -> None:
    ranked = [task_id for task_id in order if task_id <= count]
    answers = duel(order, sorted(order), ranked)

    assert ranking.standing(sorted(order), answers, ranked).order == tuple(order)
    assert not any({one.first, one.then} <= set(ranked) for one in answers)


def test_one_new_task_costs_no_more_than_halving_the_order() -> None:
    ranked = list(range(1, 16))
    for place in range(16):
        order = [*ranked[:place], 99, *ranked[place:]]
        assert len(duel(order, order, ranked)) <= 4


def test_what_nobody_minds_is_an_answer_too() -> None:
    assert ranking.standing([1, 2], [Answer(2, 1, even=True)]).order == (2, 1)


def test_what_is_implied_is_never_asked() -> None:
    ids, order = list(range(1, 11)), [7, 3, 9, 1, 10, 2, 8, 4, 6, 5]
    answers = duel(order, ids)

    for at, answer in enumerate(answers):
        for before in combinations(answers[:at], 2):
            chained = {(a.first, b.then) for a in before for b in before if a.then == b.first}
            assert (answer.first, answer.then) not in chained


def test_it_says_how_many_questions_are_left_at_most() -> None:
    assert ranking.standing([1, 2, 3, 4, 5], []) == Standing((1, 2), (), 7)
    assert ranking.standing([1], []) == Standing(None, (1,), 0)
    assert ranking.standing([], []) == Standing(None, (), 0)
