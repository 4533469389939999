"""How Triage looks, without a screen."""

from collections import Counter
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from infraday.domain import (
    picture,
    text,
    triage,
    triage_picture,
    triage_plan_picture,
    triage_signals,
)
from infraday.domain.flags import Flag
from infraday.domain.matrix import Quadrant
from infraday.domain.picture import Line
from infraday.domain.risk import Band
from infraday.domain.triage import Item, Origin, Suggestion
from infraday.domain.triage_picture import Progress
from infraday.domain.triage_plan import Placed, Plan, Want
from infraday.domain.triage_signals import Raised, Review, Signal
from tests import day_rows
from tests.day_rows import HOSTILE, MONDAY, TUESDAY, WEDNESDAY

REVIEW = Review(11, "Fibre path shared", MONDAY, 12, Band.HIGH, None, "ana", "A cut may happen.")
LATE = Flag("late", "Late", "", "", "", ("Replan", "Ask"), 7, ())
RAISED = Raised(1, "dc-move", LATE, TUESDAY - timedelta(days=9), ["62 h of work left."])
SIZES = [(120, 40), (80, 24), (40, 10), (20, 6)]


def words(line: Line) -> str:
    return "".join(run for run, _ in line).rstrip()


def item(origin: Origin = Origin.INBOX, **about: Any) -> Item:
    return Item(day_rows.task(**about), origin, MONDAY)


def progress(number: int, total: int, **counts: int) -> Progress:
    return Progress(number, total, Counter({Origin[name.upper()]: n for name, n in counts.items()}))


def test_the_header_says_where_one_is_and_what_is_left() -> None:
    run = progress(12, 41, overnight=9, inbox=21)

    header = words(triage_picture.header(run, "", 80))
    assert header.endswith("12 of 41 · 9 overnight · 21 inbox")
    assert words(triage_picture.header(run, "", 30)).endswith("12 of 41")
    assert words(triage_picture.header(progress(41, 41), "", 80)).endswith("41 decided")
    assert words(triage_picture.header(progress(0, 0), "read-only", 80)) == " Triage  read-only"


def test_the_header_counts_reviews_and_flags_and_those_that_are_raised_at_all() -> None:
    run = progress(12, 41, overnight=9, review=3, flag=1, inbox=21)._replace(raised=2)

    header = words(triage_picture.header(run, "", 80))
    assert header.startswith(" Triage  ⚑2 ")
    assert header.endswith("12 of 41 · 9 overnight · 3 reviews · 1 flag · 21 inbox")
    assert words(triage_picture.header(run, "", 30)) == " Triage  ⚑2          12 of 41"


def test_a_review_and_a_flag_say_what_they_are_about_before_they_are_tasks() -> None:
    review = unmade(Origin.REVIEW, REVIEW)
    card = [words(line) for line in triage_picture.card(review, "", TUESDAY, 90, 9)]
    assert card[0].strip().startswith("Review R-011 Fibre path shared")
    assert card[0].endswith("review overdue since yesterday")
    assert card[1].strip() == "R-011 · high, score 12 · owner ana"
    assert card[2].strip() == "A cut may happen."
    flag = unmade(Origin.FLAG, RAISED)
    card = [words(line) for line in triage_picture.card(flag, "", TUESDAY, 90, 9)]
    assert card[0].endswith("red flag, raised 9 d")
    assert [line.strip() for line in card[1:4]] == [
        "⚑ red flag", "62 h of work left.", "As a task: Replan",
    ]  # fmt: skip


def unmade(origin: Origin, signal: Signal) -> Item:
    return Item(triage_signals.unmade(signal), origin, TUESDAY, signal=signal)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("title", HOSTILE)
def test_any_text_stays_inside_its_cells(title: str, size: tuple[int, int]) -> None:
    cells, rows = size
    one = item(title=title, notes=f"{title}\n{title}", owner=title[:30] or "x")
    lines = triage_picture.card(one, "10:30", TUESDAY, cells, rows)
    lines += triage_picture.coming([one] * 50, TUESDAY, cells, 5)
    lines += triage_picture.reason(Suggestion(Quadrant.DO, f"due {title}"), "enter", cells, 3)

    assert all(picture.width(line) == cells for line in lines)
    assert all(text.show(run) == run for line in lines for run, _ in line)
    assert len(triage_picture.card(one, "", TUESDAY, cells, 4)) <= 4


