"""The user's keys: checked and spelled as Textual spells them, before anything is drawn."""

from collections.abc import Mapping
from unicodedata import name

from infraday import config as settings
from infraday import palette
from infraday.config import Config
from infraday.domain.wording import nearest, quoted
from infraday.keys import DAY, EVERYWHERE, IN_TEXT, INTERRUPT, PALETTE, SCREENS

NAMED = {
    "enter", "escape", "tab", "space", "backspace", "delete", "insert", "home", "end", "pageup",
    "pagedown", "up", "down", "left", "right", *(f"f{number}" for number in range(1, 25)),
}  # fmt: skip
SPELLED = {"esc": "escape", "del": "delete", "pgup": "pageup", "pgdn": "pagedown"}
MODIFIERS = ("ctrl", "alt", "shift", "super")
SIGNS = {
    "solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at",
    "hyphen_minus": "minus", "plus_sign": "plus", "low_line": "underscore",
}  # fmt: skip
"""Where Textual's name of a sign is not Unicode's."""
SHARED = {"app.back", "app.help"}  # bound in dialogs too

Bound = Mapping[str, str]
"""The keys of each action, by its id."""


def check(config: Config) -> Config:
    """The config with its keys as Textual takes them. ConfigError names line and key of a theme,
    an action or a key that does not exist, and of two actions that want the same key."""
    if config.theme not in ("auto", *palette.THEMES):
        found = f"There is no theme {quoted(config.theme)}. {nearest(config.theme, palette.THEMES)}"
        raise settings.mistake(config, "theme", found.strip())
    if not config.keys:
        return config
    places = _places(config)
    known = {action_id for bound in places for action_id in bound}
    keymap = {}
    for action_id, keys in config.keys.items():
        if action_id not in known:
            problem = f"There is no such action. {nearest(action_id, sorted(known))}".strip()
            raise settings.mistake(config, f"keys.{action_id}", problem)
        keymap[action_id] = ",".join(_spell(config, action_id, key) for key in _parts(keys))
    for bound in places:
        _refuse_clash(config, bound, keymap)
    for action in IN_TEXT:
        _refuse_typing(config, action.id, keymap.get(action.id, action.key))
    return config._replace(keys=keymap)


def _places(config: Config) -> list[Bound]:
    """What is bound on the Day screen, and in each dialog where a key of one is changed: knowing
    them takes Textual, for which no first paint should wait."""
    day = {action.id: action.key for action in (*DAY, *EVERYWHERE, *SCREENS, INTERRUPT)}
    typing = {PALETTE.id: PALETTE.key}
    if config.keys.keys() <= (day.keys() | typing.keys()) - SHARED:
        return [day, typing]
    from infraday.screens import bindings  # noqa: PLC0415 - Textual, and seldom needed

    return [day, typing, *bindings.declared()]


def _parts(keys: str) -> list[str]:
    """The keys of a list parted by commas; a comma alone is the key itself."""
    return [","] if keys.strip() == "," else [key.strip() for key in keys.split(",")]


def _spell(config: Config, action_id: str, key: str) -> str:
    *modifiers, last = key.split("+") if key not in ("+", "") else [key]
    last = SPELLED.get(last, last)
    if len(last) == 1 and not last.isalnum() and last.isprintable():
        unicode_name = name(last, "").lower().replace("-", "_").replace(" ", "_")
        last = SIGNS.get(unicode_name, unicode_name)
        known = bool(last)
    else:
        known = last in NAMED or len(last) == 1 or last in _sign_names()
    if not known or any(modifier not in MODIFIERS for modifier in modifiers):
        problem = f"{quoted(key)} is no key. Write it like d, ctrl+d, f5 or pageup."
        raise settings.mistake(config, f"keys.{action_id}", problem)
    if modifiers == ["shift"] and len(last) == 1:
        modifiers, last = [], last.upper()
    return "+".join([*modifiers, last])


def _sign_names() -> set[str]:
    """The names that actions of ours are bound by, such as question_mark."""
    return {key for action in DAY + EVERYWHERE for key in action.key.split(",")} | set(
        SIGNS.values()
    )


def _refuse_clash(config: Config, bound: Bound, keymap: Mapping[str, str]) -> None:
    taken: dict[str, str] = {}
    for action_id, keys in bound.items():
        if action_id not in keymap:
            taken |= dict.fromkeys(keys.split(","), action_id)
    for action_id in (action_id for action_id in keymap if action_id in bound):
        for key in keymap[action_id].split(","):
            if (other := taken.setdefault(key, action_id)) != action_id:
                problem = f"{quoted(key)} is the key of {other} already. Give one of them another."
                raise settings.mistake(config, f"keys.{action_id}", problem)


def _refuse_typing(config: Config, action_id: str, keys: str) -> None:
    if any(map(types, keys.split(","))):
        problem = "It acts while one types, too: give it a key with ctrl or alt, or one like f5."
        raise settings.mistake(config, f"keys.{action_id}", problem)


def anywhere(keymap: Mapping[str, str]) -> dict[str, str]:
    """The keymap with the palette's key for text fields, which is one that types nothing."""
    own = [key for key in keymap.get("app.palette", "").split(",") if not types(key)]
    return {**keymap, **({PALETTE.id: ",".join(own)} if own else {})}


def types(key: str) -> bool:
    """Whether a key puts a sign into a text, or edits or leaves it."""
    *modifiers, last = key.split("+")
    return not (set(modifiers) & {"ctrl", "alt", "super"} or (len(last) > 1 and last[1:].isdigit()))
