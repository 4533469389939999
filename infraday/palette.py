"""The colours, in one place: the two themes of ours, what the built-in ones are made of, and how
each role of a picture is painted. The first paint needs them before Textual is there."""

from collections.abc import Mapping
from typing import NamedTuple

from infraday.domain.picture import CURSOR, HELD

DARK, LIGHT = "infraday-dark", "infraday-light"


class Base(NamedTuple):
    """What a theme is made of, as `#rrggbb`."""

    dark: bool
    background: str
    foreground: str
    accent: str
    warning: str
    error: str
    success: str


class Paint(NamedTuple):
    """How a role looks. A colour of None is the terminal's own."""

    fg: str | None = None
    bg: str | None = None
    bold: bool = False
    dim: bool = False
    reverse: bool = False
    strike: bool = False


BASES: dict[str, Base] = {
    DARK: Base(True, "#15171b", "#d7dce4", "#6cb6ff", "#e3b341", "#ff7b72", "#7ee787"),
    LIGHT: Base(False, "#fbfbf9", "#24292f", "#0550ae", "#8a5a00", "#b3261e", "#1a6b2f"),
    "textual-dark": Base(True, "#121212", "#e0e0e0", "#fea62b", "#fea62b", "#b93c5b", "#4ebf71"),
    "textual-light": Base(False, "#e0e0e0", "#1f1f1f", "#fea62b", "#fea62b", "#b93c5b", "#4ebf71"),
    "nord": Base(True, "#2e3440", "#d8dee9", "#b48ead", "#eacb8b", "#be616a", "#a3be8c"),
    "gruvbox": Base(True, "#282828", "#fbf1c7", "#f9bd2f", "#fd8019", "#fa4934", "#b7bb26"),
    "catppuccin-mocha": Base(
        True, "#181825", "#cdd6f4", "#f9b387", "#fae3b0", "#f28fad", "#abe9b3"
    ),
    "dracula": Base(True, "#282a36", "#f8f8f2", "#ff79c6", "#feb86c", "#fe5555", "#50fa7b"),
    "tokyo-night": Base(True, "#1a1b26", "#a9b1d6", "#fe9e64", "#dfaf68", "#f6768e", "#9ece6a"),
    "monokai": Base(True, "#272822", "#d6d6d6", "#66d9ef", "#fc971f", "#f82672", "#a5e22e"),
    "flexoki": Base(True, "#100f0f", "#fffcf0", "#9b76c8", "#ac8301", "#ae3029", "#65800b"),
    "catppuccin-latte": Base(
        False, "#eff1f5", "#4c4f69", "#fd640b", "#de8e1d", "#d10f39", "#40a02b"
    ),
    "catppuccin-frappe": Base(
        True, "#303446", "#c6d0f5", "#f4b8e4", "#e4c890", "#e68284", "#a6d189"
    ),
    "catppuccin-macchiato": Base(
        True, "#24273a", "#cad3f5", "#f5bde6", "#eed49f", "#ed8796", "#a6da95"
    ),
    "solarized-light": Base(
        False, "#fdf6e3", "#586e75", "#6c71c4", "#ca4b16", "#db322f", "#849900"
    ),
    "solarized-dark": Base(True, "#002b36", "#839496", "#6c71c4", "#ca4b16", "#db322f", "#849900"),
    "rose-pine": Base(True, "#191724", "#e0def4", "#ebbcba", "#f5c177", "#ea6f92", "#9ccfd8"),
    "rose-pine-moon": Base(True, "#232136", "#e0def4", "#ea9a97", "#f5c177", "#ea6f92", "#9ccfd8"),
    "rose-pine-dawn": Base(False, "#faf4ed", "#575279", "#d6827e", "#e99d34", "#b4637a", "#56949f"),
    "atom-one-dark": Base(True, "#282c34", "#abb2bf", "#a378c2", "#ddb25b", "#ef6262", "#62f062"),
    "atom-one-light": Base(False, "#fafafa", "#383a42", "#be9232", "#d7d938", "#f13f3f", "#6bf23f"),
}
"""Ours, and what the built-in themes come to (a test holds these against Textual)."""
OURS = (BASES[DARK], BASES[LIGHT])
ANSI = ("ansi-dark", "ansi-light")
"""Themes in the terminal's own colours: painted with bold, dim and reverse alone."""
THEMES = (*BASES, *ANSI)

MIDDLE = 0.179  # light, of which black and white are equally far
WORDS, SHAPES = 4.5, 3.0
"""The least contrast of words, and of marks beside them: WCAG 2.2, 1.4.3 and 1.4.11."""
QUIET = ("muted", "over", "faint")
MARKS = ("edge", *(f"hue{i}" for i in range(8)))
"""Thin marks, each beside a word or a sign, and on the ground of the screen alone."""

HUES = {
    True: ("#6cb6ff", "#7ee787", "#e3b341", "#d2a8ff", "#ff9e64", "#56d4dd", "#f778ba", "#a5b4c8"),
    False: ("#0550ae", "#1a6b2f", "#8a5a00", "#6639ba", "#a04100", "#0a6b74", "#99286e", "#57606a"),
}
"""Of the projects' thin marks, on a dark and on a light ground."""


