"""The week as a picture at any width: worded alike in all columns, and nothing cut in silence."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.domain import text
from infraday.domain.block import Kind
from infraday.domain.headline import Load
from infraday.domain.picture import ASCII, HELD, WEEK, width
from infraday.domain.week import DAYS, DayFigures
from infraday.domain.week_picture import HEIGHT, WeekView, bands, day_at, lines, spans
from infraday.domain.windows import Window
from tests.day_rows import HOSTILE, MONDAY, TUESDAY, WEDNESDAY, block, plain, role_of
from tests.test_week import figures

THURSDAY, SUNDAY = MONDAY + timedelta(days=3), MONDAY + timedelta(days=6)
FREEZE = Window(90, "freeze", "Change freeze: payment systems", THURSDAY, date(2026, 12, 4))
REPAIR = Window(91, "maintenance", "Maintenance SAN-02", TUESDAY, TUESDAY)


def day(
    at: date,
    planned: int = 390,
    capacity: int = 450,
    *,
    free: int = 75,
    clashes: int = 0,
    windows: tuple[Window, ...] = (),
    changes: frozenset[int] = frozenset(),
    past: bool = False,
) -> DayFigures:
    off = at.weekday() >= 5
    load = Load(planned, 0 if off else capacity)
    return DayFigures(at, load, load, off, past, 0 if off else free, clashes, windows, changes)


def view(*given: DayFigures, shown: date = TUESDAY, today: date = TUESDAY) -> WeekView:
    """A week with these days, and nothing on the others."""
    known = {one.day: one for one in given}
    days = (MONDAY + timedelta(days=count) for count in range(DAYS))
    return WeekView(tuple(known.get(at) or day(at, 0, free=450) for at in days), shown, today)


BUSY = view(
    day(MONDAY, 450, past=True),
    day(TUESDAY, clashes=2),
    day(WEDNESDAY, 480, free=0, clashes=3),
    day(THURSDAY, 30, windows=(FREEZE,), changes=frozenset({4})),
    day(THURSDAY + timedelta(days=1), 450, free=0, windows=(FREEZE,), changes=frozenset({4, 5})),
    day(SUNDAY - timedelta(days=1), 120),
    day(SUNDAY, 0),
)


def shown(of: WeekView, cells: int, tee: int | None = None) -> list[str]:
    return [plain(line).rstrip() for line in lines(of, cells, tee)]


def test_it_has_the_rows_that_its_place_on_the_screen_has() -> None:
    assert len(lines(BUSY, 120, None)) == HEIGHT == WEEK


def test_at_120_columns_a_day_has_its_date_a_bar_and_what_is_free() -> None:
    assert shown(BUSY, 120) == [
        " Mon 23 Nov      ▸Tue 24 today ≋2  Wed 25 Nov   ≋3  Thu 26 Nov       Fri 27 Nov"
        "       Sat 28 Nov       Sun 29 Nov",
        " 7h30/7h30 ━━━━━  6h30/7h30 ━━━━─ !8h00/7h30 ━━━━━  30m/7h30  ━────  7h30/7h30 ━━━━━"
        "  2h00 day off     day off",
        "                  1h15 free        30m over         1h15 free        none free",
        "───────────────────────────────────────────────────"
        "━━ freeze · 2 change blocks ━━━━━━───────────────────────────────────",
    ]


def test_at_80_columns_labels_shorten() -> None:
    assert shown(BUSY, 80) == [
        " Mon 23    ▸Tue 24 ≋2  Wed 25  ≋3  Thu 26     Fri 27      Sat 28     Sun 29",
        " 7h30/7h30  6h30/7h30 !8h00/7h30   30m/7h30   7h30/7h30   2h00 off   day off",
        "            1h15 free  30m over    1h15 free  none free",
        "──────────────────────────────────━ freeze · 2 changes ━━───────────────────────",
    ]


def test_at_60_columns_the_clashes_stand_with_the_load() -> None:
    found = shown(BUSY, 60)

    assert found[0] == " Mon 23 ▸Tue 24   Wed 25  Thu 26   Fri 27  Sat 28   Sun 29"
    assert found[1] == " 7h30    6h30 ≋2 !8h00≋3  30m      7h30    2h00     day off"
    assert found[2] == "        1h15 fr  +30m    1h15 fr  full"


def test_today_is_told_from_the_day_shown_without_colour() -> None:
    other = view(shown=WEDNESDAY)

    assert "Tue 24 today" in shown(other, 120)[0]
    assert "▸Wed 25 Nov" in shown(other, 120)[0]
    assert "•Tue 24" in shown(other, 80)[0]
    assert "▸Wed 25" in shown(other, 80)[0]
    assert "today" not in shown(view(today=MONDAY - timedelta(days=1)), 120)[0]
    assert "•" not in "".join(shown(BUSY, 80))


def test_each_role_says_how_loud_a_day_is() -> None:
    dates, loads, free, below = lines(BUSY, 120, None)

    assert role_of(dates, "▸Tue 24") == "accent" + HELD
    assert role_of(dates, "Mon 23") == "text"
    assert role_of(dates, "Sat 28") == "muted"
    assert role_of(loads, "!8h00") == "urgent"
    assert role_of(loads, "7h30/7h30") == "muted"  # Monday is over
    assert role_of(free, "30m over") == "urgent"
    assert role_of(below, "freeze") == "warn"
    assert role_of(dates, "≋3") == "warn"
    past = view(day(MONDAY, 480, clashes=4, past=True))
    for line, words in zip(lines(past, 120, None), ("≋4", "!8h00", "30m over"), strict=False):
        assert role_of(line, words) == "muted"
    assert role_of(lines(view(shown=WEDNESDAY), 120, None)[0], "Tue 24") == "title"


def test_a_window_runs_across_its_days_and_says_until_when() -> None:
    days = [THURSDAY + timedelta(days=count) for count in range(4)]
    of = view(*(day(at, windows=(FREEZE,)) for at in days), day(TUESDAY, windows=(REPAIR,)))

    below = shown(of, 200)[3]
    assert "━━ Change freeze: payment systems, until 4 Dec ━━" in below
    assert "━━ Maintenance SAN-02 ━━" in below
    assert below.endswith("━")
    assert "━━ Change freeze: payment systems ━━" in shown(of, 80)[3]
    assert "━━ maintenance ━" in shown(of, 120)[3]
    assert "━ maint. ━━" in shown(of, 80)[3]
    assert " maint. " in shown(of, 60)[3]
    assert "━ freeze ━" in shown(view(day(THURSDAY, windows=(FREEZE,))), 80)[3]


def test_days_in_the_same_windows_are_one_band_and_others_stand_apart() -> None:
    friday = THURSDAY + timedelta(days=1)
    of = view(
        day(TUESDAY, windows=(REPAIR,)),
        day(WEDNESDAY, windows=(FREEZE,), changes=frozenset({1})),
        day(THURSDAY, windows=(FREEZE,), changes=frozenset({1, 2})),
        day(friday, windows=(FREEZE, REPAIR)),
        day(SUNDAY, windows=(FREEZE,)),
    )

    found = [(band.first, band.last, band.changes) for band in bands(of.days)]
    assert found == [(1, 2, 0), (2, 4, 2), (4, 5, 0), (6, 7, 0)]
    assert "━ Change freeze: payment systems, until 4 Dec · 2 change blocks ━" in shown(of, 300)[3]
    assert "━ freeze + maint. ━" in shown(of, 160)[3]
    assert "━─━" in shown(of, 160)[3]
    assert "━ freeze + maintenance ━" in shown(of, 200)[3]


def test_the_rule_beside_the_day_meets_the_one_below_the_week() -> None:
    assert shown(view(), 120, 69)[3] == "─" * 69 + "┬" + "─" * 50
    of = view(*(day(MONDAY + timedelta(days=n), windows=(FREEZE,)) for n in range(DAYS)))
    assert shown(of, 200, 116)[3][116] == "┯"
    assert "┯" not in shown(of, 200, 10)[3]  # not inside a word


@pytest.mark.parametrize("cells", [0, 1, 6, 7, 20, 59, 60, 61, 69, 70, 77, 80, 110, 120, 200, 300])
def test_every_line_is_as_wide_as_asked(cells: int) -> None:
    for line in lines(BUSY, cells, cells // 2):
        assert width(line) == cells


@pytest.mark.parametrize("cells", range(60, 200))
def test_nothing_of_a_busy_week_is_cut(cells: int) -> None:
    assert "…" not in "".join(shown(BUSY, cells))


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_name_stays_in_its_band(words: str) -> None:
    window = Window(1, "freeze", f"freeze {words}", TUESDAY, TUESDAY)
    for cells in (60, 80, 120, 300):
        line = lines(view(day(TUESDAY, windows=(window,))), cells, None)[3]
        assert width(line) == cells
        assert text.show(plain(line)) == plain(line)


def test_the_plain_signs_are_ascii() -> None:
    of = view(day(THURSDAY, windows=(FREEZE,)), day(WEDNESDAY, clashes=2), shown=WEDNESDAY)
    for cells in (80, 120):
        assert all(line.translate(ASCII).isascii() for line in shown(of, cells, 70))


@given(st.integers(7, 300), st.integers(0, 299))
def test_each_column_belongs_to_its_day(cells: int, x: int) -> None:
    found = day_at(BUSY, x, cells)
    places = [at.day for at, (begin, room) in zip(BUSY.days, spans(cells), strict=True)
              if begin <= x < begin + room]  # fmt: skip

    assert ([found] if found else []) == places
    assert sum(room for _, room in spans(cells)) == cells
    assert (found is None) == (x >= cells)


def test_the_picture_of_real_figures_fits_too() -> None:
    found = figures(block("08:00", "18:00", kind=Kind.CHANGE), block("09:00", "10:00", block_id=2))
    of = WeekView(tuple(found.values()), TUESDAY, TUESDAY)

    assert "▸Tue 24 today ≋2" in shown(of, 120)[0]
    assert " 9h30/9h30 ━━━━━" in shown(of, 120)[1]
