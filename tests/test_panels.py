"""What stands beside the timeline: the selected block, free time, what waits, the footer."""

from datetime import UTC, date, datetime

import pytest

from infraday import keys
from infraday.domain.block import Kind, OutputState, Status
from infraday.domain.panels import (
    detail,
    footer,
    free_detail,
    plain_text,
    say_span,
    waiting,
)
from infraday.domain.picture import Line, width
from infraday.domain.refs import occurrence_id
from infraday.domain.rows import Block, Linked, Rule
from tests.day_rows import (
    HOSTILE,
    MONDAY,
    TUESDAY,
    all_day,
    block,
    moment,
    plain,
    rows,
    task,
    wait,
)

BEGUN = datetime(2026, 11, 24, 9, 2).astimezone()
STAND_UP = block(
    "09:00",
    "10:00",
    "Daily stand-up with the migration team",
    purpose="Progress, roadblocks, coordination",
    output="Action items with owners",
    kind=Kind.MEETING,
    project_id=1,
    status=Status.ACTIVE,
    fixed=True,
    series_id=4,
    actual_start=BEGUN,
)
LINKS = {1: (Linked("R-004", "Core switch late"), Linked("T-31", "Runbook", date(2026, 11, 26)))}


def shown(one: Block, cells: int = 46, height: int = 20, *, clashing: bool = False) -> list[str]:
    of = rows(one, projects=["dc-move"], links=LINKS)
    return [plain(line) for line in detail(one, of, moment(), cells, height, clashing=clashing)]


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (block("09:00", "10:00"), "09:00 – 10:00"),
        (block("22:00", "02:00"), "22:00 – 02:00 +1"),
        (block("22:00", "02:00", day=MONDAY), "23 Nov 22:00 – 02:00 +1"),
        (block("08:00", "09:00", days=3), "08:00 – 09:00 +3"),
        (block("12:00", "12:00"), "12:00 – 12:00"),
        (all_day(), "all day"),
        (all_day(days=2), "today – Thu"),
        (all_day(day=MONDAY, days=1), "23 Nov – today"),
    ],
)
def test_a_span_in_words(one: Block, words: str) -> None:
    assert say_span(one, TUESDAY) == words


@pytest.mark.parametrize(
    ("block_id", "cells", "words"),
    [
        (-1, 46, "S-4@2026-11-24 · ↻ every weekday"),
        (1, 60, "○ planned · B-1 · ↻ every weekday · one of a series"),
        (1, 44, "Repeats   every weekday · one of a series"),
    ],
)
def test_a_recurring_block_says_its_rule(block_id: int, cells: int, words: str) -> None:
    one = block(block_id=block_id if block_id > 0 else occurrence_id(4, TUESDAY), series_id=4)
    rule = Rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", TUESDAY)
    of = rows(one)._replace(rules={4: rule})
    lines = [plain(line) for line in detail(one, of, moment(), cells, 20, clashing=False)]
    assert words in "\n".join(line.rstrip() for line in lines)


def test_a_rule_that_nobody_can_read_breaks_nothing() -> None:
    one = block(series_id=4)
    of = rows(one)._replace(rules={4: Rule("FREQ=", TUESDAY)})
    [line] = [plain(line) for line in detail(one, of, moment(), 60, 2, clashing=False)][1:]
    assert "↻ recurring" in line


def test_the_detail_says_what_a_block_is_for_and_what_it_produced() -> None:
    lines = shown(STAND_UP, clashing=True)

    assert lines[0].split("  ")[0] == "Daily stand-up with the"
    assert lines[0].endswith(" 09:00 – 10:00 ")
    assert lines[1].rstrip() == "migration team"
    assert lines[2].startswith("▶ active · B-1 · meeting · ↻ recurring · ◆ f")
    assert [line.rstrip() for line in lines[3:]] == [
        "",
        "Purpose   Progress, roadblocks, coordination",
        "Output    Action items with owners",
        "Actual    09:02 –",
        "Links     R-004 Core switch late",
        "          T-31 Runbook  due Thu",
    ]
    assert shown(STAND_UP, 90, clashing=True)[1].rstrip().endswith("fixed · ▏dc-move · ≋ clash")


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (block("08:00", "09:00"), "◷ late · B-1"),
        (block("08:00", "09:00", status=Status.ACTIVE), "◷ late, active · B-1"),
        (block("08:00", "09:00", status=Status.DONE), "✔ done · B-1"),
        (
            block(status=Status.DONE, output_state=OutputState.PARTIAL),
            "◐ done, output partial · B-1",
        ),
        (block(status=Status.MOVED), "↷ moved · B-1"),
        (block(kind=Kind.WRAP_UP, unplanned=True), "○ planned · B-1 · wrap-up · + unplanned"),
    ],
)
def test_every_state_is_a_sign_and_a_word(one: Block, words: str) -> None:
    assert shown(one)[1].rstrip() == words


def test_what_was_produced() -> None:
    done = block(status=Status.DONE, output_state=OutputState.NONE)
    assert "Produced  nothing" in [line.rstrip() for line in shown(done)]

    done = block(
        status=Status.DONE, output_note="Forecast v7", actual_end=BEGUN, actual_start=BEGUN
    )
    lines = [line.rstrip() for line in shown(done)]
    assert "Produced  Forecast v7" in lines
    assert "Actual    09:02 – 09:02" in lines


