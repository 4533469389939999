"""The burn-down's page: its two lines in braille or plain signs, its table, what makes the
reserve."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from infraday.domain import burn_down_picture, line_chart
from infraday.domain.burn_down import Point
from infraday.domain.burn_down_picture import BurnDown, Share, Sheet
from infraday.domain.picture import Line, width
from tests.factories import TODAY

DAY = timedelta(days=1)


def words(lines: Sequence[Line]) -> list[str]:
    return ["".join(run for run, _ in line).rstrip() for line in lines]


def point(days: int, score: int, planned: int, cents: int | None = 0) -> Point:
    past = days <= 0
    return Point(
        TODAY + days * DAY, score if past else None, cents if past else None, planned, 3, 1
    )


def shown(*points: Point, top: Sequence[Share] = ()) -> BurnDown:
    return BurnDown(points, (), top, sum(it.exposure_cents for it in top), TODAY)


COURSE = shown(
    *(point(n, 20 if n < -4 else 10, 20 if n < -6 else 5, 1_234_500) for n in range(-9, 4)),
    top=[Share(4, "Core switch", 300_000), Share(7, "Discount", -100_000)],
)


def test_a_line_goes_from_the_top_for_the_most_to_the_bottom_for_nothing() -> None:
    drawn = words(line_chart.chart([8, 8, 0, 0], (), 8, 2, 2))
    assert drawn == ["⠉⡇", " ⣇"]  # the fall is drawn as well
    assert words(line_chart.chart([0, 0], (), 0, 2, 1)) == ["⣀⣀"]
    assert words(line_chart.chart([], (), 8, 2, 1)) == [""]
    assert line_chart.chart([1], (), 8, 0, 2) == []


def test_the_planned_line_is_dotted_and_what_is_to_come_has_no_other() -> None:
    [line] = line_chart.chart([4, 4, None, None], [4, 4, 4, 4], 4, 4, 1)
    shape = "".join(run for run, _ in line)
    assert [sign == " " for sign in shape] == [False, False, False, True]
    assert [role for _, role in line] == ["accent", "text"]


def test_plain_signs_draw_the_same_without_braille() -> None:
    drawn = words(line_chart.chart([8, 8, 0, 0], [8, 8, 8, 8], 8, 4, 2, plain=True))
    assert drawn == ["***.", "  **"]
    page = words(burn_down_picture.page(COURSE, Sheet(78, 18, plain=True)))
    assert not any(0x2800 <= ord(sign) < 0x2900 for sign in "".join(page))


def test_the_page_says_the_course_in_words_and_numbers() -> None:
    page = words(burn_down_picture.page(COURSE, Sheet(78, 40)))
    assert page[0].startswith("Score  20 → 10 since 15 Nov, planned 5")
    assert any(line.startswith("Exposure  12 345 → 12 345") for line in page)
    table = {line[:12].strip(): line[13:].split() for line in page if line[:1].isalpha()}
    assert (table["Score"][0], table["Score"][-2:]) == ("20", ["10", "–"])
    assert table["Planned"][-1] == "5"
    assert set(table["Not assessed"]) == {"1"}


def test_today_stands_below_its_own_column_and_in_the_table() -> None:
    page = words(burn_down_picture.page(COURSE, Sheet(78, 18)))
    axis = next(line for line in page if "┴" in line)
    dates = next(line for line in page if "today" in line)
    assert abs(dates.index("today") + 2 - axis.index("┴")) <= 2
    assert any("today" in line and "27 Nov" in line for line in page)


def test_the_reserve_is_shown_with_what_each_risk_contributes() -> None:
    page = words(burn_down_picture.page(COURSE, Sheet(78, 18)))
    assert any(line.startswith("Contingency reserve  2 000") for line in page)
    switch = next(line for line in page if line.startswith("R-004 Core switch"))
    assert switch.endswith("3 000  150 %")
    assert next(line for line in page if "Discount" in line).endswith("-1 000  -50 %")


def test_opportunities_have_a_line_of_their_own() -> None:
    page = words(burn_down_picture.page(COURSE, Sheet(78, 18)))
    assert not any(line.startswith("Opportunities") for line in page)
    both = COURSE._replace(opportunities=COURSE.threats)
    page = words(burn_down_picture.page(both, Sheet(78, 18)))
    assert any(line.startswith("Opportunities") and "10" in line for line in page)


@pytest.mark.parametrize("cells", [1, 5, 20, 38, 60, 140])
@pytest.mark.parametrize("rows", [1, 7, 18, 60])
def test_it_can_be_drawn_at_any_size(cells: int, rows: int) -> None:
    for course in (COURSE, shown(point(0, 5, 5)), shown()):
        assert burn_down_picture.page(course, Sheet(cells, rows))
    if cells >= 38:
        chart = burn_down_picture.page(COURSE, Sheet(cells, rows))[:3]
        assert all(width(line) <= cells for line in chart)


def test_without_any_risk_it_says_so() -> None:
    assert burn_down_picture.EMPTY in words(burn_down_picture.page(shown(), Sheet(80, 20)))
