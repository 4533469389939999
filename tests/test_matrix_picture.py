"""The matrix as pictures: parts that never overlap, lines that fit, words that are not lost."""

from datetime import date, timedelta
from itertools import combinations

import pytest

from infraday.domain import matrix_filter, matrix_picture, matrix_row, matrix_text, picture
from infraday.domain.matrix import CALM, Quadrant, Verdict
from infraday.domain.matrix_picture import Banner, Beside, MatrixFrame
from infraday.domain.picture import Line, Region
from infraday.domain.rows import Project
from infraday.models import Task
from infraday.store.plain_rows import ProjectRow
from infraday.store.quadrant_figures import Cell
from tests.factories import TODAY, YESTERDAY, task

SIZES = [
    (40, 10),
    (60, 15),
    (80, 24),
    (99, 40),
    (100, 19),
    (100, 20),
    (120, 40),
    (200, 60),
    (20, 4),
]
DC: Project = ProjectRow(1, "dc-move", "DC move", None)


def said(line: Line) -> str:
    return "".join(run for run, _ in line)


def parts(frame: MatrixFrame) -> list[Region]:
    single = [part for part in frame if isinstance(part, Region)]
    return [part for part in (*single, *frame.quadrants.values()) if part.height and part.width]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("active", Quadrant)
def test_the_parts_fill_the_screen_and_never_overlap(
    size: tuple[int, int], active: Quadrant
) -> None:
    columns, rows = size
    frame = matrix_picture.frame(columns, rows, active)
    found = [part for part in parts(frame) if part != frame.middle]  # it crosses the other rule
    for one in found:
        assert one.x >= 0
        assert one.x + one.width <= columns
        assert one.y + one.height <= rows
    for one, other in combinations(found, 2):
        apart = (
            one.y + one.height <= other.y or other.y + other.height <= one.y
            or one.x + one.width <= other.x or other.x + other.width <= one.x
        )  # fmt: skip
        assert apart, (one, other)
    crossing = columns - 1 if frame.middle.height else 0
    assert sum(one.width * one.height for one in found) + crossing == columns * rows


def test_only_a_large_screen_shows_all_four() -> None:
    for size in SIZES:
        frame = matrix_picture.frame(*size, Quadrant.DELEGATE)
        shown = [quadrant for quadrant, region in frame.quadrants.items() if region.height]
        large = size[0] >= 100 and size[1] >= 20
        assert shown == (list(Quadrant) if large else [Quadrant.DELEGATE])


ROWS = [
    task("Answer the auditor", id=40, due=TODAY, estimate_minutes=45, project_id=1, rank=2),
    task("日本" * 60, id=7, due=YESTERDAY, estimate_minutes=60000, urgent_override=True),
    task("x" * 500, id=123456, due=date(2031, 12, 18)),
    task("Badge list", id=22, status="waiting", owner="ana" * 9, asked_on=YESTERDAY,
         chase_on=TODAY - timedelta(days=9)),
    task("Plain", id=1),
]  # fmt: skip


@pytest.mark.parametrize("cells", [12, 20, 33, 40, 48, 56, 60, 66, 100])
@pytest.mark.parametrize("row", ROWS)
def test_a_row_takes_exactly_its_cells(row: Task, cells: int) -> None:
    for here, marked in ((True, True), (False, False)):
        line = matrix_row.row(row, 0, TODAY, DC, cells, here=here, marked=marked)
        assert picture.width(line) == cells


def test_a_row_tells_rank_title_time_and_project() -> None:
    line = said(matrix_row.row(ROWS[0], 15, TODAY, DC, 80, here=True))
    assert line.startswith("▸ 2 T-40 Answer the auditor ")
    assert line.split()[-3:] == ["30m", "today", "▏dc-move"]


def test_what_is_late_is_told_by_sign_and_word() -> None:
    assert "◷ 23 Nov" in said(matrix_row.row(ROWS[1], 0, TODAY, None, 60))
    assert "◷ over 15 Nov" in said(matrix_row.row(ROWS[3], 0, TODAY, None, 80))
    assert "◷ 15 Nov" in said(matrix_row.row(ROWS[3], 0, TODAY, None, 40))


def test_a_date_of_another_year_is_shortened_before_it_is_cut() -> None:
    assert "Dec 2031" in said(matrix_row.row(ROWS[2], 0, TODAY, None, 60))
    assert "18 Dec 2031" in said(matrix_row.row(ROWS[2], 0, TODAY, None, 90))


def test_a_verdict_by_hand_is_shown_as_one() -> None:
    assert "…* " in said(matrix_row.row(ROWS[1], 0, TODAY, None, 60))


