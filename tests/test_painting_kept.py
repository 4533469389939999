"""Lines that are kept between frames: never others than painting them anew gives."""

import pytest
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from infraday.domain import panels
from infraday.domain.picture import Line
from infraday.screens.log import LogScreen
from infraday.store.engine import Store
from infraday.widgets.kept import repaint
from infraday.widgets.painted import Painted
from infraday.widgets.picker import Picker, Sheet
from tests.day_app import NARROW, WIDE, Planner, planner
from tests.dialog_app import DialogApp, shown
from tests.factories import block, planned, task
from tests.typing_app import TypingApp


class Counted(Painted):
    """Says in each line how often it was worked out."""

    def __init__(self) -> None:
        super().__init__()
        self.times = [0] * 5
        self.styles.height = 5

    def picture(self, y: int) -> Line:
        self.times[y] += 1
        return ((f"{y}: {self.times[y]}", "text"),)


def painted(app: App[None]) -> list[Strip]:
    return app.screen._compositor.render_strips(app.size)


def painted_anew(app: App[None]) -> list[Strip]:
    for screen in app.screen_stack:
        for widget in (screen, *screen.query(Widget)):
            widget._styles_cache.clear()
    return painted(app)


async def test_only_the_lines_named_are_worked_out_again() -> None:
    widget = Counted()
    app = TypingApp(widget)
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        widget.times = [0] * 5
        repaint(widget, [1, 3, -1, 5, 99])
        await pilot.pause(0.1)
        painted(app)
        assert widget.times == [0, 1, 0, 1, 0]
        widget.refresh()
        await pilot.pause(0.1)
        assert widget.times == [1, 2, 1, 2, 1]


async def test_another_width_paints_all_lines() -> None:
    app = TypingApp(Counted())
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.resize_terminal(30, 5)
        await pilot.pause(0.1)
        assert {line.cell_length for line in painted(app)} == {30}


async def test_what_is_hidden_or_not_there_yet_can_be_repainted() -> None:
    widget = Counted()
    app = TypingApp(widget)
    async with app.run_test(size=(20, 5)) as pilot:
        widget.display = False
        repaint(widget, [0])
        await pilot.pause(0.1)
        assert widget not in app.screen._dirty_widgets
        widget.display = True
        await pilot.pause(0.1)
        assert shown(app)[0].startswith("0: ")


async def test_two_widgets_repainted_at_once_are_both_in_the_frame() -> None:
    one, other = Counted(), Counted()

    class Two(TypingApp):
        def compose(self) -> ComposeResult:
            yield one
            yield other

    app = Two(one)
    async with app.run_test(size=(20, 10)) as pilot:
        await pilot.pause(0.1)
        frames: list[set[int]] = []
        compositor = app.screen._compositor
        compute = compositor.render_update

        def watched(*given: object, **named: object) -> object:
            frames.append({region.y for region in compositor._dirty_regions})
            return compute(*given, **named)  # type: ignore[arg-type]

        compositor.render_update = watched  # type: ignore[method-assign,assignment]
        repaint(one, [2])
        repaint(other, [3])
        await pilot.pause(0.1)
        assert set().union(*frames) == {2, 8}


async def settled(plan: Planner) -> tuple[list[Strip], list[Strip]]:
    """What stands on the screen, and what painting it anew gives."""
    await plan.settle()
    return painted(plan.app), painted_anew(plan.app)


async def test_the_planner_shows_no_line_of_before(store: Store) -> None:
    planned(store, *(block(f"{hour:02}:00", activity=f"Block {hour}") for hour in (8, 9, 11)))
    for number in range(20):
        planned(store, task(f"Task {number}"))
    keys = "j j k tab j j pagedown tab d escape J u U j j escape s j slash a escape escape z"
    async with planner(store, size=WIDE) as plan:
        for key in keys.split():
            await plan.press(key)
            kept, anew = await settled(plan)
            assert kept == anew, key
        plan.app.theme = "textual-light"
        kept, anew = await settled(plan)
        assert kept == anew
        await plan.pilot.resize_terminal(*NARROW)
        kept, anew = await settled(plan)
        assert kept == anew
        plan.screen.say("A toast.")
        kept, anew = await settled(plan)
        assert kept == anew


async def test_a_step_beside_the_day_works_out_no_list_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        planned(store, task(f"Task {number}"))
    async with planner(store) as plan:
        await plan.press("tab")
        await plan.settle()
        painted(plan.app)
        with monkeypatch.context() as patch:
            patch.setattr(panels, "waiting", None)
            await plan.press("j", "j")
            painted(plan.app)
        assert plan.task == plan.screen.rows.waiting[2].task.title


async def test_what_keeps_its_lines_bare_has_nothing_around_them(store: Store) -> None:
    async with planner(store) as plan:
        for key in ("s", "U", "question_mark"):
            bare = [
                one for one in plan.app.screen.query(Widget) if isinstance(one, Painted | Sheet)
            ]
            assert bare
            assert not any(one.styles.gutter for one in bare)
            assert {one.opacity for one in bare} == {1.0}
            await plan.press("escape", key)


class ListApp(TypingApp):
    """A list of as many lines as it is told, ten of them in sight at most."""

    CSS = "Picker { height: auto; max-height: 10; }"

    def fill(self, count: int) -> None:
        assert isinstance(self.widget, Picker)
        self.widget.fill_with(count, lambda y, _: ((f"{count}: {y}", "text"),))


async def test_other_lines_in_the_same_room_leave_all_else_where_it_is() -> None:
    picker = Picker("list", "Nothing.")
    app = ListApp(picker)
    async with app.run_test(size=(20, 20)) as pilot:
        app.fill(100)
        await pilot.pause(0.1)
        await pilot.press("end")
        for count, height in ((50, 10), (11, 10), (10, 10), (3, 3), (3, 3), (0, 1), (60, 10)):
            app.fill(count)
            assert app.screen._layout_required is False
            await pilot.pause(0.1)
            assert picker.size.height == height
            first = f"▸ {count}: 0" if count else "  Nothing."
            assert shown(app)[0].rstrip(" ▁▂▃▄▅▆▇█") == first
            assert painted(app) == painted_anew(app)
            await pilot.press("end")


async def test_the_log_looks_up_its_keys_only_where_they_do_something_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tests.test_log_screen import ENTRIES  # noqa: PLC0415 - its entries, not its tests

    app = DialogApp(LogScreen(ENTRIES))
    async with app.run_test() as pilot:
        looked: list[None] = []
        bound = LogScreen._bound

        def counted(self: LogScreen) -> list[tuple[str, str, str]]:
            looked.append(None)
            return bound(self)

        monkeypatch.setattr(LogScreen, "_bound", counted)
        await pilot.press("j")
        assert len(looked) == 1  # an undone entry
        await pilot.press("end", "end", "up", "up")
        assert len(looked) == 4