def test_the_card_says_where_an_item_comes_from_and_what_is_known() -> None:
    notes = "Intake: critical · 2026-11-24 02:11 · ×4 · from alerts.log\nfirst line"
    one = item(Origin.OVERNIGHT, notes=notes, due=MONDAY, estimate_minutes=45, owner="ana")
    card = [words(line) for line in triage_picture.card(one, "10:30 – 11:15", TUESDAY, 90, 9)]

    assert card[0].endswith("overnight, 02:11")
    assert card[1].strip() == "T-31 · slot 10:30 – 11:15 · overdue since 23 Nov · 45m · @ana"
    assert card[2].strip() == "first line"


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (item(), "inbox, since yesterday"),
        (item(Origin.CARRIED)._replace(was_for=MONDAY), "carried over from yesterday"),
        (item(Origin.CHASE)._replace(chase_on=TUESDAY), "chase due today"),
        (item(Origin.OVERNIGHT, notes="Intake: low · from a.log"), "from a.log"),
    ],
)
def test_each_origin_has_its_words(one: Item, said: str) -> None:
    assert triage_picture.say_origin(one, TUESDAY) == said


@pytest.mark.parametrize("cells", [37, 60, 100])
def test_all_four_choices_are_there_on_any_screen(cells: int) -> None:
    chips = triage_picture.choices(Quadrant.DO, ["1", "2", "3", "4"], cells)

    assert sum(map(picture.width, chips)) + 3 * 3 <= cells
    assert [word.strip()[:2] for chip in chips for word, role in chip if role == "key"] == [*"1234"]
    assert len(triage.QUADRANTS) == len(chips)


@pytest.mark.parametrize(
    ("run", "skipped", "said"),
    [
        (progress(0, 0), 0, "Nothing waits for a decision."),
        (progress(1, 1), 0, "The item has its place."),
        (progress(41, 41), 0, "All 41 items have their place."),
        (progress(3, 3, inbox=1), 1, "1 item stays as it is."),
        (progress(3, 3, inbox=2), 2, "2 items stay as they are."),
    ],
)
def test_the_end_says_how_it_went(run: Progress, skipped: int, said: str) -> None:
    assert words(triage_picture.end(run, skipped, 60, str.upper)[1]).strip() == said


@pytest.mark.parametrize("size", SIZES)
def test_the_parts_lie_inside_the_screen_and_beside_each_other(size: tuple[int, int]) -> None:
    columns, rows = size
    parts = [part for part in triage_picture.frame(columns, rows) if part.height]

    taken = [y for part in parts for y in range(part.y, part.y + part.height)]
    assert len(taken) == len(set(taken))
    assert set(taken) <= set(range(rows))


@pytest.mark.parametrize("cells", [38, 78])
@pytest.mark.parametrize("left_out", [True, False])
def test_a_line_of_the_plan_has_its_place_or_says_that_it_has_none(
    cells: int, left_out: bool
) -> None:
    want = Want(31, 45, guessed=True)
    place = Placed(want, datetime.combine(TUESDAY, time(10, 30)))
    task = day_rows.task(due=WEDNESDAY)
    row = triage_plan_picture.Row(task, want, place, left_out)

    line = words(triage_plan_picture.line(row, TUESDAY, cells))
    assert ("10:30" in line) is not left_out
    assert "~45m" in line
    assert "no" in words(triage_plan_picture.line(row._replace(place=None), TUESDAY, cells)) or (
        left_out
    )


def test_the_overflow_is_named_with_what_it_takes() -> None:
    plan = Plan((), tuple(Want(n, 60) for n in range(1, 11)))

    said = triage_plan_picture.overflow(plan)
    assert said == (
        "No gap of today holds T-1, T-2, T-3, T-4, T-5, T-6, T-7, T-8 and 2 more: 10h00 too much."
    )
    assert triage_plan_picture.overflow(Plan((), ())) == ""


def test_notes_that_say_no_more_than_the_title_are_left_out() -> None:
    said = "Intake: low · from a.log\nDisk full on esx-14"
    one = item(Origin.OVERNIGHT, title="Disk full on esx-14", notes=said)

    card = [words(line).strip() for line in triage_picture.card(one, "", TUESDAY, 60, 9)]
    assert len(card) == 2
