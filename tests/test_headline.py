"""The header: date and clock, what is on, what comes next, the load."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from infraday.config import WORKDAY
from infraday.domain.block import Kind, Status
from infraday.domain.headline import Load, current_block, header, load, next_block
from infraday.domain.picture import width
from infraday.domain.rows import Block, DayRows
from tests.day_rows import (
    HOSTILE,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    all_day,
    block,
    moment,
    plain,
    role_of,
    rows,
)

RUNNING = block("09:00", "10:00", "Daily stand-up", status=Status.ACTIVE)
NEXT = block("10:00", "11:00", "Budget review with finance", block_id=2)
BUSY = rows(RUNNING, NEXT)


def says(of: DayRows, cells: int = 120, now: str = "09:42") -> str:
    return plain(header(of, moment(now), cells))


def test_the_header_names_day_clock_what_is_on_what_comes_next_and_the_load() -> None:
    line = says(BUSY)

    assert line.startswith(" Tue 24 Nov 2026  09:42  ▶ Daily stand-up · 18m left   next 10:00 Bud")
    assert line.endswith(" 2h00 of 9h30 ")


def test_at_80_columns_date_clock_what_is_on_time_left_and_load_remain() -> None:
    long = rows(block("09:00", "10:00", "Daily stand-up " * 9, status=Status.ACTIVE), NEXT)

    line = says(long, 80)
    assert line.startswith(" Tue 24 Nov 2026  09:42  ▶ Daily stand-up Dai")
    assert line.endswith("… · 18m left  2h00 of 9h30 ")


def test_at_40_columns_what_is_on_and_time_left_are_short() -> None:
    assert says(BUSY, 40) == " Tue 24 09:42  ▶ D… 18m left  2h00/9h30 "


@pytest.mark.parametrize(
    ("cells", "end"),
    [
        (120, "next 10:00 Budget review with finance          ⚑2   2h00 of 9h30 "),
        (80, "Daily stand-up · 18m left          ⚑2   2h00 of 9h30 "),
        (40, " Tue 24 09:42  ▶ Daily …   ⚑2 2h00/9h30 "),
        (28, " Tue 24 09:42  ⚑2 2h00/9h30 "),
        (27, " Tue 24 09:42    2h00/9h30 "),  # the flags go before the load
    ],
)
def test_raised_flags_stand_beside_the_load_and_never_push_it_out(cells: int, end: str) -> None:
    line = says(BUSY._replace(raised=2), cells)
    assert line.endswith(end)


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (30, " Tue 24 09:42       2h00/9h30 "),
        (25, " Tue 24 09:42  2h00/9h30 "),
        (24, " Tue 24 09:42 2h00/9h30 "),
        (23, " Tue 24 09:42  ▶ Dail… "),  # the load goes before the clock
        (13, " Tue 24 09:42"),
        (12, " 09:42      "),
        (6, " 09:42"),
        (3, " 0…"),
        (1, "…"),
        (0, ""),
    ],
)
def test_the_clock_goes_last_where_there_is_no_room(cells: int, shown: str) -> None:
    assert says(BUSY, cells) == shown


@pytest.mark.parametrize("cells", range(301))
def test_the_header_fills_any_width(cells: int) -> None:
    over = rows(*(block("08:00", "17:30", "x" * 90, block_id=i) for i in range(3)), capacity=60)

    for of in (rows(), BUSY, over):
        assert width(header(of, moment("12:00"), cells)) == cells


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_titles_stay_in_the_header(words: str) -> None:
    of = rows(
        block("09:00", "10:00", words, status=Status.ACTIVE),
        block("11:00", "12:00", words, block_id=2),
    )

    for shown in (of, rows(of.blocks[1])):
        for cells in (1, 20, 40, 80, 120, 300):
            line = header(shown, moment("09:42"), cells)
            assert width(line) == cells
            assert not any(sign < " " or "\x7f" <= sign <= "\x9f" for sign in plain(line))


def test_what_runs_beyond_its_end_is_over() -> None:
    assert "◷ Daily stand-up · 1h05 over" in says(BUSY, now="11:05")


def test_what_is_planned_for_now_is_on_until_its_end() -> None:
    assert "○ Budget review with finance · until 11:00" in says(rows(NEXT), now="10:00")
    assert "◷ Budget review with finance · until 11:00" in says(rows(NEXT), now="10:05")


def test_what_was_started_early_is_on_until_its_end() -> None:
    early = block("10:00", "11:00", activity="Budget review", status=Status.ACTIVE)

    assert "▶ Budget review · until 11:00" in says(rows(early), now="08:00")
    assert "▶ Budget review · 1h00 left" in says(rows(early), now="10:00")


def test_what_comes_next_is_said_in_full_where_there_is_room() -> None:
    name = "Answer the auditor about custody"
    coming = block("10:00", "11:00", activity=name)
    on = block("09:00", "10:00", activity="Stand-up", status=Status.ACTIVE)

    assert f"  nothing on   next 10:00 {name} " in says(rows(coming))
    assert f"▶ Stand-up · 18m left   next 10:00 {name} " in says(rows(on, coming))


def test_an_active_all_day_block_has_no_time_left() -> None:
    freeze = all_day(status=Status.ACTIVE)

    assert "▶ Change freeze  " in says(rows(freeze))
    assert "left" not in says(rows(freeze))


def test_nothing_on_and_nothing_more() -> None:
    assert "  nothing on   next 10:00 Budget review" in says(rows(NEXT))
    assert "  next 10:00 Budget review" in says(rows(NEXT), 80)
    assert "  no more today " in says(rows(NEXT), now="11:00")
    assert "  nothing planned today " in says(rows())
    assert "  nothing planned today " in says(rows(block("09:00", "09:00")._replace(
        start=None, end=None)))  # fmt: skip
    assert "  nothing today " in says(rows(), cells=44)
    assert "  nothing on " in says(rows(), cells=35)


def test_another_day_keeps_speaking_of_now_and_says_so() -> None:
    other = rows(block("08:00", "09:00", day=WEDNESDAY), day=WEDNESDAY, today=BUSY.blocks)
    line = header(other, moment("09:42")._replace(today=TUESDAY), 120)

    assert plain(line).startswith(" Wed 25 Nov 2026   now 09:42  ▶ Daily stand-up")
    assert plain(line).endswith(" Wed 1h00 of 9h30 ")
    assert role_of(line, "Wed") == "warn"
    assert role_of(header(BUSY, moment(), 120), "Tue") == "title"
    narrow = plain(header(other, moment("09:42")._replace(today=TUESDAY), 40))
    assert narrow.startswith(" Wed 25 now 09:42  ")
    assert narrow.endswith(" 1h00/9h30 ")


def test_the_load_is_the_union_of_the_work_in_the_hours() -> None:
    of = rows(
        block("07:00", "09:00", block_id=1),
        block("08:30", "10:00", block_id=2),
        block("12:00", "13:00", block_id=3, kind=Kind.BREAK),
        block("17:00", "02:00", block_id=4),
        block("14:00", "15:00", block_id=5, status=Status.SKIPPED),
        all_day(),
    )

    assert load(of, moment()) == Load(150, 510)
    assert load(of, moment(capacity=400)) == Load(150, 400)
    assert load(of._replace(capacity_minutes=0), moment(capacity=400)) == Load(150, 0)


def test_too_much_is_said_in_words() -> None:
    line = header(rows(block("08:00", "10:00"), capacity=60), moment(), 120)

    assert plain(line).endswith(" over: 2h00 of 1h00 ")
    assert role_of(line, "over") == "urgent"
    assert says(rows(block("08:00", "10:00"), capacity=60), 50).endswith(" ! 2h00/1h00 ")


@pytest.mark.parametrize(
    ("of", "cells", "words"),
    [
        (rows(), 120, " day off "),
        (rows(), 40, " day off "),
        (rows(all_day()), 120, " day off "),
        (rows(block("22:00", "23:30")), 120, " 1h30 on a day off "),
        (rows(block("22:00", "23:30")), 40, " 1h30 "),
        (rows(block("22:00", "02:00", day=MONDAY)), 120, " 2h00 on a day off "),
        (rows(block("22:00", "23:30", kind=Kind.BREAK)), 120, " day off "),
        (rows(block("22:00", "23:30"), capacity=120), 120, " 1h30 of 2h00 "),
        (rows(block("22:00", "23:30"), capacity=60), 120, " over: 1h30 of 1h00 "),
        (rows()._replace(holiday="Epiphany"), 120, " day off: Epiphany "),
        (rows()._replace(holiday="Epiphany"), 40, " day off "),
        (rows()._replace(holiday="x" * 40), 120, f" day off: {'x' * 23}… "),
        (
            rows(block("22:00", "23:30"))._replace(holiday="\x1b[2JEve"),
            120,
            " 1h30 on a day off: ␛[2JEve ",
        ),
    ],
)
def test_a_day_off_is_one(of: DayRows, cells: int, words: str) -> None:
    assert plain(header(of, moment(hours=None), cells)).endswith(words)


def test_time_left_is_a_stopwatchs_where_the_clock_changes() -> None:
    night = date(2026, 10, 25)
    place = ZoneInfo("Europe/Berlin")
    running = block("01:00", "05:00", day=night, status=Status.ACTIVE)
    at = moment(
        "01:30", day=night, offset_at=lambda at: at.replace(tzinfo=place).utcoffset() or timedelta()
    )

    assert "4h30 left" in plain(header(rows(running, day=night), at, 120))
    late = at._replace(now=datetime.combine(night, time(5, 10)))
    assert "10m over" in plain(header(rows(running, day=night), late, 120))


def test_work_beyond_midnight_is_still_on_before_the_day_boundary() -> None:
    night = rows(block("22:00", "03:00", "Cutover", status=Status.ACTIVE))
    at = moment("02:00", day=WEDNESDAY, today=TUESDAY)

    line = plain(header(night, at, 120))
    assert line.startswith(" Tue 24 Nov 2026  02:00  ▶ Cutover · 1h00 left")


def test_what_runs_comes_before_what_is_planned() -> None:
    planned = block("09:30", "10:30", block_id=3)

    def on(*blocks: Block, now: str = "09:42") -> int | None:
        found = current_block(blocks, moment(now))
        return found.id if found else None

    assert on(planned, RUNNING) == 1
    assert on(planned, all_day()) == 3
    assert on(block(), planned, now="10:15") == 3  # the one that began last
    assert on(block(status=Status.SKIPPED), now="10:15") is None
    assert on(block("10:00", "10:00"), now="10:00") is None
    assert on() is None


def test_the_next_block_is_the_earliest_planned_one_after_now() -> None:
    later = block("12:00", "13:00", block_id=4)

    def then(*blocks: Block) -> int | None:
        found = next_block(blocks, moment("09:42"))
        return found.id if found else None

    assert then(later, NEXT, RUNNING, all_day()) == 2
    assert then(later, NEXT._replace(status=Status.MOVED)) == 4
    assert then(block("09:42", "10:00")) is None
    assert then() is None


def test_working_hours_may_end_late() -> None:
    late = (time(14), time(23, 59))

    assert load(rows(block("22:00", "02:00")), moment(hours=late)) == Load(119, 599)
    assert load(rows(), moment(hours=WORKDAY)) == Load(0, 570)
