"""A day as it is opened: what is in sight, where the cursor stands, what the detail says."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from infraday.config import WORKDAY
from infraday.domain import dayview
from infraday.domain.block import Status
from infraday.domain.dayview import DayView, block_at, open_view, time_at, with_cursor
from infraday.domain.picture import Region, frame, width
from infraday.domain.rows import DayRows
from infraday.domain.timeline import ZOOMS
from infraday.domain.timeline_picture import Cursor
from tests.day_rows import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    all_day,
    block,
    moment,
    plain,
    role_of,
    rows,
    task,
    wait,
)

DAY = rows(block("09:00", "10:00"), block("10:00", "11:00", block_id=2))


def opened(of: DayRows, now: str = "09:42", height: int = 20, zoom: int | None = None) -> DayView:
    return open_view(of, moment(now), height, zoom)


def lines_of(view: DayView, height: int) -> list[str]:
    region = Region(0, 0, 60, height)
    return [plain(line) for line in dayview.timeline_lines(view, region, frozenset())]


def cursor_time(view: DayView) -> time:
    return view.timeline.time_of(view.cursor.slot)


@pytest.mark.parametrize(
    ("now", "at"),
    [
        ("09:42", time(9, 30)),  # on what is on, at the row of now
        ("08:10", time(9)),  # else on what comes next
        ("07:00", time(9)),
        ("11:30", time(11, 30)),  # else now
    ],
)
def test_today_opens_on_what_is_on_or_next_or_now(now: str, at: time) -> None:
    assert cursor_time(opened(DAY, now, zoom=30)) == at


def test_today_opens_on_what_still_runs_although_its_time_is_up() -> None:
    running = block("09:00", "10:00", status=Status.ACTIVE)
    view = opened(rows(running, block("10:00", "11:00", block_id=2)), "10:05", zoom=30)

    assert block_at(view) == running
    assert cursor_time(view) == time(9, 30)


def test_today_opens_in_the_lane_of_what_is_on() -> None:
    running = block("09:00", "10:00", block_id=2, status=Status.ACTIVE)

    assert block_at(opened(rows(block("09:00", "10:00"), running))) == running


def test_another_day_opens_on_its_first_block_else_at_the_start_of_work() -> None:
    at = moment("09:42", day=TUESDAY)

    def shown(of: DayRows) -> time:
        return cursor_time(open_view(of, at, 20, 30))

    night = block("22:00", "02:00", day=TUESDAY)
    assert shown(rows(block("06:30", "07:00", day=WEDNESDAY), day=WEDNESDAY)) == time(6, 30)
    assert shown(rows(night, day=WEDNESDAY, today=[night])) == time(8)  # 22:00 was the day before
    assert shown(rows(day=WEDNESDAY)) == time(8)
    assert cursor_time(open_view(rows(day=WEDNESDAY), at._replace(hours=None), 20)) == time(8)
    late = at._replace(hours=(time(14), time(23, 59)))
    assert cursor_time(open_view(rows(day=WEDNESDAY), late, 20)) == time(14)


def test_the_working_day_is_in_sight_from_its_start() -> None:
    shown = lines_of(opened(DAY), 20)

    assert shown[0].startswith(" 08 ")
    assert shown[-1].startswith((" 17 ", "    "))
    assert any(" 09:42 " in line for line in shown)


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("height", [2, 3, 5, 7, 13, 20, 36, 100])
def test_now_is_in_sight_at_any_hour(zoom: int, height: int) -> None:
    later = rows(block("22:30", "23:00"), today=[block("22:30", "23:00")])
    for now in ("00:00", "00:20", "04:00", "09:42", "18:45", "23:31", "23:59"):
        for of in (rows(), DAY, later):
            view = opened(of, now, height, zoom)
            shown = lines_of(view, height)
            assert any(f" {now} " in line for line in shown), (now, shown)
            top = view.top
            assert top <= view.timeline.line_of(view.cursor.slot) < top + height


def test_what_comes_next_keeps_the_cursor_while_both_fit() -> None:
    evening = rows(block("18:00", "19:00"))

    assert cursor_time(opened(evening, "09:42", 20, 60)) == time(18)
    assert cursor_time(opened(evening, "09:42", 8, 60)) == time(9)


@pytest.mark.parametrize("height", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("count", [0, 1, 3, 10])
def test_no_height_is_too_small(height: int, count: int) -> None:
    of = rows(*(all_day(block_id=i) for i in range(count)), *DAY.blocks)

    assert len(lines_of(opened(of, height=height), height)) == height


@pytest.mark.parametrize("zoom", ZOOMS)
def test_the_first_and_the_last_slot_show_the_marks_beyond_them(zoom: int) -> None:
    last = 1440 // zoom - 1
    for now, slot, y in (("23:59", last, -1), ("00:00", 0, 1)):
        view = opened(DAY, now, 10, zoom)
        view = with_cursor(view._replace(top=30), Cursor(slot), 10)
        assert f" {now} " in lines_of(view, 10)[y]
        assert 0 <= view.timeline.line_of(slot) - view.top < 10


def test_the_cursor_scrolls_only_as_far_as_it_must() -> None:
    view = opened(DAY, "09:42", 8, 60)
    top = view.top

    assert with_cursor(view, Cursor(12), 8).top == top
    assert with_cursor(view, Cursor(20), 8).top == 20 + 1 - 8 + 1  # the now-line is one more
    assert with_cursor(view, Cursor(3), 8).top == 3
    assert with_cursor(view, Cursor(-1), 8).top == top


def local(zone: str) -> Callable[[datetime], timedelta]:
    place = ZoneInfo(zone)
    return lambda at: at.replace(tzinfo=place).utcoffset() or timedelta()


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/Santiago", date(2026, 9, 6)),
        ("America/Santiago", date(2026, 4, 4)),
        ("Europe/Berlin", date(2026, 3, 29)),
        ("Australia/Lord_Howe", date(2026, 4, 5)),
    ],
)
def test_a_night_that_changes_the_clock_is_told(zone: str, day: date) -> None:
    at = moment("12:00", day=day, offset_at=local(zone))
    view = open_view(rows(day=day), at, 12, 60)
    ends = [with_cursor(view, Cursor(slot), 12) for slot in (0, 3, 23)]

    assert any("clocks go" in line for end in ends for line in lines_of(end, 12))


def test_before_the_day_boundary_yesterday_is_open_at_its_end() -> None:
    night = block("22:00", "03:00", "Cutover", status=Status.ACTIVE)
    view = open_view(rows(night), moment("02:00", day=WEDNESDAY, today=TUESDAY), 12)

    assert " 02:00 +1 " in lines_of(view, 12)[-1]
    assert block_at(view) == night
    assert cursor_time(view) == time(23)


def test_the_cursor_on_an_all_day_block() -> None:
    first, second = all_day(block_id=7), all_day(block_id=8)
    view = opened(rows(first, second, *DAY.blocks))

    assert block_at(with_cursor(view, Cursor(-2), 20)) == first
    assert block_at(with_cursor(view, Cursor(-1), 20)) == second
    assert block_at(with_cursor(opened(DAY), Cursor(-1), 20)) is None
    many = opened(rows(*(all_day(block_id=i) for i in range(5))))
    assert [getattr(block_at(with_cursor(many, Cursor(i), 20)), "id", None) for i in (-3, -1)] == [
        0, 2,
    ]  # fmt: skip


def test_the_time_under_the_cursor_is_that_of_its_row_or_of_the_gap_in_it() -> None:
    of = rows(block("09:00", "10:20"), block("12:00", "12:10", block_id=2))

    def at(slot: int, zoom: int = 60) -> datetime:
        return time_at(with_cursor(opened(of, zoom=zoom), Cursor(slot), 20))

    assert at(8) == datetime.combine(TUESDAY, time(8))
    assert at(10) == datetime.combine(TUESDAY, time(10, 20))
    assert at(12) == datetime.combine(TUESDAY, time(12, 10))
    assert at(10, 30) == datetime.combine(TUESDAY, time(5))
    assert at(-1) == datetime.combine(TUESDAY, time())


def test_free_time_suggests_the_first_that_waits() -> None:
    of = rows(block("09:00", "10:00"), waiting=[wait(task(task_id=40)), wait(task(task_id=41))])
    view = opened(of)

    assert (
        with_cursor(view, Cursor(view.timeline.slot_at(time(14))), 20).cursor.hint == "enter: T-40"
    )
    assert view.cursor.hint == ""
    assert opened(DAY, "14:00").cursor.hint == ""


def test_the_detail_follows_the_cursor() -> None:
    view = opened(DAY)

    def says(slot: int, height: int = 6) -> str:
        moved = with_cursor(view, Cursor(slot), 20)
        region = Region(0, 0, 50, height)
        return plain(dayview.detail_lines(moved, region)[0])

    slot = view.timeline.slot_at
    assert says(slot(time(9))).startswith("Budget review")
    assert says(slot(time(14))).startswith("Free 14:00 – 17:30")
    assert says(slot(time(14)), 1).startswith(" Free 14:00 – 17:30")


@pytest.mark.parametrize("size", [(1, 1), (40, 10), (80, 24), (120, 40), (300, 200)])
@pytest.mark.parametrize("note", ["", "3 marked", "x" * 100])
def test_the_frame_fits_its_regions(size: tuple[int, int], note: str) -> None:
    view = open_view(DAY, moment(), frame(*size).timeline.height)

    for region, lines, name in dayview.frame_parts(view, frame(*size), note):
        for line in lines[: region.height]:
            assert width(line) == region.width, name


def test_the_rules_meet_where_the_panes_part_also_beside_a_note() -> None:
    of = frame(120, 40)
    for note in ("", "3 marked"):
        found = dayview.frame_parts(opened(DAY), of, note)
        parts = {name: plain(lines[0]) for _, lines, name in found}
        assert parts["rule"].index("┬") == parts["foot"].index("┴") == of.side.x
    assert parts["rule"].startswith(" 3 marked ─")
    assert parts["side"] == "│"


def test_with_a_week_between_the_panes_meet_its_rule_and_not_the_header() -> None:
    of = frame(120, 40, week=True)
    found = dayview.frame_parts(opened(DAY), of, "3 marked")
    parts = {name: plain(lines[0]) for _, lines, name in found}

    assert "┬" not in parts["rule"]
    assert parts["rule"].startswith(" 3 marked ─")
    assert parts["foot"].index("┴") == of.side.x


def test_a_note_without_a_rule_stands_in_the_header() -> None:
    for note, said in (("3 marked", "3 marked "), ("x" * 100, "x" * 19 + "… ")):
        parts = dayview.frame_parts(opened(DAY), frame(40, 10), note)
        header = next(lines[0] for _, lines, name in parts if name == "header")
        assert plain(header).endswith(f" {said}")
        assert "09:42" in plain(header)
        assert role_of(header, said) == "warn"


def test_an_empty_day_off_opens() -> None:
    of = rows(day=MONDAY)
    view = open_view(of, moment("12:00", day=MONDAY, hours=None), 20)

    assert cursor_time(view) == time(12)
    assert view.timeline.zoom == 60
    assert open_view(of, moment("12:00", day=MONDAY, hours=WORKDAY), 40).timeline.zoom == 15