def test_a_break_needs_neither_purpose_nor_output() -> None:
    assert "Purpose" not in str(shown(block(kind=Kind.BREAK)))
    assert "Output    photos" in str(shown(block(kind=Kind.BREAK, output="photos")))
    assert "Output    –" in str(shown(block()))


def test_long_notes_are_wrapped_and_cut_with_a_sign() -> None:
    lines = shown(block(notes="one two three four five six " * 30), 46, 12)

    assert len(lines) == 12
    assert lines[-1].rstrip().endswith("…")
    assert all(len(line) == 46 for line in lines)


def test_fields_that_do_not_fit_are_announced() -> None:
    full = STAND_UP._replace(notes="Bring the plan", output_note="7 items", status=Status.DONE)

    lines = shown(full, 46, 6)
    assert [line.split()[0] for line in lines[2:]] == ["Purpose", "Output", "Produced", "Actual"]
    assert lines[-1].endswith(" …")
    assert not shown(full, 46, 9)[-1].endswith(" …")


def test_what_is_there_comes_before_what_is_not_where_it_is_tight() -> None:
    noted = block(notes="Bring the plan", output_note="7 items", status=Status.DONE)

    assert [line.split()[0] for line in shown(noted, 46, 4)] == [
        "Budget", "✔", "Produced", "Links",
    ]  # fmt: skip
    assert [line.split()[0] for line in shown(noted, 46, 6)[2:]] == [
        "Produced", "Links", "T-31", "Notes",
    ]  # fmt: skip


def test_a_narrow_pane_puts_the_time_below_the_title() -> None:
    lines = [line.rstrip() for line in shown(STAND_UP, 20, 24)]

    assert lines[:3] == ["Daily stand-up with", "the migration team", "09:00 – 10:00"]
    assert "Purpose: Progress," in lines


def test_one_line_of_detail() -> None:
    assert shown(STAND_UP, 60, 1) == [
        " ▶ 09:00 – 10:00 → Action items with owners".ljust(60),
    ]
    assert shown(STAND_UP, 30, 1) == [" ▶ 09:00 – 10:00 → Action ite…"]
    assert shown(STAND_UP, 60, 0) == []


@pytest.mark.parametrize("words", ["", *HOSTILE])
def test_hostile_text_stays_in_the_detail(words: str) -> None:
    one = block(
        activity=words, purpose=words, output=words, notes=words, output_note=words, project_id=1
    )
    linked = Linked(words, words, TUESDAY)
    of = rows(one, projects=[words], links={1: (linked, linked)})
    suggested = wait(task(words, due=TUESDAY, estimate_minutes=5))
    for cells in (0, 1, 9, 11, 20, 43, 90):
        for height in (0, 1, 6, 30):
            harmless(detail(one, of, moment(), cells, height, clashing=True), cells, height)
            at = moment("10:00").now
            harmless(free_detail(at, of, moment(), suggested, cells, height), cells, height)
            full = rows(waiting=[suggested] * 3)
            harmless(waiting(full, moment(), cells, height), cells, height)


def harmless(lines: list[Line], cells: int, height: int) -> None:
    assert len(lines) <= height
    for line in lines:
        assert width(line) == cells
        assert not any(sign < " " or "\x7f" <= sign <= "\x9f" for sign in plain(line))


def free(height: int, *blocks: Block, suggest: bool = True, at: str = "10:00") -> list[str]:
    when = moment(at).now
    found = wait(task(important=True)) if suggest else None
    lines = free_detail(when, rows(*blocks), moment(), found, 44, height)
    return [plain(line).rstrip() for line in lines]


def test_free_time_says_what_to_press() -> None:
    assert free(6) == [
        "Free 10:00 – 17:30",
        "",
        "enter  place T-31 Cutover runbook",
        "a  add a block here",
        "o  lay a template over the day",
        "n  capture a task or a block in one line",
    ]
    assert free(6, block("12:00", "13:00"), suggest=False) == [
        "Free 10:00 – 12:00",
        "",
        "a  add a block here",
        "n  capture a task or a block in one line",
    ]
    assert free(6, at="07:00")[0] == "Free 07:00"
    assert free(1) == [" Free 10:00 – 17:30 · enter: T-31"]
    assert free(1, suggest=False) == [" Free 10:00 – 17:30 · a adds a block"]


def test_the_footer_keeps_whole_hints_and_always_the_last() -> None:
    hints = keys.footer({})

    assert plain(footer(hints, 80)).startswith(" a Add  e Edit  d Done ")
    for cells in range(1, 130):
        line = plain(footer(hints, cells))
        assert len(line) == cells
        assert line.rstrip().endswith("? Help") or cells < 8
        words = line.split()
        assert cells < 8 or all(key in {k for k, _ in hints} for key in words[::2])
    assert plain(footer([], 5)) == " " * 5


def test_a_block_as_text_to_paste() -> None:
    one = block(output="Updated forecast", notes="a\nb", project_id=1)

    assert plain_text(one, rows(one, projects=["dc-move"])) == [
        "B-1 2026-11-24 10:00 – 11:00 Budget review",
        "Project: dc-move",
        "Output: Updated forecast",
        "Notes: a\nb",
    ]


def test_actual_times_are_told_on_the_clock_on_the_wall() -> None:
    began = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)
    lines = shown(block(status=Status.ACTIVE, actual_start=began))

    assert f"Actual    {began.astimezone():%H:%M} –" in str(lines)
