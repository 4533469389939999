"""The heat map as a picture: told by number and sign, walked through, read at any size."""

from typing import Any

import pytest

from infraday.domain import heat_picture, picture
from infraday.domain.heat_picture import BESIDE, HeatView, Place, Selected
from infraday.domain.picture import Line
from infraday.domain.risk import BANDS, Band, Rating
from infraday.domain.risk_view import Heat, View

HEAT = Heat({(4, 5): 1, (3, 4): 12, (1, 1): 2}, 3)
SELECTED = Selected(
    11,
    {View.INHERENT: Rating(4, 5), View.CURRENT: Rating(3, 4), View.RESIDUAL: Rating(2, 3)},
)
SIZES = [(34, 17), (36, 8), (40, 6), (78, 17), (53, 30), (20, 4), (5, 1)]


def view(**fields: Any) -> HeatView:
    return HeatView(HEAT, View.CURRENT, BANDS)._replace(**fields)


def said(line: Line) -> str:
    return "".join(run for run, _ in line)


def shown(heat: HeatView, cells: int = 36, height: int = 17) -> list[str]:
    return [said(line).rstrip() for line in heat_picture.lines(heat, cells, height)]


def test_each_cell_tells_its_band_by_a_sign_and_its_risks_by_a_number() -> None:
    lines = shown(view())
    assert lines[1:6] == [
        "P5  ◇     △     ▲     ▲     ▲",
        "P4  ·     ◇     △     ▲     ▲1",
        "P3  ·     ◇     ◇     △12   ▲",
        "P2  ·     ·     ◇     ◇     △",
        "P1  ·2    ·     ·     ·     ◇",
    ]
    assert lines[6] == "    I1    I2    I3    I4    I5"
    assert lines[7] == "   ? 3 not assessed"


def test_a_table_of_bands_changes_the_signs() -> None:
    table = (*BANDS[:4], (Band.CRITICAL,) * 5)
    assert shown(view(bands=table))[1] == "P5  ▲     ▲     ▲     ▲     ▲"


def test_the_move_of_the_selected_risk_stands_in_its_cells_and_in_words() -> None:
    lines = shown(view(selected=SELECTED))
    assert "▲1i" in lines[2]
    assert "△12▸" in lines[3]
    assert "◇r" in lines[4]
    assert lines[9:13] == [
        "R-011", "i inherent 4×5 ▲20", "▸ current  3×4 △12", "r residual 2×3 ◇6",
    ]  # fmt: skip


def test_a_rating_that_is_not_saved_moves_the_mark_and_names_both() -> None:
    lines = shown(view(selected=SELECTED._replace(pending=Rating(2, 3))))
    assert "▸" not in lines[3]
    assert "◇▸r" in lines[4]
    assert "▸ current  3×4 △12 → 2×3 ◇6" in lines


def test_another_view_marks_another_rating() -> None:
    lines = shown(view(view=View.RESIDUAL, selected=SELECTED))
    assert "◇▸" in lines[4]
    assert "△12c" in lines[3]


def test_the_cell_that_the_register_shows_alone_stands_in_brackets() -> None:
    assert "[△12 ]" in shown(view(filtered=(3, 4)))[3]
    assert "[? 3 not assessed]" in shown(view(filtered=BESIDE))[7]


def test_the_title_names_what_is_under_the_cursor() -> None:
    assert shown(view())[0] == "Current rating"
    assert shown(view(cursor=(3, 4)))[0] == "P3 × I4 △ 12 high · 12 risks"
    assert shown(view(cursor=(4, 5)))[0] == "P4 × I5 ▲ 20 critical · 1 risk"
    assert shown(view(cursor=(5, 5)))[0] == "P5 × I5 ▲ 25 critical · no risks"
    assert shown(view(cursor=BESIDE))[0] == "? not assessed · 3 risks"


def test_only_the_cell_under_the_cursor_is_lit() -> None:
    lines = heat_picture.lines(view(cursor=(3, 4)), 36, 17)
    lit = [
        (y, said((run,)).strip())
        for y, line in enumerate(lines)
        for run in line
        if run[1].endswith(picture.CURSOR) and run[0].strip()
    ]
    assert lit == [(3, "△12")]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("cursor", [None, (3, 4), BESIDE])
def test_it_never_leaves_its_place(size: tuple[int, int], cursor: Place | None) -> None:
    lines = heat_picture.lines(view(selected=SELECTED, cursor=cursor, filtered=(5, 5)), *size)
    assert len(lines) <= size[1]
    assert all(picture.width(line) == size[0] for line in lines)


@pytest.mark.parametrize("size", [(34, 17), (36, 8), (40, 6), (78, 17), (53, 30)])
def test_a_click_finds_the_cell_that_stands_there(size: tuple[int, int]) -> None:
    grid = heat_picture.grid(*size)
    for cell in HEAT.cells:
        lines = heat_picture.lines(view(heat=Heat({cell: 77}, 0)), *size)
        rows = [said(line) if said(line).startswith("P") else "" for line in lines]
        [(y, x)] = [(y, row.index("77")) for y, row in enumerate(rows) if "77" in row]
        assert heat_picture.place_at(grid, x, y) == cell
    assert heat_picture.place_at(grid, 0, grid.top) is None
    beside = [y for y, line in enumerate(heat_picture.lines(view(), *size)) if "? 3" in said(line)]
    assert all(heat_picture.place_at(grid, 6, y) == BESIDE for y in beside)


def test_walking_ends_at_the_edges_and_below_at_what_is_not_assessed() -> None:
    assert heat_picture.moved((5, 5), 1, -1) == (5, 5)
    assert heat_picture.moved((5, 5), -1, 1) == (4, 4)
    assert heat_picture.moved((1, 3), 0, 1) == BESIDE
    assert heat_picture.moved(BESIDE, 0, 1) == BESIDE
    assert heat_picture.moved(BESIDE, 0, -1) == (1, 1)


def test_on_a_low_place_the_three_ratings_come_before_their_title() -> None:
    lines = shown(view(selected=SELECTED), height=11)
    assert lines[8:] == ["i inherent 4×5 ▲20", "▸ current  3×4 △12", "r residual 2×3 ◇6"]
    assert len(shown(view(selected=SELECTED), height=8)) == 8
