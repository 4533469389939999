"""The user's keys: checked and spelled as Textual spells them, before anything is drawn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import name

from infraday import config as settings
from infraday import palette
from infraday.config import Config
from infraday.domain.wording import nearest, quoted
from infraday.keys import (
    EVERYWHERE,
    FLOWS,
    IN_TEXT,
    INTERRUPT,
    OWN,
    PALETTE,
    SCREENS,
    TOUR,
    Action,
)

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
TYPES = "It acts while one types, too: give it a key with ctrl or alt, or one like f5."
LISTED = "'infraday keys' lists them all."
_EVERY = (*OWN.values(), *FLOWS.values(), EVERYWHERE)
SHARED = {"app.back", "app.help"}  # bound in dialogs too

APART = {
    "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape", "ctrl+backspace": "backspace",
    "ctrl+tab": "tab", "ctrl+enter": "enter", "ctrl+escape": "escape", "shift+enter": "enter",
}  # fmt: skip
"""Keys for which most terminals send the same as for another one, and which that is."""

Bound = Mapping[str, str]
"""The keys of each action, by its id."""


class _WrongKeyError(Exception):
    """A key that will not do, and why in a sentence or two."""


class Mistake(NamedTuple):
    """What is wrong with one key of the config, in a sentence or two."""

    key: str
    problem: str


def check(config: Config) -> Config:
    """The config with its keys as Textual takes them. ConfigError names line and key of a theme,
    an action or a key that does not exist, and of two actions that want the same key."""
    checked, mistakes = look_over(config)
    if mistakes:
        raise settings.mistake(config, *mistakes[0])
    return checked


def look_over(config: Config) -> tuple[Config, list[Mistake]]:
    """The config with those of its keys that will do, and all that is wrong with it."""
    mistakes = []
    if config.theme not in ("auto", *palette.THEMES):
        found = f"There is no theme {quoted(config.theme)}. {nearest(config.theme, palette.THEMES)}"
        mistakes.append(Mistake("theme", found))
    if not config.keys:
        return config, mistakes
    places = _places(config)
    keymap = {}
    for action_id, keys in config.keys.items():
        try:
            _refuse_unknown(action_id, places)
            keymap[action_id] = ",".join(map(_spell, _parts(keys)))
        except _WrongKeyError as wrong:
            mistakes.append(Mistake(f"keys.{action_id}", str(wrong)))
    mistakes += dict.fromkeys(clash for bound in places for clash in _clashes(bound, keymap))
    for action in IN_TEXT:
        if any(map(types, keymap.get(action.id, action.key).split(","))):
            mistakes.append(Mistake(f"keys.{action.id}", TYPES))
    wrong_keys = {mistake.key for mistake in mistakes}
    kept = {it: keys for it, keys in keymap.items() if f"keys.{it}" not in wrong_keys}
    return config._replace(keys=kept), mistakes


def _places(config: Config) -> Sequence[Bound]:
    """What is bound on each screen, and in each dialog where a key of one is changed: knowing
    them takes Textual, for which no first paint should wait."""
    screens = [(*own, *EVERYWHERE, *SCREENS, INTERRUPT) for own in OWN.values()]
    flows = [(*own, *EVERYWHERE, INTERRUPT) for own in FLOWS.values()]
    bound = (*screens, *flows, (PALETTE,))
    places = [{action.id: action.key for action in actions} for actions in bound]
    if config.keys.keys() <= {it for place in places for it in place} - SHARED:
        return places
    from infraday.screens import bindings  # noqa: PLC0415 - Textual, and seldom needed

    return [*places, *bindings.declared()]


def places() -> dict[str, list[Action]]:
    """Every action, with the keys that infraday gives it, by the screen or dialog it is for."""
    from infraday.screens import bindings  # noqa: PLC0415 - Textual, for those of the dialogs

    every = [*EVERYWHERE, *SCREENS, *IN_TEXT]
    found = {screen: list(own) for screen, own in (OWN | FLOWS).items()} | {"Everywhere": every}
    known = {action.id for own in found.values() for action in own}
    for place, action in bindings.actions():
        if action.id not in known:
            known.add(action.id)
            found.setdefault(place, []).append(action)
    return found


def _refuse_unknown(action_id: str, places: Iterable[Bound]) -> None:
    """Names the action that was probably meant: by its id, by the end of it, or by its label."""
    known = sorted({it for bound in places for it in bound})
    if action_id in known:
        return
    word = action_id.rpartition(".")[2].casefold()
    near = [it for it in known if it.rpartition(".")[2] == word]
    near += [
        it.id for own in (*OWN.values(), EVERYWHERE) for it in own if it.label.casefold() == word
    ]
    guess = f"Did you mean {near[0]}?" if near else nearest(action_id, known)
    meant = guess if guess.startswith("Did") else LISTED
    raise _WrongKeyError(f"There is no such action. {meant}")


def _parts(keys: str) -> list[str]:
    """The keys of a list parted by commas; a comma alone is the key itself."""
    return [","] if keys.strip() == "," else [key.strip() for key in keys.split(",")]


def _spell(key: str) -> str:
    """A key as Textual has it; _WrongKeyError where there is none, or none that can be sent."""
    *modifiers, last = key.split("+") if key not in ("+", "") else [key]
    last = SPELLED.get(last, last)
    if len(last) == 1 and not last.isalnum() and last.isprintable():
        unicode_name = name(last, "").lower().replace("-", "_").replace(" ", "_")
        last = SIGNS.get(unicode_name, unicode_name)
        known = bool(last)
    else:
        known = last in NAMED or len(last) == 1 or last in _sign_names()
    if not known or any(modifier not in MODIFIERS for modifier in modifiers):
        raise _WrongKeyError(f"{quoted(key)} is no key. Write it like d, ctrl+d, f5 or pageup.")
    if modifiers == ["shift"] and len(last) == 1:
        modifiers, last = [], last.upper()
    _refuse_unsent(key, modifiers, last)
    return "+".join([*modifiers, last])


def _refuse_unsent(key: str, modifiers: list[str], last: str) -> None:
    """A terminal has one sign for some keys, and none for ctrl with a large letter."""
    if same := APART.get("+".join([*modifiers, last.lower() if modifiers else last])):
        raise _WrongKeyError(
            f"{quoted(key)} cannot be told from {same} by most terminals. Choose another key."
        )
    shifted = "shift" in modifiers or last != last.lower()
    if "ctrl" in modifiers and len(last) == 1 and shifted:
        plain = "+".join([*(it for it in modifiers if it != "shift"), last.lower()])
        raise _WrongKeyError(
            f"{quoted(key)} cannot be told from {plain} by most terminals. Write {plain}."
        )


def _sign_names() -> set[str]:
    """The names that actions of ours are bound by, such as question_mark."""
    every = (action for own in _EVERY for action in own)
    return {key for action in every for key in action.key.split(",")} | set(SIGNS.values())


def _clashes(bound: Bound, keymap: Mapping[str, str]) -> Iterator[Mistake]:
    """Keys that two actions of one place want, said of the one that was given it."""
    taken: dict[str, str] = {}
    for action_id, keys in bound.items():
        if action_id not in keymap:
            taken |= dict.fromkeys(keys.split(","), action_id)
    for action_id in (action_id for action_id in keymap if action_id in bound):
        for key in keymap[action_id].split(","):
            if (other := taken.setdefault(key, action_id)) != action_id:
                problem = f"{quoted(key)} is the key of {other} already. Give one of them another."
                yield Mistake(f"keys.{action_id}", problem)


def anywhere(keymap: Mapping[str, str]) -> dict[str, str]:
    """The keymap with the palette's key for text fields, which is one that types nothing, and the
    tour's, which in the help is the help's own."""
    own = [key for key in keymap.get("app.palette", "").split(",") if not types(key)]
    again = {TOUR.id: keymap["app.help"]} if "app.help" in keymap else {}
    return {**again, **keymap, **({PALETTE.id: ",".join(own)} if own else {})}


def types(key: str) -> bool:
    """Whether a key puts a sign into a text, or edits or leaves it."""
    *modifiers, last = key.split("+")
    return not (set(modifiers) & {"ctrl", "alt", "super"} or (len(last) > 1 and last[1:].isdigit()))
