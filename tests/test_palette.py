"""The colours: every role can be read on its ground, and looks the same in both paints."""

import pytest
from rich.color import Color, ColorSystem
from textual.theme import BUILTIN_THEMES

from infraday import palette
from infraday.domain.picture import CURSOR, HELD
from infraday.palette import ANSI, BASES, DARK, LIGHT, Base, Paint, mix, paints

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


def ratio(paint: Paint, base: Base) -> float:
    assert paint.fg
    return contrast(paint.fg, paint.bg or base.background)


def plain(role: str) -> str:
    return role.partition("|")[0]


def test_the_measure_is_the_known_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", OURS)
def test_every_text_can_be_read_also_under_the_cursor(theme: str) -> None:
    base = BASES[theme]
    weak = {
        role: round(ratio(paint, base), 2)
        for role, paint in paints(base).items()
        if plain(role) not in DECORATION | SHAPES and ratio(paint, base) < TEXT
    }

    assert weak == {}


@pytest.mark.parametrize("theme", OURS)
def test_every_mark_can_be_seen(theme: str) -> None:
    base = BASES[theme]
    weak = {
        role: round(ratio(paint, base), 2)
        for role, paint in paints(base).items()
        if plain(role) in SHAPES and ratio(paint, base) < SHAPE
    }

    assert weak == {}


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


def test_every_theme_of_textual_is_known_with_its_colours() -> None:
    assert {*palette.THEMES} == {*OURS, *BUILTIN_THEMES}
    for name, theme in BUILTIN_THEMES.items():
        if name not in ANSI:
            found = theme.to_color_system().generate()
            colours = (found[it][:7].lower() for it in Base._fields[1:])
            assert BASES[name] == Base(theme.dark, *colours), name
