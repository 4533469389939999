"""The tour, page by page, under the keys that the user has."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.widget import Widget

from infraday.domain import tour
from infraday.keys import Action
from infraday.screens.bindings import bindings
from infraday.screens.dialog import Dialog
from infraday.widgets.picker import Sheet

KEYS = (
    Action("tour.next", "right,enter,space", "Next", "The next page; after the last the tour is "
           "over.", "Tour", "screen.turn(1)"),
    Action("tour.previous", "left,backspace", "Back", "The page before.", "Tour",
           "screen.turn(-1)"),
)  # fmt: skip


def open_tour(app: App[object]) -> None:
    app.push_screen(TourScreen())


class TourPage(Sheet):
    """Scrolls where a page has more lines than there is room for."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)


class TourScreen(Dialog[None]):
    """Opened by its user alone, and left at any time."""

    def __init__(self) -> None:
        super().__init__(tour.PAGES[0].title)
        self.place = 0
        self.sheet = TourPage("tour")

    def body(self) -> Iterable[Widget]:
        yield self.sheet

    def on_mount(self) -> None:
        self.sheet.focus()

    def hints(self) -> list[tuple[str, str]]:
        last = self.place == len(tour.PAGES) - 1
        before = [("tour.previous", "back")] if self.place else []
        return [("tour.next", "close" if last else "next"), *before, ("app.back", "leave")]

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self._show)

    def action_turn(self, pages: int) -> None:
        if self.place + pages == len(tour.PAGES):
            self.dismiss(None)
            return
        self.place = max(0, self.place + pages)
        self.sheet.scroll_to(y=0, animate=False, force=True)
        self._show()

    def _show(self) -> None:
        """Every page as high as the highest, where there is room: nothing jumps."""
        page, roomy = tour.PAGES[self.place], self.app.size.height >= 16
        self.heading.say(page.title, f"{self.place + 1} of {len(tour.PAGES)}")
        every = [tour.lines(one, self.key_of, self.sheet.cells, roomy=roomy) for one in tour.PAGES]
        lines = every[self.place]
        high = max(map(len, every)) if roomy else len(lines)
        lines += [()] * (high - len(lines))
        self.sheet.show(high, lambda y, _: lines[y])
        self.show_keys()
