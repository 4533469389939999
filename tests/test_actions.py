"""Every action: said once, with an id, a key that Textual knows, a label and a sentence; and
there is something behind it."""

import inspect
from collections.abc import Iterator

import pytest
from textual.actions import parse
from textual.binding import Binding
from textual.keys import Keys, _character_to_key
from textual.widget import Widget

from infraday import keys
from infraday.app import InfradayApp
from infraday.keys import Action
from infraday.screens import bindings
from infraday.screens.day import DayScreen

ON_DAY = (*keys.DAY, *keys.EVERYWHERE, *keys.SCREENS)
ALL = (*ON_DAY, *keys.IN_TEXT)
LONGEST_LABEL = 8
MODIFIERS = {"ctrl", "alt", "shift", "super"}
NAMED = {key.value for key in Keys} | {_character_to_key(chr(sign)) for sign in range(32, 127)}

each = pytest.mark.parametrize("action", ALL, ids=lambda action: action.id)


def each_key(of: str) -> list[str]:
    return [key.strip() for key in of.split(",")]


def is_known(key: str) -> bool:
    """Whether Textual would ever say that this key was pressed."""
    *modifiers, last = key.split("+")
    return key in NAMED or (last in NAMED and set(modifiers) <= MODIFIERS)


def of_ours() -> Iterator[Binding]:
    """Each binding that a screen or a widget of ours declares."""
    bindings.declared()  # with it all of them are imported
    below: list[type[Widget]] = [Widget]
    while below:
        kind = below.pop()
        below += kind.__subclasses__()
        if kind.__module__.startswith("infraday."):
            found = vars(kind).get("BINDINGS", ())
            yield from (binding for binding in found if isinstance(binding, Binding))
            assert all(isinstance(binding, Binding) for binding in found), kind


def test_no_two_actions_have_the_same_id() -> None:
    ids = [action.id for action in ALL]

    assert len(ids) == len(set(ids))


@each
def test_an_id_is_what_it_acts_on_and_a_verb(action: Action) -> None:
    place, dot, verb = action.id.partition(".")

    assert dot
    assert place.isidentifier()
    assert verb.isidentifier()


@each
def test_a_label_fits_a_footer_and_a_tooltip_is_a_sentence(action: Action) -> None:
    assert 0 < len(action.label) <= LONGEST_LABEL
    assert action.tooltip[:1].isupper() or action.tooltip[:1].isdigit()
    assert action.tooltip.endswith(".")


@each
def test_a_key_is_spelled_as_textual_knows_it(action: Action) -> None:
    assert all(is_known(key) for key in each_key(action.key))


def test_no_two_actions_of_the_day_screen_share_a_key() -> None:
    pressed = [key for action in ON_DAY for key in each_key(action.key)]

    assert len(pressed) == len(set(pressed))


def test_the_footer_has_a_place_for_each_of_its_actions() -> None:
    places = [action.footer for action in ON_DAY if action.footer]

    assert len(places) == len(set(places))


@each
def test_there_is_something_behind_an_action(action: Action) -> None:
    of_app = action in keys.IN_TEXT  # those are bound by the app itself
    namespace, name, values = parse(action.method)
    kind = InfradayApp if of_app or namespace == "app" else DayScreen

    method = getattr(kind, f"action_{name}")

    inspect.signature(method).bind(None, *values)


def test_each_binding_of_each_dialog_has_an_id_a_known_key_and_a_sentence() -> None:
    found = list(of_ours())

    assert len(found) > len(ON_DAY)
    for binding in found:
        assert binding.id, binding
        assert binding.tooltip.endswith("."), binding
        assert all(is_known(key) for key in each_key(binding.key)), binding
