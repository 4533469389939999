from hypothesis import given
from hypothesis import strategies as st

from infraday.domain import picture
from infraday.widgets.fluid import Chips, Words, flow
from tests.typing_app import TypingApp

CHIPS = st.lists(st.text(st.characters(codec="ascii", categories=["L", "Nd"]), max_size=30))


@given(CHIPS, st.integers(1, 40), st.integers(0, 3))
def test_chips_stay_whole_in_their_order_and_inside_the_lines(
    words: list[str], cells: int, gap: int
) -> None:
    places, lines = flow([((word, "text"),) for word in words], cells, gap)

    assert all(picture.width(line) <= cells for line in lines)
    assert [index for row in places for _, index in row] == list(range(len(words)))
    for row, line in zip(places, lines, strict=True):
        said = "".join(run for run, _ in line)
        for begin, index in row:
            if len(words[index]) <= cells:
                assert said[begin:].startswith(words[index])


async def test_a_click_says_which_chip_it_hit() -> None:
    hits: list[int] = []

    class ClickedApp(TypingApp):
        def on_chips_clicked(self, event: Chips.Clicked) -> None:
            hits.append(event.index)

    chips = Chips(gap=2)
    app = ClickedApp(chips)

    async with app.run_test(size=(12, 5)) as pilot:
        chips.show([(("one", "text"),), (("two", "text"),), (("three", "text"),)])
        await pilot.pause()
        assert chips.size.height == 2
        for x, y in ((0, 0), (3, 0), (5, 0), (4, 1), (11, 1)):
            await pilot.click(chips, offset=(x, y))

    assert hits == [0, 1, 2]


async def test_words_are_as_high_as_they_need_to_be() -> None:
    words = Words("one")
    async with TypingApp(words).run_test(size=(10, 8)) as pilot:
        assert words.size.height == 1
        for many in (5, 2):
            words.say(*((f"line {number}", "text") for number in range(many)))
            pilot.app.screen._refresh_layout()  # before the widget has seen its own request
        await pilot.pause()
        assert words.size.height == 2
        words.say(("", "text"))
        await pilot.pause()
        assert words.size.height == 0
