"""The Risks screen as pictures: parts that never overlap, a header that says what matters."""

from itertools import combinations

import pytest

from infraday.domain import money, picture, rating_picture, risk_picture, spark
from infraday.domain.picture import ASCII, Line
from infraday.domain.risk import BANDS, Band, Rating
from infraday.domain.risk_filter import HINT
from infraday.domain.risk_picture import Banner, Pane
from infraday.domain.risk_view import Figures, View

SIZES = [(20, 4), (40, 10), (60, 15), (80, 24), (99, 40), (100, 19), (100, 20), (120, 40),
         (200, 60)]  # fmt: skip
FIGURES = Figures(23, 41_200_000, 4, 2, 1, 30)


def said(line: Line) -> str:
    return "".join(run for run, _ in line)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("active", Pane)
def test_the_parts_fill_the_screen_and_never_overlap(size: tuple[int, int], active: Pane) -> None:
    columns, rows = size
    found = [part for part in risk_picture.frame(columns, rows, active) if part.height]
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
    rows_used = {y for part in found for y in range(part.y, part.y + part.height)}
    assert rows_used == set(range(rows))


@pytest.mark.parametrize("size", SIZES)
def test_only_a_large_screen_shows_all_three(size: tuple[int, int]) -> None:
    for active in Pane:
        regions = risk_picture.frame(*size, active)._asdict()
        shown = [pane for pane in Pane if regions[pane.value].height]
        assert shown == (list(Pane) if size[0] >= 100 and size[1] >= 20 else [active])


def test_the_smallest_screen_keeps_a_list_and_a_line_of_detail() -> None:
    frame = risk_picture.frame(40, 10, Pane.REGISTER)
    assert (frame.register.height, frame.why.height, frame.footer.height) == (6, 1, 1)


def test_the_rule_between_the_panes_meets_the_others() -> None:
    frame = risk_picture.frame(120, 40, Pane.MAP)
    assert said(risk_picture.rule(frame, frame.rule)[0])[frame.side.x] == "┬"
    assert said(risk_picture.rule(frame, frame.middle)[0])[frame.side.x] == "┴"
    assert set(said(risk_picture.rule(frame, frame.foot)[0])) == {"─"}


def test_the_header_says_all_of_it_where_there_is_room() -> None:
    line = said(risk_picture.header(Banner(FIGURES), 140))
    assert line.startswith(" Risks · 23 open · exposure 412 000 · 4 reviews due · 1 acceptance")
    assert "2 not assessed" in line
    assert line.endswith("inherent ▸ [current] ▸ residual ")


def test_the_header_names_the_filter_and_how_many_it_leaves() -> None:
    banner = Banner(FIGURES, "#dc-move P4×I5", 2, View.RESIDUAL, 3, "R-004 not saved", "read-only")
    line = said(risk_picture.header(banner, 160))
    for words in ("read-only", "R-004 not saved", "#dc-move P4×I5 · 2 · esc clears", "3 marked",
                  "23 of 30 open", "[residual]"):  # fmt: skip
        assert words in line


@pytest.mark.parametrize("cells", [20, 40, 60, 80, 99, 100, 120])
def test_the_header_fits_and_keeps_what_is_not_saved(cells: int) -> None:
    banner = Banner(FIGURES, "#dc-move " * 9, 2, View.CURRENT, 3, "R-004 not saved", "")
    line = risk_picture.header(banner, cells)
    assert picture.width(line) == cells
    assert cells < 40 or "not saved" in said(line)


@pytest.mark.parametrize("cells", [40, 80, 120])
def test_raised_flags_stand_beside_the_rating(cells: int) -> None:
    line = risk_picture.header(Banner(FIGURES, raised=2), cells)
    assert picture.width(line) == cells
    assert said(line).split("⚑2")[1].split()[0] in ("current", "inherent")


def test_before_anything_is_read_the_header_stands() -> None:
    assert said(risk_picture.header(Banner(), 60)).split() == ["Risks", "current"]


@pytest.mark.parametrize("cells", [10, 40, 80])
def test_the_tabs_name_the_panes(cells: int) -> None:
    line = risk_picture.tabs(Pane.MAP, 23, "P4×I5", cells)
    assert picture.width(line) == cells
    if cells >= 40:
        assert said(line).split() == ["register", "23", "map", "P4×I5", "detail"]
        assert (" map P4×I5 ", "here") in line


def test_of_what_stands_below_the_last_line_stays() -> None:
    told = [("R-004 Core switch", "text"), ("", "muted"), ("not saved", "accent")]
    assert [said(line) for line in risk_picture.why(told, 40, 1)] == [" not saved"]
    assert len(risk_picture.why(told, 40, 2)) == 2
    assert risk_picture.why(told, 40, 0) == []


def test_every_sign_of_a_band_has_its_plain_twin() -> None:
    signs = [sign for sign, _ in rating_picture.SIGNS.values()]
    plain = [sign.translate(ASCII) for sign in signs]
    assert len(set(plain)) == len(set(signs)) == 5
    assert all(sign.isascii() for sign in plain)
    assert spark.BARS.translate(ASCII).isascii()


def test_a_rating_is_told_in_words() -> None:
    assert rating_picture.said(Rating(4, 5), BANDS) == "4×5 ▲ 20 critical"
    assert rating_picture.said(Rating(), BANDS) == "not assessed"
    assert rating_picture.said(Rating(None, 4), BANDS) == "?×4, not assessed"
    assert rating_picture.sign(Band.LOW) == ("·", "muted")


def test_money_is_grouped() -> None:
    assert money.say_money(41_200_000) == "412 000"
    assert money.say_money(-125_050) == "-1 250.50"
    assert money.say_money_short(125_050) == "1 251"
    assert money.say_money_short(-40) == "0"


def test_bars_are_as_high_as_their_numbers() -> None:
    assert spark.spark([8, 4, 1, 0]) == "█▄▁▁"
    assert spark.spark([0, 0]) == "▁▁"
    assert spark.spark([]) == ""
    assert spark.sampled(range(1, 101), 4) == [1, 34, 67, 100]
    assert spark.sampled([5, 6], 4) == [5, 6]
    assert spark.sampled([5, 6], 1) == [6]


@pytest.mark.parametrize("cells", [40, 80, 120])
def test_while_one_types_the_header_leaves_room_and_says_how_many_fit(cells: int) -> None:
    banner = Banner(FIGURES, "due", 4, raised=4, typing=True)
    room = risk_picture.typing_room(banner, cells)
    line = said(risk_picture.header(banner, cells))
    assert len(line) == cells
    assert line[risk_picture.TYPED_AT :][:room].strip() == ""
    assert line.startswith(" Risks ")
    assert "current" in line
    assert ("23 of 30 open" in line) is (cells == 120)
    assert cells < 80 or room > len(HINT)


def test_a_narrow_header_names_the_filter_before_the_figures() -> None:
    line = said(risk_picture.header(Banner(FIGURES, "due", 4, raised=4), 40))
    assert line.startswith(" Risks · due · ")
