"""Lines that are entered, picked back and corrected."""

from datetime import datetime, time

from infraday.domain.picture import width
from infraday.screens.items import Item, Items, item_line
from tests.day_rows import HOSTILE, TUESDAY, plain

NOW = datetime.combine(TUESDAY, time(9, 42))


def entered(*lines: str) -> Items:
    items = Items()
    for line in lines:
        items.put(Item(line))
        assert items.enter()
    return items


def lines(items: Items) -> list[str]:
    return [item.line for item in items.entered]


def test_a_line_that_is_entered_makes_room_for_the_next() -> None:
    items = entered("ask ana", "ask jo")

    assert lines(items) == ["ask ana", "ask jo"]
    assert items.current == Item()


def test_an_empty_line_is_nothing_to_enter() -> None:
    items = Items()
    items.put(Item("  "))

    assert not items.enter()
    assert lines(items) == []


def test_the_last_line_is_picked_back_and_corrected() -> None:
    items = entered("ask ana", "ask jo")
    items.put(Item("half"))

    items.step(-1)
    items.put(Item("ask joe"))

    assert items.enter()
    assert lines(items) == ["ask ana", "ask joe"]
    assert items.current == Item("half")


def test_a_line_left_empty_is_gone() -> None:
    items = entered("one", "two", "three")

    items.step(-2)
    items.put(Item(""))
    items.step(1)

    assert lines(items) == ["one", "three"]
    assert items.current == Item("three")


def test_a_line_emptied_and_entered_is_gone() -> None:
    items = entered("one", "two")

    items.step(-1)
    items.put(Item(" "))

    assert items.enter()
    assert lines(items) == ["one"]
    assert items.current == Item()


def test_stepping_stops_at_both_ends() -> None:
    items = entered("one", "two")

    items.step(-9)
    assert items.current == Item("one")
    items.step(9)
    assert items.current == Item()


def test_what_was_kept_comes_back_with_what_is_not_to_be_read() -> None:
    items = entered("ask ana fri", "later 10:00")
    items.put(Item("half fri", frozenset({("date", "fri")})))

    again = Items()
    again.restore(items.kept())

    assert again.entered == [*items.entered, items.new]
    assert Items().kept() == {}


def test_an_item_shows_what_was_understood_of_it() -> None:
    shown = plain(item_line(Item("ask ana for it fri @ana"), 2, NOW, 60))

    assert shown.startswith("2 ask ana for it ")
    assert shown.endswith("due Fri 27 Nov 2026 · @ana")


def test_an_item_is_as_wide_as_its_place_whatever_is_in_it() -> None:
    for text in HOSTILE:
        for cells in (10, 38, 76):
            line = item_line(Item(text), 1, NOW, cells)
            assert width(line) == cells