def test_a_title_tells_as_much_as_fits() -> None:
    cell, beside = Cell(6, 3, 435), Beside(2, 9)
    title = said(matrix_picture.title(Quadrant.DO, cell, beside, 60))
    assert title.startswith(" ‼ DO ")
    assert title.endswith("6 · oldest 3 d · 7h15 ")
    assert "2 chases due" in said(matrix_picture.title(Quadrant.DELEGATE, cell, beside, 60))
    assert "archived 9" in said(matrix_picture.title(Quadrant.ELIMINATE, cell, beside, 60))
    for cells in range(12, 60):
        for quadrant in Quadrant:
            line = matrix_picture.title(quadrant, cell, beside, cells)
            assert picture.width(line) == cells
    assert said(matrix_picture.title(Quadrant.DO, cell, beside, 12)).split() == ["‼", "DO", "6"]


@pytest.mark.parametrize("cells", [20, 40, 60, 80, 120])
def test_the_header_keeps_what_matters_most(cells: int) -> None:
    banner = Banner("#dc-move fibre", 3, 12, 4, 120, "", "t")
    line = matrix_picture.header(banner, cells)
    assert picture.width(line) == cells
    assert "☑ 3" in said(line) or "3 marked" in said(line)


def test_the_header_says_all_of_it_where_there_is_room() -> None:
    line = said(matrix_picture.header(Banner("", 0, 12, 4, 120, "", "t"), 120))
    for words in ("all projects", "Do is 2h00 over what is free today", "inbox 12 · t sorts them",
                  "4 snoozed"):  # fmt: skip
        assert words in line


def test_what_the_footer_says_too_makes_room_in_the_header_first() -> None:
    line = said(matrix_picture.header(Banner("", 0, 17, 0, 5295, "", "t", raised=4), 80))
    assert line.startswith(" Matrix · all projects  ")
    assert line.endswith("  ⚑4  Do is 88h15 over what is free today  inbox 17 ")


@pytest.mark.parametrize("cells", [40, 60, 80, 120])
def test_the_line_of_the_filter_covers_no_half_of_what_the_header_tells(cells: int) -> None:
    banner = Banner("#dc-move", 0, 17, 4, 5295, "", "t", raised=4, typing=True)
    line = said(matrix_picture.header(banner, cells))
    assert not line[10 : 10 + cells // 2].strip()
    assert "  ⚑4" in line
    assert cells < 120 or "Do is 88h15 over what is free today" in line


def test_raised_flags_stand_in_the_header_at_any_width() -> None:
    banner = Banner("", 3, 12, 4, 120, "", "t", raised=2)
    for cells in (20, 40, 80, 120):
        assert "  ⚑2" in said(matrix_picture.header(banner, cells))


KEYS, OWNERS = ("dc-move", "dc", "net-up"), ("ana", "anabel", "jo")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", ""),
        ("fibre patch", "fibre patch"),
        ("#net @j", "#net-up @jo"),
        ("#dc", "#dc"),
        ("#dc-m", "#dc-move"),
        ("@ana", "@ana"),
        ("@zoe", "@zoe"),
        ("#nope", "(there is no #nope)"),
        ("# @ C#", "C#"),
    ],
)
def test_a_filter_is_read_as_it_is_typed(typed: str, shown: str) -> None:
    wanted = matrix_filter.read(typed, KEYS, OWNERS)
    assert str(wanted) == shown
    assert wanted.is_empty == (shown == "")


LATE = Verdict(urgent=True, because="due today, 45 min of work left, 2 h 30 free", override=False)
BY_HAND = Verdict(urgent=False, because="marked not urgent by hand", override=True)
ASKED = task("Badge list", id=22, status="waiting", owner="ana", chase_on=TODAY)


@pytest.mark.parametrize(
    ("row", "found", "words", "few"),
    [
        (task("T", id=40, important=True, due=TODAY), LATE,
         "T-40 is important and urgent: due today, 45 min of work left, 2 h 30 free.",
         "Urgent: due today, 45 min of work left, 2 h 30 free"),
        (task("T", id=4), CALM,
         "T-4 is not important, and without a due date nothing makes it urgent.", "No due date"),
        (task("T", id=4, important=True, due=date(2026, 12, 18)), CALM,
         "T-4 is important and not urgent: due Fri 18 Dec 2026, and there is time.",
         "Not urgent: due 18 Dec"),
        (task("T", id=4), BY_HAND,
         "T-4 is not important, and marked not urgent by hand. * lets the rule decide.",
         "Not urgent, by hand"),
        (ASKED, CALM, "T-22 is with ana, to be asked again on Tue 24 Nov 2026. v asks again.",
         "With ana, ask again today"),
    ],
)  # fmt: skip
def test_each_verdict_is_explained_in_a_line(
    row: Task, found: Verdict, words: str, few: str
) -> None:
    assert matrix_text.verdict(row, found) == words
    assert matrix_text.short_verdict(row, found, TODAY) == few
