"""What stands on each line of the timeline."""

from datetime import date, datetime, time

import pytest

from infraday.config import WORKDAY
from infraday.domain.block import OutputState, Status
from infraday.domain.picture import CURSOR, HELD, Line, width
from infraday.domain.rows import Block, DayRows
from infraday.domain.timeline import ZOOMS, Timeline, lay_out
from infraday.domain.timeline_picture import (
    Cursor,
    glyph,
    held_cell,
    line_picture,
    paint_mark,
    signs,
)
from tests.day_rows import HOSTILE, MONDAY, TUESDAY, WEDNESDAY, all_day, block, plain, role_of, rows

NOW = datetime.combine(TUESDAY, time(9, 42))
NOWHERE = Cursor(0, shown=False)
WIDTHS = (1, 2, 3, 4, 5, 6, 10, 17, 40, 76, 120)


def laid(of: DayRows, zoom: int = 30, now: datetime = NOW) -> Timeline:
    return lay_out(of, zoom, now, WORKDAY)


def slot_line(timeline: Timeline, slot: int, cells: int = 76, cursor: Cursor = NOWHERE) -> Line:
    pinned = min(len(timeline.all_day), 3)
    return line_picture(timeline, timeline.line_of(slot) + pinned, NOW, cells, cursor)


def shown(*blocks: Block, slot: int, cells: int = 76, zoom: int = 30, day: date = TUESDAY) -> str:
    timeline = laid(rows(*blocks, day=day, projects=["dc-move", "net-up"]), zoom)
    return plain(slot_line(timeline, slot, cells)).rstrip()


@pytest.mark.parametrize(
    ("status", "state", "begin", "sign", "role"),
    [
        (Status.PLANNED, None, "10:00", "○", "text"),
        (Status.PLANNED, None, "09:37", "◷", "urgent"),  # 5 minutes after its start
        (Status.PLANNED, None, "09:38", "○", "text"),
        (Status.ACTIVE, None, "09:00", "▶", "accent"),
        (Status.ACTIVE, None, "08:00", "◷", "urgent"),  # past its end
        (Status.DONE, OutputState.PRODUCED, "08:00", "✔", "good"),
        (Status.DONE, OutputState.PARTIAL, "08:00", "◐", "warn"),
        (Status.DONE, OutputState.NONE, "08:00", "✔", "good"),
        (Status.SKIPPED, None, "08:00", "✖", "muted"),
        (Status.MOVED, None, "08:00", "↷", "muted"),
        (Status.CANCELLED, None, "08:00", "⊘", "muted"),
    ],
)
def test_every_state_has_its_sign(
    status: Status, state: OutputState | None, begin: str, sign: str, role: str
) -> None:
    hour, minute = begin.split(":")
    one = block(begin, f"{int(hour) + 1:02}:{minute}", status=status, output_state=state)

    assert glyph(one, NOW) == (sign, role)


def test_a_line_tells_time_state_title_signs_and_project() -> None:
    one = block(fixed=True, series_id=3, project_id=1)

    line = shown(one, slot=20)
    assert line.startswith(" 10 ○ Budget review ")
    assert line.endswith(" ↻◆ ▏dc-move")
    assert shown(one, slot=20, cells=40).endswith(" ↻◆ ▏")  # without room, the mark alone


def test_bold_for_now_normal_for_planned_dim_for_done_and_struck_for_what_is_gone() -> None:
    roles = {
        status: role_of(slot_line(laid(rows(block("08:00", "17:00", status=status))), 16), "Budget")
        for status in Status
    }

    assert roles == {
        Status.ACTIVE: "now", Status.PLANNED: "text", Status.DONE: "muted",
        Status.SKIPPED: "over", Status.MOVED: "over", Status.CANCELLED: "over",
    }  # fmt: skip


def test_the_rows_below_say_the_output_and_an_odd_end() -> None:
    one = block("10:00", "11:50", output="Updated forecast")

    assert shown(one, slot=21).strip() == "│   → Updated forecast"
    assert shown(one, slot=22) == " 11 │"
    assert shown(one, slot=23).strip() == "│   until 11:50"
    done = block("10:00", "10:50", output="x", output_note="Forecast v7")
    assert shown(done, slot=21).split() == ["│", "Forecast", "v7", "until", "10:50"]


