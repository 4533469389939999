"""Lines of runs, and where the parts of the Day screen stand."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.domain import panels, text
from infraday.domain.block import Status
from infraday.domain.picture import (
    ASCII,
    WEEK,
    Frame,
    Line,
    Region,
    fill,
    focused,
    frame,
    has_room_for_week,
    spread,
    width,
)
from infraday.domain.timeline_picture import GLYPHS, signs
from tests.day_rows import HOSTILE, block, plain, task, wait

SIZES = [(columns, rows) for columns in (*range(1, 131), 200, 300) for rows in (*range(1, 65), 200)]

lines = st.lists(
    st.tuples(
        st.sampled_from(["", " ", "   ", "○ ", "a", "word", "漢字", "é", "e\u0301", "…", "a b "]),
        st.sampled_from(["text", "muted"]),
    ),
    max_size=5,
).map(tuple)


def line(*runs: str) -> Line:
    return tuple((run, "text") for run in runs)


@pytest.mark.parametrize(
    ("runs", "cells", "shown"),
    [
        ((), 3, "   "),
        (("abc",), 3, "abc"),
        (("abc",), 5, "abc  "),
        (("abcd",), 3, "ab…"),
        (("ab", "cd"), 3, "ab…"),
        (("abc", "def"), 3, "ab…"),  # what no longer fits is not dropped in silence
        (("abc", "  "), 3, "abc"),  # but nobody misses a blank
        (("abc", "  ", "d"), 4, "abc…"),
        (("a", "   ", "d"), 3, "a …"),
        (("漢字",), 3, "漢…"),
        (("漢字",), 2, "… "),
        (("a", "漢"), 2, "a…"),
        (("漢", "漢", "b"), 4, "漢… "),
        (("abc",), 1, "…"),
        (("abc",), 0, ""),
        (("a", "b"), 0, ""),
        (("abc",), -4, ""),
    ],
)
def test_a_line_fills_its_cells_and_says_where_it_was_cut(
    runs: tuple[str, ...], cells: int, shown: str
) -> None:
    assert plain(fill(line(*runs), cells)) == shown


@given(lines, st.integers(0, 30))
def test_a_filled_line_is_exactly_as_wide_as_asked(one: Line, cells: int) -> None:
    shown = fill(one, cells)

    assert width(shown) == cells
    kept = plain(shown).rstrip()
    whole = plain(one).rstrip()
    assert kept == whole or kept.endswith("…") or cells == 0


@given(lines, lines, st.integers(0, 30))
def test_left_and_right_share_the_cells(left: Line, right: Line, cells: int) -> None:
    shown = spread(left, right, cells)

    assert width(shown) == cells
    if 0 < width(right) < cells:
        assert plain(shown).endswith(plain(right))


def parts(of: Frame, columns: int, rows: int) -> list[Region]:
    """The parts that are on screen."""
    shown = [part for part in of if part.width > 0 and part.height > 0]
    for part in shown:
        assert part.x >= 0
        assert part.y >= 0
        assert part.x + part.width <= columns, (columns, rows, part)
        assert part.y + part.height <= rows, (columns, rows, part)
    return shown


def apart(one: Region, other: Region) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return beside or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_the_parts_stay_on_the_screen_and_apart_at_any_size() -> None:
    for columns, rows in SIZES:
        for one, other in combinations(parts(frame(columns, rows), columns, rows), 2):
            assert apart(one, other), (columns, rows, one, other)


def test_a_week_takes_rows_of_its_own_above_the_day() -> None:
    for columns, rows in SIZES:
        with_week, without = frame(columns, rows, week=True), frame(columns, rows)
        if not has_room_for_week(columns, rows):
            assert with_week == without
            continue
        for one, other in combinations(parts(with_week, columns, rows), 2):
            assert apart(one, other), (columns, rows, one, other)
        assert with_week.week == Region(0, 1 + with_week.rule.height, columns, WEEK)
        assert with_week.timeline.y == with_week.week.y + WEEK
        assert with_week.timeline.height >= 4, (columns, rows)
        assert with_week.footer.y == without.footer.y


def test_focus_leaves_the_detail_alone_between_the_bars() -> None:
    for columns, rows in SIZES:
        alone = focused(frame(columns, rows))
        assert not alone.timeline.height
        assert not alone.waiting.height
        if rows > 8 and columns > 4:
            for one, other in combinations(parts(alone, columns, rows), 2):
                assert apart(one, other), (columns, rows, one, other)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (100, 16)])
def test_a_usual_terminal_shows_every_part(size: tuple[int, int]) -> None:
    found = frame(*size)

    assert all(part.height > 0 for part in found if part is not found.week)
    assert found.timeline.height + 4 >= size[1] // 2 - 3
    assert found.header.y == 0
    assert found.footer.y == size[1] - 1


def test_the_detail_stands_below_at_80_columns_and_beside_at_120() -> None:
    narrow, wide = frame(80, 24), frame(120, 40)

    assert narrow.detail.y > narrow.timeline.y + narrow.timeline.height - 1
    assert wide.detail.y == wide.timeline.y
    assert wide.detail.x > wide.timeline.width


def test_at_40_by_10_one_list_and_one_line_of_detail_remain() -> None:
    found = frame(40, 10)

    assert (found.header.height, found.timeline.height, found.detail.height) == (1, 7, 1)
    assert not any(part.height for part in (found.rule, found.side, found.waiting, found.foot))


def test_the_plain_signs_are_ascii_one_cell_each_and_told_apart() -> None:
    states = [sign for sign, _ in GLYPHS.values()] + ["◐", "◷"]
    extra = [*signs(block(series_id=1, fixed=True, unplanned=True), clashing=True, marked=True)]
    urgency = [
        panels.mark_of(wait(task(important=important), urgent=urgent))[0]
        for important in (True, False)
        for urgent in (True, False)
    ]
    for group in (states, extra, urgency):
        shown = [sign.translate(ASCII) for sign in group]
        assert len({*shown}) == len(group), shown
        assert all(sign.isascii() for sign in shown)
    assert len(GLYPHS) == len(Status)
    assert all(len(chr(sign)) == text.width(chr(sign)) == len(plain_) for sign, plain_ in SIGNS)


SIGNS = [(sign, to) for sign, to in ASCII.items() if isinstance(to, str)]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("cells", [1, 2, 7, 40])
def test_hostile_text_fills_its_cells_too(words: str, cells: int) -> None:
    shown = fill(((text.clip(words, cells + 3), "text"), ("tail", "muted")), cells)

    assert width(shown) == cells
    assert plain(shown).isprintable() or not plain(shown).isascii()
