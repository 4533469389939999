"""How roles look in the app: the palette's paints as Rich styles, for the theme in use."""

from collections.abc import Mapping

from rich.style import Style
from textual.app import App
from textual.theme import Theme

from infraday import palette
from infraday.palette import Base, Paint


def themes() -> list[Theme]:
    """The two themes of ours, for Textual to register."""
    return [_theme(name, palette.BASES[name]) for name in (palette.DARK, palette.LIGHT)]


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
        surface=palette.mix(text, ground, 0.05),
        panel=palette.mix(text, ground, 0.09),
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