def test_a_start_between_the_rows_is_written_out() -> None:
    assert shown(block("15:10", "15:20"), slot=30) == " 15 ○ 15:10 Budget review"
    assert shown(block("15:00", "15:20"), slot=30) == " 15 ○ Budget review"


def test_what_goes_on_over_midnight_says_so_on_both_days() -> None:
    night = block("22:00", "02:00")
    assert shown(night, slot=47).strip() == "│   ↓ until 02:00 +1"
    assert shown(night, slot=0, day=WEDNESDAY) == " 00 ○ ↑ Budget review"
    assert shown(night, slot=3, day=WEDNESDAY).strip() == "│"

    long = block("22:00", "02:10", day=MONDAY, days=3, status=Status.ACTIVE)
    assert shown(long, slot=0) == " 00 ▶ ↑ Budget review"
    assert shown(long, slot=47).strip() == "│   ↓ until 02:10 +2"

    short = block("23:50", "00:10")
    assert shown(short, slot=47).split() == ["○", "23:50", "Budget", "review", "↓"]
    assert "↓" not in shown(block("23:00", "00:00", days=1), slot=47)


def test_those_that_clash_are_marked() -> None:
    line = shown(block(), block("10:15", "11:00", "Vendor call", block_id=2), slot=20)

    assert line.count("≋") == 2
    assert line.index("Budget") < line.index("Vendor call")


@pytest.mark.parametrize("cells", [28, 10])
def test_a_lane_without_room_for_signs_shows_that_it_is_marked(cells: int) -> None:
    timeline = laid(rows(*(block(block_id=i, activity=f"No {i}") for i in (1, 2, 3))))
    line = line_picture(timeline, timeline.line_of(20), NOW, cells, NOWHERE, {2})

    assert [run.strip() for run, _ in line if run.strip() in {"○", "☑"}] == ["○", "☑", "○"]


@pytest.mark.parametrize("count", [2, 5, 40, 90])
@pytest.mark.parametrize("cells", WIDTHS)
def test_any_number_side_by_side_fills_the_line(count: int, cells: int) -> None:
    many = [block(block_id=i, activity=f"No {i}") for i in range(1, count + 1)]
    timeline = laid(rows(*many))

    for slot in (20, 21):
        assert width(slot_line(timeline, slot, cells)) == cells


def test_each_of_forty_blocks_in_one_row_keeps_its_sign() -> None:
    many = [block(block_id=i, status=Status.DONE) for i in range(1, 41)]

    assert shown(*many, slot=20).count("✔") == 40
    assert shown(*many, slot=20, cells=40).endswith("…")  # more than there are columns


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_titles_stay_in_their_cells(words: str) -> None:
    one = block("09:00", "11:50", words, output=words, project_id=1)
    two = [one, one._replace(id=2)]
    timeline = laid(rows(*two, all_day(words, project_id=1), projects=[words]))

    for cells in WIDTHS:
        for line in range(len(timeline.lines) + 1):
            picture = line_picture(timeline, line, NOW, cells, Cursor(20))
            assert width(picture) == cells
            assert not any(sign < " " or "\x7f" <= sign <= "\x9f" for sign in plain(picture))


@pytest.mark.parametrize("count", range(11))
@pytest.mark.parametrize("cells", WIDTHS)
def test_all_day_blocks_stand_on_top_three_at_most(count: int, cells: int) -> None:
    of = rows(*(all_day(f"Freeze {i}", block_id=i) for i in range(count)))
    timeline = laid(of)
    lines = [line_picture(timeline, line, NOW, cells, Cursor(0)) for line in range(4)]

    assert all(width(line) == cells for line in lines)
    on_top = min(count, 3)
    if cells == 76:
        assert [plain(line)[:9] for line in lines[:on_top]] == [" all day "] * on_top
        assert ("more" in plain(lines[2])) == (count > 3)
        assert f"+{count - 3} more" in plain(lines[2]) or count <= 3


