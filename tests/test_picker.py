"""The list with a cursor: keys, mouse, and how little of it is worked out."""

from collections.abc import Mapping

from rich.style import Style
from textual import events, on
from textual.app import App, ComposeResult

from infraday import palette
from infraday.domain.picture import Line
from infraday.widgets import ink
from infraday.widgets.picker import Picker
from tests.dialog_app import shown


class ListApp(App[None]):
    CSS = "Picker { height: 10; }"

    def __init__(self, count: int) -> None:
        super().__init__()
        self.ascii = False
        self.inks: Mapping[str, Style] = ink.inks(palette.BASES[palette.DARK])
        self.count = count
        self.asked: set[int] = set()
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield Picker("list", "Nothing here. a adds one.")

    def on_mount(self) -> None:
        self.picker.fill_with(self.count, self._line)

    @property
    def picker(self) -> Picker:
        return self.query_one(Picker)

    def _line(self, y: int, cells: int) -> Line:
        self.asked.add(y)
        return ((f"line {y}", "text"),)

    @on(Picker.Chosen)
    def _keep(self) -> None:
        self.chosen.append(self.picker.cursor)


async def test_the_cursor_moves_by_letters_and_arrows_and_stops_at_the_ends() -> None:
    app = ListApp(3)
    async with app.run_test() as pilot:
        seen = []
        for key in ("k", "j", "down", "j", "j", "up", "k", "up"):
            await pilot.press(key)
            seen.append(app.picker.cursor)
        assert seen == [0, 1, 2, 2, 2, 1, 0, 0]
        assert [line.strip() for line in shown(app)[:3]] == ["▸ line 0", "line 1", "line 2"]


async def test_pages_and_ends_bring_the_cursor_into_sight() -> None:
    app = ListApp(100)
    async with app.run_test() as pilot:
        await pilot.press("pagedown", "pagedown")
        assert app.picker.cursor == 18
        assert "▸ line 18" in shown(app)[9]
        await pilot.press("end")
        assert (app.picker.cursor, app.picker.scroll_offset.y) == (99, 90)
        await pilot.press("pageup", "home")
        assert (app.picker.cursor, app.picker.scroll_offset.y) == (0, 0)


async def test_of_many_lines_only_those_on_screen_are_worked_out() -> None:
    app = ListApp(100_000)
    async with app.run_test() as pilot:
        await pilot.press("end", "k", "pageup", "home", "pagedown")
        await pilot.pause()
        assert len(app.asked) < 60


async def test_a_click_puts_the_cursor_and_a_second_one_takes_the_line() -> None:
    app = ListApp(5)
    async with app.run_test() as pilot:
        await pilot.click(Picker, offset=(4, 3))
        assert (app.picker.cursor, app.chosen) == (3, [])
        await pilot.click(Picker, offset=(4, 2), times=2)
        assert app.chosen == [2]
        await pilot.click(Picker, offset=(4, 8))
        assert app.picker.cursor == 2


async def test_enter_takes_the_line_under_the_cursor() -> None:
    app = ListApp(5)
    async with app.run_test() as pilot:
        await pilot.press("j", "enter")
        assert app.chosen == [1]


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = ListApp(50)
    async with app.run_test() as pilot:
        picker = app.picker
        await pilot._post_mouse_events([events.MouseScrollDown], widget=Picker, offset=(2, 2))
        await pilot.pause()
        assert picker.scroll_offset.y > 0
        assert picker.cursor == 0


async def test_an_empty_list_says_what_to_press() -> None:
    app = ListApp(0)
    async with app.run_test() as pilot:
        assert "Nothing here. a adds one." in shown(app)[0]
        await pilot.press("j", "end", "enter", "pageup")
        await pilot.click(Picker, offset=(2, 0), times=2)
        assert (app.picker.cursor, app.chosen) == (-1, [])


async def test_other_lines_take_the_place_of_the_old_ones() -> None:
    app = ListApp(50)
    async with app.run_test() as pilot:
        await pilot.press("end")
        app.picker.fill_with(3, app._line, 1)
        await pilot.pause()
        assert [line.strip() for line in shown(app)[:4]] == ["line 0", "▸ line 1", "line 2", ""]


async def test_the_cursor_stays_in_sight_when_the_terminal_shrinks() -> None:
    app = ListApp(50)
    async with app.run_test(size=(40, 20)) as pilot:
        app.picker.styles.height = "100%"
        await pilot.pause()
        await pilot.press(*"j" * 15)
        await pilot.resize_terminal(40, 6)
        await pilot.pause()
        assert any("▸ line 15" in line for line in shown(app))
