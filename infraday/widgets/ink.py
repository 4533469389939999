"""How roles look in the app: the palette's paints as Rich styles, for the theme in use."""

from collections.abc import Mapping
from dataclasses import replace

from rich.style import Style
from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

from infraday import palette
from infraday.palette import Base, Paint


def themes() -> list[Theme]:
    """For Textual to register: the two themes of ours, and its own with our grounds for dialogs,
    on which the palette sees to it that words can be read."""
    ours = [_theme(name, palette.BASES[name]) for name in (palette.DARK, palette.LIGHT)]
    grounds = {
        name: (palette.surface(base), palette.panel(base)) for name, base in palette.BASES.items()
    }
    return ours + [
        replace(theme, surface=grounds[name][0], panel=grounds[name][1])
        for name, theme in BUILTIN_THEMES.items()
        if name in grounds
    ]


def _theme(name: str, base: Base) -> Theme:
    ground, text = base.background, base.foreground
    return Theme(
        name=name,
        dark=base.dark,
        primary=base.accent,
        secondary=palette.mix(base.accent, text, 0.5),
        accent=base.accent,
        warning=base.warning,
        error=base.error,
        success=base.success,
        foreground=text,
        background=ground,
        surface=palette.surface(base),
        panel=palette.panel(base),
    )


def base_of(app: App[None]) -> Base | None:
    """What the theme in use is made of; None where there is to be no colour."""
    return None if app.no_color else palette.BASES.get(app.theme)


def of(app: App[None]) -> Mapping[str, Style]:
    """The inks for the theme that an app has now."""
    return inks(base_of(app))


def inks(base: Base | None) -> Mapping[str, Style]:
    return {role: _style(paint) for role, paint in palette.paints(base).items()}


def _style(paint: Paint) -> Style:
    return Style(
        color=paint.fg,
        bgcolor=paint.bg,
        bold=paint.bold or None,
        dim=paint.dim or None,
        reverse=paint.reverse or None,
        strike=paint.strike or None,
    )