def test_the_now_line_cannot_be_missed() -> None:
    line = paint_mark("09:42", 76)

    assert role_of(line, "09:42") == "here"
    assert plain(line).startswith("    ┄┄┄")
    assert plain(line).endswith("┄┄┄ ")
    assert role_of(paint_mark("02:00 clocks go forward to 03:00", 76), "clocks") == "warn"


@pytest.mark.parametrize("mark", ["09:42", "02:00 +1", "02:00 clocks go forward to 03:00"])
def test_a_mark_between_the_rows_fits_any_width(mark: str) -> None:
    for cells in range(80):
        line = plain(paint_mark(mark, cells))
        assert len(line) == cells
        assert mark in line or cells < len(mark) + 2
        assert "…" in line or mark in line or cells == 0


def test_the_cursor_marks_its_row_and_holds_the_block() -> None:
    timeline = laid(rows(block("10:00", "11:30"), block("10:00", "11:30", "Other", block_id=2)))

    def marks(slot: int) -> list[str]:
        """The mark of each cell, on the left and on the right."""
        line = slot_line(timeline, slot, cursor=Cursor(21, 1))
        cells = [role.partition("|")[2] for run, role in line for _ in run]
        return sorted({*cells[:40]}) + sorted({*cells[40:]})

    assert marks(20) == ["", HELD[1:]]
    assert marks(21) == ["", CURSOR[1:]]
    assert marks(22) == ["", HELD[1:]]
    assert marks(19) == marks(23) == ["", ""]


def test_free_time_under_the_cursor_says_what_enter_does() -> None:
    timeline = laid(rows())
    cursor = Cursor(20, hint="enter: T-40")

    line = plain(slot_line(timeline, 20, cursor=cursor))
    assert line == f" 10 {'enter: T-40 ':>72}"
    assert plain(slot_line(timeline, 21, cursor=cursor)).strip() == ""
    assert CURSOR not in str(slot_line(timeline, 20, cursor=cursor._replace(shown=False)))


def test_an_all_day_block_takes_the_cursor_only_where_it_is_shown() -> None:
    timeline = laid(rows(all_day(), all_day(block_id=91)))

    for shown_, count in ((True, 1), (False, 0)):
        cursor = Cursor(-1, shown=shown_)
        lines = [line_picture(timeline, line, NOW, 40, cursor) for line in range(10)]
        assert [CURSOR in str(line) for line in lines].count(True) == count
    assert CURSOR in str(line_picture(timeline, 1, NOW, 40, Cursor(-1)))


def test_the_cursor_holds_the_nearest_lane() -> None:
    timeline = laid(rows(block(), block(block_id=2)))

    found = [held_cell(timeline, Cursor(20, lane)) for lane in (0, 1, 7)]
    assert [cell.block.id for cell in found if cell] == [1, 2, 2]
    assert held_cell(timeline, Cursor(5)) is None
    assert held_cell(timeline, Cursor(-1)) is None
    assert held_cell(timeline, Cursor(999)) is None


def test_the_gutter_counts_the_hours() -> None:
    quarters = laid(rows(), 15)

    assert [plain(slot_line(quarters, slot, 4)) for slot in (36, 37, 38, 39)] == [
        " 09 ", "    ", "  · ", "    ",
    ]  # fmt: skip
    assert role_of(slot_line(quarters, 36), "09") == "text"
    assert role_of(slot_line(quarters, 28), "07") == "muted"
    assert role_of(slot_line(quarters, 72), "18") == "muted"


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("cells", WIDTHS)
def test_a_whole_day_is_drawn_at_any_zoom_and_width(zoom: int, cells: int) -> None:
    of = rows(block("08:00", "09:10"), block("09:00", "09:00", block_id=2), all_day())
    timeline = laid(of, zoom)

    for line in range(1440 // zoom + 8):
        assert width(line_picture(timeline, line, NOW, cells, Cursor(8))) == cells


def test_signs_say_what_else_is_to_know() -> None:
    assert signs(block(), clashing=False, marked=False) == ""
    odd = block(series_id=1, fixed=True, unplanned=True)
    assert signs(odd, clashing=True, marked=True) == "☑≋↻◆+"