def mix(one: str, other: str, share: float) -> str:
    """A colour between two: `share` of the first, the rest of the second."""
    parts = (
        round(int(one[i : i + 2], 16) * share + int(other[i : i + 2], 16) * (1 - share))
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def contrast(one: str, other: str) -> float:
    """Of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    red, green, blue = (_LINEAR[int(colour[i : i + 2], 16)] for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_LINEAR = [it / 3294.6 if it <= 10 else ((it / 255 + 0.055) / 1.055) ** 2.4 for it in range(256)]
"""How much light each of the 256 steps of a part gives."""


def readable(colour: str, ground: str, least: float = WORDS) -> str:
    """The colour, or as much nearer to black or white as it takes to be read on this ground. Some
    themes of Textual have an accent, or a warning, that nobody could read as a word."""
    if not least or contrast(colour, ground) >= least:
        return colour
    far = "#000000" if _light(ground) > MIDDLE else "#ffffff"
    nearer = (mix(far, colour, step / 10) for step in range(1, 11))
    return next((it for it in nearer if contrast(it, ground) >= least), far)


def paints(base: Base | None) -> Mapping[str, Paint]:
    """How each role is painted, also under the cursor. Without a base: no colour at all."""
    if base is None:
        return _without_colour()
    found = {}
    mends = base not in OURS  # made so that there is nothing to mend, which takes its time
    cursor, held = (mix(base.accent, base.background, share) for share in (0.3, 0.1))
    for role, paint in _coloured(base).items():
        fg, ground, least = paint.fg or base.foreground, base.background, 0.0
        if mends and role != "faint":
            least = SHAPES if role in MARKS else WORDS
            ground = ground if role in MARKS else panel(base)
        found[role] = paint._replace(fg=readable(fg, paint.bg or ground, least))
        if paint.bg:
            found[role + CURSOR] = found[role + HELD] = found[role]
            continue
        # Under the cursor what is quiet speaks up, and a colour comes nearer to the text's.
        under = base.foreground if role in QUIET else mix(fg, base.foreground, 0.4)
        kept = fg if role == "faint" else mix(fg, base.foreground, 0.8)
        found[role + CURSOR] = paint._replace(fg=readable(under, cursor, least), bg=cursor)
        found[role + HELD] = paint._replace(fg=readable(kept, held, least), bg=held)
    return found


def _without_colour() -> dict[str, Paint]:
    found = {}
    for role, paint in _colourless().items():
        found[role] = paint
        found[role + CURSOR] = paint._replace(reverse=True, dim=False)
        found[role + HELD] = paint._replace(dim=False, bold=True)
    return found


def surface(base: Base) -> str:
    """The ground of dialogs."""
    return mix(base.foreground, base.background, 0.05)


def panel(base: Base) -> str:
    """The ground of what one types into, of the three the hardest to read on."""
    return mix(base.foreground, base.background, 0.09)


def _coloured(base: Base) -> dict[str, Paint]:
    muted = mix(base.foreground, base.background, 0.64 if base.dark else 0.7)
    roles = {
        "text": Paint(base.foreground),
        "muted": Paint(muted),
        "faint": Paint(mix(base.foreground, base.background, 0.25)),
        "edge": Paint(mix(base.foreground, base.background, 0.42 if base.dark else 0.5)),
        "title": Paint(base.foreground, bold=True),
        "now": Paint(base.foreground, bold=True),
        "over": Paint(muted, strike=True),
        "accent": Paint(base.accent, bold=True),
        "here": Paint(base.background, base.accent, bold=True),
        "good": Paint(base.success),
        "warn": Paint(base.warning),
        "urgent": Paint(base.error, bold=True),
        "key": Paint(base.accent, bold=True),
    }
    hues = HUES[base.dark]
    return roles | {f"hue{i}": Paint(hue) for i, hue in enumerate(hues)}


def _colourless() -> dict[str, Paint]:
    roles = {
        "text": Paint(),
        "muted": Paint(dim=True),
        "faint": Paint(dim=True),
        "edge": Paint(dim=True),
        "title": Paint(bold=True),
        "now": Paint(bold=True),
        "over": Paint(dim=True, strike=True),
        "accent": Paint(bold=True),
        "here": Paint(bold=True, reverse=True),
        "good": Paint(),
        "warn": Paint(bold=True),
        "urgent": Paint(bold=True),
        "key": Paint(bold=True),
    }
    return roles | {f"hue{i}": Paint() for i in range(len(HUES[True]))}


def eight_bit(colour: str) -> int:
    """The one of 256 colours that Rich, and so Textual, takes for `#rrggbb`: another one would
    change when the app takes the first paint over."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    low, high = min(parts) / 255, max(parts) / 255
    light = (high + low) / 2
    grey = high == low or (high - low) / (high + low if light <= 0.5 else 2 - high - low) < 0.15
    if grey:
        shade = round(light * 25)
        return {0: 16, 25: 231}.get(shade, 231 + shade)
    red, green, blue = (round(it / 95 if it < 95 else 1 + (it - 95) / 40) for it in parts)
    return 16 + 36 * red + 6 * green + blue


def chosen(theme: str, env: Mapping[str, str]) -> str:
    """The theme's name; `auto` follows the ground that the terminal says it has. Where there is to
    be no colour, it is one of the terminal's own."""
    if env.get("NO_COLOR"):
        return ANSI[0]
    if theme != "auto":
        return theme
    ground = env.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if ground in ("7", "15") else DARK
