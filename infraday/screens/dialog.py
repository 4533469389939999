"""What dialogs share: a title line, a body, the keys at the bottom, `esc` one step back."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import ScreenResume
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.widget import Widget

from infraday.keys import Action, key_of, say_key
from infraday.screens.bindings import bindings, bound
from infraday.widgets.fluid import Keys
from infraday.widgets.framing import Heading
from infraday.widgets.kept import keep_lines

T = TypeVar("T")

WIDTHS = [(0, "-narrow"), (100, "-wide")]
HEIGHTS = [(0, "-low"), (16, "-roomy")]
NARROW = 60
BACK = Action("app.back", "escape", "back", "One step back.", "Everywhere", "back")


class Dialog(ModalScreen[T]):
    """`aside` stands at the right end of the title. The value that `esc` dismisses is None."""

    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = HEIGHTS
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = bindings([BACK])

    def __init__(self, title: str, aside: str = "") -> None:
        super().__init__()
        keep_lines(self)
        self.heading = Heading(title, aside)
        self.keys = Keys(self._bound)
        self._stood: tuple[Region, ...] = ()
        self._is_styled = False
        self._hinted: tuple[object, ...] = ()

    def body(self) -> Iterable[Widget]:
        """What stands between the title and the keys."""
        raise NotImplementedError

    def hints(self) -> list[tuple[str, str]]:
        """The ids of the actions that can be taken now, or the keys of a text field, each with
        what it does."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        self._suit(self.app.size)
        with Vertical(classes="dialog") as inside:
            keep_lines(inside)
            yield self.heading
            yield from self.body()
            yield self.keys

    def _suit(self, size: Size) -> None:
        """Have the classes of this size before anything in here gets its style: Textual gives them
        with the first event, and then all that is in here its style once more."""
        sides = (
            (size.width, self.HORIZONTAL_BREAKPOINTS),
            (size.height, self.VERTICAL_BREAKPOINTS),
        )
        for cells, breakpoints in sides:
            self.add_class(*self._get_breakpoint_classes(cells, breakpoints or []), update=False)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """When it opens, what is in here has just got its style."""
        if not self._is_styled:
            self._is_styled = True
            event.refresh_styles = False
            self.app.stylesheet.update_nodes([self], animate=False)

    def _bound(self) -> list[tuple[str, str, str]]:
        """The keys that can be pressed now, as the user's keymap has them."""
        keys: dict[str, str] = {}
        for key, active in self.active_bindings.items():
            if active.binding.id:
                keys.setdefault(active.binding.id, key)
        found = [
            (keys.get(name, name), does)
            for name, does in self.hints()
            if name in keys or "." not in name
        ]
        return [(key, say_key(key), does) for key, does in found]

    def key_of(self, action_id: str) -> str:
        """What to press for an action here or elsewhere, as the user's keymap has it."""
        keymap = self.app._keymap
        own = (it.key for it in bound(type(self)) if it.id == action_id)
        key = keymap.get(action_id) or next(own, "")
        return say_key(key) if key else key_of(action_id, keymap)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Textual paints what has moved, but loses account of what stood where when something that
        was not on screen changes too. A dialog that gets lower would leave a line of it behind."""
        super()._refresh_layout(size, scroll)
        stood, self._stood = self._stood, self._standing()
        if stood and stood != self._stood:
            self.refresh(Region.from_union([*stood, *self._stood]))

    def _standing(self) -> tuple[Region, ...]:
        """Where the dialog and its parts are."""
        found = self.query(".dialog, .dialog > *")
        return tuple(region for widget in found if (region := widget.region))

    def show_keys(self) -> None:
        """Show what the keys do now. To look up their bindings takes as long as a whole step in a
        list, so that is done only where something else has the keys, or they do something else."""
        wanted = (self.focused, *self.hints())
        if wanted != self._hinted:
            self._hinted = wanted
            self.keys.show(
                [((shown, "key"), (f" {does}", "muted")) for _, shown, does in self._bound()]
            )

    @property
    def narrow(self) -> bool:
        """Too few columns for the keys that one can do without."""
        return self.app.size.width < NARROW

    def on_resize(self) -> None:
        self.show_keys()

    def on_descendant_focus(self) -> None:
        self.show_keys()

    def action_back(self) -> None:
        self.dismiss(None)
