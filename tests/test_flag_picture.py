"""The Flags screen's words: which way a flag goes, when it is asked again, how old it is."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest

from infraday import checklist
from infraday.config import Config
from infraday.domain import flag_picture
from infraday.domain.flag import FlagState
from infraday.store.flag_rows import Cell
from tests.factories import TODAY

FLAG = checklist.load(Config()).named("poor_communication")
STATES = {
    "?": FlagState.NO_DATA,
    "o": FlagState.CLEAR,
    "%": FlagState.WATCH,
    "P": FlagState.RAISED,
    "x": FlagState.RESOLVED,
}


class Seen(NamedTuple):
    day: date
    state: FlagState


def checks(course: str) -> list[Seen]:
    """One a day up to today."""
    first = TODAY - timedelta(days=len(course) - 1)
    return [Seen(first + timedelta(n), STATES[sign]) for n, sign in enumerate(course)]


@pytest.mark.parametrize(
    ("course", "said"),
    [
        ("ooo%PPPP", "worse since Sat 21 Nov"),
        ("PPPPPP%o", "better since Tue 24 Nov"),
        ("PPPPPPxx", "better since Mon 23 Nov"),
        ("ooPPooxo", "better since Sat 21 Nov"),
        ("????oo?P", "worse since Tue 24 Nov"),
        ("????%%%%", "the same since Sat 21 Nov"),
        ("???????P", ""),
        ("????????", ""),
        ("P", ""),
    ],
)
def test_a_trend_is_the_newest_change_of_what_is_known(course: str, said: str) -> None:
    assert flag_picture.trend(checks(course), TODAY) == said


def cell(said_on: date | None, since: date = TODAY) -> Cell:
    person = FlagState.RAISED if said_on else None
    return Cell(
        1, "dc-move", FLAG.key, FlagState.CLEAR, since, (), TODAY, person, said_on, said_on, ""
    )


@pytest.mark.parametrize(
    ("days_ago", "every", "said"),
    [
        (None, 7, "Ask it every 7 days; nobody has answered yet."),
        (0, 1, "Ask it daily, next on Wed 25 Nov."),
        (6, 7, "Ask it every 7 days, next on Wed 25 Nov."),
        (7, 7, "Ask it every 7 days; the last answer is 7 days old."),
    ],
)
def test_a_flag_is_asked_again_in_its_time(days_ago: int | None, every: int, said: str) -> None:
    on = None if days_ago is None else TODAY - timedelta(days=days_ago)
    flag = FLAG._replace(every_days=every)
    assert flag_picture.cadence(flag, cell(on), TODAY) == said


def test_an_age_is_never_negative() -> None:
    """Where a clock was set back since."""
    line = flag_picture.cell(cell(TODAY + timedelta(days=3)), TODAY)
    assert "".join(words for words, _ in line).startswith("⚑ raised 0 d")
