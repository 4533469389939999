"""The colours: every role can be read on its ground, and looks the same in both paints."""

import re
from collections.abc import Callable, Iterable
from unittest.mock import patch

import pytest
from rich.color import Color, ColorSystem
from textual.theme import BUILTIN_THEMES

from infraday import palette
from infraday.domain.picture import CURSOR, HELD
from infraday.palette import ANSI, BASES, DARK, LIGHT, Base, mix, paints, readable
from infraday.widgets import ink
from tests.processes import ROOT

OURS = [DARK, LIGHT]
DECORATION = {"faint"}  # rules, dashes, the dots of half hours: nothing is lost without them
SHAPES = {"edge"} | {f"hue{i}" for i in range(8)}  # thin marks, each beside a word or a sign
TEXT = 4.5  # WCAG 2.2, 1.4.3
SHAPE = 3.0  # 1.4.11


def light(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def weak(
    base: Base, grounds: Iterable[str], least: float, counts: Callable[[str], bool]
) -> dict[str, float]:
    """The roles that cannot be told from one of the grounds that they stand on, and how nearly."""
    found = {
        role: min(contrast(paint.fg or "", paint.bg or ground) for ground in grounds)
        for role, paint in paints(base).items()
        if counts(plain(role))
    }
    assert found
    return {role: round(ratio, 2) for role, ratio in found.items() if ratio < least}


def plain(role: str) -> str:
    return role.partition("|")[0]


def test_the_measure_is_the_known_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", BASES)
def test_every_text_can_be_read_on_each_ground_and_under_the_cursor(theme: str) -> None:
    base = BASES[theme]
    grounds = (base.background, palette.surface(base), palette.panel(base))

    assert weak(base, grounds, TEXT, lambda role: role not in DECORATION | SHAPES) == {}


@pytest.mark.parametrize("theme", BASES)
def test_every_mark_can_be_seen(theme: str) -> None:
    base = BASES[theme]

    assert weak(base, (base.background,), SHAPE, lambda role: role in SHAPES) == {}


@pytest.mark.parametrize("theme", OURS)
def test_our_own_themes_need_no_mending(theme: str) -> None:
    base = BASES[theme]
    found = paints(base)

    with patch.object(palette, "OURS", ()):
        assert paints(base) == found


def test_a_weak_colour_is_mended_no_further_than_it_must() -> None:
    assert readable("#fea62b", "#121212") == "#fea62b"
    mended = readable("#fea62b", "#e0e0e0")
    assert TEXT <= contrast(mended, "#e0e0e0") < TEXT + 0.7
    assert int(mended[1:3], 16) > int(mended[5:7], 16)  # still an orange
    assert readable("#808080", "#808080", 22) == "#000000"  # what cannot be is as near as it gets


def test_no_word_is_faint() -> None:
    """Whoever paints something faint says with a dash, a bar or a dot that it is no word."""
    sources = [it for it in (ROOT / "infraday").rglob("*.py") if it.name != "palette.py"]
    lines = [line for it in sources for line in it.read_text("utf-8").splitlines()]
    faint = [line for line in lines if '"faint"' in line]

    assert len(faint) > 5
    assert [line for line in faint if not re.search("[─│┄·░]|dashes|rest|role: str", line)] == []


@pytest.mark.parametrize("theme", OURS)
def test_256_colours_stay_readable(theme: str) -> None:
    base = BASES[theme]

    def shown(colour: str) -> str:
        triplet = Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
        return triplet.hex.lower()

    for role, paint in paints(base).items():
        if plain(role) not in DECORATION:
            assert paint.fg
            assert contrast(shown(paint.fg), shown(paint.bg or base.background)) >= 3, role


@pytest.mark.parametrize("theme", BASES)
def test_256_colours_are_those_that_rich_takes(theme: str) -> None:
    base = BASES[theme]
    used = {it for paint in paints(base).values() for it in (paint.fg, paint.bg) if it}

    for colour in used | {base.background, "#000000", "#ffffff", "#808080"}:
        taken = Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).number
        assert palette.eight_bit(colour) == taken, colour


def test_every_theme_paints_the_same_roles_in_three_states() -> None:
    roles = {*paints(None)}

    assert all({*paints(base)} == roles for base in BASES.values())
    assert {plain(role) + mark for role in roles for mark in ("", CURSOR, HELD)} == roles


@pytest.mark.parametrize("theme", OURS)
def test_the_cursor_and_what_it_holds_stand_out(theme: str) -> None:
    found = paints(BASES[theme])

    grounds = {found["text" + mark].bg for mark in ("", CURSOR, HELD)}
    assert len(grounds) == 3
    for role in ("text", "muted", "good", "over"):
        assert found[role + CURSOR].bg == found["text" + CURSOR].bg
        assert found[role + HELD].bg == found["text" + HELD].bg
    assert found["over" + CURSOR].strike


def test_without_colour_there_are_only_bold_dim_and_reverse() -> None:
    found = paints(None)

    assert all(paint.fg is None and paint.bg is None for paint in found.values())
    assert all(paint.reverse for role, paint in found.items() if role.endswith(CURSOR))
    assert all(not paint.dim for role, paint in found.items() if role.endswith((CURSOR, HELD)))
    assert found["here"].reverse  # the now-line is told apart without colour, too
    assert found["now"].bold
    assert found["muted"].dim


def test_mixing() -> None:
    assert mix("#ffffff", "#000000", 1) == "#ffffff"
    assert mix("#ffffff", "#000000", 0) == "#000000"
    assert mix("#ff0000", "#0000ff", 0.5) == "#800080"


@pytest.mark.parametrize(
    ("theme", "ground", "name"),
    [
        ("auto", None, DARK),
        ("auto", "", DARK),
        ("auto", "0;15", LIGHT),
        ("auto", "0;7", LIGHT),
        ("auto", "15;0", DARK),
        ("auto", "15;default;0", DARK),
        ("auto", "0;default;15", LIGHT),
        ("auto", "nonsense", DARK),
        ("nord", "0;15", "nord"),
        (LIGHT, "15;0", LIGHT),
    ],
)
def test_auto_follows_the_ground_of_the_terminal(theme: str, ground: str | None, name: str) -> None:
    assert palette.chosen(theme, {} if ground is None else {"COLORFGBG": ground}) == name


def test_the_app_has_the_grounds_on_which_words_were_measured() -> None:
    themes = {theme.name: theme for theme in ink.themes()}

    assert themes.keys() == BASES.keys()
    for name, theme in themes.items():
        found = theme.to_color_system().generate()
        assert found["surface"].lower() == palette.surface(BASES[name])
        assert found["panel"].lower() == palette.panel(BASES[name])


def test_every_theme_of_textual_is_known_with_its_colours() -> None:
    assert {*palette.THEMES} == {*OURS, *BUILTIN_THEMES}
    for name, theme in BUILTIN_THEMES.items():
        if name not in ANSI:
            found = theme.to_color_system().generate()
            colours = (found[it][:7].lower() for it in Base._fields[1:])
            assert BASES[name] == Base(theme.dark, *colours), name
