"""The day laid out: rows and lanes of blocks, the now-line, the nights when the clock changes."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.config import WORKDAY, Hours
from infraday.domain import nights
from infraday.domain.block import Status
from infraday.domain.rows import Block
from infraday.domain.timeline import (
    ZOOMS,
    Cell,
    Timeline,
    finest,
    free_gaps,
    is_now,
    lay_out,
)
from tests.day_rows import MONDAY, TUESDAY, WEDNESDAY, all_day, block, rows

BEFORE = datetime.combine(MONDAY, time(9))  # the day shown is not today


def at(clock: str, day: date = TUESDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock))


def laid(*blocks: Block, zoom: int = 30, day: date = TUESDAY, now: datetime = BEFORE) -> Timeline:
    return lay_out(rows(*blocks, day=day), zoom, now, WORKDAY)


def cells(timeline: Timeline) -> dict[int, Cell]:
    return {cell.block.id: cell for slot in timeline.slots for cell in slot}


def place(timeline: Timeline, block_id: int = 1) -> tuple[int, int]:
    cell = cells(timeline)[block_id]
    return cell.first, cell.last


@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_block_is_as_tall_as_it_is_long(zoom: int) -> None:
    assert place(laid(block("10:00", "12:00"), zoom=zoom)) == (600 // zoom, 720 // zoom)


@pytest.mark.parametrize(
    ("begin", "end", "zoom", "slots"),
    [
        ("15:10", "15:20", 60, (15, 16)),  # at least one row
        ("15:10", "15:20", 15, (60, 62)),
        ("15:10", "15:50", 30, (30, 32)),
        ("15:00", "15:31", 30, (30, 32)),
        ("00:00", "00:05", 30, (0, 1)),
        ("23:50", "23:59", 30, (47, 48)),
        ("12:00", "12:00", 30, (24, 25)),  # a mark of no length
        ("00:00", "00:00", 30, (0, 1)),
        ("23:59", "23:59", 15, (95, 96)),
    ],
)
def test_the_rows_of_short_blocks(begin: str, end: str, zoom: int, slots: tuple[int, int]) -> None:
    assert place(laid(block(begin, end), zoom=zoom)) == slots


def test_a_block_over_midnight_stands_on_both_days() -> None:
    night = block("23:50", "00:10")

    assert place(laid(night)) == (47, 48)
    assert place(laid(night, day=WEDNESDAY)) == (0, 1)


def test_a_block_of_three_days_fills_the_one_in_between() -> None:
    long = block("22:00", "02:00", day=MONDAY, days=2)

    assert place(laid(long, day=MONDAY)) == (44, 48)
    assert place(laid(long, day=TUESDAY)) == (0, 48)
    assert place(laid(long, day=WEDNESDAY)) == (0, 4)


def test_blocks_that_meet_stand_side_by_side() -> None:
    five = [block("10:00", "11:00", block_id=i) for i in range(1, 6)]
    timeline = laid(*five, block("11:00", "12:00", block_id=6))

    assert [(cell.lane, cell.lanes) for cell in timeline.slots[20]] == [(i, 5) for i in range(5)]
    assert cells(timeline)[6].lanes == 1
    assert timeline.clashing == {1, 2, 3, 4, 5}


def test_a_freed_lane_is_used_again() -> None:
    timeline = laid(
        block("09:00", "12:00", block_id=1),
        block("09:00", "10:00", block_id=2),
        block("10:00", "11:00", block_id=3),
    )

    assert [cells(timeline)[i].lane for i in (1, 2, 3)] == [0, 1, 1]
    assert {cell.lanes for cell in cells(timeline).values()} == {2}


def test_two_in_one_row_stand_side_by_side_and_do_not_clash() -> None:
    short = [block("10:00", "10:15", block_id=1), block("10:15", "10:30", block_id=2)]

    assert [cell.lanes for cell in cells(laid(*short, zoom=30)).values()] == [2, 2]
    assert [cell.lanes for cell in cells(laid(*short, zoom=15)).values()] == [1, 1]
    assert not laid(*short, zoom=60).clashing


def test_what_takes_no_time_does_not_clash() -> None:
    moved = block("10:00", "11:00", block_id=2, status=Status.MOVED)

    assert not laid(block("10:00", "11:00"), moved).clashing


def test_all_day_blocks_stand_apart() -> None:
    timeline = laid(all_day(), block())

    assert [block.id for block in timeline.all_day] == [90]
    assert list(cells(timeline)) == [1]


spans = st.tuples(st.integers(0, 1439), st.integers(0, 400))


@given(st.lists(spans, max_size=12), st.sampled_from(ZOOMS))
def test_every_block_has_its_rows_to_itself(found: list[tuple[int, int]], zoom: int) -> None:
    midnight = datetime.combine(TUESDAY, time())
    blocks = []
    for number, (begin, length) in enumerate(found, start=1):
        start = midnight + timedelta(minutes=begin)
        end = start + timedelta(minutes=length)
        days = (end.date() - TUESDAY).days
        clock = (f"{start:%H:%M}", f"{end:%H:%M}")
        blocks.append(block(*clock, block_id=number, days=days))
    timeline = laid(*blocks, zoom=zoom)

    assert set(cells(timeline)) == {block.id for block in blocks}
    for slot, here in enumerate(timeline.slots):
        assert len({cell.lane for cell in here}) == len(here)
        assert len({cell.lanes for cell in here}) <= 1
        assert all(cell.first <= slot < cell.last for cell in here)
        assert all(cell.lane < cell.lanes for cell in here)


@pytest.mark.parametrize(
    ("clock", "zoom", "line"),
    [("00:00", 60, 1), ("09:42", 60, 10), ("09:42", 30, 20), ("09:42", 15, 39), ("23:59", 30, 48)],
)
def test_the_now_line_stands_below_the_row_of_now(clock: str, zoom: int, line: int) -> None:
    timeline = laid(now=at(clock), zoom=zoom)

    assert timeline.now_line == line
    assert timeline.lines[line] == clock
    assert len(timeline.lines) == 1440 // zoom + 1


def test_another_day_has_no_now_line() -> None:
    assert laid(now=BEFORE).now_line is None
    assert laid(now=at("00:00", WEDNESDAY)).now_line is None


def test_before_the_day_boundary_now_stands_below_the_day_shown() -> None:
    timeline = lay_out(rows(), 60, at("02:00", WEDNESDAY), WORKDAY, today=TUESDAY)

    assert timeline.lines[-1] == "02:00 +1"
    assert timeline.now_line == 24


def test_the_next_day_shows_the_same_now_where_it_is() -> None:
    timeline = lay_out(rows(day=WEDNESDAY), 60, at("02:00", WEDNESDAY), WORKDAY, today=TUESDAY)

    assert timeline.lines[3] == "02:00"


def zone_changes(zone: str, day: date) -> list[tuple[time, int]]:
    place = ZoneInfo(zone)
    return nights.clock_changes(day, lambda at: at.replace(tzinfo=place).utcoffset() or timedelta())


@pytest.mark.parametrize(
    ("zone", "day", "line", "words"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 2, "02:00 clocks go forward to 03:00"),
        ("Europe/Berlin", date(2026, 10, 25), 3, "03:00 clocks go back to 02:00"),
        ("America/New_York", date(2026, 3, 8), 2, "02:00 clocks go forward to 03:00"),
        ("America/New_York", date(2026, 11, 1), 2, "02:00 clocks go back to 01:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), 2, "02:00 clocks go forward to 02:30"),
        ("Australia/Lord_Howe", date(2026, 4, 5), 2, "02:00 clocks go back to 01:30"),
        ("America/Santiago", date(2026, 9, 6), 0, "00:00 clocks go forward to 01:00"),
        ("America/Santiago", date(2026, 4, 4), 24, "00:00 clocks go back to 23:00"),
    ],
)
def test_a_change_of_the_clocks_stands_where_it_happens(
    zone: str, day: date, line: int, words: str
) -> None:
    timeline = lay_out(rows(day=day), 60, BEFORE, WORKDAY, zone_changes(zone, day))

    assert timeline.lines[line] == words
    assert timeline.now_line is None
    assert not is_now(words)
    assert [timeline.lines[timeline.line_of(slot)] for slot in range(24)] == [*range(24)]


def test_now_and_a_change_of_the_clocks_stand_in_their_order() -> None:
    day = date(2026, 10, 25)
    changes = zone_changes("Europe/Berlin", day)

    def marks(clock: str) -> list[str]:
        timeline = lay_out(rows(day=day), 60, at(clock, day), WORKDAY, changes)
        return [entry[:5] for entry in timeline.lines if isinstance(entry, str)]

    assert marks("02:30") == ["02:30", "03:00"]
    assert marks("03:00") == ["03:00", "03:00"]
    assert marks("03:10") == ["03:00", "03:10"]


@pytest.mark.parametrize(
    ("height", "hours", "all_day", "zoom"),
    [
        (56, WORKDAY, 0, 15),
        (39, WORKDAY, 0, 15),  # 38 rows and the now-line
        (38, WORKDAY, 0, 30),
        (39, WORKDAY, 1, 30),
        (23, WORKDAY, 3, 30),
        (23, WORKDAY, 10, 30),  # of which no more than three are shown
        (22, WORKDAY, 3, 60),
        (11, WORKDAY, 0, 60),
        (1, WORKDAY, 0, 60),
        (0, WORKDAY, 0, 60),
        (41, None, 0, 15),  # a day off: from 8 to 18
        (40, None, 0, 30),
        (97, (time(0), time(23, 59)), 0, 15),
        (96, (time(0), time(23, 59)), 0, 30),
        (20, (time(8, 20), time(17, 10)), 0, 30),  # 08:00 to 17:30, in whole rows
        (19, (time(8, 20), time(17, 10)), 0, 60),
    ],
)
def test_the_finest_zoom_at_which_the_working_day_fits(
    height: int, hours: Hours, all_day: int, zoom: int
) -> None:
    assert finest(height, hours, all_day) == zoom


def test_slots_and_times() -> None:
    timeline = laid(zoom=15)

    assert timeline.slot_at(time(9, 44)) == 38
    assert timeline.time_of(38) == time(9, 30)
    assert timeline.time_of(95) == time(23, 45)


def free(timeline: Timeline) -> dict[int, tuple[str, int]]:
    return {slot: (f"{gap.end:%H:%M}", gap.minutes) for slot, gap in timeline.free.items()}


def test_free_time_is_told_once_from_now_on() -> None:
    lunch = block("12:00", "13:00")

    assert free(laid(lunch)) == {16: ("12:00", 240), 26: ("17:30", 270)}
    assert free(laid(lunch, now=at("09:42"))) == {19: ("12:00", 138), 26: ("17:30", 270)}
    assert free(laid(lunch, now=at("17:20"))) == {}


def test_free_time_is_told_on_a_row_of_its_own() -> None:
    # At 60 minutes a row the gap begins in the row of a block; it is told on the next one.
    assert free(laid(block("08:00", "09:20"), zoom=60)) == {10: ("17:30", 490)}
    assert free(laid(block("08:00", "09:20"), block("09:40", "17:30", block_id=2), zoom=60)) == {}
    # The last minutes of a day do not show up beyond its end.
    assert free(laid(now=at("17:10"), zoom=30)) == {34: ("17:30", 20)}


def test_what_was_skipped_leaves_its_time_free() -> None:
    skipped = block("08:00", "17:30", status=Status.SKIPPED)

    assert free(laid(skipped)) == {}
    assert len(free_gaps(rows(skipped), BEFORE, WORKDAY)) == 1


@pytest.mark.parametrize("hours", [None, (time(20), time(23, 59))])
def test_a_day_off_and_a_late_day(hours: Hours) -> None:
    timeline = lay_out(rows(), 60, BEFORE, hours)

    assert free(timeline) == ({} if hours is None else {20: ("23:59", 239)})


def test_many_blocks_are_laid_out_in_time() -> None:
    many = [block(f"{i % 24:02}:{i % 60:02}", "23:59", block_id=i) for i in range(1, 501)]

    assert len(cells(laid(*many, zoom=15))) == 500
